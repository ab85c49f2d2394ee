-- name: project_year_find
-- role: public
-- params: project text, year integer, known text
-- returns: version text, body text
-- The expenditure of a project in a year as JSON; the body is null when `known`
-- is the version. No row when nothing is published of that.
SELECT
    y.change::text AS version,
    CASE WHEN y.change::text IS DISTINCT FROM $3::text THEN gongkai.project_expenditure(y) END AS body
FROM gongkai.project_year AS y
WHERE y.project_code = $1::text AND y.year = $2::integer;
