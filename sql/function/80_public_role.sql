-- A role may change its own settings for all sessions to come, and nothing in
-- PostgreSQL forbids it: one ALTER ROLE in a worker that was taken over could keep every
-- later one from connecting, long after its own session was ended. The guard puts back
-- what sql/roles.sql says; the tests hold this list against it. What only a superuser
-- may set is not looked at. Returns what was wrong.
CREATE OR REPLACE FUNCTION gongkai.restore_public()
RETURNS SETOF text
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    wanted CONSTANT text[] := ARRAY[
        'search_path=""', 'TimeZone=UTC', 'DateStyle=ISO, YMD', 'IntervalStyle=postgres', 'client_encoding=UTF8',
        'standard_conforming_strings=on', 'client_min_messages=warning', 'jit=off',
        'plan_cache_mode=force_generic_plan', 'random_page_cost=1.1', 'max_parallel_workers_per_gather=0',
        'default_transaction_read_only=on', 'statement_timeout=2s', 'lock_timeout=1s',
        'idle_in_transaction_session_timeout=10s', 'idle_session_timeout=0'];
    usual CONSTANT text := current_setting('role');
    setting record;
BEGIN
    -- A standby has the settings of its primary.
    IF pg_is_in_recovery() THEN
        RETURN;
    END IF;
    -- The owner is a member: as the role itself it may alter it.
    PERFORM set_config('role', 'gongkai_public', true);
    FOR setting IN
        SELECT s.setdatabase, c.line, split_part(c.line, '=', 1) AS name
        FROM pg_db_role_setting AS s
        CROSS JOIN unnest(s.setconfig) AS c (line)
        WHERE s.setrole = 'gongkai_public'::regrole
            AND (s.setdatabase <> 0 OR c.line <> ALL (wanted))
            AND NOT EXISTS (
                SELECT FROM pg_settings AS p
                WHERE p.name = split_part(c.line, '=', 1) AND p.context IN ('superuser', 'superuser-backend'))
    LOOP
        EXECUTE format('ALTER ROLE gongkai_public %s RESET %I',
            (SELECT format('IN DATABASE %I', d.datname) FROM pg_database AS d WHERE d.oid = setting.setdatabase),
            setting.name);
        RETURN NEXT setting.line;
    END LOOP;
    FOR setting IN
        SELECT split_part(w.line, '=', 1) AS name, split_part(w.line, '=', 2) AS value
        FROM unnest(wanted) AS w (line)
        WHERE NOT EXISTS (
            SELECT FROM pg_db_role_setting AS s
            WHERE s.setrole = 'gongkai_public'::regrole AND s.setdatabase = 0 AND w.line = ANY (s.setconfig))
    LOOP
        EXECUTE format('ALTER ROLE gongkai_public SET %I = %L',
            setting.name, CASE WHEN setting.value = '""' THEN '' ELSE setting.value END);
        RETURN NEXT 'without ' || setting.name || '=' || setting.value;
    END LOOP;
    PERFORM set_config('role', usual, true);
END
$$;
