-- Withdrawals, the feed of changes and lists of revisions, as the public sees
-- them; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
\set report_find `cat sql/query/report_find.sql`
\set revision_find `cat sql/query/revision_find.sql`
\set revision_list `cat sql/query/revision_list.sql`
\set change_list `cat sql/query/change_list.sql`
\set report_list `cat sql/query/report_list.sql`
\set search `cat sql/query/search.sql`
\set report_withdraw `cat sql/query/report_withdraw.sql`
\set draft_list `cat sql/query/draft_list.sql`
\set set_find `cat sql/query/set_find.sql`
PREPARE report_find AS :report_find
PREPARE revision_find AS :revision_find
PREPARE revision_list AS :revision_list
PREPARE change_list AS :change_list
PREPARE report_list AS :report_list
PREPARE search AS :search
PREPARE report_withdraw AS :report_withdraw
PREPARE draft_list AS :draft_list
PREPARE set_find AS :set_find
SELECT plan(57);

-- A row of a statement as the public gets it, without what is null.
CREATE FUNCTION pg_temp.ask(statement text)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
    answer record;
    rows bigint;
BEGIN
    PERFORM set_config('role', 'gongkai_public', true);
    EXECUTE 'EXECUTE ' || statement INTO answer;
    GET DIAGNOSTICS rows = ROW_COUNT;
    PERFORM set_config('role', 'none', true);
    RETURN CASE WHEN rows > 0 THEN jsonb_strip_nulls(to_jsonb(answer)) END;
END
$$;

-- All rows of a statement, as a role.
CREATE FUNCTION pg_temp.rows(role_name text, statement text)
RETURNS SETOF jsonb
LANGUAGE plpgsql
AS $$
DECLARE
    answer record;
BEGIN
    PERFORM set_config('role', role_name, true);
    FOR answer IN EXECUTE 'EXECUTE ' || statement LOOP
        RETURN NEXT jsonb_strip_nulls(to_jsonb(answer));
    END LOOP;
    PERFORM set_config('role', 'none', true);
END
$$;

SELECT is(pg_temp.body('change_list(NULL, 10, NULL)'), '{"items":[],"next":null,"more":false}', 'nothing has happened');
SELECT is(pg_temp.ask($$report_find('e1-2024-522700-197-01', NULL)$$), NULL, 'a report never published is not there');
SELECT is(pg_temp.ask($$revision_list('e1-2024-522700-197-01', NULL)$$), NULL, 'and has no revisions');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.withdraw('e1-2024-522700-197-01', '错', now())$$),
    'P0002 report_id',
    'what is not public cannot be withdrawn');

SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.full())', 'a draft');
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-02-20T09:00:00+08:00'), '1 published', 'published');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.full() || ''{"title": "更正后的标题"}'')', 'corrected');
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-02-21T09:00:00+08:00'), '2 published', 'published again');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() - ''project'' || ''{"form": "D1"}'')', 'another draft');
SELECT is(pg_temp.publish('d1-2024-522700-197', '2025-02-22T09:00:00+08:00'), '1 published', 'published');
SELECT is(pg_temp.ask($$revision_find('e1-2024-522700-197-01', 1, NULL)$$) ->> 'revision', '1', 'an older revision can be read');
SELECT is(pg_temp.ask($$revision_find('e1-2024-522700-197-01', 3, NULL)$$), NULL, 'one that there is not cannot');
SELECT is(
    pg_temp.ask(format('revision_find(%L, 2, %L)', v.report_id, v.sha256)),
    jsonb_build_object(
        'sha256', v.sha256, 'published_http', 'Fri, 21 Feb 2025 01:00:00 GMT',
        'title', v.title, 'form', 'E1', 'template_digest', v.template_digest, 'revision', 2),
    'whoever knows the hash gets no document')
FROM gongkai.revision AS v
WHERE v.report_id = 'e1-2024-522700-197-01' AND v.number = 2;
SELECT is(
    pg_temp.ask(format('report_find(%L, %L)', v.report_id, v.sha256)) ? 'document',
    v.number = 1,
    format('report_find knows the hash of the current revision (%s)', v.number))
