-- Rows that sum up others: made anew from what is published of their key, which
-- is a bounded number of rows. `change` is the change that makes it necessary,
-- or NULL to take the last one of what is there. Granted to nobody.

-- Add (sign 1) or take away (-1) what projects contribute to the summaries.
CREATE OR REPLACE FUNCTION gongkai.add_to_summary(sign integer, projects text[], years integer[])
RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO gongkai.project_summary AS s (
        level, code, year, form, band, region_code, projects, with_initial, with_annual, with_executed,
        initial_budget, annual_budget, executed, rated_budget, rated_executed, scored, rating)
    SELECT
        l.level, l.code, y.year, y.form, r.band, l.region_code,
        sign * count(*),
        sign * count(y.initial_budget),
        sign * count(y.annual_budget),
        sign * count(y.executed),
        sign * coalesce(sum(y.initial_budget), 0),
        sign * coalesce(sum(y.annual_budget), 0),
        sign * coalesce(sum(y.executed), 0),
        sign * coalesce(sum(y.annual_budget) FILTER (WHERE y.executed IS NOT NULL), 0),
        sign * coalesce(sum(y.executed) FILTER (WHERE y.annual_budget IS NOT NULL), 0),
        sign * count(r.rating),
        sign * coalesce(sum(r.rating), 0)
    FROM unnest(projects, years) AS k (project, year)
    JOIN gongkai.project_year AS y ON y.project_code = k.project AND y.year = k.year
    CROSS JOIN LATERAL (
        SELECT q.rating, gongkai.band(q.rating) AS band
        FROM gongkai.rating(y.score, y.weight) AS q (rating)
    ) AS r
    CROSS JOIN LATERAL (
        VALUES
            ('nation', '', ''),
            ('region', y.region_code, y.region_code),
            ('department', y.department_code, y.region_code)
    ) AS l (level, code, region_code)
    GROUP BY l.level, l.code, y.year, y.form, r.band, l.region_code
    ON CONFLICT (level, code, year, form, band, region_code) DO UPDATE
    SET projects = s.projects + excluded.projects,
        with_initial = s.with_initial + excluded.with_initial,
        with_annual = s.with_annual + excluded.with_annual,
        with_executed = s.with_executed + excluded.with_executed,
        initial_budget = s.initial_budget + excluded.initial_budget,
        annual_budget = s.annual_budget + excluded.annual_budget,
        executed = s.executed + excluded.executed,
        rated_budget = s.rated_budget + excluded.rated_budget,
        rated_executed = s.rated_executed + excluded.rated_executed,
        scored = s.scored + excluded.scored,
        rating = s.rating + excluded.rating
$$;

-- The pages of departments that have these years of projects.
CREATE OR REPLACE FUNCTION gongkai.project_pages(projects text[], years integer[])
RETURNS TABLE (department text, year integer)
LANGUAGE sql STABLE
AS $$
    SELECT DISTINCT y.department_code::text, y.year::integer
    FROM unnest(projects, years) AS k (project, year)
    JOIN gongkai.project_year AS y ON y.project_code = k.project AND y.year = k.year
$$;

-- What project_year is to have.
CREATE OR REPLACE FUNCTION gongkai.made_project_years(projects text[], years integer[], change bigint)
RETURNS SETOF gongkai.project_year
LANGUAGE sql STABLE
AS $$
    SELECT DISTINCT ON (p.project_code, p.year)
        p.project_code, p.year, p.project_name, p.department_code, p.region_code, p.report_id, p.form,
        p.initial_budget, p.annual_budget, p.executed, p.weight, p.score,
        coalesce(
            made_project_years.change,
            max(p.change) OVER (PARTITION BY p.project_code, p.year))
    FROM unnest(projects, years) AS k (project, year)
    JOIN gongkai.publication AS p ON p.project_code = k.project AND p.year = k.year
    ORDER BY
        p.project_code, p.year,
        p.executed IS NULL, p.annual_budget IS NULL, p.score IS NULL, p.report_id
$$;

