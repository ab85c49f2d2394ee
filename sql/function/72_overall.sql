-- The summary of a department's year (部门整体支出).
--
-- Names, labels and cells are the frozen document's own; rates, changes and sums
-- are made here. All in PL/pgSQL, which keeps its plans from request to request: a
-- function in SQL that is more than an expression would be planned anew by each.

-- Sums over the projects of a department's year, without the distribution.
CREATE OR REPLACE FUNCTION gongkai.summary_totals(the_department text, the_year integer)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT '{' || concat_ws(
            ',',
            '"count":' || coalesce(sum(s.projects), 0),
            gongkai.money_sums(
                sum(s.with_initial), sum(s.with_annual), sum(s.with_executed),
                sum(s.initial_budget), sum(s.annual_budget), sum(s.executed),
                sum(s.rated_budget), sum(s.rated_executed)),
            '"scored":' || coalesce(sum(s.scored), 0),
            '"average_score":"' || round(sum(s.rating) / nullif(sum(s.scored), 0), 2) || '"') || '}'
        FROM gongkai.project_summary AS s
        WHERE s.level = 'department' AND s.code = the_department AND s.year = the_year
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.overall_item(y gongkai.department_year)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT '{' || concat_ws(
        ',',
        '"department":' || gongkai.coded(y.department_code, y.department_name),
        '"region":' || gongkai.coded(y.region_code, y.region_name),
        '"year":' || y.year,
        gongkai.money(y.initial_budget, y.annual_budget, y.executed),
        '"score":"' || trim_scale(y.score) || '"',
        '"weight":"' || trim_scale(y.weight) || '"',
        '"grade":"' || gongkai.grade(gongkai.rating(y.score, y.weight)) || '"',
        '"projects":' || gongkai.summary_totals(y.department_code, y.year),
        '"links":{"self":"/api/v1/overall-expenditures/' || y.department_code || '/' || y.year || '"',
        '"department":"/api/v1/departments/' || y.department_code || '"}}')
$$;

-- Lines of funds of the kinds asked for, with the rate of each by arithmetic
-- whatever the form says.
CREATE OR REPLACE FUNCTION gongkai.fund_lines(funds json, is_nature boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT '[' || string_agg(
            '{' || concat_ws(
                ',',
                '"kind":' || to_json(f.kind),
                '"label":' || to_json(f.label),
                '"depth":' || f.depth,
                gongkai.money(
                    gongkai.said_number(f.initial_budget), gongkai.said_number(f.annual_budget),
                    gongkai.said_number(f.executed))) || '}',
            ',' ORDER BY l.place) || ']'
        FROM json_array_elements(funds) WITH ORDINALITY AS l (line, place)
        CROSS JOIN LATERAL json_to_record(l.line) AS f (
            kind text, label text, depth integer,
            initial_budget text, annual_budget text, executed text)
        WHERE f.kind <> 'total'
            AND (f.kind IN ('basic', 'project')) = is_nature
    );
END
$$;

-- The points that the execution of the budget is worth and was given, as members.
CREATE OR REPLACE FUNCTION gongkai.fund_points(funds json)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT nullif(
            concat_ws(
                ',',
                '"weight":"' || trim_scale(f.weight) || '"',
                '"score":"' || trim_scale(f.score) || '"'),
            '')
        FROM json_to_recordset(funds) AS f (kind text, weight numeric, score numeric)
        WHERE f.kind = 'total'
        LIMIT 1
    );
END
$$;

-- What an indicator has of weight or score: its own, or the sum of those below.
CREATE OR REPLACE FUNCTION gongkai.indicator_points(node json, member text)
RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN coalesce(
        gongkai.said_number(node ->> member),
        (
            SELECT sum(gongkai.indicator_points(below, member))
            FROM json_array_elements(node -> 'children') AS below
        ));
END
$$;

-- The weight of what has a score: of an indicator with one all of it, else what
-- those below have.
CREATE OR REPLACE FUNCTION gongkai.indicator_scored_weight(node json)
RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    IF node ->> 'score' IS NOT NULL THEN
        RETURN gongkai.indicator_points(node, 'weight');
    END IF;
    RETURN (
        SELECT sum(gongkai.indicator_scored_weight(below))
        FROM json_array_elements(node -> 'children') AS below
    );
END
$$;

-- The points of the first level; where not all below has a score, the weight of
-- what has, without which the score would look low.
CREATE OR REPLACE FUNCTION gongkai.indicator_groups(indicators json)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT '[' || string_agg(
            '{' || concat_ws(
                ',',
                '"name":' || (i.node -> 'name'),
                '"set":' || (i.node -> 'set'),
                '"weight":"' || trim_scale(gongkai.indicator_points(i.node, 'weight')) || '"',
                '"score":"' || trim_scale(gongkai.indicator_points(i.node, 'score')) || '"',
                '"scored_weight":"' || trim_scale(nullif(
                    gongkai.indicator_scored_weight(i.node), gongkai.indicator_points(i.node, 'weight'))) || '"') || '}',
            ',' ORDER BY i.place) || ']'
        FROM json_array_elements(indicators) WITH ORDINALITY AS i (node, place)
    );
END
$$;

