-- Least privilege, proven over the catalog: whatever is added to the database,
-- the public can use only what stands here; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(106);

-- Everything that is not PostgreSQL's own, pgTAP's or this session's.
CREATE TEMP VIEW own_schema AS
SELECT n.oid, n.nspname
FROM pg_namespace AS n
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'tap') AND n.nspname !~ '^pg_(temp|toast)';
CREATE TEMP VIEW own_relation AS
SELECT c.oid, c.oid::regclass::text AS name, c.relkind, c.relowner
FROM pg_class AS c
JOIN own_schema AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f');
CREATE TEMP VIEW own_function AS
SELECT p.oid, p.oid::regprocedure::text AS name, p.proowner, p.prosecdef, p.proconfig, p.prokind
FROM pg_proc AS p
JOIN own_schema AS n ON n.oid = p.pronamespace;

-- Accounts of the desk and what goes with them: nobody's but the owner's. See desk.sql.
CREATE TEMP VIEW accounts AS
SELECT r.oid FROM own_relation AS r
WHERE r.name ~ '^gongkai\.(account|account_grant|account_device|desk_option|login_failure|login_network|session|token|trail|trail_head|draft_comment|once|presence|job|job_file|job_cancelled|audit_due)$';
CREATE TEMP VIEW accounts_function AS
SELECT f.oid FROM own_function AS f
WHERE f.name ~ '^gongkai\.(acting|account|desk|login|logout|session|token|trail)(_|\()|^gongkai\.(network_of|refuse_change)\('
    OR f.name ~ '^gongkai\.(desk_department|add_comment|settle_comment|comments|begin_once|end_once|mark_presence|own_job|find_job|check_job|close_job|add_job|add_job_file|cancel_job|job_item|jobs|begin_job_file|take_job_file|end_job_file|end_job|lead_jobs|take_job|job_document|mark_job_file|mark_job_twins|findings_due|begin_due|renew_due)\(';

-- What the public reads.
SELECT results_eq(
    $$SELECT r.name FROM own_relation AS r
    WHERE has_table_privilege('gongkai_public', r.oid, 'SELECT') ORDER BY r.name COLLATE "C"$$,
    ARRAY[
        'gongkai.department_year', 'gongkai.font_set', 'gongkai.log_entry', 'gongkai.log_key', 'gongkai.log_node',
        'gongkai.log_signature', 'gongkai.project_summary', 'gongkai.project_year', 'gongkai.publication',
        'gongkai.published_department', 'gongkai.published_indicator', 'gongkai.published_project',
        'gongkai.published_region', 'gongkai.published_text', 'gongkai.published_total', 'gongkai.published_words', 'gongkai.search_sample',
        'gongkai.short_code'
    ],
    'the public reads these tables whole');
SELECT results_eq(
    $$SELECT (r.name || '.' || a.attname) COLLATE "default"
    FROM own_relation AS r
    JOIN pg_attribute AS a ON a.attrelid = r.oid
    WHERE NOT a.attisdropped
        AND NOT has_table_privilege('gongkai_public', r.oid, 'SELECT')
        AND has_column_privilege('gongkai_public', r.oid, a.attnum, 'SELECT')
    ORDER BY r.name COLLATE "C", a.attnum$$,
    ARRAY[
        'gongkai.change.number', 'gongkai.change.kind', 'gongkai.change.report_id', 'gongkai.change.revision',
        'gongkai.change.at', 'gongkai.change.reason', 'gongkai.change.form', 'gongkai.change.year',
        'gongkai.change.department_code', 'gongkai.change.department_name', 'gongkai.change.backdated',
        'gongkai.migration.number',
        'gongkai.rendition.report_id', 'gongkai.rendition.revision', 'gongkai.rendition.sha256',
        'gongkai.rendition.pdf_sha256', 'gongkai.rendition.fonts', 'gongkai.rendition.program',
        'gongkai.rendition.site', 'gongkai.rendition.ofd_sha256', 'gongkai.rendition.xlsx_sha256',
        'gongkai.revision.report_id', 'gongkai.revision.number', 'gongkai.revision.document',
        'gongkai.revision.sha256', 'gongkai.revision.previous_sha256', 'gongkai.revision.title',
        'gongkai.revision.template', 'gongkai.revision.template_digest', 'gongkai.revision.published_at',
        'gongkai.template_version.digest', 'gongkai.template_version.text'
    ],
    'and these columns of others');
