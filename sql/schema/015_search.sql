-- Searches find what is printed: without what nobody sees, a number as one word,
-- an adorned word as the plain one, a single character, simplified for traditional.
-- gongkai.fill_facts() makes the texts anew.

DROP INDEX gongkai.published_text_terms, gongkai.published_indicator_terms;
DROP FUNCTION gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text);
DROP FUNCTION gongkai.search_indicator_terms(bigint, integer, text, text, text, smallint, text[], text, text, text, boolean);
DROP FUNCTION gongkai.search_tokens(text);
DROP FUNCTION gongkai.search_parts(text);
DROP FUNCTION gongkai.search_fold(text);
TRUNCATE gongkai.published_text, gongkai.published_indicator;

-- The letters and digits of which words are, as a range of a regular expression:
-- those of the scripts that write words apart.
CREATE FUNCTION gongkai.search_word()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u060b\u060d-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u0dff\u0f00-\u0f0a\u0f12-\u0fff\u10a0-\u177f\u1810-\u194f\u1ab0-\u1fff\ua4d0-\uabff'
$$;
COMMENT ON FUNCTION gongkai.search_word() IS 'The characters of words, as a range of a regular expression.';

-- The text as searches compare it, as long as the text, so that a place in one is
-- the same place in the other. Width, case and compatibility variants are folded
-- where they are one character, and traditional characters are simplified ones.
-- What is left is:
--
--   U+0001       where there is nothing to compare: what nobody sees, spaces, quotation
--                marks and middle dots beside a Han character, commas of thousands
--   space        the same between two words: one of them
--   line feed    any other punctuation
--   . and -      only within a number with a decimal point, and between words
--   the others   as they are
--
-- Words are of letters and digits; Han characters and scripts that have no spaces
-- between words are by themselves, as are signs: %, ≥, ㎡.
CREATE FUNCTION gongkai.search_fold(body text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    word CONSTANT text := gongkai.search_word();
    adornment CONSTANT text := ' \t"''\u00ab\u00b7\u00bb\u0f0b\u0f0c\u2018-\u201f\u2022\u2027\u2039\u203a\u2219\u22c5\u3008-\u300f\u301d-\u301f\u30fb';
    -- A wide comma is one of thousands between wide digits only: 3，700 may be two numbers.
    read text := regexp_replace(
        body COLLATE "C",
        '(?<=[0-9])[,\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))|(?<=[０-９])，(?=[０-９]{3}(?![０-９]))', E'\u0001', 'g');
    folded text := normalize(read, NFKC);
BEGIN
    IF length(folded) <> length(read) THEN
        SELECT coalesce(
            translate(read, string_agg(c.one, '' ORDER BY c.one), string_agg(c.folded, '' ORDER BY c.one)), read)
        INTO folded
        FROM (
            SELECT DISTINCT d.one, normalize(d.one, NFKC) AS folded
            FROM string_to_table(read, NULL) AS d (one)
        ) AS c
        WHERE length(c.folded) = 1 AND c.folded <> c.one;
    END IF;
    folded := gongkai.simplified(lower(folded COLLATE "C"));
    IF folded COLLATE "C" ~ '[\u2010-\u2015\u2212]' THEN
        folded := translate(folded, '‐‑‒–—―−', '-------');
    END IF;
    folded := regexp_replace(
        folded COLLATE "C",
        '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]',
        E'\u0001', 'g');
    IF folded COLLATE "C" ~ '\.[0-9]+\.' THEN
        -- A date or a number of a chapter, not a decimal point.
        folded := regexp_replace(
            folded COLLATE "C", '(?<=[0-9])\.(?=[0-9]+\.[0-9])|(?<=[0-9]\.[0-9]+)\.(?=[0-9])', '-', 'g');
    END IF;
    folded := regexp_replace(
        folded COLLATE "C", '([' || word || ']\u0001*)[' || adornment || '](?=[' || adornment || '\u0001]*[' || word || '])',
        E'\\1\u0002', 'g');
    folded := regexp_replace(folded COLLATE "C", '[' || adornment || ']', E'\u0001', 'g');
    folded := regexp_replace(
        folded COLLATE "C",
        '(?<![' || word || '])-|-(?![' || word || '])|(?<![0-9])\.|\.(?![0-9])'
        || '|[\u0003-\u001f!#&()*,/:;?@[\\\]_{}\u007f-\u009f\u00a1\u00a7\u00b6\u00bf\u060c\u061b-\u061f\u066a-\u066d\u06d4\u0f0d-\u0f11\u1800-\u180a'
        || '\u2016\u2017\u2020-\u2026\u2028\u2029\u2032-\u2038\u203b-\u205e\u2e00-\u2e7f'
        || '\u3001-\u3003\u3010\u3011\u3014-\u301c\u3030\u303d\ufe10-\ufe1f\ufe30-\ufe6f]',
        E'\n', 'g');
    RETURN translate(folded, E'\u0002', ' ');
END
$$;
COMMENT ON FUNCTION gongkai.search_fold(text) IS 'The text as searches compare it; as long as the text.';

-- The entries of the index for a folded text: each word, each two neighbours of
-- which one at least is no letter or digit, and each character that is no letter
-- or digit. Of words with hyphens the whole and its parts, but of codes, of which
-- the hyphens are U+2010, the whole alone. `asked` is for a part of a query: the
-- fewest entries that are in each text that has it. An entry of an index must fit
-- on its page, and no query has more than 100 characters.
CREATE FUNCTION gongkai.search_tokens(folded text, asked boolean DEFAULT false)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    word CONSTANT text := gongkai.search_word();
    read CONSTANT text := replace(folded, E'\u0001', '');
    -- Of a word its ends.
    ends CONSTANT text[] := string_to_array(
        regexp_replace(
            read COLLATE "C", '([' || word || '])[' || word || ' .\u2010-]*([' || word || '])', E'\\1\n\\2', 'g'), NULL);
BEGIN
    RETURN ARRAY(
        SELECT left(translate(m.found[1], '‐', '-'), 101)
        FROM regexp_matches(
            read COLLATE "C", '[' || word || ']+(?:[.\u2010-][' || word || ']+)*', 'g') AS m (found)
        UNION ALL
        SELECT left(p.part, 101)
        FROM regexp_matches(read COLLATE "C", '[' || word || '.]+(?:-[' || word || '.]+)+', 'g') AS m (found)
        CROSS JOIN LATERAL string_to_table(m.found[1], '-') AS p (part)
        WHERE NOT asked
        UNION ALL
        SELECT p.a || p.b
        FROM unnest(ends, ends[2:]) AS p (a, b)
        WHERE p.a NOT IN (E'\n', ' ') AND p.b NOT IN (E'\n', ' ')
        UNION ALL
        SELECT DISTINCT c.one
        FROM string_to_table(
            regexp_replace(read COLLATE "C", '[' || word || ' \n.\u2010-]+', '', 'g'), NULL) AS c (one)
        WHERE NOT asked OR length(read) = 1
    );
END
$$;
COMMENT ON FUNCTION gongkai.search_tokens(text, boolean) IS 'The entries of the index for a folded text, or the fewest that a part of a query needs.';

ALTER TABLE gongkai.published_text ADD COLUMN folded text NOT NULL;
COMMENT ON COLUMN gongkai.published_text.folded IS 'The piece as searches compare it; as long as the body.';
COMMENT ON COLUMN gongkai.published_text.class IS 'What kind of text, the higher the sooner found: 4 title and codes, 3 goal, 2 indicators, 1 all other texts.';
COMMENT ON COLUMN gongkai.published_text.body IS 'The piece, as it is read. Long texts are several pieces that overlap by as much as one query may have.';
COMMENT ON COLUMN gongkai.published_indicator.path IS 'Names of the levels above, from the first, as they are read.';
COMMENT ON COLUMN gongkai.published_indicator.name IS 'Name as it is read.';

-- As before, of the folded text.
CREATE FUNCTION gongkai.search_text_terms(
    change bigint, class smallint, year integer, form text, region text, department text, folded text)
RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT COST 100000
AS $$
    SELECT ARRAY(SELECT class::text || t.token FROM unnest(gongkai.search_tokens(folded)) AS t (token))
        || gongkai.search_blocks(change, '{2,3,4,5}')
        || ARRAY['year:' || year::text, 'form:' || form, 'region:' || region, 'department:' || department]
$$;
COMMENT ON FUNCTION gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text) IS 'The tokens of a piece of text: words, blocks and filters.';
CREATE INDEX published_text_terms ON gongkai.published_text
    USING gin ((
        gongkai.search_text_terms(change, class, year, form, region_code, department_code, folded) COLLATE "C"
    )) WITH (fastupdate = off);
