-- Publishing: a draft becomes an immutable revision. Withdrawing: it is public
-- no more. Both write the facts that lists and summaries read.

-- The exact text of a revision: the document with the member published at its end.
CREATE OR REPLACE FUNCTION gongkai.frozen_document(document json, revision integer, published_at timestamptz)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
AS $$
    SELECT left(document::text, -1) || ',"published":'
        || json_strip_nulls(json_build_object('revision', revision, 'at', gongkai.rfc3339(published_at)))
        || '}'
$$;

-- Wait until no other session publishes or withdraws, until the end of the
-- transaction. It is taken before any row is locked and so never part of a
-- deadlock. All that has one row for many reports (the numbers of changes, the
-- sums of the nation) is written under it and needs no care of its own.
CREATE OR REPLACE FUNCTION gongkai.lock_changes()
RETURNS void
LANGUAGE sql
AS $$
    SELECT pg_advisory_xact_lock(20200010, 1)
$$;

-- The same, but not for longer than `patience`: whether it was locked.
CREATE OR REPLACE FUNCTION gongkai.lock_changes(patience interval)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    usual CONSTANT text := current_setting('lock_timeout');
    is_locked boolean := true;
BEGIN
    PERFORM set_config('lock_timeout', (extract(epoch FROM patience) * 1000)::integer::text, true);
    BEGIN
        PERFORM gongkai.lock_changes();
    EXCEPTION
        WHEN lock_not_available THEN
            is_locked := false;
    END;
    PERFORM set_config('lock_timeout', usual, true);
    RETURN is_locked;
END
$$;

-- Who publishes or withdraws at this moment, for whoever waits: with the caller's
-- rights, to whom PostgreSQL tells of sessions of the same role all, of others less.
CREATE OR REPLACE FUNCTION gongkai.change_holder()
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT coalesce(
        string_agg(
            format(
                '“%s”（数据库用户 %s，进程 %s%s%s）',
                a.application_name, a.usename, a.pid,
                '，来自 ' || host(a.client_addr),
                '，自 ' || to_char(a.xact_start AT TIME ZONE 'Asia/Shanghai', 'HH24:MI:SS') || ' 起'),
            '、'),
        '另一个会话')
    FROM pg_locks AS l
    JOIN pg_stat_activity AS a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND (l.classid, l.objid, l.objsubid) = (20200010, 1, 2)
$$;

-- Lock as lock_changes() does. Whoever waits for longer than a second hears whom for,
-- as a warning, and keeps its place in the queue; after half a minute it gives up.
CREATE OR REPLACE FUNCTION gongkai.wait_for_changes()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    IF gongkai.lock_changes('1 s') THEN
        RETURN;
    END IF;
    RAISE WARNING '%正在公开或撤回，等它结束……', gongkai.change_holder();
    IF NOT gongkai.lock_changes('30 s') THEN
        RAISE EXCEPTION '等了半分钟，%仍在公开或撤回', gongkai.change_holder()
            USING ERRCODE = '55000', HINT = '请稍后再试；如果那个会话已无人使用，请由数据库管理员用 pg_terminate_backend(进程) 结束它。';
    END IF;
END
$$;

-- Record a change of a report, enter it into the log, and return its number. Under the lock.
CREATE OR REPLACE FUNCTION gongkai.record_change(
    kind text, report_id text, revision integer, at timestamptz, reason text,
    form text, year integer, department_code text, department_name text)
RETURNS bigint
LANGUAGE sql
AS $$
    INSERT INTO gongkai.change (
        number, kind, report_id, revision, at, reason, made_by,
        form, year, department_code, department_name)
    SELECT
        coalesce(max(c.number), 0) + 1,
        record_change.kind, record_change.report_id, record_change.revision,
        record_change.at, record_change.reason, session_user,
        record_change.form, record_change.year,
        record_change.department_code, record_change.department_name
    FROM gongkai.change AS c;
    SELECT gongkai.log_changes();
    SELECT max(c.number) FROM gongkai.change AS c
$$;

