-- name: revision_text
-- role: staff
-- params: id text, number integer
-- returns: number integer, document text
-- A revision of a report, null: the last one; also one that was withdrawn. No row where
-- there is none.
SELECT
    v.number,
    v.document
FROM gongkai.revision AS v
WHERE v.report_id = $1::text AND ($2::integer IS NULL OR v.number = $2::integer)
ORDER BY v.number DESC
LIMIT 1;
