-- What only some forms have on funds and indicators: fields of their own, dashes, ranges of
-- points, sets of indicators; from the import to the facts; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(25);

CREATE FUNCTION pg_temp.own()
RETURNS jsonb
LANGUAGE sql
AS $$
    SELECT pg_temp.small() || '{
        "funds": [
            {"kind": "total", "label": "总额", "depth": 0, "annual_budget": "100.00", "executed": "80.00",
                "execution_rate": "/", "extra": {"central": "60", "city": "—", "note": "含结转"}},
            {"kind": "own_funds", "label": "自有资金", "depth": 1, "annual_budget": "-", "executed": "——"},
            {"kind": "township", "label": "乡级", "depth": 1}],
        "indicators": [
            {"name": "产出", "set": "年度", "children": [{"name": "数量", "children": [
                {"name": "场次", "target": {"text": "≥60场"}, "weight": "0-20", "score": "15",
                    "extra": {"review": "12.50", "opinion": "复核时场次重复"}}]}]},
            {"name": "产出", "set": "中期", "children": [{"name": "数量", "children": [
                {"name": "场次", "target": {"text": "≥180场"}, "weight": "10"}]}]}]}'
$$;
CREATE FUNCTION pg_temp.types()
RETURNS jsonb
LANGUAGE sql
AS $$
    SELECT '{
        "/funds": {"central": "amount", "city": "amount", "note": "text"},
        "/indicators": {"review": "decimal", "opinion": "text"}}'::jsonb
$$;

-- There and back.
CREATE TEMP TABLE made AS SELECT * FROM pg_temp.import(pg_temp.own(), pg_temp.types());
SELECT is(outcome, 'created', 'it is imported') FROM made;
SELECT is(m.new_document::jsonb #> '{funds,0,extra}', '{"central": "60.00", "city": "—", "note": "含结转"}',
    'fields of funds, as their types demand') FROM made AS m;
SELECT is(
    (m.new_document::jsonb -> 'funds' -> 1) - 'label',
    '{"kind": "own_funds", "depth": 1, "annual_budget": "-", "executed": "——"}',
    'dashes as they were filled in') FROM made AS m;
SELECT is(m.new_document::jsonb #>> '{funds,0,execution_rate}', '/', 'also of a rate') FROM made AS m;
SELECT is(
    (m.new_document::jsonb #> '{indicators,0,children,0,children,0}') - 'target',
    '{"name": "场次", "weight": "0-20", "score": "15", "extra": {"review": "12.50", "opinion": "复核时场次重复"}}',
    'a range, and fields of an indicator') FROM made AS m;
SELECT is(
    (SELECT string_agg(i ->> 'set', ' ') FROM jsonb_array_elements(m.new_document::jsonb -> 'indicators') AS i),
    '年度 中期', 'sets') FROM made AS m;
SELECT is(i.outcome, 'unchanged', 'imported again, nothing changes')
FROM made AS m CROSS JOIN LATERAL pg_temp.import(m.new_document::jsonb, pg_temp.types()) AS i;

-- What numbers are made of them.
SELECT results_eq(
    'SELECT kind, annual_budget::numeric, executed::numeric FROM gongkai.fund_line ORDER BY position',
    $$VALUES ('total', 100.00, 80.00), ('own_funds', NULL, NULL), ('township', NULL, NULL)$$,
    'a dash is no number');
SELECT is((SELECT weight::numeric FROM gongkai.indicator WHERE score = 15), 20.00, 'of a range the upper end');
SELECT is(gongkai.said_number(c.cell), c.number, format('%L says %s', c.cell, c.number))
FROM (VALUES ('9.84', 9.84), ('0-20', 20), ('0.5-1.25', 1.25), ('-3.10', -3.10), ('—', NULL), ('', NULL), (NULL, NULL))
    AS c (cell, number);

-- What cannot be.
CREATE FUNCTION pg_temp.refused(path text[], value jsonb)
RETURNS text
LANGUAGE sql
AS $$
    SELECT pg_temp.failure('gongkai_staff', format(
        'SELECT gongkai.import_document(%L, %L)', jsonb_set(pg_temp.own(), path, value), pg_temp.types()))
$$;
SELECT is(pg_temp.refused('{indicators,0,children,0,set}', '"年度"'), '22023 /indicators/0/children/0/set', 'a set below the first level');
SELECT is(pg_temp.refused('{indicators,0,weight}', '"20-0"'), '22023 /indicators/0/weight', 'a range downwards');
SELECT is(pg_temp.refused('{funds,0,extra,city}', '"no"'), '22023 /funds/0/extra/city', 'no amount');
SELECT is(pg_temp.refused('{indicators,0,extra}', '{"review": "high"}'), '22023 /indicators/0/extra/review', 'no number');
SELECT is(pg_temp.refused('{funds,0,kind}', '"state"'), '22023 /funds/0/kind', 'a kind that there is not');

-- Published, it is found, listed and summed.
SELECT is(pg_temp.publish(m.report_id, '2025-02-20T09:00:00+08:00'), '1 published', 'it is published') FROM made AS m;
SELECT results_eq(
    'SELECT indicator_set, weight::numeric, target_value FROM gongkai.published_indicator ORDER BY number',
    $$VALUES ('年度', 20.00, '60'), ('中期', 10.00, '180')$$,
    'indicators say their set');
SELECT is(
    (SELECT count(*) FROM gongkai.published_text WHERE body ~ '复核时场次重复' OR body ~ '含结转'),
    2::bigint, 'fields of their own are in the texts that are searched');
SELECT is((SELECT annual_budget::text || ' ' || executed FROM gongkai.publication), '100.00 80.00', 'the total counts');
SELECT * FROM finish();
ROLLBACK;