-- Rows of the expenditure section with their change from the year before:
-- the three public expenses (三公经费) or the others.
CREATE OR REPLACE FUNCTION gongkai.base_expenditure(base_data json, is_three_public boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT '[' || string_agg(
            '{' || concat_ws(
                ',',
                '"kind":' || to_json(r.kind),
                '"label":' || to_json(r.label),
                '"depth":' || r.depth,
                '"previous_final":"' || n.previous || '"',
                '"budget":"' || n.budget || '"',
                '"final":"' || n.final || '"',
                '"change":"' || (n.final - n.previous) || '"',
                '"change_rate":"' || gongkai.percent(n.final - n.previous, n.previous) || '"') || '}',
            ',' ORDER BY l.place) || ']'
        FROM json_to_recordset(base_data) AS s (section text, rows json)
        CROSS JOIN LATERAL json_array_elements(s.rows) WITH ORDINALITY AS l (line, place)
        CROSS JOIN LATERAL json_to_record(l.line) AS r (kind text, label text, depth integer, "values" json)
        CROSS JOIN LATERAL (
            SELECT
                gongkai.said_number(v.previous_final) AS previous,
                gongkai.said_number(v.budget) AS budget,
                gongkai.said_number(v.final) AS final
            FROM json_to_record(r."values") AS v (previous_final text, budget text, final text)
        ) AS n
        WHERE s.section = 'expenditure'
            AND r.kind IS DISTINCT FROM 'filler'
            AND coalesce(
                r.kind IN (
                    'three_public', 'vehicle', 'vehicle_purchase', 'vehicle_operation', 'abroad', 'reception'),
                false) = is_three_public
    );
END
$$;

-- The values of a section that has one row for each thing: staff, buildings.
CREATE OR REPLACE FUNCTION gongkai.base_values(base_data json, the_section text)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT array_agg(l.line ->> 'values' ORDER BY l.place)
        FROM json_to_recordset(base_data) AS s (section text, rows json)
        CROSS JOIN LATERAL json_array_elements(s.rows) WITH ORDINALITY AS l (line, place)
        WHERE s.section = the_section
    );
END
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
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    told CONSTANT json := gongkai.current_document(y.report_id);
    funds CONSTANT json := told -> 'funds';
    base_data CONSTANT json := gongkai.current_document(y.base_report_id) -> 'base_data';
    path CONSTANT text := y.department_code || '/' || y.year;
BEGIN
    RETURN '{' || concat_ws(
        ',',
        '"department":{' || concat_ws(
            ',',
            '"code":"' || y.department_code || '"',
            '"name":' || to_json(y.department_name::text),
            '"parent":{"code":"' || y.parent_code || '"}') || '}',
        '"region":' || gongkai.coded(y.region_code, y.region_name),
        '"year":' || y.year,
        '"currency":"CNY","unit":"yuan","rate_unit":"percent"',
        '"form":"' || y.form || '"',
        CASE WHEN num_nonnulls(y.initial_budget, y.annual_budget, y.executed) > 0 THEN
            '"funds":{' || concat_ws(
                ',',
                gongkai.money(y.initial_budget, y.annual_budget, y.executed),
                gongkai.fund_points(funds),
                '"by_nature":' || gongkai.fund_lines(funds, true),
                '"by_source":' || gongkai.fund_lines(funds, false)) || '}'
        END,
        '"score":"' || trim_scale(y.score) || '"',
        '"weight":"' || trim_scale(y.weight) || '"',
        '"grade":"' || gongkai.grade(gongkai.rating(y.score, y.weight)) || '"',
        '"points":' || gongkai.indicator_groups(told -> 'indicators'),
        '"staff":' || (gongkai.base_values(base_data, 'staff'))[1],
        '"three_public":' || gongkai.base_expenditure(base_data, true),
        '"expenditure":' || gongkai.base_expenditure(base_data, false),
        '"buildings":[' || array_to_string(gongkai.base_values(base_data, 'buildings'), ',') || ']',
        '"projects":' || gongkai.summary_totals(y.department_code, y.year),
        '"project_expenditures":[' || (
            SELECT string_agg(
                gongkai.project_year_item(p, p.project_code, p.project_name), ',' ORDER BY p.project_code)
            FROM gongkai.project_year AS p
            WHERE p.department_code = y.department_code AND p.year = y.year) || ']',
        '"reports":[' || (
            SELECT string_agg(gongkai.report_item(p), ',' ORDER BY p.report_id)
            FROM gongkai.publication AS p
            WHERE p.department_code = y.department_code AND p.year = y.year) || ']',
        '"links":{"self":"/api/v1/overall-expenditures/' || path || '"',
        '"department":"/api/v1/departments/' || y.department_code || '"',
        '"projects":"/api/v1/projects?department=' || y.department_code || '"',
        '"project_expenditures":"/api/v1/project-expenditures?department='
            || y.department_code || '&year=' || y.year || '"',
        '"set":"/api/v1/sets/' || path || '.pdf"}}');
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.summary_totals(text, integer),
    gongkai.overall_item(gongkai.department_year),
    gongkai.fund_lines(json, boolean),
    gongkai.fund_points(json),
    gongkai.indicator_points(json, text),
    gongkai.indicator_scored_weight(json),
    gongkai.indicator_groups(json),
    gongkai.said_number(text),
    gongkai.base_expenditure(json, boolean),
    gongkai.base_values(json, text),
    gongkai.current_document(text),
    gongkai.overall_expenditure(gongkai.department_year)
    TO gongkai_staff, gongkai_public;
