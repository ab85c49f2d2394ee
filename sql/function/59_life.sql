-- The steps of a draft's life up to its approval: submitting, approving, returning,
-- deleting. Each takes many drafts at once, all or nothing.

-- A state as staff call it.
CREATE OR REPLACE FUNCTION gongkai.state_name(state text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE state
        WHEN 'in_review' THEN '待审核'
        WHEN 'approved' THEN '已批准'
        WHEN 'published' THEN '已公开'
        WHEN 'withdrawn' THEN '已撤回'
        ELSE '草稿'
    END
$$;

-- A reason that will be public is one line.
CREATE OR REPLACE FUNCTION gongkai.check_public_reason(reason text, parameter text, what text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    IF (char_length(btrim(reason)) BETWEEN 1 AND 500 AND reason !~ '[[:cntrl:]]') IS NOT TRUE THEN
        RAISE EXCEPTION '%的理由应是一行，有 1 至 500 个字符', what USING ERRCODE = '22023', DETAIL = parameter;
    END IF;
END
$$;

-- A note or reason for staff alone, of which not too much is kept.
CREATE OR REPLACE FUNCTION gongkai.check_note(note text, parameter text, needed boolean)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    IF char_length(btrim(note)) > 2000 OR (needed AND btrim(coalesce(note, '')) = '') THEN
        RAISE EXCEPTION '%', CASE WHEN needed THEN '理由应有 1 至 2000 个字符' ELSE '附言至多 2000 个字符' END
            USING ERRCODE = '22023', DETAIL = parameter;
    END IF;
END
$$;

-- Lock drafts, in the order of their ids, for a step that needs a right and is taken
-- from some states.
CREATE OR REPLACE FUNCTION gongkai.begin_step(ids text[], the_right text, states text[])
RETURNS SETOF gongkai.draft
LANGUAGE plpgsql
AS $$
DECLARE
    the_id text;
    draft gongkai.draft;
BEGIN
    PERFORM gongkai.lock_audit(ids);
    FOR the_id IN SELECT DISTINCT i.id FROM unnest(ids) AS i (id) ORDER BY i.id LOOP
        PERFORM gongkai.check_right(the_right, the_id);
        PERFORM gongkai.lock_draft(the_id);
        SELECT * INTO draft FROM gongkai.draft AS d WHERE d.report_id = the_id;
        IF draft.state <> ALL (states) THEN
            RAISE EXCEPTION '“%”是%，不能%', the_id, gongkai.state_name(draft.state),
                CASE the_right WHEN 'submit' THEN '提交' WHEN 'approve' THEN '批准' WHEN 'return' THEN '退回' ELSE '删除' END
                USING ERRCODE = '55000', DETAIL = 'state',
                    HINT = (
                        SELECT '应是' || string_agg(gongkai.state_name(s.name), '或' ORDER BY s.place) || '。'
                        FROM unnest(states) WITH ORDINALITY AS s (name, place));
        END IF;
        RETURN NEXT draft;
    END LOOP;
END
$$;

-- Ask for approval of drafts as they are now. A later revision needs a reason, which
-- will be public with it; a first one has none. `where_needed`: drafts are passed over
-- that would be published as they are, or have no template, and the reason is meant for
-- those that need one.
CREATE OR REPLACE FUNCTION gongkai.submit(
    ids text[], note text, correction_reason text, where_needed boolean DEFAULT false)
RETURNS TABLE (report_id text, digest text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    draft gongkai.draft;
    drafts gongkai.draft[];
    proposed record;
    reason text;
BEGIN
    PERFORM gongkai.check_note(note, 'note', false);
    drafts := ARRAY(SELECT s FROM gongkai.begin_step(ids, 'submit', '{draft,published,withdrawn}') AS s);
    -- What the approver will be told is what everybody can look up, and explain; an explanation
    -- that goes with its finding is no part of what is to be approved.
    PERFORM gongkai.renew_findings(ids);
    FOREACH draft IN ARRAY drafts LOOP
        report_id := draft.report_id;
        CONTINUE WHEN where_needed AND NOT EXISTS (
            SELECT FROM gongkai.report AS r JOIN gongkai.template AS t ON t.form = r.form WHERE r.id = draft.report_id);
        SELECT * INTO proposed FROM gongkai.proposed_revision(report_id);
        CONTINUE WHEN where_needed AND proposed.is_unchanged;
        -- Without one, that which was given before is kept, where the draft was returned or changed meanwhile.
        reason := CASE WHEN proposed.number > 1 THEN coalesce(btrim(correction_reason), draft.correction_reason)
            WHEN NOT where_needed THEN btrim(correction_reason) END;
        IF proposed.is_unchanged THEN
            RAISE EXCEPTION '“%”与已公开的相同，没有要审核的', report_id USING ERRCODE = '55000', DETAIL = 'state';
        ELSIF proposed.number > 1 THEN
            PERFORM gongkai.check_public_reason(
                reason, 'correction_reason', format('“%s”公开过，再次公开', report_id));
        ELSIF reason IS NOT NULL THEN
            RAISE EXCEPTION '“%”没有公开过，不是更正，没有更正的理由', report_id
                USING ERRCODE = '22023', DETAIL = 'correction_reason';
        END IF;
        digest := gongkai.draft_digest(report_id);
        UPDATE gongkai.draft AS d
        SET state = 'in_review', since = now(), digest = submit.digest, template_digest = NULL,
            correction_reason = reason, submitted_by = gongkai.acting_person(), approved_by = NULL
        WHERE d.report_id = submit.report_id;
        PERFORM gongkai.record_transition(
            report_id, 'submit', draft.state, 'in_review', coalesce(reason, note), digest);
        RETURN NEXT;
    END LOOP;
END
$$;

-- Whoever changed or submitted a draft does not approve it.
CREATE OR REPLACE FUNCTION gongkai.check_approver(draft gongkai.draft)
RETURNS void
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    the_person CONSTANT text := gongkai.acting_person();
BEGIN
    IF the_person = draft.submitted_by
        OR EXISTS (SELECT FROM gongkai.draft_author AS a WHERE a.report_id = draft.report_id AND a.person = the_person)
    THEN
        RAISE EXCEPTION '“%”由%改过或提交，不能由本人批准', draft.report_id, gongkai.account_person(the_person)
            USING ERRCODE = '55000', DETAIL = 'person', HINT = '请由另一人批准。';
    END IF;
END
$$;

-- Approve drafts that were submitted: exactly those that have these digests, which the
-- approver saw.
CREATE OR REPLACE FUNCTION gongkai.approve(ids text[], digests text[], note text)
RETURNS TABLE (report_id text, digest text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    draft gongkai.draft;
    drafts gongkai.draft[];
BEGIN
    PERFORM gongkai.check_note(note, 'note', false);
    drafts := ARRAY(SELECT s FROM gongkai.begin_step(ids, 'approve', '{in_review}') AS s);
    PERFORM gongkai.renew_findings(ids);
    FOREACH draft IN ARRAY drafts LOOP
        report_id := draft.report_id;
        PERFORM gongkai.check_approver(draft);
        PERFORM gongkai.check_findings(report_id);
        digest := gongkai.draft_digest(report_id);
        IF digest IS DISTINCT FROM digests[array_position(ids, report_id)] OR digest <> draft.digest THEN
            RAISE EXCEPTION '“%”此后有了改动', report_id
                USING ERRCODE = '55000', DETAIL = 'digest', HINT = '请看过现在的草稿再做；提交以后改动的，要重新提交。';
        END IF;
        UPDATE gongkai.draft AS d
        SET state = 'approved', since = now(), approved_by = gongkai.acting_person(),
            template_digest = (
                SELECT t.digest FROM gongkai.report AS r JOIN gongkai.template AS t ON t.form = r.form WHERE r.id = approve.report_id)
        WHERE d.report_id = approve.report_id;
        PERFORM gongkai.record_transition(report_id, 'approve', draft.state, 'approved', note, digest);
        RETURN NEXT;
    END LOOP;
END
$$;

-- Back to draft, saying why: what was submitted, and what was approved and is not
-- published yet.
CREATE OR REPLACE FUNCTION gongkai.return_draft(ids text[], reason text)
RETURNS TABLE (report_id text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    draft gongkai.draft;
BEGIN
    PERFORM gongkai.check_note(reason, 'reason', true);
    FOR draft IN SELECT * FROM gongkai.begin_step(ids, 'return', '{in_review,approved}') LOOP
        report_id := draft.report_id;
        UPDATE gongkai.draft AS d
        SET state = 'draft', since = now(), digest = NULL, template_digest = NULL, submitted_by = NULL, approved_by = NULL
        WHERE d.report_id = return_draft.report_id;
        PERFORM gongkai.record_transition(report_id, 'return', draft.state, 'draft', reason, draft.digest);
        RETURN NEXT;
    END LOOP;
END
$$;

-- Delete drafts, with what was found and answered in them. What was published of them stays.
CREATE OR REPLACE FUNCTION gongkai.delete_draft(ids text[], reason text)
RETURNS TABLE (report_id text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    draft gongkai.draft;
BEGIN
    PERFORM gongkai.check_note(reason, 'reason', true);
    FOR draft IN
        SELECT * FROM gongkai.begin_step(ids, 'delete', '{draft,in_review,approved,published,withdrawn}')
    LOOP
        report_id := draft.report_id;
        PERFORM gongkai.record_transition(
            report_id, 'delete', draft.state, NULL, reason, gongkai.draft_digest(report_id));
        DELETE FROM gongkai.report AS r WHERE r.id = delete_draft.report_id;
        RETURN NEXT;
    END LOOP;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.state_name(text),
    gongkai.submit(text[], text, text, boolean),
    gongkai.approve(text[], text[], text),
    gongkai.return_draft(text[], text),
    gongkai.delete_draft(text[], text)
    TO gongkai_staff;
