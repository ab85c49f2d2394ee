-- name: department_list
-- role: public
-- params: region text, parent text, limit integer, cursor text, count text, known text
-- returns: version text, body text
-- One page of the departments that have published something, by code, as JSON.
-- What is null does not restrict. The body is null when `known` is the version.
-- One row always. Branches as in report_list.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $6::text THEN (
        WITH bound AS MATERIALIZED (
            SELECT coalesce(c.key[1], '') AS code
            FROM gongkai.cursor_decode(
                $4::text, 'departments', ARRAY[$1::text, $2::text], '[0-9A-Za-z-]{1,64}') AS c (key)
        ),
        found AS (
            (
                SELECT d AS item, d.code
                FROM gongkai.published_department AS d
                WHERE $1::text IS NULL
                    AND $2::text IS NULL
                    AND d.code > (SELECT b.code FROM bound AS b)
                ORDER BY d.code
                LIMIT $3::integer + 1
            )
            UNION ALL
            (
                SELECT d AS item, d.code
                FROM gongkai.published_department AS d
                WHERE d.region_code = $1::text
                    AND $1::text IS NOT NULL
                    AND $2::text IS NULL
                    AND d.code > (SELECT b.code FROM bound AS b)
                ORDER BY d.code
                LIMIT $3::integer + 1
            )
            UNION ALL
            (
                SELECT d AS item, d.code
                FROM gongkai.published_department AS d
                WHERE d.parent_code = $2::text
                    AND $2::text IS NOT NULL
                    AND (d.region_code = $1::text OR $1::text IS NULL)
                    AND d.code > (SELECT b.code FROM bound AS b)
                ORDER BY d.code
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
            json_agg(gongkai.department_item(n.item, NULL) ORDER BY n.place) FILTER (WHERE n.place <= $3::integer),
            gongkai.cursor_encode('departments', ARRAY[$1::text, $2::text], VARIADIC
                max(ARRAY[n.code::text]) FILTER (WHERE n.place = $3::integer AND n.total > n.place)),
            CASE WHEN $5::text = 'exact' THEN
                (
                    SELECT count(*) FROM gongkai.published_department AS d
                    WHERE $1::text IS NULL AND $2::text IS NULL
                ) + (
                    SELECT count(*) FROM gongkai.published_department AS d
                    WHERE d.region_code = $1::text AND $1::text IS NOT NULL AND $2::text IS NULL
                ) + (
                    SELECT count(*) FROM gongkai.published_department AS d
                    WHERE d.parent_code = $2::text AND $2::text IS NOT NULL AND (d.region_code = $1::text OR $1::text IS NULL)
                )
            END)
        FROM bound AS b
        LEFT JOIN numbered AS n ON true
    ) END AS body
FROM gongkai.last_change() AS v (version);
