-- The summary of a department's year (部门整体支出).

-- Sums over the projects of a year, without the distribution.
CREATE OR REPLACE FUNCTION gongkai.summary_totals(the_level text, the_code text, the_year integer)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT json_build_object(
            'count', coalesce(sum(s.projects), 0),
            'initial_budget', CASE WHEN sum(s.with_initial) > 0 THEN sum(s.initial_budget)::text END,
            'annual_budget', CASE WHEN sum(s.with_annual) > 0 THEN sum(s.annual_budget)::text END,
            'executed', CASE WHEN sum(s.with_executed) > 0 THEN sum(s.executed)::text END,
            'execution_rate', gongkai.percent(sum(s.rated_executed), sum(s.rated_budget))::text,
            'scored', coalesce(sum(s.scored), 0),
            'average_score', round(sum(s.rating) / nullif(sum(s.scored), 0), 2)::text)
        FROM gongkai.project_summary AS s
        WHERE s.level = the_level AND s.code = the_code AND s.year = the_year
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.overall_item(y gongkai.department_year)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'department', json_build_object('code', y.department_code, 'name', y.department_name),
        'region', json_build_object('code', y.region_code, 'name', y.region_name),
        'year', y.year,
        'initial_budget', y.initial_budget::text,
        'annual_budget', y.annual_budget::text,
        'executed', y.executed::text,
        'execution_rate', gongkai.percent(y.executed, y.annual_budget)::text,
        'score', trim_scale(y.score)::text,
        'grade', gongkai.grade(gongkai.rating(y.score, y.weight)),
        'projects', gongkai.summary_totals('department', y.department_code, y.year),
        'links', json_build_object(
            'self', '/api/v1/overall-expenditures/' || y.department_code || '/' || y.year,
            'department', '/api/v1/departments/' || y.department_code))
$$;

-- Lines of funds, as published, of the kinds asked for.
CREATE OR REPLACE FUNCTION gongkai.fund_lines(document json, is_nature boolean)
RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT json_agg(f.line ORDER BY f.place)
    FROM json_array_elements(document -> 'funds') WITH ORDINALITY AS f (line, place)
    WHERE f.line ->> 'kind' <> 'total'
        AND (f.line ->> 'kind' IN ('basic', 'project')) = is_nature
$$;

-- What an indicator has of weight or score: its own, or the sum of those below.
CREATE OR REPLACE FUNCTION gongkai.indicator_points(node json, member text)
RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN coalesce(
        (node ->> member)::numeric,
        (
            SELECT sum(gongkai.indicator_points(below, member))
            FROM json_array_elements(node -> 'children') AS below
        ));
END
$$;

CREATE OR REPLACE FUNCTION gongkai.indicator_groups(document json)
RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT json_agg(
        json_build_object(
            'name', i.node ->> 'name',
            'weight', trim_scale(gongkai.indicator_points(i.node, 'weight'))::text,
            'score', trim_scale(gongkai.indicator_points(i.node, 'score'))::text)
        ORDER BY i.place)
    FROM json_array_elements(document -> 'indicators') WITH ORDINALITY AS i (node, place)
$$;

-- A cell of base data as a number; NULL for a dash or nothing.
CREATE OR REPLACE FUNCTION gongkai.base_number(row_values json, name text)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN row_values ->> name ~ '[0-9]' THEN (row_values ->> name)::numeric END
$$;

-- Rows of the expenditure section with their change from the year before:
-- the three public expenses (三公经费) or the others.
CREATE OR REPLACE FUNCTION gongkai.base_expenditure(document json, is_three_public boolean)
RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT json_agg(
        json_build_object(
            'kind', r.line -> 'kind',
            'label', r.line -> 'label',
            'depth', r.line -> 'depth',
            'previous_final', n.previous::text,
            'budget', gongkai.base_number(r.line -> 'values', 'budget')::text,
            'final', n.final::text,
            'change', (n.final - n.previous)::text,
            'change_rate', gongkai.percent(n.final - n.previous, n.previous)::text)
        ORDER BY r.place)
    FROM json_array_elements(document -> 'base_data') AS s (section)
    CROSS JOIN LATERAL json_array_elements(s.section -> 'rows') WITH ORDINALITY AS r (line, place)
    CROSS JOIN LATERAL (
        SELECT
            gongkai.base_number(r.line -> 'values', 'previous_final') AS previous,
            gongkai.base_number(r.line -> 'values', 'final') AS final
    ) AS n
    WHERE s.section ->> 'section' = 'expenditure'
        AND r.line ->> 'kind' IS DISTINCT FROM 'filler'
        AND coalesce(
            r.line ->> 'kind' IN (
                'three_public', 'vehicle', 'vehicle_purchase', 'vehicle_operation', 'abroad', 'reception'),
            false) = is_three_public
