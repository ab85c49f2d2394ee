-- Every way in which import refuses a document, with SQLSTATE and the JSON
-- pointer in the detail; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(117);

-- The error that importing a document raises.
CREATE FUNCTION pg_temp.refusal(document jsonb, extra_types text DEFAULT '{}')
RETURNS text
LANGUAGE sql
AS $$
    SELECT pg_temp.failure('gongkai_staff', format(
        'SELECT gongkai.import_document(%L, %L)', document, extra_types))
$$;

-- Structure: a value at a path of the full document is replaced; the pointer is
-- that of the value.
SELECT is(
    pg_temp.refusal(jsonb_set(pg_temp.full(), c.path, c.value::jsonb)),
    '22023 /' || array_to_string(c.path, '/'),
    format('/%s must not be %s', array_to_string(c.path, '/'), left(c.value, 40)))
FROM (
    VALUES
        ('{form}'::text[], '"e1"'),
        ('{form}', '1'),
        ('{title}', '""'),
        ('{title}', 'null'),
        ('{title}', to_json(repeat('长', 501))::text),
        ('{year}', '"2024"'),
        ('{year}', '2024.5'),
        ('{year}', '1993'),
        ('{year}', '2200'),
        ('{year}', '99999999999999999999'),
        ('{region}', '[]'),
        ('{region,code}', '"52270"'),
        ('{region,name}', '""'),
        ('{department}', '"197"'),
        ('{department,code}', '"522700--197"'),
        ('{department,code}', '"-197"'),
        ('{department,code}', to_json(repeat('1', 65))::text),
        ('{department,name}', '""'),
        ('{department,budget_code}', '"一"'),
        ('{project}', 'null'),
        ('{project,code}', '"a b"'),
        ('{project,name}', '7'),
        ('{project,supervising_department}', '""'),
        ('{project,implementing_unit}', '""'),
        ('{filled_on}', '"20250211"'),
        ('{filled_on}', '"2025-02-30"'),
        ('{filled_on}', '"2025-13-01"'),
        ('{texts}', '[]'),
        ('{texts,goal}', 'null'),
        ('{texts,goal}', to_json(repeat('长', 100001))::text),
        ('{funds}', '{}'),
        ('{funds,1}', '"其他"'),
        ('{funds,1,kind}', '"others"'),
        ('{funds,1,label}', '""'),
        ('{funds,1,depth}', '10'),
        ('{funds,1,depth}', '"1"'),
        ('{funds,1,initial_budget}', '"1,000.00"'),
        ('{funds,1,annual_budget}', '100'),
        ('{funds,1,executed}', '"1.005"'),
        ('{funds,1,executed}', '"10000000000000000.00"'),
        ('{funds,1,executed}', '"1e3"'),
        ('{funds,1,executed}', '""'),
        ('{funds,1,weight}', '"-1"'),
        ('{funds,1,execution_rate}', '"98.44%"'),
        ('{funds,1,score}', '"10000"'),
        ('{total}', '{}'),
        ('{total,score}', '"99.999"'),
        ('{indicators}', '"无"'),
        ('{indicators,0,name}', 'null'),
        ('{indicators,0,weight}', '"五十"'),
        ('{indicators,0,children}', '{}'),
        ('{indicators,0,children,1,code}', '"1/2"'),
        ('{indicators,0,children,0,obligation}', '""'),
        ('{indicators,0,children,0,children,0,target}', '{}'),
        ('{indicators,0,children,0,children,0,target}', '"≥9次"'),
        ('{indicators,0,children,0,children,0,target,operator}', '">="'),
        ('{indicators,0,children,0,children,0,actual,unit}', to_json(repeat('长', 51))::text),
        ('{indicators,0,children,0,children,0,score}', '5'),
        ('{indicators,0,children,0,children,0,children,1,remark}', 'false'),
        ('{base_data}', '{}'),
        ('{base_data,0,section}', '"money"'),
        ('{base_data,1,section}', '"expenditure"'),
        ('{base_data,0,rows}', '{}'),
        ('{base_data,0,rows,0,kind}', '"four_public"'),
        ('{base_data,0,rows,0,label}', 'null'),
        ('{base_data,0,rows,0,depth}', '-1'),
        ('{base_data,0,rows,0,values}', '[]'),
        ('{base_data,0,rows,0,values,final}', '"——————"'),
        ('{base_data,0,rows,0,values,final}', '0'),
        ('{chapters}', '"一"'),
        ('{chapters}', (SELECT jsonb_agg('{"level": 1, "heading": "a"}'::jsonb) FROM generate_series(1, 2001))::text),
        ('{chapters,2,level}', '5'),
        ('{chapters,2,heading}', to_json(repeat('长', 501))::text),
        ('{chapters,2,run_in}', '"yes"'),
        ('{chapters,2,body}', '1'),
        ('{extra}', '[]'),
        ('{extra,period}', '2024'),
        ('{attachment}', '""'),
        ('{attachments}', '{}'),
        ('{attachments,0,form}', '"d1"'),
        ('{attachments,1,number}', '"2"'),
        ('{lists}', '[]'),
        ('{lists,rows}', '{}'),
        ('{lists,rows,1}', '"丙"'),
        ('{lists,rows,1,name}', '7'),
        ('{lists,rows,0,children,1}', 'null'),
        ('{contact}', 'null'),
        ('{contact,name}', to_json(repeat('长', 101))::text),
        -- Unknown members, at the top and below.
        ('{remarks}', '""'),
        ('{department,names}', '""'),
        ('{contact,fax}', '""'),
        ('{base_data,0,rows,0,values,fin}', '"0"')
) AS c (path, value);

