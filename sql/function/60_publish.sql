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

-- Record a change of a report and return its number. Under the lock.
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
    FROM gongkai.change AS c
    RETURNING number
$$;

-- Freeze a draft as its report's next revision. The outcome is published, or
-- unchanged when document and template are those of the current revision and
-- that is public; then nothing is written, whatever title and time say.
CREATE OR REPLACE FUNCTION gongkai.publish(
    report_id text, title text, template text, template_digest text, published_at timestamptz)
RETURNS TABLE (revision integer, outcome text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    moment CONSTANT timestamptz := date_trunc('second', published_at, 'UTC');
    draft json;
    frozen text;
    current gongkai.revision;
BEGIN
    PERFORM gongkai.lock_changes();
    -- An import that is under way is waited for.
    PERFORM FROM gongkai.report AS r WHERE r.id = publish.report_id FOR UPDATE;
    draft := gongkai.document(publish.report_id, 'public');
    IF draft IS NULL THEN
        RAISE EXCEPTION '没有草稿“%”', publish.report_id
            USING ERRCODE = 'P0002', DETAIL = 'report_id', HINT = '请先导入文档。';
    END IF;

    SELECT * INTO current
    FROM gongkai.revision AS r
    WHERE r.report_id = publish.report_id
    ORDER BY r.number DESC
    LIMIT 1;
    IF current.withdrawn_at IS NULL
        AND current.document = gongkai.frozen_document(draft, current.number, current.published_at)
        AND current.template_digest = publish.template_digest
    THEN
        RETURN QUERY SELECT current.number, 'unchanged';
        RETURN;
    END IF;
    IF moment < greatest(current.published_at, current.withdrawn_at) THEN
        RAISE EXCEPTION '第 % 次修订（%）公开于 %，晚于 %',
            current.number, publish.report_id,
            gongkai.rfc3339(greatest(current.published_at, current.withdrawn_at)), gongkai.rfc3339(moment)
            USING
                ERRCODE = '22023',
                DETAIL = 'published_at',
                HINT = '新的修订不能早于它所替代的修订，也不能早于撤回。';
    END IF;

    revision := coalesce(current.number, 0) + 1;
    frozen := gongkai.frozen_document(draft, revision, moment);
    INSERT INTO gongkai.revision (
        report_id, number, document, sha256, previous_sha256,
        title, template, template_digest, published_at, published_by)
    VALUES (
        publish.report_id, publish.revision, frozen,
        encode(sha256(convert_to(frozen, 'UTF8')), 'hex'), current.sha256,
        publish.title, publish.template, publish.template_digest, moment, session_user);
    PERFORM gongkai.list_revision(publish.report_id, publish.revision);
    outcome := 'published';
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
    IF char_length(btrim(reason)) NOT BETWEEN 1 AND 500 THEN
        RAISE EXCEPTION '撤回的理由应有 1 至 500 个字符' USING ERRCODE = '22023', DETAIL = 'reason';
    END IF;
    SELECT * INTO listed FROM gongkai.publication AS p WHERE p.report_id = withdraw.report_id;
    IF listed.report_id IS NULL THEN
        RAISE EXCEPTION '没有公开的报告“%”', withdraw.report_id
            USING ERRCODE = 'P0002', DETAIL = 'report_id', HINT = '只能撤回已公开的报告。';
    END IF;
    IF moment < listed.published_at THEN
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
    gongkai.publish(text, text, text, text, timestamptz),
    gongkai.withdraw(text, text, timestamptz)
    TO gongkai_staff;
