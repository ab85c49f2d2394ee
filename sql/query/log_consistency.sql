-- name: log_consistency
-- role: public
-- params: from bigint, to bigint, known text
-- returns: version text, body text
-- That the log's first `to` entries (null: all) begin with its first `from`: the hashes
-- of the proof, as JSON; the body is null when `known` is the version. No row when the
-- log is shorter, or `to` less than `from`.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $3::text THEN concat(
        '{"from":', $1::bigint, ',"to":', t.size,
        ',"from_root":"', encode(gongkai.log_hash(0, $1::bigint), 'hex'),
        '","to_root":"', encode(gongkai.log_hash(0, t.size), 'hex'),
        '","path":', gongkai.log_hashes(gongkai.log_consistency($1::bigint, t.size)), '}')
    END AS body
FROM gongkai.last_change() AS v (version)
CROSS JOIN gongkai.log_size() AS l (size)
CROSS JOIN LATERAL (SELECT coalesce($2::bigint, l.size)) AS t (size)
WHERE $1::bigint <= t.size AND t.size <= l.size;
