-- The database without C: each function that the role of the desk runs with the owner's rights
-- is tried as each role at home, as all roles elsewhere and as nobody. Either it asks who
-- acts, and refuses or finds nothing, or it stands below with the reason why it need not.
-- needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(9);

SELECT pg_temp.template('E1', 'template 1') IS NOT NULL AS made \gset
SELECT report_id AS report FROM pg_temp.import(pg_temp.small() || '{"texts": {"goal": "联系13812345678。"}}') \gset

-- Who acts: an account a role, whose secret is its name; elsewhere one has all of them.
CREATE TEMP TABLE actor AS
SELECT a.name FROM unnest(ARRAY['reader', 'editor', 'reviewer', 'publisher', 'administrator', 'elsewhere', 'nobody']) AS a (name);
INSERT INTO gongkai.account (name, person, department)
SELECT a.name, a.name, CASE a.name WHEN 'elsewhere' THEN '430602' ELSE '522700-197' END
FROM actor AS a WHERE a.name <> 'nobody';
INSERT INTO gongkai.account_grant (account, role, department)
SELECT a.name, a.name, '522700-197' FROM actor AS a WHERE a.name NOT IN ('elsewhere', 'nobody')
UNION ALL
SELECT 'elsewhere', a.name, '430602' FROM actor AS a WHERE a.name NOT IN ('elsewhere', 'nobody');
INSERT INTO gongkai.session (hash, account, state, means, address, idle, expires_at)
SELECT encode(sha256(convert_to(a.name, 'UTF8')), 'hex'), a.name, 'open', 'password', '', '1 hour', now() + interval '1 hour'
FROM actor AS a WHERE a.name <> 'nobody';
INSERT INTO gongkai.token (hash, account, label, roles, department, expires_at)
VALUES (repeat('ab', 32), 'editor', 'x', '{editor}', '', now() + interval '1 hour') RETURNING number AS token \gset
INSERT INTO gongkai.job (id, account, secret, hash, department, name)
VALUES ('job', 'editor', 'x', encode(sha256('x'), 'hex'), '', 'x');
INSERT INTO gongkai.job_file (job, number, name, bytes) VALUES ('job', 1, 'x', '{}');
INSERT INTO gongkai.draft_comment (report_id, pointer, body, digest, made_by)
VALUES (:'report', '', 'x', repeat('00', 32), 'x') RETURNING number AS comment \gset
INSERT INTO gongkai.masking (report_id, said, pointer, reason, made_by, made_at)
VALUES (:'report', '甲乙', '/texts/goal', 'x', 'x', now());
-- What is public is theirs to withdraw who publish.
SELECT pg_temp.import(pg_temp.small() || '{"project": {"code": "522700-197-02", "name": "x"}}') IS NOT NULL AS made \gset
SELECT pg_temp.publish('e1-2024-522700-197-02', NULL) IS NOT NULL AS made \gset
-- Last, because checking takes away what no rule finds.
INSERT INTO gongkai.finding (name, report_id, rule, cells, figures)
VALUES ('PERSON-05-0123456789abcdef', :'report', 'PERSON-05', '{/texts/goal}', '{"text": "13812345678"}');
INSERT INTO gongkai.explanation (finding, reason, is_public, made_by, made_at)
VALUES ('PERSON-05-0123456789abcdef', 'x', false, 'x', now());

