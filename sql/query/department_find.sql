-- name: department_find
-- role: public
-- params: code text, known text
-- returns: version text, body text
-- A department with its years as JSON; the body is null when `known` is the
-- version. No row when it has published nothing.
SELECT
    d.change::text AS version,
    CASE WHEN d.change::text IS DISTINCT FROM $2::text THEN gongkai.department_item(
        d,
        (
            SELECT string_agg(
                concat(
                    '{"year":', y.year,
                    ',"links":{"self":"/api/v1/overall-expenditures/', y.department_code, '/', y.year,
                    '","set":"/api/v1/sets/', y.department_code, '/', y.year, '.pdf"}}'),
                ',' ORDER BY y.year DESC)
            FROM gongkai.department_year AS y
            WHERE y.department_code = d.code
        )
    ) END AS body
FROM gongkai.published_department AS d
WHERE d.code = $1::text;
