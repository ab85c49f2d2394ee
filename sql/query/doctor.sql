-- name: doctor
-- role: staff
-- params: none
-- returns: name text, state text, found text
-- What `gongkai doctor` asks of the database: one row for each thing that it looks at,
-- of which the state is ok, bad, or unseen. `found` is what there is, for people; of
-- clock, schema, template and sample it is a value that the command judges.
WITH relation AS (
    SELECT
        c.oid,
        c.relname::text AS name,
        c.relname IN (
            'change', 'department_year', 'font_set', 'log_entry', 'log_key', 'log_node', 'log_signature', 'migration',
            'project_summary', 'project_year', 'publication', 'published_department', 'published_indicator',
            'published_project', 'published_region', 'published_text', 'published_total', 'published_words', 'rendition', 'revision',
            'search_sample', 'short_code', 'template_version'
        ) AS is_public
    FROM pg_class AS c
    WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
), fault AS (
    SELECT 'public_reads' AS name, string_agg(r.name, '、' ORDER BY r.name) AS found
    FROM relation AS r
    WHERE NOT r.is_public AND has_any_column_privilege('gongkai_public', r.oid, 'SELECT')
    UNION ALL
    SELECT 'public_lacks', string_agg(l.name, '、' ORDER BY l.name)
    FROM (
        SELECT r.name
        FROM relation AS r
        WHERE r.is_public AND NOT has_any_column_privilege('gongkai_public', r.oid, 'SELECT')
        UNION ALL
        SELECT 'CONNECT'
        WHERE NOT has_database_privilege('gongkai_public', current_database(), 'CONNECT')
        UNION ALL
        SELECT 'gongkai'
        WHERE NOT has_schema_privilege('gongkai_public', 'gongkai', 'USAGE')
    ) AS l
    UNION ALL
    SELECT 'public_writes', string_agg(r.name, '、' ORDER BY r.name)
    FROM relation AS r
    WHERE has_table_privilege('gongkai_public', r.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege('gongkai_public', r.oid, 'INSERT, UPDATE, REFERENCES')
    UNION ALL
    -- The desk writes by functions alone, which ask who it is.
    SELECT 'others_write', string_agg(DISTINCT r.name, '、')
    FROM relation AS r
    CROSS JOIN unnest('{gongkai_desk,gongkai_cache}'::text[]) AS o (role)
    WHERE has_table_privilege(o.role, r.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege(o.role, r.oid, 'INSERT, UPDATE, REFERENCES')
    UNION ALL
    SELECT 'public_creates', string_agg(c.name, '、' ORDER BY c.name)
    FROM (
        SELECT 'schema ' || n.nspname AS name
        FROM pg_namespace AS n
        WHERE has_schema_privilege('gongkai_public', n.oid, 'CREATE')
        UNION ALL
        SELECT p.privilege
        FROM unnest('{CREATE,TEMPORARY}'::text[]) AS p (privilege)
        WHERE has_database_privilege('gongkai_public', current_database(), p.privilege)
        UNION ALL
        SELECT 'language ' || l.lanname
        FROM pg_language AS l
        WHERE l.lanpltrusted AND has_language_privilege('gongkai_public', l.oid, 'USAGE')
    ) AS c
    UNION ALL
    SELECT 'public_holds', string_agg(DISTINCT p.proname::text, '、')
    FROM pg_proc AS p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
        AND p.proname ~ '^pg_(try_)?advisory_|^lo_|^lo(read|write)$|^pg_sleep|^pg_notify$|emit_message$|^pg_(cancel|terminate)_backend$|^pg_export_snapshot$|^(pg_current_xact_id|txid_current)$'
        AND has_function_privilege('gongkai_public', p.oid, 'EXECUTE')
    UNION ALL
    SELECT 'roles', string_agg(r.rolname::text, '、' ORDER BY r.rolname)
    FROM pg_roles AS r
    WHERE (r.rolname LIKE 'gongkai\_%' OR r.rolname = 'www-data')
        AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls)
    UNION ALL
    SELECT 'limits', string_agg(f.setting, '、')
    FROM (
        SELECT l.setting
        FROM unnest('{default_transaction_read_only=on,statement_timeout=2s,lock_timeout=1s,temp_file_limit=256MB}'::text[]) AS l (setting)
        WHERE NOT EXISTS (
            SELECT
            FROM pg_db_role_setting AS s
            WHERE s.setrole = 'gongkai_public'::regrole AND s.setdatabase = 0 AND l.setting = ANY (s.setconfig))
        UNION ALL
        -- What the role, or somebody, has added: it can keep workers from connecting.
        SELECT '多出 ' || c.setting
        FROM pg_db_role_setting AS s
        CROSS JOIN unnest(s.setconfig) AS c (setting)
        WHERE s.setrole = 'gongkai_public'::regrole
            AND (
                s.setdatabase <> 0
                OR split_part(c.setting, '=', 1) <> ALL (
                    '{search_path,TimeZone,DateStyle,IntervalStyle,client_encoding,standard_conforming_strings,client_min_messages,jit,plan_cache_mode,random_page_cost,max_parallel_workers_per_gather,default_transaction_read_only,statement_timeout,lock_timeout,idle_in_transaction_session_timeout,idle_session_timeout,temp_file_limit}'))
    ) AS f
)
SELECT f.name, CASE WHEN f.found IS NULL THEN 'ok' ELSE 'bad' END AS state, f.found
FROM fault AS f
UNION ALL
-- The services beside the server are known by their sessions. A standby need not have the one of nginx.
SELECT s.service, CASE WHEN w.is_there THEN 'ok' ELSE 'bad' END, CASE WHEN NOT w.is_there THEN '这个数据库上没有它的会话' END
FROM unnest('{guard,purge}'::text[]) AS s (service)
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT
        FROM pg_stat_activity AS a
        WHERE a.datname = current_database() AND a.application_name ~ ('^gongkai ' || s.service || '( |$)')) AS is_there
) AS w
WHERE s.service = 'guard' OR NOT pg_is_in_recovery()
UNION ALL
SELECT 'schema', 'ok', (SELECT coalesce(max(m.number), 0)::text FROM gongkai.migration AS m)
UNION ALL
SELECT 'postgresql', 'ok', current_setting('server_version')
UNION ALL
SELECT 'clock', 'ok', round(extract(epoch FROM clock_timestamp()))::text
UNION ALL
SELECT 'session', 'ok', current_user::text
UNION ALL
SELECT 'replication', 'ok', '主库，连着 ' || (SELECT count(*) FROM pg_stat_replication) || ' 个备机'
WHERE NOT pg_is_in_recovery()
UNION ALL
SELECT
    'replication',
    CASE WHEN s.is_paused OR s.is_alone OR s.behind > 16 * 1024 * 1024 OR (s.behind > 0 AND s.age > 60) THEN 'bad' ELSE 'ok' END,
    concat(
        '备机，',
        CASE WHEN s.behind > 0 THEN '还有 ' || s.behind || ' 字节没有重放' ELSE '收到的都已重放' END,
        '，最后的事务在 ' || s.age || ' 秒之前',
        CASE WHEN s.is_paused THEN '，重放已暂停' END,
        CASE WHEN s.is_alone THEN '，没有连着主库' END)
