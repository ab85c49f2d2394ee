-- name: project_year_find
-- role: public
-- params: project text, year integer, known text
-- returns: version text, body text
-- The expenditure of a project in a year as JSON; the body is null when `known`
-- is the version. No row when nothing is published of that.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $3::text THEN gongkai.project_expenditure(y) END AS body
FROM gongkai.project_year AS y
CROSS JOIN gongkai.change_version(y.change) AS v (version)
WHERE y.project_code = $1::text AND y.year = $2::integer;
