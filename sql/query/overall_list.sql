-- name: overall_list
-- role: public
-- params: year integer, region text, department text, limit integer, cursor text, count text, known text
-- returns: version text, body text
-- One page of the departments' years, newest year first, as JSON. What is null
-- does not restrict. The body is null when `known` is the version. One row
-- always. Branches and bound as in report_list.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $7::text THEN (
        WITH start AS MATERIALIZED (
            SELECT
                c.key[1]::integer AS year,
                c.key[2] AS code
            FROM gongkai.cursor_decode(
                $5::text, 'overall-expenditures', ARRAY[$1::text, $2::text, $3::text],
                '[0-9]{4}', '[0-9A-Za-z-]{1,64}') AS c (key)
        ),
        bound AS MATERIALIZED (
            SELECT
                coalesce(least(s.year, $1::integer + 1), 9999) AS year,
                CASE WHEN s.year <= coalesce($1::integer, s.year) THEN s.code ELSE '' END AS code
            FROM start AS s
        ),
        found AS (
            (
                SELECT y AS item, y.year, y.department_code
                FROM gongkai.department_year AS y
                WHERE $2::text IS NULL
                    AND $3::text IS NULL
                    AND y.year >= coalesce($1::integer, 0)
                    AND (y.year, y.department_code) < (SELECT b.year, b.code FROM bound AS b)
                ORDER BY y.year DESC, y.department_code DESC
                LIMIT $4::integer + 1
            )
            UNION ALL
            (
                SELECT y AS item, y.year, y.department_code
                FROM gongkai.department_year AS y
                WHERE y.region_code = $2::text
                    AND $2::text IS NOT NULL
                    AND $3::text IS NULL
                    AND y.year >= coalesce($1::integer, 0)
                    AND (y.year, y.department_code) < (SELECT b.year, b.code FROM bound AS b)
                ORDER BY y.year DESC, y.department_code DESC
                LIMIT $4::integer + 1
            )
            UNION ALL
            (
                SELECT y AS item, y.year, y.department_code
                FROM gongkai.department_year AS y
                WHERE y.department_code = $3::text
                    AND $3::text IS NOT NULL
                    AND (y.region_code = $2::text OR $2::text IS NULL)
                    AND (y.year = $1::integer OR $1::integer IS NULL)
                    AND (y.year, y.department_code) < (SELECT b.year, b.code FROM bound AS b)
                ORDER BY y.year DESC
                LIMIT $4::integer + 1
            )
        ),
        numbered AS (
            SELECT
                f.*,
                row_number() OVER (ORDER BY f.year DESC, f.department_code DESC) AS place,
                count(*) OVER () AS total
            FROM found AS f
        )
        SELECT gongkai.page(
            '"currency":"CNY","unit":"yuan",',
            json_agg(gongkai.overall_item(n.item) ORDER BY n.place) FILTER (WHERE n.place <= $4::integer),
            gongkai.cursor_encode('overall-expenditures', ARRAY[$1::text, $2::text, $3::text], VARIADIC
                max(ARRAY[n.year::text, n.department_code::text])
                    FILTER (WHERE n.place = $4::integer AND n.total > n.place)),
            CASE WHEN $6::text = 'exact' THEN
                (
                    SELECT count(*) FROM gongkai.department_year AS y
                    WHERE $1::integer IS NULL AND $2::text IS NULL AND $3::text IS NULL
                ) + (
                    SELECT count(*) FROM gongkai.department_year AS y
                    WHERE y.year = $1::integer AND $1::integer IS NOT NULL AND $2::text IS NULL AND $3::text IS NULL
                ) + (
                    SELECT count(*) FROM gongkai.department_year AS y
                    WHERE y.region_code = $2::text AND $2::text IS NOT NULL AND $3::text IS NULL
                        AND (y.year = $1::integer OR $1::integer IS NULL)
                ) + (
                    SELECT count(*) FROM gongkai.department_year AS y
                    WHERE y.department_code = $3::text
                        AND $3::text IS NOT NULL
                        AND (y.region_code = $2::text OR $2::text IS NULL)
                        AND (y.year = $1::integer OR $1::integer IS NULL)
                )
            END)
        FROM bound AS b
        LEFT JOIN numbered AS n ON true
    ) END AS body
FROM gongkai.last_change() AS v (version);