SELECT results_eq(
    $$SELECT f.name FROM own_function AS f
    WHERE has_function_privilege('gongkai_public', f.oid, 'EXECUTE') ORDER BY f.name COLLATE "C"$$,
    ARRAY[
        'gongkai.amending_changes(text,bigint,integer)',
        'gongkai.amendment_list(text,integer,text)',
        'gongkai.band(numeric)',
        'gongkai.base_expenditure(json,boolean)',
        'gongkai.base_values(json,text)',
        'gongkai.change_list(text,integer)',
        'gongkai.change_rows(bigint,integer)',
        'gongkai.change_version(bigint)',
        'gongkai.coded(text,text)',
        'gongkai.current_document(text)',
        'gongkai.cursor_decode(text,text,text[],text[])',
        'gongkai.cursor_encode(text,text[],text[])',
        'gongkai.cursor_mac(bytea)',
        'gongkai.cursor_seal(text,text[],bytea)',
        'gongkai.department_count(text,text,integer,text,boolean)',
        'gongkai.department_item(gongkai.published_department,text)',
        'gongkai.department_list(text,text,integer,text,boolean,integer,text,boolean)',
        'gongkai.department_rows(text,text,integer,text,boolean,text,integer)',
        'gongkai.department_totals(text)',
        'gongkai.face_links(text)',
        'gongkai.form_name(text)',
        'gongkai.fund_lines(json,boolean)',
        'gongkai.fund_points(json)',
        'gongkai.grade(numeric)',
        'gongkai.has_published(text,integer,integer,text)',
        'gongkai.http_date(timestamp with time zone)',
        'gongkai.indicator_find(text[],text[],bigint,integer,bigint,integer)',
        'gongkai.indicator_groups(json)',
        'gongkai.indicator_list(text,integer,text,text,text,integer,text,text,text,text,integer,text)',
        'gongkai.indicator_points(json,text)',
        'gongkai.indicator_scored_weight(json)',
        'gongkai.is_met(text,text,text,text,text,text)',
        'gongkai.judged_indicators(json)',
        'gongkai.last_change()',
        'gongkai.latest_list(text,text,integer,text)',
        'gongkai.latest_rows(text,text,bigint,integer)',
        'gongkai.list_page(text,text[],text,gongkai.list_row[],integer,bigint)',
        'gongkai.log_consistency(bigint,bigint)',
        'gongkai.log_hash(bigint,bigint)',
        'gongkai.log_hashes(bytea[])',
        'gongkai.log_head(bigint)',
        'gongkai.log_head_item(bigint)',
        'gongkai.log_inclusion(bigint,bigint)',
        'gongkai.log_proof(bigint,bigint)',
        'gongkai.log_size()',
        'gongkai.log_split(bigint)',
        'gongkai.log_version(bigint)',
        'gongkai.measure(text,text,text,text)',
        'gongkai.money(numeric,numeric,numeric)',
        'gongkai.money_sums(numeric,numeric,numeric,numeric,numeric,numeric,numeric,numeric)',
        'gongkai.overall_count(integer,text,text)',
        'gongkai.overall_expenditure(gongkai.department_year)',
        'gongkai.overall_item(gongkai.department_year)',
        'gongkai.overall_list(integer,text,text,integer,text,boolean)',
        'gongkai.overall_rows(integer,text,text,integer,text,integer)',
        'gongkai.page(text,text,text,bigint)',
        'gongkai.percent(numeric,numeric)',
        'gongkai.plain(text)',
        'gongkai.plain_line(text)',
        'gongkai.plain_markup(text)',
        'gongkai.project_count(text,text)',
        'gongkai.project_expenditure(gongkai.project_year)',
        'gongkai.project_item(gongkai.published_project,text,text)',
        'gongkai.project_list(text,text,integer,text,boolean)',
        'gongkai.project_rows(text,text,text,integer)',
        'gongkai.project_summary(integer,text,text,text,text,text[],integer,text)',
        'gongkai.project_year_item(gongkai.project_year,text,text)',
        'gongkai.rating(numeric,numeric)',
        'gongkai.read_number(text)',
        'gongkai.region_name(text)',
        'gongkai.report_count(integer,text,text,text,text)',
        'gongkai.report_item(gongkai.publication)',
        'gongkai.report_list(integer,text,text,text,text,integer,text,boolean)',
        'gongkai.report_rows(integer,text,text,text,text,integer,text,integer)',
        'gongkai.report_totals(text,text)',
        'gongkai.rfc3339(timestamp with time zone)',
        'gongkai.said_number(text)',
        'gongkai.search(text,integer,text,text,text,integer,text)',
        'gongkai.search_blocks(bigint,integer[])',
        'gongkai.search_context(text,text,text[])',
        'gongkai.search_filter(text,text)',
        'gongkai.search_find(text[],text[],text[],text[],bigint[],bigint,integer)',
        'gongkai.search_fold(text)',
        'gongkai.search_indicator_terms(bigint,integer,text,text,text,smallint,text[],text,text,text,boolean)',
        'gongkai.search_is_sampled(bigint)',
        'gongkai.search_piece(bigint,integer,text[],text[],boolean)',
        'gongkai.search_place(text,text)',
        'gongkai.search_place_in(text,integer)',
        'gongkai.search_query(text)',
        'gongkai.search_reach(text,text[],bigint,integer,integer,integer)',
        'gongkai.search_steps(bigint,bigint,integer,integer,integer,integer)',
        'gongkai.search_tokens(text,boolean)',
        'gongkai.search_top(text,text)',
        'gongkai.search_word()',
        'gongkai.simplified(text)',
        'gongkai.summary_codes(text,text,integer,integer,text,text,smallint)',
        'gongkai.summary_totals(text,integer)',
        'gongkai.total_of(text,text,integer,text)',
        'gongkai.totals(text,text)'
    ],
    'the public runs these functions');

