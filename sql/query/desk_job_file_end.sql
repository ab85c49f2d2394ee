-- name: desk_job_file_end
-- role: desk
-- params: job text, number integer, document text, faults text
-- returns: nothing
-- What was found in a file: faults, a JSON array, or if that is empty the document.
SELECT gongkai.end_job_file($1::text, $2::integer, $3::text, $4::text::jsonb);
