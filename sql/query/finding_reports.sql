-- name: finding_reports
-- role: staff
-- params: after text, limit integer
-- returns: report_id text
-- The drafts that have findings, by id, after one (null: the first).
SELECT DISTINCT f.report_id
FROM gongkai.finding AS f
WHERE f.report_id > coalesce($1::text, '')
ORDER BY f.report_id
LIMIT $2::integer;
