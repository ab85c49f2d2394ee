-- name: change_list
-- role: public
-- params: since text, limit integer, known text
-- returns: version text, body text
-- One page of what happened to what is published, oldest first, as JSON: what
-- came after the cursor `since`, or all. The body is null when `known` is the
-- version. One row always. A title is read from the revision, which the public
-- cannot see any more when it was withdrawn.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $3::text THEN (
        WITH bound AS MATERIALIZED (
            SELECT coalesce(c.key[1]::bigint, 0) AS number
            FROM gongkai.cursor_decode($1::text, 'changes', '{}', '[0-9]{1,18}') AS c (key)
        ),
        found AS (
            SELECT
                c.number, c.kind, c.report_id, c.revision, c.at, c.reason, c.form, c.year,
                c.department_code, c.department_name,
                row_number() OVER (ORDER BY c.number) AS place,
                count(*) OVER () AS total
            FROM (
                SELECT q.number, q.kind, q.report_id, q.revision, q.at, q.reason, q.form, q.year,
                    q.department_code, q.department_name
                FROM gongkai.change AS q
                WHERE q.number > (SELECT b.number FROM bound AS b)
                ORDER BY q.number
                LIMIT $2::integer + 1
            ) AS c
        )
        SELECT '{"items":' || coalesce(
                json_strip_nulls(json_agg(
                    json_build_object(
                        'number', f.number,
                        'kind', f.kind,
                        'at', gongkai.rfc3339(f.at),
                        'id', f.report_id,
                        'revision', f.revision,
                        'form', f.form,
                        'year', f.year,
                        'department', json_build_object('code', f.department_code, 'name', f.department_name),
                        'title', CASE WHEN f.kind <> 'withdrawal' THEN r.title END,
                        'reason', f.reason,
                        'links', json_build_object(
                            'report', '/api/v1/reports/' || p.report_id,
                            'revision', CASE WHEN f.kind <> 'withdrawal' THEN
                                '/api/v1/reports/' || r.report_id || '/revisions/' || r.number
                            END,
                            'revisions', '/api/v1/reports/' || f.report_id || '/revisions'))
                    ORDER BY f.place) FILTER (WHERE f.place <= $2::integer))::text,
                '[]')
            || ',"next":' || coalesce(
                to_json(CASE
                    WHEN count(*) > 0 THEN gongkai.cursor_encode(
                        'changes', '{}', max(f.number) FILTER (WHERE f.place <= $2::integer)::text)
                    ELSE $1::text
                END)::text,
                'null')
            || ',"more":' || coalesce(bool_or(f.total > $2::integer), false) || '}'
        FROM found AS f
        -- One by one; a plain join might read the whole tables.
        LEFT JOIN LATERAL (
            SELECT q.report_id, q.number, q.title
            FROM gongkai.revision AS q
            WHERE q.report_id = f.report_id AND q.number = f.revision
            LIMIT 1
        ) AS r ON true
        LEFT JOIN LATERAL (
            SELECT q.report_id
            FROM gongkai.publication AS q
            WHERE q.report_id = f.report_id
            LIMIT 1
        ) AS p ON true
    ) END AS body
FROM gongkai.last_change() AS v (version);
