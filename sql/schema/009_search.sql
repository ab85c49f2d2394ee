-- Searching texts and indicators. PostgreSQL has no words of Chinese, so the
-- index has every two neighbouring characters, and whole words of other scripts.
--
-- The functions stand here and not in sql/function because indexes depend on
-- them: another definition needs a migration that builds the indexes again.

-- Width, case and compatibility variants folded, character by character, so
-- that a place in the folded text is the same place in the text.
CREATE FUNCTION gongkai.search_fold(body text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    folded text := normalize(body, NFKC);
BEGIN
    IF length(folded) <> length(body) THEN
        SELECT string_agg(CASE length(f.one) WHEN 1 THEN f.one ELSE c.one END, '' ORDER BY c.place)
        INTO folded
        FROM string_to_table(body, NULL) WITH ORDINALITY AS c (one, place)
        CROSS JOIN LATERAL normalize(c.one, NFKC) AS f (one);
    END IF;
    RETURN lower(folded COLLATE "C");
END
$$;
COMMENT ON FUNCTION gongkai.search_fold(text) IS 'The text as searches compare it; as long as the text.';

-- Runs of Han characters, kana and Hangul, and words of anything else but
-- punctuation, in order.
CREATE FUNCTION gongkai.search_parts(folded text)
RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT m.found[1]
    FROM regexp_matches(
        folded COLLATE "C",
        '[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+'
        || '|[0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\ua000-\uabff]+',
        'g') AS m (found)
$$;
COMMENT ON FUNCTION gongkai.search_parts(text) IS 'What a folded text is made of without its punctuation.';

-- What the index has of a text: of Han and the like all pairs of neighbours,
-- of other scripts the words. Long words are cut, because an entry of an index
-- must fit on its page. An entry may be there twice; the index does not mind.
CREATE FUNCTION gongkai.search_tokens(body text)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT coalesce(array_agg(CASE WHEN w.is_word THEN left(w.part, 40) ELSE substr(w.part, i, 2) END), '{}')
        FROM (
            SELECT p.part, ascii(p.part) < 12293 OR ascii(p.part) BETWEEN 40960 AND 44031 AS is_word
            FROM gongkai.search_parts(gongkai.search_fold(body)) AS p (part)
        ) AS w
        CROSS JOIN LATERAL generate_series(1, CASE WHEN w.is_word THEN 1 ELSE length(w.part) - 1 END) AS i
    );
END
$$;
COMMENT ON FUNCTION gongkai.search_tokens(text) IS 'All tokens of a text.';

-- The functions of the indexes have a cost, so that the planner knows that a
-- text is not to be taken apart again for each query.
--
-- Filters stand in the same index as tokens with a colon, which no text has.
-- So do blocks of changes, of a hundred to a hundred thousand: who wants the
-- newest first asks block after block and need not fetch all that there is.
CREATE FUNCTION gongkai.search_blocks(change bigint)
RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT ARRAY[
        '2:' || (change / 100)::text, '3:' || (change / 1000)::text,
        '4:' || (change / 10000)::text, '5:' || (change / 100000)::text
    ]
$$;
COMMENT ON FUNCTION gongkai.search_blocks(bigint) IS 'The tokens of the blocks that a change is in.';

CREATE TABLE gongkai.published_text (
    change bigint,
    class smallint CHECK (class BETWEEN 1 AND 4),
    part integer CHECK (part > 0),
    year gongkai.fiscal_year NOT NULL,
    form gongkai.form NOT NULL,
    region_code text COLLATE "C" NOT NULL,
    department_code gongkai.code NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (change, class, part)
);
COMMENT ON TABLE gongkai.published_text IS 'The texts of the current revisions, in pieces that searches find.';
COMMENT ON COLUMN gongkai.published_text.change IS 'The change that published the revision.';
COMMENT ON COLUMN gongkai.published_text.class IS 'What kind of text, the higher the sooner found: 4 title, 3 goal, 2 indicators, 1 other texts.';
COMMENT ON COLUMN gongkai.published_text.part IS 'Place among the pieces of its class, from 1.';
COMMENT ON COLUMN gongkai.published_text.year IS 'The fiscal year.';
COMMENT ON COLUMN gongkai.published_text.form IS 'The form.';
COMMENT ON COLUMN gongkai.published_text.region_code IS 'The region.';
COMMENT ON COLUMN gongkai.published_text.department_code IS 'The department.';
COMMENT ON COLUMN gongkai.published_text.body IS 'The piece, as published. Long texts are several pieces that overlap by as much as one query may have.';

CREATE FUNCTION gongkai.search_text_terms(
    change bigint, class smallint, year integer, form text, region text, department text, body text)
RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000
AS $$
    SELECT gongkai.search_tokens(body) || gongkai.search_blocks(change) || ARRAY[
        'class:' || class::text, 'year:' || year::text, 'form:' || form,
        'region:' || region, 'department:' || department
    ]
