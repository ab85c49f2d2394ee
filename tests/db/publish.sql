-- Publishing: frozen bytes, hashes, the chain of revisions, what lists are
-- told; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
\set report_find `cat sql/query/report_find.sql`
\set report_publish `cat sql/query/report_publish.sql`
\set draft_list `cat sql/query/draft_list.sql`
PREPARE report_find AS :report_find
PREPARE report_publish AS :report_publish
PREPARE draft_list AS :draft_list
SELECT plan(79);

-- State of the only draft, as draft_list says.
CREATE FUNCTION pg_temp.state()
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    draft record;
BEGIN
    PERFORM set_config('role', 'gongkai_staff', true);
    EXECUTE 'EXECUTE draft_list(NULL, NULL, NULL, NULL, NULL)' INTO draft;
    PERFORM set_config('role', 'none', true);
    RETURN draft.id || ' ' || draft.form || ' ' || draft.title || ' ' || draft.state;
END
$$;

SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.publish('e1-2024-522700-197-01', now())$$),
    'P0002 report_id',
    'a draft that there is not cannot be published');

-- The first revision, byte by byte.
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() || ''{"contact": {"name": "何某"}}'')', 'a draft');
SELECT is(pg_temp.state(), 'e1-2024-522700-197-01 E1 项目支出绩效自评表 draft', 'it is a draft');
SELECT isnt(pg_temp.template('E1', 'template 1'), NULL, 'its template');
SELECT pg_temp.approve('e1-2024-522700-197-01');
SET LOCAL timezone = 'America/New_York';
SET SESSION AUTHORIZATION gongkai_backdate;
EXECUTE report_publish('e1-2024-522700-197-01', '2025-02-20T01:00:00.987Z') \gset
RESET SESSION AUTHORIZATION;
SET LOCAL search_path = tap, pg_catalog;
SELECT is(:'revision' || ' ' || :'outcome', '1 published', 'publishing makes revision 1');
SELECT is(
    v.document,
    '{"id":"e1-2024-522700-197-01","form":"E1","title":"项目支出绩效自评表","year":2024'
    || ',"region":{"code":"522700","name":"黔南州"}'
    || ',"department":{"code":"522700-197","name":"社会工作部"}'
    || ',"project":{"code":"522700-197-01","name":"定额公用经费"}'
    || ',"published":{"revision":1,"at":"2025-02-20T09:00:00+08:00","backdated":true}}',
    'the frozen bytes are the public edition and published at its end')
FROM gongkai.revision AS v;
SELECT is(v.sha256::text, encode(sha256(convert_to(v.document, 'UTF8')), 'hex'), 'the hash is that of the bytes')
FROM gongkai.revision AS v;
SELECT is(
    (v.number, v.previous_sha256, v.title, v.template, v.template_digest, v.published_by)::text,
    format('(1,,"标题 e1-2024-522700-197-01",E1,%s,gongkai_backdate)', pg_temp.template('E1', 'template 1')),
    'the first revision has no previous one, and says who published it')
FROM gongkai.revision AS v;
SELECT is(v.published_at, '2025-02-20T01:00:00Z'::timestamptz, 'its time is in whole seconds')
FROM gongkai.revision AS v;
SELECT is(pg_temp.state(), 'e1-2024-522700-197-01 E1 项目支出绩效自评表 published', 'the draft is published');
SELECT is(
    p::text,
    '(e1-2024-522700-197-01,1,E1,2024,522700,黔南州,522700-197,社会工作部,522700-197-01,定额公用经费,"标题 e1-2024-522700-197-01","2025-02-19 20:00:00-05",1,,,,,,,f,,522700-197/E1/2025-00001)',
    'the list has what it shows, and the first index number of the department and year')
FROM gongkai.publication AS p;
SELECT is(
    p::text,
    '(522700-197-01,定额公用经费,522700-197,社会工作部,{2024},522700,黔南州,1)',
    'the project is listed')
FROM gongkai.published_project AS p;

-- Nothing new is not published again.
SELECT is(
    pg_temp.publish('e1-2024-522700-197-01', '2025-03-01T09:00:00+08:00'),
    '1 unchanged',
    'the same document with the same template is unchanged');
SELECT is(
    pg_temp.publish('e1-2024-522700-197-01', '2024-01-01T00:00:00+08:00'),
    '1 unchanged',
    'also when the time is earlier');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() || ''{"contact": {"name": "蒋某某"}}'')', 'another contact');
SELECT is(pg_temp.state(), 'e1-2024-522700-197-01 E1 项目支出绩效自评表 draft', 'is a change of the draft');
SELECT is(
    pg_temp.publish('e1-2024-522700-197-01', '2025-03-01T09:00:00+08:00'),
    '1 unchanged',
    'but nothing to publish');
SELECT is((SELECT count(*) FROM gongkai.revision), 1::bigint, 'so far there is one revision');

-- A new template is a new revision.
SELECT is(
    pg_temp.publish('e1-2024-522700-197-01', '2025-02-20T09:00:00+08:00', 'template 2'),
    '2 published',
    'another template makes revision 2, in the same second if need be');