$$;

-- The values of a section that has one row for each thing: staff, buildings.
CREATE OR REPLACE FUNCTION gongkai.base_values(document json, the_section text)
RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT json_agg(r.line -> 'values' ORDER BY r.place)
    FROM json_array_elements(document -> 'base_data') AS s (section)
    CROSS JOIN LATERAL json_array_elements(s.section -> 'rows') WITH ORDINALITY AS r (line, place)
    WHERE s.section ->> 'section' = the_section
$$;

CREATE OR REPLACE FUNCTION gongkai.current_document(the_report text)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT v.document::json
        FROM gongkai.publication AS p
        JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
        WHERE p.report_id = the_report
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.overall_expenditure(y gongkai.department_year)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    told CONSTANT json := gongkai.current_document(y.report_id);
    base CONSTANT json := gongkai.current_document(y.base_report_id);
    path CONSTANT text := y.department_code || '/' || y.year;
BEGIN
    RETURN json_strip_nulls(json_build_object(
        'department', json_build_object(
            'code', y.department_code,
            'name', y.department_name,
            'parent', CASE WHEN y.parent_code IS NOT NULL THEN json_build_object('code', y.parent_code) END),
        'region', json_build_object('code', y.region_code, 'name', y.region_name),
        'year', y.year,
        'currency', 'CNY',
        'unit', 'yuan',
        'form', y.form,
        'funds', CASE WHEN num_nonnulls(y.initial_budget, y.annual_budget, y.executed) > 0 THEN
            json_build_object(
                'initial_budget', y.initial_budget::text,
                'annual_budget', y.annual_budget::text,
                'executed', y.executed::text,
                'execution_rate', gongkai.percent(y.executed, y.annual_budget)::text,
                'by_nature', gongkai.fund_lines(told, true),
                'by_source', gongkai.fund_lines(told, false))
        END,
        'score', trim_scale(y.score)::text,
        'weight', trim_scale(y.weight)::text,
        'grade', gongkai.grade(gongkai.rating(y.score, y.weight)),
        'points', gongkai.indicator_groups(told),
        'staff', gongkai.base_values(base, 'staff') -> 0,
        'three_public', gongkai.base_expenditure(base, true),
        'expenditure', gongkai.base_expenditure(base, false),
        'buildings', gongkai.base_values(base, 'buildings'),
        'projects', gongkai.summary_totals('department', y.department_code, y.year),
        'project_expenditures', (
            SELECT json_agg(gongkai.project_year_item(p, p.project_code, p.project_name) ORDER BY p.project_code)
            FROM gongkai.project_year AS p
            WHERE p.department_code = y.department_code AND p.year = y.year),
        'reports', (
            SELECT json_agg(gongkai.report_item(p) ORDER BY p.report_id)
            FROM gongkai.publication AS p
            WHERE p.department_code = y.department_code AND p.year = y.year),
        'links', json_build_object(
            'self', '/api/v1/overall-expenditures/' || path,
            'department', '/api/v1/departments/' || y.department_code,
            'projects', '/api/v1/projects?department=' || y.department_code,
            'project_expenditures',
                '/api/v1/project-expenditures?department=' || y.department_code || '&year=' || y.year,
            'set', '/api/v1/sets/' || path || '.pdf')));
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.overall_item(gongkai.department_year),
    gongkai.summary_totals(text, text, integer),
    gongkai.fund_lines(json, boolean),
    gongkai.indicator_points(json, text),
    gongkai.indicator_groups(json),
    gongkai.base_number(json, text),
    gongkai.base_expenditure(json, boolean),
    gongkai.base_values(json, text),
    gongkai.current_document(text),
    gongkai.overall_expenditure(gongkai.department_year)
    TO gongkai_staff, gongkai_public;
