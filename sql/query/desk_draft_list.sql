-- name: desk_draft_list
-- role: desk
-- params: department text, year integer, form text, state text, findings text, q text, limit integer, after text, reach text
-- returns: body text
-- One page of the drafts that the account may read, by id, as JSON; `after` is the last id
-- of the page before. What is null does not restrict. One row always.
-- `reach`, a JSON array, has the beginnings of the codes of the departments that are meant.
WITH page AS (
    SELECT
        r.id, r.form, r.year, r.title, r.region_code, r.region_name, r.department_code, r.department_name,
        r.project_code, r.project_name, r.filled_on,
        d.state, d.since, d.edited_by, d.edited_at, d.submitted_by, d.approved_by, d.correction_reason,
        f.errors, f.explained, f.warnings, f.notes,
        p.revision, p.published_at,
        -- What is public was published, also while it is being corrected.
        CASE WHEN p.revision IS NULL THEN
            gongkai.due_on(gongkai.approved_on(r.department_code, r.year, gongkai.form_account(r.form))) END AS due_on,
        d.state = 'draft' AND (
            SELECT t.kind = 'return'
            FROM gongkai.transition AS t
            WHERE t.report_id = r.id AND t.kind <> 'edit'
            ORDER BY t.number DESC
            LIMIT 1
        ) IS TRUE AS returned,
        row_number() OVER (ORDER BY r.id) AS place
    FROM gongkai.report AS r
    JOIN gongkai.draft AS d ON d.report_id = r.id
    LEFT JOIN gongkai.publication AS p ON p.report_id = r.id
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE u.severity = 'error' AND e.finding IS NULL) AS errors,
            count(*) FILTER (WHERE u.severity = 'error' AND e.finding IS NOT NULL) AS explained,
            count(*) FILTER (WHERE u.severity = 'warning') AS warnings,
            count(*) FILTER (WHERE u.severity = 'note') AS notes
        FROM gongkai.finding AS g
        JOIN gongkai.audit_rule AS u ON u.id = g.rule
        LEFT JOIN gongkai.explanation AS e ON e.finding = g.name
        WHERE g.report_id = r.id
    ) AS f
    WHERE (r.department_code ^@ $1::text OR $1::text IS NULL)
        AND (r.year = $2::integer OR $2::integer IS NULL)
        AND (r.form = $3::text OR $3::text IS NULL)
        AND (d.state = $4::text OR $4::text IS NULL)
        AND CASE $5::text
            WHEN 'error' THEN f.errors > 0
            WHEN 'warning' THEN f.errors + f.warnings > 0
            WHEN 'none' THEN f.errors + f.explained + f.warnings + f.notes = 0
            ELSE true END
        AND ($6::text IS NULL
            OR strpos(r.title, $6::text) > 0
            OR strpos(r.department_name, $6::text) > 0
            OR strpos(coalesce(r.project_name, ''), $6::text) > 0
            OR strpos(r.id, $6::text) > 0)
        AND r.id > coalesce($8::text, '')
        AND r.department_code ^@ ANY (ARRAY(SELECT w.code FROM jsonb_array_elements_text($9::text::jsonb) AS w (code)))
    ORDER BY r.id
    LIMIT $7::integer + 1
)
SELECT json_build_object(
    'items', coalesce(
        json_agg(
            json_build_object(
                'id', p.id,
                'form', p.form,
                'year', p.year,
                'title', p.title,
                'region', json_build_object('code', p.region_code, 'name', p.region_name),
                'department', json_build_object('code', p.department_code, 'name', p.department_name),
                'project', CASE WHEN p.project_code IS NOT NULL THEN
                    json_build_object('code', p.project_code, 'name', p.project_name) END,
                'filled_on', p.filled_on,
                'state', p.state,
                'returned', p.returned,
                'since', gongkai.rfc3339(p.since),
                'edited_by', p.edited_by,
                'edited_by_name', gongkai.account_person(p.edited_by),
                'edited_at', gongkai.rfc3339(p.edited_at),
                'submitted_by', p.submitted_by,
                'submitted_by_name', gongkai.account_person(p.submitted_by),
                'approved_by', p.approved_by,
                'approved_by_name', gongkai.account_person(p.approved_by),
                'own', coalesce(p.submitted_by = me.person, false) OR EXISTS (
                    SELECT FROM gongkai.draft_author AS a WHERE a.report_id = p.id AND a.person = me.person),
                'correction_reason', p.correction_reason,
                'findings', json_build_object(
                    'errors', p.errors, 'explained', p.explained, 'warnings', p.warnings, 'notes', p.notes),
                'published', CASE WHEN p.revision IS NOT NULL THEN json_build_object(
                    'revision', p.revision, 'at', gongkai.rfc3339(p.published_at)) END,
                'due_on', p.due_on,
                'days_left', gongkai.days_left(p.due_on))
            ORDER BY p.place) FILTER (WHERE p.place <= $7::integer),
        '[]'),
    'next', (SELECT n.id FROM page AS n WHERE n.place = $7::integer AND EXISTS (SELECT FROM page AS m WHERE m.place > n.place)))::text AS body
FROM page AS p
CROSS JOIN (SELECT gongkai.acting_person() AS person OFFSET 0) AS me;