-- Whether something can have been made public or withdrawn at a moment: not before
-- there are fiscal years to report of, and not in the future, where no withdrawal
-- could follow it. Neither infinity nor null is one.
CREATE OR REPLACE FUNCTION gongkai.check_moment(moment timestamptz, parameter text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
    IF (moment BETWEEN '1994-01-01T00:00:00+08:00' AND clock_timestamp()) IS NOT TRUE THEN
        RAISE EXCEPTION '时间应在 1994 年与现在（%）之间，是 %',
            gongkai.rfc3339(clock_timestamp()),
            CASE WHEN isfinite(moment) THEN gongkai.rfc3339(moment) ELSE coalesce(moment::text, '空') END
            USING ERRCODE = '22023', DETAIL = parameter, HINT = '公开和撤回都是当场生效，不能预约。';
    END IF;
END
$$;

-- An error of 勾稽 that is neither corrected nor explained holds a draft up. What was not
-- checked as it is now is checked first.
CREATE OR REPLACE FUNCTION gongkai.check_findings(report_id text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    standing record;
BEGIN
    PERFORM gongkai.renew_findings(ARRAY[check_findings.report_id]);
    SELECT count(*) AS number, (array_agg(f.sentence || '（' || f.name || '）'))[1] AS first
    INTO standing
    FROM gongkai.findings(check_findings.report_id) AS f
    WHERE f.severity = 'error' AND f.reason IS NULL;
    IF standing.number > 0 THEN
        RAISE EXCEPTION '勾稽检查有 % 个错误没有说明：%', standing.number, standing.first
            USING ERRCODE = '55000', DETAIL = 'report_id', HINT = '请改正，或者用 gongkai explain 说明；gongkai check 列出全部。';
    END IF;
END
$$;

-- What publishing a draft at a time would freeze, or why it cannot: it is asked before,
-- and by publish() itself. All comes from the draft and from the template in force.
CREATE OR REPLACE FUNCTION gongkai.next_revision(report_id text, published_at timestamptz)
RETURNS TABLE (
    document json, form text, title text, template_digest text,
    number integer, previous_sha256 text, is_unchanged boolean)
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    moment CONSTANT timestamptz := date_trunc('second', published_at, 'UTC');
    current gongkai.revision;
    latest timestamptz;
    title_words text;
BEGIN
    -- Explanations stand with what was found in the draft as it is now.
    IF gongkai.explanations_json(next_revision.report_id) IS NOT NULL THEN
        PERFORM gongkai.renew_findings(ARRAY[next_revision.report_id]);
    END IF;
    document := gongkai.document(next_revision.report_id, 'public');
    IF document IS NULL THEN
        RAISE EXCEPTION '没有草稿“%”', next_revision.report_id
            USING ERRCODE = 'P0002', DETAIL = 'report_id', HINT = '请先导入文档。';
    END IF;
    form := document ->> 'form';
    SELECT v.digest, v.title
    INTO next_revision.template_digest, title_words
    FROM gongkai.template AS t
    JOIN gongkai.template_version AS v ON v.digest = t.digest
    WHERE t.form = next_revision.form;
    IF title_words IS NULL THEN
        RAISE EXCEPTION '表式 % 的模板没有登记', form
            USING ERRCODE = '55000', HINT = '请由数据库的所有者执行 gongkai migrate，它登记模板目录中的模板。';
    END IF;
    title := gongkai.composed_title(title_words, document);

    SELECT * INTO current
    FROM gongkai.revision AS r
    WHERE r.report_id = next_revision.report_id
    ORDER BY r.number DESC
    LIMIT 1;
    is_unchanged := current.number IS NOT NULL
        AND current.withdrawn_at IS NULL
        AND current.document = gongkai.frozen_document(document, current.number, current.published_at)
        AND current.template_digest = next_revision.template_digest;
    IF is_unchanged THEN
        number := current.number;
        RETURN NEXT;
        RETURN;
    END IF;
    PERFORM gongkai.check_findings(next_revision.report_id);
    PERFORM gongkai.check_moment(moment, 'published_at');
    latest := greatest(current.published_at, current.withdrawn_at);
    -- What a clock that was wrong has dated in the future holds nobody up.
    IF moment < latest AND latest <= clock_timestamp() THEN
        RAISE EXCEPTION '第 % 次修订（%）公开于 %，晚于 %',
            current.number, next_revision.report_id, gongkai.rfc3339(latest), gongkai.rfc3339(moment)
            USING
                ERRCODE = '22023',
                DETAIL = 'published_at',
                HINT = '新的修订不能早于它所替代的修订，也不能早于撤回。';
    END IF;
    number := coalesce(current.number, 0) + 1;
    previous_sha256 := current.sha256;
    RETURN NEXT;
END
$$;

-- Freeze a draft as its report's next revision. The outcome is published, or
-- unchanged when document and template are those of the current revision and
-- that is public; then nothing is written, whatever the time says. The digest is
-- that of the draft's public edition, so that the caller knows which state was frozen.
CREATE OR REPLACE FUNCTION gongkai.publish(report_id text, published_at timestamptz)
RETURNS TABLE (revision integer, outcome text, draft_sha256 text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    moment CONSTANT timestamptz := date_trunc('second', published_at, 'UTC');
    frozen text;
    next record;
BEGIN
    PERFORM gongkai.lock_changes();
    -- An import that is under way is waited for.
    PERFORM FROM gongkai.report AS r WHERE r.id = publish.report_id FOR UPDATE;
    SELECT * INTO next FROM gongkai.next_revision(publish.report_id, publish.published_at);
    revision := next.number;
    draft_sha256 := encode(sha256(convert_to(next.document::text, 'UTF8')), 'hex');
    outcome := CASE WHEN next.is_unchanged THEN 'unchanged' ELSE 'published' END;
    IF NOT next.is_unchanged THEN
        frozen := gongkai.frozen_document(next.document, next.number, moment);
        INSERT INTO gongkai.revision (
            report_id, number, document, sha256, previous_sha256,
            title, template, template_digest, published_at, published_by)
        VALUES (
            publish.report_id, next.number, frozen,
            encode(sha256(convert_to(frozen, 'UTF8')), 'hex'), next.previous_sha256,
            next.title, next.form, next.template_digest, moment, session_user);
        PERFORM gongkai.list_revision(publish.report_id, next.number);
    END IF;
    RETURN NEXT;
END
$$;

-- Take a report from the public, with all its revisions. The reason is public.
-- Returns the revision that was current.
CREATE OR REPLACE FUNCTION gongkai.withdraw(report_id text, reason text, withdrawn_at timestamptz)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    moment CONSTANT timestamptz := date_trunc('second', withdrawn_at, 'UTC');
    listed gongkai.publication;
    change bigint;
BEGIN
    PERFORM gongkai.lock_changes();
    IF (char_length(btrim(reason)) BETWEEN 1 AND 500 AND reason !~ '[[:cntrl:]]') IS NOT TRUE THEN
        RAISE EXCEPTION '撤回的理由应是一行，有 1 至 500 个字符' USING ERRCODE = '22023', DETAIL = 'reason';
    END IF;
    SELECT * INTO listed FROM gongkai.publication AS p WHERE p.report_id = withdraw.report_id;
    IF listed.report_id IS NULL THEN
        RAISE EXCEPTION '没有公开的报告“%”', withdraw.report_id
            USING ERRCODE = 'P0002', DETAIL = 'report_id', HINT = '只能撤回已公开的报告。';
    END IF;
    PERFORM gongkai.check_moment(moment, 'withdrawn_at');
    -- What a clock that was wrong has dated in the future can be withdrawn now.
    IF moment < listed.published_at AND listed.published_at <= clock_timestamp() THEN
        RAISE EXCEPTION '“%”公开于 %，晚于 %', withdraw.report_id,
            gongkai.rfc3339(listed.published_at), gongkai.rfc3339(moment)
            USING ERRCODE = '22023', DETAIL = 'withdrawn_at', HINT = '撤回不能早于公开。';
    END IF;
    change := gongkai.record_change(
        'withdrawal', listed.report_id, listed.revision, moment, btrim(reason),
        listed.form, listed.year, listed.department_code, listed.department_name);
    UPDATE gongkai.revision AS v
    SET withdrawn_at = moment
    WHERE v.report_id = withdraw.report_id AND v.withdrawn_at IS NULL;
    PERFORM gongkai.unlist(listed);
    DELETE FROM gongkai.publication AS p WHERE p.report_id = withdraw.report_id;
    PERFORM gongkai.refresh_facts(
        ARRAY[listed.project_code::text], ARRAY[listed.department_code::text],
        ARRAY[listed.year::integer], change);
    RETURN listed.revision;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.frozen_document(json, integer, timestamptz),
    gongkai.lock_changes(interval),
    gongkai.change_holder(),
    gongkai.wait_for_changes(),
    gongkai.check_moment(timestamptz, text),
    gongkai.check_findings(text),
    gongkai.next_revision(text, timestamptz),
    gongkai.publish(text, timestamptz),
    gongkai.withdraw(text, text, timestamptz)
    TO gongkai_staff;
