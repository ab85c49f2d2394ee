-- name: desk_history
-- role: desk
-- params: id text, site text
-- returns: body text
-- The steps of a report's life, the newest first, its revisions with the codes that stand on
-- their paper, and the site that it is public on (null: not told), as JSON; no row when the
-- account may not read it.
SELECT json_build_object(
    'id', r.id,
    'site', $2::text,
    'steps', coalesce((
        SELECT json_agg(
            json_build_object(
                'number', t.number,
                'kind', t.kind,
                'from', t.from_state,
                'to', t.to_state,
                'person', t.person,
                'person_name', gongkai.account_person(t.person),
                'at', gongkai.rfc3339(t.at),
                'reason', t.reason,
                'digest', t.digest)
            ORDER BY t.number DESC)
        FROM gongkai.transition AS t
        WHERE t.report_id = r.id
    ), '[]'),
    'revisions', coalesce((
        SELECT json_agg(
            json_build_object(
                'revision', v.number,
                'at', gongkai.rfc3339(v.published_at),
                'sha256', v.sha256,
                'code', k.code,
                'withdrawn_at', gongkai.rfc3339(v.withdrawn_at))
            ORDER BY v.number DESC)
        FROM gongkai.revision AS v
        LEFT JOIN gongkai.short_code AS k ON k.report_id = v.report_id AND k.revision = v.number
        WHERE v.report_id = r.id
    ), '[]'))::text AS body
FROM gongkai.report AS r
WHERE r.id = $1::text;
