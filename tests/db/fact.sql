-- Facts and summaries against a slow query that reads nothing but the published
-- documents, after publications, corrections and withdrawals; needs: see
-- fixture.psql.
BEGIN;
\ir fixture.psql
SET LOCAL client_min_messages = warning;
\ir ../bench/load.sql
\set project_summary `cat sql/query/project_summary.sql`
\set overall_list `cat sql/query/overall_list.sql`
\set department_list `cat sql/query/department_list.sql`
PREPARE project_summary AS :project_summary
PREPARE overall_list AS :overall_list
PREPARE department_list AS :department_list
SELECT plan(44);

-- What the generator makes is what publish() would have frozen: 3 regions with 4
-- departments, which have 3 years of 7 reports.
\copy staging FROM PROGRAM 'tests/bench/country --seed 42 --departments 4 --years 3 --projects 4 --indicators 5 0 251'
CREATE TEMP TABLE made AS
SELECT s.report, s.report_id, s.form, s.title, s.region_code, s.department_code, s.published_at,
    gongkai.frozen_document(s.document::json, 1, s.published_at) AS document
FROM staging AS s;
SELECT is(
    (SELECT count(*) FROM made AS m, pg_temp.import(m.document::jsonb) AS i WHERE i.outcome = 'created'),
    252::bigint,
    'documents of the generator can be imported');
SELECT is_empty(
    $$SELECT m.report_id FROM made AS m
    WHERE m.document <> gongkai.frozen_document(gongkai.document(m.report_id, 'public'), 1, m.published_at)$$,
    'and are the bytes that publishing them would freeze');
SELECT is_empty(
    $$SELECT c.cell
    FROM made AS m
    CROSS JOIN LATERAL jsonb_path_query(m.document::jsonb, 'strict $.**') AS i (node)
    CROSS JOIN LATERAL (VALUES (i.node -> 'target'), (i.node -> 'actual')) AS c (cell)
    LEFT JOIN LATERAL gongkai.read_measure(c.cell ->> 'text') AS r ON true
    WHERE c.cell IS NOT NULL
        AND (c.cell ->> 'operator', c.cell ->> 'value', c.cell ->> 'unit') IS DISTINCT FROM (r.operator, r.value, r.unit)$$,
    'also if their cells were read');
-- The second region, two departments of it, and the last of the third region.
SELECT
    max(m.region_code) FILTER (WHERE m.report = 0) AS other_region,
    max(m.region_code) FILTER (WHERE m.report = 84) AS region,
    max(m.department_code) FILTER (WHERE m.report = 84 + 21) AS department2,
    max(m.department_code) FILTER (WHERE m.report = 84 + 42) AS department3,
    max(m.department_code) FILTER (WHERE m.report = 251) AS last_department
FROM made AS m \gset

-- Half of it as the generator loads it, half as staff publish it.
DELETE FROM staging WHERE report > 125;
SELECT lives_ok('SELECT pg_temp.load(1, ''bench'')', 'half of the country is loaded');
SELECT is(
    (
        SELECT count(*)
        FROM made AS m
        WHERE m.report > 125
            AND pg_temp.publish(m.report_id, m.published_at::text) = '1 published'
    ),
    126::bigint,
    'the other half is published');