FROM gongkai.revision AS v
WHERE v.report_id = 'e1-2024-522700-197-01';

-- Withdrawn.
SELECT is(
    pg_temp.failure('gongkai_staff', format('SELECT gongkai.withdraw(''e1-2024-522700-197-01'', %L, %L)', c.reason, c.at)),
    c.expected,
    c.why)
FROM (
    VALUES
        (' ', '2025-03-01Z', '22023 reason', 'a reason is needed'),
        (repeat('x', 501), '2025-03-01Z', '22023 reason', 'and not a long one'),
        (E'含有\n个人信息', '2025-03-01Z', '22023 reason', 'nor one of two lines'),
        ('错', '2025-02-20Z', '22023 withdrawn_at', 'not before it was published')
) AS c (reason, at, expected, why);
SELECT is(
    pg_temp.answer('gongkai_staff', $$EXECUTE report_withdraw('e1-2024-522700-197-01', ' 含有个人信息 ', '2025-03-01T09:00:00+08:00')$$),
    '2',
    'staff withdraw it, and hear the revision');
SELECT is(
    pg_temp.ask(statement),
    '{"withdrawn_at": "2025-03-01T09:00:00+08:00", "withdrawn_http": "Sat, 01 Mar 2025 01:00:00 GMT", "reason": "含有个人信息"}'::jsonb,
    'the public hears when and why, and nothing else: ' || statement)
FROM unnest(ARRAY[
    $$report_find('e1-2024-522700-197-01', NULL)$$,
    $$revision_find('e1-2024-522700-197-01', 1, NULL)$$,
    $$revision_find('e1-2024-522700-197-01', 2, NULL)$$
]) AS statement;
SELECT is(
    pg_temp.answer('gongkai_public', format('SELECT count(%s) FROM gongkai.revision WHERE report_id ~ ''^e1''', c)),
    '0',
    format('no other way to column %s', c))
FROM unnest('{document,title,sha256}'::text[]) AS c;
SELECT is(pg_temp.answer('gongkai_public', 'SELECT count(*) FROM gongkai.' || t), '0', 'nothing of it in ' || t)
FROM unnest('{published_indicator,published_project,project_year,project_summary}'::text[]) AS t;
SELECT is(pg_temp.answer('gongkai_staff', 'SELECT count(document) FROM gongkai.revision'), '3', 'staff see all revisions');
SELECT is(
    pg_temp.body('report_list(NULL, NULL, NULL, NULL, NULL, 10, NULL, ''exact'', NULL)')::jsonb #>> '{items,0,id}',
    'd1-2024-522700-197',
    'the list has the other report');
SELECT is(pg_temp.body('report_list(NULL, NULL, NULL, NULL, NULL, 10, NULL, ''exact'', NULL)')::jsonb ->> 'count', '1', 'alone');
SELECT is(
    pg_temp.body($$search('更正后的标题', NULL, NULL, NULL, NULL, 10, NULL, NULL)$$)::jsonb -> 'items',
    '[]'::jsonb,
    'a search does not find it');
SELECT is(pg_temp.ask($$set_find('522700-197', 2024, NULL)$$) ->> 'report_id', 'd1-2024-522700-197', 'the set is without it');
SELECT is(
    pg_temp.body($$revision_list('e1-2024-522700-197-01', NULL)$$),
    (
        SELECT format('{"id":"e1-2024-522700-197-01","items":['
            || '{"revision":2,"published_at":"2025-02-21T09:00:00+08:00","backdated":true,"correction_reason":"更正","code":"%s","withdrawn_at":"2025-03-01T09:00:00+08:00","reason":"含有个人信息"}'
            || ',{"revision":1,"published_at":"2025-02-20T09:00:00+08:00","backdated":true,"code":"%s","withdrawn_at":"2025-03-01T09:00:00+08:00","reason":"含有个人信息"}'
            || '],"links":{}}', max(c.code) FILTER (WHERE c.revision = 2), max(c.code) FILTER (WHERE c.revision = 1))
        FROM gongkai.short_code AS c
        WHERE c.report_id = 'e1-2024-522700-197-01'),
    'the list of revisions says so');
