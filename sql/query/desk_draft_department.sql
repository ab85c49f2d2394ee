-- name: desk_draft_department
-- role: desk
-- params: id text
-- returns: department text
-- The department of a draft that the account may read; P0002 where there is none for it.
SELECT gongkai.desk_department($1::text) AS department;
