-- Publishing: a draft becomes an immutable revision. Withdrawing: it is public
-- no more. Both write the facts that lists and summaries read.

-- The exact text of a revision: the document with the member published at its end.
CREATE OR REPLACE FUNCTION gongkai.frozen_document(
    document json, revision integer, published_at timestamptz,
    backdated boolean DEFAULT false, correction_reason text DEFAULT NULL)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT left(document::text, -1) || ',"published":'
        || json_strip_nulls(json_build_object(
            'revision', revision,
            'at', gongkai.rfc3339(published_at),
            'backdated', nullif(backdated, false),
            'correction_reason', correction_reason))
        || '}'
$$;

-- Whether a revision's text was frozen from a document.
CREATE OR REPLACE FUNCTION gongkai.is_frozen_from(frozen text, document json)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT starts_with(frozen, left(document::text, -1) || ',"published":')
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
    IF session_user = 'gongkai_desk' THEN
        PERFORM gongkai.acting_must('publisher', NULL);
    END IF;
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

-- Record a change of a report, and return its number. Under the lock; whoever has recorded the
-- step of it, too, enters it into the log.
CREATE OR REPLACE FUNCTION gongkai.record_change(
    kind text, report_id text, revision integer, at timestamptz, backdated boolean, reason text,
    form text, year integer, department_code text, department_name text)
RETURNS bigint
LANGUAGE sql
AS $$
    INSERT INTO gongkai.change (
        number, kind, report_id, revision, at, backdated, reason, made_by,
        form, year, department_code, department_name)
    SELECT
        coalesce(max(c.number), 0) + 1,
        record_change.kind, record_change.report_id, record_change.revision,
        record_change.at, record_change.backdated, record_change.reason, gongkai.acting_person(),
        record_change.form, record_change.year,
        record_change.department_code, record_change.department_name
    FROM gongkai.change AS c;
    SELECT max(c.number) FROM gongkai.change AS c
$$;

-- The moment of what is made public or withdrawn, in whole seconds: that of the
-- transaction, by the database's clock, but not before `latest`, which another one may have
-- reached while this one waited for the lock. Another time gives only who has a right
-- of its own, to take over what was published elsewhere: not before there are fiscal
-- years to report of, not in the future, and not before `latest`. What a clock that was wrong has dated in
-- the future holds nobody up. `what` is told when it is in the way.
CREATE OR REPLACE FUNCTION gongkai.moment_of(given timestamptz, latest timestamptz, parameter text, what text)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
DECLARE
    moment CONSTANT timestamptz := date_trunc('second', coalesce(given, now()), 'UTC');
    is_late CONSTANT boolean := coalesce(moment < latest AND latest <= clock_timestamp(), false);
BEGIN
    IF given IS NULL THEN
        RETURN CASE WHEN is_late THEN latest ELSE moment END;
    END IF;
    IF NOT pg_has_role(session_user, 'gongkai_backdate', 'MEMBER') THEN
        RAISE EXCEPTION '% 无权指定时间', session_user
            USING ERRCODE = '55000', DETAIL = parameter,
                HINT = '时间取自数据库的时钟；补录以前公开的文件，用数据库角色 gongkai_backdate 连接。';
    END IF;
    IF NOT moment BETWEEN '1994-01-01T00:00:00+08:00' AND clock_timestamp() THEN
        RAISE EXCEPTION '时间应在 1994 年与现在（%）之间，是 %',
            gongkai.rfc3339(clock_timestamp()),
            CASE WHEN isfinite(moment) THEN gongkai.rfc3339(moment) ELSE moment::text END
            USING ERRCODE = '22023', DETAIL = parameter, HINT = '公开和撤回都是当场生效，不能预约。';
    END IF;
    IF is_late THEN
        RAISE EXCEPTION '% %，晚于 %', what, gongkai.rfc3339(latest), gongkai.rfc3339(moment)
            USING ERRCODE = '22023', DETAIL = parameter, HINT = '公开不能早于它所替代的修订，也不能早于撤回；撤回不能早于公开。';
    END IF;
    RETURN moment;
