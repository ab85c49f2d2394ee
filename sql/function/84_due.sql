-- Findings that are renewed after the answer to a save (sql/schema/067_due.sql). Accounts leave
-- a row there in the transaction that saves; workers of the pool take all that is due at once,
-- because the rules check many drafts for little more than one.

-- Are the findings of a draft to be renewed? `is_changed`: by what the transaction has written;
-- otherwise it is looked whether they are old, and nobody has said so yet.
CREATE OR REPLACE FUNCTION gongkai.findings_due(report_id text, is_changed boolean)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    IF NOT gongkai.may_read(findings_due.report_id) THEN
        RETURN false;
    ELSIF NOT is_changed AND EXISTS (SELECT FROM gongkai.audit_due AS d WHERE d.report_id = findings_due.report_id) THEN
        RETURN true;
    ELSIF NOT is_changed AND NOT EXISTS (SELECT FROM gongkai.stale_findings(ARRAY[findings_due.report_id])) THEN
        RETURN false;
    END IF;
    INSERT INTO gongkai.audit_due (report_id) VALUES (findings_due.report_id);
    RETURN true;
END
$$;

-- What is to be renewed now: at most so many, once the first has waited for so many milliseconds;
-- NULL: nothing, or another session is at work. That it was begun stays, whatever becomes of the
-- worker: a draft on which it failed is tried without others, and after five times no more.
CREATE OR REPLACE FUNCTION gongkai.begin_due(most integer, wait_ms integer)
RETURNS bigint[]
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    numbers bigint[];
    hard bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM gongkai.audit_due AS d WHERE d.since <= clock_timestamp() - wait_ms * interval '1 millisecond')
        OR NOT pg_try_advisory_xact_lock(20200012) THEN
        RETURN NULL;
    END IF;
    DELETE FROM gongkai.audit_due AS d WHERE d.attempts >= 5;
    hard := (SELECT min(d.number) FROM gongkai.audit_due AS d WHERE d.attempts >= 2);
    WITH begun AS (
        UPDATE gongkai.audit_due AS d
        SET attempts = d.attempts + 1
        FROM (
            SELECT w.number
            FROM gongkai.audit_due AS w
            WHERE hard IS NULL OR w.number = hard
            ORDER BY w.number
            LIMIT most) AS c
        WHERE d.number = c.number
        RETURNING d.number
    )
    SELECT array_agg(b.number) INTO numbers FROM begun AS b;
    RETURN numbers;
END
$$;

-- Renew it. Who comes while another session does that, or after it, has nothing to do; what is
-- added meanwhile stays for the next time, and so does all when it cannot be done.
CREATE OR REPLACE FUNCTION gongkai.renew_due(numbers bigint[])
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    stale text[];
BEGIN
    IF NOT pg_try_advisory_xact_lock(20200012) THEN
        RETURN;
    END IF;
    stale := ARRAY(SELECT gongkai.stale_findings(ARRAY(
        SELECT DISTINCT d.report_id FROM gongkai.audit_due AS d WHERE d.number = ANY (numbers))));
    IF stale <> '{}' THEN
        PERFORM gongkai.audit(stale);
    END IF;
    DELETE FROM gongkai.audit_due AS d WHERE d.number = ANY (numbers);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.findings_due(text, boolean),
    gongkai.begin_due(integer, integer),
    gongkai.renew_due(bigint[])
    TO gongkai_desk;
