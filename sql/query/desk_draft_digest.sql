-- name: desk_draft_digest
-- role: desk
-- params: id text
-- returns: digest text, department text
-- The digest and the department of a draft that the account may read.
SELECT
    gongkai.desk_digest(r.id) AS digest,
    r.department_code AS department
FROM gongkai.report AS r
WHERE r.id = $1::text;
