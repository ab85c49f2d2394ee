-- name: log_entries
-- role: public
-- params: from bigint, limit integer, known text
-- returns: version text, body text
-- Entries of the log from a number on, as JSON, with the hashes of their leaves; the
-- body is null when `known` is the version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $3::text THEN (
        SELECT concat(
            '{"items":[',
            string_agg(
                concat('{"entry":', e.text, ',"leaf":"', encode(e.leaf, 'hex'), '"}'), ','
                ORDER BY e.number),
            '],"next":',
            CASE WHEN $1::bigint + $2::integer <= l.size THEN ($1::bigint + $2::integer)::text ELSE 'null' END,
            ',"size":', l.size, '}')
        FROM gongkai.log_entry AS e
        WHERE e.number >= $1::bigint AND e.number < $1::bigint + $2::integer
    ) END AS body
FROM gongkai.last_change() AS v (version)
CROSS JOIN gongkai.log_size() AS l (size);
