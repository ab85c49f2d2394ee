-- What `gongkai verify` holds against the documents: the rows that lists, summaries and
-- searches read, which publish() and withdraw() have made of them. Nothing is written.

-- What the list of what is public has of a department, row by row, and what it is to have:
-- all that the log and the report do not tell already.
CREATE OR REPLACE FUNCTION gongkai.listed_rows(the_department text)
RETURNS TABLE (kept text, made text)
LANGUAGE sql STABLE
AS $$
    SELECT
        ROW(
            p.region_name, p.department_name, p.project_name, p.parent_code, p.initial_budget, p.annual_budget,
            p.executed, p.weight, p.score, p.has_base_data, p.filled_on, p.index_number)::text,
        ROW(
            gongkai.plain_line(d.content #>> '{region,name}'), gongkai.plain_line(d.content #>> '{department,name}'),
            gongkai.plain_line(d.content #>> '{project,name}'), h.parent_code, h.initial_budget::gongkai.amount,
            h.annual_budget::gongkai.amount, h.executed::gongkai.amount, h.weight::gongkai.points,
            h.score::gongkai.points, h.has_base_data, h.filled_on,
            (SELECT n.number FROM gongkai.index_number AS n WHERE n.report_id = p.report_id))::text
    FROM gongkai.publication AS p
    LEFT JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
    CROSS JOIN LATERAL (SELECT v.document::jsonb AS content OFFSET 0) AS d
    LEFT JOIN LATERAL gongkai.document_head(d.content) AS h ON true
    WHERE p.department_code = the_department
$$;

-- What lists and searches have of a department otherwise than its documents make it, in
-- words; NULL when all is well. Each is made of what is before it: the texts of the
-- documents, the words of the texts, the projects of the list.
CREATE OR REPLACE FUNCTION gongkai.changed_facts(the_department text)
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    listed record;
BEGIN
    SELECT
        array_agg(p.report_id::text) AS reports, array_agg(p.change) AS changes, array_agg(p.project_code::text) AS projects,
        array_agg(p.department_code::text) AS departments, array_agg(p.year::integer) AS years
    INTO listed
    FROM gongkai.publication AS p
    WHERE p.department_code = the_department;
    RETURN (
        SELECT string_agg(f.name, '、' ORDER BY f.name COLLATE "C") || '与文档不符'
        FROM (
            SELECT '公开目录', array_agg(l.kept ORDER BY l.kept, l.made), array_agg(l.made ORDER BY l.kept, l.made)
            FROM gongkai.listed_rows(the_department) AS l
            UNION ALL
            SELECT
                '指标表',
                ARRAY(SELECT i::text FROM gongkai.published_indicator AS i WHERE i.change = ANY (listed.changes) ORDER BY 1),
                ARRAY(SELECT m::text FROM gongkai.made_indicators(listed.reports) AS m ORDER BY 1)
            UNION ALL
            SELECT
                '检索的文字',
                ARRAY(SELECT t::text FROM gongkai.published_text AS t WHERE t.change = ANY (listed.changes) ORDER BY 1),
                ARRAY(SELECT m::text FROM gongkai.made_texts(listed.reports) AS m ORDER BY 1)
            UNION ALL
            SELECT
                '检索词',
                ARRAY(
                    SELECT w.change || ARRAY(SELECT unnest(w.terms) AS u ORDER BY 1)::text
                    FROM gongkai.published_words AS w WHERE w.change = ANY (listed.changes) ORDER BY 1),
                ARRAY(
                    SELECT m.change || ARRAY(SELECT unnest(m.terms) AS u ORDER BY 1)::text
                    FROM gongkai.made_words(listed.reports) AS m ORDER BY 1)
            UNION ALL
            SELECT
                '项目年度表',
                ARRAY(
                    SELECT (to_jsonb(y) - 'change')::text
                    FROM (SELECT DISTINCT u.project, u.year FROM unnest(listed.projects, listed.years) AS u (project, year)) AS k
                    JOIN gongkai.project_year AS y ON y.project_code = k.project AND y.year = k.year ORDER BY 1),
                ARRAY(
                    SELECT (to_jsonb(m) - 'change')::text
                    FROM gongkai.made_project_years(listed.projects, listed.years, NULL) AS m ORDER BY 1)
            UNION ALL
            SELECT
                '项目表',
                ARRAY(
                    SELECT (to_jsonb(r) - 'change')::text
                    FROM gongkai.published_project AS r WHERE r.code = ANY (listed.projects) ORDER BY 1),
                ARRAY(SELECT (to_jsonb(m) - 'change')::text FROM gongkai.made_projects(listed.projects, NULL) AS m ORDER BY 1)
            UNION ALL
            SELECT
                '部门年度表',
                ARRAY(
                    SELECT (to_jsonb(y) - 'change')::text
                    FROM gongkai.department_year AS y WHERE y.department_code = the_department ORDER BY 1),
                ARRAY(
                    SELECT (to_jsonb(m) - 'change')::text
                    FROM gongkai.made_department_years(listed.departments, listed.years, NULL) AS m ORDER BY 1)
            UNION ALL
            SELECT
                '部门表',
                ARRAY(
                    SELECT (to_jsonb(d) - 'change')::text
                    FROM gongkai.published_department AS d WHERE d.code = the_department ORDER BY 1),
                ARRAY(
                    SELECT (to_jsonb(m) - 'change')::text
                    FROM gongkai.made_departments(ARRAY[the_department], NULL) AS m ORDER BY 1)
        ) AS f (name, kept, made)
        WHERE f.kept IS DISTINCT FROM f.made);
EXCEPTION
    WHEN OTHERS THEN RETURN format('由文档重做时出错：%s', SQLERRM);
END
$$;

-- The sums of projects and the counts of lists that are not those of their rows, and rows
-- of nothing that is published.
CREATE OR REPLACE FUNCTION gongkai.changed_lists()
RETURNS TABLE (what text, which text)
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT '汇总与项目年度表不符', concat_ws(' ', level, code, year, form, band)
    FROM (
        SELECT
            l.level, l.code, y.year::integer, y.form::text, r.band::integer, l.region_code,
            count(*) AS projects, count(y.initial_budget), count(y.annual_budget), count(y.executed),
            coalesce(sum(y.initial_budget), 0), coalesce(sum(y.annual_budget), 0), coalesce(sum(y.executed), 0),
            coalesce(sum(y.annual_budget) FILTER (WHERE y.executed IS NOT NULL), 0),
            coalesce(sum(y.executed) FILTER (WHERE y.annual_budget IS NOT NULL), 0),
            count(r.rating), coalesce(sum(r.rating), 0)
        FROM gongkai.project_year AS y
        CROSS JOIN LATERAL (
            SELECT q.rating, gongkai.band(q.rating) AS band FROM gongkai.rating(y.score, y.weight) AS q (rating)
        ) AS r
        CROSS JOIN LATERAL (
            VALUES
                ('nation', '', ''), ('region', y.region_code, y.region_code), ('department', y.department_code, y.region_code)
        ) AS l (level, code, region_code)
        GROUP BY l.level, l.code, y.year, y.form, r.band, l.region_code
    ) AS made (level, code, year, form, band, region_code, projects, a, b, c, d, e, f, g, h, i, j)
    FULL JOIN (
        SELECT
            s.level, s.code, s.year::integer, s.form::text, s.band::integer, s.region_code,
            s.projects, s.with_initial, s.with_annual, s.with_executed, s.initial_budget, s.annual_budget, s.executed,
            s.rated_budget, s.rated_executed, s.scored, s.rating
        FROM gongkai.project_summary AS s
    ) AS kept (level, code, year, form, band, region_code, projects, a, b, c, d, e, f, g, h, i, j)
        USING (level, code, year, form, band, region_code)
    WHERE (made.projects, made.a, made.b, made.c, made.d, made.e, made.f, made.g, made.h, made.i, made.j)
        IS DISTINCT FROM (kept.projects, kept.a, kept.b, kept.c, kept.d, kept.e, kept.f, kept.g, kept.h, kept.i, kept.j)
    UNION ALL
    SELECT '列表的总数与行数不符', concat_ws(' ', list, region_code, nullif(year, 0), form)
    FROM (
        SELECT 'reports', coalesce(p.region_code::text, ''), p.year::integer, p.form::text, count(*)
        FROM gongkai.publication AS p
        GROUP BY GROUPING SETS ((p.year, p.form), (p.region_code, p.year, p.form))
        UNION ALL
        SELECT 'projects', coalesce(p.region_code::text, ''), 0, '', count(*)
        FROM gongkai.published_project AS p
        GROUP BY GROUPING SETS ((), (p.region_code))
        UNION ALL
        SELECT 'departments', coalesce(d.region_code::text, ''), 0, '', count(*)
        FROM gongkai.published_department AS d
        GROUP BY GROUPING SETS ((), (d.region_code))
        UNION ALL
        SELECT 'overall', coalesce(y.region_code::text, ''), y.year::integer, '', count(*)
        FROM gongkai.department_year AS y
        GROUP BY GROUPING SETS ((y.year), (y.region_code, y.year))
        UNION ALL
        SELECT 'forms', '', coalesce(p.year::integer, 0), p.form::text, count(DISTINCT p.department_code)
        FROM gongkai.publication AS p
        GROUP BY GROUPING SETS ((p.form), (p.year, p.form))
    ) AS made (list, region_code, year, form, total)
    FULL JOIN (
        SELECT t.list, t.region_code, t.year, t.form, t.total FROM gongkai.published_total AS t WHERE t.total <> 0
    ) AS kept (list, region_code, year, form, total) USING (list, region_code, year, form)
    WHERE coalesce(made.total, 0) <> coalesce(kept.total, 0)
    UNION ALL
    SELECT '地区表与公开目录不符', code
    FROM (
        SELECT
            p.region_code,
            (
                SELECT q.region_name::text FROM gongkai.publication AS q
                WHERE q.region_code = p.region_code ORDER BY q.year DESC, q.report_id DESC LIMIT 1
            ),
            count(*)
        FROM gongkai.publication AS p
        GROUP BY p.region_code
    ) AS made (code, name, reports)
    FULL JOIN (SELECT r.code, r.name::text, r.reports FROM gongkai.published_region AS r) AS kept (code, name, reports) USING (code)
    WHERE (made.name, made.reports) IS DISTINCT FROM (kept.name, kept.reports)
    UNION ALL
    SELECT '检索中多出', 'change ' || t.change
    FROM (
        SELECT t.change FROM gongkai.published_text AS t
        UNION
        SELECT w.change FROM gongkai.published_words AS w
        UNION
        SELECT i.change FROM gongkai.published_indicator AS i
    ) AS t
    WHERE NOT EXISTS (SELECT FROM gongkai.publication AS p WHERE p.change = t.change)
    UNION ALL
    SELECT '项目年度表中多出', y.project_code || ' ' || y.year
    FROM gongkai.project_year AS y
    WHERE NOT EXISTS (
        SELECT FROM gongkai.publication AS p WHERE p.project_code = y.project_code AND p.year = y.year)
    UNION ALL
    SELECT '项目表中多出', r.code
    FROM gongkai.published_project AS r
    WHERE NOT EXISTS (SELECT FROM gongkai.publication AS p WHERE p.project_code = r.code)
    UNION ALL
    SELECT '部门年度表中多出', y.department_code || ' ' || y.year
    FROM gongkai.department_year AS y
    WHERE NOT EXISTS (
        SELECT FROM gongkai.publication AS p WHERE p.department_code = y.department_code AND p.year = y.year)
    UNION ALL
    SELECT '部门表中多出', d.code
    FROM gongkai.published_department AS d
    WHERE NOT EXISTS (SELECT FROM gongkai.publication AS p WHERE p.department_code = d.code)
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.changed_facts(text),
    gongkai.changed_lists()
    TO gongkai_staff;
