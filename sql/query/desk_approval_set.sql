-- name: desk_approval_set
-- role: desk
-- params: approvals jsonb
-- returns: nothing
-- Enter approvals, an array of department, year, account and approved_on; a day of null
-- takes one away.
SELECT gongkai.desk_set_approvals($1::jsonb);
