-- What accounts leave beside drafts (sql/schema/045_desk.sql). Each function asks by itself
-- whether the account that acts may.

-- The department of a draft that the account may read; P0002 where there is none for it.
CREATE OR REPLACE FUNCTION gongkai.desk_department(report_id text)
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    department CONSTANT text := (SELECT r.department_code FROM gongkai.report AS r WHERE r.id = desk_department.report_id);
BEGIN
    IF department IS NULL OR NOT gongkai.acting_may('reader', department) THEN
        RAISE EXCEPTION '没有编号为“%”的草稿', desk_department.report_id USING ERRCODE = 'P0002';
    END IF;
    RETURN department;
END
$$;

-- Say something of a cell. Whoever may read may not yet say.
CREATE OR REPLACE FUNCTION gongkai.add_comment(report_id text, pointer text, body text)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    department CONSTANT text := gongkai.desk_department(report_id);
    number bigint;
BEGIN
    IF NOT (gongkai.acting_may('editor', department) OR gongkai.acting_may('reviewer', department)) THEN
        PERFORM gongkai.acting_must('reviewer', department);
    END IF;
    IF (char_length(btrim(body)) BETWEEN 1 AND 2000) IS NOT TRUE THEN
        RAISE EXCEPTION '意见应有 1 至 2000 个字符' USING ERRCODE = '22023', DETAIL = '/text';
    ELSIF (char_length(pointer) <= 1000 AND pointer ~ '^(/([^~]|~[01])*)?$') IS NOT TRUE THEN
        RAISE EXCEPTION '“%”不是 JSON Pointer', left(pointer, 100) USING ERRCODE = '22023', DETAIL = '/pointer';
    ELSIF (SELECT count(*) FROM gongkai.draft_comment AS c WHERE c.report_id = add_comment.report_id) >= 1000 THEN
        RAISE EXCEPTION '一份草稿最多 1000 条意见' USING ERRCODE = '55000';
    END IF;
    INSERT INTO gongkai.draft_comment AS c (report_id, pointer, body, digest, made_by)
    VALUES (report_id, pointer, btrim(body), gongkai.draft_digest(report_id), gongkai.acting_person())
    RETURNING c.number INTO number;
    RETURN number;
END
$$;

-- Find a comment settled, whoever may say something there.
CREATE OR REPLACE FUNCTION gongkai.settle_comment(report_id text, number bigint)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    department CONSTANT text := gongkai.desk_department(report_id);
BEGIN
    IF NOT (gongkai.acting_may('editor', department) OR gongkai.acting_may('reviewer', department)) THEN
        PERFORM gongkai.acting_must('editor', department);
    END IF;
    UPDATE gongkai.draft_comment AS c
    SET settled_by = coalesce(c.settled_by, gongkai.acting_person()), settled_at = coalesce(c.settled_at, now())
    WHERE c.report_id = settle_comment.report_id AND c.number = settle_comment.number;
    IF NOT FOUND THEN
        RAISE EXCEPTION '“%”没有第 % 号意见', report_id, number USING ERRCODE = 'P0002';
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.comments(report_id text)
RETURNS json
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    PERFORM gongkai.desk_department(comments.report_id);
    RETURN (
        SELECT json_build_object('items', coalesce(
            json_agg(
                json_build_object(
                    'number', c.number,
                    'pointer', c.pointer,
                    'text', c.body,
                    'digest', c.digest,
                    'by', c.made_by,
                    'by_name', gongkai.account_person(c.made_by),
                    'at', gongkai.rfc3339(c.made_at),
                    'settled_by', c.settled_by,
                    'settled_by_name', gongkai.account_person(c.settled_by),
                    'settled_at', gongkai.rfc3339(c.settled_at))
                ORDER BY c.number),
            '[]'))
        FROM gongkai.draft_comment AS c
        WHERE c.report_id = comments.report_id);
END
$$;

-- A request with a key: what was answered the first time, or nothing when it is the first.
-- Who comes while the first is under way waits for its end.
CREATE OR REPLACE FUNCTION gongkai.begin_once(key text, request text)
RETURNS TABLE (status integer, location text, etag text, body text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_column
DECLARE
    the_account CONSTANT text := gongkai.acting_account();
    kept gongkai.once;
BEGIN
    IF the_account IS NULL THEN
        RAISE EXCEPTION '没有登录' USING ERRCODE = '42501';
    END IF;
    DELETE FROM gongkai.once AS o
    WHERE o.account = the_account AND o.made_at < now() - interval '1 day';
    INSERT INTO gongkai.once AS o (account, key, request)
    VALUES (the_account, begin_once.key, begin_once.request)
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
        RETURN;
    END IF;
    SELECT * INTO kept FROM gongkai.once AS o WHERE o.account = the_account AND o.key = begin_once.key;
    IF kept.request <> begin_once.request THEN
        RAISE EXCEPTION '这个 Idempotency-Key 已经用于另一个请求' USING ERRCODE = '22023', DETAIL = 'idempotency_key';
    END IF;
    RETURN QUERY SELECT kept.status, kept.location, kept.etag, kept.body;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.end_once(key text, status integer, location text, etag text, body text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    UPDATE gongkai.once AS o
    SET status = end_once.status, location = end_once.location, etag = end_once.etag, body = end_once.body
    WHERE o.account = gongkai.acting_account() AND o.key = end_once.key
$$;

-- Tell where one is in a draft (NULL: no more), and hear who else is there.
CREATE OR REPLACE FUNCTION gongkai.mark_presence(report_id text, pointer text)
RETURNS json
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    department CONSTANT text := gongkai.desk_department(report_id);
    the_account CONSTANT text := gongkai.acting_account();
BEGIN
    IF char_length(pointer) > 1000 THEN
        RAISE EXCEPTION '位置过长' USING ERRCODE = '22023', DETAIL = '/pointer';
    END IF;
    DELETE FROM gongkai.presence AS p
    WHERE p.report_id = mark_presence.report_id
        AND (p.seen_at < now() - interval '1 minute' OR (p.account = the_account AND pointer IS NULL));
    IF pointer IS NOT NULL THEN
        INSERT INTO gongkai.presence AS p (report_id, account, person, pointer)
        VALUES (report_id, the_account, gongkai.acting_person(), pointer)
        ON CONFLICT ON CONSTRAINT presence_pkey
        DO UPDATE SET pointer = excluded.pointer, seen_at = now(), person = excluded.person;
    END IF;
    RETURN (
        SELECT json_build_object('items', coalesce(
            json_agg(
                json_build_object(
                    'person', p.person, 'person_name', gongkai.account_person(p.person),
                    'pointer', p.pointer, 'at', gongkai.rfc3339(p.seen_at))
                ORDER BY p.account),
            '[]'))
        FROM gongkai.presence AS p
        WHERE p.report_id = mark_presence.report_id AND p.account <> the_account
            AND p.seen_at > now() - interval '30 seconds');
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.desk_department(text),
    gongkai.add_comment(text, text, text),
    gongkai.settle_comment(text, bigint),
    gongkai.comments(text),
    gongkai.begin_once(text, text),
    gongkai.end_once(text, integer, text, text, text),
    gongkai.mark_presence(text, text)
    TO gongkai_desk;
