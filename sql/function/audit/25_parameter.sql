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
        RETURN CASE WHEN is_right THEN NULL ELSE '一组名称和 0 至 1000 的数' || example || '；名称是其中之一：' || words END;
    ELSIF jsonb_typeof(usual -> 0) = 'number' THEN
        IF is_right THEN
            is_right := jsonb_array_length(value) = jsonb_array_length(usual)
                AND gongkai.are_parameter_numbers(ARRAY(SELECT e.value FROM jsonb_array_elements(value) AS e));
        END IF;
        RETURN CASE WHEN is_right THEN NULL ELSE format(' %s 个 0 至 1000 的数', jsonb_array_length(usual)) || example END;
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
    gongkai.parameter_fault(text, jsonb)
    TO gongkai_staff;
