-- No search reads more than a bounded number of rows. A report is found by all of
-- its texts together, through one row for each report; how often a term is met is
-- known from a sample; counts are kept. gongkai.fill_facts() makes all of it anew.

DROP INDEX gongkai.published_text_terms;
DROP FUNCTION gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text);
-- Functions that are no more, or have other parameters or results, from here on.
DROP FUNCTION IF EXISTS gongkai.search_find(text[], text[], text[], text[], integer, bigint, bigint, integer);
DROP FUNCTION IF EXISTS gongkai.search_has(text, text[]);
DROP FUNCTION IF EXISTS gongkai.search_steps(bigint, integer[]);
DROP FUNCTION IF EXISTS gongkai.indicator_find(text[], text[], bigint, integer, integer);
TRUNCATE gongkai.published_text, gongkai.published_indicator;

-- The text as searches compare it, as long as the text, so that a place in one is
-- the same place in the other. Width, case and compatibility variants are folded
-- where they are one character, and traditional characters are simplified ones.
-- What is left is:
--
--   U+0001       where there is nothing to compare: what nobody sees, spaces, quotation
--                marks and middle dots beside a Han character, full stops between Han
--                numerals (七．七), commas of thousands
--   space        the same between two words: one of them
--   line feed    any other punctuation
--   . and -      only within a number with a decimal point, as which 3·15 is read, and
--                between words
--   the others   as they are
--
-- Words are of letters and digits; Han characters and scripts that have no spaces
-- between words are by themselves, as are signs: %, ≥, ㎡.
CREATE OR REPLACE FUNCTION gongkai.search_fold(body text)
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
    IF folded COLLATE "C" ~ '[0-9][\u00b7\u2022\u2027\u2219\u22c5\u30fb][0-9]' THEN
        folded := regexp_replace(
            folded COLLATE "C", '(?<=[0-9])[\u00b7\u2022\u2027\u2219\u22c5\u30fb](?=[0-9])', '.', 'g');
    END IF;
    IF folded COLLATE "C" ~ '[〇零一二三四五六七八九十]\.[〇零一二三四五六七八九十]' THEN
        folded := regexp_replace(
            folded COLLATE "C", '(?<=[〇零一二三四五六七八九十])\.(?=[〇零一二三四五六七八九十])', E'\u0001', 'g');
    END IF;
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

CREATE OR REPLACE FUNCTION gongkai.search_indicator_terms(
    change bigint, year integer, form text, region text, department text,
    level smallint, path text[], name text, operator text, unit text, is_met boolean)
RETURNS text[]
LANGUAGE sql IMMUTABLE COST 100000
AS $$
    -- Of a name that is no name the beginning must do.
    SELECT gongkai.search_tokens(gongkai.search_fold(left(name, 2000))) || gongkai.search_blocks(change, '{1,2,3,4,5,6}') || array_remove(ARRAY[
        'level:' || level::text, 'year:' || year::text, 'form:' || form,
        'region:' || region, 'department:' || department,
        gongkai.search_filter('group', path[1]),
        gongkai.search_filter('operator', operator),
        gongkai.search_filter('unit', unit),
        CASE WHEN is_met THEN 'result:met' WHEN NOT is_met THEN 'result:missed' END
    ], NULL)
$$;

-- The terms stand in a column, compressed and beside the table, so that a row is
-- small and the index is built without taking the texts apart again. No
-- statistics: as for the index of indicators.
CREATE TABLE gongkai.published_words (
    change bigint PRIMARY KEY,
    terms text[] COMPRESSION lz4 COLLATE "C" NOT NULL
);
COMMENT ON TABLE gongkai.published_words IS 'What the current revisions are found by, one row each.';
COMMENT ON COLUMN gongkai.published_words.change IS 'The change that published the revision.';
COMMENT ON COLUMN gongkai.published_words.terms IS 'For each token of its texts 1token; where it stands in a text of class 2 or higher 2token too, and so on to 4token. Then blocks of changes and filters.';
ALTER TABLE gongkai.published_words ALTER COLUMN terms SET STATISTICS 0;
CREATE INDEX published_words_terms ON gongkai.published_words USING gin (terms) WITH (fastupdate = off);

-- One change in 64 is in the sample. By a hash, because what is published in turn
-- (forms, departments) has periods of its own; of our own, because whatever is
-- withdrawn must be taken out again.
CREATE FUNCTION gongkai.search_is_sampled(change bigint)
RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT (change % 2147483648 * 2654435761) % 4294967296 < 67108864
$$;
COMMENT ON FUNCTION gongkai.search_is_sampled(bigint) IS 'Whether the terms of a change are counted in search_sample.';

CREATE TABLE gongkai.search_sample (
    place text COLLATE "C" CHECK (place IN ('report', 'indicator')),
    term text COLLATE "C",
    found bigint NOT NULL,
    oldest bigint NOT NULL,
    newest bigint NOT NULL,
    PRIMARY KEY (place, term)
) WITH (fillfactor = 80);
COMMENT ON TABLE gongkai.search_sample IS 'How often a term is met in one of 64 changes: what a search knows of its cost beforehand.';
COMMENT ON COLUMN gongkai.search_sample.place IS 'Terms of published_words or of published_indicator.';
COMMENT ON COLUMN gongkai.search_sample.term IS 'The term; blocks of changes are not counted.';
COMMENT ON COLUMN gongkai.search_sample.found IS 'How many rows of the sample have it.';
COMMENT ON COLUMN gongkai.search_sample.oldest IS 'The first change of the sample that ever had it.';
COMMENT ON COLUMN gongkai.search_sample.newest IS 'The last one.';

GRANT SELECT ON gongkai.published_words, gongkai.search_sample TO gongkai_staff, gongkai_public;
GRANT EXECUTE ON FUNCTION gongkai.search_is_sampled(bigint) TO gongkai_staff, gongkai_public;

-- How many there are of what lists count, so that nobody counts a million rows.
CREATE TABLE gongkai.published_total (
    list text COLLATE "C" CHECK (list IN ('reports', 'projects', 'departments', 'overall', 'forms')),
    region_code text COLLATE "C",
    year integer,
    form text COLLATE "C",
    total bigint NOT NULL,
    PRIMARY KEY (list, region_code, year, form)
) WITH (fillfactor = 80);
COMMENT ON TABLE gongkai.published_total IS 'Counts of lists, kept by publish() and withdraw().';
COMMENT ON COLUMN gongkai.published_total.list IS 'Rows of publication, published_project, published_department or department_year; forms counts the departments that have published a form.';
COMMENT ON COLUMN gongkai.published_total.region_code IS 'The region; empty for all. Of forms only all.';
COMMENT ON COLUMN gongkai.published_total.year IS 'The fiscal year of reports, overall and forms, else 0. Of forms 0 is any year.';
COMMENT ON COLUMN gongkai.published_total.form IS 'The form of reports and forms, else empty.';
COMMENT ON COLUMN gongkai.published_total.total IS 'How many.';
GRANT SELECT ON gongkai.published_total TO gongkai_staff, gongkai_public;