-- The same by trying: every table of the schema, every column of a revision.
SELECT results_eq(
    $$SELECT r.name FROM own_relation AS r
    WHERE pg_temp.failure('gongkai_public', format('SELECT 1 FROM %s', r.name)) <> '42501'
    ORDER BY r.name COLLATE "C"$$,
    ARRAY[
        'gongkai.change', 'gongkai.department_year', 'gongkai.font_set', 'gongkai.log_entry', 'gongkai.log_key',
        'gongkai.log_node', 'gongkai.log_signature', 'gongkai.migration',
        'gongkai.project_summary', 'gongkai.project_year', 'gongkai.publication',
        'gongkai.published_department', 'gongkai.published_indicator', 'gongkai.published_project',
        'gongkai.published_region', 'gongkai.published_text', 'gongkai.published_total', 'gongkai.published_words', 'gongkai.rendition',
        'gongkai.revision', 'gongkai.search_sample', 'gongkai.short_code', 'gongkai.template_version'
    ],
    'reading anything else is refused');
SELECT cmp_ok((SELECT count(*) FROM own_relation), '>=', 18::bigint, 'and that was tried on all tables');
SELECT is(pg_temp.failure('gongkai_public', q.statement), '42501', q.statement)
FROM unnest(ARRAY[
    'SELECT published_by FROM gongkai.revision',
    'SELECT made_by FROM gongkai.change',
    'SELECT inner_key FROM gongkai.secret',
    'SELECT gongkai.withdraw(''e1-2024-x'', ''reason'', now())',
    'SELECT * FROM gongkai.revision',
    'SELECT revision FROM gongkai.revision',
    'SELECT name FROM gongkai.migration',
    'SELECT gongkai.document(''e1-2024-x'', ''public'')',
    'SELECT * FROM gongkai.import_document(''{}'')',
    'SELECT * FROM gongkai.publish(''e1-2024-x'', now())',
    'SELECT * FROM gongkai.next_revision(''e1-2024-x'', now())',
    'SELECT gongkai.lock_changes(''1 s'')',
    'SELECT gongkai.wait_for_changes()',
    'SELECT title FROM gongkai.template_version',
    'SELECT claimed_by FROM gongkai.rendition',
    'SELECT gongkai.claim(''e1-2024-x'', 1, '''', '''', '''', '''', '''', '''', NULL)',
    'SELECT gongkai.sign_head(1, ''Ed25519'', '''', '''')'
]) AS q (statement);