END
$$;

-- An error of 勾稽 that is neither corrected nor explained holds a draft up, which was
-- checked as it is now.
CREATE OR REPLACE FUNCTION gongkai.check_findings(report_id text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    standing record;
BEGIN
    SELECT count(*) AS number, (array_agg(f.sentence || '（' || f.name || '）'))[1] AS first
    INTO standing
    FROM gongkai.findings(check_findings.report_id) AS f
    WHERE f.severity = 'error' AND f.reason IS NULL;
    IF standing.number > 0 THEN
        RAISE EXCEPTION '“%”的勾稽检查有 % 个错误没有说明：%',
            check_findings.report_id, standing.number, standing.first
            USING ERRCODE = '55000', DETAIL = 'report_id', HINT = '请改正，或者用 gongkai explain 说明；gongkai check 列出全部。';
    END IF;
END
$$;

-- What a draft would be as its report's next revision, and of what revision it would take
-- the place. All comes from the draft and from the template in force.
CREATE OR REPLACE FUNCTION gongkai.proposed_revision(report_id text)
RETURNS TABLE (
    document json, form text, title text, template_digest text,
    number integer, previous_sha256 text, latest timestamptz, is_unchanged boolean)
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    current gongkai.revision;
    title_words text;
BEGIN
    -- Explanations stand with what was found in the draft as it is now.
    IF gongkai.explanations_json(proposed_revision.report_id) IS NOT NULL THEN
        PERFORM gongkai.renew_findings(ARRAY[proposed_revision.report_id]);
    END IF;
    document := gongkai.document(proposed_revision.report_id, 'public');
    IF document IS NULL THEN
        RAISE EXCEPTION '没有草稿“%”', proposed_revision.report_id
            USING ERRCODE = 'P0002', DETAIL = 'report_id', HINT = '请先导入文档。';
    END IF;
    form := document ->> 'form';
    SELECT v.digest, v.title
    INTO proposed_revision.template_digest, title_words
    FROM gongkai.template AS t
    JOIN gongkai.template_version AS v ON v.digest = t.digest
    WHERE t.form = proposed_revision.form;
    IF title_words IS NULL THEN
        RAISE EXCEPTION '表式 % 的模板没有登记', form
            USING ERRCODE = '55000', HINT = '请由数据库的所有者执行 gongkai migrate，它登记模板目录中的模板。';
    END IF;
    title := gongkai.composed_title(title_words, document);
    SELECT * INTO current
    FROM gongkai.revision AS r
    WHERE r.report_id = proposed_revision.report_id
    ORDER BY r.number DESC
    LIMIT 1;
    is_unchanged := current.number IS NOT NULL
        AND current.withdrawn_at IS NULL
        AND gongkai.is_frozen_from(current.document, document)
        AND current.template_digest = proposed_revision.template_digest;
    number := coalesce(current.number, 0) + CASE WHEN is_unchanged THEN 0 ELSE 1 END;
    previous_sha256 := CASE WHEN is_unchanged THEN current.previous_sha256 ELSE current.sha256 END;
    latest := greatest(current.published_at, current.withdrawn_at);
    RETURN NEXT;
END
$$;

-- What was approved is published, and nothing else: not what was changed since, and not
-- with another template.
CREATE OR REPLACE FUNCTION gongkai.check_approval(report_id text, template_digest text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
DECLARE
    approved gongkai.draft;
    fault text;
BEGIN
    SELECT * INTO approved FROM gongkai.draft AS d WHERE d.report_id = check_approval.report_id;
    fault := CASE
        WHEN approved.state IS DISTINCT FROM 'approved' THEN '没有批准，是' || gongkai.state_name(approved.state)
        WHEN approved.digest <> gongkai.draft_digest(check_approval.report_id) THEN '在批准以后有改动'
        WHEN approved.template_digest <> check_approval.template_digest THEN '的模板在批准以后换过'
    END;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '“%”%', check_approval.report_id, fault
            USING ERRCODE = '55000', DETAIL = 'state',
                HINT = '公开的正是批准的：请' ||
                    CASE WHEN approved.state = 'approved' THEN '用 gongkai return 退回，再' ELSE '' END ||
                    '用 gongkai submit 提交，由另一人用 gongkai approve 批准。';
    END IF;
END
$$;

-- What publishing a draft would freeze, or why it cannot: it is asked before, and by
-- publish() itself. `given` is a time, or NULL for the database's.
CREATE OR REPLACE FUNCTION gongkai.next_revision(report_id text, given timestamptz)
RETURNS TABLE (
    document json, form text, title text, template_digest text,
    number integer, previous_sha256 text, is_unchanged boolean,
    published_at timestamptz, correction_reason text)
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    proposed record;
BEGIN
    SELECT * INTO proposed FROM gongkai.proposed_revision(next_revision.report_id);
    document := proposed.document;
    form := proposed.form;
    title := proposed.title;
    template_digest := proposed.template_digest;
    number := proposed.number;
    previous_sha256 := proposed.previous_sha256;
    is_unchanged := proposed.is_unchanged;
    IF NOT is_unchanged THEN
        -- Checking anew may take explanations away with their findings.
        PERFORM gongkai.renew_findings(ARRAY[next_revision.report_id]);
        PERFORM gongkai.check_approval(next_revision.report_id, template_digest);
        PERFORM gongkai.check_findings(next_revision.report_id);
        published_at := gongkai.moment_of(
            given, proposed.latest, 'published_at', '“' || next_revision.report_id || '”的修订或撤回在');
        correction_reason := (
            SELECT d.correction_reason FROM gongkai.draft AS d WHERE d.report_id = next_revision.report_id);
    END IF;
    RETURN NEXT;
END
$$;

-- The draft that was frozen: its authors have done their work.
CREATE OR REPLACE FUNCTION gongkai.draft_published(the_report text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    before gongkai.draft;
BEGIN
    SELECT * INTO before FROM gongkai.draft AS d WHERE d.report_id = the_report;
    UPDATE gongkai.draft AS d
    SET state = 'published', since = now(), correction_reason = NULL
    WHERE d.report_id = the_report;
    DELETE FROM gongkai.draft_author AS a WHERE a.report_id = the_report;
    PERFORM gongkai.record_transition(
        the_report, 'publish', before.state, 'published', before.correction_reason, before.digest,
        (SELECT max(c.number) FROM gongkai.change AS c WHERE c.report_id = the_report));
END
$$;

-- Freeze an approved draft as its report's next revision. The outcome is published, or
-- unchanged when document and template are those of the current revision and
-- that is public; then nothing is written, whatever state and time are. The digest is
-- that of the draft's public edition, so that the caller knows which state was frozen.
CREATE OR REPLACE FUNCTION gongkai.publish(report_id text, published_at timestamptz DEFAULT NULL)
RETURNS TABLE (revision integer, outcome text, draft_sha256 text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    frozen text;
    next record;
BEGIN
    PERFORM gongkai.lock_changes();
    PERFORM gongkai.check_right('publish', publish.report_id);
    PERFORM gongkai.lock_audit(ARRAY[publish.report_id]);
    -- An import that is under way is waited for.
    PERFORM gongkai.lock_draft(publish.report_id);
    SELECT * INTO next FROM gongkai.next_revision(publish.report_id, publish.published_at);
    revision := next.number;
    draft_sha256 := encode(sha256(convert_to(next.document::text, 'UTF8')), 'hex');
    outcome := CASE WHEN next.is_unchanged THEN 'unchanged' ELSE 'published' END;
    IF NOT next.is_unchanged THEN
        frozen := gongkai.frozen_document(
            next.document, next.number, next.published_at, publish.published_at IS NOT NULL, next.correction_reason);
        INSERT INTO gongkai.revision (
            report_id, number, document, sha256, previous_sha256,
            title, template, template_digest, published_at, published_by)
        VALUES (
            publish.report_id, next.number, frozen,
            encode(sha256(convert_to(frozen, 'UTF8')), 'hex'), next.previous_sha256,
            next.title, next.form, next.template_digest, next.published_at, gongkai.acting_person());
        PERFORM gongkai.list_revision(publish.report_id, next.number);
        PERFORM gongkai.draft_published(publish.report_id);
        PERFORM gongkai.log_changes();
    END IF;
    RETURN NEXT;
END
$$;

-- The draft of a report that was withdrawn: an approval from before is void.
CREATE OR REPLACE FUNCTION gongkai.draft_withdrawn(the_report text, reason text, change bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    before CONSTANT text := (SELECT d.state FROM gongkai.draft AS d WHERE d.report_id = the_report);
BEGIN
    UPDATE gongkai.draft AS d
    SET state = 'withdrawn', since = now(), digest = gongkai.draft_digest(the_report), template_digest = NULL,
        correction_reason = NULL, submitted_by = NULL, approved_by = NULL
    WHERE d.report_id = the_report;
    PERFORM gongkai.record_transition(
        the_report, 'withdraw', before, CASE WHEN before IS NOT NULL THEN 'withdrawn' END, reason, NULL, change);
END
$$;

-- Take a report from the public, with all its revisions. The reason is public.
-- Returns the revision that was current.
CREATE OR REPLACE FUNCTION gongkai.withdraw(report_id text, reason text, withdrawn_at timestamptz DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    moment timestamptz;
    listed gongkai.publication;
    change bigint;
BEGIN
    PERFORM gongkai.lock_changes();
    PERFORM gongkai.check_right('withdraw', withdraw.report_id);
    PERFORM gongkai.check_public_reason(reason, 'reason', '撤回');
    -- As every step does first: one that is under way is waited for, one that comes later
    -- sees what was withdrawn, and nobody waits for this one with what it will need.
    PERFORM FROM gongkai.report AS r WHERE r.id = withdraw.report_id FOR UPDATE;
    SELECT * INTO listed FROM gongkai.publication AS p WHERE p.report_id = withdraw.report_id;
    IF listed.report_id IS NULL THEN
        RAISE EXCEPTION '没有公开的报告“%”', withdraw.report_id
            USING ERRCODE = 'P0002', DETAIL = 'report_id', HINT = '只能撤回已公开的报告。';
    END IF;
    moment := gongkai.moment_of(
        withdraw.withdrawn_at, listed.published_at, 'withdrawn_at', '“' || withdraw.report_id || '”公开于');
    change := gongkai.record_change(
        'withdrawal', listed.report_id, listed.revision, moment, withdraw.withdrawn_at IS NOT NULL, btrim(reason),
        listed.form, listed.year, listed.department_code, listed.department_name);
    UPDATE gongkai.revision AS v
    SET withdrawn_at = moment
    WHERE v.report_id = withdraw.report_id AND v.withdrawn_at IS NULL;
    PERFORM gongkai.unlist(listed);
    DELETE FROM gongkai.publication AS p WHERE p.report_id = withdraw.report_id;
    PERFORM gongkai.refresh_facts(
        ARRAY[listed.project_code::text], ARRAY[listed.department_code::text],
        ARRAY[listed.year::integer], change);
    PERFORM gongkai.draft_withdrawn(withdraw.report_id, reason, change);
    PERFORM gongkai.log_changes();
    RETURN listed.revision;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.frozen_document(json, integer, timestamptz, boolean, text),
    gongkai.is_frozen_from(text, json),
    gongkai.lock_changes(interval),
    gongkai.change_holder(),
    gongkai.wait_for_changes(),
    gongkai.moment_of(timestamptz, timestamptz, text, text),
    gongkai.check_findings(text),
    gongkai.proposed_revision(text),
    gongkai.check_approval(text, text),
    gongkai.next_revision(text, timestamptz),
    gongkai.publish(text, timestamptz),
    gongkai.withdraw(text, text, timestamptz)
    TO gongkai_staff;