-- A total of funds and of points, changed by so much.
CREATE FUNCTION pg_temp.correct(id text, yuan integer, new_score text)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    draft jsonb := gongkai.document(id, 'internal');
BEGIN
    IF draft #> '{funds,0,annual_budget}' IS NOT NULL THEN
        draft := jsonb_set(
            draft, '{funds,0,annual_budget}',
            to_jsonb(((draft #>> '{funds,0,annual_budget}')::numeric + yuan)::text));
    END IF;
    IF new_score IS NULL THEN
        draft := draft - 'total';
    ELSE
        draft := jsonb_set(draft, '{total}', jsonb_build_object('weight', '90', 'score', new_score));
    END IF;
    PERFORM pg_temp.import(draft);
    RETURN pg_temp.publish(id, '2025-06-01T09:00:00+08:00');
END
$$;
SELECT is(
    (
        SELECT count(*) FROM made AS m
        WHERE m.report % 7 = 2
            AND pg_temp.correct(m.report_id, 1000 * m.report::integer, (ARRAY['89.99', NULL, '12.5'])[1 + m.report % 3]) = '2 published'
    ),
    36::bigint,
    'some are corrected');
SELECT is(
    (
        SELECT count(*) FROM made AS m
        WHERE m.report % 11 = 5
            AND pg_temp.answer('gongkai_staff', format(
                'SELECT gongkai.withdraw(%L, ''数字有误'', ''2025-06-02T09:00:00+08:00'')', m.report_id)) IN ('1', '2')
    ),
    23::bigint,
    'some are withdrawn');
SELECT is(
    (
        SELECT count(*) FROM made AS m
        WHERE m.report % 33 = 5
            AND pg_temp.publish(m.report_id, '2025-06-03T09:00:00+08:00') ~ '^[23] published$'
    ),
    8::bigint,
    'and a few of those are published again');
-- A whole department goes.
SELECT is(
    (
        SELECT count(*) FROM gongkai.publication AS p
        WHERE p.department_code = :'last_department'
            AND pg_temp.answer('gongkai_staff', format(
                'SELECT gongkai.withdraw(%L, ''机构撤销'', ''2025-06-04T09:00:00+08:00'')', p.report_id)) IS NOT NULL
    ),
    20::bigint,
    'and a department altogether');

-- The slow way: the newest revision that was not withdrawn of each report.
CREATE TEMP TABLE document AS
SELECT DISTINCT ON (v.report_id) v.report_id, v.document::jsonb AS d
FROM gongkai.revision AS v
WHERE NOT EXISTS (
    SELECT FROM gongkai.revision AS w
    WHERE w.report_id = v.report_id AND w.withdrawn_at IS NOT NULL AND w.number >= v.number
)
ORDER BY v.report_id, v.number DESC;
CREATE TEMP TABLE report AS
SELECT
    d.report_id, d ->> 'form' AS form, (d ->> 'year')::integer AS year,
    d #>> '{region,code}' AS region, d #>> '{department,code}' AS department, d #>> '{project,code}' AS project,
    (d #>> '{funds,0,initial_budget}')::numeric AS initial,
    (d #>> '{funds,0,annual_budget}')::numeric AS annual, (d #>> '{funds,0,executed}')::numeric AS executed,
    (d #>> '{total,score}')::numeric * 100 / (d #>> '{total,weight}')::numeric AS rating,
    (d #>> '{total,score}')::numeric AS score
FROM document AS d;
-- Self-evaluations (E1) have executed amounts and come before targets (T2).
CREATE TEMP TABLE project_year AS
SELECT r.*
FROM report AS r
WHERE r.project IS NOT NULL
    AND (r.form = 'E1' OR NOT EXISTS (
        SELECT FROM report AS e WHERE e.project = r.project AND e.year = r.year AND e.form = 'E1'));
GRANT SELECT ON project_year, report TO gongkai_public;

SELECT results_eq(
    'SELECT report_id::text COLLATE "C" FROM gongkai.publication ORDER BY 1',
    'SELECT report_id::text COLLATE "C" FROM report ORDER BY 1',
    'what is listed is what is public');
SELECT bag_eq(
    'SELECT project_code::text, year::integer, form::text, department_code::text, annual_budget::numeric, executed::numeric, score::numeric FROM gongkai.project_year',
    'SELECT project, year, form, department, annual, executed, score FROM project_year',
    'projects by year');
SELECT bag_eq(
    $$SELECT department_code::text, year::integer, reports, form::text, annual_budget::numeric, base_report_id::text
    FROM gongkai.department_year$$,
    $$SELECT r.department, r.year, count(*)::integer, max(r.form) FILTER (WHERE r.form = 'D2') AS form,
        max(r.annual) FILTER (WHERE r.form = 'D2') AS annual, max(r.report_id::text) FILTER (WHERE r.form = 'D1') AS base
    FROM report AS r GROUP BY r.department, r.year$$,
    'departments by year');
SELECT bag_eq(
    'SELECT code::text, years, reports FROM gongkai.published_department',
    'SELECT r.department, array_agg(DISTINCT r.year ORDER BY r.year), count(*)::integer FROM report AS r GROUP BY r.department',
    'departments');
SELECT bag_eq(
    'SELECT code::text, years FROM gongkai.published_project',
    'SELECT r.project, array_agg(DISTINCT r.year ORDER BY r.year) FROM project_year AS r GROUP BY r.project',
    'projects');
-- The generator has these operators, and the units are the same.
CREATE FUNCTION pg_temp.holds(node jsonb)
RETURNS boolean
LANGUAGE sql
AS $$
    SELECT CASE node #>> '{target,operator}'
        WHEN '≥' THEN (node #>> '{actual,value}')::numeric >= (node #>> '{target,value}')::numeric
        WHEN '≤' THEN (node #>> '{actual,value}')::numeric <= (node #>> '{target,value}')::numeric
        WHEN '＝' THEN (node #>> '{actual,value}')::numeric = (node #>> '{target,value}')::numeric
    END
$$;
SELECT bag_eq(
    $$SELECT p.report_id::text, count(i.number) AS n, count(i.number) FILTER (WHERE i.is_met) AS met, count(i.number) FILTER (WHERE NOT i.is_met) AS missed
    FROM gongkai.publication AS p LEFT JOIN gongkai.published_indicator AS i ON i.change = p.change GROUP BY p.report_id$$,
    $$SELECT d.report_id::text, count(i.node) AS n,
        count(*) FILTER (WHERE pg_temp.holds(i.node)) AS met, count(*) FILTER (WHERE NOT pg_temp.holds(i.node)) AS missed
    FROM document AS d
    LEFT JOIN LATERAL jsonb_path_query(d.d, 'strict $.**') AS i (node) ON jsonb_typeof(i.node) = 'object' AND i.node ? 'target'
    GROUP BY d.report_id$$,
    'indicators, and which are met');
SELECT is(
    (SELECT count(*) FROM gongkai.published_indicator AS i WHERE NOT EXISTS (SELECT FROM gongkai.publication AS p WHERE p.change = i.change))
    + (SELECT count(*) FROM gongkai.published_text AS t WHERE NOT EXISTS (SELECT FROM gongkai.publication AS p WHERE p.change = t.change)),
    0::bigint,
    'nothing is left of what is public no more');
SELECT is(
    (SELECT count(*) FROM gongkai.publication AS p WHERE NOT EXISTS (
        SELECT FROM gongkai.published_text AS t WHERE t.change = p.change AND t.class = 4)),
    0::bigint,
    'every report can be found by its title');
SELECT is_empty('SELECT * FROM gongkai.project_summary WHERE projects <= 0', 'no summary of nothing is kept');

-- Summaries as the public gets them, over selections of all kinds, against
-- sums over the documents.
CREATE FUNCTION pg_temp.slow_measures(y integer, r text, d text, f text, g text)
RETURNS jsonb
LANGUAGE sql
AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'projects', count(*),
        'initial_budget', sum(p.initial)::text,
        'annual_budget', sum(p.annual)::text,
        'executed', sum(p.executed)::text,
        'execution_rate', round(
            sum(p.executed) FILTER (WHERE p.annual IS NOT NULL) * 100
                / sum(p.annual) FILTER (WHERE p.executed IS NOT NULL), 2)::text,
        'reported', jsonb_build_object(
            'initial_budget', count(p.initial), 'annual_budget', count(p.annual), 'executed', count(p.executed)),
        'rated', (
            SELECT nullif(
                jsonb_strip_nulls(jsonb_build_object(
                    'annual_budget', (sum(p.annual) FILTER (WHERE p.executed IS NOT NULL))::text,
                    'executed', (sum(p.executed) FILTER (WHERE p.annual IS NOT NULL))::text)),
                '{}')),
        'scored', count(p.rating),
        'average_score', round(avg(round(p.rating, 2)), 2)::text,
        'excellent', count(*) FILTER (WHERE p.rating >= 90),
        'good', count(*) FILTER (WHERE p.rating >= 80 AND p.rating < 90),
        'fair', count(*) FILTER (WHERE p.rating >= 60 AND p.rating < 80),
        'poor', count(*) FILTER (WHERE p.rating < 60),
        '60-69', count(*) FILTER (WHERE p.rating >= 60 AND p.rating < 70),
        '100', count(*) FILTER (WHERE p.rating >= 100)))
    FROM project_year AS p
    WHERE (p.year = y OR y IS NULL) AND (p.region = r OR r IS NULL) AND (p.department = d OR d IS NULL)
        AND (p.form = f OR f IS NULL)
        AND (g IS NULL OR p.rating >= CASE g WHEN 'excellent' THEN 90 WHEN 'good' THEN 80 WHEN 'fair' THEN 60 ELSE 0 END
            AND p.rating < CASE g WHEN 'excellent' THEN 1000 WHEN 'good' THEN 90 WHEN 'fair' THEN 80 ELSE 60 END)
$$;
CREATE FUNCTION pg_temp.measures(item jsonb)
RETURNS jsonb
LANGUAGE sql
AS $$
    SELECT item - '{department,region,year,form,grade,grades,scores,links}'::text[]
        || (item -> 'grades')
        || jsonb_build_object('60-69', item #> '{scores,60-69}', '100', item #> '{scores,100}')
$$;
CREATE TEMP TABLE selection AS
SELECT row_number() OVER () AS number, s.*
FROM (
    SELECT y, r, d, f, g
    FROM unnest('{NULL,2023}'::integer[]) AS y
    CROSS JOIN (VALUES (NULL, NULL), (:'region', NULL), (NULL, :'department2'), (:'region', :'department3'), (:'other_region', :'department3')) AS w (r, d)
    CROSS JOIN unnest('{NULL,E1,T2,X1}'::text[]) AS f
    CROSS JOIN unnest('{NULL,excellent,good,fair,poor}'::text[]) AS g
) AS s;
SELECT is_empty(
    $$SELECT s.*, a.body, m.expected
    FROM selection AS s
    CROSS JOIN LATERAL (SELECT pg_temp.body(format(
        'project_summary(%L, %L, %L, %L, %L, NULL, NULL, 50, NULL, NULL)', s.y, s.r, s.d, s.f, s.g))::jsonb AS body) AS a
    CROSS JOIN LATERAL (SELECT pg_temp.slow_measures(s.y, s.r, s.d, s.f, s.g) AS expected) AS m
    WHERE pg_temp.measures(a.body -> 'total') IS DISTINCT FROM m.expected
        OR jsonb_array_length(a.body -> 'items') <> 0$$,
    'the totals of 200 selections');

-- All groups of a selection, walked in pages of two.
CREATE FUNCTION pg_temp.groups(arguments text, group1 text, group2 text, lim integer)
RETURNS SETOF jsonb
LANGUAGE plpgsql
AS $$
DECLARE
    body jsonb;
    next text;
BEGIN
    LOOP
        body := pg_temp.body(format('project_summary(%s, %L, %L, %s, %L, NULL)', arguments, group1, group2, lim, next));
        RETURN QUERY SELECT * FROM jsonb_array_elements(body -> 'items');
        next := body ->> 'next';
        EXIT WHEN next IS NULL;
        IF jsonb_array_length(body -> 'items') <> lim THEN
            RAISE EXCEPTION 'a page of %', body -> 'items';
        END IF;
    END LOOP;
END
$$;
SELECT is_empty(
    format(
        $$SELECT g.item, m.expected
        FROM pg_temp.groups(%L, %L, %L, 2) AS g (item)
        CROSS JOIN LATERAL (SELECT pg_temp.slow_measures(
            coalesce((g.item ->> 'year')::integer, %L), coalesce(g.item #>> '{region,code}', %L),
            g.item #>> '{department,code}', coalesce(g.item ->> 'form', %L), g.item ->> 'grade') AS expected) AS m
        WHERE (g.item ? 'grade' OR NOT %L) AND pg_temp.measures(g.item) IS DISTINCT FROM m.expected$$,
        format('%s, %s, NULL, %s, NULL', quote_nullable(c.y), quote_nullable(c.r), quote_nullable(c.f)),
        c.group1, c.group2, c.y, c.r, c.f, 'grade' IN (c.group1, coalesce(c.group2, ''))),
    format('groups by %s and %s of year %s, region %s, form %s', c.group1, c.group2, c.y, c.r, c.f))
FROM (
    VALUES
        ('department', 'year', NULL, NULL, NULL), ('region', 'grade', 2023, NULL, NULL),
        ('department', NULL, NULL, :'region', 'E1')
) AS c (group1, group2, y, r, f);
SELECT is(
    ARRAY(
        SELECT (count(*), count(DISTINCT i - 'links'))::text
        FROM pg_temp.groups('NULL, NULL, NULL, NULL, NULL', c.group1, c.group2, c.lim) AS i),
    ARRAY[format('(%s,%1$s)', c.expected)],
    format('as many groups by %s and %s as there are', c.group1, c.group2))
FROM (
    SELECT 'department', NULL, 3, count(DISTINCT department) FROM project_year
    UNION ALL
    SELECT 'form', 'region', 1, count(DISTINCT (form, region)) FROM project_year
    UNION ALL
    SELECT 'grade', 'year', 200, count(DISTINCT (
        CASE WHEN rating >= 90 THEN 1 WHEN rating >= 80 THEN 2 WHEN rating >= 60 THEN 3 WHEN rating < 60 THEN 4 ELSE 5 END, year))
    FROM project_year
) AS c (group1, group2, lim, expected);

-- Points of the first level: the score stands with the weight of what has one.
SELECT is(gongkai.indicator_groups(g.nodes::json), g.expected, format('points: %s', g.what))
FROM (
    VALUES
        ('all has a score', '[{"name":"a","children":[{"name":"b","weight":"20","score":"18"},{"name":"c","weight":"10","score":"0"}]}]',
            '[{"name":"a","weight":"30","score":"18"}]'),
        ('a part of it', '[{"name":"a","weight":"30","children":[{"name":"b","weight":"20","score":"18.5"},{"name":"c","weight":"10"}]}]',
            '[{"name":"a","weight":"30","score":"18.5","scored_weight":"20"}]'),
        ('none of it', '[{"name":"a","weight":"30","children":[{"name":"b","weight":"30"}]}]', '[{"name":"a","weight":"30"}]'),
        ('the group itself', '[{"name":"a","weight":"30","score":"7","children":[{"name":"b","weight":"30"}]}]',
            '[{"name":"a","weight":"30","score":"7"}]')
) AS g (what, nodes, expected);

-- Who has published a form of a year, and who has not, walked in pages.
CREATE FUNCTION pg_temp.departments(arguments text, lim integer)
RETURNS text[]
LANGUAGE plpgsql
AS $$
DECLARE
    body jsonb;
    codes text[] := '{}';
BEGIN
    LOOP
        body := pg_temp.body(format('department_list(%s, %s, %L, ''exact'', NULL)', arguments, lim, body ->> 'next'))::jsonb;
        codes := codes || ARRAY(SELECT i ->> 'code' FROM jsonb_array_elements(body -> 'items') AS i);
        EXIT WHEN body ->> 'next' IS NULL;
    END LOOP;
    IF cardinality(codes) <> (body -> 'count')::integer THEN
        RAISE EXCEPTION '% departments, counted %', cardinality(codes), body -> 'count';
    END IF;
    RETURN codes;
END
$$;
SELECT is(
    pg_temp.departments(format('%L, NULL, %L, %L, %L', s.r, s.y, s.f, s.published), 2),
    ARRAY(
        SELECT r.department COLLATE "C"
        FROM report AS r
        WHERE r.region = s.r OR s.r IS NULL
        GROUP BY 1
        HAVING coalesce(s.published, true) = bool_or(
            (r.year = s.y OR s.y IS NULL) AND (r.form = s.f OR s.f IS NULL))
        ORDER BY 1),
    format('departments of region %s, year %s, form %s, published %s', s.r, s.y, s.f, s.published))
FROM (
    VALUES
        (NULL, NULL::integer, NULL, NULL::boolean), (NULL, NULL, NULL, true), (NULL, NULL, NULL, false),
        (:'region', 2022, 'X1', NULL), (:'region', 2022, 'X1', true), (:'region', 2022, 'X1', false),
        (:'region', NULL, 'X1', false), (NULL, 2022, NULL, false), (NULL, 2022, NULL, true), (NULL, 2023, 'D2', false),
        (NULL, 1999, NULL, false), (NULL, NULL, 'D2', NULL)
) AS s (r, y, f, published);
SELECT throws_ok(
    format(
        'EXECUTE department_list(NULL, NULL, 1999, NULL, ''true'', 1, %L, NULL, NULL)',
        pg_temp.body('department_list(NULL, NULL, 1999, NULL, ''false'', 1, NULL, NULL, NULL)')::jsonb ->> 'next'),
    '22023', NULL, 'a cursor of those without is none of those with');

-- Facts made anew from the revisions are the same: what a database gets that
-- was published to before there were facts.
CREATE TEMP TABLE before AS
SELECT 's' AS what, s::text AS content FROM gongkai.project_summary AS s
UNION ALL SELECT 'd', (d.code, d.name, d.years, d.reports)::text FROM gongkai.published_department AS d
UNION ALL SELECT 'p', (p.code, p.name, p.years)::text FROM gongkai.published_project AS p
UNION ALL SELECT 'y', (y.department_code, y.year, y.reports, y.report_id, y.annual_budget, y.score, y.base_report_id)::text FROM gongkai.department_year AS y
UNION ALL SELECT 'j', (y.project_code, y.year, y.report_id, y.executed, y.score)::text FROM gongkai.project_year AS y;
UPDATE gongkai.publication
SET change = NULL, initial_budget = NULL, annual_budget = NULL, executed = NULL,
    weight = NULL, score = NULL, has_base_data = NULL;
TRUNCATE gongkai.log_entry;
DELETE FROM gongkai.change;
TRUNCATE gongkai.project_summary, gongkai.published_department, gongkai.published_project,
    gongkai.department_year, gongkai.project_year, gongkai.published_text, gongkai.published_indicator;
SELECT lives_ok('SELECT gongkai.fill_facts()', 'facts are made of revisions');
SELECT is_empty(
    $$SELECT * FROM (
        SELECT 's' AS what, s::text AS content FROM gongkai.project_summary AS s
        UNION ALL SELECT 'd', (d.code, d.name, d.years, d.reports)::text FROM gongkai.published_department AS d
        UNION ALL SELECT 'p', (p.code, p.name, p.years)::text FROM gongkai.published_project AS p
        UNION ALL SELECT 'y', (y.department_code, y.year, y.reports, y.report_id, y.annual_budget, y.score, y.base_report_id)::text FROM gongkai.department_year AS y
        UNION ALL SELECT 'j', (y.project_code, y.year, y.report_id, y.executed, y.score)::text FROM gongkai.project_year AS y
    ) AS a
    FULL JOIN before AS b USING (what, content)
    WHERE a.content IS NULL OR b.content IS NULL$$,
    'and are the same as those made one by one');

SELECT * FROM finish();
ROLLBACK;