-- What the public changes or creates: nothing.
SELECT is_empty(
    $$SELECT r.name FROM own_relation AS r
    WHERE has_table_privilege('gongkai_public', r.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege('gongkai_public', r.oid, 'INSERT, UPDATE, REFERENCES')$$,
    'the public writes no table');
SELECT is_empty(
    $$SELECT c.oid::regclass
    FROM pg_class AS c
    JOIN own_schema AS n ON n.oid = c.relnamespace
    WHERE CASE c.relkind
        WHEN 'S' THEN has_sequence_privilege('gongkai_public', c.oid, 'USAGE, SELECT, UPDATE')
    END$$,
    'the public uses no sequence');
SELECT is_empty(
    $$SELECT n.nspname FROM pg_namespace AS n
    WHERE has_schema_privilege('gongkai_public', n.oid, 'CREATE')$$,
    'the public creates in no schema');
SELECT results_eq(
    $$SELECT n.nspname::text COLLATE "default" FROM own_schema AS n
    WHERE has_schema_privilege('gongkai_public', n.oid, 'USAGE')$$,
    ARRAY['gongkai'],
    'the public looks into one schema');
SELECT ok(
    has_database_privilege('gongkai_public', current_database(), 'CONNECT')
    AND NOT has_database_privilege('gongkai_public', current_database(), 'CREATE')
    AND NOT has_database_privilege('gongkai_public', current_database(), 'TEMP'),
    'the public connects to the database and creates nothing in it');
SELECT is(pg_temp.failure('gongkai_public', q.statement), '42501', 'the public: ' || q.statement)
FROM unnest(ARRAY[
    'CREATE TABLE gongkai.x ()',
    'CREATE TABLE public.x ()',
    'CREATE TEMP TABLE x ()',
    'CREATE SCHEMA x',
    'CREATE FUNCTION gongkai.x() RETURNS integer LANGUAGE sql AS ''SELECT 1''',
    'CREATE ROLE x',
    'SELECT lo_create(0)',
    'SELECT lo_creat(0)',
    'SELECT lo_from_bytea(0, ''x'')',
    'COPY gongkai.publication TO PROGRAM ''true'''
]) AS q (statement);
SELECT results_eq(
    $$SELECT (ours.rolname || ' ' || r.rolname) COLLATE "default" FROM pg_roles AS r, pg_roles AS ours
    WHERE ours.rolname IN ('gongkai_owner', 'gongkai_staff', 'gongkai_public', 'gongkai_backdate', 'gongkai_cache', 'gongkai_desk')
        AND r.oid <> ours.oid AND pg_has_role(ours.oid, r.oid, 'MEMBER') ORDER BY 1$$,
    $$VALUES ('gongkai_backdate gongkai_staff'), ('gongkai_owner gongkai_public')$$,
    'no role is a member of another, but who may give times of staff, and the owner of that whose sessions it may end');

-- What PostgreSQL grants to everybody and what here holds, fills or ends something
-- of others: by name, so that a new version of PostgreSQL that has more of them shows.
CREATE TEMP VIEW held AS
SELECT p.oid, p.proname
FROM pg_proc AS p
WHERE p.pronamespace = 'pg_catalog'::regnamespace
    AND p.proname ~ '(^|_)(advisory|sleep|notify|terminate|cancel)(_|$)|^lo_|^lo(read|write)$|emit_message|export_snapshot|(xact_id|txid_current)$'
    AND p.proname NOT IN ('pg_stat_get_notify');
SELECT cmp_ok((SELECT count(*) FROM held), '>=', 45::bigint, 'there are many functions of that kind');
SELECT is_empty(
    format($$SELECT h.oid::regprocedure FROM held AS h WHERE has_function_privilege('%s', h.oid, 'EXECUTE')$$, r),
    format('%s may run none of them', r))
FROM unnest('{gongkai_public,gongkai_staff,gongkai_cache,gongkai_desk}'::text[]) AS r;
SELECT is(pg_temp.failure(r, q.statement), '42501', r || ': ' || q.statement)
FROM unnest('{gongkai_public,gongkai_staff,gongkai_desk}'::text[]) AS r
CROSS JOIN unnest(ARRAY[
    'SELECT pg_advisory_lock(20200010, 1)',
    'SELECT pg_try_advisory_xact_lock_shared(20200010)',
    'SELECT pg_sleep(0)',
    'SELECT pg_notify(''x'', ''y'')',
    'SELECT pg_logical_emit_message(false, ''x'', ''y'')',
    'SELECT pg_current_xact_id()',
    'SELECT txid_current()',
    'SELECT pg_export_snapshot()',
    'SELECT pg_terminate_backend(pg_backend_pid())',
    'SELECT pg_cancel_backend(pg_backend_pid())',
    'SELECT lo_put(1, 0, ''x'')',
    'DO $x$ BEGIN NULL; END $x$'
]) AS q (statement);
SELECT is(
    pg_temp.failure('gongkai_public', 'SET temp_file_limit = -1'), '42501',
    'the public cannot make its files for sorting larger');
SELECT ok(
    r.rolconnlimit BETWEEN 1 AND current_setting('max_connections')::integer - 5,
    'nor take all connections')
FROM pg_roles AS r
WHERE r.rolname = 'gongkai_public';

-- nginx's user: which reports were withdrawn, and nothing else.
SELECT results_eq(
    $$SELECT r.name || '.' || a.attname COLLATE "default" FROM own_relation AS r
    JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE r.relkind <> 'i' AND has_column_privilege('gongkai_cache', r.oid, a.attnum, 'SELECT, INSERT, UPDATE, REFERENCES')
    ORDER BY a.attnum$$,
    ARRAY['gongkai.change.number', 'gongkai.change.kind', 'gongkai.change.report_id', 'gongkai.change.revision'],
    'the cache reads of changes what was withdrawn');
SELECT is_empty(
    $$SELECT f.name FROM own_function AS f WHERE has_function_privilege('gongkai_cache', f.oid, 'EXECUTE')
    UNION ALL
    SELECT r.name FROM own_relation AS r WHERE r.relkind IN ('r', 'v')
        AND has_table_privilege('gongkai_cache', r.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')$$,
    'and nothing else');

-- Staff read, and write by functions.
SELECT is_empty(
    $$SELECT r.name FROM own_relation AS r
    WHERE has_any_column_privilege('gongkai_staff', r.oid, 'INSERT, UPDATE')
        OR has_table_privilege('gongkai_staff', r.oid, 'DELETE')$$,
    'staff write no table');
SELECT is_empty(
    $$SELECT r.name FROM own_relation AS r
    WHERE (NOT has_table_privilege('gongkai_staff', r.oid, 'SELECT') AND r.name <> 'gongkai.secret'
            AND r.oid NOT IN (SELECT a.oid FROM accounts AS a))
        OR has_table_privilege('gongkai_staff', r.oid, 'TRUNCATE, REFERENCES, TRIGGER')$$,
    'staff read all tables but the secrets, and truncate none');
SELECT results_eq(
    $$SELECT f.name FROM own_function AS f
    WHERE NOT has_function_privilege('gongkai_staff', f.oid, 'EXECUTE')
        AND f.name !~ '^gongkai\.audit_[a-z]+_[0-9]+\('
        AND f.oid NOT IN (SELECT a.oid FROM accounts_function AS a)
    ORDER BY f.name COLLATE "C"$$,
    ARRAY[
        'gongkai.add_to_region(integer,text[])',
        'gongkai.add_to_summary(integer,text[],integer[])',
        'gongkai.add_to_total(text,text[],integer[],text[],bigint[])',
        'gongkai.age_findings_of_deleted()',
        'gongkai.age_findings_of_published()',
        'gongkai.begin_step(text[],text,text[])',
        'gongkai.cell_of(jsonb)',
        'gongkai.check_approver(gongkai.draft)',
        'gongkai.check_note(text,text,boolean)',
        'gongkai.check_public_reason(text,text,text)',
        'gongkai.check_worker(text)',
        'gongkai.count_changes(integer,bigint[])',
        'gongkai.count_reports(integer,bigint[])',
        'gongkai.count_rows()',
        'gongkai.count_terms(integer,bigint[])',
        'gongkai.define_parameter(text,jsonb,text)',
        'gongkai.define_rule(text,text,text,text,text,text,text,text[],text[],integer,integer,text)',
        'gongkai.digest_of(text,text)',
        'gongkai.document_codes(jsonb)',
        'gongkai.document_head(jsonb)',
        'gongkai.document_indicators(jsonb)',
        'gongkai.document_texts(text,jsonb)',
        'gongkai.draft_answered()',
        'gongkai.draft_changed(text)',
        'gongkai.draft_created()',
        'gongkai.draft_published(text)',
        'gongkai.draft_withdrawn(text,text,bigint)',
        'gongkai.fill_facts()',
        'gongkai.give_index_number(text,text,text,timestamp with time zone)',
        'gongkai.index_number_text(text,text,integer,bigint)',
        'gongkai.list_revision(text,integer)',
        'gongkai.listed_rows(text)',
        'gongkai.lock_changes()',
        'gongkai.log_changes()',
        'gongkai.log_grow(bigint,bytea)',
        'gongkai.made_department_years(text[],integer[],bigint)',
        'gongkai.made_departments(text[],bigint)',
        'gongkai.made_indicators(text[])',
        'gongkai.made_project_years(text[],integer[],bigint)',
        'gongkai.made_projects(text[],bigint)',
        'gongkai.made_texts(text[])',
        'gongkai.made_words(text[])',
        'gongkai.may_read(text)',
        'gongkai.named_findings(text[],text[],text[],text[])',
        'gongkai.newest_of_department(text,integer,integer)',
        'gongkai.prepare_audit(text[],text[],text[])',
        'gongkai.prepare_facts(text[])',
        'gongkai.project_pages(text[],integer[])',
        'gongkai.record_change(text,text,integer,timestamp with time zone,boolean,text,text,integer,text,text)',
        'gongkai.record_transition(text,text,text,text,text,text,bigint)',
        'gongkai.refresh_department_years(text[],integer[],bigint)',
        'gongkai.refresh_departments(text[],bigint)',
        'gongkai.refresh_facts(text[],text[],integer[],bigint)',
        'gongkai.refresh_project_years(text[],integer[],bigint)',
        'gongkai.refresh_projects(text[],bigint)',
        'gongkai.register_template(text)',
        'gongkai.restore_public()',
        'gongkai.run_audit(text[],text[],text[],text[])',
        'gongkai.set_index_rule(text)',
        'gongkai.stamp_audit()',
        'gongkai.unlist(gongkai.publication)',
        'gongkai.write_searched(text[])'
    ],
    'staff run all functions but those that write facts or find findings');
SELECT isnt_empty(
    $$SELECT FROM pg_policies AS p
    WHERE p.tablename = 'revision' AND p.policyname = 'revision_public' AND p.qual = '(withdrawn_at IS NULL)'$$,
    'the public sees no revision that was withdrawn');
SELECT is(pg_temp.failure('gongkai_staff', q.statement), '42501', 'staff: ' || q.statement)
FROM unnest(ARRAY[
    'CREATE TABLE gongkai.x ()',
    'CREATE TABLE public.x ()',
    'CREATE TEMP TABLE x ()',
    'CREATE SCHEMA x',
    'ALTER TABLE gongkai.revision DISABLE TRIGGER ALL',
    'SELECT lo_create(0)',
    'INSERT INTO gongkai.template SELECT * FROM gongkai.template',
    'UPDATE gongkai.template_version SET title = ''x'''
]) AS q (statement);

-- Who owns what, and what runs with whose rights.
SELECT is_empty(
    $$SELECT r.name FROM own_relation AS r WHERE r.relowner <> 'gongkai_owner'::regrole
    UNION ALL
    SELECT f.name FROM own_function AS f WHERE f.proowner <> 'gongkai_owner'::regrole$$,
    'the owner owns everything');
SELECT results_eq(
    $$SELECT f.name, f.proconfig::text COLLATE "default" FROM own_function AS f
    WHERE f.prosecdef AND f.oid NOT IN (SELECT a.oid FROM accounts_function AS a) ORDER BY f.name COLLATE "C"$$,
    $$VALUES ('gongkai.age_findings_of_deleted()', '{"search_path=\"\""}'),
        ('gongkai.age_findings_of_published()', '{"search_path=\"\""}'),
        ('gongkai.approve(text[],text[],text)', '{"search_path=\"\""}'),
        ('gongkai.audit(text[],text[])', '{"search_path=\"\"",jit=off,enable_seqscan=off,max_parallel_workers_per_gather=0,plan_cache_mode=force_generic_plan,join_collapse_limit=11,from_collapse_limit=11}'),
        ('gongkai.changed_facts(text)', '{"search_path=\"\""}'),
        ('gongkai.changed_lists()', '{"search_path=\"\""}'),
        ('gongkai.claim(text,integer,text,text,text,text,text,text,text)', '{"search_path=\"\""}'),
        ('gongkai.cursor_mac(bytea)', '{"search_path=\"\""}'),
        ('gongkai.delete_draft(text[],text)', '{"search_path=\"\""}'),
        ('gongkai.draft_digest(text)', '{"search_path=\"\""}'),
        ('gongkai.draft_document(text,text)', '{"search_path=\"\""}'),
        ('gongkai.explain(text,text,boolean)', '{"search_path=\"\""}'),
        ('gongkai.frozen(text,timestamp with time zone)', '{"search_path=\"\""}'),
        ('gongkai.import_document(jsonb,jsonb)', '{"search_path=\"\""}'),
        ('gongkai.lock_audit(text[])', '{"search_path=\"\""}'),
        ('gongkai.lock_changes(interval)', '{"search_path=\"\""}'),
        ('gongkai.lock_draft(text,text)', '{"search_path=\"\""}'),
        ('gongkai.mask(text,text)', '{"search_path=\"\""}'),
        ('gongkai.publish(text,timestamp with time zone)', '{"search_path=\"\""}'),
        ('gongkai.renew_batch(text,integer,integer,integer)', '{"search_path=\"\""}'),
        ('gongkai.renew_findings(text[])', '{"search_path=\"\""}'),
        ('gongkai.return_draft(text[],text)', '{"search_path=\"\""}'),
        ('gongkai.set_parameters(jsonb)', '{"search_path=\"\""}'),
        ('gongkai.sign_head(bigint,text,bytea,bytea)', '{"search_path=\"\""}'),
        ('gongkai.submit(text[],text,text,boolean)', '{"search_path=\"\""}'),
        ('gongkai.unexplain(text)', '{"search_path=\"\""}'),
        ('gongkai.unmask(text,text,text)', '{"search_path=\"\""}'),
        ('gongkai.withdraw(text,text,timestamp with time zone)', '{"search_path=\"\""}')$$,
    'what writes drafts, makes facts anew to compare them, leads them through their states, publishes, puts into the log, and finds, and the seal of cursors run with the owner''s rights, and search nowhere');
SET LOCAL ROLE gongkai_owner;
CREATE FUNCTION gongkai.made_later() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE gongkai.made_later (x integer);
RESET ROLE;
SELECT ok(
    NOT has_function_privilege('gongkai_public', 'gongkai.made_later()', 'EXECUTE')
    AND NOT has_function_privilege('gongkai_staff', 'gongkai.made_later()', 'EXECUTE')
    AND NOT has_table_privilege('gongkai_public', 'gongkai.made_later', 'SELECT'),
    'what a later migration makes is nobody''s until it is granted');

-- The roles themselves.
SELECT is_empty(
    $$SELECT r.rolname FROM pg_roles AS r
    WHERE r.rolname ~ '^gongkai_'
        AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls OR NOT r.rolcanlogin)$$,
    'the roles log in and have no power over the cluster');
SELECT is(
    (
        SELECT count(*) FROM pg_db_role_setting AS s
        WHERE s.setrole::regrole::text ~ '^gongkai_' AND 'search_path=""' = ANY (s.setconfig)
    ),
    6::bigint,
    'each role searches nowhere');
SELECT ok(
    s.setconfig @> ARRAY[
        'default_transaction_read_only=on', 'statement_timeout=2s', 'idle_in_transaction_session_timeout=10s',
        'temp_file_limit=256MB'
    ],
    'the public is read-only and gives up soon')
FROM pg_db_role_setting AS s
WHERE s.setrole = 'gongkai_public'::regrole AND s.setdatabase = 0;

-- What the public role alters of itself is put back by the owner: of what roles.sql sets,
-- and of all else.
SET SESSION AUTHORIZATION gongkai_owner;
SELECT tap.is_empty('SELECT gongkai.restore_public()', 'the settings are those of roles.sql');
SET SESSION AUTHORIZATION gongkai_public;
SET TRANSACTION READ WRITE;
ALTER ROLE gongkai_public SET statement_timeout = 1;
ALTER ROLE gongkai_public SET local_preload_libraries = 'nosuch';
ALTER ROLE gongkai_public RESET search_path;
ALTER ROLE gongkai_public RESET datestyle;
RESET SESSION AUTHORIZATION;
SELECT format('ALTER ROLE gongkai_public IN DATABASE %I SET work_mem = ''1GB''', current_database()) \gexec
CREATE TEMP TABLE restored AS
SELECT NULL::text AS setting WHERE false;
GRANT INSERT ON restored TO gongkai_owner;
SET SESSION AUTHORIZATION gongkai_owner;
INSERT INTO restored SELECT gongkai.restore_public();
SELECT tap.is(current_user::text, 'gongkai_owner', 'the owner is itself again');
SELECT tap.is_empty('SELECT gongkai.restore_public()', 'all is as roles.sql has it');
RESET SESSION AUTHORIZATION;
SET LOCAL search_path = tap, pg_catalog;
SELECT is(
    (SELECT array_agg(r.setting ORDER BY r.setting COLLATE "C") FROM pg_temp.restored AS r),
    ARRAY[
        'local_preload_libraries=nosuch', 'statement_timeout=1', 'without DateStyle=ISO, YMD',
        'without search_path=""', 'without statement_timeout=2s', 'work_mem=1GB'],
    'and it is told what was wrong');
SELECT is(
    (
        SELECT count(*) FROM pg_db_role_setting AS s
        WHERE s.setrole = 'gongkai_public'::regrole AND cardinality(s.setconfig) = 17 AND s.setdatabase = 0
            AND 'temp_file_limit=256MB' = ANY (s.setconfig)
    ),
    1::bigint,
    'what only a superuser may set was left alone');

SELECT * FROM finish();
ROLLBACK;
