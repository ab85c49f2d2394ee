-- Summaries of project expenditure over any selection, in groups.
--
-- A selection without groups reads the rows of one department, of one region or
-- of the nation. Groups by department or region come in pages: first the codes
-- of a page, from an index that has the groups of the selection next to each
-- other, then their rows. So the cost is bounded by the page and by the number
-- of years, forms and bands, and does not grow with the number of reports.

CREATE OR REPLACE FUNCTION gongkai.grade_number(grade text)
RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT array_position('{excellent,good,fair,poor}', grade)::smallint
$$;

-- The sum of rows as the members of an object, without its braces.
CREATE OR REPLACE FUNCTION gongkai.summary_members(summed gongkai.project_summary[])
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT concat_ws(
            ',',
            '"projects":' || coalesce(sum(s.projects), 0),
            '"initial_budget":"' || CASE WHEN sum(s.with_initial) > 0 THEN sum(s.initial_budget) END || '"',
            '"annual_budget":"' || CASE WHEN sum(s.with_annual) > 0 THEN sum(s.annual_budget) END || '"',
            '"executed":"' || CASE WHEN sum(s.with_executed) > 0 THEN sum(s.executed) END || '"',
            '"execution_rate":"' || gongkai.percent(sum(s.rated_executed), sum(s.rated_budget)) || '"',
            '"scored":' || coalesce(sum(s.scored), 0),
            '"average_score":"' || round(sum(s.rating) / nullif(sum(s.scored), 0), 2) || '"',
            '"grades":{"excellent":' || coalesce(sum(s.projects) FILTER (WHERE s.grade = 1), 0),
            '"good":' || coalesce(sum(s.projects) FILTER (WHERE s.grade = 2), 0),
            '"fair":' || coalesce(sum(s.projects) FILTER (WHERE s.grade = 3), 0),
            '"poor":' || coalesce(sum(s.projects) FILTER (WHERE s.grade = 4), 0) || '}',
            '"scores":{"0-9":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 0), 0),
            '"10-19":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 1), 0),
            '"20-29":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 2), 0),
            '"30-39":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 3), 0),
            '"40-49":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 4), 0),
            '"50-59":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 5), 0),
            '"60-69":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 6), 0),
            '"70-79":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 7), 0),
            '"80-89":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 8), 0),
            '"90-99":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 9), 0),
            '"100":' || coalesce(sum(s.projects) FILTER (WHERE s.band = 10), 0) || '}')
        FROM unnest(summed) AS s
    );
END
$$;

-- Codes from `start` on, in order, of the departments or regions (`the_level`)
-- that have something in the selection.
CREATE OR REPLACE FUNCTION gongkai.summary_codes(
    the_level text, start text, the_limit integer,
    the_year integer, the_region text, the_form text, the_grade smallint)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    IF the_region IS NOT NULL THEN
        RETURN ARRAY(
            SELECT s.code
            FROM gongkai.project_summary AS s
            WHERE s.level = the_level AND s.region_code = the_region AND s.code >= start
                AND (s.year = the_year OR the_year IS NULL)
                AND (s.form = the_form OR the_form IS NULL)
                AND (s.grade = the_grade OR the_grade IS NULL)
            GROUP BY s.code
            ORDER BY s.code
            LIMIT the_limit);
    ELSIF the_form IS NOT NULL THEN
        RETURN ARRAY(
            SELECT s.code
            FROM gongkai.project_summary AS s
            WHERE s.level = the_level AND s.form = the_form AND s.code >= start
                AND (s.year = the_year OR the_year IS NULL)
                AND (s.grade = the_grade OR the_grade IS NULL)
            GROUP BY s.code
            ORDER BY s.code
            LIMIT the_limit);
    ELSIF the_grade IS NOT NULL THEN
        RETURN ARRAY(
            SELECT s.code
            FROM gongkai.project_summary AS s
            WHERE s.level = the_level AND s.grade = the_grade AND s.code >= start
                AND (s.year = the_year OR the_year IS NULL)
            GROUP BY s.code
            ORDER BY s.code
            LIMIT the_limit);
    ELSIF the_year IS NOT NULL THEN
        RETURN ARRAY(
            SELECT s.code
            FROM gongkai.project_summary AS s
            WHERE s.level = the_level AND s.year = the_year AND s.code >= start
            GROUP BY s.code
            ORDER BY s.code
            LIMIT the_limit);
    END IF;
    RETURN ARRAY(
        SELECT s.code
        FROM gongkai.project_summary AS s
        WHERE s.level = the_level AND s.code >= start
        GROUP BY s.code
        ORDER BY s.code
        LIMIT the_limit);
