-- name: desk_job_take
-- role: desk
-- params: none
-- returns: job text, secret text, files integer
-- Take a job in hand whose files are to be imported, if there is one.
SELECT t.job, t.secret, t.files
FROM gongkai.take_job() AS t;
