-- name: draft_set
-- role: staff
-- params: department text, year integer
-- returns: id text
-- The drafts of a department and year, by id.
SELECT r.id
FROM gongkai.report AS r
WHERE r.department_code = $1::text AND r.year = $2::integer
ORDER BY r.id;