-- A new document is a new revision.
SELECT isnt_empty(
    'SELECT * FROM pg_temp.import(jsonb_set(pg_temp.full(), ''{project,name}'', ''"新名"''))',
    'a changed draft');
SELECT is(pg_temp.state(), 'e1-2024-522700-197-01 E1 项目支出绩效自评表 draft', 'is a draft again');
SELECT is(
    pg_temp.failure('gongkai_staff', format('SELECT gongkai.publish(%L, ''2025-02-20T08:59:59+08:00'')', pg_temp.approve('e1-2024-522700-197-01'))),
    '22023 published_at',
    'a revision older than the one before is refused');
SELECT is(
    pg_temp.publish('e1-2024-522700-197-01', '2025-03-01T09:00:00+08:00', 'template 2'),
    '3 published',
    'another document makes revision 3');
SELECT is(
    pg_temp.answer('gongkai_staff', $$SELECT outcome FROM gongkai.publish('e1-2024-522700-197-01', now())$$),
    'unchanged',
    'once');
SELECT is(
    (SELECT (p.revision, p.project_name, p.published_at AT TIME ZONE 'UTC')::text FROM gongkai.publication AS p),
    '(3,新名,"2025-03-01 01:00:00")',
    'the list has the newest revision');
SELECT is((SELECT name::text FROM gongkai.published_project), '新名', 'and the project its new name');

-- The chain.
SELECT results_eq(
    $$SELECT v.number, v.previous_sha256 IS NOT DISTINCT FROM lag(v.sha256::text) OVER (ORDER BY v.number)
    FROM gongkai.revision AS v ORDER BY v.number$$,
    $$VALUES (1, true), (2, true), (3, true)$$,
    'numbers have no gap and each revision has the hash of the one before');
SELECT is(
    (SELECT count(DISTINCT sha256) FROM gongkai.revision),
    3::bigint,
    'the three are different');
SELECT is_empty(
    $$SELECT v.number FROM gongkai.revision AS v
    WHERE v.sha256 <> encode(sha256(convert_to(v.document, 'UTF8')), 'hex')
        OR v.document::jsonb #>> '{published,revision}' <> v.number::text
        OR v.document::json IS NULL$$,
    'every hash is right, every document is JSON and knows its number');

-- The contact is nowhere in what is published.
SELECT is_empty(
    $$SELECT v.number FROM gongkai.revision AS v
    WHERE v.document::jsonb ? 'contact' OR v.document ~ '何某|蒋某某|0854'$$,
    'no revision has anything of the contact');
SELECT is(
    (SELECT v.document::jsonb - 'published' FROM gongkai.revision AS v WHERE v.number = 3),
    gongkai.document('e1-2024-522700-197-01', 'internal')::jsonb - 'contact',
    'and everything else');

-- Years of a project add up; a department's own form lists no project.
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() || ''{"year": 2022}'')', 'an older year');
SELECT is(pg_temp.publish('e1-2022-522700-197-01', '2025-03-02T09:00:00+08:00'), '1 published', 'is published later');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() || ''{"form": "T1"}'')', 'another form of 2024');
SELECT is(pg_temp.publish('t1-2024-522700-197-01', '2025-03-02T09:00:00+08:00'), '1 published', 'is published too');
SELECT is((SELECT years FROM gongkai.published_project), '{2022,2024}'::integer[], 'years are in order, each once');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() - ''project'' || ''{"form": "D1"}'')', 'a form of the department');
SELECT is(pg_temp.publish('d1-2024-522700-197', '2025-03-02T09:00:00+08:00'), '1 published', 'is published');
SELECT results_eq(
    $$SELECT p.project_code IS NULL, (SELECT count(*) FROM gongkai.published_project)
    FROM gongkai.publication AS p WHERE p.report_id = 'd1-2024-522700-197'$$,
    $$VALUES (true, 1::bigint)$$,
    'without a project');

-- report_find, as the public runs it.
CREATE FUNCTION pg_temp.found(id text)
RETURNS json
LANGUAGE plpgsql
AS $$
DECLARE
    report record;
BEGIN
    PERFORM set_config('role', 'gongkai_public', true);
    EXECUTE format('EXECUTE report_find(%L, NULL)', id) INTO report;
    PERFORM set_config('role', 'none', true);
    RETURN to_json(report);
END
$$;
SELECT is(
    pg_temp.found('e1-2022-522700-197-01')::jsonb - 'document' - 'sha256',
    '{
        "published_http": "Sun, 02 Mar 2025 01:00:00 GMT",
        "title": "标题 e1-2022-522700-197-01", "form": "E1", "revision": 1,
        "withdrawn_at": null, "withdrawn_http": null, "reason": null, "code": null, "site": null
    }'::jsonb || jsonb_build_object('template_digest', pg_temp.template('E1', 'template 1')),
    'report_find gives the current revision with its time');
SELECT ok(
    pg_temp.found('e1-2024-522700-197-01') ->> 'document' = v.document
    AND pg_temp.found('e1-2024-522700-197-01') ->> 'sha256' = v.sha256,
    'with the exact bytes and their hash')
