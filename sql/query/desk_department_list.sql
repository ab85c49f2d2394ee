-- name: desk_department_list
-- role: desk
-- params: after text, limit integer, reach text
-- returns: body text
-- Departments that have drafts which who acts may read, as JSON.
-- `reach`, a JSON array, has the beginnings of the codes of the departments that are meant.
WITH found AS (
    SELECT DISTINCT ON (r.department_code) r.department_code AS code, r.department_name AS name, r.region_code, r.region_name
    FROM gongkai.report AS r
    WHERE r.department_code > coalesce($1::text, '')
        AND r.department_code ^@ ANY (ARRAY(SELECT w.code FROM jsonb_array_elements_text($3::text::jsonb) AS w (code)))
    ORDER BY r.department_code, r.year DESC, r.filled_on DESC NULLS LAST, r.id DESC
    LIMIT $2::integer + 1
), page AS (
    SELECT f.*, row_number() OVER (ORDER BY f.code) AS place FROM found AS f
)
SELECT json_build_object(
    'items', coalesce(json_agg(json_build_object(
        'code', p.code, 'name', p.name, 'region', json_build_object('code', p.region_code, 'name', p.region_name))
        ORDER BY p.place) FILTER (WHERE p.place <= $2::integer), '[]'),
    'next', max(p.code) FILTER (WHERE p.place = $2::integer AND EXISTS (SELECT FROM page AS q WHERE q.place > $2::integer))
)::text AS body
FROM page AS p;
