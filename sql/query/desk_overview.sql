-- name: desk_overview
-- role: desk
-- params: year integer, department text, reach text
-- returns: body text
-- By department and form of a year what the account may read of it, as JSON: how many
-- drafts are in each state, how many of those that are public are being corrected (they count as
-- published, for that is what they are), how many reports of the year before have no successor (by project,
-- where they have one), and until when they are to be published.
-- `reach`, a JSON array, has the beginnings of the codes of the departments that are meant.
WITH present AS (
    SELECT r.id, r.form, r.department_code, r.department_name, r.project_code, r.project_name,
        CASE WHEN u.report_id IS NULL THEN d.state ELSE 'published' END AS state,
        u.report_id IS NOT NULL AND d.state <> 'published' AS is_correcting,
        EXISTS (
            SELECT FROM gongkai.finding AS g
            JOIN gongkai.audit_rule AS a ON a.id = g.rule AND a.severity = 'error'
            LEFT JOIN gongkai.explanation AS e ON e.finding = g.name
            WHERE g.report_id = r.id AND e.finding IS NULL) AS is_faulty
    FROM gongkai.report AS r
    JOIN gongkai.draft AS d ON d.report_id = r.id
    LEFT JOIN gongkai.publication AS u ON u.report_id = r.id
    WHERE r.year = $1::integer AND (r.department_code ^@ $2::text OR $2::text IS NULL)
        AND r.department_code ^@ ANY (ARRAY(SELECT w.code FROM jsonb_array_elements_text($3::text::jsonb) AS w (code)))
),
before AS (
    SELECT r.form, r.department_code, min(r.department_name) AS department_name, count(*) AS reports
    FROM gongkai.report AS r
    WHERE r.year = $1::integer - 1 AND (r.department_code ^@ $2::text OR $2::text IS NULL)
        AND r.department_code ^@ ANY (ARRAY(SELECT w.code FROM jsonb_array_elements_text($3::text::jsonb) AS w (code)))
        AND NOT EXISTS (
            SELECT FROM present AS p
            WHERE p.form = r.form AND p.department_code = r.department_code
                AND (p.project_code IS NOT DISTINCT FROM r.project_code OR p.project_name = r.project_name))
    GROUP BY r.form, r.department_code
),
now AS (
    SELECT
        p.form, p.department_code, min(p.department_name) AS department_name, count(*) AS reports,
        count(*) FILTER (WHERE p.state = 'draft') AS draft,
        count(*) FILTER (WHERE p.state = 'in_review') AS in_review,
        count(*) FILTER (WHERE p.state = 'approved') AS approved,
        count(*) FILTER (WHERE p.state = 'published') AS published,
        count(*) FILTER (WHERE p.state = 'withdrawn') AS withdrawn,
        count(*) FILTER (WHERE p.is_correcting) AS correcting,
        count(*) FILTER (WHERE p.is_faulty) AS faulty
    FROM present AS p
    GROUP BY p.form, p.department_code
),
line AS (
    SELECT
        form, department_code, coalesce(n.department_name, b.department_name) AS department_name,
        coalesce(n.reports, 0) AS reports,
        coalesce(n.draft, 0) AS draft,
        coalesce(n.in_review, 0) AS in_review,
        coalesce(n.approved, 0) AS approved,
        coalesce(n.published, 0) AS published,
        coalesce(n.withdrawn, 0) AS withdrawn,
        coalesce(n.correcting, 0) AS correcting,
        coalesce(n.faulty, 0) AS faulty,
        coalesce(b.reports, 0) AS missing
    FROM now AS n
    FULL JOIN before AS b USING (form, department_code)
)
SELECT json_build_object(
    'year', $1::integer,
    'items', coalesce(
        json_agg(
            json_build_object(
                'department', json_build_object('code', l.department_code, 'name', l.department_name),
                'form', l.form,
                'reports', l.reports,
                'draft', l.draft,
                'in_review', l.in_review,
                'approved', l.approved,
                'published', l.published,
                'withdrawn', l.withdrawn,
                'correcting', l.correcting,
                'faulty', l.faulty,
                'missing', l.missing,
                'account', a.account,
                'approved_on', o.approved_on,
                'due_on', gongkai.due_on(o.approved_on),
                'days_left', gongkai.days_left(gongkai.due_on(o.approved_on)))
            ORDER BY l.department_code, l.form),
        '[]'))::text AS body
FROM line AS l
CROSS JOIN LATERAL gongkai.form_account(l.form) AS a (account)
CROSS JOIN LATERAL gongkai.approved_on(l.department_code, $1::integer, a.account) AS o (approved_on);
