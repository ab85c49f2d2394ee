-- A project handed to another department changes what both departments show, and
-- so the versions of both; the feed of changes over more than nine of them; needs:
-- see fixture.psql.
BEGIN;
\ir fixture.psql
\set overall_find `cat sql/query/overall_find.sql`
\set department_find `cat sql/query/department_find.sql`
\set change_list `cat sql/query/change_list.sql`
PREPARE overall_find AS :overall_find
PREPARE department_find AS :department_find
PREPARE change_list AS :change_list
SELECT plan(15);

CREATE FUNCTION pg_temp.version(statement text)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    found record;
BEGIN
    EXECUTE 'EXECUTE ' || statement INTO found;
    RETURN found.version;
END
$$;

-- The target of a project, published by its first department, then the
-- self-evaluation by the second.
SELECT isnt_empty($$SELECT pg_temp.import(pg_temp.small() || '{"form": "T2"}')$$, 'the target');
SELECT is(pg_temp.publish('t2-2024-522700-197-01', '2025-02-20T09:00:00+08:00'), '1 published', 'is published');
SELECT is(
    pg_temp.body($$overall_find('522700-197', 2024, NULL)$$)::json #>> '{projects,count}', '1',
    'the first department has the project');
CREATE TEMP TABLE before AS
SELECT pg_temp.version($$overall_find('522700-197', 2024, NULL)$$) AS first;

SELECT isnt_empty(
    $$SELECT pg_temp.import(pg_temp.full() || '{"department": {"code": "522700-300", "name": "财政局"}}')$$,
    'the self-evaluation of the other department');
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-02-21T09:00:00+08:00'), '1 published', 'is published');
SELECT is(
    pg_temp.body($$overall_find('522700-300', 2024, NULL)$$)::json #>> '{projects,count}', '1',
    'the second department has the project');
SELECT is(
    pg_temp.body(format('overall_find(''522700-197'', 2024, %L)', b.first))::json #>> '{projects,count}', '0',
    'the first has it no more, and whoever knew the old answer gets this one')
FROM before AS b;
UPDATE before SET first = pg_temp.version($$overall_find('522700-197', 2024, NULL)$$);

SELECT is(
    gongkai.withdraw('e1-2024-522700-197-01', '填报有误', '2025-02-22T09:00:00+08:00'), 1,
    'the self-evaluation is withdrawn');
SELECT is(
    pg_temp.body(format('overall_find(''522700-197'', 2024, %L)', b.first))::json #>> '{projects,count}', '1',
    'the first has the project again, and that is new too')
FROM before AS b;
SELECT is(pg_temp.body($$overall_find('522700-300', 2024, NULL)$$), NULL, 'the second has nothing published');

-- Twelve changes in pages of five: cursors compare numbers, not their digits.
SELECT is(count(i.*), 9::bigint, 'nine more drafts')
FROM generate_series(2011, 2019) AS year
CROSS JOIN LATERAL pg_temp.import(pg_temp.small() - 'project' || jsonb_build_object(
    'form', 'D1', 'year', year, 'department', jsonb_build_object('code', '522700-300', 'name', '财政局'))) AS i;
SELECT is(count(pg_temp.publish('d1-' || year || '-522700-300', '2025-03-01T09:00:00+08:00')), 9::bigint, 'published')
FROM generate_series(2011, 2019) AS year;
CREATE FUNCTION pg_temp.walk_changes(page_size integer)
RETURNS integer[]
LANGUAGE plpgsql
AS $$
DECLARE
    numbers integer[] := '{}';
    next text;
    body json;
BEGIN
    FOR i IN 1..20 LOOP
        body := pg_temp.body(format('change_list(%L, %s, NULL)', next, page_size));
        numbers := numbers || ARRAY(SELECT (c ->> 'number')::integer FROM json_array_elements(body -> 'items') AS c);
        next := body ->> 'next';
        EXIT WHEN NOT (body ->> 'more')::boolean;
    END LOOP;
    RETURN numbers;
END
$$;
SELECT is(
    pg_temp.walk_changes(page_size), ARRAY(SELECT generate_series(1, 12)),
    'the feed in pages of ' || page_size)
FROM unnest('{1,5,12}'::integer[]) AS page_size;

SELECT * FROM finish();
ROLLBACK;
