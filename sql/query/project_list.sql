-- name: project_list
-- role: public
-- params: department text, region text, limit integer, cursor text, count text, known text
-- returns: version text, body text
-- One page of the projects with published reports, by code, as JSON. What is
-- null does not restrict. The body is null when `known` is the version. One row
-- always. Branches as in report_list.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $6::text THEN (
        WITH bound AS MATERIALIZED (
            SELECT coalesce(c.key[1], '') AS code
            FROM gongkai.cursor_decode(
                $4::text, 'projects', ARRAY[$1::text, $2::text], '[0-9A-Za-z-]{1,64}') AS c (key)
        ),
        found AS (
            (
                SELECT p AS item, p.code
                FROM gongkai.published_project AS p
                WHERE $1::text IS NULL
                    AND $2::text IS NULL
                    AND p.code > (SELECT b.code FROM bound AS b)
                ORDER BY p.code
                LIMIT $3::integer + 1
            )
            UNION ALL
            (
                SELECT p AS item, p.code
                FROM gongkai.published_project AS p
                WHERE p.department_code = $1::text
                    AND $1::text IS NOT NULL
                    -- Of the department, so that it does not count for the choice of the index.
                    AND ($2::text IS NULL OR EXISTS (
                        SELECT
                        FROM gongkai.published_department AS d
                        WHERE d.code = $1::text AND $1::text IS NOT NULL AND d.region_code = $2::text
                    ))
                    AND p.code > (SELECT b.code FROM bound AS b)
                ORDER BY p.code
                LIMIT $3::integer + 1
            )
            UNION ALL
            (
                SELECT p AS item, p.code
                FROM gongkai.published_project AS p
                WHERE $1::text IS NULL
                    AND p.region_code = $2::text
                    AND $2::text IS NOT NULL
                    AND p.code > (SELECT b.code FROM bound AS b)
                ORDER BY p.code
                LIMIT $3::integer + 1
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
            '',
            json_agg(gongkai.project_item(n.item, NULL, NULL) ORDER BY n.place) FILTER (WHERE n.place <= $3::integer),
            gongkai.cursor_encode('projects', ARRAY[$1::text, $2::text], VARIADIC
                max(ARRAY[n.code::text]) FILTER (WHERE n.place = $3::integer AND n.total > n.place)),
            CASE WHEN $5::text = 'exact' THEN
                (
                    SELECT count(*) FROM gongkai.published_project AS p
                    WHERE $1::text IS NULL AND $2::text IS NULL
                ) + (
                    SELECT count(*) FROM gongkai.published_project AS p
                    WHERE p.department_code = $1::text AND $1::text IS NOT NULL AND (p.region_code = $2::text OR $2::text IS NULL)
                ) + (
                    SELECT count(*) FROM gongkai.published_project AS p
                    WHERE p.region_code = $2::text AND $2::text IS NOT NULL AND $1::text IS NULL
                )
            END)
        FROM bound AS b
        LEFT JOIN numbered AS n ON true
    ) END AS body
FROM gongkai.last_change() AS v (version);
