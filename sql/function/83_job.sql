-- Jobs (sql/schema/046_job.sql): what accounts ask of them, and what workers do.

-- A job of the account that acts, by that name; P0002 when it has none.
CREATE OR REPLACE FUNCTION gongkai.own_job(id text)
RETURNS gongkai.job
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    job gongkai.job;
BEGIN
    SELECT * INTO job FROM gongkai.job AS j WHERE j.id = own_job.id AND j.account = gongkai.acting_account();
    IF job.id IS NULL THEN
        RAISE EXCEPTION '没有任务“%”', left(own_job.id, 100) USING ERRCODE = 'P0002';
    END IF;
    RETURN job;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.add_job(name text, secret text, address text)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    who record;
    id text;
BEGIN
    SELECT * INTO who FROM gongkai.acting() AS a WHERE a.state = 'open';
    IF who.account IS NULL OR NOT gongkai.acting_may('editor', NULL) THEN
        PERFORM gongkai.acting_must('editor', NULL);
    END IF;
    DELETE FROM gongkai.job AS j WHERE j.ended_at < now() - interval '7 days';
    IF (SELECT count(*) FROM gongkai.job AS j WHERE j.account = who.account AND j.ended_at IS NULL) >= 3 THEN
        RAISE EXCEPTION '您已有 3 个任务在进行，请等其中一个结束' USING ERRCODE = '55000';
    END IF;
    INSERT INTO gongkai.job AS j (account, secret, hash, roles, department, name, address)
    VALUES (
        who.account, secret, encode(sha256(convert_to(secret, 'UTF8')), 'hex'), who.roles,
        coalesce(who.department, ''), left(name, 200), address)
    RETURNING j.id INTO id;
    RETURN id;
END
$$;

-- A file that cannot be read comes without bytes, but with the reason.
CREATE OR REPLACE FUNCTION gongkai.add_job_file(id text, number integer, name text, bytes text, reason text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    job CONSTANT gongkai.job := gongkai.own_job(id);
BEGIN
    INSERT INTO gongkai.job_file (job, number, name, bytes, state, faults)
    VALUES (
        job.id, number, name, decode(bytes, 'base64'),
        CASE WHEN reason IS NULL THEN 'waiting' ELSE 'faulty' END,
        CASE WHEN reason IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_object('pointer', '', 'message', reason)) END);
END
$$;

CREATE OR REPLACE FUNCTION gongkai.cancel_job(id text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    job CONSTANT gongkai.job := gongkai.own_job(id);
BEGIN
    IF job.ended_at IS NULL THEN
        INSERT INTO gongkai.job_cancelled (job) VALUES (job.id) ON CONFLICT DO NOTHING;
    END IF;
END
$$;

-- A job as it stands, with its files where they are wanted.
CREATE OR REPLACE FUNCTION gongkai.job_item(job gongkai.job, with_files boolean)
RETURNS json
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT json_build_object(
        'id', job.id,
        'name', job.name,
        'state', CASE
            WHEN job.ended_at IS NULL AND EXISTS (SELECT FROM gongkai.job_cancelled AS c WHERE c.job = job.id) THEN 'cancelling'
            ELSE job.state END,
        'reason', job.reason,
        'created_at', gongkai.rfc3339(job.created_at),
        'ended_at', gongkai.rfc3339(job.ended_at),
        'files', count(*),
        'checked', count(*) FILTER (WHERE f.state <> 'waiting'),
        'faulty', count(*) FILTER (WHERE f.state = 'faulty'),
        'imported', count(*) FILTER (WHERE f.state = 'imported'),
        'results', CASE WHEN with_files THEN coalesce(
            json_agg(
                json_build_object(
                    'name', f.name, 'state', f.state, 'id', f.report_id, 'outcome', f.outcome, 'errors', f.faults)
                ORDER BY f.number),
            '[]') END)
    FROM gongkai.job_file AS f
    WHERE f.job = job.id
$$;

CREATE OR REPLACE FUNCTION gongkai.find_job(id text)
RETURNS json
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT gongkai.job_item(gongkai.own_job(find_job.id), true)
$$;

CREATE OR REPLACE FUNCTION gongkai.jobs()
RETURNS json
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT json_build_object('items', coalesce(json_agg(gongkai.job_item(j, false) ORDER BY j.created_at DESC), '[]'))
    FROM (
        SELECT * FROM gongkai.job AS k
        WHERE k.account = gongkai.acting_account()
        ORDER BY k.created_at DESC
        LIMIT 50
    ) AS j
$$;

-- What workers do. They act for nobody until they have a file or a job in hand: then with
-- its secret.

-- Only who has its secret leads a job on.
CREATE OR REPLACE FUNCTION gongkai.check_job(job text)
RETURNS void
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM gongkai.job AS j WHERE j.id = check_job.job AND j.hash = gongkai.acting_hash()) THEN
        RAISE EXCEPTION '任务“%”不在手上', left(check_job.job, 100) USING ERRCODE = '42501';
    END IF;
