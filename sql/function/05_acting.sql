-- Who acts at the desk, and what that account may do where.
--
-- A request hands the secret of its session or token to the database, in the setting
-- gongkai.session of its transaction. Any code may set that; but what counts is a hash that
-- stands in gongkai.session or gongkai.token, and those only a login writes. So nobody
-- acts for an account who does not know a live secret of it.
--
-- A request asks some twenty times. So these are in PL/pgSQL, which keeps their plans: those of
-- functions in SQL are made anew for each statement that calls them.

CREATE OR REPLACE FUNCTION gongkai.acting_hash()
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT encode(sha256(convert_to(nullif(current_setting('gongkai.session', true), ''), 'UTF8')), 'hex')
$$;

-- The live session, token or job: none, or one row. `id` is the hash of a session, the number of
-- a token, the name of a job, whose secret its workers have while it is under way.
CREATE OR REPLACE FUNCTION gongkai.acting()
RETURNS TABLE (account text, means text, state text, roles text[], department text, id text)
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_column
DECLARE
    the_hash CONSTANT text := gongkai.acting_hash();
BEGIN
    -- One after the other: mostly it is a session, and then nothing else is looked for.
    SELECT s.account, 'session', s.state, NULL, '', s.hash
    INTO account, means, state, roles, department, id
    FROM gongkai.session AS s
    JOIN gongkai.account AS a ON a.name = s.account
    WHERE s.hash = the_hash AND s.ended_at IS NULL AND a.disabled_at IS NULL
        AND now() < s.expires_at AND now() < s.seen_at + s.idle
        AND (s.state = 'open' OR now() < s.created_at + interval '10 minutes');
    IF NOT FOUND THEN
        SELECT t.account, 'token', 'open', t.roles, t.department, t.number
        INTO account, means, state, roles, department, id
        FROM gongkai.token AS t
        JOIN gongkai.account AS a ON a.name = t.account
        WHERE t.hash = the_hash AND t.ended_at IS NULL AND a.disabled_at IS NULL
            AND now() < t.expires_at;
    END IF;
    IF NOT FOUND THEN
        SELECT j.account, 'job', 'open', j.roles, j.department, j.id
        INTO account, means, state, roles, department, id
        FROM gongkai.job AS j
        JOIN gongkai.account AS a ON a.name = j.account
        WHERE j.hash = the_hash AND j.ended_at IS NULL AND a.disabled_at IS NULL;
    END IF;
    IF FOUND THEN
        RETURN NEXT;
    END IF;
END
$$;

-- The account that may work, or NULL.
CREATE OR REPLACE FUNCTION gongkai.acting_account()
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    RETURN (SELECT a.account FROM gongkai.acting() AS a WHERE a.state = 'open');
END
$$;

-- What it may do, and where: of a token, no more than it and its account have both.
CREATE OR REPLACE FUNCTION gongkai.acting_grants()
RETURNS TABLE (role text, department text)
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_column
DECLARE
    who record;
BEGIN
    SELECT * INTO who FROM gongkai.acting();
    IF who.state = 'open' THEN
        RETURN QUERY
        SELECT DISTINCT
            r.role,
            CASE WHEN starts_with(who.department, g.department::text) THEN who.department ELSE g.department::text END
        FROM gongkai.account_grant AS g
        -- Whoever has any role may read, and so may a token that is for that.
        CROSS JOIN LATERAL (
            VALUES (g.role::text), (CASE WHEN 'reader' = ANY (who.roles) THEN 'reader' END)) AS r (role)
        WHERE g.account = who.account AND r.role = ANY (coalesce(who.roles, ARRAY[g.role::text]))
            AND (starts_with(who.department, g.department::text) OR starts_with(g.department::text, who.department));
    END IF;
END
$$;

-- The beginnings of the codes of departments where the account has a role; whoever has any may read.
CREATE OR REPLACE FUNCTION gongkai.acting_reach(the_role text)
RETURNS text[]
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    RETURN (
        SELECT coalesce(array_agg(DISTINCT g.department), '{}')
        FROM gongkai.acting_grants() AS g
        WHERE g.role = the_role OR the_role = 'reader');
END
$$;

-- May the account do that in the department? NULL stands for one that is not known: then it
-- is enough to have the role somewhere.
CREATE OR REPLACE FUNCTION gongkai.acting_may(the_role text, department text)
RETURNS boolean
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM unnest(gongkai.acting_reach(the_role)) AS r (reach)
        WHERE acting_may.department IS NULL OR starts_with(acting_may.department, r.reach));
END
$$;

-- The same as a command: 42501 when it may not.
CREATE OR REPLACE FUNCTION gongkai.acting_must(the_role text, department text)
RETURNS void
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    IF NOT gongkai.acting_may(the_role, department) THEN
        RAISE EXCEPTION '您没有在%做这件事的权限', coalesce('部门 ' || nullif(department, '') || ' ', CASE department WHEN '' THEN '全国' ELSE '任何部门' END) USING ERRCODE = '42501';
    END IF;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.acting_hash(),
    gongkai.acting(),
    gongkai.acting_account(),
    gongkai.acting_grants(),
    gongkai.acting_reach(text),
    gongkai.acting_may(text, text),
    gongkai.acting_must(text, text)
    TO gongkai_desk;
