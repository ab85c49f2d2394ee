-- name: bulk_list
-- role: public
-- params: region text, year integer
-- returns: region text, name text, year integer, reports bigint
-- The regions and years of which something is published, by region and year. What is null
-- does not restrict.
SELECT t.region_code AS region, coalesce(r.name, t.region_code) AS name, t.year, sum(t.total) AS reports
FROM gongkai.published_total AS t
LEFT JOIN gongkai.published_region AS r ON r.code = t.region_code
WHERE t.list = 'reports' AND t.region_code <> '' AND t.total > 0
    AND (t.region_code = $1::text OR $1::text IS NULL)
    AND (t.year = $2::integer OR $2::integer IS NULL)
GROUP BY t.region_code, r.name, t.year
ORDER BY t.region_code, t.year;
