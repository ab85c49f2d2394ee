-- The statements over facts read a bounded number of rows of each table and none
-- of them whole, through all functions that they call: counted by the statistics
-- of this transaction, in a generated country; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SET LOCAL client_min_messages = warning;
\ir ../bench/load.sql
\set change_list `cat sql/query/change_list.sql`
\set department_find `cat sql/query/department_find.sql`
\set department_list `cat sql/query/department_list.sql`
\set indicator_list `cat sql/query/indicator_list.sql`
\set overall_find `cat sql/query/overall_find.sql`
\set overall_list `cat sql/query/overall_list.sql`
\set project_find `cat sql/query/project_find.sql`
\set project_list `cat sql/query/project_list.sql`
\set project_summary `cat sql/query/project_summary.sql`
\set project_year_find `cat sql/query/project_year_find.sql`
\set report_find `cat sql/query/report_find.sql`
\set report_list `cat sql/query/report_list.sql`
\set revision_find `cat sql/query/revision_find.sql`
\set revision_list `cat sql/query/revision_list.sql`
\set search `cat sql/query/search.sql`
\set set_find `cat sql/query/set_find.sql`
PREPARE change_list AS :change_list
PREPARE department_find AS :department_find
PREPARE department_list AS :department_list
PREPARE indicator_list AS :indicator_list
PREPARE overall_find AS :overall_find
PREPARE overall_list AS :overall_list
PREPARE project_find AS :project_find
PREPARE project_list AS :project_list
PREPARE project_summary AS :project_summary
PREPARE project_year_find AS :project_year_find
PREPARE report_find AS :report_find
PREPARE report_list AS :report_list
PREPARE revision_find AS :revision_find
PREPARE revision_list AS :revision_list
PREPARE search AS :search
PREPARE set_find AS :set_find
SELECT plan(59);

-- 2,800 reports: 20 regions, 80 departments, 400 department-years, 1,600 of
-- projects. The indexes of the searches are left out while it is filled.
SELECT pg_get_indexdef('gongkai.published_words_terms'::regclass) AS text_index,
    pg_get_indexdef('gongkai.published_indicator_terms'::regclass) AS indicator_index \gset
DROP INDEX gongkai.published_words_terms, gongkai.published_indicator_terms;
\copy staging FROM PROGRAM 'tests/bench/country --seed 41 --departments 4 --years 5 --projects 4 --indicators 4 0 2799'
SELECT lives_ok('SELECT pg_temp.load(1, ''bench'')', 'a country');
-- A region in the middle, its second department and the third project of that;
-- its first department, which is superior to its fourth.
SELECT
    max(s.region_code) FILTER (WHERE s.report = 12 * 140) AS region,
    max(s.department_code) FILTER (WHERE s.report = 12 * 140 + 35) AS department,
    max(s.project_code) FILTER (WHERE s.report = 12 * 140 + 35 + 4) AS project,
    max(s.department_code) FILTER (WHERE s.report = 12 * 140) AS parent
FROM staging AS s \gset
:text_index;
:indicator_index;
ANALYZE;
-- To read a small table whole is right; these stand for large ones.
SET LOCAL seq_page_cost = 20;

\ir counted.psql

-- Of a run of a prepared statement: the tables of which more than `bound` rows are
-- read, or any without an index.
CREATE FUNCTION pg_temp.cost(statement text, bound bigint)
RETURNS text
LANGUAGE sql
AS $$
    SELECT string_agg(format('%s: %s by index, %s whole', r.name, r.by_index, r.whole), ', ')
    FROM pg_temp.reads(statement) AS r
    WHERE r.by_index > bound OR r.whole > 0
$$;