$$;
COMMENT ON FUNCTION gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text) IS 'The tokens of a piece of text: words, blocks and filters.';
-- A pending list would make every search slower until it is merged. No
-- statistics: to collect them ANALYZE would take thousands of texts apart.
CREATE INDEX published_text_terms ON gongkai.published_text
    USING gin ((
        gongkai.search_text_terms(change, class, year, form, region_code, department_code, body) COLLATE "C"
    )) WITH (fastupdate = off);
ALTER INDEX gongkai.published_text_terms ALTER COLUMN 1 SET STATISTICS 0;

CREATE TABLE gongkai.published_indicator (
    change bigint,
    number integer CHECK (number > 0),
    year gongkai.fiscal_year NOT NULL,
    form gongkai.form NOT NULL,
    region_code text COLLATE "C" NOT NULL,
    department_code gongkai.code NOT NULL,
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 4),
    path text[] NOT NULL,
    name text NOT NULL,
    target_text text,
    target_operator text,
    target_value text,
    target_unit text,
    actual_text text,
    actual_operator text,
    actual_value text,
    actual_unit text,
    weight gongkai.points,
    score gongkai.points,
    is_met boolean,
    PRIMARY KEY (change, number)
);
COMMENT ON TABLE gongkai.published_indicator IS 'The indicators of the current revisions that have a target or an actual value.';
COMMENT ON COLUMN gongkai.published_indicator.change IS 'The change that published the revision.';
COMMENT ON COLUMN gongkai.published_indicator.number IS 'Place in the form, from 1 from top to bottom, counting all indicators.';
COMMENT ON COLUMN gongkai.published_indicator.year IS 'The fiscal year.';
COMMENT ON COLUMN gongkai.published_indicator.form IS 'The form.';
COMMENT ON COLUMN gongkai.published_indicator.region_code IS 'The region.';
COMMENT ON COLUMN gongkai.published_indicator.department_code IS 'The department.';
COMMENT ON COLUMN gongkai.published_indicator.level IS 'Level in the tree, from 1.';
COMMENT ON COLUMN gongkai.published_indicator.path IS 'Names of the levels above, from the first.';
COMMENT ON COLUMN gongkai.published_indicator.name IS 'Name as published.';
COMMENT ON COLUMN gongkai.published_indicator.target_text IS 'Target as filled in.';
COMMENT ON COLUMN gongkai.published_indicator.target_operator IS 'Operator of the target.';
COMMENT ON COLUMN gongkai.published_indicator.target_value IS 'Value of the target.';
COMMENT ON COLUMN gongkai.published_indicator.target_unit IS 'Unit of the target.';
COMMENT ON COLUMN gongkai.published_indicator.actual_text IS 'Actual value as filled in.';
COMMENT ON COLUMN gongkai.published_indicator.actual_operator IS 'Operator of the actual value.';
COMMENT ON COLUMN gongkai.published_indicator.actual_value IS 'Value of the actual value.';
COMMENT ON COLUMN gongkai.published_indicator.actual_unit IS 'Unit of the actual value.';
COMMENT ON COLUMN gongkai.published_indicator.weight IS 'Points to be had.';
COMMENT ON COLUMN gongkai.published_indicator.score IS 'Points given.';
COMMENT ON COLUMN gongkai.published_indicator.is_met IS 'Whether the actual value meets the target; absent where that cannot be read from both.';

-- A text of any length as a filter: an entry of an index must fit on its page.
CREATE FUNCTION gongkai.search_filter(name text, value text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT name || ':' || CASE WHEN length(value) <= 100 THEN value ELSE md5(value) END
$$;
COMMENT ON FUNCTION gongkai.search_filter(text, text) IS 'The token of a filter.';

CREATE FUNCTION gongkai.search_indicator_terms(
    change bigint, year integer, form text, region text, department text,
    level smallint, path text[], name text, operator text, unit text, is_met boolean)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000
AS $$
    -- Of a name that is no name the beginning must do.
    SELECT gongkai.search_tokens(left(name, 2000)) || gongkai.search_blocks(change) || array_remove(ARRAY[
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

GRANT SELECT
    ON gongkai.published_department, gongkai.department_year, gongkai.project_year,
        gongkai.project_summary, gongkai.published_text, gongkai.published_indicator
    TO gongkai_staff, gongkai_public;
GRANT EXECUTE ON FUNCTION
    gongkai.search_fold(text),
    gongkai.search_parts(text),
    gongkai.search_tokens(text),
    gongkai.search_blocks(bigint),
    gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text),
    gongkai.search_filter(text, text),
    gongkai.search_indicator_terms(bigint, integer, text, text, text, smallint, text[], text, text, text, boolean)
    TO gongkai_staff, gongkai_public;
