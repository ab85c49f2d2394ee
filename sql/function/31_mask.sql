-- What the public edition does not say: words of a draft that are personal data and have
-- to stand in the draft all the same. They are masked where the public edition is made, so
-- that what is frozen, and with it every face, list and search, never had them.

CREATE OR REPLACE FUNCTION gongkai.is_masked(the_report text, words text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT EXISTS (SELECT FROM gongkai.masking AS m WHERE m.report_id = the_report AND m.said = words)
$$;

-- The words of a mask as a regular expression. A number is masked where it stands alone,
-- not inside a longer one, so that no code and no amount is touched.
CREATE OR REPLACE FUNCTION gongkai.mask_pattern(words text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN words ~ '^[0-9A-Za-z]' THEN '(?<![0-9A-Za-z.-])' ELSE '' END
        || regexp_replace(words, '[\[\]^$.*+?(){}|\\]', '\\\&', 'g')
        || CASE WHEN words ~ '[0-9A-Za-z]$' THEN '(?![0-9A-Za-z-]|\.[0-9A-Za-z])' ELSE '' END
$$;

-- A document with asterisks for the words that are masked in its draft, as many as they
-- have characters.
CREATE OR REPLACE FUNCTION gongkai.masked(document json, the_report text)
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    words text;
    read text;
BEGIN
    FOR words IN
        SELECT m.said
        FROM gongkai.masking AS m
        WHERE m.report_id = the_report
        ORDER BY char_length(m.said) DESC, m.said
    LOOP
        read := regexp_replace(
            coalesce(read, document::text), gongkai.mask_pattern(words), repeat('*', char_length(words)), 'g');
    END LOOP;
    RETURN coalesce(read::json, document);
END
$$;

-- Mask what a finding of PERSON found, in all of its report. Returns the words.
CREATE OR REPLACE FUNCTION gongkai.mask(finding text, reason text)
RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    found gongkai.finding;
    words text;
    cell text;
BEGIN
    SELECT * INTO found FROM gongkai.finding AS f WHERE f.name = mask.finding;
    IF found.name IS NULL THEN
        RAISE EXCEPTION '没有发现“%”', mask.finding
            USING ERRCODE = 'P0002', DETAIL = 'finding', HINT = '请用 gongkai check 列出发现的名称。';
    END IF;
    words := found.figures ->> 'text';
    IF found.rule !~ '^PERSON-' OR words IS NULL THEN
        RAISE EXCEPTION '“%”不是个人信息，不能隐去', mask.finding
            USING ERRCODE = '22023', DETAIL = 'finding', HINT = '请改正草稿，或者用 gongkai explain 说明。';
    END IF;
    IF btrim(coalesce(mask.reason, '')) = '' THEN
        RAISE EXCEPTION '没有写理由' USING ERRCODE = '22023', DETAIL = 'reason', HINT = '请写明为什么隐去。';
    END IF;
    PERFORM gongkai.check_right('edit', found.report_id);
    PERFORM gongkai.lock_audit(ARRAY[found.report_id::text]);
    INSERT INTO gongkai.masking (report_id, said, pointer, reason, made_by, made_at)
    VALUES (found.report_id, words, found.cells[1], btrim(mask.reason), gongkai.acting_person(), now());
    FOREACH cell IN ARRAY found.cells LOOP
        IF gongkai.plain(gongkai.document(found.report_id, 'public')::jsonb #>> string_to_array(substr(cell, 2), '/'))
            ~ gongkai.mask_pattern(words)
        THEN
            RAISE EXCEPTION '“%”在 % 里被格式隔开，不能隐去', words, cell
                USING ERRCODE = '22023', DETAIL = 'finding', HINT = '请在草稿里改正这一格。';
        END IF;
    END LOOP;
    PERFORM gongkai.audit(ARRAY[found.report_id::text]);
    RETURN words;
END
$$;

-- Show again what was masked: words of a report, as the next revision has them. The rules
-- find them again.
CREATE OR REPLACE FUNCTION gongkai.unmask(report_id text, words text, reason text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    IF (char_length(btrim(reason)) BETWEEN 1 AND 2000) IS NOT TRUE THEN
        RAISE EXCEPTION '理由应有 1 至 2000 个字符' USING ERRCODE = '22023', DETAIL = 'reason', HINT = '请写明为什么恢复显示。';
    END IF;
    PERFORM gongkai.check_right('edit', unmask.report_id);
    PERFORM gongkai.lock_audit(ARRAY[unmask.report_id]);
    INSERT INTO gongkai.unmasking (
        report_id, said, masked_reason, masked_by, masked_at, reason, made_by, made_at)
    SELECT m.report_id, m.said, m.reason, m.made_by, m.made_at, btrim(unmask.reason), gongkai.acting_person(), now()
    FROM gongkai.masking AS m
    WHERE (m.report_id, m.said) = (unmask.report_id, unmask.words);
    IF NOT FOUND THEN
        RAISE EXCEPTION '“%”里没有隐去“%”', unmask.report_id, unmask.words
            USING ERRCODE = 'P0002', DETAIL = 'words', HINT = coalesce(
                '隐去的有：' || (
                    SELECT string_agg(m.said, '、' ORDER BY m.said)
                    FROM gongkai.masking AS m
                    WHERE m.report_id = unmask.report_id) || '。',
                '这份草稿没有隐去任何文字。');
    END IF;
    DELETE FROM gongkai.masking AS m WHERE (m.report_id, m.said) = (unmask.report_id, unmask.words);
    PERFORM gongkai.audit(ARRAY[unmask.report_id]);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.unmask(text, text, text),
    gongkai.is_masked(text, text),
    gongkai.mask_pattern(text),
    gongkai.masked(json, text),
    gongkai.mask(text, text)
    TO gongkai_staff;