-- Members that are missing.
SELECT is(
    pg_temp.refusal(pg_temp.full() #- c.path),
    '22023 /' || array_to_string(c.path, '/'),
    format('/%s must be there', array_to_string(c.path, '/')))
FROM (
    VALUES
        ('{form}'::text[]),
        ('{department,code}'),
        ('{funds,0,label}'),
        ('{base_data,0,rows,1,values}')
) AS c (path);

-- A fifth level.
SELECT is(
    pg_temp.refusal(jsonb_set(
        pg_temp.full(), '{indicators,0,children,0,children,0,children,0,children}', '[{"name": "5"}]')),
    '22023 /indicators/0/children/0/children/0/children/0/children',
    'there is no fifth level');

-- Extra fields and their types; the name is escaped in the pointer.
SELECT is(
    pg_temp.refusal(jsonb_set(pg_temp.full(), '{extra}', jsonb_build_object('b/~', c.value)),
        jsonb_build_object('b/~', c.type)::text),
    '22023 /extra/b~1~0',
    format('%s is no %s', c.value, c.type))
FROM (
    VALUES
        ('1.005', 'amount'),
        ('1.0', 'integer'),
        ('1,5', 'decimal'),
        ('2025-02-30', 'date'),
        ('20250230', 'date'),
        ('是', 'boolean'),
        ('x', 'money')
) AS c (value, type);
SELECT is(
    (
        SELECT new_document::jsonb -> 'extra'
        FROM pg_temp.import(
            pg_temp.small() || '{"extra": {"a": "-0.5", "i": "-7", "d": "0.125", "t": "2025-02-11", "b": "false", "e": ""}}',
            '{"a": "amount", "i": "integer", "d": "decimal", "t": "date", "b": "boolean", "e": "date"}')
    ),
    '{"a": "-0.50", "i": "-7", "d": "0.125", "t": "2025-02-11", "b": "false", "e": ""}'::jsonb,
    'and each type has values that it takes, an empty cell among them');
SELECT is(
    pg_temp.refusal(
        jsonb_set(pg_temp.full(), '{lists,rows,0,children,0,amount}', '"一元"'),
        '{"rows": {"children": {"amount": "amount"}}}'),
    '22023 /lists/rows/0/children/0/amount',
    'a cell of a list has its type too');
SELECT is(
    pg_temp.refusal(pg_temp.small(), '[]'),
    '22023 extra_types',
    'the types must be an object');
SELECT is(pg_temp.refusal('[]'), '22023', 'a document is an object');
SELECT is(pg_temp.refusal(NULL), '22004', 'a document is something');

-- References.
SELECT lives_ok('SELECT * FROM pg_temp.import(pg_temp.full())', 'a document to contradict');
SELECT is(
    pg_temp.refusal(pg_temp.small() || '{"id": "e1-2024-522700-197-02"}'),
    '22023 /id',
    'an id that is not the derived one');
-- A project that has its own department's code would take the department's id.
SELECT lives_ok(
    $$SELECT * FROM pg_temp.import(pg_temp.small() - 'project')$$,
    'a report of the department');
SELECT is(
    pg_temp.refusal(jsonb_set(pg_temp.small(), '{project,code}', '"522700-197"')),
    '22023 /project/code',
    'another report with the same id');

-- Whoever reads the error is told what was found and what to do.
SELECT throws_ok(
    $$SELECT * FROM pg_temp.import(jsonb_set(pg_temp.full(), '{funds,1,executed}', '"1,000"'))$$,
    '22023',
    'found "1,000", expected an amount in yuan as a string with at most two decimals, or a dash',
    'a message says what was found and what was expected');
SELECT throws_ok(
    $$SELECT * FROM pg_temp.import(pg_temp.full() - 'title')$$,
    '22023',
    'the member "title" is missing',
    'a message names what is missing');

-- Nothing of a refused document stays.
SELECT is(
    pg_temp.refusal(jsonb_set(pg_temp.full(), '{contact,fax}', '""') || '{"region": {"code": "640221", "name": "平罗县"}, "department": {"code": "640221-001", "name": "县委"}, "project": {"code": "640221-001-01", "name": "甲"}}'),
    '22023 /contact/fax',
    'a document whose last member is wrong');
SELECT is(
    (SELECT count(*) FROM gongkai.region WHERE code = '640221')
        + (SELECT count(*) FROM gongkai.report WHERE department_code = '640221-001'),
    0::bigint,
    'and nothing of it stays');

SELECT * FROM finish();
ROLLBACK;
