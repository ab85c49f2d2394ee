-- Documents keep the names that they were filed with, and what a code is called
-- now does not depend on any order; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
\set draft_list `cat sql/query/draft_list.sql`
\set project_summary `cat sql/query/project_summary.sql`
PREPARE project_summary AS :project_summary
PREPARE draft_list AS :draft_list
SELECT plan(25);

-- Five documents of one department and one project: it is renamed after the second,
-- and within 2024 it goes to another region and gets another name, as the project.
CREATE TEMP TABLE filed AS
SELECT
    n, lower(form) || '-' || year || '-310000-7-9' AS id,
    jsonb_strip_nulls(jsonb_build_object(
        'form', form, 'title', '表', 'year', year, 'filled_on', filled_on,
        'region', jsonb_build_object('code', region, 'name', region_name),
        'department', jsonb_build_object('code', '310000-7', 'name', department, 'parent_code', parent),
        'project', jsonb_build_object('code', '310000-7-9', 'name', project),
        'total', jsonb_build_object('weight', '100', 'score', score))) AS document
FROM (
    VALUES
        (1, 'E1', 2021, NULL, '310000', '沪', '水务局', '310000-1', '河道保洁', '71'),
        (2, 'E1', 2023, '2024-03-05', '310000', '沪', '水务局', NULL, '河道保洁', '82'),
        (3, 'T1', 2024, '2024-01-09', '310000', '沪', '水利局', NULL, '河道养护', '93'),
        (4, 'E1', 2024, '2025-02-07', '310101', '黄浦', '水利中心', NULL, '河湖养护', '94'),
        (5, 'E2', 2024, NULL, '310000', '沪', '无日期局', NULL, '无日期项目', '95')
) AS f (n, form, year, filled_on, region, region_name, department, parent, project, score);

-- What is of now, for drafts and for the public, and all sums.
CREATE FUNCTION pg_temp.state()
RETURNS text
LANGUAGE sql
AS $$
    SELECT string_agg(s.line, E'\n' ORDER BY s.line COLLATE "C")
    FROM (
        SELECT 'region ' || g.code || ' ' || g.name FROM gongkai.region AS g
        UNION ALL SELECT 'department ' || concat_ws(' ', d.code, d.region_code, d.name) FROM gongkai.department AS d
        UNION ALL SELECT 'project ' || concat_ws(' ', p.code, p.department_code, p.name) FROM gongkai.project AS p
        UNION ALL
        SELECT 'public ' || concat_ws(' ', d.code, d.name, d.region_code, d.region_name, d.parent_code, d.years::text, d.reports)
        FROM gongkai.published_department AS d
        UNION ALL
        SELECT 'public ' || concat_ws(' ', p.code, p.name, p.department_code, p.department_name, p.region_code, p.region_name)
        FROM gongkai.published_project AS p
        UNION ALL
        SELECT 'year ' || concat_ws(' ', y.department_code, y.year, y.department_name, y.region_code, y.region_name, y.parent_code)
        FROM gongkai.department_year AS y
        UNION ALL SELECT 'year ' || concat_ws(' ', y.project_code, y.year, y.project_name, y.report_id) FROM gongkai.project_year AS y
        UNION ALL SELECT 'sum ' || s::text FROM gongkai.project_summary AS s
        UNION ALL SELECT 'document ' || (v.document::jsonb - 'published')::text FROM gongkai.revision AS v
    ) AS s (line)
$$;

-- Import and publish in an order, and take all of it back.
CREATE FUNCTION pg_temp.state_after(places integer[])
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    place integer;
    state text;
BEGIN
    FOREACH place IN ARRAY places LOOP
        PERFORM pg_temp.publish(i.report_id, '2025-06-01Z')
        FROM filed AS f
        CROSS JOIN LATERAL pg_temp.import(f.document) AS i
        WHERE f.n = place;
    END LOOP;
    RAISE EXCEPTION USING DETAIL = pg_temp.state();
EXCEPTION
    WHEN raise_exception THEN
        GET STACKED DIAGNOSTICS state = PG_EXCEPTION_DETAIL;
        RETURN state;
END
$$;
SELECT is(
    (
        SELECT string_agg(s.line, E'\n')
        FROM string_to_table(pg_temp.state_after('{1,2,3,4,5}'), E'\n') AS s (line)
        WHERE s.line !~ '^(document|sum)'
    ),
    array_to_string(ARRAY[
        'department 310000-7 310101 水利中心',
        'project 310000-7-9 310000-7 河湖养护',
        'public 310000-7 水利中心 310101 黄浦 310000-1 {2021,2023,2024} 5',
        'public 310000-7-9 河湖养护 310000-7 水利中心 310101 黄浦',
        'region 310000 沪',
        'region 310101 黄浦',
        'year 310000-7 2021 水务局 310000 沪 310000-1',
        'year 310000-7 2023 水务局 310000 沪',
        'year 310000-7 2024 水利中心 310101 黄浦',
        'year 310000-7-9 2021 河道保洁 e1-2021-310000-7-9',
        'year 310000-7-9 2023 河道保洁 e1-2023-310000-7-9',
        'year 310000-7-9 2024 河湖养护 e1-2024-310000-7-9'
    ], E'\n'),
    'the newest year tells, of its forms the one filled in last, of those without a date none');
