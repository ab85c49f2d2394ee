-- name: report_item
-- role: public
-- params: id text, known text
-- returns: version text, body text
-- A published report as the list of reports has it, as JSON; the body is null when `known`
-- is the version. No row when it is not published.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $2::text THEN gongkai.report_item(p) END AS body
FROM gongkai.publication AS p
CROSS JOIN gongkai.last_change() AS v (version)
WHERE p.report_id = $1::text;
