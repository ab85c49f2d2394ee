-- name: finding_count
-- role: staff, desk
-- params: reports text
-- returns: errors bigint, warnings bigint, notes bigint
-- How many findings drafts, a JSON array of ids, have. One row.
SELECT
    count(*) FILTER (WHERE r.severity = 'error') AS errors,
    count(*) FILTER (WHERE r.severity = 'warning') AS warnings,
    count(*) FILTER (WHERE r.severity = 'note') AS notes
FROM gongkai.finding AS f
JOIN gongkai.audit_rule AS r ON r.id = f.rule
WHERE f.report_id = ANY (ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)));
