-- name: desk_project_list
-- role: desk
-- params: department text, after text, limit integer, reach text
-- returns: body text
-- Projects of a department, or of all, that have drafts which who acts may read, as
-- JSON.
-- `reach`, a JSON array, has the beginnings of the codes of the departments that are meant.
WITH found AS (
    SELECT DISTINCT ON (r.project_code) r.project_code AS code, r.project_name AS name, r.department_code
    FROM gongkai.report AS r
    WHERE r.project_code > coalesce($2::text, '') AND ($1::text IS NULL OR r.department_code = $1::text)
        AND r.department_code ^@ ANY (ARRAY(SELECT w.code FROM jsonb_array_elements_text($4::text::jsonb) AS w (code)))
    ORDER BY r.project_code, r.year DESC, r.filled_on DESC NULLS LAST, r.id DESC
    LIMIT $3::integer + 1
), page AS (
    SELECT f.*, row_number() OVER (ORDER BY f.code) AS place FROM found AS f
)
SELECT json_build_object(
    'items', coalesce(json_agg(json_build_object('code', p.code, 'name', p.name, 'department', p.department_code)
        ORDER BY p.place) FILTER (WHERE p.place <= $3::integer), '[]'),
    'next', max(p.code) FILTER (WHERE p.place = $3::integer AND EXISTS (SELECT FROM page AS q WHERE q.place > $3::integer))
)::text AS body
FROM page AS p;
