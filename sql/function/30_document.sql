-- A draft's rows as one document. The members stand in the order of
-- document.schema.json; json_strip_nulls drops what is absent and leaves no
-- white space, so the bytes depend on the data alone.
--
-- Written in PL/pgSQL, which keeps its plans from call to call, and from the
-- outside in with a subquery for the parts of each part: every step is then a
-- short index scan, whatever the planner knows or guesses about the tables. All
-- of it is STABLE and so sees one state of the database.

-- A target or actual value; NULL when the form does not have it. Not IMMUTABLE,
-- because json_build_object is not, and then the call could not be inlined.
CREATE OR REPLACE FUNCTION gongkai.target_json(cell text, operator text, value text, unit text)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN num_nonnulls(cell, operator, value, unit) > 0 THEN
        json_build_object('text', cell, 'operator', operator, 'value', value, 'unit', unit)
    END
$$;

-- An indicator with those below it. So short that it is a part of the statement that calls it.
CREATE OR REPLACE FUNCTION gongkai.indicator_json(i gongkai.indicator, children json)
RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'code', i.code,
        'name', i.name,
        'set', i.indicator_set,
        'obligation', i.obligation,
        'target', gongkai.target_json(i.target_text, i.target_operator, i.target_value, i.target_unit),
        'actual', gongkai.target_json(i.actual_text, i.actual_operator, i.actual_value, i.actual_unit),
        'weight', coalesce(i.as_written ->> 'weight', trim_scale(i.weight)::text),
        'score', trim_scale(i.score)::text,
        'deviation', i.deviation,
        'remark', i.remark,
        'explanation', i.explanation,
        'standard', i.standard,
        'extra', i.extra,
        'children', children)
$$;

-- The indicators of a draft, of at most four levels; NULL when it has none.
CREATE OR REPLACE FUNCTION gongkai.indicators_json(the_report text)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT json_agg(
            gongkai.indicator_json(first, (
                SELECT json_agg(
                    gongkai.indicator_json(second, (
                        SELECT json_agg(
                            gongkai.indicator_json(third, (
                                SELECT json_agg(gongkai.indicator_json(fourth, NULL) ORDER BY fourth.position)
                                FROM gongkai.indicator AS fourth
                                WHERE fourth.report_id = third.report_id AND fourth.parent = third.number))
                            ORDER BY third.position)
                        FROM gongkai.indicator AS third
                        WHERE third.report_id = second.report_id AND third.parent = second.number))
                    ORDER BY second.position)
                FROM gongkai.indicator AS second
                WHERE second.report_id = first.report_id AND second.parent = first.number))
            ORDER BY first.position)
        FROM gongkai.indicator AS first
        WHERE first.report_id = the_report AND first.level = 1
    );
END
$$;

-- The money block of a draft; NULL when it has none.
CREATE OR REPLACE FUNCTION gongkai.funds_json(the_report text)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT json_agg(
            json_build_object(
                'kind', f.kind,
                'label', f.label,
                'depth', f.depth,
                'initial_budget', coalesce(f.as_written ->> 'initial_budget', f.initial_budget::text),
                'annual_budget', coalesce(f.as_written ->> 'annual_budget', f.annual_budget::text),
                'executed', coalesce(f.as_written ->> 'executed', f.executed::text),
                'weight', trim_scale(f.weight)::text,
                'execution_rate', coalesce(f.as_written ->> 'execution_rate', f.execution_rate::text),
                'score', trim_scale(f.score)::text,
                'extra', f.extra)
            ORDER BY f.position)
        FROM gongkai.fund_line AS f
        WHERE f.report_id = the_report
    );
END
$$;

-- The values of a base data row; a row without any has an empty object.
CREATE OR REPLACE FUNCTION gongkai.base_values_json(r gongkai.base_row)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT coalesce(
            json_object_agg(
                v.name,
                coalesce(
                    v.dash,
                    CASE
                        WHEN c.measure IN ('amount', 'rate') THEN v.number
                        ELSE trim_scale(v.number)
                    END::text)
                ORDER BY c.position),
            '{}')
        FROM gongkai.base_value AS v
        JOIN gongkai.base_column AS c ON c.name = v.name
        WHERE v.report_id = r.report_id AND v.section = r.section AND v.position = r.position
    );
END
$$;

