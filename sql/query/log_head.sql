-- name: log_head
-- role: public
-- params: known text
-- returns: version text, body text
-- The head of the log with its signatures, as JSON; the body is null when `known` is
-- the version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $1::text THEN concat(
        left(gongkai.log_head_item(l.size), -1),
        ',"links":{"self":"/api/v1/log/head","entries":"/api/v1/log/entries"',
        ',"consistency":"/api/v1/log/consistency?from=' || nullif(l.size, 0) || '"', '}}')
    END AS body
FROM gongkai.log_size() AS l (size)
CROSS JOIN gongkai.log_version(l.size) AS v (version);
