-- name: finding_due
-- role: desk
-- params: report_id text, is_changed boolean
-- returns: due integer
-- Whether the findings of a draft are to be renewed by a worker: they are when the
-- transaction has changed it, or when they are found old. One row.
SELECT gongkai.findings_due($1::text, $2::boolean)::integer AS due;
