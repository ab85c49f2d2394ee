-- name: desk_job_file_begin
-- role: desk
-- params: none
-- returns: job text, number integer
-- The next file to check, if there is one.
SELECT b.job, b.number
FROM gongkai.begin_job_file() AS b;
