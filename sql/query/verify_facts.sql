-- name: verify_facts
-- role: staff
-- params: after text, part integer, parts integer
-- returns: department text, fault text
-- The department of which something is published whose code is next behind one (or ''), with
-- what lists and searches have otherwise than its documents make it, if it is of the part;
-- null behind the last.
SELECT
    d.code AS department,
    CASE
        WHEN ('x' || left(md5(d.code), 8))::bit(32)::bigint % $3::integer = $2::integer - 1
            THEN gongkai.changed_facts(d.code)
    END AS fault
FROM (SELECT min(p.department_code)::text AS code FROM gongkai.publication AS p WHERE p.department_code > $1::text) AS d;
