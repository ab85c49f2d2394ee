-- Lists and finds read a page's worth of an index and nothing else, with the
-- generic plan that prepared statements get; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
\set report_list `cat sql/query/report_list.sql`
\set report_find `cat sql/query/report_find.sql`
\set project_list `cat sql/query/project_list.sql`
\set project_find `cat sql/query/project_find.sql`
PREPARE report_list AS :report_list
PREPARE report_find AS :report_find
PREPARE project_list AS :project_list
PREPARE project_find AS :project_find
SELECT plan(30);

-- 20,000 reports of 100 departments, 5 forms, 10 years, 4,000 projects.
CREATE TEMP TABLE made AS
SELECT
    lower(form) || '-' || year || '-' || department || '-' || project AS report_id,
    form, year, department, department || '-' || project AS project,
    '{"i":' || i || '}' AS document
FROM generate_series(0, 19999) AS i
CROSS JOIN LATERAL (
    SELECT
        (ARRAY['D1', 'E1', 'E2', 'T1', 'T2'])[1 + i % 5] AS form,
        2015 + i / 5 % 10 AS year,
        '520000-' || to_char(i / 50 % 100, 'FM000') AS department,
        to_char(i / 5, 'FM0000') AS project
) AS m;
INSERT INTO gongkai.revision
SELECT
    report_id, 1, document, encode(sha256(convert_to(document, 'UTF8')), 'hex'), NULL,
    'title', form, 'digest', '2025-01-01Z', 'test'
FROM made;
INSERT INTO gongkai.publication
SELECT
    report_id, 1, form, year, '520000', 'region',
    department, 'department', project, 'project', 'title', '2025-01-01Z'
FROM made;
INSERT INTO gongkai.published_project
SELECT project, 'project', department, 'department', array_agg(year), '520000', 'region', 1
FROM made
GROUP BY project, department;
ANALYZE gongkai.revision, gongkai.publication, gongkai.published_project;
-- What earlier runs of this test have left in the indexes must not be counted.
REINDEX TABLE gongkai.revision;
REINDEX TABLE gongkai.publication;
REINDEX TABLE gongkai.published_project;

\ir counted.psql

-- Of a run of a prepared statement: the tables read without an index, or else the
-- most rows read of a table, unless many more have been passed over in an index,
-- which shows in the blocks.
CREATE FUNCTION pg_temp.cost(statement text)
RETURNS text
LANGUAGE sql
AS $$
    SELECT coalesce(
        string_agg(r.name || ' whole', ', ') FILTER (WHERE r.whole > 0),
        max(r.by_index) || CASE WHEN max(r.blocks) > 60 THEN ' in ' || max(r.blocks) || ' blocks' ELSE '' END)
    FROM pg_temp.reads(statement) AS r
$$;

-- Each combination of filters, on its first page and in the middle.
SELECT is(
    pg_temp.cost(format(
        'report_list(%L, %L, %L, NULL, %L, 2, %L, NULL, NULL)', f.year, f.region, f.department, f.form, c.cursor)),
    '3',
    format('report_list reads 3 rows: year %s, region %s, department %s, form %s, %s',
        f.year, f.region, f.department, f.form, c.page))
FROM (
    VALUES
        (NULL, NULL, NULL, NULL),
        (2016, NULL, NULL, NULL),
        (NULL, NULL, '520000-050', NULL),
        (NULL, NULL, NULL, 'E1'),
        (2016, NULL, '520000-050', NULL),
        (2016, NULL, NULL, 'E1'),
        (NULL, '520000', NULL, NULL),
        (2016, '520000', NULL, NULL),
        (2016, '520000', NULL, 'E1')
) AS f (year, region, department, form)
CROSS JOIN LATERAL (
    SELECT ARRAY[f.year::text, f.region, f.department, NULL, f.form] AS filters
) AS l
CROSS JOIN LATERAL (
    VALUES
        ('first page', NULL),
        ('page in the middle', gongkai.cursor_encode('reports', l.filters, '2016', 't2-2016-9'))
) AS c (page, cursor);
-- A form beside a department is a filter on the department's reports: 20 a year
-- here, four of each form.
SELECT cmp_ok(
    pg_temp.cost(format(
        'report_list(%L, NULL, ''520000-050'', NULL, ''E1'', 2, %L, NULL, NULL)', year, c.cursor))::numeric,
    '<=',
    20::numeric,
    format('report_list reads no more than the department''s forms of the year: year %s, %s', year, c.page))
FROM unnest('{NULL,2016}'::integer[]) AS year
CROSS JOIN LATERAL (
    VALUES
        ('first page', NULL),
        ('page in the middle', gongkai.cursor_encode(
            'reports', ARRAY[year::text, NULL, '520000-050', NULL, 'E1'], '2016', 't2-2016-9'))
) AS c (page, cursor);
SELECT is(
    pg_temp.cost(format('project_list(%L, NULL, 2, %L, NULL, NULL)', department, cursor)),
    '3',
    format('project_list reads 3 rows: department %s, cursor %s', department, cursor))
FROM unnest(ARRAY[NULL, '520000-050']) AS department
CROSS JOIN LATERAL unnest(ARRAY[
    NULL, gongkai.cursor_encode('projects', ARRAY[department, NULL], '520000-050-0501')
]) AS cursor;
SELECT is(
    pg_temp.cost('report_list(NULL, NULL, NULL, ''520000-050-0501'', NULL, 2, NULL, NULL, NULL)'),
    '3',
    'report_list reads 3 rows of a project');
SELECT is(pg_temp.cost('report_find(''d1-2015-520000-000-0000'', NULL)'), '1', 'report_find reads one row');
SELECT is(pg_temp.cost('project_find(''520000-050-0501'', NULL)'), '5', 'project_find reads the project''s reports');

-- Without the index the test above would see it.
DROP INDEX gongkai.publication_department;
SELECT isnt(
    pg_temp.cost('report_list(NULL, NULL, ''520000-050'', NULL, NULL, 2, NULL, NULL, NULL)'),
    '3',
    'without its index, the list of a department costs more');

SELECT * FROM finish();
ROLLBACK;
