-- name: desk_job_file_add
-- role: desk
-- params: id text, number integer, name text, bytes text, reason text
-- returns: nothing
-- A file of a new job: its bytes in base64, or the reason why there are none.
SELECT gongkai.add_job_file($1::text, $2::integer, $3::text, $4::text, $5::text);
