-- One project in one year (项目支出).

-- Indicators of a frozen document with what became of them, as an array. Their
-- members stand as in the document.
CREATE OR REPLACE FUNCTION gongkai.judged_indicators(nodes json)
RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT '[' || string_agg(
            '{' || concat_ws(
                ',',
                '"code":' || i.code,
                '"name":' || i.name,
                '"set":' || i.set,
                '"obligation":' || i.obligation,
                '"target":' || i.target,
                '"actual":' || i.actual,
                '"weight":' || i.weight,
                '"score":' || i.score,
                CASE gongkai.is_met(t.operator, t.value, t.unit, a.operator, a.value, a.unit)
                    WHEN true THEN '"result":"met"'
                    WHEN false THEN '"result":"missed"'
                END,
                '"deviation":' || i.deviation,
                '"remark":' || i.remark,
                '"explanation":' || i.explanation,
                '"standard":' || i.standard,
                '"extra":' || i.extra,
                '"children":' || gongkai.judged_indicators(i.children)) || '}',
            ',' ORDER BY n.place) || ']'
        FROM json_array_elements(nodes) WITH ORDINALITY AS n (node, place)
        CROSS JOIN LATERAL json_to_record(n.node) AS i (
            code json, name json, obligation json, target json, actual json, weight json, score json,
            deviation json, remark json, explanation json, standard json, set json, extra json, children json)
        CROSS JOIN LATERAL json_to_record(coalesce(i.target, '{}')) AS t (operator text, value text, unit text)
        CROSS JOIN LATERAL json_to_record(coalesce(i.actual, '{}')) AS a (operator text, value text, unit text)
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.project_expenditure(y gongkai.project_year)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT '{' || concat_ws(
            ',',
            '"project":' || d.project,
            '"department":' || gongkai.coded(d.department ->> 'code', d.department ->> 'name'),
            '"region":' || d.region,
            '"year":' || y.year,
            '"form":"' || y.form || '"',
            '"currency":"CNY","unit":"yuan","rate_unit":"percent"',
            CASE WHEN num_nonnulls(y.initial_budget, y.annual_budget, y.executed) > 0 THEN
                '"funds":{' || concat_ws(
                    ',',
                    gongkai.money(y.initial_budget, y.annual_budget, y.executed),
                    gongkai.fund_points(d.funds),
                    '"by_source":' || gongkai.fund_lines(d.funds, false)) || '}'
            END,
            '"goal":' || t.goal,
            '"completion":' || t.completion,
            '"conclusion":' || t.conclusion,
            '"score":"' || trim_scale(y.score) || '"',
            '"weight":"' || trim_scale(y.weight) || '"',
            '"grade":"' || gongkai.grade(gongkai.rating(y.score, y.weight)) || '"',
            '"indicators":' || gongkai.judged_indicators(d.indicators),
            '"reports":[' || (
                SELECT string_agg(gongkai.report_item(p), ',' ORDER BY p.report_id)
                FROM gongkai.publication AS p
                WHERE p.project_code = y.project_code AND p.year = y.year) || ']',
            '"links":{"self":"/api/v1/project-expenditures/' || y.project_code || '/' || y.year || '"',
            '"project":"/api/v1/projects/' || y.project_code || '"',
            '"department":"/api/v1/departments/' || y.department_code || '"',
            '"overall_expenditure":"/api/v1/overall-expenditures/' || y.department_code || '/' || y.year || '"}}')
        FROM json_to_record(gongkai.current_document(y.report_id)) AS d (
            project json, department json, region json, funds json, texts json, indicators json)
        CROSS JOIN LATERAL json_to_record(coalesce(d.texts, '{}')) AS t (goal json, completion json, conclusion json)
    );
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.judged_indicators(json),
    gongkai.project_expenditure(gongkai.project_year)
    TO gongkai_staff, gongkai_public;
