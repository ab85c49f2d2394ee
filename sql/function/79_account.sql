-- Accounts and what they may do: for administrators of the desk within their departments,
-- and for the owner on the command line.

-- May who acts look after accounts of the department? The owner always may.
CREATE OR REPLACE FUNCTION gongkai.account_guard(department text)
RETURNS void
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    IF session_user <> 'gongkai_desk' THEN
        RETURN;
    END IF;
    PERFORM gongkai.acting_must('administrator', department);
END
$$;

-- Refuse what is no code of a department, nor the beginning of one.
CREATE OR REPLACE FUNCTION gongkai.account_check_department(department text, pointer text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    IF (department ~ '^([0-9A-Za-z](-?[0-9A-Za-z])*-?)?$' AND char_length(department) <= 64) IS NOT TRUE THEN
        RAISE EXCEPTION '部门是“%”，应为部门代码或其开头，如 430602', department USING ERRCODE = '22023', DETAIL = pointer;
    END IF;
END
$$;

-- Make an account. `key` is what Argon2id made of its password, or NULL for none.
CREATE OR REPLACE FUNCTION gongkai.account_add(
    name text, person text, department text, salt text, memory_kib integer, passes integer, lanes integer, key text,
    must_change boolean, may_sign_on boolean)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    PERFORM gongkai.account_guard(account_add.department);
    IF (name ~ '^[a-z0-9][a-z0-9._@-]{0,63}$') IS NOT TRUE THEN
        RAISE EXCEPTION '登录名应为 1 至 64 个小写字母、数字或 . _ @ -，以字母或数字开头' USING ERRCODE = '22023', DETAIL = '/name';
    END IF;
    IF (char_length(btrim(person)) BETWEEN 1 AND 100) IS NOT TRUE THEN
        RAISE EXCEPTION '姓名应有 1 至 100 个字符' USING ERRCODE = '22023', DETAIL = '/person';
    END IF;
    PERFORM gongkai.account_check_department(account_add.department, '/department');
    IF EXISTS (SELECT FROM gongkai.account AS a WHERE a.name = account_add.name) THEN
        RAISE EXCEPTION '已有登录名“%”', name USING ERRCODE = '23505', DETAIL = '/name';
    END IF;
    INSERT INTO gongkai.account (
        name, person, department, salt, memory_kib, passes, lanes, verifier, password_at, must_change, may_sign_on)
    SELECT
        account_add.name, btrim(account_add.person), account_add.department, decode(account_add.salt, 'hex'),
        CASE WHEN key IS NOT NULL THEN account_add.memory_kib END,
        CASE WHEN key IS NOT NULL THEN account_add.passes END,
        CASE WHEN key IS NOT NULL THEN account_add.lanes END,
        encode(sha256(decode(key, 'hex')), 'hex'),
        CASE WHEN key IS NOT NULL THEN now() END,
        account_add.must_change, account_add.may_sign_on;
END
$$;

-- Give an account exactly these grants: a JSON array of {"role", "department"}.
CREATE OR REPLACE FUNCTION gongkai.account_set_grants(name text, grants text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    given record;
BEGIN
    IF session_user = 'gongkai_desk' AND name = gongkai.acting_account() THEN
        RAISE EXCEPTION '自己的权限要由别人来改' USING ERRCODE = '42501';
    END IF;
    FOR given IN
        SELECT g.role, g.department, o.place
        FROM json_array_elements(grants::json) WITH ORDINALITY AS o (item, place)
        CROSS JOIN json_to_record(o.item) AS g (role text, department text)
    LOOP
        IF (given.role IN ('reader', 'editor', 'reviewer', 'publisher', 'administrator')) IS NOT TRUE THEN
            RAISE EXCEPTION '角色是“%”，应为 reader（查看）、editor（填报）、reviewer（审核）、publisher（公开）或 administrator（管理）', given.role
                USING ERRCODE = '22023', DETAIL = '/grants/' || given.place - 1 || '/role';
        END IF;
        PERFORM gongkai.account_check_department(given.department, '/grants/' || given.place - 1 || '/department');
        PERFORM gongkai.account_guard(given.department);
    END LOOP;
    -- Nor can what others gave elsewhere be taken away.
    PERFORM gongkai.account_mine(account_set_grants.name);
    DELETE FROM gongkai.account_grant AS g WHERE g.account = account_set_grants.name;
    INSERT INTO gongkai.account_grant (account, role, department)
    SELECT DISTINCT account_set_grants.name, g.role, g.department
    FROM json_to_recordset(grants::json) AS g (role text, department text);
END
$$;

-- The account of a name, for whoever may look after it; of others nobody hears anything.
CREATE OR REPLACE FUNCTION gongkai.account_mine(the_name text)
RETURNS gongkai.account
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    the_account gongkai.account;
BEGIN
    SELECT * INTO the_account FROM gongkai.account AS a WHERE a.name = the_name FOR UPDATE;
    IF NOT FOUND OR (
        session_user = 'gongkai_desk' AND NOT gongkai.acting_may('administrator', the_account.department)) THEN
        RAISE EXCEPTION '没有账号“%”', the_name USING ERRCODE = 'P0002';
    END IF;
    -- Whoever may more elsewhere is looked after from there.
    PERFORM gongkai.account_guard(g.department) FROM gongkai.account_grant AS g WHERE g.account = the_name;
    RETURN the_account;
END
$$;

-- Change what is not NULL. Nobody shuts himself out.
CREATE OR REPLACE FUNCTION gongkai.account_change(
    name text, person text, department text, is_disabled boolean, may_sign_on boolean)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    old CONSTANT gongkai.account := gongkai.account_mine(account_change.name);
BEGIN
    IF is_disabled AND session_user = 'gongkai_desk' AND old.name = gongkai.acting_account() THEN
        RAISE EXCEPTION '自己的账号要由别人来停用' USING ERRCODE = '42501';
    END IF;
    IF account_change.department IS NOT NULL THEN
        PERFORM gongkai.account_check_department(account_change.department, '/department');
        PERFORM gongkai.account_guard(account_change.department);
    END IF;
    IF char_length(btrim(account_change.person)) NOT BETWEEN 1 AND 100 THEN
        RAISE EXCEPTION '姓名应有 1 至 100 个字符' USING ERRCODE = '22023', DETAIL = '/person';
    END IF;
    UPDATE gongkai.account AS a
    SET person = coalesce(btrim(account_change.person), a.person),
        department = coalesce(account_change.department, a.department),
        may_sign_on = coalesce(account_change.may_sign_on, a.may_sign_on),
        disabled_at = CASE WHEN coalesce(is_disabled, a.disabled_at IS NOT NULL) THEN coalesce(a.disabled_at, now()) END
    WHERE a.name = old.name;
    UPDATE gongkai.session AS s SET ended_at = now()
    WHERE is_disabled AND s.account = old.name AND s.ended_at IS NULL;
END
$$;

-- Give another password, which must be changed; the sessions end. Without a key only the
-- one-time codes end, for somebody who has lost the device.
CREATE OR REPLACE FUNCTION gongkai.account_reset(
    name text, salt text, memory_kib integer, passes integer, lanes integer, key text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    old CONSTANT gongkai.account := gongkai.account_mine(account_reset.name);
BEGIN
    -- Whoever has come by a session or a token of an administrator does not know the password.
    IF session_user = 'gongkai_desk' AND old.name = gongkai.acting_account() THEN
        RAISE EXCEPTION '自己的密码和一次性密码请在“我的账号”里更换，要用现在的密码' USING ERRCODE = '42501';
    END IF;
    IF account_reset.key IS NULL THEN
        UPDATE gongkai.account AS a SET totp_secret = NULL, totp_key = NULL, totp_since = NULL, totp_step = 0 WHERE a.name = old.name;
    ELSE
        PERFORM gongkai.login_set(old.name, salt, memory_kib, passes, lanes, key, true);
    END IF;
    UPDATE gongkai.session AS s SET ended_at = now() WHERE s.account = old.name AND s.ended_at IS NULL;
    DELETE FROM gongkai.login_failure AS f WHERE f.name = old.name;
END
$$;

-- An account as JSON, without any secret.
CREATE OR REPLACE FUNCTION gongkai.account_item(a gongkai.account)
RETURNS json
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT json_build_object(
        'name', a.name, 'person', a.person, 'department', a.department,
        'grants', (
            SELECT coalesce(json_agg(json_build_object('role', g.role, 'department', g.department)
                ORDER BY g.department, g.role), '[]')
            FROM gongkai.account_grant AS g
            WHERE g.account = a.name
        ),
        'has_password', a.verifier IS NOT NULL, 'must_change', a.must_change, 'may_sign_on', a.may_sign_on,
        'totp', a.totp_since IS NOT NULL, 'disabled', a.disabled_at IS NOT NULL,
        'created_at', gongkai.rfc3339(a.created_at), 'password_at', gongkai.rfc3339(a.password_at),
        'seen_at', gongkai.rfc3339((SELECT max(s.seen_at) FROM gongkai.session AS s WHERE s.account = a.name)))
$$;

-- How people are shown what gongkai.acting_person() recorded: the name of whoever has the account,
-- with the account where another has that name too. What is no account's, as of the command line,
-- stays as it is, and to whoever has not logged in all does.
CREATE OR REPLACE FUNCTION gongkai.account_person(recorded text)
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    the_name text;
BEGIN
    IF session_user <> 'gongkai_desk' OR gongkai.acting_account() IS NOT NULL THEN
        SELECT CASE WHEN EXISTS (SELECT FROM gongkai.account AS o WHERE o.person = a.person AND o.name <> a.name)
            THEN format('%s（%s）', a.person, a.name) ELSE a.person END
        INTO the_name
        FROM gongkai.account AS a
        WHERE a.name = recorded;
    END IF;
    RETURN coalesce(the_name, recorded);
END
$$;

-- Those that who acts looks after: all of one page after a name.
CREATE OR REPLACE FUNCTION gongkai.account_list(after text, page_limit integer, reach text[] DEFAULT '{""}')
RETURNS text
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    WITH page AS (
        SELECT a, a.name, row_number() OVER (ORDER BY a.name) AS place
        FROM gongkai.account AS a
        WHERE (session_user <> 'gongkai_desk'
                OR a.department ^@ ANY ((SELECT gongkai.acting_reach('administrator'))::text[]))
            AND a.department ^@ ANY (reach) AND a.name > coalesce(after, '')
        ORDER BY a.name
        LIMIT page_limit + 1
    )
    SELECT json_build_object(
        'items', coalesce(json_agg(gongkai.account_item(p.a) ORDER BY p.place) FILTER (WHERE p.place <= page_limit), '[]'),
        'next', max(p.name) FILTER (WHERE p.place = page_limit AND EXISTS (
            SELECT FROM page AS q WHERE q.place > page_limit)))::text
    FROM page AS p
$$;

CREATE OR REPLACE FUNCTION gongkai.account_find(the_name text)
RETURNS text
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT gongkai.account_item(a)::text
    FROM gongkai.account AS a
    WHERE a.name = the_name
        AND (session_user <> 'gongkai_desk' OR gongkai.acting_may('administrator', a.department))
$$;

-- A token for an account: its own at the desk, any on the command line.
CREATE OR REPLACE FUNCTION gongkai.token_add(
    account text, label text, roles text[], department text, days integer, hash text)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    whose text := account;
    lacking text;
    made bigint;
BEGIN
    IF session_user = 'gongkai_desk' THEN
        -- No token makes another, nor who has still to change the password one that lives on.
        whose := (gongkai.login_person()).name;
        IF gongkai.acting_account() IS NULL THEN
            RAISE EXCEPTION '请先更换密码' USING ERRCODE = '42501';
        END IF;
    END IF;
    IF NOT EXISTS (SELECT FROM gongkai.account AS a WHERE a.name = whose) THEN
        RAISE EXCEPTION '没有账号“%”', whose USING ERRCODE = 'P0002';
    END IF;
    IF (char_length(btrim(label)) BETWEEN 1 AND 100) IS NOT TRUE THEN
        RAISE EXCEPTION '用途应有 1 至 100 个字符' USING ERRCODE = '22023', DETAIL = '/label';
    END IF;
    PERFORM gongkai.account_check_department(token_add.department, '/department');
    IF (days BETWEEN 1 AND 366) IS NOT TRUE THEN
        RAISE EXCEPTION '有效期应为 1 至 366 天' USING ERRCODE = '22023', DETAIL = '/days';
    END IF;
    IF coalesce(cardinality(roles), 0) = 0
        OR NOT roles <@ ARRAY['reader', 'editor', 'reviewer', 'publisher', 'administrator'] THEN
        RAISE EXCEPTION '角色应为 reader（查看）、editor（填报）、reviewer（审核）、publisher（公开）、administrator（管理）中的一个或几个'
            USING ERRCODE = '22023', DETAIL = '/roles';
    END IF;
    -- What the account has at the time is the most that a token may ever be good for: a role that it
    -- is given later is no token's that was made before without it.
    lacking := (
        SELECT string_agg(r.name, '、' ORDER BY r.name)
        FROM unnest(roles) AS r (name)
        WHERE NOT EXISTS (
            SELECT
            FROM gongkai.account_grant AS g
            WHERE g.account = whose AND (g.role = r.name OR r.name = 'reader')
                AND (starts_with(g.department, token_add.department) OR starts_with(token_add.department, g.department))));
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION '账号“%”%没有角色 %', whose, coalesce('在部门 ' || nullif(token_add.department, '') || ' ', ''), lacking
            USING ERRCODE = '22023', DETAIL = '/roles', HINT = '令牌不会多于账号：只写账号有的角色，或者先给账号。';
    END IF;
    INSERT INTO gongkai.token AS t (hash, account, label, roles, department, expires_at)
    VALUES (
        token_add.hash, whose, btrim(token_add.label), token_add.roles, token_add.department,
        now() + make_interval(days => token_add.days))
    RETURNING t.number INTO made;
    RETURN made;
END
$$;

-- One's own tokens, and those of the accounts that one looks after.
CREATE OR REPLACE FUNCTION gongkai.token_list(
    before bigint, page_limit integer, the_account text DEFAULT NULL, reach text[] DEFAULT '{""}')
RETURNS text
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    WITH page AS (
        SELECT t.*, row_number() OVER (ORDER BY t.number DESC) AS place
        FROM gongkai.token AS t
        JOIN gongkai.account AS a ON a.name = t.account
        WHERE (before IS NULL OR t.number < before)
            AND (session_user <> 'gongkai_desk' OR t.account = gongkai.acting_account()
                OR gongkai.acting_may('administrator', a.department))
            AND (t.account = the_account OR a.department ^@ ANY (reach))
        ORDER BY t.number DESC
        LIMIT page_limit + 1
    )
    SELECT json_build_object(
        'items', coalesce(json_agg(json_build_object(
            'number', p.number, 'account', p.account, 'label', p.label, 'roles', p.roles, 'department', p.department,
            'created_at', gongkai.rfc3339(p.created_at), 'expires_at', gongkai.rfc3339(p.expires_at),
            'seen_at', gongkai.rfc3339(p.seen_at), 'ended_at', gongkai.rfc3339(p.ended_at)) ORDER BY p.place)
            FILTER (WHERE p.place <= page_limit), '[]'),
        'next', (min(p.number) FILTER (WHERE p.place = page_limit AND EXISTS (
            SELECT FROM page AS q WHERE q.place > page_limit)))::text)::text
    FROM page AS p
$$;

CREATE OR REPLACE FUNCTION gongkai.token_end(the_number bigint)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    UPDATE gongkai.token AS t SET ended_at = coalesce(t.ended_at, now())
    FROM gongkai.account AS a
    WHERE t.number = the_number AND a.name = t.account
        AND (session_user <> 'gongkai_desk'
            -- A program that is done with its work ends its own token; the others are its person's.
            OR EXISTS (
                SELECT
                FROM gongkai.acting() AS w
                WHERE w.state = 'open' AND w.account = t.account AND (w.means = 'session' OR w.id = t.number::text))
            OR gongkai.acting_may('administrator', a.department));
    IF NOT FOUND THEN
        RAISE EXCEPTION '没有令牌 %', the_number USING ERRCODE = 'P0002';
    END IF;
END
$$;

-- The trail, the newest first: administrators see what accounts did that they look after;
-- those of the whole country see all.
CREATE OR REPLACE FUNCTION gongkai.trail_list(
    before bigint, the_account text, the_target text, since timestamptz, until timestamptz, page_limit integer,
    within text[] DEFAULT '{""}')
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    reach CONSTANT text[] := gongkai.acting_reach('administrator');
BEGIN
    IF session_user = 'gongkai_desk' THEN
        PERFORM gongkai.acting_must('administrator', NULL);
    END IF;
    RETURN (
        WITH page AS (
            SELECT t.*
            FROM gongkai.trail AS t
            WHERE (before IS NULL OR t.number < before)
                AND (the_account IS NULL OR t.account = the_account)
                AND (the_target IS NULL OR t.target = the_target)
                AND (since IS NULL OR t.at >= since) AND (until IS NULL OR t.at < until)
                AND (session_user <> 'gongkai_desk' OR '' = ANY (reach) OR EXISTS (
                    SELECT FROM gongkai.account AS a WHERE a.name = t.account AND a.department ^@ ANY (reach)
                        AND a.department <> ''))
                AND ('' = ANY (within) OR EXISTS (
                    SELECT FROM gongkai.account AS a WHERE a.name = t.account AND a.department ^@ ANY (within)
                        AND a.department <> ''))
            ORDER BY t.number DESC
            LIMIT page_limit + 1
        )
        SELECT json_build_object(
            'items', coalesce((
                SELECT json_agg(json_build_object(
                    'number', p.number, 'at', gongkai.rfc3339(p.at), 'account', p.account, 'means', p.means,
                    'address', p.address, 'action', p.action, 'target', p.target, 'result', p.result,
                    'detail', p.detail, 'hash', encode(p.hash, 'hex')) ORDER BY p.number DESC)
                FROM (SELECT * FROM page ORDER BY number DESC LIMIT page_limit) AS p), '[]'),
            'next', CASE WHEN (SELECT count(*) FROM page) > page_limit THEN (
                SELECT min(p.number)::text FROM (SELECT * FROM page ORDER BY number DESC LIMIT page_limit) AS p) END)::text);
END
$$;

-- Whether the desk opens sessions for whom the web server names. For the owner alone.
CREATE OR REPLACE FUNCTION gongkai.account_trust_sign_on(is_trusted boolean)
RETURNS void
LANGUAGE sql
AS $$
    UPDATE gongkai.desk_option SET trusts_sign_on = is_trusted
$$;

-- For the trail of what is done on the command line: by which user of the operating system.
CREATE OR REPLACE FUNCTION gongkai.account_told(person text, action text, target text, detail text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT gongkai.trail_add(NULL, 'command', person, action, target, 'done', detail)
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.account_guard(text),
    gongkai.account_check_department(text, text),
    gongkai.account_add(text, text, text, text, integer, integer, integer, text, boolean, boolean),
    gongkai.account_set_grants(text, text),
    gongkai.account_change(text, text, text, boolean, boolean),
    gongkai.account_reset(text, text, integer, integer, integer, text),
    gongkai.account_list(text, integer, text[]),
    gongkai.account_find(text),
    gongkai.account_person(text),
    gongkai.token_add(text, text, text[], text, integer, text),
    gongkai.token_list(bigint, integer, text, text[]),
    gongkai.token_end(bigint),
    gongkai.trail_list(bigint, text, text, timestamptz, timestamptz, integer, text[])
    TO gongkai_desk;
-- On the command line it is said who has changed a draft.
GRANT EXECUTE ON FUNCTION gongkai.account_person(text) TO gongkai_staff;
