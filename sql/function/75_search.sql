-- Searching: what is asked for becomes terms of the index and, where terms cannot
-- tell, texts to compare; see 018_search.sql.
--
-- No search reads more than a bounded number of rows. A sample tells beforehand how
-- often the rarest of its terms is met: if seldom, all that has it is read at once;
-- if not, blocks of changes from the newest down, of a size in which it is met
-- some hundred times, and so far down as it is met some thousand times. What was
-- looked at and refused counts too. Where a search stops, its cursor goes on.

-- What is searched for, taken apart at spaces and punctuation: `parts`, each of
-- which must be in a text of the report as it stands, `tokens` for the index, and
-- `checks`, the parts that the tokens do not tell for certain. What stands in
-- quotation marks between spaces is one part, with the punctuation within.
CREATE OR REPLACE FUNCTION gongkai.search_query(q text)
RETURNS TABLE (parts text[], tokens text[], checks text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1
AS $$
BEGIN
    IF length(q) <= 100 THEN
        SELECT array_agg(DISTINCT p.part)
        INTO parts
        FROM regexp_matches(
            translate(normalize(q), E'\u00a0\u3000', '  '),
            '(?<!\S)["“”「『]([^"“”「」『』]+)["“”」』](?!\S)|(\S+)', 'g') AS m (found)
        CROSS JOIN LATERAL replace(gongkai.search_fold(coalesce(m.found[1], m.found[2])), E'\u0001', '') AS f (folded)
        CROSS JOIN LATERAL unnest(
            CASE WHEN m.found[1] IS NULL THEN string_to_array(f.folded, E'\n') ELSE ARRAY[btrim(f.folded, E' \n')] END
        ) AS p (part)
        WHERE p.part <> '';
    END IF;
    IF parts IS NULL THEN
        RAISE EXCEPTION 'there is nothing to search for: a character, a word, a number or a code is expected'
            USING ERRCODE = '22023', COLUMN = 'q', DETAIL = 'q';
    ELSIF cardinality(parts) > 20 THEN
        RAISE EXCEPTION 'there are % words to search for, expected at most 20', cardinality(parts)
            USING ERRCODE = '22023', COLUMN = 'words', DETAIL = 'words';
    END IF;
    SELECT
        array_agg(DISTINCT t.token),
        coalesce(array_agg(DISTINCT p.part) FILTER (WHERE t.token IS DISTINCT FROM p.part), '{}')
    INTO tokens, checks
    FROM unnest(parts) AS p (part)
    CROSS JOIN LATERAL string_to_table(p.part, E'\n') AS l (line)
    CROSS JOIN LATERAL unnest(gongkai.search_tokens(l.line, true)) AS t (token);
    RETURN NEXT;
END
$$;

-- Where a part is in a folded text without its U+0001, 0 where it is not. A word
-- must be whole; in a code, of which the hyphens are U+2010, all of it.
CREATE OR REPLACE FUNCTION gongkai.search_place(read text, part text)
RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    word CONSTANT text := gongkai.search_word();
    place CONSTANT integer := strpos(CASE strpos(part, '-') WHEN 0 THEN read ELSE translate(read, '‐', '-') END, part);
    begins boolean;
    ends boolean;
BEGIN
    -- Mostly no expression is needed to know.
    IF place = 0 OR part COLLATE "C" !~ ('[' || word || '-]') THEN
        RETURN place;
    END IF;
    begins := part COLLATE "C" ~ ('^[' || word || ']');
    ends := part COLLATE "C" ~ ('[' || word || ']$');
    RETURN regexp_instr(
        read COLLATE "C",
        CASE WHEN begins THEN '(?<![' || word || '.‐])' ELSE '' END
        || replace(regexp_replace(part, '([!-/:-@[-`{-~])', '\\\1', 'g'), '\-', '[‐-]')
        || CASE WHEN ends THEN '(?![' || word || '.‐])' ELSE '' END);
END
$$;

-- The place in a folded text of a place in the same without its U+0001: as many
-- further as there are of them before it.
CREATE OR REPLACE FUNCTION gongkai.search_place_in(folded text, place integer)
RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    found integer := place;
    passed integer;
BEGIN
    LOOP
        passed := found - length(replace(left(folded, found), E'\u0001', ''));
        EXIT WHEN found = place + passed;
        found := place + passed;
    END LOOP;
    RETURN found;
END
$$;

-- What is around the first hit, and where in it the hits are: 120 characters, or
-- as many as the longest part needs.
CREATE OR REPLACE FUNCTION gongkai.search_context(body text, folded text, parts text[])
RETURNS TABLE (context text, marks integer[])
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 1
AS $$
DECLARE
    read text := replace(folded, E'\u0001', '');
    size integer := 120;
    first integer;
    start integer;
    part text;
    place integer;
    last integer;
BEGIN
    FOREACH part IN ARRAY parts LOOP
        place := gongkai.search_place(read, part);
        IF place > 0 THEN
            last := gongkai.search_place_in(folded, place + length(part) - 1);
            place := gongkai.search_place_in(folded, place);
            first := least(first, place);
            size := greatest(size, last - place + 61);
        END IF;
    END LOOP;
    start := greatest(first - 30, 1);
    context := CASE WHEN start > 1 THEN '…' ELSE '' END
        || translate(substr(body, start, size), E'\n\r\t', '   ')
        || CASE WHEN start + size <= length(body) THEN '…' ELSE '' END;
    folded := substr(folded, start, size);
    read := replace(folded, E'\u0001', '');
    marks := '{}';
    FOREACH part IN ARRAY parts LOOP
        place := gongkai.search_place(read, part);
        IF place > 0 THEN
            last := gongkai.search_place_in(folded, place + length(part) - 1);
            place := gongkai.search_place_in(folded, place);
            marks := marks || (place - CASE WHEN start > 1 THEN 0 ELSE 1 END) || (last - place + 1);
        END IF;
    END LOOP;
    IF cardinality(parts) > 1 THEN
        marks := ARRAY(
            SELECT u.number
            FROM generate_series(1, cardinality(marks), 2) AS i
            CROSS JOIN LATERAL (VALUES (1, marks[i]), (2, marks[i + 1])) AS u (which, number)
            ORDER BY marks[i], i, u.which);
    END IF;
    RETURN NEXT;
END
$$;

-- How a search for all of these terms is to be done, by the rarest of them: `terms`,
-- the eight rarest, which are enough for the index; the powers of ten of changes in
-- which that is met often enough for a page of `the_limit`, and no more than 2,000
-- times; 18 are all. Of the first, `first_count` are tried before larger ones: where
-- one that is sure to have a page has several pages, some smaller ones. Above `newest` one of them is hardly ever met. A term that the
-- sample has not met is taken for one of some hundred.
CREATE OR REPLACE FUNCTION gongkai.search_reach(
    the_place text, all_terms text[], changes bigint, the_limit integer, smallest integer, largest integer)
RETURNS TABLE (terms text[], newest bigint, first_digit integer, first_count integer, last_digit integer)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1
AS $$
DECLARE
    expected numeric;
    -- How many changes there are for each time.
    every numeric;
BEGIN
    SELECT array_agg(r.term ORDER BY r.found), 64.0 * (min(r.found) + 4), max(r.every), min(r.newest)
    INTO terms, expected, every, newest
    FROM (
        SELECT
            a.term, coalesce(s.found, 0) AS found, s.newest,
            (s.newest - s.oldest + 64) / (64.0 * (greatest(s.found, 0) + 1)) AS every
        FROM (SELECT DISTINCT u.term FROM unnest(all_terms) AS u (term)) AS a
        LEFT JOIN LATERAL (
            SELECT q.found, q.oldest, q.newest FROM gongkai.search_sample AS q WHERE q.place = the_place AND q.term = a.term
        ) AS s ON true
        ORDER BY found
        LIMIT 8
    ) AS r;
    newest := coalesce(newest, changes);
    every := greatest(coalesce(every, 1), 0.05);
    first_count := 2;
    IF expected <= 1000 OR changes <= 1000 THEN
        first_digit := 18;
        last_digit := 18;
    ELSE
        first_digit := greatest(smallest, least(largest, ceil(log(the_limit * every))));
        last_digit := CASE
            WHEN expected <= 5000 THEN 18
            ELSE greatest(first_digit, least(largest, floor(log(2000 * every))))
        END;
        IF first_digit > smallest AND 10 ^ first_digit > 600 * every THEN
            first_digit := first_digit - 1;
            first_count := ceil(the_limit * every / 10 ^ first_digit) + 1;
        END IF;
    END IF;
    RETURN NEXT;
END
$$;

-- The blocks of changes below `upper` from the newest down, each with its term.
-- First as large ones as lie above `newest`, or not much below it: there is hardly
-- anything to find. Then ever larger ones, of 10 ^ `first_digit` changes, of which
-- there are `first_count`, to 10 ^ `last_digit`. 18 is all the rest, and has no term.
-- The index has no blocks above `largest`.
CREATE OR REPLACE FUNCTION gongkai.search_steps(
    upper bigint, newest bigint, first_digit integer, first_count integer, last_digit integer, largest integer)
RETURNS TABLE (low bigint, high bigint, term text[])
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 10
AS $$
DECLARE
    span bigint;
    digit integer := CASE WHEN first_digit <= largest THEN largest ELSE 0 END;
BEGIN
    high := upper;
    WHILE digit >= first_digit AND high > newest + 1 LOOP
        span := 10 ^ digit;
        low := (high - 1) / span * span;
        IF low > 0 AND low > newest - 10 ^ first_digit THEN
            term := ARRAY[digit || ':' || low / span];
            RETURN NEXT;
            high := low;
        ELSE
            digit := digit - 1;
        END IF;
    END LOOP;
    FOR digit IN first_digit..least(last_digit, largest) LOOP
        span := 10 ^ digit;
        -- Two of each size, because the first may have next to nothing below `upper`.
        FOR i IN 1..CASE digit WHEN first_digit THEN first_count ELSE 2 END LOOP
            low := (high - 1) / span * span;
            term := ARRAY[digit || ':' || low / span];
            RETURN NEXT;
            IF low = 0 THEN
                RETURN;
            END IF;
            high := low;
        END LOOP;
    END LOOP;
    IF last_digit = 18 THEN
        low := 0;
        term := NULL;
        RETURN NEXT;
    END IF;
END
$$;

-- Above the newest change of the department, or of the region, or of all: where
-- a search begins that goes from the newest down. One entry of an index.
CREATE OR REPLACE FUNCTION gongkai.search_top(the_region text, the_department text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    IF the_department IS NOT NULL THEN
        RETURN coalesce((SELECT max(p.change) FROM gongkai.publication AS p WHERE p.department_code = the_department), 0) + 1;
    ELSIF the_region IS NOT NULL THEN
        RETURN coalesce((SELECT max(p.change) FROM gongkai.publication AS p WHERE p.region_code = the_region), 0) + 1;
    END IF;
    RETURN (SELECT coalesce(max(c.number), 0) + 1 FROM gongkai.change AS c);
END
$$;

-- Is a report found in this class: do the parts that terms do not tell for certain
-- (`checks`) stand in its texts of this class or of higher ones, and are not all
-- parts found in the higher ones? That the words are (`is_higher`) the terms have
-- told. Then the piece of this class that has most of the parts; `looked` says how
-- many were read to know.
CREATE OR REPLACE FUNCTION gongkai.search_piece(
    the_change bigint, the_class integer, parts text[], checks text[], is_higher boolean)
RETURNS TABLE (body text, folded text, looked integer)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1
AS $$
DECLARE
    missing text[] := checks;
    piece record;
    here text;
    part text;
    found_here integer;
    most integer := 0;
BEGIN
    looked := 0;
    FOR piece IN
        SELECT t.class, t.body, t.folded
        FROM gongkai.published_text AS t
        WHERE t.change = the_change AND (t.class = the_class OR t.class > the_class AND checks <> '{}')
        ORDER BY t.class DESC, t.part
    LOOP
        EXIT WHEN piece.class = the_class AND is_higher AND missing = '{}';
        looked := looked + 1;
        here := replace(piece.folded, E'\u0001', '');
        IF missing <> '{}' THEN
            missing := ARRAY(
                SELECT m.part FROM unnest(missing) AS m (part) WHERE gongkai.search_place(here, m.part) = 0);
        END IF;
        IF piece.class = the_class THEN
            found_here := 0;
            FOREACH part IN ARRAY parts LOOP
                IF gongkai.search_place(here, part) > 0 THEN
                    found_here := found_here + 1;
                END IF;
            END LOOP;
            IF found_here > most THEN
                most := found_here;
                body := piece.body;
                folded := piece.folded;
                EXIT WHEN most = cardinality(parts);
            END IF;
        END IF;
    END LOOP;
    IF missing <> '{}' THEN
        body := NULL;
    END IF;
    RETURN NEXT;
END
$$;

-- The reports that answer a search, best class first and then newest first, each
-- in its best class: that in which the last of its words is found. `below` has for
-- each class, 1 to 4, the change below which it is to be looked through. A row
-- without a body says for its class what is left to look through, if anything is.
--
-- The table is never read whole: its rows are small, but their terms, which stand
-- beside it, are not.
CREATE OR REPLACE FUNCTION gongkai.search_find(
    query_parts text[], query_tokens text[], query_checks text[], query_filters text[],
    below bigint[], changes bigint, the_limit integer)
RETURNS TABLE (class integer, change bigint, body text, folded text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
SET enable_seqscan = off
AS $$
DECLARE
    -- What may be read in vain of one class.
    most_refused CONSTANT integer := 100;
    refused integer;
    missing integer := the_limit;
    reached bigint;
    class_terms text[];
    higher_terms text[];
    reach record;
    keys text[];
    step record;
    candidate record;
    piece record;
    -- Whether the index knows all terms.
    is_exact boolean;
    is_higher boolean;
BEGIN
    FOR the_class IN REVERSE 4..1 LOOP
        reached := below[the_class];
        IF missing >= 0 AND reached > 0 THEN
            class_terms := ARRAY(SELECT the_class || t.token FROM unnest(query_tokens) AS t (token)) || query_filters;
            SELECT * INTO reach
            FROM gongkai.search_reach('report', class_terms, changes, the_limit, 2, 7);
            higher_terms := ARRAY(
                SELECT CASE WHEN t.term = ANY (query_filters) THEN t.term ELSE the_class + 1 || substr(t.term, 2) END
                FROM unnest(reach.terms) AS t (term));
            -- Eight, of which some are the same.
            keys := ARRAY(SELECT reach.terms[1 + i % cardinality(reach.terms)] FROM generate_series(0, 7) AS i);
            is_exact := cardinality(reach.terms) = cardinality(class_terms);
            refused := 0;
            <<steps>>
            FOR step IN
                SELECT * FROM gongkai.search_steps(reached, reach.newest, reach.first_digit, reach.first_count, reach.last_digit, 7)
            LOOP
                FOR candidate IN
                    SELECT q.change, q.terms, q.is_higher
                    FROM (
                        SELECT
                            w.change, w.terms,
                            the_class < 4 AND w.change IN (
                                SELECT h.change
                                FROM gongkai.published_words AS h
                                WHERE the_class < 4 AND h.terms @> (higher_terms || step.term)
                                    AND h.change + 0 >= step.low AND h.change + 0 < step.high
                            ) AS is_higher
                        FROM gongkai.published_words AS w
                        -- Each a condition of its own: then the index passes over what is
                        -- between the entries of any of them.
                        WHERE w.terms @> coalesce(step.term, keys[1:1]) AND w.terms @> keys[1:1] AND w.terms @> keys[2:2]
                            AND w.terms @> keys[3:3] AND w.terms @> keys[4:4] AND w.terms @> keys[5:5]
                            AND w.terms @> keys[6:6] AND w.terms @> keys[7:7] AND w.terms @> keys[8:8]
                            -- Not to be looked up in the primary key's index, which may
                            -- have millions in between.
                            AND w.change + 0 >= step.low AND w.change + 0 < step.high
                    ) AS q
                    WHERE NOT (q.is_higher AND is_exact AND query_checks = '{}')
                    ORDER BY q.change DESC
                LOOP
                    is_higher := candidate.is_higher
                        AND (is_exact OR candidate.terms @> ARRAY(SELECT the_class + 1 || t.token FROM unnest(query_tokens) AS t (token)));
                    IF is_higher AND query_checks = '{}'
                        OR NOT is_exact AND NOT candidate.terms @> class_terms
                    THEN
                        refused := refused + 1;
                    ELSE
                        SELECT * INTO piece
                        FROM gongkai.search_piece(candidate.change, the_class, query_parts, query_checks, is_higher);
                        IF piece.body IS NULL THEN
                            refused := refused + greatest(piece.looked, 1);
                        ELSIF missing = 0 THEN
                            -- One more than asked for: there is another page.
                            missing := -1;
                            reached := candidate.change + 1;
                            EXIT steps;
                        ELSE
                            missing := missing - 1;
                            refused := refused + greatest(piece.looked - 3, 0);
                            class := the_class;
                            change := candidate.change;
                            body := piece.body;
                            folded := piece.folded;
                            RETURN NEXT;
                        END IF;
                    END IF;
                    IF refused > most_refused THEN
                        reached := candidate.change;
                        EXIT steps;
                    END IF;
                END LOOP;
                reached := step.low;
            END LOOP;
        END IF;
        IF reached > 0 THEN
            class := the_class;
            change := reached;
            body := NULL;
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;

-- The whole answer of a search.
CREATE OR REPLACE FUNCTION gongkai.search(
    q text, the_year integer, the_region text, the_department text, the_form text,
    the_limit integer, cursor text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[q, the_year::text, the_region, the_department, the_form];
    after CONSTANT text[] := gongkai.cursor_decode(
        cursor, 'search', filters, '[0-9]{1,18}', '[0-9]{1,18}', '[0-9]{1,18}', '[0-9]{1,18}');
    query record;
    items text;
    -- For each class the change below which the next page goes on.
    last text[];
BEGIN
    SELECT * INTO query FROM gongkai.search_query(q);
    WITH found AS MATERIALIZED (
        SELECT f.*
        FROM gongkai.search_find(
            query.parts, query.tokens, query.checks,
            array_remove(ARRAY[
                'year:' || the_year::text, 'region:' || the_region,
                'department:' || the_department, 'form:' || the_form], NULL),
            coalesce(after::bigint[], array_fill(gongkai.search_top(the_region, the_department), ARRAY[4])),
            coalesce((SELECT max(c.number) FROM gongkai.change AS c), 0),
            the_limit) AS f
    )
    SELECT
        (
            SELECT string_agg(
                '{' || concat_ws(
                    ',',
                    '"id":"' || p.report_id || '"',
                    '"title":' || to_json(p.title::text),
                    '"form":"' || p.form || '"',
                    '"year":' || p.year,
                    '"department":' || gongkai.coded(p.department_code, p.department_name),
                    '"project":' || gongkai.coded(p.project_code, p.project_name),
                    '"rank":"' || ('{text,indicators,goal,title}'::text[])[f.class] || '"',
                    '"context":' || to_json(c.context),
                    '"marks":' || to_json(c.marks),
                    '"links":{"report":"/api/v1/reports/' || p.report_id || '"}}'),
                ',' ORDER BY f.class DESC, f.change DESC)
            FROM found AS f
            CROSS JOIN LATERAL (
                -- One by one; a plain join might read the whole table.
                SELECT r.* FROM gongkai.publication AS r WHERE r.change = f.change LIMIT 1
            ) AS p
            CROSS JOIN LATERAL gongkai.search_context(f.body, f.folded, query.parts) AS c
            WHERE f.body IS NOT NULL
        ),
        (
            SELECT ARRAY[
                coalesce(max(f.change) FILTER (WHERE f.class = 1), 0)::text,
                coalesce(max(f.change) FILTER (WHERE f.class = 2), 0)::text,
                coalesce(max(f.change) FILTER (WHERE f.class = 3), 0)::text,
                coalesce(max(f.change) FILTER (WHERE f.class = 4), 0)::text]
            FROM found AS f
            WHERE f.body IS NULL
            HAVING count(*) > 0
        )
    INTO items, last;
    RETURN gongkai.page('', items, gongkai.cursor_encode('search', filters, VARIADIC last), NULL);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.search_query(text),
    gongkai.search_place(text, text),
    gongkai.search_place_in(text, integer),
    gongkai.search_context(text, text, text[]),
    gongkai.search_reach(text, text[], bigint, integer, integer, integer),
    gongkai.search_steps(bigint, bigint, integer, integer, integer, integer),
    gongkai.search_top(text, text),
    gongkai.search_piece(bigint, integer, text[], text[], boolean),
    gongkai.search_find(text[], text[], text[], text[], bigint[], bigint, integer),
    gongkai.search(text, integer, text, text, text, integer, text)
    TO gongkai_staff, gongkai_public;
