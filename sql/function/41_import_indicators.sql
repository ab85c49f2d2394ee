-- Do two lists of indicators have the same shape: as many, and as many below each?
CREATE OR REPLACE FUNCTION gongkai.is_shaped_as(indicators jsonb, others jsonb)
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    RETURN CASE WHEN jsonb_typeof(indicators) = 'array' AND jsonb_typeof(others) = 'array' THEN
        jsonb_array_length(indicators) = jsonb_array_length(others)
            AND NOT EXISTS (
                SELECT
                FROM ROWS FROM (jsonb_array_elements(indicators), jsonb_array_elements(others)) AS e (one, other)
                WHERE NOT gongkai.is_shaped_as(e.one -> 'children', e.other -> 'children'))
    ELSE indicators IS NULL AND others IS NULL END;
END
$$;

-- Import of the indicator tree. `types` maps the names of fields that indicators have in
-- this form to their types. `old` are those of the draft: of a tree of the same shape only the
-- rows are written that are not as they were.
CREATE OR REPLACE FUNCTION gongkai.import_indicators(the_report text, indicators jsonb, types jsonb, old jsonb DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    is_same CONSTANT boolean := gongkai.is_shaped_as(indicators, old) AND indicators IS NOT NULL;
    optional CONSTANT text[] := '{code,set,obligation,target,actual,weight,score,deviation,remark,explanation,standard,extra,children}';
BEGIN
    IF NOT is_same THEN
        DELETE FROM gongkai.indicator AS i WHERE i.report_id = the_report;
    END IF;
    INSERT INTO gongkai.indicator (
        report_id, number, parent, level, position, code, name, obligation,
        target_text, target_operator, target_value, target_unit,
        actual_text, actual_operator, actual_value, actual_unit,
        weight, score, deviation, remark, explanation, standard, indicator_set, as_written, extra)
    -- A path is the positions from the root down; by paths the nodes sort from
    -- top to bottom, and a path without its end is the parent's.
    WITH RECURSIVE node AS (
        SELECT e.value, e.pointer, ARRAY[e.place] AS path
        FROM gongkai.read_objects(indicators, '/indicators', 1000, '{name}', optional) AS e
        UNION ALL
        SELECT e.value, e.pointer, above.path || e.place
        FROM node AS above
        CROSS JOIN LATERAL gongkai.read_objects(
            gongkai.read_children(above.value -> 'children', above.pointer, cardinality(above.path)),
            above.pointer || '/children', 10000, '{name}', optional) AS e
    ),
    numbered AS (
        SELECT n.*, row_number() OVER (ORDER BY n.path) AS number
        FROM node AS n
    )
    SELECT
        the_report,
        n.number,
        above.number,
        cardinality(n.path),
        n.path[cardinality(n.path)],
        gongkai.read_code(n.value -> 'code', n.pointer || '/code'),
        gongkai.read_text(n.value -> 'name', n.pointer || '/name'),
        gongkai.read_line(n.value -> 'obligation', n.pointer || '/obligation'),
        target.text, target.operator, target.value, target.unit,
        actual.text, actual.operator, actual.value, actual.unit,
        gongkai.read_weight(n.value -> 'weight', n.pointer || '/weight'),
        gongkai.read_points(n.value -> 'score', n.pointer || '/score'),
        gongkai.read_text(n.value -> 'deviation', n.pointer || '/deviation'),
        gongkai.read_text(n.value -> 'remark', n.pointer || '/remark'),
        gongkai.read_text(n.value -> 'explanation', n.pointer || '/explanation'),
        gongkai.read_text(n.value -> 'standard', n.pointer || '/standard'),
        gongkai.read_set(n.value -> 'set', n.pointer || '/set', cardinality(n.path)),
        gongkai.read_written(n.value, '{weight}'),
        gongkai.read_fields(n.value -> 'extra', n.pointer || '/extra', types)
    FROM numbered AS n
    LEFT JOIN numbered AS above ON above.path = trim_array(n.path, 1)
    CROSS JOIN LATERAL gongkai.read_target(n.value -> 'target', n.pointer || '/target') AS target
    CROSS JOIN LATERAL gongkai.read_target(n.value -> 'actual', n.pointer || '/actual') AS actual
    WHERE NOT is_same
        -- A pointer is '/indicators/0/children/1', and has no sign that would be escaped.
        OR n.value - 'children' <> (old #> string_to_array(substr(n.pointer, 13), '/')) - 'children'
    ON CONFLICT ON CONSTRAINT indicator_pkey DO UPDATE
    SET code = excluded.code,
        name = excluded.name,
        obligation = excluded.obligation,
        target_text = excluded.target_text,
        target_operator = excluded.target_operator,
        target_value = excluded.target_value,
        target_unit = excluded.target_unit,
        actual_text = excluded.actual_text,
        actual_operator = excluded.actual_operator,
        actual_value = excluded.actual_value,
        actual_unit = excluded.actual_unit,
        weight = excluded.weight,
        score = excluded.score,
        deviation = excluded.deviation,
        remark = excluded.remark,
        explanation = excluded.explanation,
        standard = excluded.standard,
        indicator_set = excluded.indicator_set,
        as_written = excluded.as_written,
        extra = excluded.extra;
END
$$;

-- The children of a node at a level, which must be above the last.
CREATE OR REPLACE FUNCTION gongkai.read_children(children jsonb, pointer text, level integer)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
BEGIN
    IF level >= 4 AND children <> '[]' THEN
        RAISE EXCEPTION '指标多于四级'
            USING ERRCODE = '22023', DETAIL = pointer || '/children';
    END IF;
    RETURN children;
END
$$;

-- Which set an indicator belongs to, which its first level says.
CREATE OR REPLACE FUNCTION gongkai.read_set(value jsonb, pointer text, level integer)
RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    IF level > 1 AND value IS NOT NULL THEN
        RAISE EXCEPTION '指标组只写在一级指标上'
            USING ERRCODE = '22023', DETAIL = pointer;
    END IF;
    RETURN gongkai.read_line(value, pointer);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.is_shaped_as(jsonb, jsonb),
    gongkai.import_indicators(text, jsonb, jsonb, jsonb),
    gongkai.read_set(jsonb, text, integer),
    gongkai.read_children(jsonb, text, integer)
    TO gongkai_staff;