ALTER INDEX gongkai.published_text_terms ALTER COLUMN 1 SET STATISTICS 0;

CREATE FUNCTION gongkai.search_indicator_terms(
    change bigint, year integer, form text, region text, department text,
    level smallint, path text[], name text, operator text, unit text, is_met boolean)
RETURNS text[]
LANGUAGE sql IMMUTABLE COST 100000
AS $$
    -- Of a name that is no name the beginning must do.
    SELECT gongkai.search_tokens(gongkai.search_fold(left(name, 2000))) || gongkai.search_blocks(change, '{1,2,3,4,5}') || array_remove(ARRAY[
        'level:' || level::text, 'year:' || year::text, 'form:' || form,
        'region:' || region, 'department:' || department,
        gongkai.search_filter('group', path[1]),
        gongkai.search_filter('operator', operator),
        gongkai.search_filter('unit', unit),
        CASE WHEN is_met THEN 'result:met' WHEN NOT is_met THEN 'result:missed' END
    ], NULL)
$$;
COMMENT ON FUNCTION gongkai.search_indicator_terms(bigint, integer, text, text, text, smallint, text[], text, text, text, boolean) IS 'The tokens of an indicator: words of its name, blocks and filters.';
CREATE INDEX published_indicator_terms ON gongkai.published_indicator
    USING gin ((
        gongkai.search_indicator_terms(
            change, year, form, region_code, department_code,
            level, path, name, target_operator, target_unit, is_met) COLLATE "C"
    )) WITH (fastupdate = off);
ALTER INDEX gongkai.published_indicator_terms ALTER COLUMN 1 SET STATISTICS 0;

GRANT EXECUTE ON FUNCTION
    gongkai.search_word(),
    gongkai.search_fold(text),
    gongkai.search_tokens(text, boolean),
    gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text),
    gongkai.search_indicator_terms(bigint, integer, text, text, text, smallint, text[], text, text, text, boolean)
    TO gongkai_staff, gongkai_public;

-- Functions that are no more, or have other parameters, from here on.
DROP FUNCTION IF EXISTS gongkai.search_context(text, text[]);
