-- What `gongkai verify` holds against the documents: the rows that lists, summaries and
-- searches read, which publish() and withdraw() have made of them.

-- Digests of what lists and searches have of a department, by what people call it.
CREATE OR REPLACE FUNCTION gongkai.facts_of(the_department text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = ''
AS $$
    WITH listed AS MATERIALIZED (
        SELECT p.* FROM gongkai.publication AS p WHERE p.department_code = the_department
    ),
    project AS MATERIALIZED (
        SELECT DISTINCT l.project_code AS code, l.year FROM listed AS l WHERE l.project_code IS NOT NULL
    ),
    line (name, line) AS (
        SELECT '公开目录', l::text FROM listed AS l
        UNION ALL
        SELECT '检索的文字', t::text FROM listed AS l JOIN gongkai.published_text AS t ON t.change = l.change
        UNION ALL
        SELECT '检索词', concat(w.change, ARRAY(SELECT u.term FROM unnest(w.terms) AS u (term) ORDER BY u.term COLLATE "C")::text)
        FROM listed AS l JOIN gongkai.published_words AS w ON w.change = l.change
        UNION ALL
        SELECT '指标表', i::text FROM listed AS l JOIN gongkai.published_indicator AS i ON i.change = l.change
        UNION ALL
        SELECT '项目年度表', (to_jsonb(y) - 'change')::text
        FROM project AS p JOIN gongkai.project_year AS y ON y.project_code = p.code AND y.year = p.year
        UNION ALL
        SELECT '项目表', (to_jsonb(r) - 'change')::text
        FROM (SELECT DISTINCT p.code FROM project AS p) AS p JOIN gongkai.published_project AS r ON r.code = p.code
        UNION ALL
        SELECT '部门年度表', (to_jsonb(y) - 'change')::text
        FROM gongkai.department_year AS y WHERE y.department_code = the_department
        UNION ALL
        SELECT '部门表', (to_jsonb(d) - 'change')::text
        FROM gongkai.published_department AS d WHERE d.code = the_department
    )
    SELECT coalesce(jsonb_object_agg(d.name, d.digest), '{}')
    FROM (
        SELECT n.name, md5(string_agg(n.line, E'\n' ORDER BY n.line COLLATE "C")) AS digest
        FROM line AS n
        GROUP BY n.name
    ) AS d
$$;

-- Make all of a department anew of its documents. Granted to nobody.
CREATE OR REPLACE FUNCTION gongkai.renew_facts(the_department text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    listed record;
BEGIN
    UPDATE gongkai.publication AS p
    SET (
        region_name, department_name, project_name, parent_code, initial_budget, annual_budget, executed,
        weight, score, has_base_data, filled_on) = (
        SELECT
            gongkai.plain_line(d.content #>> '{region,name}'), gongkai.plain_line(d.content #>> '{department,name}'),
            gongkai.plain_line(d.content #>> '{project,name}'), h.parent_code, h.initial_budget, h.annual_budget,
            h.executed, h.weight, h.score, h.has_base_data, h.filled_on
        FROM gongkai.revision AS v
        CROSS JOIN LATERAL (SELECT v.document::jsonb AS content OFFSET 0) AS d
        CROSS JOIN LATERAL gongkai.document_head(d.content) AS h
        WHERE v.report_id = p.report_id AND v.number = p.revision)
    WHERE p.department_code = the_department;
    SELECT
        array_agg(p.report_id::text) AS reports, array_agg(p.change) AS changes, array_agg(p.project_code::text) AS projects,
        array_agg(p.department_code::text) AS departments, array_agg(p.year::integer) AS years
    INTO listed
    FROM gongkai.publication AS p
    WHERE p.department_code = the_department;
    DELETE FROM gongkai.published_words AS w WHERE w.change = ANY (listed.changes);
    DELETE FROM gongkai.published_indicator AS i WHERE i.change = ANY (listed.changes);
    DELETE FROM gongkai.published_text AS t WHERE t.change = ANY (listed.changes);
    PERFORM gongkai.write_indicators(listed.reports);
    PERFORM gongkai.write_texts(listed.reports);
    PERFORM gongkai.refresh_facts(listed.projects, listed.departments, listed.years, NULL);
END
$$;

-- What lists and searches have of a department otherwise than its documents make it, in
-- words; NULL when all is well. All is made anew and taken back: nothing is changed.
CREATE OR REPLACE FUNCTION gongkai.changed_facts(the_department text)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    before jsonb;
    after jsonb;
BEGIN
    PERFORM gongkai.lock_changes();
    before := gongkai.facts_of(the_department);
    BEGIN
        PERFORM gongkai.renew_facts(the_department);
        after := gongkai.facts_of(the_department);
        RAISE EXCEPTION USING ERRCODE = 'GK001';
    EXCEPTION
        WHEN SQLSTATE 'GK001' THEN NULL;
        WHEN OTHERS THEN RETURN format('由文档重做时出错：%s', SQLERRM);
    END;
    RETURN (
        SELECT string_agg(k.name, '、' ORDER BY k.name COLLATE "C") || '与文档不符'
        FROM jsonb_object_keys(before || after) AS k (name)
        WHERE before -> k.name IS DISTINCT FROM after -> k.name);
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
