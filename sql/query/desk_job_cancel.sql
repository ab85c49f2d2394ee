-- name: desk_job_cancel
-- role: desk
-- params: id text
-- returns: nothing
-- End a job of the account that acts, without its having done anything.
SELECT gongkai.cancel_job($1::text);
