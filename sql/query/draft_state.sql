-- name: draft_state
-- role: staff
-- params: id text
-- returns: id text, title text, state text, state_name text, since text, digest text, is_as_was integer, correction_reason text, submitted_by text, approved_by text, edited_by text, edited_at text, authors text, revision integer, published_at text, withdrawn_at text
-- The state of a draft, with the digest that it has now; 1 when that is still the one of its
-- state. The authors stand in a row, in their order; revision and time are those of what is public, or of the
-- withdrawal. No row without a draft.
SELECT
    r.id,
    r.title,
    d.state,
    gongkai.state_name(d.state) AS state_name,
    gongkai.rfc3339(d.since) AS since,
    n.digest,
    (d.digest IS NULL OR d.digest = n.digest)::integer AS is_as_was,
    d.correction_reason,
    d.submitted_by,
    d.approved_by,
    d.edited_by,
    gongkai.rfc3339(d.edited_at) AS edited_at,
    (
        SELECT string_agg(a.person, '、' ORDER BY a.person)
        FROM gongkai.draft_author AS a
        WHERE a.report_id = r.id
    ) AS authors,
    v.number AS revision,
    gongkai.rfc3339(v.published_at) AS published_at,
    gongkai.rfc3339(v.withdrawn_at) AS withdrawn_at
FROM gongkai.report AS r
JOIN gongkai.draft AS d ON d.report_id = r.id
CROSS JOIN LATERAL (SELECT gongkai.draft_digest(r.id) AS digest) AS n
LEFT JOIN LATERAL (
    SELECT w.number, w.published_at, w.withdrawn_at
    FROM gongkai.revision AS w
    WHERE w.report_id = r.id
    ORDER BY w.number DESC
    LIMIT 1
) AS v ON true
WHERE r.id = $1::text;
