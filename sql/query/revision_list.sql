-- name: revision_list
-- role: public
-- params: id text, known text
-- returns: version text, body text
-- All revisions of a report, newest first, as JSON; of those that were withdrawn
-- when and why. The body is null when `known` is the version. No row when
-- nothing was ever published under the id.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $2::text THEN (
        SELECT json_strip_nulls(json_build_object(
            'id', $1::text,
            'items', json_agg(
                json_build_object(
                    'revision', c.revision,
                    'published_at', gongkai.rfc3339(c.at),
                    'backdated', nullif(c.backdated, false),
                    'correction_reason', c.correction_reason,
                    'title', r.title,
                    'sha256', r.sha256,
                    'code', k.code,
                    'withdrawn_at', gongkai.rfc3339(w.at),
                    'reason', w.reason,
                    'links', CASE WHEN r.number IS NOT NULL THEN concat(
                        '{"self":"/api/v1/reports/', r.report_id, '/revisions/', r.number, '",',
                        '"verify":"/v/', k.code, '","proof":"/api/v1/log/proof/', r.report_id, '/', r.number, '",',
                        CASE WHEN b.number IS NOT NULL THEN concat(
                            '"diff":"/api/v1/reports/', r.report_id, '/diff?from=', b.number, '&to=', r.number, '",')
                        END,
                        gongkai.face_links('/api/v1/reports/' || r.report_id || '/revisions/' || r.number),
                        '}')::json
                    END)
                ORDER BY c.revision DESC),
            'links', json_build_object('report', (
                SELECT '/api/v1/reports/' || p.report_id
                FROM gongkai.publication AS p
                WHERE p.report_id = $1::text))))::text
        FROM (
            SELECT q.report_id, q.number, q.revision, q.at, q.backdated, q.reason AS correction_reason
            FROM gongkai.change AS q
            WHERE q.report_id = $1::text AND q.kind <> 'withdrawal'
        ) AS c
        LEFT JOIN gongkai.revision AS r ON r.report_id = c.report_id AND r.number = c.revision
        LEFT JOIN gongkai.revision AS b ON b.report_id = r.report_id AND b.number = r.number - 1
        LEFT JOIN gongkai.short_code AS k ON k.report_id = c.report_id AND k.revision = c.revision
        LEFT JOIN LATERAL (
            SELECT q.at, q.reason
            FROM gongkai.change AS q
            WHERE q.report_id = c.report_id AND q.number > c.number AND q.kind = 'withdrawal'
            ORDER BY q.number
            LIMIT 1
        ) AS w ON r.number IS NULL
    ) END AS body
FROM (
    SELECT nullif(gongkai.change_version(max(q.number)), '0') AS version
    FROM gongkai.change AS q
    WHERE q.report_id = $1::text
) AS v
WHERE v.version IS NOT NULL;
