-- What the publisher's process needs beside publish(): the document to print, and the
-- log to put its claims and signatures into.

-- The very document that publish() would freeze in this transaction, and its code.
CREATE OR REPLACE FUNCTION gongkai.frozen(report_id text, published_at timestamptz)
RETURNS TABLE (document text, sha256 text, revision integer, code text, is_unchanged boolean)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    next record;
BEGIN
    PERFORM gongkai.check_right('publish', frozen.report_id);
    SELECT * INTO next FROM gongkai.next_revision(frozen.report_id, frozen.published_at);
    document := gongkai.frozen_document(
        next.document, next.number, next.published_at, frozen.published_at IS NOT NULL, next.correction_reason);
    sha256 := encode(sha256(convert_to(document, 'UTF8')), 'hex');
    revision := next.number;
    code := gongkai.next_code(sha256);
    is_unchanged := next.is_unchanged;
    RETURN NEXT;
END
$$;

-- Claim what was made of a revision that is about to be published with this document,
-- in the same transaction: the claim becomes part of its entry.
CREATE OR REPLACE FUNCTION gongkai.claim(
    report_id text, revision integer, sha256 text, pdf_sha256 text, ofd_sha256 text, xlsx_sha256 text,
    fonts text, program text, site text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    its_fonts CONSTANT text := encode(sha256(convert_to(fonts, 'UTF8')), 'hex');
BEGIN
    PERFORM gongkai.check_right('publish', claim.report_id);
    IF EXISTS (SELECT FROM gongkai.revision AS v WHERE v.report_id = claim.report_id AND v.number = claim.revision) THEN
        RAISE EXCEPTION '“%”的第 % 次修订已经公开', report_id, revision
            USING ERRCODE = '55000', HINT = 'PDF 的摘要只能与公开同时登记。';
    END IF;
    INSERT INTO gongkai.font_set (digest, text) VALUES (its_fonts, fonts) ON CONFLICT DO NOTHING;
    DELETE FROM gongkai.rendition AS d WHERE d.report_id = claim.report_id AND d.revision = claim.revision;
    INSERT INTO gongkai.rendition (
        report_id, revision, sha256, pdf_sha256, ofd_sha256, xlsx_sha256, fonts, program, site, claimed_by)
    VALUES (report_id, revision, sha256, pdf_sha256, ofd_sha256, xlsx_sha256, its_fonts, program, site, session_user);
END
$$;

-- Keep the signature of the log's head. The database cannot judge it: whoever follows
-- the log does, and `gongkai verify`.
CREATE OR REPLACE FUNCTION gongkai.sign_head(size bigint, algorithm text, public_key bytea, signature bytea)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
#variable_conflict use_variable
DECLARE
    its_key CONSTANT text := encode(sha256(public_key), 'hex');
BEGIN
    IF session_user = 'gongkai_desk' THEN
        PERFORM gongkai.acting_must('publisher', NULL);
    END IF;
    PERFORM gongkai.lock_changes();
    IF size IS DISTINCT FROM gongkai.log_size() THEN
        RAISE EXCEPTION '日志现有 % 条，签的是 % 条的', gongkai.log_size(), size
            USING ERRCODE = '55000', HINT = '请再执行一次。';
    END IF;
    INSERT INTO gongkai.log_key (id, algorithm, public_key) VALUES (its_key, algorithm, public_key) ON CONFLICT DO NOTHING;
    INSERT INTO gongkai.log_signature AS s (size, key, signature)
    VALUES (size, its_key, signature)
    ON CONFLICT ON CONSTRAINT log_signature_pkey DO UPDATE SET signature = EXCLUDED.signature;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.frozen(text, timestamptz),
    gongkai.claim(text, integer, text, text, text, text, text, text, text),
    gongkai.sign_head(bigint, text, bytea, bytea)
    TO gongkai_staff;