FROM (
    SELECT
        pg_is_wal_replay_paused() AS is_paused,
        NOT EXISTS (SELECT FROM pg_stat_wal_receiver) AS is_alone,
        pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) AS behind,
        round(extract(epoch FROM now() - pg_last_xact_replay_timestamp())) AS age
    WHERE pg_is_in_recovery()
) AS s
UNION ALL
-- What is not archived stays in PostgreSQL's own folder until its disk is full.
SELECT
    'archive',
    CASE WHEN s.last_failed_time > coalesce(s.last_archived_time, '-infinity') THEN 'bad' ELSE 'ok' END,
    CASE
        WHEN s.last_failed_time > coalesce(s.last_archived_time, '-infinity')
            THEN format('%s 存不进去，最近一次在 %s', s.last_failed_wal, to_char(s.last_failed_time, 'YYYY-MM-DD HH24:MI:SS'))
        WHEN s.last_archived_time IS NULL THEN '还没有存过'
        ELSE format('最近一次在 %s', to_char(s.last_archived_time, 'YYYY-MM-DD HH24:MI:SS'))
    END
FROM pg_stat_archiver AS s
WHERE current_setting('archive_mode') <> 'off' AND NOT pg_is_in_recovery()
UNION ALL
SELECT 'template', 'ok', concat_ws(' ', f.form, coalesce(t.digest, '-'))
FROM (SELECT DISTINCT p.form FROM gongkai.publication AS p) AS f
LEFT JOIN gongkai.template AS t ON t.form = f.form
UNION ALL
(
    SELECT 'sample', 'ok', v.document
    FROM gongkai.publication AS p
    JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
    ORDER BY p.change DESC
    LIMIT 1
);