SELECT is(
    pg_temp.failure('gongkai_staff', $$SELECT gongkai.withdraw('e1-2024-522700-197-01', '错', now())$$),
    'P0002 report_id',
    'it cannot be withdrawn twice');
SELECT is(
    ARRAY(SELECT r ->> 'state' FROM pg_temp.rows('gongkai_staff', 'draft_list(NULL, NULL, NULL, NULL, NULL)') AS r),
    '{published,withdrawn}'::text[],
    'the draft is there, and is said to be withdrawn');

-- The feed.
SELECT is(
    pg_temp.body('change_list(NULL, 3, NULL)')::jsonb -> 'items' -> 1,
    '{"number": 2, "kind": "correction", "at": "2025-02-21T09:00:00+08:00", "id": "e1-2024-522700-197-01", "revision": 2,
        "backdated": true, "correction_reason": "更正",
        "form": "E1", "year": 2024, "department": {"code": "522700-197", "name": "社会工作部"},
        "links": {"proof": "/api/v1/log/proof/e1-2024-522700-197-01/2", "revisions": "/api/v1/reports/e1-2024-522700-197-01/revisions"}}'::jsonb,
    'the feed keeps the correction, without title and links to it');
CREATE TEMP TABLE first_page AS SELECT pg_temp.body('change_list(NULL, 3, NULL)')::jsonb AS body;
SELECT is((SELECT body ->> 'more' FROM first_page), 'true', 'there is more');
SELECT is(
    pg_temp.body(format('change_list(%L, 3, NULL)', body ->> 'next'))::jsonb -> 'items',
    '[{"number": 4, "kind": "withdrawal", "at": "2025-03-01T09:00:00+08:00", "id": "e1-2024-522700-197-01", "revision": 2,
        "form": "E1", "year": 2024, "department": {"code": "522700-197", "name": "社会工作部"}, "backdated": true, "reason": "含有个人信息",
        "links": {"proof": "/api/v1/log/proof/e1-2024-522700-197-01/2", "revisions": "/api/v1/reports/e1-2024-522700-197-01/revisions"}}]'::jsonb,
    'the withdrawal comes last')
FROM first_page;
CREATE TEMP TABLE last_page AS
SELECT pg_temp.body(format('change_list(%L, 3, NULL)', body ->> 'next'))::jsonb AS body FROM first_page;
SELECT is(
    pg_temp.body(format('change_list(%L, 3, NULL)', body ->> 'next')),
    format('{"items":[],"next":"%s","more":false}', body ->> 'next'),
    'after it comes nothing, and the cursor stays')
FROM last_page;

-- Published again.
SELECT is(
    pg_temp.failure('gongkai_staff', format('SELECT gongkai.publish(%L, ''2025-02-28Z'')', pg_temp.approve('e1-2024-522700-197-01'))),
    '22023 published_at',
    'not before the withdrawal');
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-04-01T09:00:00+08:00'), '3 published', 'the same document is a new revision');
SELECT is(pg_temp.ask($$report_find('e1-2024-522700-197-01', NULL)$$) ->> 'revision', '3', 'which can be read');
SELECT is(
    pg_temp.ask($$revision_find('e1-2024-522700-197-01', 2, NULL)$$) ->> 'withdrawn_at',
    '2025-03-01T09:00:00+08:00',
    'the withdrawn ones stay withdrawn');
SELECT is(
    (SELECT v.previous_sha256 = w.sha256 FROM gongkai.revision AS v, gongkai.revision AS w
        WHERE v.number = 3 AND w.number = 2 AND w.report_id = v.report_id),
    true,
    'the chain goes on');
