-- name: desk_job_list
-- role: desk
-- params: none
-- returns: body text
-- The jobs of the account that acts, the newest first, as JSON.
SELECT gongkai.jobs()::text AS body;
