-- name: bulk_reports
-- role: public
-- params: region text, year integer
-- returns: report_id text, revision integer, sha256 text
-- The published reports of a region and year by their id, with their current revisions.
SELECT p.report_id, p.revision, v.sha256
FROM gongkai.publication AS p
JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
WHERE p.region_code = $1::text AND p.year = $2::integer
ORDER BY p.report_id;