-- Those that ask: a statement of one text, and who gets an answer or another error than a refusal.
CREATE TEMP TABLE asks (statement text, may text);
INSERT INTO asks SELECT replace(replace(replace(a.statement, '$id', quote_literal(:'report')), '$token', :'token'), '$comment', :'comment'), a.may
FROM (VALUES
    ('gongkai.draft_document($id, ''internal'')', 'administrator editor publisher reader reviewer'),
    ('gongkai.desk_digest($id)', 'administrator editor publisher reader reviewer'),
    ('gongkai.desk_digest($id, ''{}'')', 'administrator editor publisher reader reviewer'),
    ('(SELECT d.digest FROM gongkai.desk_draft($id, ''internal'') AS d)', 'administrator editor publisher reader reviewer'),
    ('nullif(gongkai.findings_due($id, true), false)', 'administrator editor publisher reader reviewer'),
    ('gongkai.desk_department($id)', 'administrator editor publisher reader reviewer'),
    ('gongkai.lock_draft($id)', 'editor publisher reviewer'),
    ('gongkai.import_document(''{"form": "E1", "title": "x", "year": 2024, "region": {"code": "522700", "name": "黔南州"}, "department": {"code": "522700-197", "name": "社会工作部"}, "project": {"code": "522700-197-01", "name": "x"}}'')', 'editor'),
    ('gongkai.submit(ARRAY[$id], NULL, NULL)', 'editor'),
    ('gongkai.approve(ARRAY[$id], ARRAY[''''], NULL)', 'reviewer'),
    ('gongkai.return_draft(ARRAY[$id], ''x'')', 'reviewer'),
    ('gongkai.delete_draft(ARRAY[$id], ''x'')', 'editor'),
    ('gongkai.frozen($id, NULL)', 'publisher'),
    ('gongkai.claim($id, 1, repeat(''00'', 32), NULL, NULL, NULL, ''x'', ''x'', NULL)', 'publisher'),
    ('gongkai.publish($id)', 'publisher'),
    ('gongkai.withdraw(''e1-2024-522700-197-02'', ''x'')', 'publisher'),
    ('gongkai.lock_changes(''1 s'')', 'elsewhere publisher'),
    ('gongkai.sign_head(gongkai.log_size(), ''Ed25519'', '''', '''')', 'elsewhere publisher'),
    ('gongkai.explain(''PERSON-05-0123456789abcdef'', ''x'')', 'editor'),
    ('gongkai.unexplain(''PERSON-05-0123456789abcdef'')', 'editor'),
    ('gongkai.mask(''PERSON-05-0123456789abcdef'', ''x'')', 'editor'),
    ('gongkai.unmask($id, ''甲乙'', ''x'')', 'editor'),
    ('gongkai.add_comment($id, '''', ''x'')', 'editor reviewer'),
    ('gongkai.settle_comment($id, $comment)', 'editor reviewer'),
    ('gongkai.comments($id)', 'administrator editor publisher reader reviewer'),
    ('gongkai.mark_presence($id, '''')', 'administrator editor publisher reader reviewer'),
    ('(SELECT count(*) FROM gongkai.begin_once(''x'', repeat(''00'', 32)))', 'administrator editor elsewhere publisher reader reviewer'),
    ('gongkai.add_job(''x'', ''y'', '''')', 'editor elsewhere'),
    ('gongkai.find_job(''job'')', 'editor'),
    ('gongkai.add_job_file(''job'', 2, ''x'', NULL, ''x'')', 'editor'),
    ('gongkai.cancel_job(''job'')', 'editor'),
    ('gongkai.end_job_file(''job'', 1, NULL, NULL, ''[1]'')', ''),
    ('gongkai.job_document(''job'', 1)', ''),
    ('gongkai.mark_job_file(''job'', 1, ''sound'', NULL, ''[]'')', ''),
    ('gongkai.end_job(''job'', ''done'', NULL)', ''),
    ('gongkai.account_add(''new'', ''x'', ''522700-197'', NULL, NULL, NULL, NULL, NULL, false, false)', 'administrator'),
    ('gongkai.account_set_grants(''editor'', ''[]'')', 'administrator'),
    ('gongkai.account_change(''editor'', ''x'', NULL, NULL, NULL)', 'administrator'),
    ('gongkai.account_reset(''editor'', NULL, NULL, NULL, NULL, NULL)', 'administrator'),
    ('gongkai.account_find(''editor'')', 'administrator'),
    ('gongkai.token_add(NULL, ''x'', ''{reader}'', '''', 1, repeat(''cd'', 32))', 'administrator editor elsewhere publisher reader reviewer'),
    ('gongkai.token_end($token)', 'administrator editor'),
    ('gongkai.trail_list(NULL, NULL, NULL, NULL, NULL, 1)', 'administrator elsewhere'),
    ('gongkai.desk_set_parameters(''[{"name": "x", "region": "430602", "value": 1}]'')', 'elsewhere'),
    ('gongkai.desk_set_approvals(''[{"department": "522700-197", "year": 2024, "account": "final", "approved_on": null}]'')', 'administrator')
) AS a (statement, may);

-- Those that answer whoever acts with what is that account's own: what they say.
CREATE TEMP TABLE own (statement text, says text);
INSERT INTO own VALUES
    ('gongkai.jobs() -> ''items''', 'editor'),
    ('gongkai.token_list(NULL, 10)::json -> ''items''', 'administrator editor'),
    ('gongkai.account_list(NULL, 10)::json -> ''items''', 'administrator elsewhere');

-- And those that need not ask.
CREATE TEMP TABLE free (name text, reason text);
INSERT INTO free VALUES
    ('acting', 'tells of the secret that is given'), ('acting_account', 'the same'), ('acting_grants', 'the same'),
    ('acting_reach', 'the same'), ('session_use', 'notes that the secret that is given was used'),
    ('logout', 'ends the session whose secret is given'), ('end_once', 'writes answers of the account that acts alone'),
    ('login_salt', 'before a login: the same for names that there are not'), ('login', 'before a login: asks for the key of the password'),
    ('login_code', 'the session whose code is due'), ('login_code_secret', 'the same'), ('login_sign_on', 'the owner has to switch it on'), ('login_trusts_sign_on', 'whether that is so'),
    ('login_password', 'one''s own'), ('login_code_begin', 'one''s own'), ('login_code_lock', 'the session whose code is due'), ('login_code_keys', 'digests of keys, and counts'), ('login_code_pending', 'one''s own'),
    ('login_code_confirm', 'one''s own'), ('login_code_end', 'one''s own, by the password'),
    ('account_person', 'gives a name to whoever is logged in, for an account that was recorded; to others that'),
    ('trail_request', 'refusals are noted too: it says itself who acts'), ('trail_glance', 'the same'),
    ('renew_findings', 'passes over what may not be read: below'),
    ('lead_jobs', 'work of the pool, which tells nothing'), ('begin_job_file', 'work of the pool, which gets it from here'),
    ('take_job_file', 'the same'), ('take_job', 'the same'), ('begin_due', 'work of the pool, which tells numbers'), ('renew_due', 'the same');

-- What a function answers an account; all is taken back.
CREATE FUNCTION pg_temp.tried(who text, statement text)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('gongkai.session', who, true);
    PERFORM set_config('session_authorization', 'gongkai_desk', true);
    EXECUTE statement INTO answer;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000', MESSAGE = coalesce(answer, 'nothing');
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN
        RETURN SQLERRM;
    WHEN OTHERS THEN
        RETURN CASE WHEN SQLSTATE IN ('42501', '28000', 'P0002') THEN 'nothing' ELSE SQLSTATE || ' ' || SQLERRM END;
END
$$;

SELECT results_eq(
    $$SELECT DISTINCT p.proname::text COLLATE "C" AS name FROM pg_proc AS p
    WHERE p.pronamespace = 'gongkai'::regnamespace AND p.prosecdef AND has_function_privilege('gongkai_desk', p.oid, 'EXECUTE')
    ORDER BY 1$$,
    $$SELECT substring(a.statement FROM 'gongkai\.(\w+)') COLLATE "C" AS name FROM asks AS a
    UNION SELECT substring(o.statement FROM 'gongkai\.(\w+)') FROM own AS o
    UNION SELECT f.name FROM free AS f
    ORDER BY 1$$,
    'each function that runs with the owner''s rights stands here');
SELECT results_eq(
    $$SELECT a.statement, coalesce(string_agg(w.name, ' ' ORDER BY w.name) FILTER (
        WHERE pg_temp.tried(w.name, format('SELECT x::text FROM %s AS x', a.statement)) <> 'nothing'), '')
    FROM asks AS a CROSS JOIN actor AS w GROUP BY a.statement ORDER BY a.statement$$,
    $$SELECT a.statement, a.may FROM asks AS a ORDER BY a.statement$$,
    'each asks who acts');
SELECT results_eq(
    $$SELECT o.statement, coalesce(string_agg(w.name, ' ' ORDER BY w.name) FILTER (
        WHERE pg_temp.tried(w.name, format('SELECT %s', o.statement)) NOT IN ('[]', 'nothing')), '')
    FROM own AS o CROSS JOIN actor AS w GROUP BY o.statement ORDER BY o.statement$$,
    $$SELECT o.statement, o.says FROM own AS o ORDER BY o.statement$$,
    'or says what is the account''s own');
-- Checking anew shows in what is kept of it.
CREATE FUNCTION pg_temp.renewed(who text, report text)
RETURNS boolean
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM gongkai.audited AS a WHERE a.report_id = report;
    PERFORM set_config('gongkai.session', who, true);
    PERFORM set_config('session_authorization', 'gongkai_desk', true);
    PERFORM gongkai.renew_findings(ARRAY[report]);
    RESET SESSION AUTHORIZATION;
    RETURN EXISTS (SELECT FROM gongkai.audited AS a WHERE a.report_id = report);
END
$$;
SELECT ok(pg_temp.renewed('reader', :'report'), 'a reader has a draft checked again');
SELECT ok(NOT pg_temp.renewed('elsewhere', :'report'), '  not one elsewhere');

-- The rows themselves, of each table with a policy, without any function: who sees how many.
-- What is published is everybody's.
SELECT pg_temp.import(pg_temp.full() || '{"project": {"code": "522700-197-03", "name": "x"}}') IS NOT NULL AS made \gset
INSERT INTO gongkai.finding (name, report_id, rule, cells, figures)
VALUES ('PERSON-05-fedcba9876543210', :'report', 'PERSON-05', '{/texts/goal}', '{"text": "13812345678"}');
INSERT INTO gongkai.explanation (finding, reason, is_public, made_by, made_at)
VALUES ('PERSON-05-fedcba9876543210', 'x', false, 'x', now());
INSERT INTO gongkai.audit_indicator (report_id, number, level, is_leaf, pointer, name)
VALUES (:'report', 1, 1, true, '/indicators/0', 'x');
INSERT INTO gongkai.approval (department, year, account, approved_on, made_by)
VALUES ('522700', 2024, 'final', '2025-03-01', 'x');
CREATE TEMP VIEW guarded AS
SELECT c.relname::text COLLATE "C" AS name FROM pg_class AS c
WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relrowsecurity AND c.relname <> 'revision'
    AND has_table_privilege('gongkai_desk', c.oid, 'SELECT');
CREATE FUNCTION pg_temp.seen(who text)
RETURNS SETOF text
LANGUAGE plpgsql
AS $$
DECLARE
    parts CONSTANT text[] := ARRAY(SELECT g.name FROM guarded AS g ORDER BY g.name);
    part text;
    rows bigint;
BEGIN
    IF who IS NOT NULL THEN
        PERFORM set_config('gongkai.session', who, true);
        PERFORM set_config('session_authorization', 'gongkai_desk', true);
    END IF;
    FOREACH part IN ARRAY parts LOOP
        EXECUTE format('SELECT count(*) FROM gongkai.%I', part) INTO rows;
        IF rows > 0 THEN
            RETURN NEXT part || ' ' || rows;
        END IF;
    END LOOP;
    RESET SESSION AUTHORIZATION;
END
$$;
CREATE TEMP TABLE whole AS SELECT * FROM pg_temp.seen(NULL) AS s (part);
SELECT is_empty($$SELECT g.name FROM guarded AS g EXCEPT SELECT split_part(w.part, ' ', 1) FROM whole AS w$$, 'each table with a policy has rows');
SELECT results_eq($$SELECT * FROM pg_temp.seen('reader')$$, 'SELECT * FROM whole', '  which a reader sees');
SELECT results_eq($$SELECT * FROM pg_temp.seen('elsewhere')$$, ARRAY['approval 1'], '  not one elsewhere');
SELECT is_empty($$SELECT * FROM pg_temp.seen('nobody')$$, '  nor who is nobody');

SELECT * FROM finish();
ROLLBACK;
