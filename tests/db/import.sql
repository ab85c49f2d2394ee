-- Import: outcomes, what comes back, what changes elsewhere; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
\set document_import `cat sql/query/document_import.sql`
\set draft_find `cat sql/query/draft_find.sql`
PREPARE document_import AS :document_import
PREPARE draft_find AS :draft_find
SELECT plan(34);

-- Created, unchanged, updated, with the documents before and after.
CREATE TEMP TABLE first AS SELECT * FROM pg_temp.import(pg_temp.full());
SELECT is(report_id, 'e1-2024-522700-197-01', 'the id is form, year and project') FROM first;
SELECT is(outcome, 'created', 'what was not there is created') FROM first;
SELECT is(old_document, NULL, 'nothing was there before') FROM first;
SELECT is(
    new_document,
    gongkai.document(report_id, 'internal')::text,
    'the new document is the internal edition')
FROM first;

SELECT is(
    i.outcome || ' ' || (i.old_document = i.new_document),
    'unchanged true',
    'the same document again changes nothing')
FROM pg_temp.import(pg_temp.full()) AS i;
SELECT is(
    i.outcome,
    'unchanged',
    'the document that we give, imported again, changes nothing')
FROM first AS f
CROSS JOIN LATERAL pg_temp.import(f.new_document::jsonb) AS i;
SELECT is(
    i.outcome,
    'unchanged',
    'published is ignored')
FROM pg_temp.import(pg_temp.full() || '{"published": {"revision": 9, "at": "2025-02-20T09:00:00+08:00"}}') AS i;

-- Each part of the document, taken away or changed, is an update.
SELECT is(
    i.outcome || ' ' || (i.old_document::jsonb ? c.member) || ' ' || (i.new_document::jsonb ? c.member),
    'updated true false',
    c.member || ' taken away is an update')
FROM unnest('{contact,lists,extra,attachments,attachment,chapters,base_data,indicators,total,funds,texts,filled_on}'::text[]) AS c (member)
CROSS JOIN LATERAL pg_temp.import(pg_temp.full()) AS restored
CROSS JOIN LATERAL pg_temp.import(pg_temp.full() - c.member) AS i
WHERE restored.outcome IS NOT NULL;

-- A new name is an update of the document that has it, and of no other.
SELECT is(
    (SELECT outcome FROM pg_temp.import(pg_temp.small() || '{"form": "T1"}')),
    'created',
    'another form of the same project is another report');
CREATE TEMP TABLE other AS SELECT gongkai.document('t1-2024-522700-197-01', 'internal')::text AS document;
SELECT is(
    (
        SELECT outcome || ' ' || (new_document::jsonb #>> c.path)
        FROM pg_temp.import(jsonb_set(pg_temp.small(), c.path, '"新名"'))
    ),
    'updated 新名',
    format('a new name at %s is an update', c.path))
FROM (VALUES ('{region,name}'::text[]), ('{department,name}'), ('{project,name}')) AS c (path);
SELECT is(
    gongkai.document('t1-2024-522700-197-01', 'internal')::text,
    o.document,
    'the other report of the project keeps all of its names')
FROM other AS o;

SELECT is(
    (
        SELECT outcome || ' ' || (new_document::jsonb ->> 'title')
        FROM pg_temp.import(pg_temp.small() || '{"title": "新题"}')
    ),
    'updated 新题',
    'a new title is an update');

-- Import numbers the indicators from top to bottom.
SELECT lives_ok('SELECT * FROM pg_temp.import(pg_temp.full())', 'a tree');
SELECT results_eq(
    $$SELECT i.number, i.parent, i.name::text FROM gongkai.indicator AS i ORDER BY i.number$$,
    $$VALUES
        (1, NULL, '产出指标'), (2, 1, '数量指标'), (3, 2, '水电'), (4, 3, '水'), (5, 3, '电'),
        (6, 2, '调研'), (7, 1, '质量指标'), (8, NULL, '效益指标')$$,
    'indicators are numbered as they stand on the form');

-- A project that is handed over, and a department that another region gets, are
-- imported as they now are; what was said before stays as it was said.
SELECT is(
    (
        SELECT outcome || ' ' || (new_document::jsonb #>> '{department,name}') || ' ' || (new_document::jsonb #>> '{region,code}')
        FROM pg_temp.import(pg_temp.small()
            || '{"year": 2025, "department": {"code": "522700-200", "name": "新部门"}, "region": {"code": "522701", "name": "都匀市"}}')
    ),
    'created 新部门 522701',
    'the next year the project is another department''s');
SELECT is(
    (
        SELECT outcome || ' ' || (new_document::jsonb #>> '{region,name}')
        FROM pg_temp.import(pg_temp.small() || '{"form": "E2", "region": {"code": "522702", "name": "福泉市"}}')
    ),
    'created 福泉市',
    'a form of the same year has the department in another region');
SELECT is(
    gongkai.document('t1-2024-522700-197-01', 'internal')::text,
    o.document,
    'the other report stays where it was')
FROM other AS o;

-- What one form prints beside the project's name is not given to another form.
SELECT is(
    (
        SELECT new_document::jsonb #>> '{project,implementing_unit}'
        FROM pg_temp.import(pg_temp.full())
    ) || coalesce(gongkai.document('t1-2024-522700-197-01', 'public')::jsonb #>> '{project,implementing_unit}', ' absent'),
    '社会工作部 absent',
    'the implementing unit stays with the form that prints it');

-- The statements of sql/query that staff use.
SELECT is(
    pg_temp.answer('gongkai_staff', format(
        'EXECUTE document_import(%L, %L)', jsonb_set(pg_temp.full(), '{year}', '2023'), '{"amount": "amount"}')),
    'e1-2023-522700-197-01',
    'document_import takes texts');
SELECT is(
    pg_temp.answer('gongkai_staff', $$EXECUTE draft_find('e1-2023-522700-197-01', 'internal')$$)::jsonb #>> '{extra,amount}',
    '12.50',
    'draft_find gives the draft, with the extra field in the form of its type');
SELECT is(
    pg_temp.failure('gongkai_staff', $$EXECUTE document_import('{"form": "E1"', NULL)$$),
    '22P02 The input string ended unexpectedly.',
    'what is not JSON is an error of class 22');

SELECT * FROM finish();
ROLLBACK;
