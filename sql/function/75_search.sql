-- Searching: what is asked for becomes tokens of the index and, where tokens
-- cannot tell, texts to compare; see 009_search.sql. The functions say how many
-- rows to expect: the planner's own guess of 1,000 would read whole tables.

-- What is searched for, taken apart: `parts` in order, `tokens` for the index,
-- and `checks`, the parts that the tokens do not tell for certain.
CREATE OR REPLACE FUNCTION gongkai.search_query(q text)
RETURNS TABLE (parts text[], tokens text[], checks text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1
AS $$
BEGIN
    IF length(q) <= 100 THEN
        SELECT
            array_agg(DISTINCT p.part),
            (SELECT array_agg(DISTINCT t.token) FROM unnest(gongkai.search_tokens(q)) AS t (token)),
            coalesce(
                array_agg(DISTINCT p.part) FILTER (
                    WHERE NOT gongkai.search_tokens(p.part) = ARRAY[p.part]),
                '{}')
        INTO parts, tokens, checks
        FROM gongkai.search_parts(gongkai.search_fold(q)) AS p (part);
    END IF;
    IF cardinality(parts) > 16 OR tokens IS NULL THEN
        RAISE EXCEPTION 'there is nothing to search for: 1 to 16 parts, one of them a word or two characters'
            USING ERRCODE = '22023', COLUMN = 'q', DETAIL = 'q';
    END IF;
    RETURN NEXT;
END
$$;

-- Where a part is in a folded text, 0 where it is not. A word must be whole.
CREATE OR REPLACE FUNCTION gongkai.search_place(folded text, part text)
RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    IF ascii(part) < 12293 OR ascii(part) BETWEEN 40960 AND 44031 THEN
        RETURN regexp_instr(
            folded COLLATE "C",
            '(?<![0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\ua000-\uabff])' || part
            || '(?![0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\ua000-\uabff])');
    END IF;
    RETURN strpos(folded, part);
END
$$;

CREATE OR REPLACE FUNCTION gongkai.search_has(body text, parts text[])
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000
AS $$
DECLARE
    folded text;
    part text;
BEGIN
    FOREACH part IN ARRAY parts LOOP
        -- Folding is most of the work. Where a text has Han characters as they are
        -- asked for, folded it has them, too.
        IF ascii(part) >= 12293 AND strpos(body, part) > 0 AND ascii(part) NOT BETWEEN 40960 AND 44031 THEN
            CONTINUE;
        END IF;
        folded := coalesce(folded, gongkai.search_fold(body));
        IF gongkai.search_place(folded, part) = 0 THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END
$$;

-- What is around the first hit, and where in it the hits are: 120 characters, or
-- as many as the longest part needs.
CREATE OR REPLACE FUNCTION gongkai.search_context(body text, parts text[])
RETURNS TABLE (context text, marks integer[])
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 1
AS $$
DECLARE
    folded CONSTANT text := gongkai.search_fold(body);
    size integer := 120;
    first integer;
    start integer;
    part text;
    place integer;
BEGIN
    FOREACH part IN ARRAY parts LOOP
        first := least(first, nullif(gongkai.search_place(folded, part), 0));
        size := greatest(size, length(part) + 60);
    END LOOP;
    start := greatest(first - 30, 1);
    context := CASE WHEN start > 1 THEN '…' ELSE '' END
        || translate(substr(body, start, size), E'\n\r\t', '   ')
        || CASE WHEN start + size <= length(body) THEN '…' ELSE '' END;
    marks := '{}';
    FOREACH part IN ARRAY parts LOOP
        place := gongkai.search_place(substr(folded, start, size), part);
        IF place > 0 THEN
            marks := marks || (place - CASE WHEN start > 1 THEN 0 ELSE 1 END) || length(part);
        END IF;
    END LOOP;
    IF cardinality(parts) > 1 THEN
        marks := ARRAY(
            SELECT u.number
            FROM generate_series(1, cardinality(marks), 2) AS i
            CROSS JOIN LATERAL (VALUES (1, marks[i]), (2, marks[i + 1])) AS u (which, number)
            ORDER BY marks[i], i, u.which);
    END IF;
    RETURN NEXT;
END
$$;

-- The blocks of changes below `upper` from the newest down, ever larger, each
-- with its token; the last is all the rest and has none. `digits` as in
-- search_blocks().
CREATE OR REPLACE FUNCTION gongkai.search_steps(upper bigint, digits integer[])
RETURNS TABLE (low bigint, high bigint, token text[])
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 10
AS $$
DECLARE
    digit integer;
    span bigint;
BEGIN
    high := upper;
    FOREACH digit IN ARRAY digits LOOP
        span := 10 ^ digit;
        -- Two of each size, because the first may have next to nothing below `upper`.
        FOR i IN 1..2 LOOP
            low := (high - 1) / span * span;
            EXIT WHEN low <= 0;
            token := ARRAY[digit || ':' || low / span];
            RETURN NEXT;
            high := low;
        END LOOP;
        EXIT WHEN low <= 0;
    END LOOP;
    low := 0;
    token := '{}';
    RETURN NEXT;
END
$$;

-- Above the newest change of the department, or of the region, or of all: where
-- a search begins that goes from the newest down. One entry of an index.
CREATE OR REPLACE FUNCTION gongkai.search_top(the_region text, the_department text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    IF the_department IS NOT NULL THEN
        RETURN coalesce((SELECT max(p.change) FROM gongkai.publication AS p WHERE p.department_code = the_department), 0) + 1;
    ELSIF the_region IS NOT NULL THEN
        RETURN coalesce((SELECT max(p.change) FROM gongkai.publication AS p WHERE p.region_code = the_region), 0) + 1;
    END IF;
    RETURN gongkai.last_change()::bigint + 1;
END
$$;

-- The texts that answer a search, best first: below `upper` in class
-- `top_class`, and below `newest` all of the classes under it. A report is found
-- once, in its best class.
CREATE OR REPLACE FUNCTION gongkai.search_find(
    query_tokens text[], query_filters text[], query_parts text[], query_checks text[],
    top_class integer, upper bigint, newest bigint, the_limit integer)
RETURNS SETOF gongkai.published_text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
DECLARE
    class_tokens text[];
    step record;
    found_now integer;
    missing integer := the_limit;
BEGIN
    FOR the_class IN REVERSE top_class..1 LOOP
        class_tokens := ARRAY(SELECT the_class || t.token FROM unnest(query_tokens) AS t (token));
        FOR step IN
            SELECT s.low, s.high, s.token
            FROM gongkai.search_steps(CASE the_class WHEN top_class THEN upper ELSE newest END, '{2,3,4,5}') AS s
        LOOP
            RETURN QUERY
                SELECT (t.item).*
                FROM (
                    SELECT f AS item
                    FROM gongkai.published_text AS f
                    WHERE gongkai.search_text_terms(
                            f.change, f.class, f.year, f.form, f.region_code, f.department_code, f.body) COLLATE "C"
                            @> (class_tokens || query_filters || step.token)
                        -- Not to be looked up in the primary key's index, which may
                        -- have millions in between.
                        AND f.change + 0 >= step.low AND f.change + 0 < step.high
                    ORDER BY f.change DESC, f.part
                    -- In this order they are looked at until there are enough.
                    OFFSET 0
                ) AS t
                WHERE gongkai.search_has((t.item).body, query_checks)
                    AND NOT EXISTS (
                        SELECT
                        FROM gongkai.published_text AS b
                        WHERE b.change = (t.item).change
                            AND (b.class > the_class OR b.class = the_class AND b.part < (t.item).part)
                            AND gongkai.search_has(b.body, query_parts)
                    )
                LIMIT missing;
            GET DIAGNOSTICS found_now = ROW_COUNT;
            missing := missing - found_now;
            IF missing <= 0 THEN
                RETURN;
            END IF;
        END LOOP;
    END LOOP;
END
$$;

-- The whole answer of a search.
CREATE OR REPLACE FUNCTION gongkai.search(
    q text, the_year integer, the_region text, the_department text, the_form text,
    the_limit integer, cursor text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[q, the_year::text, the_region, the_department, the_form];
    after CONSTANT text[] := gongkai.cursor_decode(cursor, 'search', filters, '[1-4]', '[0-9]{1,18}');
    newest CONSTANT bigint := gongkai.search_top(the_region, the_department);
    query record;
    items text;
    last text[];
BEGIN
    SELECT * INTO query FROM gongkai.search_query(q);
    WITH found AS (
        SELECT f.*, row_number() OVER (ORDER BY f.class DESC, f.change DESC) AS place
        FROM gongkai.search_find(
            query.tokens,
            array_remove(ARRAY[
                'year:' || the_year::text, 'region:' || the_region,
                'department:' || the_department, 'form:' || the_form], NULL),
            query.parts, query.checks,
            coalesce(after[1]::integer, 4),
            coalesce(after[2]::bigint, newest),
            newest,
            the_limit + 1) AS f
    )
    SELECT
        string_agg(
            '{' || concat_ws(
                ',',
                '"id":"' || p.report_id || '"',
                '"title":' || to_json(p.title::text),
                '"form":"' || p.form || '"',
                '"year":' || p.year,
                '"department":' || gongkai.coded(p.department_code, p.department_name),
                '"project":' || gongkai.coded(p.project_code, p.project_name),
                '"rank":"' || ('{text,indicators,goal,title}'::text[])[f.class] || '"',
                '"context":' || to_json(c.context),
                '"marks":' || to_json(c.marks),
                '"links":{"report":"/api/v1/reports/' || p.report_id || '"}}'),
            ',' ORDER BY f.place) FILTER (WHERE f.place <= the_limit),
        max(ARRAY[f.class::text, f.change::text]) FILTER (WHERE f.place = the_limit AND f.total > the_limit)
    INTO items, last
    FROM (SELECT g.*, count(*) OVER () AS total FROM found AS g) AS f
    CROSS JOIN LATERAL (
        -- One by one; a plain join might read the whole table.
        SELECT r.* FROM gongkai.publication AS r WHERE r.change = f.change LIMIT 1
    ) AS p
    CROSS JOIN LATERAL gongkai.search_context(f.body, query.parts) AS c;
    RETURN gongkai.page('', items, gongkai.cursor_encode('search', filters, VARIADIC last), NULL);
END
$$;

-- The indicators that have all of the tokens and checks, newest publication
-- first and then in the order of the form, after number `after_number` of
-- change `after_change`.
CREATE OR REPLACE FUNCTION gongkai.indicator_find(
    query_tokens text[], query_checks text[],
    after_change bigint, after_number integer, the_limit integer)
RETURNS SETOF gongkai.published_indicator
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
DECLARE
    step record;
    found_now integer;
    missing integer := the_limit;
BEGIN
    FOR step IN SELECT s.low, s.high, s.token FROM gongkai.search_steps(after_change + 1, '{1,2,3,4,5}') AS s LOOP
        RETURN QUERY
            SELECT (t.item).*
            FROM (
                SELECT f AS item
                FROM gongkai.published_indicator AS f
                WHERE gongkai.search_indicator_terms(
                        f.change, f.year, f.form, f.region_code, f.department_code, f.level, f.path,
                        f.name, f.target_operator, f.target_unit, f.is_met) COLLATE "C"
                        @> (query_tokens || step.token)
                    -- As in search_find().
                    AND f.change + 0 >= step.low AND f.change + 0 < step.high
                    AND (f.change + 0 < after_change OR f.number > after_number)
                ORDER BY f.change DESC, f.number
                OFFSET 0
            ) AS t
            WHERE gongkai.search_has((t.item).name, query_checks)
            LIMIT missing;
        GET DIAGNOSTICS found_now = ROW_COUNT;
        missing := missing - found_now;
        IF missing <= 0 THEN
            RETURN;
        END IF;
    END LOOP;
END
$$;

-- A target or an actual value as it is found in a list; NULL without any part.
CREATE OR REPLACE FUNCTION gongkai.measure(cell text, operator text, value text, unit text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT nullif(
        '{' || concat_ws(
            ',',
            '"text":' || to_json(cell),
            '"operator":' || to_json(operator),
            '"value":' || to_json(value),
            '"unit":' || to_json(unit)) || '}',
        '{}')
$$;

-- The whole answer of a list of indicators. What is null does not restrict.
CREATE OR REPLACE FUNCTION gongkai.indicator_list(
    q text, the_year integer, the_region text, the_department text, the_form text,
    the_level integer, the_group text, the_operator text, the_unit text, the_result text,
    the_limit integer, cursor text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[
        q, the_year::text, the_region, the_department, the_form,
        the_level::text, the_group, the_operator, the_unit, the_result];
    after CONSTANT text[] := gongkai.cursor_decode(cursor, 'indicators', filters, '[0-9]{1,18}', '[0-9]{1,9}');
    tokens text[] := '{}';
    checks text[] := '{}';
    items text;
    last text[];
BEGIN
    IF q IS NOT NULL THEN
        SELECT s.tokens, s.checks INTO tokens, checks FROM gongkai.search_query(q) AS s;
    END IF;
    tokens := tokens || array_remove(ARRAY[
        'year:' || the_year::text, 'region:' || the_region, 'department:' || the_department,
        'form:' || the_form, 'level:' || the_level::text,
        gongkai.search_filter('group', the_group),
        gongkai.search_filter('operator', the_operator),
        gongkai.search_filter('unit', the_unit),
        'result:' || the_result], NULL);
    WITH found AS (
        SELECT f.*, row_number() OVER (ORDER BY f.change DESC, f.number) AS place
        FROM gongkai.indicator_find(
            tokens, checks,
            coalesce(after[1]::bigint, gongkai.search_top(the_region, the_department) - 1),
            coalesce(after[2]::integer, 0),
            the_limit + 1) AS f
    )
    SELECT
        string_agg(
            '{' || concat_ws(
                ',',
                '"level":' || f.level,
                '"path":' || to_json(f.path),
                '"name":' || to_json(f.name),
                '"target":' || gongkai.measure(f.target_text, f.target_operator, f.target_value, f.target_unit),
                '"actual":' || gongkai.measure(f.actual_text, f.actual_operator, f.actual_value, f.actual_unit),
                '"weight":"' || trim_scale(f.weight) || '"',
                '"score":"' || trim_scale(f.score) || '"',
                '"result":"' || CASE WHEN f.is_met THEN 'met' WHEN NOT f.is_met THEN 'missed' END || '"',
                '"year":' || f.year,
                '"form":"' || f.form || '"',
                '"department":' || gongkai.coded(p.department_code, p.department_name),
                '"project":' || gongkai.coded(p.project_code, p.project_name),
                '"links":{' || concat_ws(
                    ',',
                    '"report":"/api/v1/reports/' || p.report_id || '"',
                    '"project_expenditure":"/api/v1/project-expenditures/' || p.project_code || '/' || p.year || '"')
                    || '}') || '}',
            ',' ORDER BY f.place) FILTER (WHERE f.place <= the_limit),
        max(ARRAY[f.change::text, f.number::text]) FILTER (WHERE f.place = the_limit AND f.total > the_limit)
    INTO items, last
    FROM (SELECT g.*, count(*) OVER () AS total FROM found AS g) AS f
    CROSS JOIN LATERAL (
        -- One by one; a plain join might read the whole table.
        SELECT r.* FROM gongkai.publication AS r WHERE r.change = f.change LIMIT 1
    ) AS p;
    RETURN gongkai.page('', items, gongkai.cursor_encode('indicators', filters, VARIADIC last), NULL);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.search_query(text),
    gongkai.search_place(text, text),
    gongkai.search_has(text, text[]),
    gongkai.search_context(text, text[]),
    gongkai.search_steps(bigint, integer[]),
    gongkai.search_top(text, text),
    gongkai.search_find(text[], text[], text[], text[], integer, bigint, bigint, integer),
    gongkai.search(text, integer, text, text, text, integer, text),
    gongkai.measure(text, text, text, text),
    gongkai.indicator_find(text[], text[], bigint, integer, integer),
    gongkai.indicator_list(text, integer, text, text, text, integer, text, text, text, text, integer, text)
    TO gongkai_staff, gongkai_public;
