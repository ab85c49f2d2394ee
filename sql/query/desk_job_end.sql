-- name: desk_job_end
-- role: desk
-- params: job text, state text, reason text
-- returns: nothing
-- A job is over.
SELECT gongkai.end_job($1::text, $2::text, $3::text);
