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
SELECT plan(48);

-- 2,800 reports: 20 regions, 80 departments, 400 department-years, 1,600 of
-- projects. The indexes of the searches are left out while it is filled.
SELECT pg_get_indexdef('gongkai.published_text_terms'::regclass) AS text_index,
    pg_get_indexdef('gongkai.published_indicator_terms'::regclass) AS indicator_index \gset
DROP INDEX gongkai.published_text_terms, gongkai.published_indicator_terms;
INSERT INTO scale (seed, departments, years, projects, indicators) VALUES (42, 4, 5, 4, 4);
SELECT lives_ok('SELECT pg_temp.load(0, 2799)', 'a country');
:text_index;
:indicator_index;
ANALYZE;
-- To read a small table whole is right; these stand for large ones.
SET LOCAL seq_page_cost = 20;
-- What workers read is not counted here.
SET LOCAL max_parallel_workers_per_gather = 0;

-- Of a run of a prepared statement: the rows read of each table, and those that
-- were read without an index; "too many" of one table is more than `bound`.
CREATE FUNCTION pg_temp.counted()
RETURNS TABLE (name text, by_index bigint, whole bigint)
LANGUAGE sql
AS $$
    SELECT
        c.relname::text,
        -- Counted with the index, or with the table where it was a bitmap.
        pg_stat_get_xact_tuples_fetched(c.oid)
            + (SELECT sum(pg_stat_get_xact_tuples_fetched(i.indexrelid)) FROM pg_index AS i WHERE i.indrelid = c.oid)::bigint,
        pg_stat_get_xact_tuples_returned(c.oid)
    FROM pg_class AS c
    WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind = 'r' AND c.relname <> 'secret'
$$;
CREATE FUNCTION pg_temp.cost(statement text, bound bigint)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    before jsonb;
    too_many text;
