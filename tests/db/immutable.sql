-- What is published cannot be changed by staff or public; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(30);

SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small())', 'a draft');
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-02-20T09:00:00+08:00'), '1 published', 'published');
CREATE TEMP TABLE before AS
SELECT v::text AS revision, p::text AS publication, j::text AS project
FROM gongkai.revision AS v, gongkai.publication AS p, gongkai.published_project AS j;

SELECT is(
    pg_temp.failure(role_name, format(statement, table_name)),
    '42501',
    format('%s: ' || statement, role_name, table_name))
FROM unnest('{gongkai_staff,gongkai_public}'::text[]) AS role_name
CROSS JOIN unnest('{revision,publication,published_project}'::text[]) AS table_name
CROSS JOIN unnest(ARRAY[
    'UPDATE gongkai.%s SET title = ''x''',
    'DELETE FROM gongkai.%s',
    'TRUNCATE gongkai.%s CASCADE',
    'INSERT INTO gongkai.%1$s SELECT * FROM gongkai.%1$s'
]) AS statement
WHERE table_name <> 'published_project' OR statement !~ 'title';
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.list_revision('e1-2024-522700-197-01', 1)$$),
    '42501',
    'staff cannot write the lists around publish()');

-- Importing over a published report leaves its revision alone.
SELECT is(
    (SELECT outcome FROM pg_temp.import(pg_temp.full())),
    'updated',
    'the draft goes on');
SELECT results_eq(
    $$SELECT v::text, p::text, j::text
    FROM gongkai.revision AS v, gongkai.publication AS p, gongkai.published_project AS j$$,
    'SELECT * FROM before',
    'what is published is as it was');

-- Even the owner cannot store a revision whose hash is not that of its bytes,
-- or begin a chain twice.
SELECT is(
    pg_temp.failure('gongkai_owner', $$UPDATE gongkai.revision SET document = document || ' '$$),
    '23514 revision_hash',
    'bytes do not change under their hash');
SELECT is(
    pg_temp.failure('gongkai_owner', $$UPDATE gongkai.revision SET previous_sha256 = sha256$$),
    '23514 revision_first',
    'the first revision follows none');
SELECT is(
    pg_temp.failure('gongkai_owner', $$UPDATE gongkai.revision SET published_at = published_at + interval '0.5 s'$$),
    '23514 revision_whole_second',
    'times are in whole seconds');

SELECT * FROM finish();
ROLLBACK;
