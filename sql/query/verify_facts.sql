-- name: verify_facts
-- role: staff
-- params: after text
-- returns: department text, fault text
-- The department of which something is published whose code is next behind one (or ''), with
-- what lists and searches have otherwise than its documents make it; null behind the last.
-- One at a time: whoever publishes or withdraws waits for the statement.
SELECT d.code AS department, gongkai.changed_facts(d.code) AS fault
FROM (SELECT min(p.department_code)::text AS code FROM gongkai.publication AS p WHERE p.department_code > $1::text) AS d;
