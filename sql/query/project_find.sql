-- name: project_find
-- role: public
-- params: code text
-- returns: body text
-- A project with its published reports, newest year first, as JSON; no row
-- when nothing is published of it.
SELECT
    json_strip_nulls(gongkai.project_item(
        p,
        (
            SELECT json_agg(gongkai.report_item(r) ORDER BY r.year DESC, r.report_id DESC)
            FROM gongkai.publication AS r
            WHERE r.project_code = p.code
        )
    ))::text AS body
FROM gongkai.published_project AS p
WHERE p.code = $1::text;
