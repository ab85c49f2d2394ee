-- name: draft_list
-- role: staff
-- params: state text, department text, year integer, form text, severity text
-- returns: id text, title text, form text, year integer, department text, state text, state_name text, since text, person text, revision integer, errors integer, warnings integer, notes integer
-- Drafts by id. What is null does not restrict; `severity` leaves those that have findings
-- of it, or of a worse one, that nobody explained, when they were last checked. The
-- person is who brought it into its state, the revision the one that is public.
SELECT
    r.id,
    r.title,
    r.form,
    r.year,
    r.department_code AS department,
    d.state,
    gongkai.state_name(d.state) AS state_name,
    gongkai.rfc3339(d.since) AS since,
    CASE d.state
        WHEN 'in_review' THEN d.submitted_by
        WHEN 'approved' THEN d.approved_by
        WHEN 'draft' THEN d.edited_by
    END AS person,
    p.revision,
    f.errors,
    f.warnings,
    f.notes
FROM gongkai.report AS r
JOIN gongkai.draft AS d ON d.report_id = r.id
LEFT JOIN gongkai.publication AS p ON p.report_id = r.id
CROSS JOIN LATERAL (
    SELECT
        (count(*) FILTER (WHERE u.severity = 'error'))::integer AS errors,
        (count(*) FILTER (WHERE u.severity = 'warning'))::integer AS warnings,
        (count(*) FILTER (WHERE u.severity = 'note'))::integer AS notes
    FROM gongkai.finding AS g
    JOIN gongkai.audit_rule AS u ON u.id = g.rule
    WHERE g.report_id = r.id AND NOT EXISTS (SELECT FROM gongkai.explanation AS e WHERE e.finding = g.name)
) AS f
WHERE ($1::text IS NULL OR d.state = $1::text)
    AND ($2::text IS NULL OR r.department_code = $2::text)
    AND ($3::integer IS NULL OR r.year = $3::integer)
    AND ($4::text IS NULL OR r.form = $4::text)
    AND CASE $5::text
        WHEN 'error' THEN f.errors
        WHEN 'warning' THEN f.errors + f.warnings
        WHEN 'note' THEN f.errors + f.warnings + f.notes
        ELSE 1
    END > 0
ORDER BY r.id;
