-- Summaries of project expenditure over any selection, in groups.
--
-- A selection without groups reads the rows of one department, of one region or
-- of the nation. Groups by department or region come in pages: first the codes
-- of a page, from an index that has the groups of the selection next to each
-- other, then their rows. So the cost is bounded by the page and by the number
-- of years, forms and bands, and does not grow with the number of reports.

-- Codes from `start` on, in order, of the departments or regions (`the_level`)
-- that have something in the selection.
--
-- One filter has an index in which its codes stand in order. Two may leave so few
-- of each that going through one of them would read nearly all: then each year,
-- form and grade that the nation has is looked up by itself.
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
    ELSIF num_nonnulls(the_year, the_form, the_grade) > 1 THEN
        RETURN ARRAY(
            SELECT DISTINCT q.code
            FROM (
                SELECT DISTINCT n.year, n.form, n.grade
                FROM gongkai.project_summary AS n
                WHERE n.level = 'nation' AND n.code = ''
                    AND (n.year = the_year OR the_year IS NULL)
                    AND (n.form = the_form OR the_form IS NULL)
                    AND (n.grade = the_grade OR the_grade IS NULL)
            ) AS k
            CROSS JOIN LATERAL (
                SELECT s.code
                FROM gongkai.project_summary AS s
                WHERE s.level = the_level AND s.year = k.year AND s.form = k.form AND s.grade = k.grade
                    AND s.code >= start
                GROUP BY s.code
                ORDER BY s.code
                LIMIT the_limit
            ) AS q
            ORDER BY q.code
            LIMIT the_limit);
    ELSIF the_form IS NOT NULL THEN
        RETURN ARRAY(
            SELECT s.code
            FROM gongkai.project_summary AS s
            WHERE s.level = the_level AND s.form = the_form AND s.code >= start
            GROUP BY s.code
            ORDER BY s.code
            LIMIT the_limit);
    ELSIF the_grade IS NOT NULL THEN
        RETURN ARRAY(
            SELECT s.code
            FROM gongkai.project_summary AS s
            WHERE s.level = the_level AND s.grade = the_grade AND s.code >= start
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

-- The name of a region in its newest report: of the last fiscal year, of those the
-- one with the last id. One entry of an index.
CREATE OR REPLACE FUNCTION gongkai.region_name(the_code text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT p.region_name
        FROM gongkai.publication AS p
        WHERE p.region_code = the_code
        ORDER BY p.year DESC, p.report_id DESC
        LIMIT 1
    );
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
    -- By their number in project_summary; none is without a score.
    grades CONSTANT text[] := '{excellent,good,fair,poor,none}';
    by_department CONSTANT boolean := 'department' = ANY (groups);
    by_region CONSTANT boolean := 'region' = ANY (groups);
    by_year CONSTANT boolean := 'year' = ANY (groups);
    by_form CONSTANT boolean := 'form' = ANY (groups);
    by_grade CONSTANT boolean := 'grade' = ANY (groups);
    filters CONSTANT text[] := ARRAY[
        the_year::text, the_region, the_department, the_form, the_grade, array_to_string(groups, ',')];
    grade_asked CONSTANT smallint := array_position(grades, the_grade);
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
BEGIN
    IF the_department IS NULL AND by_department THEN
        group_level := 'department';
    ELSIF the_department IS NULL AND the_region IS NULL AND by_region THEN
        group_level := 'region';
    END IF;
    IF group_level <> total_level THEN
        -- Two more than asked for: of the first all groups may have been seen,
        -- and the last tells that there is another page.
        codes := gongkai.summary_codes(
            group_level, coalesce(after[1], ''), the_limit + 2, the_year, the_region, the_form, grade_asked);
    END IF;
    RETURN (
        -- Total and groups go through the same sums.
        WITH source AS (
            SELECT
                true AS is_total, NULL COLLATE "C" AS department, NULL COLLATE "C" AS region,
                NULL::integer AS of_year, NULL COLLATE "C" AS of_form, NULL::smallint AS of_grade,
                s.band, s.projects, s.with_initial, s.with_annual, s.with_executed,
                s.initial_budget, s.annual_budget, s.executed, s.rated_budget, s.rated_executed,
                s.scored, s.rating
            FROM gongkai.project_summary AS s
            WHERE s.level = total_level AND s.code = total_code
                AND (s.region_code = the_region OR the_region IS NULL)
                AND (s.year = the_year OR the_year IS NULL)
                AND (s.form = the_form OR the_form IS NULL)
                AND (s.grade = grade_asked OR the_grade IS NULL)
            UNION ALL
            -- There is a total also of nothing.
            SELECT true, NULL, NULL, NULL, NULL, NULL, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
            UNION ALL
            SELECT
                false,
                CASE WHEN by_department THEN s.code END,
                CASE WHEN by_region THEN s.region_code END,
                CASE WHEN by_year THEN s.year END,
                CASE WHEN by_form THEN s.form END,
                CASE WHEN by_grade THEN s.grade END,
                s.band, s.projects, s.with_initial, s.with_annual, s.with_executed,
                s.initial_budget, s.annual_budget, s.executed, s.rated_budget, s.rated_executed,
                s.scored, s.rating
            FROM gongkai.project_summary AS s
            WHERE s.level = group_level AND s.code = ANY (codes) AND cardinality(groups) > 0
                AND (s.region_code = the_region OR the_region IS NULL)
                AND (s.year = the_year OR the_year IS NULL)
                AND (s.form = the_form OR the_form IS NULL)
                AND (s.grade = grade_asked OR the_grade IS NULL)
        ),
        summed AS (
            SELECT
                s.is_total, s.department, s.region, s.of_year, s.of_form, s.of_grade,
                sum(s.projects) AS projects,
                gongkai.money_sums(
                    sum(s.with_initial), sum(s.with_annual), sum(s.with_executed),
                    sum(s.initial_budget), sum(s.annual_budget), sum(s.executed),
                    sum(s.rated_budget), sum(s.rated_executed)) AS money,
                sum(s.scored) AS scored,
                round(sum(s.rating) / nullif(sum(s.scored), 0), 2) AS average_score,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 0), 0) AS scores_0,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 1), 0) AS scores_10,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 2), 0) AS scores_20,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 3), 0) AS scores_30,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 4), 0) AS scores_40,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 5), 0) AS scores_50,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 6), 0) AS scores_60,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 7), 0) AS scores_70,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 8), 0) AS scores_80,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 9), 0) AS scores_90,
                coalesce(sum(s.projects) FILTER (WHERE s.band = 10), 0) AS scores_100
            FROM source AS s
            GROUP BY s.is_total, s.department, s.region, s.of_year, s.of_form, s.of_grade
        ),
        -- The total comes first, with place 0.
        page AS (
            SELECT m.*, k.key, row_number() OVER (ORDER BY m.is_total DESC, k.key) - 1 AS place
            FROM summed AS m
            CROSS JOIN LATERAL (
                SELECT (ARRAY[
                    coalesce(m.department, m.region, ''),
                    coalesce((9999 - m.of_year)::text, ''),
                    coalesce(m.of_form, ''),
                    coalesce(m.of_grade::text, '')]) AS key
            ) AS k
            WHERE m.is_total OR k.key > after COLLATE "C"
            ORDER BY place
            LIMIT the_limit + 2
        ),
        told AS (
            SELECT
                p.is_total, p.place, p.key, d.name AS department_name, p.department, p.region,
                p.of_year, p.of_form, p.of_grade,
                concat_ws(
                    ',',
                    '"projects":' || p.projects,
                    p.money,
                    '"scored":' || p.scored,
                    '"average_score":"' || p.average_score || '"')
                -- 财预〔2020〕10号: 优 from 90, 良 from 80, 中 from 60, 差 below.
                || concat(
                    ',"grades":{"excellent":', p.scores_90 + p.scores_100, ',"good":', p.scores_80,
                    ',"fair":', p.scores_60 + p.scores_70, ',"poor":',
                    p.scores_0 + p.scores_10 + p.scores_20 + p.scores_30 + p.scores_40 + p.scores_50,
                    '},"scores":{"0-9":', p.scores_0, ',"10-19":', p.scores_10, ',"20-29":', p.scores_20,
                    ',"30-39":', p.scores_30, ',"40-49":', p.scores_40, ',"50-59":', p.scores_50,
                    ',"60-69":', p.scores_60, ',"70-79":', p.scores_70, ',"80-89":', p.scores_80,
                    ',"90-99":', p.scores_90, ',"100":', p.scores_100, '}') AS members
            FROM page AS p
            LEFT JOIN LATERAL (
                SELECT q.name FROM gongkai.published_department AS q WHERE q.code = p.department LIMIT 1
            ) AS d ON true
        )
        SELECT gongkai.page(
            '"currency":"CNY","unit":"yuan","rate_unit":"percent","total":{'
                || max(t.members) FILTER (WHERE t.is_total) || '},',
            string_agg(
                '{' || concat_ws(
                    ',',
                    '"department":' || gongkai.coded(t.department, t.department_name),
                    '"region":' || CASE WHEN by_region THEN
                        gongkai.coded(t.region, gongkai.region_name(t.region))
                    END,
                    '"year":' || t.of_year,
                    '"form":"' || t.of_form || '"',
                    '"grade":"' || nullif(grades[t.of_grade], 'none') || '"',
                    t.members,
                    -- The address of the group's own summary.
                    '"links":{"self":"/api/v1/project-expenditures?' || concat_ws(
                        '&',
                        'year=' || coalesce(t.of_year, the_year),
                        'region=' || coalesce(t.region, the_region),
                        'department=' || coalesce(t.department, the_department),
                        'form=' || coalesce(t.of_form, the_form),
                        'grade=' || coalesce(grades[t.of_grade], the_grade)) || '"}') || '}',
                ',' ORDER BY t.place) FILTER (WHERE NOT t.is_total AND t.place <= the_limit),
            CASE WHEN max(t.place) > the_limit THEN
                gongkai.cursor_encode(
                    'project-summary', filters, VARIADIC max(t.key) FILTER (WHERE t.place = the_limit))
            END,
            NULL)
        FROM told AS t
    );
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.summary_codes(text, text, integer, integer, text, text, smallint),
    gongkai.region_name(text),
    gongkai.project_summary(integer, text, text, text, text, text[], integer, text)
    TO gongkai_staff, gongkai_public;
