-- What the value of a parameter has to be: the rules read it as its national default is.

-- The words that a parameter knows, as its value, in its list or as names of its members; NULL:
-- it takes any.
CREATE OR REPLACE FUNCTION gongkai.parameter_words(name text)
RETURNS text[]
LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE name
        WHEN 'capped_score' THEN '{difference,ratio}'::text[]
        WHEN 'grades' THEN '{优,良,中,差}'
        WHEN 'point_split' THEN '{execution,output,cost,benefit,satisfaction}'
        WHEN 'required_groups' THEN
            '{output,benefit,satisfaction,cost,quantity,quality,timeliness,economic,social,ecological,sustainable}'
    END
$$;

-- Are these numbers that a rule can count with?
CREATE OR REPLACE FUNCTION gongkai.are_parameter_numbers(given jsonb[])
RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
    SELECT coalesce(bool_and(CASE WHEN jsonb_typeof(g.value) = 'number' THEN g.value::numeric BETWEEN 0 AND 1000 ELSE false END), true)
    FROM unnest(given) AS g (value)
$$;

-- Are these words that the parameter knows?
CREATE OR REPLACE FUNCTION gongkai.are_parameter_words(name text, given text[])
RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
    SELECT coalesce(bool_and(coalesce(g.word <> '' AND (w.words IS NULL OR g.word = ANY (w.words)), false)), true)
    FROM unnest(given) AS g (word)
    CROSS JOIN (SELECT gongkai.parameter_words(name)) AS w (words)
$$;

-- In which order the numbers of a parameter stand; NULL: in any. Bounds the other way round would
-- leave no value between them.
CREATE OR REPLACE FUNCTION gongkai.parameter_order(name text)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE
        WHEN name IN ('grades', 'quality_bands') THEN '从高到低的'
        WHEN name = 'satisfaction' THEN '从低到高的'
    END
$$;

-- Do they? Those of an object in the order of the words that the parameter knows.
CREATE OR REPLACE FUNCTION gongkai.are_parameter_bounds(name text, value jsonb)
RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
    WITH bound AS (
        SELECT e.value::numeric AS value, e.place
        FROM jsonb_array_elements(CASE jsonb_typeof(value) WHEN 'array' THEN value END) WITH ORDINALITY AS e (value, place)
        UNION ALL
        SELECT o.value::numeric, array_position(gongkai.parameter_words(name), o.key)
        FROM jsonb_each(CASE jsonb_typeof(value) WHEN 'object' THEN value END) AS o
    )
    SELECT NOT EXISTS (
        SELECT
        FROM bound AS a
        JOIN bound AS b ON a.place < b.place
        WHERE CASE gongkai.parameter_order(name)
            WHEN '从高到低的' THEN a.value < b.value
            WHEN '从低到高的' THEN a.value > b.value
        END)
$$;

-- What should stand there instead of this value; NULL: it is right. A list of numbers has as many
-- as the default; of other lists and of objects each is one that the rules know.
CREATE OR REPLACE FUNCTION gongkai.parameter_fault(name text, value jsonb)
RETURNS text
LANGUAGE plpgsql STABLE
AS $$
#variable_conflict use_variable
DECLARE
    usual CONSTANT jsonb := (SELECT p.value FROM gongkai.audit_parameter AS p WHERE p.name = parameter_fault.name AND p.region = '');
    kind CONSTANT text := jsonb_typeof(usual);
    words CONSTANT text := array_to_string(gongkai.parameter_words(name), '、');
    ordered CONSTANT text := coalesce(gongkai.parameter_order(name), '');
    example CONSTANT text := '，如 ' || CASE WHEN length(usual::text) < 100 THEN usual::text ELSE '["高温", "高考"]' END;
    is_right boolean := jsonb_typeof(value) IS NOT DISTINCT FROM kind;
BEGIN
    IF kind = 'number' THEN
        RETURN CASE WHEN is_right AND gongkai.are_parameter_numbers(ARRAY[value]) THEN NULL ELSE ' 0 至 1000 的数' || example END;
    ELSIF kind = 'string' THEN
        RETURN CASE WHEN is_right AND gongkai.are_parameter_words(name, ARRAY[value #>> '{}']) THEN NULL ELSE '其中之一：' || words END;
    ELSIF kind = 'object' THEN
        IF is_right THEN
            is_right := value <> '{}' AND gongkai.are_parameter_words(name, ARRAY(SELECT jsonb_object_keys(value)))
                AND gongkai.are_parameter_numbers(ARRAY(SELECT e.value FROM jsonb_each(value) AS e));
        END IF;
        is_right := is_right AND gongkai.are_parameter_bounds(name, value);
        RETURN CASE WHEN is_right THEN NULL ELSE format('一组名称和%s 0 至 1000 的数', ordered) || example || '；名称是其中之一：' || words END;
    ELSIF jsonb_typeof(usual -> 0) = 'number' THEN
        IF is_right THEN
            is_right := jsonb_array_length(value) = jsonb_array_length(usual)
                AND gongkai.are_parameter_numbers(ARRAY(SELECT e.value FROM jsonb_array_elements(value) AS e));
        END IF;
        is_right := is_right AND gongkai.are_parameter_bounds(name, value);
        RETURN CASE WHEN is_right THEN NULL ELSE format('%s %s 个 0 至 1000 的数', ordered, jsonb_array_length(usual)) || example END;
    END IF;
    IF is_right THEN
        is_right := NOT EXISTS (SELECT FROM jsonb_array_elements(value) AS e WHERE jsonb_typeof(e.value) <> 'string')
            AND gongkai.are_parameter_words(name, ARRAY(SELECT jsonb_array_elements_text(value)));
    END IF;
    RETURN CASE WHEN is_right THEN NULL ELSE '词的数组' || example || coalesce('；词是其中之一：' || words, '') END;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.parameter_words(text),
    gongkai.are_parameter_numbers(jsonb[]),
    gongkai.are_parameter_words(text, text[]),
    gongkai.parameter_order(text),
    gongkai.are_parameter_bounds(text, jsonb),
    gongkai.parameter_fault(text, jsonb)
    TO gongkai_staff;
