-- name: draft_model
-- role: staff, desk
-- params: form text, department text, project text
-- returns: model text, department text, project text
-- What a form can begin with that was never filled in for a department and project:
-- documents of the internal edition, or NULL. `model` is a draft of that form, of
-- the same department if there is one, else of its region, else the last one of all, else
-- what was published last;
-- `department` and `project` are the newest drafts, of whatever form, that name these.
-- One row always.
SELECT
    coalesce(gongkai.draft_document(m.id, 'internal')::text, f.document) AS model,
    gongkai.draft_document(d.id, 'internal')::text AS department,
    gongkai.draft_document(p.id, 'internal')::text AS project
FROM (SELECT 1) AS one (row)
LEFT JOIN LATERAL (
    SELECT r.id, r.region_code
    FROM gongkai.report AS r
    WHERE r.department_code = $2::text
    ORDER BY r.year DESC, r.filled_on DESC NULLS LAST, r.id DESC
    LIMIT 1
) AS d ON true
LEFT JOIN LATERAL (
    SELECT r.id
    FROM gongkai.report AS r
    WHERE r.project_code = $3::text
    ORDER BY r.year DESC, r.filled_on DESC NULLS LAST, r.id DESC
    LIMIT 1
) AS p ON true
LEFT JOIN LATERAL (
    SELECT coalesce(
        (
            SELECT r.id
            FROM gongkai.report AS r
            WHERE r.department_code = $2::text AND r.form = $1::text
            ORDER BY r.year DESC, r.id DESC
            LIMIT 1
        ),
        (
            SELECT r.id
            FROM gongkai.report AS r
            WHERE r.region_code = d.region_code AND r.form = $1::text
            ORDER BY r.year DESC, r.id DESC
            LIMIT 1
        ),
        -- Identifiers begin with the form and the year.
        (
            SELECT r.id
            FROM gongkai.report AS r
            WHERE r.id > lower($1::text) || '-' AND r.id < lower($1::text) || '.'
            ORDER BY r.id DESC
            LIMIT 1
        )) AS id
) AS m ON true
-- Who may read no draft of the form may read what is public.
LEFT JOIN LATERAL (
    SELECT v.document
    FROM gongkai.publication AS p
    JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
    WHERE m.id IS NULL AND p.form = $1::text
    ORDER BY p.year DESC, p.report_id DESC
    LIMIT 1
) AS f ON true;
