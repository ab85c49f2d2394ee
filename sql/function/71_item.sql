-- How things look in a list. Addresses need no escaping: ids and codes have
-- only letters, digits and hyphens. Members may be null; page() and the
-- statements take them out with the white space, once for all.

CREATE OR REPLACE FUNCTION gongkai.report_item(p gongkai.publication)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'id', p.report_id,
        'title', p.title,
        'form', p.form,
        'year', p.year,
        'region', json_build_object('code', p.region_code, 'name', p.region_name),
        'department', json_build_object('code', p.department_code, 'name', p.department_name),
        'project', CASE WHEN p.project_code IS NOT NULL THEN
            json_build_object('code', p.project_code, 'name', p.project_name)
        END,
        'published_at', gongkai.rfc3339(p.published_at),
        'revision', p.revision,
        'links', json_build_object(
            'self', '/api/v1/reports/' || p.report_id,
            'pdf', '/api/v1/reports/' || p.report_id || '.pdf',
            'revisions', '/api/v1/reports/' || p.report_id || '/revisions',
            'department', '/api/v1/departments/' || p.department_code,
            'project', '/api/v1/projects/' || p.project_code))
$$;

-- `expenditures` and `reports` are what the project's own page has beyond the
-- list, or NULL.
CREATE OR REPLACE FUNCTION gongkai.project_item(p gongkai.published_project, expenditures json, reports json)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'code', p.code,
        'name', p.name,
        'department', json_build_object('code', p.department_code, 'name', p.department_name),
        'region', json_build_object('code', p.region_code, 'name', p.region_name),
        'years', p.years,
        'currency', CASE WHEN expenditures IS NOT NULL THEN 'CNY' END,
        'unit', CASE WHEN expenditures IS NOT NULL THEN 'yuan' END,
        'expenditures', expenditures,
        'reports', reports,
        'links', json_build_object(
            'self', '/api/v1/projects/' || p.code,
            'department', '/api/v1/departments/' || p.department_code))
$$;

-- One year of a project, inside the project's own page or the department's.
CREATE OR REPLACE FUNCTION gongkai.project_year_item(y gongkai.project_year, code text, name text)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'code', code,
        'name', name,
        'year', CASE WHEN code IS NULL THEN y.year END,
        'form', y.form,
        'initial_budget', y.initial_budget::text,
        'annual_budget', y.annual_budget::text,
        'executed', y.executed::text,
        'execution_rate', gongkai.percent(y.executed, y.annual_budget)::text,
        'score', trim_scale(y.score)::text,
        'grade', gongkai.grade(gongkai.rating(y.score, y.weight)),
        'links', json_build_object('self', '/api/v1/project-expenditures/' || y.project_code || '/' || y.year))
$$;

-- `expenditures` is what the department's own page has beyond the list, or NULL.
CREATE OR REPLACE FUNCTION gongkai.department_item(d gongkai.published_department, expenditures json)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'code', d.code,
        'name', d.name,
        'region', json_build_object('code', d.region_code, 'name', d.region_name),
        'parent', CASE WHEN d.parent_code IS NOT NULL THEN json_build_object('code', d.parent_code) END,
        'years', d.years,
        'reports', d.reports,
        'overall_expenditures', expenditures,
        'links', json_build_object(
            'self', '/api/v1/departments/' || d.code,
            'children', '/api/v1/departments?parent=' || d.code,
            'overall_expenditures', '/api/v1/overall-expenditures?department=' || d.code,
            'projects', '/api/v1/projects?department=' || d.code,
            'reports', '/api/v1/reports?department=' || d.code))
$$;

-- The number of the last change: what lists and summaries depend on.
CREATE OR REPLACE FUNCTION gongkai.last_change()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT coalesce(max(c.number), 0)::text FROM gongkai.change AS c
$$;

-- A page of a list: what stands before the items (members with a comma at the
-- end), its items, the cursor of the next page or null, and the count of all or
-- NULL.
CREATE OR REPLACE FUNCTION gongkai.page(head text, items json, next_cursor text, total bigint)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '{' || head || '"items":' || coalesce(json_strip_nulls(items)::text, '[]')
        || ',"next":' || coalesce(to_json(next_cursor)::text, 'null')
        || coalesce(',"count":' || total, '') || '}'
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.report_item(gongkai.publication),
    gongkai.project_item(gongkai.published_project, json, json),
    gongkai.project_year_item(gongkai.project_year, text, text),
    gongkai.department_item(gongkai.published_department, json),
    gongkai.last_change(),
    gongkai.page(text, json, text, bigint)
    TO gongkai_staff, gongkai_public;
