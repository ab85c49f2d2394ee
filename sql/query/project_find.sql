-- name: project_find
-- role: public
-- params: code text, known text
-- returns: version text, body text
-- A project with its years and its published reports, newest year first, as
-- JSON; the body is null when `known` is the version. No row when nothing is
-- published of it.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $2::text THEN gongkai.project_item(
        p,
        (
            SELECT string_agg(gongkai.project_year_item(y, NULL, NULL), ',' ORDER BY y.year DESC)
            FROM gongkai.project_year AS y
            WHERE y.project_code = p.code
        ),
        (
            SELECT string_agg(gongkai.report_item(r), ',' ORDER BY r.year DESC, r.report_id DESC)
            FROM gongkai.publication AS r
            WHERE r.project_code = p.code
        )
    ) END AS body
FROM gongkai.published_project AS p
CROSS JOIN gongkai.change_version(p.change) AS v (version)
WHERE p.code = $1::text;