END
$$;

-- The next file to check. That it was begun stays, whatever becomes of the worker; a file over
-- which ten ended is faulty. Less would blame it for workers that somebody ends while he repairs a machine.
CREATE OR REPLACE FUNCTION gongkai.begin_job_file()
RETURNS TABLE (job text, number integer)
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    UPDATE gongkai.job_file AS f
    SET attempts = f.attempts + 1,
        state = CASE WHEN f.attempts >= 10 THEN 'faulty' ELSE f.state END,
        faults = CASE WHEN f.attempts >= 10 THEN '[{"pointer": "", "message": "这份文件处理不了，请检查它的内容"}]' ELSE f.faults END
    WHERE (f.job, f.number) = (
        SELECT w.job, w.number
        FROM gongkai.job AS j
        JOIN gongkai.job_file AS w ON w.job = j.id AND w.state = 'waiting'
        WHERE j.state = 'checking' AND NOT EXISTS (SELECT FROM gongkai.job_cancelled AS c WHERE c.job = j.id)
        ORDER BY j.created_at, w.number
        LIMIT 1
        FOR UPDATE OF w SKIP LOCKED)
    RETURNING f.job, f.number
$$;

-- Take it in hand until the end of the transaction; no row when another has it.
CREATE OR REPLACE FUNCTION gongkai.take_job_file(job text, number integer)
RETURNS TABLE (name text, bytes text, secret text)
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT f.name, encode(f.bytes, 'hex'), j.secret
    FROM gongkai.job_file AS f
    JOIN gongkai.job AS j ON j.id = f.job
    WHERE f.job = take_job_file.job AND f.number = take_job_file.number AND f.state = 'waiting'
    FOR UPDATE OF f SKIP LOCKED
$$;

-- What was found: faults, or the document and which report it is, and what its workbook was made from.
CREATE OR REPLACE FUNCTION gongkai.end_job_file(job text, number integer, document text, base text, faults jsonb)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    PERFORM gongkai.check_job(end_job_file.job);
    UPDATE gongkai.job_file AS f
    SET state = CASE WHEN end_job_file.faults = '[]' THEN 'sound' ELSE 'faulty' END,
        faults = end_job_file.faults,
        bytes = convert_to(end_job_file.document, 'UTF8'),
        base = end_job_file.base,
        report_id = CASE WHEN end_job_file.faults = '[]' THEN gongkai.read_report_id(end_job_file.document::jsonb) END
    WHERE f.job = end_job_file.job AND f.number = end_job_file.number AND f.state = 'waiting';
END
$$;

CREATE OR REPLACE FUNCTION gongkai.close_job(job text, state text, reason text)
RETURNS void
LANGUAGE sql
AS $$
    UPDATE gongkai.job AS j
    SET state = close_job.state, reason = close_job.reason, ended_at = clock_timestamp()
    WHERE j.id = close_job.job AND j.ended_at IS NULL;
    UPDATE gongkai.job_file AS f SET bytes = NULL, base = NULL WHERE f.job = close_job.job;
$$;

