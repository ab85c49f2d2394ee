-- name: verify_facts
-- role: staff
-- params: after text, limit integer
-- returns: department text, fault text
-- Departments of which something is published, in the order of their codes behind one (or
-- ''), each with what lists and searches have otherwise than its documents make it.
SELECT d.code AS department, gongkai.changed_facts(d.code) AS fault
FROM (
    SELECT DISTINCT p.department_code::text AS code
    FROM gongkai.publication AS p
    WHERE p.department_code > $1::text
    ORDER BY code
    LIMIT $2::integer
) AS d;
