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
    FOR given IN
        SELECT g.role, g.department, o.place
        FROM json_array_elements(grants::json) WITH ORDINALITY AS o (item, place)
        CROSS JOIN json_to_record(o.item) AS g (role text, department text)
    LOOP
        IF (given.role IN ('reader', 'editor', 'reviewer', 'publisher', 'administrator')) IS NOT TRUE THEN
            RAISE EXCEPTION '角色是“%”，应为 reader、editor、reviewer、publisher 或 administrator', given.role
                USING ERRCODE = '22023', DETAIL = '/grants/' || given.place - 1 || '/role';
        END IF;
        IF (given.department ~ '^([0-9A-Za-z](-?[0-9A-Za-z])*-?)?$' AND char_length(given.department) <= 64) IS NOT TRUE THEN
            RAISE EXCEPTION '部门应为部门代码或其开头，空的表示全国' USING ERRCODE = '22023', DETAIL = '/grants/' || given.place - 1 || '/department';
        END IF;
        PERFORM gongkai.account_guard(given.department);
    END LOOP;
    -- Nor can what others gave elsewhere be taken away.
    PERFORM gongkai.account_guard(g.department) FROM gongkai.account_grant AS g WHERE g.account = account_set_grants.name;
    DELETE FROM gongkai.account_grant AS g WHERE g.account = account_set_grants.name;
    INSERT INTO gongkai.account_grant (account, role, department)
    SELECT DISTINCT account_set_grants.name, g.role, g.department
    FROM json_to_recordset(grants::json) AS g (role text, department text);
END
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
    gongkai.account_add(text, text, text, text, integer, integer, integer, text, boolean, boolean),
    gongkai.account_set_grants(text, text)
    TO gongkai_desk;