-- Each draft that it changed has an entry in the trail, or what refused all of them. They are the
-- last thing but one: then the secret is of no use any more.
CREATE OR REPLACE FUNCTION gongkai.end_job(job text, state text, reason text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    PERFORM gongkai.check_job(end_job.job);
    -- Who gives a job up lets it go first: another worker may have ended it meanwhile.
    PERFORM FROM gongkai.job AS j WHERE j.id = end_job.job AND j.ended_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM gongkai.trail_request(j.address, 'job', f.report_id, f.outcome, j.id)
    FROM gongkai.job AS j
    JOIN LATERAL (
        SELECT i.report_id, i.outcome
        FROM gongkai.job_file AS i
        WHERE i.job = j.id AND i.state = 'imported'
        ORDER BY i.number
    ) AS f ON true
    WHERE j.id = end_job.job AND end_job.state = 'done';
    PERFORM gongkai.trail_request(
        j.address, 'job', j.id, end_job.state,
        (
            SELECT string_agg(i.name || '：' || (i.faults -> 0 ->> 'message'), '；' ORDER BY i.number)
            FROM gongkai.job_file AS i
            WHERE i.job = j.id AND i.state = 'faulty'
        ))
    FROM gongkai.job AS j
    WHERE j.id = end_job.job AND end_job.state <> 'done';
    PERFORM gongkai.close_job(end_job.job, end_job.state, end_job.reason);
END
$$;

-- Two files of one report: with the same contents that does no harm, with others nobody
-- knows which counts.
CREATE OR REPLACE FUNCTION gongkai.mark_job_twins(job text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    UPDATE gongkai.job_file AS f
    SET state = 'faulty',
        faults = jsonb_build_array(jsonb_build_object(
            'pointer', '', 'message', format('与 %s 是同一份报告（%s），内容却不同；请只留一个文件', first.name, f.report_id)))
    FROM gongkai.job_file AS first
    WHERE f.job = mark_job_twins.job AND f.state = 'sound' AND first.job = f.job AND first.state = 'sound'
        AND first.report_id = f.report_id AND first.number < f.number
        AND convert_from(first.bytes, 'UTF8')::jsonb <> convert_from(f.bytes, 'UTF8')::jsonb
$$;

-- Lead on the jobs of which all files are checked, and end those that are cancelled; each
-- that another worker has in hand is passed over.
CREATE OR REPLACE FUNCTION gongkai.lead_jobs()
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    the_job record;
    count integer := 0;
BEGIN
    FOR the_job IN
        SELECT j.id, EXISTS (SELECT FROM gongkai.job_cancelled AS c WHERE c.job = j.id) AS is_cancelled
        FROM gongkai.job AS j
        WHERE (j.state = 'checking' AND NOT EXISTS (
                SELECT FROM gongkai.job_file AS f WHERE f.job = j.id AND f.state = 'waiting'))
            OR (j.ended_at IS NULL AND EXISTS (SELECT FROM gongkai.job_cancelled AS c WHERE c.job = j.id))
        ORDER BY j.created_at
        FOR NO KEY UPDATE OF j SKIP LOCKED
    LOOP
        count := count + 1;
        IF the_job.is_cancelled THEN
            PERFORM gongkai.close_job(the_job.id, 'cancelled', NULL);
            CONTINUE;
        END IF;
        PERFORM gongkai.mark_job_twins(the_job.id);
        IF EXISTS (SELECT FROM gongkai.job_file AS f WHERE f.job = the_job.id AND f.state = 'faulty') THEN
            PERFORM gongkai.close_job(the_job.id, 'failed', NULL);
        ELSE
            UPDATE gongkai.job AS j SET state = 'writing' WHERE j.id = the_job.id;
        END IF;
    END LOOP;
    RETURN count;
END
$$;

-- Take a job in hand whose files are to be imported, until the end of the transaction.
CREATE OR REPLACE FUNCTION gongkai.take_job()
RETURNS TABLE (job text, secret text, files integer)
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT j.id, j.secret, (SELECT count(*)::integer FROM gongkai.job_file AS f WHERE f.job = j.id)
    FROM gongkai.job AS j
    WHERE j.state = 'writing'
    ORDER BY j.created_at
    LIMIT 1
    FOR NO KEY UPDATE OF j SKIP LOCKED
$$;

CREATE OR REPLACE FUNCTION gongkai.job_document(job text, number integer)
RETURNS TABLE (name text, document text, base text, is_cancelled boolean)
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT gongkai.check_job(job_document.job);
    SELECT f.name, convert_from(f.bytes, 'UTF8'), f.base,
        EXISTS (SELECT FROM gongkai.job_cancelled AS c WHERE c.job = f.job)
    FROM gongkai.job_file AS f
    WHERE f.job = job_document.job AND f.number = job_document.number
$$;

CREATE OR REPLACE FUNCTION gongkai.mark_job_file(job text, number integer, state text, outcome text, faults jsonb)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT gongkai.check_job(mark_job_file.job);
    UPDATE gongkai.job_file AS f
    SET state = mark_job_file.state, outcome = mark_job_file.outcome, faults = mark_job_file.faults
    WHERE f.job = mark_job_file.job AND f.number = mark_job_file.number
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.find_job(text),
    gongkai.add_job(text, text, text),
    gongkai.add_job_file(text, integer, text, text, text),
    gongkai.cancel_job(text),
    gongkai.jobs(),
    gongkai.begin_job_file(),
    gongkai.take_job_file(text, integer),
    gongkai.end_job_file(text, integer, text, text, jsonb),
    gongkai.end_job(text, text, text),
    gongkai.lead_jobs(),
    gongkai.take_job(),
    gongkai.job_document(text, integer),
    gongkai.mark_job_file(text, integer, text, text, jsonb)
    TO gongkai_desk;
