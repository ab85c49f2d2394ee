-- name: sitemap_region
-- role: public
-- params: region text, known text
-- returns: version text, body text
-- The pages of a region on the map of the site, as JSON: its own, its departments, their years
-- and their projects. The body is null when `known` is the version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $2::text THEN concat('{"items":[', (
        SELECT string_agg(concat('{"path":"', a.path, '"}'), ',' ORDER BY a.path)
        FROM (
            SELECT '/regions/' || r.code AS path FROM gongkai.published_region AS r WHERE r.code = $1::text
            UNION ALL
            SELECT '/departments/' || d.code FROM gongkai.published_department AS d WHERE d.region_code = $1::text
            UNION ALL
            SELECT concat('/departments/', y.department_code, '/', y.year)
            FROM gongkai.department_year AS y
            WHERE y.region_code = $1::text
            UNION ALL
            SELECT '/projects/' || p.code FROM gongkai.published_project AS p WHERE p.region_code = $1::text
        ) AS a), ']}')
    END AS body
FROM gongkai.last_change() AS v (version);
