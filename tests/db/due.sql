-- What is due to be checked: taken together, tried alone when it fails, left in the end;
-- needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(15);

SELECT report_id AS one FROM pg_temp.import(pg_temp.small()) \gset
SELECT report_id AS two FROM pg_temp.import(pg_temp.small() || '{"year": 2023}') \gset
SELECT is(gongkai.begin_due(10, 0), NULL, 'nothing is due');
SELECT ok(gongkai.findings_due(:'one', true), 'a draft that was changed is');
SELECT ok(gongkai.findings_due(:'two', false), 'and one that was never checked');
SELECT ok(gongkai.findings_due(:'two', false), 'asked again');
SELECT ok(gongkai.findings_due(:'one', true), 'and changed again');
SELECT is((SELECT array_agg(d.report_id::text ORDER BY d.number) FROM gongkai.audit_due AS d), ARRAY[:'one', :'two', :'one'], 'each change is there, each question once');
SELECT is(gongkai.begin_due(10, 60000), NULL, 'not before its time');
SELECT is(cardinality(gongkai.begin_due(2, 0)), 2, 'no more than are wanted are begun');
SELECT is(cardinality(gongkai.begin_due(10, 0)), 3, 'and again when the worker failed');
SELECT is(gongkai.begin_due(10, 0), ARRAY[(SELECT min(d.number) FROM gongkai.audit_due AS d)], 'then one alone');
SELECT is(gongkai.begin_due(10, 0), ARRAY[(SELECT min(d.number) FROM gongkai.audit_due AS d)], 'and alone');
SELECT is(gongkai.begin_due(10, 0), ARRAY[(SELECT min(d.number) FROM gongkai.audit_due AS d)], 'five times in all');
SELECT is(gongkai.begin_due(10, 0), ARRAY[(SELECT min(d.number) FROM gongkai.audit_due AS d WHERE d.report_id = :'two')],
    'after which it is left for the next');
SELECT gongkai.renew_due(ARRAY(SELECT d.number FROM gongkai.audit_due AS d WHERE d.report_id = :'two'));
SELECT is((SELECT string_agg(a.report_id, ' ') FROM gongkai.audited AS a WHERE a.report_id = :'two'), :'two', 'which is checked');
SELECT is((SELECT array_agg(d.report_id::text) FROM gongkai.audit_due AS d), ARRAY[:'one'], 'and due no more');

SELECT * FROM finish();
ROLLBACK;
