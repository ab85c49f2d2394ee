-- Who acts, and whether they may: asked by every function that writes a draft or leads
-- it from one state to the next.

-- The name of whoever acts in this session. The desk has accounts, and the account of
-- its session is meant. On the command line it is a claim: what the command was told
-- (`--by`), or else the name under which its user has logged in.
CREATE OR REPLACE FUNCTION gongkai.acting_person()
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
DECLARE
    account CONSTANT text := CASE WHEN session_user = 'gongkai_desk' THEN gongkai.acting_account() END;
BEGIN
    IF account IS NULL AND session_user = 'gongkai_desk' THEN
        RAISE EXCEPTION '没有登录' USING ERRCODE = '28000';
    END IF;
    RETURN coalesce(
        account,
        nullif(left(btrim(regexp_replace(current_setting('gongkai.person', true), '[[:cntrl:]]', ' ', 'g')), 200), ''),
        session_user);
END
$$;

-- Refuse what the desk's account may not do with a report: edit, submit, approve,
-- return, publish, withdraw or delete. The command line may do all of it. Of a report that
-- is not there yet it is enough to may it somewhere: who makes it asks again when it is.
CREATE OR REPLACE FUNCTION gongkai.check_right(the_right text, report_id text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
BEGIN
    IF session_user = 'gongkai_desk' THEN
        PERFORM gongkai.acting_must(
            CASE the_right
                WHEN 'approve' THEN 'reviewer'
                WHEN 'return' THEN 'reviewer'
                WHEN 'publish' THEN 'publisher'
                WHEN 'withdraw' THEN 'publisher'
                ELSE 'editor'
            END,
            coalesce(
                (SELECT r.department_code::text FROM gongkai.report AS r WHERE r.id = check_right.report_id),
                (SELECT p.department_code::text FROM gongkai.publication AS p WHERE p.report_id = check_right.report_id)));
    END IF;
END
$$;

-- A project is filed by the department that filed it last: the identifier of its report is made of its
-- code, so whoever else files it keeps that one out. A handover is done by who may edit in both.
CREATE OR REPLACE FUNCTION gongkai.check_project(report_id text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
DECLARE
    filed gongkai.report;
    holder text;
BEGIN
    IF session_user <> 'gongkai_desk' THEN
        RETURN;
    END IF;
    SELECT * INTO filed FROM gongkai.report AS r WHERE r.id = check_project.report_id;
    holder := (
        SELECT o.department_code
        FROM (
            SELECT r.year, r.department_code FROM gongkai.report AS r
            WHERE r.project_code = filed.project_code AND r.id <> filed.id
            UNION ALL
            SELECT p.year, p.department_code FROM gongkai.publication AS p
            WHERE p.project_code = filed.project_code AND p.report_id <> filed.id
        ) AS o
        ORDER BY o.year DESC, o.department_code = filed.department_code DESC
        LIMIT 1);
    IF holder <> filed.department_code AND NOT gongkai.acting_may('editor', holder) THEN
        RAISE EXCEPTION '项目“%”是别的部门填报的；要由在两个部门都能填报的人来移交', filed.project_code
            USING ERRCODE = '42501', DETAIL = '/project/code';
    END IF;
END
$$;

-- May who acts read a draft? Of one that there is not nobody hears more than of another's. The
-- command line may read all.
CREATE OR REPLACE FUNCTION gongkai.may_read(report_id text)
RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT session_user <> 'gongkai_desk' OR EXISTS (
        SELECT FROM gongkai.report AS r
        WHERE r.id = may_read.report_id AND gongkai.acting_may('reader', r.department_code))
$$;

-- Refuse to hold up others' drafts: whoever locks one must have something to do with it.
CREATE OR REPLACE FUNCTION gongkai.check_worker(report_id text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
DECLARE
    department CONSTANT text := (SELECT r.department_code FROM gongkai.report AS r WHERE r.id = check_worker.report_id);
BEGIN
    IF session_user = 'gongkai_desk' AND department IS NOT NULL AND NOT (
        gongkai.acting_may('editor', department) OR gongkai.acting_may('reviewer', department)) THEN
        PERFORM gongkai.acting_must('publisher', department);
    END IF;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.acting_person(),
    gongkai.check_right(text, text),
    gongkai.check_project(text)
    TO gongkai_staff, gongkai_desk;