SELECT is(
    (
        SELECT count(DISTINCT pg_temp.state_after(ARRAY[a, b, c, d, 1]))
        FROM generate_series(2, 5) AS a, generate_series(2, 5) AS b, generate_series(2, 5) AS c, generate_series(2, 5) AS d
        WHERE a NOT IN (b, c, d) AND b NOT IN (c, d) AND c <> d
    ),
    1::bigint,
    'all 24 orders of importing and publishing four of them, before the oldest, come to the same');

-- The oldest first, and others twice.
CREATE TEMP TABLE once AS SELECT pg_temp.state_after('{1,2,3,4,5}') AS state;
SELECT is(pg_temp.state_after(places), o.state, format('as this order does: %s', places))
FROM once AS o
CROSS JOIN (VALUES ('{5,4,3,2,1}'::integer[]), ('{4,5,3,2,1,3,2,1}')) AS c (places);

-- One after the other, to stay.
SELECT is(pg_temp.publish(i.report_id, '2025-06-01Z'), '1 published', f.id)
FROM filed AS f
CROSS JOIN LATERAL pg_temp.import(f.document) AS i
WHERE f.n <= 3;
CREATE TEMP TABLE frozen AS SELECT v.report_id, v.document FROM gongkai.revision AS v;
SELECT isnt_empty('SELECT pg_temp.import(document) FROM filed WHERE n = 4', 'a document of another region, with new names');
CREATE TEMP TABLE listed AS EXECUTE draft_list(NULL, NULL, NULL, NULL, NULL);
SELECT results_eq(
    'SELECT id::text COLLATE "default", state FROM listed ORDER BY id COLLATE "C"',
    $$VALUES ('e1-2021-310000-7-9', 'published'), ('e1-2023-310000-7-9', 'published'),
        ('e1-2024-310000-7-9', 'draft'), ('t1-2024-310000-7-9', 'published')$$,
    'is the only one that there is to publish');
SELECT is(pg_temp.publish(f.id, '2025-06-02Z'), CASE f.n WHEN 4 THEN '1 published' ELSE '1 unchanged' END, 'all again: ' || f.id)
FROM filed AS f
WHERE f.n <= 4;
SELECT is_empty(
    $$SELECT f.report_id FROM frozen AS f JOIN gongkai.revision AS v USING (report_id) WHERE v.document <> f.document$$,
    'nothing that was published has changed');

-- A correction of an old year: its own names are corrected, and no others.
SELECT is(
    pg_temp.publish(i.report_id, '2025-06-03Z'), '2 published', 'a name of 2023 was misspelt')
FROM pg_temp.import((SELECT jsonb_set(document, '{department,name}', '"水务总局"') FROM filed WHERE n = 2)) AS i;
SELECT results_eq(
    'SELECT p.department_name::text FROM gongkai.publication AS p ORDER BY p.year, p.report_id',
    $$VALUES ('水务局'), ('水务总局'), ('水利中心'), ('水利局')$$,
    'each report is listed with the name that it says');
SELECT is((SELECT d.name::text FROM gongkai.published_department AS d), '水利中心', 'the department with its name of now');
SELECT is((SELECT d.name::text FROM gongkai.department AS d), '水利中心', 'also among the drafts');

-- In 2024 the target is of one region, the self-evaluation of another. Sums are of
-- the self-evaluation, whichever of the two was first.
SELECT results_eq(
    $$SELECT s.level COLLATE "default", s.region_code COLLATE "default", s.projects
    FROM gongkai.project_summary AS s WHERE s.year = 2024 ORDER BY 1, 2$$,
    $$VALUES ('department'::text, '310101', 1::bigint), ('nation', '', 1), ('region', '310101', 1)$$,
    'the year counts once, where its newest figures are');
SELECT is(
    pg_temp.body('project_summary(NULL, NULL, ''310000-7'', NULL, NULL, NULL, NULL, 10, NULL, NULL)')::json #>> '{total,projects}',
    '3',
    'a department that has moved has its sums of both regions');
SELECT is(
    pg_temp.body(format('project_summary(NULL, %L, ''310000-7'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', c.region))::json #>> '{total,projects}',
    c.projects,
    'and each region its own: ' || c.region)
FROM (VALUES ('310000', '2'), ('310101', '1')) AS c (region, projects);

-- What is withdrawn says no more what anything is called.
SELECT is(gongkai.withdraw('e1-2024-310000-7-9', '填报有误', '2025-06-04Z'), 1, 'the newest is withdrawn');
SELECT is(
    (SELECT concat_ws(' ', d.name, d.region_code, p.name) FROM gongkai.published_department AS d, gongkai.published_project AS p),
    '水利局 310000 河道养护',
    'the name is that of the newest that is left');
SELECT is_empty('SELECT * FROM gongkai.project_summary WHERE projects <= 0', 'no sum of nothing is kept');

SELECT * FROM finish();
ROLLBACK;
