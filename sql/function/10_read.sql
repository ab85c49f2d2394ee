-- Readers of JSON values for import. Each takes a value and its JSON pointer;
-- what is not as expected is an error of class 22 whose DETAIL is the pointer.
-- A member that is absent (SQL NULL) is read as NULL; a JSON null is an error.
-- `gongkai import` has checked all this before, with messages in Chinese: these
-- are a second lock, for whoever calls without it.

-- The pointer of a member, escaped as RFC 6901 says.
CREATE OR REPLACE FUNCTION gongkai.pointer(parent text, member text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT parent || '/' || replace(replace(member, '~', '~0'), '/', '~1')
$$;

-- Never returns; the result type lets it stand in an expression.
CREATE OR REPLACE FUNCTION gongkai.read_failed(pointer text, value jsonb, expected text)
RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = '22023',
        MESSAGE = format(
            'found %s, expected %s',
            CASE jsonb_typeof(value)
                WHEN 'object' THEN 'an object'
                WHEN 'array' THEN 'an array'
                ELSE left(value::text, 80)
            END,
            expected),
        DETAIL = pointer;
END
$$;

-- Check that a value is an object with all required and no unknown members.
CREATE OR REPLACE FUNCTION gongkai.read_object(
    value jsonb, pointer text, required text[], optional text[])
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
    member text;
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(value) <> 'object' THEN
        PERFORM gongkai.read_failed(pointer, value, 'an object');
    END IF;
    FOREACH member IN ARRAY required LOOP
        IF NOT value ? member THEN
            RAISE EXCEPTION 'the member "%" is missing', member
                USING ERRCODE = '22023', DETAIL = gongkai.pointer(pointer, member);
        END IF;
    END LOOP;
    SELECT k INTO member
    FROM jsonb_object_keys(value) AS k
    WHERE k <> ALL (required || optional)
    ORDER BY k COLLATE "C"
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the member "%" is unknown', left(member, 80)
            USING ERRCODE = '22023', DETAIL = gongkai.pointer(pointer, member);
    END IF;
    RETURN value;
END
$$;

-- The elements of an array of objects, in order, each checked by read_object().
CREATE OR REPLACE FUNCTION gongkai.read_objects(
    list jsonb, list_pointer text, most integer, required text[], optional text[])
RETURNS TABLE (value jsonb, pointer text, place integer)
LANGUAGE plpgsql
AS $$
BEGIN
    IF list IS NULL THEN
        RETURN;
    END IF;
    IF (CASE jsonb_typeof(list) WHEN 'array' THEN jsonb_array_length(list) > most ELSE true END) THEN
        PERFORM gongkai.read_failed(list_pointer, list, format('an array of at most %s elements', most));
    END IF;
    FOR read_objects.value, read_objects.place IN
        SELECT e.element, e.ordinality::integer
        FROM jsonb_array_elements(list) WITH ORDINALITY AS e (element, ordinality)
        ORDER BY e.ordinality
    LOOP
        pointer := list_pointer || '/' || read_objects.place - 1;
        PERFORM gongkai.read_object(read_objects.value, pointer, required, optional);
        RETURN NEXT;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.read_text(
    value jsonb, pointer text, shortest integer DEFAULT 0, longest integer DEFAULT 100000)
RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(value) <> 'string' OR char_length(value #>> '{}') NOT BETWEEN shortest AND longest THEN
        PERFORM gongkai.read_failed(pointer, value, format('a text of %s to %s characters', shortest, longest));
    END IF;
    RETURN value #>> '{}';
END
$$;

CREATE OR REPLACE FUNCTION gongkai.read_line(value jsonb, pointer text)
RETURNS text
LANGUAGE sql
AS $$
    SELECT gongkai.read_text(value, pointer, 1, 500)
$$;

-- A text that matches a regular expression from its beginning to its end.
CREATE OR REPLACE FUNCTION gongkai.read_pattern(value jsonb, pointer text, pattern text, expected text)
RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(value) <> 'string' OR (value #>> '{}') !~ ('^(?:' || pattern || ')$') THEN
        PERFORM gongkai.read_failed(pointer, value, expected);
    END IF;
    RETURN value #>> '{}';
END
$$;

CREATE OR REPLACE FUNCTION gongkai.read_code(value jsonb, pointer text)
RETURNS text
LANGUAGE sql
AS $$
    SELECT gongkai.read_pattern(
        value, pointer, '(?=.{1,64}$)[0-9A-Za-z](?:-?[0-9A-Za-z])*',
        'a code of letters, digits and single hyphens, at most 64 characters')
$$;

CREATE OR REPLACE FUNCTION gongkai.read_choice(value jsonb, pointer text, choices text[])
RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(value) <> 'string' OR (value #>> '{}') <> ALL (choices) THEN
        PERFORM gongkai.read_failed(pointer, value, 'one of ' || array_to_string(choices, ', '));
    END IF;
    RETURN value #>> '{}';
END
$$;

-- A dash, as forms have it where a number does not apply.
CREATE OR REPLACE FUNCTION gongkai.is_dash(cell text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT cell IN ('-', '—', '——', '/')
$$;

-- The number that a cell of a document says: NULL for a dash, of a range its upper end.
CREATE OR REPLACE FUNCTION gongkai.said_number(cell text)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN cell ~ '[0-9]' THEN regexp_replace(cell, '^[0-9.]+-', '')::numeric END
$$;

-- A number with so many digits before the point, or a dash, for which it is NULL: read_written() keeps that.
CREATE OR REPLACE FUNCTION gongkai.read_dashed(value jsonb, pointer text, digits integer, what text)
RETURNS numeric
LANGUAGE sql
AS $$
    SELECT gongkai.said_number(gongkai.read_pattern(
        value, pointer, format('-?(0|[1-9][0-9]{0,%s})(\.[0-9]{1,2})?|-|—|——|/', digits - 1),
        what || ' as a string with at most two decimals, or a dash'))
$$;

CREATE OR REPLACE FUNCTION gongkai.read_amount(value jsonb, pointer text)
RETURNS numeric
LANGUAGE sql
AS $$
    SELECT gongkai.read_dashed(value, pointer, 16, 'an amount in yuan')
$$;

CREATE OR REPLACE FUNCTION gongkai.read_rate(value jsonb, pointer text)
RETURNS numeric
LANGUAGE sql
AS $$
    SELECT gongkai.read_dashed(value, pointer, 8, 'a percentage without its sign')
$$;

-- Points, or the upper end of a range of points.
CREATE OR REPLACE FUNCTION gongkai.read_weight(value jsonb, pointer text)
RETURNS numeric
LANGUAGE plpgsql
AS $$
DECLARE
    cell CONSTANT text := gongkai.read_pattern(
        value, pointer, '(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?(-(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?)?',
        'points as a string with at most two decimals, or a range such as 0-20');
BEGIN
    IF cell LIKE '%-%' AND split_part(cell, '-', 1)::numeric >= split_part(cell, '-', 2)::numeric THEN
        PERFORM gongkai.read_failed(pointer, value, 'a range from the lesser to the greater');
    END IF;
    RETURN gongkai.said_number(cell);
END
$$;

-- The members that say a dash or a range, as they were filled in; NULL without any.
CREATE OR REPLACE FUNCTION gongkai.read_written(value jsonb, members text[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE
AS $$
    SELECT jsonb_object_agg(m.name, value -> m.name)
    FROM unnest(members) AS m (name)
    WHERE gongkai.is_dash(value ->> m.name) OR value ->> m.name ~ '^[0-9.]+-[0-9.]+$'
$$;

CREATE OR REPLACE FUNCTION gongkai.read_points(value jsonb, pointer text)
RETURNS numeric
LANGUAGE sql
AS $$
    SELECT gongkai.read_pattern(
        value, pointer, '(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?',
        'points as a string with at most two decimals')::numeric
$$;

CREATE OR REPLACE FUNCTION gongkai.read_integer(
    value jsonb, pointer text, lowest integer, highest integer)
RETURNS integer
LANGUAGE plpgsql
AS $$
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    -- A CASE, because the order in which OR is evaluated is not promised.
    IF (CASE jsonb_typeof(value)
        WHEN 'number' THEN value::numeric NOT BETWEEN lowest AND highest OR value::numeric % 1 <> 0
        ELSE true
    END) THEN
        PERFORM gongkai.read_failed(pointer, value, format('an integer from %s to %s', lowest, highest));
    END IF;
    RETURN value::numeric::integer;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.read_boolean(value jsonb, pointer text)
RETURNS boolean
LANGUAGE plpgsql
AS $$
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(value) <> 'boolean' THEN
        PERFORM gongkai.read_failed(pointer, value, 'true or false');
    END IF;
    RETURN value::boolean;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.read_date(value jsonb, pointer text)
RETURNS date
LANGUAGE plpgsql
AS $$
DECLARE
    text text := gongkai.read_pattern(
        value, pointer, '[0-9]{4}-[0-9]{2}-[0-9]{2}', 'a date as YYYY-MM-DD');
BEGIN
    RETURN make_date(left(text, 4)::integer, substr(text, 6, 2)::integer, right(text, 2)::integer);
EXCEPTION
    WHEN datetime_field_overflow THEN
        PERFORM gongkai.read_failed(pointer, value, 'a date of the calendar');
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.pointer(text, text),
    gongkai.read_failed(text, jsonb, text),
    gongkai.read_object(jsonb, text, text[], text[]),
    gongkai.read_objects(jsonb, text, integer, text[], text[]),
    gongkai.read_text(jsonb, text, integer, integer),
    gongkai.read_line(jsonb, text),
    gongkai.read_pattern(jsonb, text, text, text),
    gongkai.read_code(jsonb, text),
    gongkai.read_choice(jsonb, text, text[]),
    gongkai.is_dash(text),
    gongkai.read_dashed(jsonb, text, integer, text),
    gongkai.read_amount(jsonb, text),
    gongkai.read_weight(jsonb, text),
    gongkai.read_written(jsonb, text[]),
    gongkai.read_rate(jsonb, text),
    gongkai.read_points(jsonb, text),
    gongkai.read_integer(jsonb, text, integer, integer),
    gongkai.read_boolean(jsonb, text),
    gongkai.read_date(jsonb, text)
    TO gongkai_staff;