-- The base data of a draft; NULL when it has none.
CREATE OR REPLACE FUNCTION gongkai.base_data_json(the_report text)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT json_agg(
            json_build_object(
                'section', s.section,
                'rows', (
                    SELECT coalesce(
                        json_agg(
                            json_build_object(
                                'kind', r.kind,
                                'label', r.label,
                                'depth', r.depth,
                                'values', gongkai.base_values_json(r))
                            ORDER BY r.position),
                        '[]')
                    FROM gongkai.base_row AS r
                    WHERE r.report_id = s.report_id AND r.section = s.section))
            ORDER BY s.position)
        FROM gongkai.base_section AS s
        WHERE s.report_id = the_report
    );
END
$$;

-- The whole document: edition internal with the contact, public without and with what is
-- masked as asterisks. The explanations in it are those that the department publishes.
-- NULL when there is no such draft. It has no member published.
CREATE OR REPLACE FUNCTION gongkai.document(report_id text, edition text)
RETURNS json
LANGUAGE plpgsql STABLE
-- Otherwise it is planned anew for each document, which takes as long as to make it.
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    IF edition IS NULL OR edition NOT IN ('public', 'internal') THEN
        RAISE EXCEPTION 'there is no edition "%"', edition
            USING ERRCODE = '22023', DETAIL = 'edition', HINT = 'The editions are public and internal.';
    END IF;
    RETURN (
        SELECT CASE WHEN document.edition = 'public' THEN gongkai.masked(w.whole, document.report_id) ELSE w.whole END
        FROM (SELECT json_strip_nulls(json_build_object(
            'id', r.id,
            'form', r.form,
            'title', r.title,
            'attachment', r.attachment,
            'year', r.year,
            'region', json_build_object('code', r.region_code, 'name', r.region_name),
            'department', json_build_object(
                'code', r.department_code,
                'budget_code', r.budget_code,
                'parent_code', r.parent_code,
                'name', r.department_name),
            'project', CASE WHEN r.project_code IS NOT NULL THEN json_build_object(
                'code', r.project_code,
                'name', r.project_name,
                'supervising_department', r.supervising_department,
                'implementing_unit', r.implementing_unit) END,
            'filled_on', to_char(r.filled_on, 'YYYY-MM-DD'),
            'texts', (
                SELECT json_object_agg(
                    t.name, t.body
                    ORDER BY array_position('{goal,completion,conclusion,thrift_measures,note}', t.name))
                FROM gongkai.report_text AS t
                WHERE t.report_id = r.id),
            'funds', gongkai.funds_json(r.id),
            'total', CASE WHEN num_nonnulls(r.total_weight, r.total_score) > 0 THEN json_build_object(
                'weight', trim_scale(r.total_weight)::text,
                'score', trim_scale(r.total_score)::text) END,
            'indicators', gongkai.indicators_json(r.id),
            'base_data', gongkai.base_data_json(r.id),
            'chapters', (
                SELECT json_agg(
                    json_build_object(
                        'level', c.level,
                        'heading', c.heading,
                        'run_in', c.run_in,
                        'body', c.body)
                    ORDER BY c.position)
                FROM gongkai.chapter AS c
                WHERE c.report_id = r.id),
            'attachments', (
                SELECT json_agg(json_build_object('title', a.title, 'form', a.form) ORDER BY a.position)
                FROM gongkai.report_attachment AS a
                WHERE a.report_id = r.id),
            'extra', (
                SELECT json_object_agg(e.name, e.value ORDER BY e.name)
                FROM gongkai.report_extra AS e
                WHERE e.report_id = r.id),
            'lists', (
                SELECT json_object_agg(l.name, l.items ORDER BY l.name)
                FROM gongkai.report_list AS l
                WHERE l.report_id = r.id),
            'explanations', gongkai.explanations_json(r.id),
            'contact', (
                SELECT json_build_object(
                    'name', c.name,
                    'telephone', c.telephone,
                    'prepared_by', c.prepared_by,
                    'head', c.head)
                FROM gongkai.report_contact AS c
                WHERE c.report_id = r.id AND document.edition = 'internal'))) AS whole
        FROM gongkai.report AS r
        WHERE r.id = document.report_id) AS w
    );
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.target_json(text, text, text, text),
    gongkai.indicator_json(gongkai.indicator, json),
    gongkai.indicators_json(text),
    gongkai.funds_json(text),
    gongkai.base_values_json(gongkai.base_row),
    gongkai.base_data_json(text),
    gongkai.document(text, text)
    TO gongkai_staff;
