-- name: log_proof
-- role: public
-- params: id text, revision integer, known text
-- returns: version text, body text
-- That a revision is in the log as it is now, and its withdrawal if it was withdrawn: the
-- entries, the hashes beside their paths, and the head, as JSON; the body is null when
-- `known` is the version. No row when there never was such a revision.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $3::text THEN concat(
        '{"publication":', gongkai.log_proof(c.number, l.size),
        ',"withdrawal":' || gongkai.log_proof(w.number, l.size),
        ',"log":', gongkai.log_head_item(l.size), '}')
    END AS body
FROM gongkai.change AS c
CROSS JOIN gongkai.log_size() AS l (size)
LEFT JOIN LATERAL (
    SELECT q.number
    FROM gongkai.change AS q
    WHERE q.report_id = c.report_id AND q.number > c.number AND q.kind = 'withdrawal'
    ORDER BY q.number
    LIMIT 1
) AS w ON true
CROSS JOIN gongkai.log_version(l.size) AS v (version)
WHERE c.report_id = $1::text AND c.revision = $2::integer AND c.kind <> 'withdrawal';
