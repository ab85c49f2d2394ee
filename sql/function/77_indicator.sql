-- The list of indicators: a search as in 75_search.sql, of which the rows are
-- indicators. Bounded in the same way.

-- The indicators that have all of the tokens and checks, newest publication first
-- and then in the order of the form, after number `after_number` of change
-- `after_change`. A row without an indicator has the place to go on after, if there
-- is more to look through.
CREATE OR REPLACE FUNCTION gongkai.indicator_find(
    query_tokens text[], query_checks text[],
    after_change bigint, after_number integer, changes bigint, the_limit integer)
RETURNS TABLE (indicator gongkai.published_indicator, change bigint, number integer)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
DECLARE
    most_refused CONSTANT integer := 500;
    refused integer := 0;
    missing integer := the_limit;
    reach record;
    step record;
    candidate gongkai.published_indicator;
BEGIN
    change := after_change;
    number := after_number;
    SELECT * INTO reach FROM gongkai.search_reach('indicator', query_tokens, changes, the_limit, 1, 6);
    FOR step IN
        SELECT * FROM gongkai.search_steps(after_change + 1, after_change, reach.first_digit, reach.first_count, reach.last_digit, 6)
    LOOP
        FOR candidate IN
            SELECT f.*
            FROM gongkai.published_indicator AS f
            WHERE gongkai.search_indicator_terms(
                    f.change, f.year, f.form, f.region_code, f.department_code, f.level, f.path,
                    f.name, f.target_operator, f.target_unit, f.is_met) COLLATE "C"
                    @> (query_tokens || step.term)
                -- As in search_find().
                AND f.change + 0 >= step.low AND f.change + 0 < step.high
                AND (f.change + 0 < after_change OR f.number > after_number)
            ORDER BY f.change DESC, f.number
        LOOP
            indicator := NULL;
            IF EXISTS (
                SELECT FROM unnest(query_checks) AS c (part)
                WHERE gongkai.search_place(replace(gongkai.search_fold(candidate.name), E'\u0001', ''), c.part) = 0)
            THEN
                refused := refused + 1;
            ELSIF missing = 0 THEN
                -- One more than asked for: there is another page.
                RETURN NEXT;
                RETURN;
            ELSE
                missing := missing - 1;
                indicator := candidate;
            END IF;
            change := candidate.change;
            number := candidate.number;
            IF refused > most_refused THEN
                RETURN NEXT;
                RETURN;
            ELSIF NOT indicator IS NULL THEN
                RETURN NEXT;
            END IF;
        END LOOP;
        indicator := NULL;
        change := step.low - 1;
        number := 0;
    END LOOP;
    IF change > 0 THEN
        RETURN NEXT;
    END IF;
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
    WITH found AS MATERIALIZED (
        SELECT f.*
        FROM gongkai.indicator_find(
            tokens, checks,
            coalesce(after[1]::bigint, gongkai.search_top(the_region, the_department) - 1),
            coalesce(after[2]::integer, 0),
            coalesce((SELECT max(c.number) FROM gongkai.change AS c), 0),
            the_limit) AS f
    )
    SELECT
        string_agg(
            '{' || concat_ws(
                ',',
                '"level":' || f.level,
                '"path":' || to_json(f.path),
                '"name":' || to_json(f.name),
                '"set":' || to_json(f.indicator_set),
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
            ',' ORDER BY f.change DESC, f.number),
        (
            SELECT ARRAY[n.change::text, n.number::text]
            FROM found AS n
            WHERE n.indicator IS NULL
        )
    INTO items, last
    FROM found AS n
    CROSS JOIN LATERAL (SELECT (n.indicator).*) AS f
    CROSS JOIN LATERAL (
        -- One by one; a plain join might read the whole table.
        SELECT r.* FROM gongkai.publication AS r WHERE r.change = f.change LIMIT 1
    ) AS p
    WHERE NOT n.indicator IS NULL;
    RETURN gongkai.page('', items, gongkai.cursor_encode('indicators', filters, VARIADIC last), NULL);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.measure(text, text, text, text),
    gongkai.indicator_find(text[], text[], bigint, integer, bigint, integer),
    gongkai.indicator_list(text, integer, text, text, text, integer, text, text, text, text, integer, text)
    TO gongkai_staff, gongkai_public;
