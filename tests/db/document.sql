-- Assembly of documents: exact bytes, editions, what is absent and what is
-- empty; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(16);

-- The smallest document, byte by byte.
SELECT is(
    (SELECT new_document FROM pg_temp.import(pg_temp.small())),
    '{"id":"e1-2024-522700-197-01","form":"E1","title":"项目支出绩效自评表","year":2024'
    || ',"region":{"code":"522700","name":"黔南州"}'
    || ',"department":{"code":"522700-197","name":"社会工作部"}'
    || ',"project":{"code":"522700-197-01","name":"定额公用经费"}}',
    'the smallest document has no white space and nothing that is absent');

-- The fullest one: amounts and rates have two decimals, points and counts no
-- trailing zeros; a target's operator, value and unit are read from its text.
SELECT is(
    (
        SELECT new_document
        FROM pg_temp.import(pg_temp.full(), '{
            "amount": "amount", "Z": "boolean", "other": "date",
            "rows": {"amount": "amount", "children": {"done": "boolean"}}}')
    ),
    '{"id":"e1-2024-522700-197-01","form":"E1","title":"项目支出绩效自评表","attachment":"附件1","year":2024'
    || ',"region":{"code":"522700","name":"黔南州"}'
    || ',"department":{"code":"522700-197","budget_code":"197","name":"社会工作部"}'
    || ',"project":{"code":"522700-197-01","name":"定额公用经费"'
    || ',"supervising_department":"州委","implementing_unit":"社会工作部"}'
    || ',"filled_on":"2025-02-11"'
    || ',"texts":{"goal":"目标1：“高效”\n目标2：a\\b\"c\"\t𬬻","completion":"完成"'
    || ',"conclusion":"优","thrift_measures":"节约","note":""}'
    || ',"funds":[{"kind":"total","label":"年度资金总额","depth":0,"initial_budget":"0.00"'
    || ',"annual_budget":"200000.00","executed":"196876.30","weight":"10"'
    || ',"execution_rate":"98.44","score":"9.8"}'
    || ',{"kind":"other","label":"其他","depth":1,"executed":"-0.05"}]'
    || ',"total":{"weight":"100","score":"99.84"}'
    || ',"indicators":[{"name":"产出指标","weight":"50","children":['
    || '{"code":"11","name":"数量指标","obligation":"必填","children":['
    || '{"name":"水电","target":{"text":"≥9次","operator":"≥","value":"9","unit":"次"}'
    || ',"actual":{"text":"九次"},"weight":"5","score":"4.5","deviation":"偏差","remark":""'
    || ',"explanation":"解释","standard":"标准","children":[{"name":"水"},{"name":"电"}]}'
    || ',{"name":"调研","target":{"operator":"定性","value":"良好"}}]}'
    || ',{"code":"12","name":"质量指标"}]},{"name":"效益指标"}]'
    || ',"base_data":[{"section":"expenditure","rows":['
    || '{"kind":"three_public","label":"三公经费","depth":0'
    || ',"values":{"previous_final":"——","budget":"10000.00","final":"0.00"}}'
    || ',{"kind":"filler","label":"……","depth":1,"values":{}}]}'
    || ',{"section":"staff","rows":[{"label":"","depth":0'
    || ',"values":{"authorized_staff":"7","staff_control_rate":"71.40"}}]}'
    || ',{"section":"buildings","rows":[]}]'
    || ',"chapters":[{"level":0,"heading":"","body":"前言"}'
    || ',{"level":1,"heading":"一、概况","run_in":true,"body":"甲"}'
    || ',{"level":2,"heading":"（一）职能","run_in":false}]'
    || ',"attachments":[{"title":"基础数据表","form":"D1"},{"title":"其他材料"}]'
    || ',"extra":{"Z":"true","amount":"12.50","b/~":"","period":"2024年"}'
    || ',"lists":{"none":[],"rows":[{"name":"甲","amount":"1.50"'
    || ',"children":[{"name":"乙","amount":""},{"done":"true"}]},{"name":"丙"}]}'
    || ',"contact":{"name":"何某","telephone":"0854-1234567","prepared_by":"蒋某某","head":""}}',
    'the fullest document has all members in the order of the schema');

SELECT is(
    gongkai.document('e1-2024-522700-197-01', 'public')::jsonb,
    gongkai.document('e1-2024-522700-197-01', 'internal')::jsonb - 'contact',
    'the public edition differs by the contact alone');
SELECT unalike(
    gongkai.document('e1-2024-522700-197-01', 'public')::text,
    '%何某%',
    'the public edition does not name the contact');

SELECT is(
    gongkai.document('e1-2024-none', 'public')::text,
    NULL,
    'there is no document of a draft that there is not');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.document('e1-2024-522700-197-01', 'secret')$$),
    '22023 edition',
    'there is no third edition');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.document('e1-2024-522700-197-01', NULL)$$),
    '22023 edition',
    'an edition must be named');

