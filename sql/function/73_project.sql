-- One project in one year (项目支出).

-- An indicator of a frozen document with what became of it.
CREATE OR REPLACE FUNCTION gongkai.judged_indicator(node json)
RETURNS json
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN json_build_object(
        'code', node -> 'code',
        'name', node -> 'name',
        'obligation', node -> 'obligation',
        'target', node -> 'target',
        'actual', node -> 'actual',
        'weight', node -> 'weight',
        'score', node -> 'score',
        'result', CASE gongkai.is_met(
            node #>> '{target,operator}', node #>> '{target,value}', node #>> '{target,unit}',
            node #>> '{actual,operator}', node #>> '{actual,value}', node #>> '{actual,unit}')
            WHEN true THEN 'met'
            WHEN false THEN 'missed'
        END,
        'deviation', node -> 'deviation',
        'remark', node -> 'remark',
        'children', (
            SELECT json_agg(gongkai.judged_indicator(c.below) ORDER BY c.place)
            FROM json_array_elements(node -> 'children') WITH ORDINALITY AS c (below, place)));
END
$$;

CREATE OR REPLACE FUNCTION gongkai.project_expenditure(y gongkai.project_year)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    document CONSTANT json := gongkai.current_document(y.report_id);
BEGIN
    RETURN json_strip_nulls(json_build_object(
        'project', document -> 'project',
        'department', json_build_object(
            'code', document #> '{department,code}', 'name', document #> '{department,name}'),
        'region', document -> 'region',
        'year', y.year,
        'form', y.form,
        'currency', 'CNY',
        'unit', 'yuan',
        'funds', CASE WHEN num_nonnulls(y.initial_budget, y.annual_budget, y.executed) > 0 THEN
            json_build_object(
                'initial_budget', y.initial_budget::text,
                'annual_budget', y.annual_budget::text,
                'executed', y.executed::text,
                'execution_rate', gongkai.percent(y.executed, y.annual_budget)::text,
                'by_source', gongkai.fund_lines(document, false))
        END,
        'goal', document #> '{texts,goal}',
        'completion', document #> '{texts,completion}',
        'conclusion', document #> '{texts,conclusion}',
        'score', trim_scale(y.score)::text,
        'weight', trim_scale(y.weight)::text,
        'grade', gongkai.grade(gongkai.rating(y.score, y.weight)),
        'indicators', (
            SELECT json_agg(gongkai.judged_indicator(i.node) ORDER BY i.place)
            FROM json_array_elements(document -> 'indicators') WITH ORDINALITY AS i (node, place)),
        'reports', (
            SELECT json_agg(gongkai.report_item(p) ORDER BY p.report_id)
            FROM gongkai.publication AS p
            WHERE p.project_code = y.project_code AND p.year = y.year),
        'links', json_build_object(
            'self', '/api/v1/project-expenditures/' || y.project_code || '/' || y.year,
            'project', '/api/v1/projects/' || y.project_code,
            'department', '/api/v1/departments/' || y.department_code,
            'overall_expenditure', '/api/v1/overall-expenditures/' || y.department_code || '/' || y.year)));
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.judged_indicator(json),
    gongkai.project_expenditure(gongkai.project_year)
    TO gongkai_staff, gongkai_public;
