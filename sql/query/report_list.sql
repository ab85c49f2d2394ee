-- name: report_list
-- role: public
-- params: year integer, region text, department text, project text, form text, limit integer, cursor text, count text, known text
-- returns: version text, body text
-- One page of the published reports, newest year first, as JSON. What is null
-- does not restrict. The body is null when `known` is the version. One row
-- always.
--
-- One branch for each index: those that the parameters rule out are not run
-- (a one-time filter), and the one that is run reads limit + 1 entries of its
-- index. A plain `department_code = $3 OR $3 IS NULL` would leave the prepared
-- statement's generic plan with no index for the filter. `$3 IS NOT NULL` beside
-- `department_code = $3` is not idle: where the plan has the comparison as a
-- filter of another index, it would be made with each row, and never hold.
--
-- A page is what lies below `bound`: the cursor, or the end of the year asked
-- for when that comes first. The year is in the bound and not a condition beside
-- it, because an index scan would begin at the bound all the same and pass over
-- the years in between. No fiscal year reaches 9999.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $9::text THEN (
        WITH start AS MATERIALIZED (
            SELECT
                c.key[1]::integer AS year,
                c.key[2] AS report_id
            FROM gongkai.cursor_decode(
                $7::text, 'reports', ARRAY[$1::text, $2::text, $3::text, $4::text, $5::text],
                '[0-9]{4}', '[0-9A-Za-z-]{1,100}') AS c (key)
        ),
        bound AS MATERIALIZED (
            SELECT
                coalesce(least(s.year, $1::integer + 1), 9999) AS year,
                CASE WHEN s.year <= coalesce($1::integer, s.year) THEN s.report_id ELSE '' END AS report_id
            FROM start AS s
        ),
        found AS (
            (
                SELECT p AS item, p.year, p.report_id
                FROM gongkai.publication AS p
                WHERE $2::text IS NULL
                    AND $3::text IS NULL
                    AND $4::text IS NULL
                    AND $5::text IS NULL
                    AND p.year >= coalesce($1::integer, 0)
                    AND (p.year, p.report_id) < (SELECT b.year, b.report_id FROM bound AS b)
                ORDER BY p.year DESC, p.report_id DESC
                LIMIT $6::integer + 1
            )
            UNION ALL
            (
                SELECT p AS item, p.year, p.report_id
                FROM gongkai.publication AS p
                WHERE p.project_code = $4::text
                    AND $4::text IS NOT NULL
                    AND (p.department_code = $3::text OR $3::text IS NULL)
                    AND (p.region_code = $2::text OR $2::text IS NULL)
                    AND (p.form = $5::text OR $5::text IS NULL)
                    AND p.year >= coalesce($1::integer, 0)
                    AND (p.year, p.report_id) < (SELECT b.year, b.report_id FROM bound AS b)
                ORDER BY p.year DESC, p.report_id DESC
                LIMIT $6::integer + 1
            )
            UNION ALL
            (
                SELECT p AS item, p.year, p.report_id
                FROM gongkai.publication AS p
                WHERE p.department_code = $3::text
                    AND $3::text IS NOT NULL
                    AND $4::text IS NULL
                    AND (p.region_code = $2::text OR $2::text IS NULL)
                    AND (p.form = $5::text OR $5::text IS NULL)
                    AND p.year >= coalesce($1::integer, 0)
                    AND (p.year, p.report_id) < (SELECT b.year, b.report_id FROM bound AS b)
                ORDER BY p.year DESC, p.report_id DESC
                LIMIT $6::integer + 1
            )
            UNION ALL
            (
                SELECT p AS item, p.year, p.report_id
                FROM gongkai.publication AS p
                WHERE p.region_code = $2::text
                    AND $2::text IS NOT NULL
                    AND p.form = $5::text
                    AND $5::text IS NOT NULL
                    AND $3::text IS NULL
                    AND $4::text IS NULL
                    AND p.year >= coalesce($1::integer, 0)
                    AND (p.year, p.report_id) < (SELECT b.year, b.report_id FROM bound AS b)
                ORDER BY p.year DESC, p.report_id DESC
                LIMIT $6::integer + 1
            )
            UNION ALL
            (
                SELECT p AS item, p.year, p.report_id
                FROM gongkai.publication AS p
                WHERE p.region_code = $2::text
                    AND $2::text IS NOT NULL
                    AND $3::text IS NULL
                    AND $4::text IS NULL
                    AND $5::text IS NULL
                    AND p.year >= coalesce($1::integer, 0)
                    AND (p.year, p.report_id) < (SELECT b.year, b.report_id FROM bound AS b)
                ORDER BY p.year DESC, p.report_id DESC
                LIMIT $6::integer + 1
            )
            UNION ALL
            (
                SELECT p AS item, p.year, p.report_id
                FROM gongkai.publication AS p
                WHERE p.form = $5::text
                    AND $5::text IS NOT NULL
                    AND $2::text IS NULL
                    AND $3::text IS NULL
                    AND $4::text IS NULL
                    AND p.year >= coalesce($1::integer, 0)
                    AND (p.year, p.report_id) < (SELECT b.year, b.report_id FROM bound AS b)
                ORDER BY p.year DESC, p.report_id DESC
                LIMIT $6::integer + 1
            )
        ),
        numbered AS (
            SELECT
                f.*,
                row_number() OVER (ORDER BY f.year DESC, f.report_id DESC) AS place,
                count(*) OVER () AS total
            FROM found AS f
        )
        SELECT gongkai.page(
            '',
            json_agg(gongkai.report_item(n.item) ORDER BY n.place) FILTER (WHERE n.place <= $6::integer),
            gongkai.cursor_encode(
                'reports', ARRAY[$1::text, $2::text, $3::text, $4::text, $5::text], VARIADIC
                max(ARRAY[n.year::text, n.report_id::text])
                    FILTER (WHERE n.place = $6::integer AND n.total > n.place)),
            CASE WHEN $8::text = 'exact' THEN
                (
                    SELECT count(*) FROM gongkai.publication AS p
                    WHERE $1::integer IS NULL
                        AND $2::text IS NULL
                        AND $3::text IS NULL
                        AND $4::text IS NULL
                        AND $5::text IS NULL
                ) + (
                    SELECT count(*) FROM gongkai.publication AS p
                    WHERE p.year = $1::integer
                        AND $1::integer IS NOT NULL
                        AND $2::text IS NULL
                        AND $3::text IS NULL
                        AND $4::text IS NULL
                        AND $5::text IS NULL
                ) + (
                    SELECT count(*) FROM gongkai.publication AS p
                    WHERE p.project_code = $4::text
                        AND $4::text IS NOT NULL
                        AND (p.department_code = $3::text OR $3::text IS NULL)
                        AND (p.region_code = $2::text OR $2::text IS NULL)
                        AND (p.form = $5::text OR $5::text IS NULL)
                        AND (p.year = $1::integer OR $1::integer IS NULL)
                ) + (
                    SELECT count(*) FROM gongkai.publication AS p
                    WHERE p.department_code = $3::text
                        AND $3::text IS NOT NULL
                        AND $4::text IS NULL
                        AND (p.region_code = $2::text OR $2::text IS NULL)
                        AND (p.form = $5::text OR $5::text IS NULL)
                        AND (p.year = $1::integer OR $1::integer IS NULL)
                ) + (
                    SELECT count(*) FROM gongkai.publication AS p
                    WHERE p.region_code = $2::text
                        AND $2::text IS NOT NULL
                        AND p.form = $5::text
                        AND $5::text IS NOT NULL
                        AND $3::text IS NULL
                        AND $4::text IS NULL
                        AND (p.year = $1::integer OR $1::integer IS NULL)
                ) + (
                    SELECT count(*) FROM gongkai.publication AS p
                    WHERE p.region_code = $2::text
                        AND $2::text IS NOT NULL
                        AND $3::text IS NULL
                        AND $4::text IS NULL
                        AND $5::text IS NULL
                        AND (p.year = $1::integer OR $1::integer IS NULL)
                ) + (
                    SELECT count(*) FROM gongkai.publication AS p
                    WHERE p.form = $5::text
                        AND $5::text IS NOT NULL
                        AND $2::text IS NULL
                        AND $3::text IS NULL
                        AND $4::text IS NULL
                        AND (p.year = $1::integer OR $1::integer IS NULL)
                )
            END)
        -- So that a cursor is looked at even when there is nothing to compare it with.
        FROM bound AS b
        LEFT JOIN numbered AS n ON true
    ) END AS body
FROM gongkai.last_change() AS v (version);
