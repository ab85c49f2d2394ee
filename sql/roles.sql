-- The roles of gongkai and what they may do with the database. Run by a
-- superuser, connected to gongkai's own database, before the first migration;
-- running it again puts back what was changed. It sets no passwords: how a role proves
-- who it is (peer, certificate, scram) is decided in pg_hba.conf.

-- Part 1: the cluster.

DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['gongkai_owner', 'gongkai_staff', 'gongkai_desk', 'gongkai_public', 'gongkai_cache', 'gongkai_backdate'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
        EXECUTE format(
            'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS',
            role_name);
        -- A role can alter its own settings.
        EXECUTE format('ALTER ROLE %I RESET ALL', role_name);
        EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET ALL', role_name, current_database());
        -- Every name in our SQL is qualified, so nothing may be found by search.
        EXECUTE format('ALTER ROLE %I SET search_path = ''''', role_name);
        -- What a session prints and reads must not depend on the machine.
        EXECUTE format('ALTER ROLE %I SET timezone = ''UTC''', role_name);
        EXECUTE format('ALTER ROLE %I SET datestyle = ''ISO, YMD''', role_name);
        EXECUTE format('ALTER ROLE %I SET intervalstyle = ''postgres''', role_name);
        EXECUTE format('ALTER ROLE %I SET client_encoding = ''UTF8''', role_name);
        EXECUTE format('ALTER ROLE %I SET standard_conforming_strings = on', role_name);
        EXECUTE format('ALTER ROLE %I SET client_min_messages = ''warning''', role_name);
        -- Our statements are short; compiling them costs more than it saves.
        EXECUTE format('ALTER ROLE %I SET jit = off', role_name);
    END LOOP;
END
$$;

COMMENT ON ROLE gongkai_owner IS 'Owns the schema gongkai and migrates it.';
COMMENT ON ROLE gongkai_staff IS 'Writes drafts and publishes them.';
COMMENT ON ROLE gongkai_backdate IS 'Staff who take over what was published elsewhere: publishes and withdraws at a time that it gives.';
COMMENT ON ROLE gongkai_desk IS 'Serves accounts at the desk: what each of them may is looked up by the secret of its session.';
COMMENT ON ROLE gongkai_public IS 'Reads what is published; the web server''s public workers log in as this.';
COMMENT ON ROLE gongkai_cache IS 'Reads what was withdrawn, for nginx''s cache.';

-- Only nginx's user may delete what nginx keeps, and PostgreSQL knows it by its name.
-- Where it has another, or comes over the network, grant gongkai_cache to that.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'www-data') THEN
        CREATE ROLE "www-data" LOGIN;
    END IF;
    IF NOT pg_has_role('www-data', 'gongkai_cache', 'MEMBER') THEN
        GRANT gongkai_cache TO "www-data";
    END IF;
END
$$;

-- Who was killed waits for no answer, and their statement shall keep no lock: looked at each second.
ALTER ROLE gongkai_owner SET client_connection_check_interval = '1s';
ALTER ROLE gongkai_staff SET client_connection_check_interval = '1s';
ALTER ROLE gongkai_backdate SET client_connection_check_interval = '1s';

-- A migration may take as long as it needs, but must not queue everybody else
-- behind a lock that it does not get.
ALTER ROLE gongkai_owner SET statement_timeout = 0;
ALTER ROLE gongkai_owner SET lock_timeout = '30s';
ALTER ROLE gongkai_owner SET idle_in_transaction_session_timeout = '5min';

ALTER ROLE gongkai_cache SET default_transaction_read_only = on;
ALTER ROLE gongkai_cache SET statement_timeout = '10s';

ALTER ROLE gongkai_staff SET statement_timeout = '60s';
ALTER ROLE gongkai_staff SET lock_timeout = '30s';
ALTER ROLE gongkai_staff SET idle_in_transaction_session_timeout = '5min';

