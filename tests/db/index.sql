-- Index numbers (索引号) of what was published before there were any, as a migration finds
-- it: those that publishing would have given, in the order of the first publications;
-- needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(11);

SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small())', 'a form of a project');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() - ''project'' || ''{"form": "D1"}'')', 'one of its department');
SELECT isnt_empty(
    $$SELECT * FROM pg_temp.import(pg_temp.small() - 'project' || '{"form": "D2", "department": {"code": "522700-300", "name": "科学技术局"}}')$$,
    'one of another');
-- Beijing has the next year at 16:00 of Greenwich.
SELECT pg_temp.publish('d1-2024-522700-197', '2024-12-31T15:59:59Z');
SELECT pg_temp.publish('d2-2024-522700-300', '2024-12-31T16:00:00Z');
SELECT pg_temp.publish('e1-2024-522700-197-01', '2025-02-20T09:00:00+08:00');
SELECT pg_temp.answer('gongkai_staff', $$SELECT gongkai.withdraw('d2-2024-522700-300', '试验', '2025-02-21T09:00:00+08:00')::text$$);

CREATE TEMPORARY TABLE given AS SELECT n.report_id, n.number FROM gongkai.index_number AS n;
SELECT set_eq(
    'SELECT report_id::text, number FROM given',
    $$VALUES ('d1-2024-522700-197', '522700-197/D1/2024-00001'),
        ('d2-2024-522700-300', '522700-300/D2/2025-00001'),
        ('e1-2024-522700-197-01', '522700-197/E1/2025-00001')$$,
    'what publishing gives');

-- As it was before there were numbers, also of what is withdrawn by now.
CREATE FUNCTION pg_temp.forget()
RETURNS void
LANGUAGE sql
AS $$
    DELETE FROM gongkai.index_number;
    DELETE FROM gongkai.index_serial;
    UPDATE gongkai.publication SET index_number = NULL;
$$;
SELECT pg_temp.forget();
SELECT is(pg_temp.answer('gongkai_owner', $$SELECT gongkai.set_index_rule('{department}')::text$$), '3', 'those that have none get one');
SELECT set_eq('SELECT report_id::text, number FROM gongkai.index_number', 'SELECT report_id::text, number FROM given', '  the same');
SELECT is(pg_temp.answer('gongkai_owner', $$SELECT gongkai.set_index_rule('{department}')::text$$), '0', '  once');

-- One organisation for all; counting goes on behind what it has given, and publishing behind that.
SELECT pg_temp.forget();
INSERT INTO gongkai.index_serial (organisation, year, last) VALUES ('K0100', 2025, 99998);
SELECT pg_temp.answer('gongkai_owner', $$SELECT gongkai.set_index_rule('K0100')::text$$);
SELECT set_eq(
    'SELECT number FROM gongkai.index_number',
    ARRAY['K0100/D1/2024-00001', 'K0100/D2/2025-99999', 'K0100/E1/2025-100000'],
    'numbers of one organisation');
SELECT set_eq(
    'SELECT index_number FROM gongkai.publication',
    ARRAY['K0100/D1/2024-00001', 'K0100/E1/2025-100000'],
    '  stand with what is published');
SELECT isnt_empty(
    $$SELECT * FROM pg_temp.import(pg_temp.small() || '{"year": 2023}')$$, 'another form');
SELECT pg_temp.publish('e1-2023-522700-197-01', '2025-03-01T09:00:00+08:00');
SELECT is(
    (SELECT n.number FROM gongkai.index_number AS n WHERE n.report_id = 'e1-2023-522700-197-01'),
    'K0100/E1/2025-100001', '  gets the next');
SELECT * FROM finish();
ROLLBACK;
