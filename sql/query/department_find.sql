-- name: department_find
-- role: public
-- params: code text, known text
-- returns: version text, body text
-- A department with its years as JSON; the body is null when `known` is the
-- version. No row when it has published nothing.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $2::text THEN gongkai.department_item(
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
CROSS JOIN gongkai.change_version(d.change) AS v (version)
WHERE d.code = $1::text;