-- All that staff may do, and the right to give a time. Whom pg_hba.conf and pg_ident.conf
-- let in as this role is decided apart from who is staff; by default nobody.
DO $$
BEGIN
    IF NOT pg_has_role('gongkai_backdate', 'gongkai_staff', 'MEMBER') THEN
        GRANT gongkai_staff TO gongkai_backdate;
    END IF;
END
$$;
ALTER ROLE gongkai_backdate SET statement_timeout = '60s';
ALTER ROLE gongkai_backdate SET lock_timeout = '30s';
ALTER ROLE gongkai_backdate SET idle_in_transaction_session_timeout = '5min';

ALTER ROLE gongkai_desk SET statement_timeout = '30s';
ALTER ROLE gongkai_desk SET lock_timeout = '10s';
ALTER ROLE gongkai_desk SET idle_in_transaction_session_timeout = '60s';

-- The public's statements are shaped so that one plan serves all parameters,
-- and are tested so: planning them again each time would cost more than they do.
ALTER ROLE gongkai_public SET plan_cache_mode = force_generic_plan;
-- Public data stand in memory or on flash, where any page is as near as the next;
-- believing otherwise, the planner sorts a whole table rather than read a page
-- of a list from an index.
ALTER ROLE gongkai_public SET random_page_cost = 1.1;
-- Starting parallel workers takes longer than any of them, and one request
-- should not have more than one processor.
ALTER ROLE gongkai_public SET max_parallel_workers_per_gather = 0;
-- A web worker keeps its one connection while there is no traffic, so an idle
-- session is not ended; an idle transaction is a bug and is.
ALTER ROLE gongkai_public SET default_transaction_read_only = on;
ALTER ROLE gongkai_public SET statement_timeout = '2s';
ALTER ROLE gongkai_public SET lock_timeout = '1s';
ALTER ROLE gongkai_public SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE gongkai_public SET idle_session_timeout = 0;
-- A session can lift its own time limits, whoever set them: what uses that to any
-- length is ended by `gongkai guard`, which is the owner, who for that alone is a
-- member of the public role. Files for sorting it cannot make larger.
ALTER ROLE gongkai_public SET temp_file_limit = '256MB';
-- The others get in, too, however many the public's connections are.
DO $$
BEGIN
    IF NOT pg_has_role('gongkai_owner', 'gongkai_public', 'MEMBER') THEN
        GRANT gongkai_public TO gongkai_owner;
    END IF;
    EXECUTE format(
        'ALTER ROLE gongkai_public CONNECTION LIMIT %s', current_setting('max_connections')::integer * 4 / 5);
END
$$;

-- Part 2: the current database.

DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO gongkai_owner, gongkai_staff, gongkai_desk, gongkai_public, gongkai_cache, gongkai_backdate',
        current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO gongkai_owner', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- PostgreSQL lets everybody run what holds, fills or ends something of others:
-- locks that publishing and migrations wait for, sleep, numbers of transactions and
-- snapshots that keep dead rows, the log of the database, the queue of
-- notifications, large objects, other sessions of the same role. Here only the
-- owner may. (The command NOTIFY asks for no right and cannot be revoked: nobody
-- listens, so it tells nobody anything.) Code that is not in a function of ours is nobody's, either.
DO $$
DECLARE
    routine regprocedure;
BEGIN
    FOR routine IN
        SELECT p.oid
        FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace = 'pg_catalog'::regnamespace
            AND (
                p.proname ~ '^pg_(try_)?advisory_'
                OR p.proname ~ '^lo_|^lo(read|write)$'
                OR p.proname IN (
                    'pg_sleep', 'pg_sleep_for', 'pg_sleep_until',
                    'pg_current_xact_id', 'txid_current', 'pg_export_snapshot',
                    'pg_logical_emit_message', 'pg_notify',
                    'pg_cancel_backend', 'pg_terminate_backend'))
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC, gongkai_staff, gongkai_desk, gongkai_public, gongkai_cache', routine);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO gongkai_owner', routine);
    END LOOP;
END
$$;
REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC;
GRANT USAGE ON LANGUAGE plpgsql, sql TO gongkai_owner;