-- Returns the pages of departments that had these years or have them now: a
-- project's year may belong to another department than before.
CREATE OR REPLACE FUNCTION gongkai.refresh_project_years(projects text[], years integer[], change bigint)
RETURNS TABLE (department text, year integer)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
    emptied CONSTANT text[] := ARRAY(
        SELECT DISTINCT l.code
        FROM unnest(projects, years) AS k (project, year)
        JOIN gongkai.project_year AS y ON y.project_code = k.project AND y.year = k.year
        CROSS JOIN LATERAL (VALUES (''), (y.region_code::text), (y.department_code::text)) AS l (code));
BEGIN
    RETURN QUERY SELECT * FROM gongkai.project_pages(projects, years);
    PERFORM gongkai.add_to_summary(-1, projects, years);
    DELETE FROM gongkai.project_year AS y
    USING unnest(projects, years) AS k (project, year)
    WHERE y.project_code = k.project AND y.year = k.year;
    INSERT INTO gongkai.project_year SELECT m.* FROM gongkai.made_project_years(projects, years, change) AS m;
    PERFORM gongkai.add_to_summary(1, projects, years);
    DELETE FROM gongkai.project_summary AS s
    WHERE s.level IN ('nation', 'region', 'department') AND s.code = ANY (emptied) AND s.year = ANY (years)
        AND s.projects = 0;
    RETURN QUERY SELECT * FROM gongkai.project_pages(projects, years);
END
$$;

-- What a code is called, and whose it is, its newest report tells: of the last
-- fiscal year; of those the one filled in last, one without a date before all
-- others; of those the one with the last id. So nothing depends on the order in
-- which reports are published. A superior department is that of the newest that
-- names one, because one form has the cell and another has not. `change` is the
-- last of all of them.
CREATE OR REPLACE FUNCTION gongkai.newest_of_department(
    the_department text, first_year integer DEFAULT 0, last_year integer DEFAULT 9999)
RETURNS TABLE (name text, parent_code text, region_code text, region_name text, change bigint)
LANGUAGE plpgsql STABLE ROWS 1
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT
            p.department_name::text,
            (
                SELECT q.parent_code::text
                FROM gongkai.publication AS q
                WHERE q.department_code = the_department AND q.year BETWEEN first_year AND last_year
                    AND q.parent_code IS NOT NULL
                ORDER BY q.year DESC, q.filled_on DESC NULLS LAST, q.report_id DESC
                LIMIT 1
            ),
            p.region_code, p.region_name::text,
            (
                SELECT max(q.change)
                FROM gongkai.publication AS q
                WHERE q.department_code = the_department AND q.year BETWEEN first_year AND last_year
            )
        FROM gongkai.publication AS p
        WHERE p.department_code = the_department AND p.year BETWEEN first_year AND last_year
        ORDER BY p.year DESC, p.filled_on DESC NULLS LAST, p.report_id DESC
        LIMIT 1;
END
$$;

-- What published_project is to have.
CREATE OR REPLACE FUNCTION gongkai.made_projects(projects text[], change bigint)
RETURNS SETOF gongkai.published_project
LANGUAGE sql STABLE
AS $$
    SELECT DISTINCT ON (k.code)
        k.code, p.project_name, p.department_code, p.department_name,
        ARRAY(SELECT y.year FROM gongkai.project_year AS y WHERE y.project_code = k.code ORDER BY y.year),
        p.region_code, p.region_name,
        coalesce(made_projects.change, max(p.change) OVER (PARTITION BY k.code))
    FROM (SELECT DISTINCT u.code FROM unnest(projects) AS u (code)) AS k
    JOIN gongkai.publication AS p ON p.project_code = k.code
    ORDER BY k.code, p.year DESC, p.filled_on DESC NULLS LAST, p.report_id DESC
$$;

