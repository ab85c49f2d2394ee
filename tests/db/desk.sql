-- What the role of the desk may, over the catalog and by trying; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(11);

CREATE TEMP VIEW own_relation AS
SELECT c.oid, c.relname::text AS name
FROM pg_class AS c
WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f');
CREATE TEMP VIEW accounts AS
SELECT r.oid, r.name FROM own_relation AS r
WHERE r.name IN (
    'account', 'account_grant', 'account_device', 'desk_option', 'login_failure', 'login_network', 'session', 'token', 'trail', 'trail_head');

SELECT is_empty(
    $$SELECT a.name, w.role FROM accounts AS a
    CROSS JOIN unnest(ARRAY['gongkai_public', 'gongkai_staff', 'gongkai_desk']) AS w (role)
    WHERE has_table_privilege(w.role, a.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege(w.role, a.oid, 'SELECT, INSERT, UPDATE, REFERENCES')$$,
    'accounts, sessions and the trail are nobody''s but the owner''s');
SELECT is((SELECT count(*) FROM accounts), 10::bigint, 'these are ten tables');
SELECT is_empty(
    $$SELECT r.name FROM own_relation AS r
    WHERE has_table_privilege('gongkai_desk', r.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege('gongkai_desk', r.oid, 'INSERT, UPDATE, REFERENCES')$$,
    'the desk writes no table: all is done by functions');
-- Tables with a draft in them have a policy for the desk, or it does not read them.
SELECT is_empty(
    $$SELECT r.name FROM own_relation AS r
    JOIN pg_class AS c ON c.oid = r.oid
    JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attname IN ('report_id', 'department_code')
    WHERE has_any_column_privilege('gongkai_desk', r.oid, 'SELECT')
        AND r.name NOT IN ('publication', 'short_code')
        AND NOT (c.relrowsecurity AND EXISTS (
            SELECT FROM pg_policy AS p WHERE p.polrelid = r.oid AND 'gongkai_desk'::regrole = ANY (p.polroles)))$$,
    'what the desk reads of drafts has a policy');
SELECT is(
    (
        SELECT string_agg(r.name, ' ' ORDER BY r.name COLLATE "C")
        FROM own_relation AS r
        JOIN pg_class AS c ON c.oid = r.oid
        WHERE c.relkind = 'r' AND NOT c.relrowsecurity AND has_any_column_privilege('gongkai_desk', r.oid, 'SELECT')
    ),
    'administrative_division audit_parameter audit_rule audit_stamp base_column font_set log_entry log_key log_node log_signature migration publication short_code template template_version',
    'without a session it reads what is public, and the rules');
SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc AS p
    WHERE p.pronamespace = 'gongkai'::regnamespace AND p.prosecdef AND NOT 'search_path=""' = ANY (p.proconfig)$$,
    'functions with the owner''s rights search nowhere');
-- Run as a session that nobody has opened: no secret, no rows, and no answers to findings.
SELECT report_id AS report FROM pg_temp.import(pg_temp.small() || '{"texts": {"goal": "联系13812345678。"}}') \gset
INSERT INTO gongkai.finding (name, report_id, rule, cells, figures)
VALUES ('PERSON-05-0123456789abcdef', :'report', 'PERSON-05', '{/texts/goal}', '{"text": "13812345678"}');
SET LOCAL SESSION AUTHORIZATION gongkai_desk;
SELECT ok(
    NOT EXISTS (SELECT FROM gongkai.report) AND gongkai.acting_account() IS NULL,
    'without a session the desk sees no draft');
SELECT throws_ok(w.statement, '42501', NULL, 'nor changes what it says: ' || w.statement)
FROM unnest(ARRAY[
    format('SELECT gongkai.explain(%L, %L)', 'PERSON-05-0123456789abcdef', '理由'),
    format('SELECT gongkai.unexplain(%L)', 'PERSON-05-0123456789abcdef'),
    format('SELECT gongkai.mask(%L, %L)', 'PERSON-05-0123456789abcdef', '理由'),
    format('SELECT gongkai.unmask(%L, %L, %L)', :'report', '13812345678', '理由')]) AS w (statement);
RESET SESSION AUTHORIZATION;

SELECT * FROM finish();
ROLLBACK;