END
$$;

-- The name of a region, as the last published of its departments has it.
CREATE OR REPLACE FUNCTION gongkai.region_name(the_code text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT d.region_name
        FROM gongkai.published_department AS d
        WHERE d.region_code = the_code
        ORDER BY d.code
        LIMIT 1
    );
END
$$;

-- One group: its keys, its measures, and the address of its own summary.
CREATE OR REPLACE FUNCTION gongkai.summary_item(
    department text, region text, year integer, form text, grade smallint,
    groups text[], asked text[], members text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    grades CONSTANT text[] := '{excellent,good,fair,poor}';
    the_department CONSTANT text := CASE WHEN 'department' = ANY (groups) THEN department END;
    the_region CONSTANT text := CASE WHEN 'region' = ANY (groups) THEN region END;
    the_year CONSTANT text := CASE WHEN 'year' = ANY (groups) THEN year END;
    the_form CONSTANT text := CASE WHEN 'form' = ANY (groups) THEN form END;
    the_grade CONSTANT text := CASE WHEN 'grade' = ANY (groups) THEN grades[grade] END;
BEGIN
    RETURN '{' || concat_ws(
        ',',
        '"department":' || (
            SELECT gongkai.coded(d.code, d.name)
            FROM gongkai.published_department AS d
            WHERE d.code = the_department),
        '"region":' || CASE WHEN the_region IS NOT NULL THEN
            gongkai.coded(the_region, gongkai.region_name(the_region))
        END,
        '"year":' || the_year,
        '"form":"' || the_form || '"',
        '"grade":"' || the_grade || '"',
        members,
        '"links":{"self":"/api/v1/project-expenditures?' || concat_ws(
            '&',
            'year=' || coalesce(the_year, asked[1]),
            'region=' || coalesce(the_region, asked[2]),
            'department=' || coalesce(the_department, asked[3]),
            'form=' || coalesce(the_form, asked[4]),
            'grade=' || coalesce(the_grade, asked[5])) || '"}') || '}';
END
$$;

-- The whole answer. `groups` are one or two of department, region, year, form
-- and grade, in any order, or none.
CREATE OR REPLACE FUNCTION gongkai.project_summary(
    the_year integer, the_region text, the_department text, the_form text, the_grade text,
    groups text[], the_limit integer, cursor text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    asked CONSTANT text[] := ARRAY[the_year::text, the_region, the_department, the_form, the_grade];
    filters CONSTANT text[] := asked || array_to_string(groups, ',');
    grade_asked CONSTANT smallint := gongkai.grade_number(the_grade);
    -- The last group of the page before; below all others on the first page.
    after CONSTANT text[] := coalesce(
        gongkai.cursor_decode(
            cursor, 'project-summary', filters,
            '[0-9A-Za-z-]{0,64}', '[0-9]{0,4}', '[0-9A-Z]{0,16}', '[1-5]?'),
        '{}');
    -- The rows that make up the selection, and those that make up the groups.
    total_level CONSTANT text := CASE
        WHEN the_department IS NOT NULL THEN 'department'
        WHEN the_region IS NOT NULL THEN 'region'
        ELSE 'nation'
    END;
    total_code CONSTANT text := coalesce(the_department, the_region, '');
    group_level text := total_level;
    codes text[] := ARRAY[total_code];
    total text;
    items text[];
    keys text[];
    next text;
BEGIN
    SELECT gongkai.summary_members(array_agg(s)) INTO total
    FROM gongkai.project_summary AS s
    WHERE s.level = total_level AND s.code = total_code
        AND (s.region_code = the_region OR the_region IS NULL)
        AND (s.year = the_year OR the_year IS NULL)
        AND (s.form = the_form OR the_form IS NULL)
        AND (s.grade = grade_asked OR the_grade IS NULL);

    IF the_department IS NULL AND 'department' = ANY (groups) THEN
        group_level := 'department';
    ELSIF the_department IS NULL AND the_region IS NULL AND 'region' = ANY (groups) THEN
        group_level := 'region';
    END IF;
    IF group_level <> total_level THEN
        -- Two more than asked for: of the first all groups may have been seen,
        -- and the last tells that there is another page.
        codes := gongkai.summary_codes(
            group_level, coalesce(after[1], ''), the_limit + 2, the_year, the_region, the_form, grade_asked);
    END IF;

    WITH grouped AS (
        SELECT
            k.department, k.region, k.year, k.form, k.grade,
            (ARRAY[
                coalesce(k.department, k.region, ''),
                coalesce((9999 - k.year)::text, ''),
                coalesce(k.form, ''),
                coalesce(k.grade::text, '')]) AS key,
            array_agg(s) AS summed
        FROM gongkai.project_summary AS s
        CROSS JOIN LATERAL (
            SELECT
                CASE WHEN 'department' = ANY (groups) THEN s.code END COLLATE "C" AS department,
                CASE WHEN 'region' = ANY (groups) THEN s.region_code END COLLATE "C" AS region,
                CASE WHEN 'year' = ANY (groups) THEN s.year END AS year,
                CASE WHEN 'form' = ANY (groups) THEN s.form END COLLATE "C" AS form,
                CASE WHEN 'grade' = ANY (groups) THEN s.grade END AS grade
        ) AS k
        WHERE s.level = group_level AND s.code = ANY (codes) AND cardinality(groups) > 0
            AND (s.region_code = the_region OR the_region IS NULL)
            AND (s.year = the_year OR the_year IS NULL)
            AND (s.form = the_form OR the_form IS NULL)
            AND (s.grade = grade_asked OR the_grade IS NULL)
        GROUP BY k.department, k.region, k.year, k.form, k.grade
    ),
    page AS (
        SELECT g.*, row_number() OVER (ORDER BY g.key) AS place
        FROM grouped AS g
        WHERE g.key > after COLLATE "C"
        ORDER BY g.key
        LIMIT the_limit + 1
    )
    SELECT
        array_agg(
            gongkai.summary_item(
                p.department, p.region, p.year, p.form, p.grade, groups, asked,
                gongkai.summary_members(p.summed))
            ORDER BY p.place) FILTER (WHERE p.place <= the_limit),
        -- Only when there is a row after the page.
        CASE WHEN count(*) > the_limit THEN (array_agg(to_json(p.key)::text ORDER BY p.place))[the_limit] END
    INTO items, next
    FROM page AS p;
    IF next IS NOT NULL THEN
        keys := ARRAY(SELECT json_array_elements_text(next::json));
        next := gongkai.cursor_encode('project-summary', filters, VARIADIC keys);
    END IF;
    RETURN gongkai.page(
        '"currency":"CNY","unit":"yuan","total":{' || total || '},',
        array_to_string(items, ','), next, NULL);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.grade_number(text),
    gongkai.summary_members(gongkai.project_summary[]),
    gongkai.summary_codes(text, text, integer, integer, text, text, smallint),
    gongkai.region_name(text),
    gongkai.summary_item(text, text, integer, text, smallint, text[], text[], text),
    gongkai.project_summary(integer, text, text, text, text, text[], integer, text)
    TO gongkai_staff, gongkai_public;
