-- The life of a report: every step from every state, allowed or refused, who may take it,
-- and what makes an approval void; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(75);

-- A draft of a project of its own in a state, made by 经办, submitted by 经办, approved by 审核.
CREATE FUNCTION pg_temp.in_state(name text, state text)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    id text;
BEGIN
    PERFORM set_config('gongkai.person', '经办', true);
    id := (SELECT i.report_id FROM pg_temp.import(
        pg_temp.small() || jsonb_build_object('project', jsonb_build_object('code', '522700-197-' || name, 'name', '项目'))) AS i);
    PERFORM set_config('gongkai.person', '经办', true);
    IF state <> 'draft' THEN
        PERFORM gongkai.submit(ARRAY[id], NULL, NULL);
    END IF;
    PERFORM set_config('gongkai.person', '审核', true);
    IF state IN ('approved', 'published', 'withdrawn') THEN
        PERFORM gongkai.approve(ARRAY[id], ARRAY[gongkai.draft_digest(id)], NULL);
    END IF;
    IF state IN ('published', 'withdrawn') THEN
        PERFORM gongkai.publish(id);
    END IF;
    IF state = 'withdrawn' THEN
        PERFORM gongkai.withdraw(id, '有误');
    END IF;
    RETURN id;
END
$$;

-- Take a step as somebody. Returns the state after it, or the error.
CREATE FUNCTION pg_temp.step(id text, kind text, person text)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    state text;
    result text;
BEGIN
    PERFORM set_config('gongkai.person', person, true);
    result := pg_temp.failure('gongkai_staff', CASE kind
        WHEN 'submit' THEN format('SELECT gongkai.submit(ARRAY[%L], NULL, %L, true)', id, '更正')
        WHEN 'approve' THEN format('SELECT gongkai.approve(ARRAY[%L], ARRAY[gongkai.draft_digest(%L)], NULL)', id, id)
        WHEN 'return' THEN format('SELECT gongkai.return_draft(ARRAY[%L], %L)', id, '再看看')
        WHEN 'publish' THEN format('SELECT gongkai.publish(%L)', id)
        WHEN 'withdraw' THEN format('SELECT gongkai.withdraw(%L, %L)', id, '有误')
        WHEN 'delete' THEN format('SELECT gongkai.delete_draft(ARRAY[%L], %L)', id, '重复')
        WHEN 'edit' THEN format('SELECT gongkai.import_document(gongkai.document(%L, ''internal'')::jsonb || %L)', id, '{"title": "改"}')
    END);
    state := (SELECT d.state FROM gongkai.draft AS d WHERE d.report_id = id);
    RETURN CASE WHEN result = 'no error' THEN coalesce(state, 'none') ELSE result END;
END
$$;

SELECT isnt(pg_temp.template('E1', 'template 1'), NULL, 'a template');
-- Every step from every state, by somebody who is neither author nor submitter.
SELECT is(
    pg_temp.step(pg_temp.in_state(replace(s.state, '_', '-') || '-' || k.kind, s.state), k.kind, '第三人'),
    k.expected[s.place],
    format('%s: %s', s.state, k.kind))
FROM unnest('{draft,in_review,approved,published,withdrawn}'::text[]) WITH ORDINALITY AS s (state, place)
CROSS JOIN (
    VALUES
        ('submit', '{in_review,55000 state,55000 state,published,in_review}'::text[]),
        ('approve', '{55000 state,approved,55000 state,55000 state,55000 state}'),
        ('return', '{55000 state,draft,draft,55000 state,55000 state}'),
        ('publish', '{55000 state,55000 state,published,published,55000 state}'),
        ('withdraw', '{P0002 report_id,P0002 report_id,P0002 report_id,withdrawn,P0002 report_id}'),
        ('edit', '{draft,draft,draft,draft,draft}'),
        ('delete', '{none,none,none,none,none}')
) AS k (kind, expected);

-- Who may approve: neither who made it, nor who changed it since, nor who submitted it.
SELECT is(pg_temp.in_state('who', 'in_review'), 'e1-2024-522700-197-who', 'submitted');
SELECT is(pg_temp.step('e1-2024-522700-197-who', 'approve', '经办'), '55000 person', 'not by its author');
SELECT is(pg_temp.step('e1-2024-522700-197-who', 'edit', '乙'), 'draft', 'another one changes it');
SELECT is(pg_temp.step('e1-2024-522700-197-who', 'submit', '丙'), 'in_review', 'a third submits it');
SELECT is(pg_temp.step('e1-2024-522700-197-who', 'approve', p.person), '55000 person', 'not approved by ' || p.person)
FROM unnest('{经办,乙,丙}'::text[]) AS p (person);
SELECT is(pg_temp.step('e1-2024-522700-197-who', 'approve', '丁'), 'approved', 'but by a fourth');
SELECT is(pg_temp.step('e1-2024-522700-197-who', 'publish', '经办'), 'published', 'and published by anybody');
SELECT is_empty($$SELECT FROM gongkai.draft_author WHERE report_id = 'e1-2024-522700-197-who'$$, 'then its authors are done');
SELECT results_eq(
    $$SELECT kind, person, from_state, to_state FROM gongkai.transition WHERE report_id = 'e1-2024-522700-197-who' ORDER BY number$$,
    $$VALUES ('create', '经办', NULL, 'draft'), ('submit', '经办', 'draft', 'in_review'), ('edit', '乙', 'in_review', 'draft'),
        ('submit', '丙', 'draft', 'in_review'), ('approve', '丁', 'in_review', 'approved'), ('publish', '经办', 'approved', 'published')$$,
    'each step is kept, refused ones are not');