CREATE OR REPLACE FUNCTION gongkai.refresh_projects(projects text[], change bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM gongkai.published_project AS p
    USING unnest(projects) AS k (code)
    WHERE p.code = k.code;
    INSERT INTO gongkai.published_project SELECT m.* FROM gongkai.made_projects(projects, change) AS m;
END
$$;

-- What department_year is to have.
CREATE OR REPLACE FUNCTION gongkai.made_department_years(departments text[], years integer[], change bigint)
RETURNS SETOF gongkai.department_year
LANGUAGE sql STABLE
AS $$
    SELECT
        k.department, k.year, n.name, n.parent_code, n.region_code, n.region_name,
        all_of.reports,
        told.report_id, told.form, told.initial_budget, told.annual_budget, told.executed,
        told.weight, told.score, all_of.base_report_id,
        coalesce(made_department_years.change, n.change)
    FROM (SELECT DISTINCT u.department, u.year FROM unnest(departments, years) AS u (department, year)) AS k
    CROSS JOIN LATERAL gongkai.newest_of_department(k.department, k.year, k.year) AS n
    CROSS JOIN LATERAL (
        SELECT count(*) AS reports, min(p.report_id::text) FILTER (WHERE p.has_base_data) AS base_report_id
        FROM gongkai.publication AS p
        WHERE p.department_code = k.department AND p.year = k.year
    ) AS all_of
    LEFT JOIN LATERAL (
        SELECT p.*
        FROM gongkai.publication AS p
        WHERE p.department_code = k.department AND p.year = k.year AND p.project_code IS NULL
            AND num_nonnulls(p.initial_budget, p.annual_budget, p.executed, p.score) > 0
        ORDER BY p.executed IS NULL, p.annual_budget IS NULL, p.score IS NULL, p.report_id
        LIMIT 1
    ) AS told ON true
$$;

CREATE OR REPLACE FUNCTION gongkai.refresh_department_years(departments text[], years integer[], change bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM gongkai.department_year AS y
    USING unnest(departments, years) AS k (department, year)
    WHERE y.department_code = k.department AND y.year = k.year;
    INSERT INTO gongkai.department_year SELECT m.* FROM gongkai.made_department_years(departments, years, change) AS m;
END
$$;

-- What published_department is to have.
CREATE OR REPLACE FUNCTION gongkai.made_departments(departments text[], change bigint)
RETURNS SETOF gongkai.published_department
LANGUAGE sql STABLE
AS $$
    SELECT
        k.code, n.name, n.region_code, n.region_name, n.parent_code,
        y.years, y.reports, coalesce(made_departments.change, n.change)
    FROM (SELECT DISTINCT u.code FROM unnest(departments) AS u (code)) AS k
    CROSS JOIN LATERAL gongkai.newest_of_department(k.code) AS n
    CROSS JOIN LATERAL (
        SELECT array_agg(q.year::integer ORDER BY q.year) AS years, sum(q.reports) AS reports
        FROM gongkai.department_year AS q
        WHERE q.department_code = k.code
    ) AS y
$$;

CREATE OR REPLACE FUNCTION gongkai.refresh_departments(departments text[], change bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM gongkai.published_department AS d
    USING unnest(departments) AS k (code)
    WHERE d.code = k.code;
    INSERT INTO gongkai.published_department SELECT m.* FROM gongkai.made_departments(departments, change) AS m;
END
$$;

-- All of it for what is at the same place of the three arrays. A project or
-- department that is NULL is passed over.
CREATE OR REPLACE FUNCTION gongkai.refresh_facts(
    projects text[], departments text[], years integer[], change bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    project_keys text[];
    project_years integer[];
    page_departments text[];
    page_years integer[];
BEGIN
    SELECT array_agg(k.project), array_agg(k.year)
    INTO project_keys, project_years
    FROM (
        SELECT DISTINCT u.project, u.year
        FROM unnest(projects, years) AS u (project, year)
        WHERE u.project IS NOT NULL
    ) AS k;
    SELECT departments || array_agg(r.department), years || array_agg(r.year)
    INTO page_departments, page_years
    FROM gongkai.refresh_project_years(project_keys, project_years, change) AS r;
    PERFORM gongkai.refresh_projects(project_keys, change);
    PERFORM gongkai.refresh_department_years(page_departments, page_years, change);
    PERFORM gongkai.refresh_departments(page_departments, change);
END
$$;

-- Facts of all that is published, made anew: of reports that were published before
-- there were facts, or when the facts were others. Changes that are missing are
-- made up from the revisions, in the order of time. Everything is as of the last
-- change, so that whoever has an older answer is given the new one.
CREATE OR REPLACE FUNCTION gongkai.fill_facts()
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    indexes CONSTANT text[] := ARRAY[
        pg_get_indexdef('gongkai.published_words_terms'::regclass),
        pg_get_indexdef('gongkai.published_indicator_terms'::regclass)];
    last_change bigint;
    batch record;
BEGIN
    WITH made AS (
        INSERT INTO gongkai.change (
            number, kind, report_id, revision, at, made_by, form, year, department_code, department_name)
        SELECT
            (SELECT coalesce(max(c.number), 0) FROM gongkai.change AS c)
                + row_number() OVER (ORDER BY v.published_at, v.report_id, v.number),
            CASE v.number WHEN 1 THEN 'publication' ELSE 'correction' END,
            v.report_id, v.number, v.published_at, v.published_by,
            p.form, p.year, p.department_code, p.department_name
        FROM gongkai.publication AS p
        JOIN gongkai.revision AS v ON v.report_id = p.report_id
        WHERE p.change IS NULL
        RETURNING *
    )
    INSERT INTO gongkai.transition (report_id, kind, to_state, person, role, at, change)
    SELECT m.report_id, 'publish', 'published', m.made_by, m.made_by, m.at, m.number
    FROM made AS m
    ORDER BY m.number;
    UPDATE gongkai.publication AS p
    SET (
        change, region_name, department_name, project_name,
        parent_code, initial_budget, annual_budget, executed, weight, score, has_base_data, filled_on) = (
        SELECT
            coalesce(p.change, c.number), gongkai.plain_line(d.content #>> '{region,name}'),
            gongkai.plain_line(d.content #>> '{department,name}'), gongkai.plain_line(d.content #>> '{project,name}'),
            h.parent_code, h.initial_budget, h.annual_budget, h.executed,
            h.weight, h.score, h.has_base_data, h.filled_on
        FROM gongkai.revision AS v
        JOIN gongkai.change AS c ON c.report_id = v.report_id AND c.revision = v.number AND c.kind <> 'withdrawal'
        CROSS JOIN LATERAL (SELECT v.document::jsonb AS content OFFSET 0) AS d
        CROSS JOIN LATERAL gongkai.document_head(d.content) AS h
        WHERE v.report_id = p.report_id AND v.number = p.revision
    );
    last_change := (SELECT max(c.number) FROM gongkai.change AS c);
    -- To fill them while they are there takes several times as long.
    DROP INDEX gongkai.published_words_terms, gongkai.published_indicator_terms;
    TRUNCATE gongkai.published_text, gongkai.published_words, gongkai.published_indicator,
        gongkai.search_sample, gongkai.published_total, gongkai.published_region;
    -- What is there and will be made anew is counted anew, too.
    PERFORM gongkai.add_to_total('projects', array_agg(p.region_code), array_agg(0), array_agg(''::text), array_agg(1::bigint))
    FROM gongkai.published_project AS p HAVING count(*) > 0;
    PERFORM gongkai.add_to_total('departments', array_agg(d.region_code), array_agg(0), array_agg(''::text), array_agg(1::bigint))
    FROM gongkai.published_department AS d HAVING count(*) > 0;
    PERFORM gongkai.add_to_total(
        'overall', array_agg(y.region_code), array_agg(y.year::integer), array_agg(''::text), array_agg(1::bigint))
    FROM gongkai.department_year AS y HAVING count(*) > 0;
    FOR batch IN
        SELECT
            array_agg(p.report_id::text) AS reports, array_agg(p.project_code::text) AS projects,
            array_agg(p.department_code::text) AS departments, array_agg(p.year::integer) AS years,
            array_agg(p.change) AS changes
        FROM gongkai.publication AS p
        GROUP BY p.department_code
    LOOP
        PERFORM gongkai.write_searched(batch.reports);
        PERFORM gongkai.count_changes(1, batch.changes);
        PERFORM gongkai.refresh_facts(batch.projects, batch.departments, batch.years, last_change);
    END LOOP;
    EXECUTE indexes[1];
    EXECUTE indexes[2];
    ALTER INDEX gongkai.published_indicator_terms ALTER COLUMN 1 SET STATISTICS 0;
END
$$;