SELECT is(
    pg_temp.body(format('change_list(%L, 3, NULL)', body ->> 'next'))::jsonb #>> '{items,0,kind}',
    'publication',
    'in the feed it is a publication')
FROM last_page;
SELECT matches(
    pg_temp.ask(format('change_list(NULL, 3, %L)', pg_temp.ask('change_list(NULL, 3, NULL)') ->> 'version'))::text,
    '^\{"version": "5-[0-9a-f]{12}"\}$',
    'whoever knows the version gets no body');

-- A number comes twice after a loss or a restore.
SELECT gongkai.last_change() AS version \gset
SAVEPOINT lost;
ALTER TABLE gongkai.change DISABLE TRIGGER USER;
UPDATE gongkai.change SET at = at + interval '1 second' WHERE number = 5;
SELECT isnt(gongkai.last_change(), :'version', 'another change of the same number has another version');
ROLLBACK TO lost;

-- A set: the report that announces, its attachments in order, the others.
CREATE TEMP TABLE part AS
SELECT * FROM (
    VALUES
        ('R1', 'null'::jsonb, '{"attachments": [{"title": "二", "form": "E2"}, {"title": "一", "form": "D1"}]}'::jsonb),
        ('E2', '{"code": "522700-197-b", "name": "乙"}', '{}'), ('E2', '{"code": "522700-197-a", "name": "甲"}', '{}'),
        ('T1', '{"code": "522700-197-a", "name": "甲"}', '{}'), ('G1', 'null', '{}')
) AS p (form, project, more);
SELECT is(
    (
        SELECT count(*) FROM part AS p, pg_temp.import(
            pg_temp.small() - 'project' || jsonb_build_object('form', p.form, 'year', 2020)
            || CASE WHEN p.project = 'null' THEN '{}' ELSE jsonb_build_object('project', p.project) END || p.more) AS i
        WHERE pg_temp.publish(i.report_id, '2025-04-02T09:00:00+08:00') = '1 published'
    ) + (
        SELECT count(*) FROM pg_temp.import(pg_temp.small() - 'project' || '{"form": "D1", "year": 2020}') AS i
        WHERE pg_temp.publish(i.report_id, '2025-04-02T09:00:00+08:00') = '1 published'
    ),
    6::bigint,
    'a set of six');
SELECT is(
    ARRAY(SELECT r ->> 'report_id' FROM pg_temp.rows('gongkai_public', $$set_find('522700-197', 2020, NULL)$$) AS r),
    '{r1-2020-522700-197,e2-2020-522700-197-a,e2-2020-522700-197-b,d1-2020-522700-197,g1-2020-522700-197,t1-2020-522700-197-a}'::text[],
    'in the order of its announcement');
SELECT is(
    ARRAY(
        SELECT DISTINCT r ? 'document'
        FROM pg_temp.rows('gongkai_public', format('set_find(''522700-197'', 2020, %L)', w.version)) AS r),
    '{f}'::boolean[],
    'whoever knows its version gets no documents')
FROM (
    SELECT r ->> 'version' AS version
    FROM pg_temp.rows('gongkai_public', $$set_find('522700-197', 2020, NULL)$$) AS r
    LIMIT 1
) AS w;
SELECT is(
    ARRAY(SELECT r FROM pg_temp.rows('gongkai_public', $$set_find('522700-197', 2019, NULL)$$) AS r),
    '{}'::jsonb[],
    'a year without reports has no set');
SELECT is(
    pg_temp.failure('gongkai_staff', format('SELECT gongkai.withdraw(%L, %L, %L)', 'd1-2020-522700-197', w.reason, w.at)),
    '22023 ' || w.fault,
    'not withdrawn: ' || w.fault || ' ' || coalesce(w.at, 'null'))
FROM (
    VALUES
    ('有误', 'infinity', 'withdrawn_at'),
    ('有误', (now() + interval '1 hour')::text, 'withdrawn_at'),
    (NULL, '2025-05-01Z', 'reason')
) AS w (reason, at, fault);

SELECT * FROM finish();
ROLLBACK;