-- The bytes depend on nothing but the data.
CREATE TEMP TABLE before AS SELECT gongkai.document('e1-2024-522700-197-01', 'internal')::text AS document;
SET LOCAL timezone = 'America/New_York';
SET LOCAL datestyle = 'German';
SET LOCAL extra_float_digits = 0;
SET LOCAL enable_indexscan = off;
SET LOCAL enable_bitmapscan = off;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_hashagg = off;
DISCARD PLANS;
SELECT is(
    gongkai.document('e1-2024-522700-197-01', 'internal')::text,
    (SELECT document FROM before),
    'settings and plans do not change the bytes');
DO $$
BEGIN
    -- Rewriting rows from the last to the first turns their order on disk over.
    FOR n IN REVERSE 8..1 LOOP
        UPDATE gongkai.indicator SET remark = remark WHERE number = n;
    END LOOP;
    UPDATE gongkai.fund_line SET label = label WHERE position = 1;
    UPDATE gongkai.chapter SET heading = heading WHERE position < 3;
    UPDATE gongkai.base_row SET label = label WHERE position = 1;
    UPDATE gongkai.base_value SET number = number WHERE name = 'budget';
    UPDATE gongkai.base_section SET position = position WHERE section = 'expenditure';
    UPDATE gongkai.report_text SET body = body WHERE name = 'goal';
    UPDATE gongkai.report_extra SET value = value WHERE name = 'Z';
END
$$;
SELECT is(
    gongkai.document('e1-2024-522700-197-01', 'internal')::text,
    (SELECT document FROM before),
    'the order of rows on disk does not change the bytes');
RESET timezone;
RESET datestyle;
RESET enable_indexscan;
RESET enable_bitmapscan;

-- A department's own form.
SELECT is(
    (
        SELECT new_document
        FROM pg_temp.import((pg_temp.small() - 'project') || '{"form": "D1", "year": 2023}')
    ),
    '{"id":"d1-2023-522700-197","form":"D1","title":"项目支出绩效自评表","year":2023'
    || ',"region":{"code":"522700","name":"黔南州"}'
    || ',"department":{"code":"522700-197","name":"社会工作部"}}',
    'a report without project has the department''s code in its id');

-- Absent and empty.
SELECT is(
    (
        SELECT new_document::jsonb -> 'texts'
        FROM pg_temp.import(pg_temp.small() || '{"texts": {"note": ""}}')
    ),
    '{"note": ""}'::jsonb,
    'an empty text stays');
SELECT is(
    (
        SELECT new_document::jsonb
        FROM pg_temp.import(pg_temp.small()
            || '{"texts": {}, "funds": [], "indicators": [], "base_data": [], "chapters": [], "extra": {}, "contact": {}}')
    ),
    pg_temp.small() || '{"id": "e1-2024-522700-197-01"}',
    'an empty list or object is the same as none');

-- What a target's text says goes over parts that were read of another one, here a unit.
SELECT is(
    (
        SELECT new_document::jsonb #> '{indicators,0,target}'
        FROM pg_temp.import(pg_temp.small()
            || '{"indicators": [{"name": "a", "target": {"text": "≥9次", "unit": "场"}}]}')
    ),
    '{"text": "≥9次", "operator": "≥", "value": "9", "unit": "次"}'::jsonb,
    'a text says which unit it has');
SELECT is(
    (
        SELECT new_document::jsonb #> '{indicators,0,actual}'
        FROM pg_temp.import(pg_temp.small()
            || '{"indicators": [{"name": "a", "actual": {"text": "196,876.3元"}}]}')
    ),
    '{"text": "196,876.3元", "value": "196876.3", "unit": "元"}'::jsonb,
    'an actual value is read like a target and its text stays as filled in');
SELECT is(
    (
        SELECT new_document::jsonb #> '{indicators,0,target}'
        FROM pg_temp.import(pg_temp.small()
            || '{"indicators": [{"name": "a", "target": {"value": "", "unit": ""}}]}')
    ),
    '{"value": "", "unit": ""}'::jsonb,
    'empty cells of a target stay');

-- Nothing is lost in the deepest legal tree.
SELECT is(
    (
        SELECT new_document::jsonb #>> '{indicators,0,children,0,children,0,children,1,name}'
        FROM pg_temp.import(pg_temp.small() || '{"indicators": [{"name": "1", "children": [
            {"name": "2", "children": [{"name": "3", "children": [{"name": "4a"}, {"name": "4b"}]}]}]}]}')
    ),
    '4b',
    'the fourth level is there');

SELECT * FROM finish();
ROLLBACK;
