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
BEGIN
    IF session_user = 'gongkai_desk' THEN
        RAISE EXCEPTION '没有登录' USING ERRCODE = '28000';
    END IF;
    RETURN coalesce(
        nullif(left(btrim(regexp_replace(current_setting('gongkai.person', true), '[[:cntrl:]]', ' ', 'g')), 200), ''),
        session_user);
END
$$;

-- Refuse what the desk's account may not do with a report: edit, submit, approve,
-- return, publish, withdraw or delete. The command line may do all of it.
CREATE OR REPLACE FUNCTION gongkai.check_right(the_right text, report_id text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
BEGIN
    IF session_user = 'gongkai_desk' THEN
        RAISE EXCEPTION '无权对“%”这样做', report_id USING ERRCODE = '42501', DETAIL = the_right;
    END IF;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.acting_person(),
    gongkai.check_right(text, text)
    TO gongkai_staff;