BEGIN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
    PERFORM set_config('role', 'gongkai_public', true);
    EXECUTE 'EXECUTE ' || statement;
    PERFORM set_config('role', 'none', true);
    before := (SELECT jsonb_object_agg(c.name, to_jsonb(c)) FROM pg_temp.counted() AS c);
    PERFORM set_config('role', 'gongkai_public', true);
    EXECUTE 'EXECUTE ' || statement;
    PERFORM set_config('role', 'none', true);
    SELECT string_agg(format('%s: %s by index, %s whole', c.name, d.by_index, d.whole), ', ') INTO too_many
    FROM pg_temp.counted() AS c
    CROSS JOIN LATERAL (
        SELECT c.by_index - (before #>> ARRAY[c.name, 'by_index'])::bigint AS by_index,
            c.whole - (before #>> ARRAY[c.name, 'whole'])::bigint AS whole
    ) AS d
    WHERE d.by_index > bound OR d.whole > 0;
    RETURN too_many;
END
$$;
SELECT is(pg_temp.cost(c.statement, c.bound), NULL, format('at most %s rows of a table: %s', c.bound, c.statement))
FROM (
    VALUES
        ('report_find(''e1-2022-110012-002-003'', NULL)', 1),
        ('revision_find(''e1-2022-110012-002-003'', 1, NULL)', 2),
        ('revision_list(''e1-2022-110012-002-003'', NULL)', 2),
        ('department_find(''110012-002'', NULL)', 5),
        ('project_find(''110012-002-003'', NULL)', 5),
        ('project_year_find(''110012-002-003'', 2022, NULL)', 3),
        ('overall_find(''110012-002'', 2022, NULL)', 9),
        ('set_find(''110012-002'', 2022, NULL)', 7),
        ('overall_find(''110012-002'', 2022, ''x'')', 9),
        ('change_list(NULL, 10, NULL)', 12),
        ('department_list(NULL, NULL, 10, NULL, NULL, NULL)', 11),
        ('department_list(''110012'', NULL, 10, NULL, ''exact'', NULL)', 11),
        ('department_list(NULL, ''110012-001'', 10, NULL, NULL, NULL)', 11),
        ('overall_list(NULL, NULL, NULL, 5, NULL, NULL, NULL)', 20),
        ('overall_list(2021, NULL, NULL, 5, NULL, NULL, NULL)', 20),
        ('overall_list(NULL, ''110012'', NULL, 5, NULL, ''exact'', NULL)', 26),
        ('overall_list(NULL, NULL, ''110012-002'', 5, NULL, ''exact'', NULL)', 25),
        ('project_list(NULL, NULL, 10, NULL, NULL, NULL)', 11),
        ('project_list(NULL, ''110012'', 10, NULL, ''exact'', NULL)', 27),
        ('project_list(''110012-002'', ''110012'', 10, NULL, ''exact'', NULL)', 11),
        ('report_list(NULL, ''110012'', NULL, NULL, NULL, 10, NULL, NULL, NULL)', 11),
        ('report_list(NULL, ''110012'', NULL, NULL, ''T2'', 10, NULL, NULL, NULL)', 11),
        ('report_list(2021, ''110012'', NULL, NULL, NULL, 10, NULL, NULL, NULL)', 11),
        -- A block of a hundred changes, and of reports with four indicators each.
        ('indicator_list(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('indicator_list(NULL, 2021, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ''missed'', 10, NULL, NULL)', 100),
        ('indicator_list(''满意度'', NULL, ''110012'', NULL, NULL, NULL, NULL, ''≥'', ''%%'', NULL, 10, NULL, NULL)', 80),
        ('search(''供水'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('search(''群众得到实惠'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('search(''项目'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450),
        ('search(''没有这个词'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 3),
        ('search(''满意度'', 2021, ''110012'', NULL, NULL, 10, NULL, NULL)', 80),
        -- The nation: 5 years, E1, 7 bands; a region or department no more.
        ('project_summary(NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10, NULL, NULL)', 60),
        ('project_summary(2022, NULL, NULL, ''E1'', ''good'', NULL, NULL, 10, NULL, NULL)', 60),
        ('project_summary(NULL, ''110012'', NULL, NULL, NULL, NULL, NULL, 10, NULL, NULL)', 60),
        ('project_summary(NULL, NULL, ''110012-002'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 60),
        ('project_summary(NULL, NULL, NULL, NULL, NULL, ''year'', ''grade'', 10, NULL, NULL)', 120),
        -- Ten groups and two more, each with at most 5 years of 4 bands.
        ('project_summary(NULL, NULL, NULL, NULL, NULL, ''department'', NULL, 5, NULL, NULL)', 450),
        ('project_summary(2022, NULL, NULL, NULL, NULL, ''department'', NULL, 5, NULL, NULL)', 250),
        ('project_summary(NULL, NULL, NULL, ''E1'', NULL, ''region'', NULL, 3, NULL, NULL)', 450),
        ('project_summary(NULL, NULL, NULL, NULL, ''poor'', ''department'', ''year'', 5, NULL, NULL)', 250),
        ('project_summary(NULL, ''110012'', NULL, NULL, NULL, ''department'', ''form'', 5, NULL, NULL)', 250),
        ('project_summary(NULL, NULL, ''110012-002'', NULL, NULL, ''department'', ''year'', 5, NULL, NULL)', 120)
) AS c (statement, bound);

-- Where the client has the version already, nothing is read but the version.
SELECT is(
    pg_temp.cost(format(c.statement, gongkai.last_change()), 1),
    NULL,
    format('one row to know that nothing has changed: %s', c.statement))
FROM (
    VALUES
        ('report_list(NULL, NULL, NULL, NULL, NULL, 10, NULL, ''exact'', %L)'),
        ('search(''项目'', NULL, NULL, NULL, NULL, 10, NULL, %L)'),
        ('project_summary(NULL, NULL, NULL, NULL, NULL, ''department'', NULL, 10, NULL, %L)')
) AS c (statement);

-- The test would see a table that is read whole, and an index that is missing.
PREPARE whole AS SELECT count(*) FROM gongkai.publication AS p WHERE p.title <> 'x';
SELECT matches(pg_temp.cost('whole', 5), 'publication: 0 by index, 2800 whole', 'reading a table whole is seen');
DROP INDEX gongkai.published_text_terms;
SELECT isnt(pg_temp.cost('search(''供水'', NULL, NULL, NULL, NULL, 10, NULL, NULL)', 450), NULL, 'and a search without its index');

SELECT * FROM finish();
ROLLBACK;
