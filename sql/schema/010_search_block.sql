-- The tokens of searches, made anew, with the indexes that depend on them: blocks
-- of other sizes, and classes of texts that do not share their tokens.

DROP INDEX gongkai.published_text_terms, gongkai.published_indicator_terms;
DROP FUNCTION gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text);
DROP FUNCTION gongkai.search_indicator_terms(bigint, integer, text, text, text, smallint, text[], text, text, text, boolean);
DROP FUNCTION gongkai.search_blocks(bigint);
-- Functions that have other parameters from here on.
DROP FUNCTION IF EXISTS gongkai.search_steps(bigint);
DROP FUNCTION IF EXISTS gongkai.search_find(text[], text[], text[], integer, bigint, integer);

-- A report has ten times as many indicators as pieces of text of one class, hence
-- smaller blocks for them.
CREATE FUNCTION gongkai.search_blocks(change bigint, digits integer[])
RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT array_agg(d::text || ':' || (change / (10 ^ d)::bigint)::text) FROM unnest(digits) AS d
$$;
COMMENT ON FUNCTION gongkai.search_blocks(bigint, integer[]) IS 'The tokens of the blocks that a change is in; a block with digits 2 is of a hundred changes.';

-- These two have a cost, so that the planner knows that a text is not to be
-- taken apart again for each query, and are not parallel safe, because starting
-- workers for such a cost takes longer than a search.
--
-- Each class has tokens of its own: that a word stands in no title is then known
-- at once, however often it stands elsewhere.
CREATE FUNCTION gongkai.search_text_terms(
    change bigint, class smallint, year integer, form text, region text, department text, body text)
RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT COST 100000
AS $$
    SELECT ARRAY(SELECT class::text || t.token FROM unnest(gongkai.search_tokens(body)) AS t (token))
        || gongkai.search_blocks(change, '{2,3,4,5}')
        || ARRAY['year:' || year::text, 'form:' || form, 'region:' || region, 'department:' || department]
$$;
COMMENT ON FUNCTION gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text) IS 'The tokens of a piece of text: words, blocks and filters.';
CREATE INDEX published_text_terms ON gongkai.published_text
    USING gin ((
        gongkai.search_text_terms(change, class, year, form, region_code, department_code, body) COLLATE "C"
    )) WITH (fastupdate = off);
ALTER INDEX gongkai.published_text_terms ALTER COLUMN 1 SET STATISTICS 0;

CREATE FUNCTION gongkai.search_indicator_terms(
    change bigint, year integer, form text, region text, department text,
    level smallint, path text[], name text, operator text, unit text, is_met boolean)
RETURNS text[]
LANGUAGE sql IMMUTABLE COST 100000
AS $$
    -- Of a name that is no name the beginning must do.
    SELECT gongkai.search_tokens(left(name, 2000)) || gongkai.search_blocks(change, '{1,2,3,4,5}') || array_remove(ARRAY[
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
    gongkai.search_blocks(bigint, integer[]),
    gongkai.search_text_terms(bigint, smallint, integer, text, text, text, text),
    gongkai.search_indicator_terms(bigint, integer, text, text, text, smallint, text[], text, text, text, boolean)
    TO gongkai_staff, gongkai_public;
