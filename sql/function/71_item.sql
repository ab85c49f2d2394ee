-- How a report and a project look in a list. Addresses need no escaping: ids
-- and codes have only letters, digits and hyphens. Members may be null; page()
-- and project_find take them out with the white space, once for all.

CREATE OR REPLACE FUNCTION gongkai.report_item(p gongkai.publication)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'id', p.report_id,
        'title', p.title,
        'form', p.form,
        'year', p.year,
        'department', json_build_object('code', p.department_code, 'name', p.department_name),
        'project', CASE WHEN p.project_code IS NOT NULL THEN
            json_build_object('code', p.project_code, 'name', p.project_name)
        END,
        'published_at', gongkai.rfc3339(p.published_at),
        'revision', p.revision,
        'links', json_build_object(
            'self', '/api/v1/reports/' || p.report_id,
            'pdf', '/api/v1/reports/' || p.report_id || '.pdf'))
$$;

-- `reports` is what the project's own page has beyond the list, or NULL.
CREATE OR REPLACE FUNCTION gongkai.project_item(p gongkai.published_project, reports json)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'code', p.code,
        'name', p.name,
        'department', json_build_object('code', p.department_code, 'name', p.department_name),
        'years', p.years,
        'reports', reports,
        'links', json_build_object('self', '/api/v1/projects/' || p.code))
$$;

-- A page of a list: its items and the cursor of the next page or null.
CREATE OR REPLACE FUNCTION gongkai.page(items json, next_cursor text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '{"items":' || coalesce(json_strip_nulls(items)::text, '[]')
        || ',"next":' || coalesce(to_json(next_cursor)::text, 'null') || '}'
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.report_item(gongkai.publication),
    gongkai.project_item(gongkai.published_project, json),
    gongkai.page(json, text)
    TO gongkai_staff, gongkai_public;
