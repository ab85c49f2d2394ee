-- Coming in at the desk. The program makes a key of the password with Argon2id and the
-- account's salt; the database compares the key's hash. So the database opens no session
-- for a program that does not know the password, and gives nobody what it compares with.
-- What is answered to a name that there is not is what is answered to a wrong password.

-- IPv6 networks of 2^64 addresses are one client's.
CREATE OR REPLACE FUNCTION gongkai.network_of(address text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    RETURN CASE WHEN family(address::inet) = 6 THEN network(set_masklen(address::inet, 64))::text ELSE address END;
EXCEPTION
    WHEN invalid_text_representation THEN
        RETURN left(address, 100);
END
$$;

-- Has the account come in with that browser before? The device is the hash of a secret that the
-- browser got then, or of one that nobody knows yet.
CREATE OR REPLACE FUNCTION gongkai.login_knows(the_name text, the_device text)
RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (
        SELECT FROM gongkai.account_device AS d WHERE d.account::text = the_name AND d.hash = the_device)
$$;

-- The failures of a name that count together: those with that browser of the account, or, with a
-- browser that is none of its own, those with such browsers from the same place.
CREATE OR REPLACE FUNCTION gongkai.login_failures(the_name text, the_network text, the_device text)
RETURNS SETOF gongkai.login_failure
LANGUAGE sql STABLE
AS $$
    SELECT f.*
    FROM gongkai.login_failure AS f
    WHERE f.name = the_name AND CASE
        WHEN gongkai.login_knows(the_name, the_device) THEN f.device = the_device
        ELSE f.device IS NULL AND f.network = the_network
    END
$$;

-- How many seconds a login must wait, 0 for none. Five failures of a name from one place
-- make that place wait, from half a minute on and a quarter of an hour at most. Failures of a name from
-- many places make places from where nobody has come in before wait ten seconds for each other. A
-- place that tries many names waits a minute. All this is the same for every name, whether there is
-- an account or not. Only a browser with which the account has come in before waits for nobody's
-- failures but its own: nobody can lock the account out of it.
CREATE OR REPLACE FUNCTION gongkai.login_wait(the_name text, the_network text, the_device text)
RETURNS integer
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT greatest(0, ceil(extract(epoch FROM max(w.until) - clock_timestamp())))::integer
    FROM (
        SELECT max(f.at) + least(30 * 2 ^ (count(*) - 5), 900) * interval '1 second' AS until
        FROM gongkai.login_failures(the_name, the_network, the_device) AS f
        WHERE f.at > clock_timestamp() - interval '15 minutes'
        HAVING count(*) >= 5
        UNION ALL
        SELECT max(f.at) + interval '10 seconds'
        FROM gongkai.login_failure AS f
        WHERE f.name = the_name AND f.device IS NULL AND f.at > clock_timestamp() - interval '15 minutes'
            AND NOT gongkai.login_knows(the_name, the_device)
            AND NOT EXISTS (SELECT FROM gongkai.login_network AS n WHERE n.network = the_network)
        HAVING count(*) >= 20
        UNION ALL
        SELECT max(f.at) + interval '1 minute'
        FROM gongkai.login_failure AS f
        WHERE f.network = the_network AND f.device IS NULL AND f.at > clock_timestamp() - interval '15 minutes'
            AND NOT gongkai.login_knows(the_name, the_device)
        HAVING count(*) >= 30
    ) AS w
$$;

CREATE OR REPLACE FUNCTION gongkai.login_fail(the_name text, the_network text, the_device text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    DELETE FROM gongkai.login_failure AS f WHERE f.at < clock_timestamp() - interval '1 day';
    INSERT INTO gongkai.login_failure (name, network, device, at)
    SELECT
        left(the_name, 200), the_network, CASE WHEN gongkai.login_knows(the_name, the_device) THEN the_device END,
        clock_timestamp()
$$;

-- Of a successful login: the browser and the place are known from now on. An account knows the
-- twenty browsers that it used last, within a year.
CREATE OR REPLACE FUNCTION gongkai.login_settle(the_name text, the_network text, the_device text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    DELETE FROM gongkai.login_failure AS f
    USING gongkai.login_failures(the_name, the_network, the_device) AS own
    WHERE f.number = own.number;
    INSERT INTO gongkai.account_device (account, hash) VALUES (the_name, the_device)
    ON CONFLICT (account, hash) DO UPDATE SET seen_at = now();
    DELETE FROM gongkai.account_device AS d
    WHERE d.account = the_name AND (
        d.seen_at < now() - interval '365 days'
        OR d.hash NOT IN (
            SELECT l.hash FROM gongkai.account_device AS l
            WHERE l.account = the_name
            ORDER BY l.seen_at DESC, l.hash = the_device DESC LIMIT 20));
    DELETE FROM gongkai.login_network AS n WHERE n.seen_at < now() - interval '90 days';
    INSERT INTO gongkai.login_network (network) VALUES (the_network)
    ON CONFLICT (network) DO UPDATE SET seen_at = now();
    DELETE FROM gongkai.session AS s WHERE s.account = the_name AND s.expires_at < now() - interval '1 day'
$$;

-- What the program needs to make the key; for a name without a password something that
-- looks the same, and is always the same. `wait_s` is not 0 when it is too early to try.
CREATE OR REPLACE FUNCTION gongkai.login_salt(
    the_name text, address text, device text, usual_memory_kib integer, usual_passes integer, usual_lanes integer)
RETURNS TABLE (salt text, memory_kib integer, passes integer, lanes integer, wait_s integer)
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT
        encode(coalesce(a.salt, substr(gongkai.cursor_mac(convert_to('salt ' || the_name, 'UTF8')), 1, 16)), 'hex'),
        coalesce(a.memory_kib, usual_memory_kib),
        coalesce(a.passes, usual_passes),
        coalesce(a.lanes, usual_lanes),
        gongkai.login_wait(the_name, gongkai.network_of(address), device)
    FROM (SELECT) AS one
    LEFT JOIN gongkai.account AS a ON a.name = the_name AND a.verifier IS NOT NULL
$$;

-- Whether a key is that of the password.
CREATE OR REPLACE FUNCTION gongkai.login_is_key(who gongkai.account, key text)
RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
    SELECT coalesce(encode(sha256(decode(key, 'hex')), 'hex') = who.verifier, false)
$$;

-- What is due when somebody has proven who it is: another password, or nothing.
CREATE OR REPLACE FUNCTION gongkai.login_due(who gongkai.account, password_days integer)
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT CASE
        WHEN who.must_change OR (password_days > 0 AND who.password_at < now() - make_interval(days => password_days))
            THEN 'change'
        ELSE 'open'
    END
$$;

-- Give an account another password, by what Argon2id made of it.
CREATE OR REPLACE FUNCTION gongkai.login_set(
    name text, salt text, memory_kib integer, passes integer, lanes integer, key text, must_change boolean)
RETURNS void
LANGUAGE sql
AS $$
    UPDATE gongkai.account AS a
    SET salt = decode(login_set.salt, 'hex'), memory_kib = login_set.memory_kib, passes = login_set.passes,
        lanes = login_set.lanes, verifier = encode(sha256(decode(login_set.key, 'hex')), 'hex'), password_at = now(),
        must_change = login_set.must_change
    WHERE a.name = login_set.name
$$;

-- End the sessions of an account but the one that acts.
CREATE OR REPLACE FUNCTION gongkai.login_end_others(name text)
RETURNS void
LANGUAGE sql
AS $$
    UPDATE gongkai.session AS s SET ended_at = now()
    WHERE s.account = login_end_others.name AND s.ended_at IS NULL AND s.hash IS DISTINCT FROM gongkai.acting_hash()
$$;

-- Try it. The outcome is open, change, code, refused, disabled or wait; the session, if it is not
-- refused, has the hash of the secret that the program has made.
CREATE OR REPLACE FUNCTION gongkai.login(
    the_name text, key text, hash text, address text, device text, idle_s integer, whole_s integer,
    password_days integer)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    the_network CONSTANT text := gongkai.network_of(address);
    who gongkai.account;
    outcome text;
BEGIN
    IF gongkai.login_wait(the_name, the_network, device) > 0 THEN
        PERFORM gongkai.trail_add(the_name, 'none', address, 'login', NULL, 'wait', NULL);
        RETURN 'wait';
    END IF;
    SELECT * INTO who FROM gongkai.account AS a WHERE a.name = the_name;
    IF who.disabled_at IS NOT NULL OR NOT gongkai.login_is_key(who, key) THEN
        -- Who knows the password may know why it opens nothing.
        outcome := CASE WHEN gongkai.login_is_key(who, key) THEN 'disabled' ELSE 'refused' END;
        PERFORM gongkai.login_fail(the_name, the_network, device);
        PERFORM gongkai.trail_add(the_name, 'none', address, 'login', NULL, outcome, NULL);
        RETURN outcome;
    END IF;
    outcome := CASE WHEN who.totp_since IS NOT NULL THEN 'code' ELSE gongkai.login_due(who, password_days) END;
    INSERT INTO gongkai.session (hash, account, state, means, address, idle, expires_at)
    VALUES (
        login.hash, who.name, outcome, 'password', login.address, make_interval(secs => idle_s),
        now() + make_interval(secs => whole_s));
    IF outcome <> 'code' THEN
        PERFORM gongkai.login_settle(who.name, the_network, device);
    END IF;
    PERFORM gongkai.trail_add(who.name, 'session', address, 'login', NULL, outcome, NULL);
    RETURN outcome;
END
$$;

-- The secret of the one-time codes of the account whose code is due, locked with the key that
-- has that name (NULL: not locked), and the step of the last code that was taken; no row when
-- none is due.
CREATE OR REPLACE FUNCTION gongkai.login_code_secret()
RETURNS TABLE (account text, secret text, key text, step bigint)
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT a.name::text, encode(a.totp_secret, 'hex'), a.totp_key, a.totp_step
    FROM gongkai.acting() AS s
    JOIN gongkai.account AS a ON a.name = s.account
    WHERE s.state = 'code'
$$;

-- The same secret, locked with another key.
CREATE OR REPLACE FUNCTION gongkai.login_code_lock(secret text, key text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    UPDATE gongkai.account AS a
    SET totp_secret = decode(login_code_lock.secret, 'hex'), totp_key = login_code_lock.key
    FROM gongkai.acting() AS s
    WHERE a.name = s.account AND s.state = 'code' AND a.totp_secret IS NOT NULL AND login_code_lock.key IS NOT NULL
$$;

-- With which keys secrets are locked, and how many; NULL: those that are not.
CREATE OR REPLACE FUNCTION gongkai.login_code_keys()
RETURNS TABLE (key text, accounts bigint)
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT a.totp_key, count(*) FROM gongkai.account AS a WHERE a.totp_secret IS NOT NULL GROUP BY 1
$$;

-- A one-time code was given: `the_step` is its time step, NULL when it was wrong. The
-- session goes on with another secret. The outcome is open, change, refused or ended; or wait and
-- how many seconds: who knows the password opens as many sessions as he likes, and all of them
-- together have no more tries than one.
CREATE OR REPLACE FUNCTION gongkai.login_code(
    the_step bigint, hash text, address text, device text, password_days integer)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    the_network CONSTANT text := gongkai.network_of(address);
    who gongkai.account;
    outcome text := 'refused';
    wait_s integer;
    wrong integer;
BEGIN
    SELECT a.* INTO who
    FROM gongkai.acting() AS s
    JOIN gongkai.account AS a ON a.name = s.account
    WHERE s.state = 'code'
    FOR UPDATE OF a;
    IF NOT FOUND THEN
        RETURN 'ended';
    END IF;
    wait_s := gongkai.login_wait(who.name, the_network, device);
    IF wait_s > 0 THEN
        RETURN 'wait ' || wait_s;
    END IF;
    IF the_step > who.totp_step THEN
        outcome := gongkai.login_due(who, password_days);
        UPDATE gongkai.account AS a SET totp_step = the_step WHERE a.name = who.name;
        UPDATE gongkai.session AS s SET hash = login_code.hash, state = outcome, means = 'code', seen_at = now()
        WHERE s.hash = gongkai.acting_hash();
        PERFORM gongkai.login_settle(who.name, the_network, device);
    ELSE
        PERFORM gongkai.login_fail(who.name, the_network, device);
        UPDATE gongkai.session AS s
        SET wrong_codes = s.wrong_codes + 1, ended_at = CASE WHEN s.wrong_codes >= 4 THEN now() END
        WHERE s.hash = gongkai.acting_hash()
        RETURNING s.wrong_codes INTO wrong;
        outcome := CASE WHEN wrong >= 5 THEN 'ended' ELSE 'refused' END;
    END IF;
    PERFORM gongkai.trail_add(who.name, 'session', address, 'login code', NULL, outcome, NULL);
    RETURN outcome;
END
$$;

-- Has the owner switched it on that whom the web server names comes in?
CREATE OR REPLACE FUNCTION gongkai.login_trusts_sign_on()
RETURNS boolean
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT EXISTS (SELECT FROM gongkai.desk_option AS o WHERE o.trusts_sign_on)
$$;

-- Open a session for whom the web server names. Only where the owner has switched it on,
-- and only for accounts that are made for it: the database has no other proof.
CREATE OR REPLACE FUNCTION gongkai.login_sign_on(the_name text, hash text, address text, idle_s integer, whole_s integer)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    outcome text := 'refused';
BEGIN
    IF gongkai.login_trusts_sign_on()
        AND EXISTS (
            SELECT FROM gongkai.account AS a
            WHERE a.name = the_name AND a.may_sign_on AND a.disabled_at IS NULL) THEN
        outcome := 'open';
        INSERT INTO gongkai.session (hash, account, state, means, address, idle, expires_at)
        VALUES (
            login_sign_on.hash, the_name, 'open', 'sso', login_sign_on.address,
            make_interval(secs => idle_s), now() + make_interval(secs => whole_s));
    END IF;
    PERFORM gongkai.trail_add(the_name, 'none', address, 'sign-on', NULL, outcome, NULL);
    RETURN outcome;
END
$$;

-- Who acts has a session, not a token, that may work or has to change the password.
CREATE OR REPLACE FUNCTION gongkai.login_person()
RETURNS gongkai.account
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    who gongkai.account;
BEGIN
    SELECT a.* INTO who
    FROM gongkai.acting() AS s
    JOIN gongkai.account AS a ON a.name = s.account
    WHERE s.means = 'session' AND s.state IN ('open', 'change')
    FOR UPDATE OF a;
    IF NOT FOUND THEN
        RAISE EXCEPTION '这里要用登录的会话' USING ERRCODE = '42501';
    END IF;
    RETURN who;
END
$$;

-- Change one's password; the old one must be known. All other sessions end, and this one
-- goes on with another secret. The outcome is open, refused or wait.
CREATE OR REPLACE FUNCTION gongkai.login_password(
    old_key text, salt text, memory_kib integer, passes integer, lanes integer, key text, hash text, address text,
    device text)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    the_network CONSTANT text := gongkai.network_of(address);
    who CONSTANT gongkai.account := gongkai.login_person();
BEGIN
    IF gongkai.login_wait(who.name, the_network, device) > 0 THEN
        RETURN 'wait';
    END IF;
    IF NOT gongkai.login_is_key(who, old_key) THEN
        PERFORM gongkai.login_fail(who.name, the_network, device);
        PERFORM gongkai.trail_add(who.name, 'session', address, 'password', NULL, 'refused', NULL);
        RETURN 'refused';
    END IF;
    PERFORM gongkai.login_set(who.name, salt, memory_kib, passes, lanes, key, false);
    PERFORM gongkai.login_end_others(who.name);
    UPDATE gongkai.session AS s SET hash = login_password.hash, state = 'open'
    WHERE s.hash = gongkai.acting_hash();
    PERFORM gongkai.trail_add(who.name, 'session', address, 'password', NULL, 'changed', NULL);
    RETURN 'open';
END
$$;

-- One-time codes: a new secret, locked, which counts when a first code of it was given; and the
-- end of them. For both the password must be known: who finds a session open neither takes the codes
-- of its owner away nor shuts him out by codes of his own.
CREATE OR REPLACE FUNCTION gongkai.login_code_begin(
    old_key text, secret text, key text, address text, device text)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    the_network CONSTANT text := gongkai.network_of(address);
    who CONSTANT gongkai.account := gongkai.login_person();
BEGIN
    IF who.totp_since IS NOT NULL THEN
        RAISE EXCEPTION '已经启用一次性密码，要换一个，先停用' USING ERRCODE = '55000';
    ELSIF key IS NULL THEN
        RAISE EXCEPTION 'the secret is not locked' USING ERRCODE = '22004', DETAIL = 'key';
    ELSIF gongkai.login_wait(who.name, the_network, device) > 0 THEN
        RETURN 'wait';
    ELSIF NOT gongkai.login_is_key(who, old_key) THEN
        PERFORM gongkai.login_fail(who.name, the_network, device);
        RETURN 'refused';
    END IF;
    UPDATE gongkai.account AS a
    SET totp_secret = decode(secret, 'hex'), totp_key = key, totp_step = 0
    WHERE a.name = who.name;
    RETURN 'done';
END
$$;

CREATE OR REPLACE FUNCTION gongkai.login_code_pending()
RETURNS TABLE (secret text, key text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    who CONSTANT gongkai.account := gongkai.login_person();
BEGIN
    IF who.totp_secret IS NULL OR who.totp_since IS NOT NULL THEN
        RAISE EXCEPTION '没有等待确认的一次性密码' USING ERRCODE = '55000';
    END IF;
    RETURN QUERY SELECT encode(who.totp_secret, 'hex'), who.totp_key;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.login_code_confirm(the_step bigint)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    who CONSTANT gongkai.account := gongkai.login_person();
BEGIN
    UPDATE gongkai.account AS a SET totp_since = now(), totp_step = the_step
    WHERE a.name = who.name AND a.totp_secret IS NOT NULL AND a.totp_since IS NULL;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.login_code_end(old_key text, address text, device text)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    the_network CONSTANT text := gongkai.network_of(address);
    who CONSTANT gongkai.account := gongkai.login_person();
BEGIN
    IF gongkai.login_wait(who.name, the_network, device) > 0 THEN
        RETURN 'wait';
    END IF;
    IF NOT gongkai.login_is_key(who, old_key) THEN
        PERFORM gongkai.login_fail(who.name, the_network, device);
        RETURN 'refused';
    END IF;
    UPDATE gongkai.account AS a SET totp_secret = NULL, totp_key = NULL, totp_since = NULL, totp_step = 0 WHERE a.name = who.name;
    RETURN 'done';
END
$$;

-- End the session that acts.
CREATE OR REPLACE FUNCTION gongkai.logout(address text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    who record;
BEGIN
    UPDATE gongkai.session AS s SET ended_at = now()
    WHERE s.hash = gongkai.acting_hash() AND s.ended_at IS NULL
    RETURNING s.account INTO who;
    IF FOUND THEN
        PERFORM gongkai.trail_add(who.account, 'session', address, 'logout', NULL, 'done', NULL);
    END IF;
END
$$;

-- Who acts, for the program: it asks the same rights as the database, by itself. Notes
-- that the session was used. No row when no live session or token has that secret.
CREATE OR REPLACE FUNCTION gongkai.session_use(secret text)
RETURNS TABLE (account text, person text, means text, state text, id text, department text, grants text, has_code boolean)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    -- Until the end of the transaction.
    PERFORM set_config('gongkai.session', secret, true);
    UPDATE gongkai.session AS s SET seen_at = now()
    WHERE s.hash = gongkai.acting_hash() AND s.seen_at < now() - least(interval '1 minute', s.idle / 4)
        AND now() < s.seen_at + s.idle;
    UPDATE gongkai.token AS t SET seen_at = now()
    WHERE t.hash = gongkai.acting_hash() AND (t.seen_at IS NULL OR t.seen_at < now() - interval '1 minute');
    RETURN QUERY
    SELECT
        a.account, w.person::text, a.means, a.state, a.id, w.department::text,
        (
            SELECT coalesce(json_agg(json_build_object('role', g.role, 'department', g.department)
                ORDER BY g.department, g.role), '[]')::text
            FROM gongkai.acting_grants() AS g
        ),
        w.totp_since IS NOT NULL
    FROM gongkai.acting() AS a
    JOIN gongkai.account AS w ON w.name = a.account;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.login_salt(text, text, text, integer, integer, integer),
    gongkai.login(text, text, text, text, text, integer, integer, integer),
    gongkai.login_code_secret(),
    gongkai.login_code(bigint, text, text, text, integer),
    gongkai.login_sign_on(text, text, text, integer, integer),
    gongkai.login_trusts_sign_on(),
    gongkai.login_password(text, text, integer, integer, integer, text, text, text, text),
    gongkai.login_code_begin(text, text, text, text, text),
    gongkai.login_code_lock(text, text),
    gongkai.login_code_keys(),
    gongkai.login_code_pending(),
    gongkai.login_code_confirm(bigint),
    gongkai.login_code_end(text, text, text),
    gongkai.logout(text),
    gongkai.session_use(text)
    TO gongkai_desk;
GRANT EXECUTE ON FUNCTION gongkai.login_code_keys() TO gongkai_staff;