FROM gongkai.revision AS v
WHERE v.report_id = 'e1-2024-522700-197-01' AND v.number = 3;
SELECT is(pg_temp.found('e1-2024-none') ->> 'sha256', NULL, 'and nothing where nothing is published');

-- The title is composed by the template's words; values by hand.
SELECT is(gongkai.composed_title(c.words, d.document), c.expected, c.words)
FROM (
    SELECT '{"id": "x", "title": "甲&#60;乙<b>丙</b>", "year": 2024, "filled_on": "2025-02-01",
        "department": {"name": "某局"}, "extra": {"empty": "", "period": "三年"}}'::json AS document
) AS d
CROSS JOIN (
    VALUES
        ('目录', '目录'),
        ('{title}：{department.name}（{year}年度）', '甲<乙丙：某局（2024年度）'),
        ('{project.name}{extra.empty}|', '|'),
        ('{{{year}}}', '{2024}'),
        ('}{year}{{', '}2024{'),
        ('{filled_on|date:yyyymmdd}', '20250201'),
        ('{filled_on|date:yyyy-mm-dd}', '2025-02-01'),
        ('{filled_on|date:yyyy.mm.dd}', '2025.02.01'),
        ('{filled_on|date:年月日}', '2025年2月1日'),
        ('{filled_on|date:年月}', '2025年2月'),
        ('{extra.empty|date:年月}', ''),
        ('{extra.empty|absent:无}{extra.none|absent:无}', '无'),
        ('{extra.empty|blank:空}{extra.none|blank:a:b}', '空a:b'),
        ('{extra.period|prefix:（|suffix:）}', '（三年）'),
        ('{extra.empty|prefix:（|suffix:）}', ''),
        ('{extra.none|suffix:年|blank:不定}', '不定')
) AS c (words, expected);

-- Templates: the owner registers, publishing takes what is in force, all stay.
SELECT is(
    pg_temp.failure('gongkai_owner', $$SELECT gongkai.register_template('<form id="e1" title="x"/>')$$),
    '23514 form_form',
    'what is no form is refused');
SELECT is(
    pg_temp.failure('gongkai_owner', $$UPDATE gongkai.template_version SET text = text || ' '$$),
    '23514 template_version_hash',
    'a text does not change under its digest');
SELECT is_empty(
    $$SELECT v.report_id FROM gongkai.revision AS v
    WHERE NOT EXISTS (
        SELECT FROM gongkai.template_version AS t WHERE t.digest = v.template_digest AND t.form = v.template)$$,
    'the template of each revision can be read');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() || ''{"form": "X9"}'')', 'a draft of a form without template');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.publish('x9-2024-522700-197-01', now())$$),
    '55000',
    'is not published');
DELETE FROM gongkai.report WHERE form = 'X9';

-- Drafts go, revisions stay, and their numbers go on.
SELECT is(
    pg_temp.failure('gongkai_owner', $$DELETE FROM gongkai.report$$),
    'no error',
    'deleting the drafts');
SELECT is(
    (SELECT (count(*), count(DISTINCT report_id))::text FROM gongkai.revision),
    '(6,4)',
    'takes nothing back');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small())', 'a draft made again');
SELECT is(
    pg_temp.publish('e1-2024-522700-197-01', '2025-04-01T09:00:00+08:00', 'template 2'),
    '4 published',
    'continues the chain');

-- What is published at a time that cannot be could never be withdrawn.
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() || ''{"year": 2023}'')', 'a draft');
SELECT isnt(pg_temp.template('E1', 'template 1'), NULL, 'and its template');
SELECT is(
    pg_temp.failure('gongkai_staff', format('SELECT gongkai.publish(%L, %L)', pg_temp.approve('e1-2023-522700-197-01'), w.at)),
    '22023 published_at',
    'not published at ' || coalesce(w.at, 'no time'))
FROM unnest(ARRAY[
    'infinity', '-infinity', '1993-12-31T23:59:59+08:00', '0001-01-01 BC',
    (now() + interval '1 day')::text, '2199-01-01']) AS w (at);
SELECT is(
    pg_temp.publish('e1-2023-522700-197-01', '1994-01-01T00:00:00+08:00'), '1 published', 'but in the first year');
-- A clock may have been wrong by years.
UPDATE gongkai.revision SET published_at = '2199-01-01Z' WHERE report_id = 'e1-2023-522700-197-01';
UPDATE gongkai.publication SET published_at = '2199-01-01Z' WHERE report_id = 'e1-2023-522700-197-01';
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() || ''{"year": 2023, "title": "改"}'')', 'what is dated in the future');
SELECT is(pg_temp.publish('e1-2023-522700-197-01', '2025-04-01Z'), '2 published', 'can be corrected');
UPDATE gongkai.publication SET published_at = '2199-01-01Z' WHERE report_id = 'e1-2023-522700-197-01';
SELECT is(gongkai.withdraw('e1-2023-522700-197-01', '有误', now()), 2, 'and withdrawn');

SELECT * FROM finish();
ROLLBACK;
