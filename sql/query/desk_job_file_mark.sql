-- name: desk_job_file_mark
-- role: desk
-- params: job text, number integer, state text, outcome text, faults text
-- returns: nothing
-- What became of a file.
SELECT gongkai.mark_job_file($1::text, $2::integer, $3::text, $4::text, $5::text::jsonb);
