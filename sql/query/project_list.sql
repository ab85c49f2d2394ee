-- name: project_list
-- role: public
-- params: department text, limit integer, cursor text
-- returns: body text
-- One page of the projects with published reports, by code, as JSON. A filter
-- or cursor that is null does not restrict. One row always. Branches as in
-- report_list.
WITH bound AS MATERIALIZED (
    SELECT coalesce(c.key[1], '') AS code
    FROM gongkai.cursor_decode($3::text, 'projects', '[0-9A-Za-z-]{1,64}') AS c (key)
),
found AS (
    (
        SELECT p AS item, p.code
        FROM gongkai.published_project AS p
        WHERE $1::text IS NULL
            AND p.code > (SELECT b.code FROM bound AS b)
        ORDER BY p.code
        LIMIT $2::integer + 1
    )
    UNION ALL
    (
        SELECT p AS item, p.code
        FROM gongkai.published_project AS p
        WHERE p.department_code = $1::text
            AND p.code > (SELECT b.code FROM bound AS b)
        ORDER BY p.code
        LIMIT $2::integer + 1
    )
),
numbered AS (
    SELECT
        f.*,
        row_number() OVER (ORDER BY f.code) AS place,
        count(*) OVER () AS total
    FROM found AS f
)
SELECT gongkai.page(
    json_agg(gongkai.project_item(n.item, NULL) ORDER BY n.place) FILTER (WHERE n.place <= $2::integer),
    max(gongkai.cursor_encode('projects', n.code))
        FILTER (WHERE n.place = $2::integer AND n.total > n.place)
) AS body
FROM numbered AS n;
