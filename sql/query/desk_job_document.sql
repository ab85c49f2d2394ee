-- name: desk_job_document
-- role: desk
-- params: job text, number integer
-- returns: name text, document text, base text, is_cancelled boolean
-- A document of a job that is imported, the one that its workbook was made from, and whether it was cancelled since.
SELECT d.name, d.document, d.base, d.is_cancelled
FROM gongkai.job_document($1::text, $2::integer) AS d;
