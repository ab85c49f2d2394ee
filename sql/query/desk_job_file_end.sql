-- name: desk_job_file_end
-- role: desk
-- params: job text, number integer, document text, base text, faults text
-- returns: nothing
-- What was found in a file: faults, a JSON array, or if that is empty the document, and
-- of a workbook the one that it was made from.
SELECT gongkai.end_job_file($1::text, $2::integer, $3::text, $4::text, $5::text::jsonb);
