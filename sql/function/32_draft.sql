-- Drafts: what they are as a whole, and that they were changed.

-- A digest of all that is said in a draft, and of how it will be published: of the
-- document with the contact, and behind it of what is masked and explained, if anything
-- is. NULL when there is no draft. Whoever has the document already gives it.
CREATE OR REPLACE FUNCTION gongkai.digest_of(report_id text, document text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
BEGIN
    IF document IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN encode(sha256(convert_to(concat_ws(
        E'\n',
        document,
        (
            SELECT 'masked ' || json_agg(m.said ORDER BY m.said)::text
            FROM gongkai.masking AS m
            WHERE m.report_id = digest_of.report_id
            HAVING count(*) > 0
        ),
        (
            SELECT 'explained ' || jsonb_agg(s.said ORDER BY s.said)::text
            FROM (
                SELECT to_jsonb(e) - '{finding,made_by,made_at}'::text[] || jsonb_build_object('rule', f.rule) AS said
                FROM gongkai.finding AS f
                JOIN gongkai.explanation AS e ON e.finding = f.name
                WHERE f.report_id = digest_of.report_id
            ) AS s
            HAVING count(*) > 0
        )), 'UTF8')), 'hex');
END
$$;

CREATE OR REPLACE FUNCTION gongkai.draft_digest(report_id text)
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    RETURN gongkai.digest_of(report_id, gongkai.document(draft_digest.report_id, 'internal')::text);
END
$$;

-- A draft as a document for whoever may read it; NULL for others. The edition marked is the
-- internal one with the words that the public one masks (masked), for pages that show them
-- struck. With the owner's rights, because policies that ask for each row of each table take
-- twelve times as long as to ask once.
CREATE OR REPLACE FUNCTION gongkai.draft_document(report_id text, edition text)
RETURNS json
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT CASE
        WHEN draft_document.edition = 'marked' AND m.words IS NOT NULL
            THEN (left(d.whole::text, -1) || ',"masked":' || m.words::text || '}')::json
        ELSE d.whole
    END
    FROM gongkai.document(
        draft_document.report_id,
        CASE draft_document.edition WHEN 'marked' THEN 'internal' ELSE draft_document.edition END) AS d (whole)
    CROSS JOIN (
        SELECT json_agg(m.said ORDER BY char_length(m.said) DESC, m.said) AS words
        FROM gongkai.masking AS m
        WHERE m.report_id = draft_document.report_id
    ) AS m
    WHERE gongkai.may_read(draft_document.report_id)
$$;

-- The same with its digest; no row for others.
CREATE OR REPLACE FUNCTION gongkai.desk_draft(report_id text, edition text)
RETURNS TABLE (document text, digest text)
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    IF NOT gongkai.may_read(report_id) THEN
        RETURN;
    END IF;
    document := gongkai.document(report_id, 'internal')::text;
    digest := gongkai.digest_of(report_id, document);
    IF edition <> 'internal' THEN
        document := gongkai.draft_document(report_id, edition)::text;
    END IF;
    RETURN NEXT;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.desk_digest(report_id text)
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    RETURN CASE WHEN gongkai.may_read(report_id) THEN gongkai.draft_digest(report_id) END;
END
$$;

-- The same of one whose document the caller has.
CREATE OR REPLACE FUNCTION gongkai.desk_digest(report_id text, document text)
RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    RETURN CASE WHEN gongkai.may_read(report_id) THEN gongkai.digest_of(report_id, document) END;
END
$$;

-- Keep other sessions from changing a draft until the end of the transaction. With a
-- digest: refuse when it is another one by now. Not FOR UPDATE: then it would wait for
-- whoever keeps findings of the draft, and those refer to it.
CREATE OR REPLACE FUNCTION gongkai.lock_draft(report_id text, digest text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    PERFORM gongkai.check_worker(report_id);
    PERFORM FROM gongkai.report AS r WHERE r.id = lock_draft.report_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION '没有草稿“%”', lock_draft.report_id
            USING ERRCODE = 'P0002', DETAIL = 'report_id', HINT = '请先导入文档。';
    END IF;
    -- Without a digest no document is made to compare with.
    IF digest IS NULL THEN
        RETURN;
    ELSIF digest <> gongkai.draft_digest(lock_draft.report_id) THEN
        RAISE EXCEPTION '“%”此后有了改动', lock_draft.report_id
            USING ERRCODE = '55000', DETAIL = 'digest', HINT = '请看过现在的草稿再做。';
    END IF;
END
$$;

-- Write down a step in the life of a report.
CREATE OR REPLACE FUNCTION gongkai.record_transition(
    report_id text, kind text, from_state text, to_state text, reason text, digest text, change bigint DEFAULT NULL)
RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO gongkai.transition (report_id, kind, from_state, to_state, person, reason, digest, change)
    VALUES (
        record_transition.report_id, record_transition.kind, record_transition.from_state,
        record_transition.to_state, gongkai.acting_person(), nullif(btrim(record_transition.reason), ''),
        record_transition.digest, record_transition.change)
$$;

-- Somebody has changed a draft: an author, from whom an approval is not accepted; and
-- what was submitted, approved or published before is another draft.
CREATE OR REPLACE FUNCTION gongkai.draft_changed(report_id text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    before CONSTANT text := (SELECT d.state FROM gongkai.draft AS d WHERE d.report_id = draft_changed.report_id);
BEGIN
    UPDATE gongkai.draft AS d
    SET edited_by = gongkai.acting_person(), edited_at = now()
    WHERE d.report_id = draft_changed.report_id;
    INSERT INTO gongkai.draft_author (report_id, person)
    VALUES (draft_changed.report_id, gongkai.acting_person())
    ON CONFLICT DO NOTHING;
    IF before <> 'draft' THEN
        UPDATE gongkai.draft AS d
        SET state = 'draft', since = now(), digest = NULL, template_digest = NULL, submitted_by = NULL, approved_by = NULL
        WHERE d.report_id = draft_changed.report_id;
        PERFORM gongkai.record_transition(draft_changed.report_id, 'edit', before, 'draft', NULL, NULL);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.draft_created()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO gongkai.draft (report_id) VALUES (NEW.id);
    PERFORM gongkai.draft_changed(NEW.id);
    PERFORM gongkai.record_transition(NEW.id, 'create', NULL, 'draft', NULL, NULL);
    RETURN NULL;
END
$$;

-- Here and elsewhere a trigger is made where there is none: to make it again takes a lock that
-- publishers need. One that shall be another is dropped by a migration.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = 'gongkai.report'::regclass AND t.tgname = 'draft_created') THEN
        CREATE TRIGGER draft_created AFTER INSERT ON gongkai.report
            FOR EACH ROW EXECUTE FUNCTION gongkai.draft_created();
    END IF;
END
$$;

-- A mask or an explanation came or went. Where a finding went with its explanation, it is
-- noticed when the draft is approved or published.
CREATE OR REPLACE FUNCTION gongkai.draft_answered()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    row CONSTANT jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    the_report CONSTANT text := coalesce(
        row ->> 'report_id', (SELECT f.report_id FROM gongkai.finding AS f WHERE f.name = row ->> 'finding'));
BEGIN
    IF EXISTS (
        SELECT
        FROM gongkai.report AS r
        JOIN gongkai.draft AS d ON d.report_id = r.id
        WHERE r.id = the_report AND d.digest IS DISTINCT FROM gongkai.draft_digest(the_report)
    ) THEN
        PERFORM gongkai.draft_changed(the_report);
    END IF;
    RETURN NULL;
END
$$;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = 'gongkai.masking'::regclass AND t.tgname = 'draft_answered') THEN
        CREATE TRIGGER draft_answered AFTER INSERT OR UPDATE OR DELETE ON gongkai.masking
            FOR EACH ROW EXECUTE FUNCTION gongkai.draft_answered();
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = 'gongkai.explanation'::regclass AND t.tgname = 'draft_answered') THEN
        CREATE TRIGGER draft_answered AFTER INSERT OR UPDATE OR DELETE ON gongkai.explanation
            FOR EACH ROW EXECUTE FUNCTION gongkai.draft_answered();
    END IF;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.draft_digest(text),
    gongkai.draft_document(text, text),
    gongkai.lock_draft(text, text)
    TO gongkai_staff;
GRANT EXECUTE ON FUNCTION
    gongkai.draft_document(text, text),
    gongkai.desk_draft(text, text),
    gongkai.desk_digest(text),
    gongkai.desk_digest(text, text)
    TO gongkai_desk;
