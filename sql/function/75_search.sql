-- Searching: what is asked for becomes tokens of the index and, where tokens
-- cannot tell, texts to compare; see 015_search.sql. The functions say how many
-- rows to expect: the planner's own guess of 1,000 would read whole tables.

-- What is searched for, taken apart at spaces and punctuation: `parts`, each of
-- which must be in a text as it stands, `tokens` for the index, and `checks`, the
-- parts that the tokens do not tell for certain.
CREATE OR REPLACE FUNCTION gongkai.search_query(q text)
RETURNS TABLE (parts text[], tokens text[], checks text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1
AS $$
BEGIN
    IF length(q) <= 100 THEN
        SELECT array_agg(DISTINCT p.part)
        INTO parts
        FROM regexp_split_to_table(normalize(q), '[\s\u00a0\u3000]+') AS w (word)
        CROSS JOIN LATERAL string_to_table(
            replace(gongkai.search_fold(w.word), E'\u0001', ''), E'\n') AS p (part)
        WHERE p.part <> '';
    END IF;
    IF parts IS NULL THEN
        RAISE EXCEPTION 'there is nothing to search for: a character, a word, a number or a code is expected'
            USING ERRCODE = '22023', COLUMN = 'q', DETAIL = 'q';
    END IF;
    SELECT
        array_agg(DISTINCT t.token),
        coalesce(array_agg(DISTINCT p.part) FILTER (WHERE t.token IS DISTINCT FROM p.part), '{}')
    INTO tokens, checks
    FROM unnest(parts) AS p (part)
    CROSS JOIN LATERAL unnest(gongkai.search_tokens(p.part, true)) AS t (token);
    RETURN NEXT;
END
$$;

-- Where a part is in a folded text without its U+0001, 0 where it is not. A word
-- must be whole; in a code, of which the hyphens are U+2010, all of it.
CREATE OR REPLACE FUNCTION gongkai.search_place(read text, part text)
RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    word CONSTANT text := gongkai.search_word();
    begins CONSTANT boolean := part COLLATE "C" ~ ('^[' || word || ']');
    ends CONSTANT boolean := part COLLATE "C" ~ ('[' || word || ']$');
BEGIN
    IF NOT begins AND NOT ends AND strpos(part, '-') = 0 THEN
        RETURN strpos(read, part);
    END IF;
    RETURN regexp_instr(
        read COLLATE "C",
        CASE WHEN begins THEN '(?<![' || word || '.‐])' ELSE '' END
        || replace(regexp_replace(part, '([!-/:-@[-`{-~])', '\\\1', 'g'), '\-', '[‐-]')
        || CASE WHEN ends THEN '(?![' || word || '.‐])' ELSE '' END);
END
$$;

-- Whether a folded text has all parts.
CREATE OR REPLACE FUNCTION gongkai.search_has(folded text, parts text[])
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000
AS $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY parts LOOP
        IF gongkai.search_place(replace(folded, E'\u0001', ''), part) = 0 THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END
$$;

-- The place in a folded text of a place in the same without its U+0001: as many
-- further as there are of them before it.
CREATE OR REPLACE FUNCTION gongkai.search_place_in(folded text, place integer)
RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    found integer := place;
    passed integer;
BEGIN
    LOOP
        passed := found - length(replace(left(folded, found), E'\u0001', ''));
        EXIT WHEN found = place + passed;
        found := place + passed;
    END LOOP;
    RETURN found;
END
$$;

-- What is around the first hit, and where in it the hits are: 120 characters, or
-- as many as the longest part needs.
CREATE OR REPLACE FUNCTION gongkai.search_context(body text, folded text, parts text[])
RETURNS TABLE (context text, marks integer[])
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 1
AS $$
DECLARE
    read text := replace(folded, E'\u0001', '');
    size integer := 120;
    first integer;
    start integer;
    part text;
    place integer;
    last integer;
BEGIN
    FOREACH part IN ARRAY parts LOOP
        place := gongkai.search_place(read, part);
        IF place > 0 THEN
            last := gongkai.search_place_in(folded, place + length(part) - 1);
            place := gongkai.search_place_in(folded, place);
            first := least(first, place);
            size := greatest(size, last - place + 61);
        END IF;
    END LOOP;
    start := greatest(first - 30, 1);
    context := CASE WHEN start > 1 THEN '…' ELSE '' END
        || translate(substr(body, start, size), E'\n\r\t', '   ')
        || CASE WHEN start + size <= length(body) THEN '…' ELSE '' END;
    folded := substr(folded, start, size);
    read := replace(folded, E'\u0001', '');
    marks := '{}';
    FOREACH part IN ARRAY parts LOOP
        place := gongkai.search_place(read, part);
        IF place > 0 THEN
            last := gongkai.search_place_in(folded, place + length(part) - 1);
            place := gongkai.search_place_in(folded, place);
            marks := marks || (place - CASE WHEN start > 1 THEN 0 ELSE 1 END) || (last - place + 1);
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
                            f.change, f.class, f.year, f.form, f.region_code, f.department_code, f.folded) COLLATE "C"
                            @> (class_tokens || query_filters || step.token)
                        -- Not to be looked up in the primary key's index, which may
                        -- have millions in between.
                        AND f.change + 0 >= step.low AND f.change + 0 < step.high
                    ORDER BY f.change DESC, f.part
                    -- In this order they are looked at until there are enough.
                    OFFSET 0
                ) AS t
                WHERE gongkai.search_has((t.item).folded, query_checks)
                    AND NOT EXISTS (
                        SELECT
                        FROM gongkai.published_text AS b
                        WHERE b.change = (t.item).change
                            AND (b.class > the_class OR b.class = the_class AND b.part < (t.item).part)
                            AND gongkai.search_has(b.folded, query_parts)
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
    CROSS JOIN LATERAL gongkai.search_context(f.body, f.folded, query.parts) AS c;
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
            WHERE query_checks = '{}' OR gongkai.search_has(gongkai.search_fold((t.item).name), query_checks)
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
    gongkai.search_place_in(text, integer),
    gongkai.search_context(text, text, text[]),
    gongkai.search_steps(bigint, integer[]),
    gongkai.search_top(text, text),
    gongkai.search_find(text[], text[], text[], text[], integer, bigint, bigint, integer),
    gongkai.search(text, integer, text, text, text, integer, text),
    gongkai.measure(text, text, text, text),
    gongkai.indicator_find(text[], text[], bigint, integer, integer),
    gongkai.indicator_list(text, integer, text, text, text, integer, text, text, text, text, integer, text)
    TO gongkai_staff, gongkai_public;