SELECT is(pg_temp.cost(c.statement, c.bound), NULL, format('at most %s rows of a table: %s', c.bound, c.statement))
FROM (
    VALUES
        ('report_find(''e1-2022-PROJECT'', NULL)', 1),
        ('revision_find(''e1-2022-PROJECT'', 1, NULL)', 2),
        ('revision_list(''e1-2022-PROJECT'', NULL)', 4),
        ('department_find(''DEPARTMENT'', NULL)', 5),
        ('project_find(''PROJECT'', NULL)', 5),
        ('project_year_find(''PROJECT'', 2022, NULL)', 3),
        ('overall_find(''DEPARTMENT'', 2022, NULL)', 9),
        ('set_find(''DEPARTMENT'', 2022, NULL)', 7),
        ('overall_find(''DEPARTMENT'', 2022, ''x'')', 9),
        ('change_list(NULL, 10, NULL)', 13),
        ('department_list(NULL, NULL, NULL, NULL, NULL, 10, NULL, NULL, NULL)', 11),
        ('department_list(''REGION'', NULL, NULL, NULL, NULL, 10, NULL, ''exact'', NULL)', 11),
        ('department_list(NULL, ''PARENT'', NULL, NULL, NULL, 10, NULL, NULL, NULL)', 11),
        -- One row of an index for each department that is looked at: of a region of
        -- four all, of the nation until the page is full.
        ('department_list(''REGION'', NULL, 2022, NULL, ''false'', 10, NULL, NULL, NULL)', 4),
        ('department_list(''REGION'', NULL, 2022, ''E1'', ''false'', 10, NULL, NULL, NULL)', 4),
        ('department_list(''REGION'', NULL, NULL, ''X9'', ''false'', 10, NULL, NULL, NULL)', 5),
        ('department_list(NULL, NULL, 2022, ''E1'', ''true'', 10, NULL, NULL, NULL)', 11),
        ('department_list(NULL, NULL, 2031, NULL, ''false'', 10, NULL, NULL, NULL)', 11),
        ('overall_list(NULL, NULL, NULL, 5, NULL, NULL, NULL)', 20),
        ('overall_list(2021, NULL, NULL, 5, NULL, NULL, NULL)', 20),
        ('overall_list(NULL, ''REGION'', NULL, 5, NULL, ''exact'', NULL)', 26),
        ('overall_list(NULL, NULL, ''DEPARTMENT'', 5, NULL, ''exact'', NULL)', 25),
        ('project_list(NULL, NULL, 10, NULL, NULL, NULL)', 11),
        ('project_list(NULL, ''REGION'', 10, NULL, ''exact'', NULL)', 27),
        ('project_list(''DEPARTMENT'', ''REGION'', 10, NULL, ''exact'', NULL)', 11),
        ('report_list(NULL, ''REGION'', NULL, NULL, NULL, 10, NULL, NULL, NULL)', 11),
        ('report_list(NULL, ''REGION'', NULL, NULL, ''T2'', 10, NULL, NULL, NULL)', 11),
        ('report_list(2021, ''REGION'', NULL, NULL, NULL, 10, NULL, NULL, NULL)', 11),
        -- A block of a hundred changes, and of reports with four indicators each.
        ('indicator_list(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('indicator_list(NULL, 2021, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ''missed'', 10, NULL, NULL)', 100),
        -- All of a region: 120 reports with an indicator of satisfaction, a long one has three.
        ('indicator_list(''满意度'', NULL, ''REGION'', NULL, NULL, NULL, NULL, ''≥'', ''%'', NULL, 10, NULL, NULL)', 150),
        ('search(''供水'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('search(''群众得到实惠'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('search(''项目'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('search(''没有这个词'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 4),
        ('search(''满意度'', 2021, ''REGION'', NULL, NULL, 10, NULL, NULL)', 100),
        -- A single character, a word beside one that stands nowhere, a number with its unit, a code.
        ('search(''水'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('search(''龘'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 4),
        ('search(''指标 龘'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 4),
        ('search(''≥90%'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('search(''PROJECT'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 60),
        -- The nation: 5 years, E1, 7 bands; a region or department no more.
        ('project_summary(NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10, NULL, NULL)', 60),
        ('project_summary(2022, NULL, NULL, ''E1'', ''good'', NULL, NULL, 10, NULL, NULL)', 60),
        ('project_summary(NULL, ''REGION'', NULL, NULL, NULL, NULL, NULL, 10, NULL, NULL)', 60),
        ('project_summary(NULL, NULL, ''DEPARTMENT'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 60),
        ('project_summary(NULL, NULL, NULL, NULL, NULL, ''year'', ''grade'', 10, NULL, NULL)', 120),
        -- Ten groups and two more, each with at most 5 years of 4 bands.
        ('project_summary(NULL, NULL, NULL, NULL, NULL, ''department'', NULL, 5, NULL, NULL)', 450),
        ('project_summary(2022, NULL, NULL, NULL, NULL, ''department'', NULL, 5, NULL, NULL)', 250),
        ('project_summary(NULL, NULL, NULL, ''E1'', NULL, ''region'', NULL, 3, NULL, NULL)', 450),
        ('project_summary(NULL, NULL, NULL, NULL, ''poor'', ''department'', ''year'', 5, NULL, NULL)', 250),
        -- Two filters at once: each year, form and grade by itself.
        ('project_summary(NULL, NULL, NULL, ''E1'', ''poor'', ''department'', NULL, 5, NULL, NULL)', 300),
        ('project_summary(NULL, ''REGION'', NULL, NULL, NULL, ''department'', ''form'', 5, NULL, NULL)', 250),
        ('project_summary(NULL, NULL, ''DEPARTMENT'', NULL, NULL, ''department'', ''year'', 5, NULL, NULL)', 120)
) AS t (text, bound)
CROSS JOIN LATERAL replace(t.text, 'REGION', :'region') AS region (text)
CROSS JOIN LATERAL replace(region.text, 'DEPARTMENT', :'department') AS department (text)
CROSS JOIN LATERAL replace(department.text, 'PROJECT', :'project') AS project (text)
CROSS JOIN LATERAL (SELECT replace(project.text, 'PARENT', :'parent') AS statement, t.bound) AS c;

-- Where the client has the version already, nothing is read but the version.
SELECT is(
    pg_temp.cost(format(c.statement, gongkai.last_change()), 2),
    NULL,
    format('the last number and its change, to know that nothing has changed: %s', c.statement))
FROM (
    VALUES
        ('report_list(NULL, NULL, NULL, NULL, NULL, 10, NULL, ''exact'', %L)'),
        ('search(''项目'', NULL, NULL, NULL, NULL, 10, NULL, %L)'),
        ('project_summary(NULL, NULL, NULL, NULL, NULL, ''department'', NULL, 10, NULL, %L)')
) AS c (statement);

-- The test would see a table that is read whole, and an index that is missing.
PREPARE whole AS SELECT count(*) FROM gongkai.publication AS p WHERE p.title <> 'x';
SELECT matches(pg_temp.cost('whole', 5), 'publication: 0 by index, 2800 whole', 'reading a table whole is seen');
DROP INDEX gongkai.published_words_terms;
SELECT isnt(pg_temp.cost('search(''供水'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450), NULL, 'and a search without its index');

SELECT * FROM finish();
ROLLBACK;