SELECT is(pg_temp.failure(r.name, w.statement), '42501', r.name || ': ' || w.statement)
FROM unnest('{gongkai_staff,gongkai_public}'::text[]) AS r (name)
CROSS JOIN unnest(ARRAY['DELETE FROM gongkai.transition', 'UPDATE gongkai.draft SET state = ''approved''', 'DELETE FROM gongkai.draft_author']) AS w (statement);

-- What makes an approval void.
SELECT is(
    pg_temp.step(pg_temp.in_state('same', 'approved'), 'approve', '戊'), '55000 state', 'approved');
SELECT isnt_empty(
    $$SELECT FROM pg_temp.import(gongkai.document('e1-2024-522700-197-same', 'internal')::jsonb) AS i WHERE i.outcome = 'unchanged'$$,
    'the same document again');
SELECT is(pg_temp.step('e1-2024-522700-197-same', 'publish', '戊'), 'published', 'changes nothing');
SELECT is(pg_temp.in_state('mask', 'approved'), 'e1-2024-522700-197-mask', 'approved');
INSERT INTO gongkai.masking (report_id, said, pointer, reason, made_by, made_at)
VALUES ('e1-2024-522700-197-mask', '项目', '/project/name', '个人信息', '己', now());
SELECT is((SELECT d.state FROM gongkai.draft AS d WHERE d.report_id ~ 'mask$'), 'draft', 'a mask is a change');
SELECT is(pg_temp.in_state('owner', 'approved'), 'e1-2024-522700-197-owner', 'approved');
UPDATE gongkai.report SET department_name = '另一个名称' WHERE id = 'e1-2024-522700-197-owner';
SELECT is(pg_temp.step('e1-2024-522700-197-owner', 'publish', '戊'), '55000 state', 'also what was changed beside our functions is noticed');
SELECT is(pg_temp.in_state('form', 'approved'), 'e1-2024-522700-197-form', 'approved');
SELECT isnt(pg_temp.template('E1', 'template 2'), NULL, 'another template comes');
SELECT is(pg_temp.step('e1-2024-522700-197-form', 'publish', '戊'), '55000 state', 'and it was not approved with that');
SELECT is(
    pg_temp.failure('gongkai_staff', format('SELECT gongkai.approve(ARRAY[%L], ARRAY[repeat(''0'', 64)], NULL)', pg_temp.in_state('digest', 'in_review'))),
    '55000 digest', 'nothing is approved but what was seen');

-- Reasons and times.
SELECT is(pg_temp.failure('gongkai_staff', format('SELECT gongkai.submit(ARRAY[%L], NULL, %L)', pg_temp.in_state('first', 'draft'), '更正')),
    '22023 correction_reason', 'a first one is no correction');
SELECT is(pg_temp.step(pg_temp.in_state('second', 'published'), 'edit', '经办'), 'draft', 'a correction');
SELECT is(pg_temp.failure('gongkai_staff', $$SELECT gongkai.submit(ARRAY['e1-2024-522700-197-second'], NULL, NULL)$$),
    '22023 correction_reason', 'needs a reason');
SELECT is(pg_temp.in_state('time', 'approved'), 'e1-2024-522700-197-time', 'approved');
SET SESSION AUTHORIZATION gongkai_staff;
SELECT tap.throws_ok($$SELECT gongkai.publish('e1-2024-522700-197-time', '2025-01-01Z')$$, '55000', NULL, 'staff give no time');
SELECT tap.lives_ok($$SELECT gongkai.publish('e1-2024-522700-197-time')$$, 'the database does');
RESET SESSION AUTHORIZATION;
SET LOCAL search_path = tap, pg_catalog;
SELECT is(
    (SELECT v.published_at = date_trunc('second', now()) AND NOT v.document::jsonb -> 'published' ? 'backdated' FROM gongkai.revision AS v WHERE v.report_id ~ 'time$'),
    true, 'and says nothing of it');
-- A clock that was an hour ahead: what it has dated in the future holds nobody up; what it has
-- dated up to now is not undercut.
SELECT is(gongkai.moment_of(NULL, now() + interval '1 hour', 'x', 'y'), date_trunc('second', now()), 'a clock that jumped back');
SELECT is(
    gongkai.moment_of(NULL, date_trunc('second', clock_timestamp()), 'x', 'y') >= date_trunc('second', now()), true,
    'nothing is older than what it replaces');

-- A digest is dear, since the document is made for it: who names none waits for none.
CREATE TEMP TABLE locked AS SELECT pg_temp.in_state('locked', 'draft') AS id;
ALTER FUNCTION gongkai.draft_digest(text) RENAME TO draft_digest_not_asked;
SELECT is(
    pg_temp.failure('gongkai_owner', format('SELECT gongkai.lock_draft(%L)', l.id)),
    'no error', 'whoever locks a draft makes no document of it')
FROM locked AS l;
SELECT isnt(
    pg_temp.failure('gongkai_owner', format('SELECT gongkai.lock_draft(%L, %L)', l.id, 'x')),
    'no error', '  unless it has to be one that he knows')
FROM locked AS l;
ALTER FUNCTION gongkai.draft_digest_not_asked(text) RENAME TO draft_digest;

SELECT * FROM finish();
ROLLBACK;
