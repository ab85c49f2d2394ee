-- name: sitemap_list
-- role: public
-- params: part integer, known text
-- returns: version text, body text
-- A part of the map of the site, as JSON: addresses of documents with the day of their
-- revision, those of five thousand changes; of part 0 the number of parts, and the regions,
-- which have parts of their own (sitemap_region). The body is null when `known` is the
-- version. One row always.
SELECT
    v.version,
    CASE
        WHEN v.version IS NOT DISTINCT FROM $2::text THEN NULL
        WHEN $1::integer = 0 THEN concat(
            '{"parts":', (SELECT (coalesce(max(p.change), 0) + 4999) / 5000 FROM gongkai.publication AS p),
            ',"regions":[', (SELECT string_agg(concat('"', r.code, '"'), ',' ORDER BY r.code) FROM gongkai.published_region AS r), ']}')
        ELSE concat('{"items":[', (
            SELECT string_agg(
                concat('{"path":"/reports/', p.report_id, '","day":"', to_char(p.published_at AT TIME ZONE INTERVAL '8 hours', 'YYYY-MM-DD'), '"}'),
                ',' ORDER BY p.change)
            FROM gongkai.publication AS p
            WHERE p.change > ($1::integer - 1) * 5000::bigint AND p.change <= $1::integer * 5000::bigint), ']}')
    END AS body
FROM gongkai.last_change() AS v (version);
