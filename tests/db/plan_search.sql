-- The worst searches read a bounded number of rows and blocks, find what there is
-- and come to an end: words that stand everywhere, that never stand together, that
-- stand in old reports only, phrases of which all pairs stand everywhere. Twenty
-- thousand reports of nothing else, of which search and index alone know; needs:
-- see fixture.psql.
BEGIN;
\ir fixture.psql
SET LOCAL client_min_messages = warning;
\set search `cat sql/query/search.sql`
PREPARE search AS :search
SELECT plan(74);

DROP INDEX gongkai.published_words_terms;
CREATE TEMP TABLE made AS
SELECT
    i AS change,
    -- 1 everywhere, 2 even, 3 odd, 4 the older half, 5 the newer half, 6 every 1000th,
    -- 7 once; as titles, or as titles and all other texts alike.
    concat_ws(E'\n', '甲', CASE i % 2 WHEN 0 THEN '乙' ELSE '丙' END, CASE WHEN i <= 10000 THEN '丁' ELSE '戊' END,
        CASE WHEN i % 1000 = 77 THEN '己' END, CASE i WHEN 5000 THEN '庚' END) AS title,
    CASE i WHEN 5000 THEN '辛壬癸' ELSE E'辛壬\n壬癸' END AS body
FROM generate_series(1, 20000) AS i;
INSERT INTO gongkai.published_text (change, class, part, year, form, region_code, department_code, body, folded)
SELECT m.change, c.class, 1, 2024, 'E1', '1', '1', t.body, t.body
FROM made AS m
CROSS JOIN (VALUES (4), (1)) AS c (class)
CROSS JOIN LATERAL (SELECT CASE c.class WHEN 4 THEN m.title ELSE m.title || E'\n' || m.body END) AS t (body);
INSERT INTO gongkai.published_words (change, terms)
SELECT
    m.change,
    ARRAY(SELECT c || t FROM regexp_split_to_table(m.title, '\n') AS t CROSS JOIN generate_series(1, 4) AS c)
    || ARRAY(SELECT '1' || t FROM unnest(gongkai.search_tokens(m.body)) AS t)
    || gongkai.search_blocks(m.change, '{2,3,4,5,6,7}')
    || ARRAY['year:2024', 'form:E1', 'region:' || m.change / 500, 'department:' || m.change / 50]
FROM made AS m;
CREATE INDEX published_words_terms ON gongkai.published_words USING gin (terms) WITH (fastupdate = off);
SELECT FROM gongkai.count_terms(1, ARRAY(SELECT change FROM made));
-- What a found report is shown with; of revisions and changes nothing else is needed.
SET LOCAL session_replication_role = replica;
INSERT INTO gongkai.publication (
    report_id, revision, form, year, region_code, region_name, department_code, department_name, title,
    published_at, change, has_base_data)
SELECT 'e1-2024-r' || m.change, 1, 'E1', 2024, m.change / 500, '区', m.change / 50, '局', m.title, '2025-01-01Z', m.change, false
FROM made AS m;
INSERT INTO gongkai.change (number, kind, report_id, revision, at, made_by, form, year, department_code, department_name)
VALUES (20000, 'publication', 'e1-2024-r20000', 1, '2025-01-01Z', 'x', 'E1', 2024, '1', '局');
SET LOCAL session_replication_role = origin;
ANALYZE gongkai.publication, gongkai.published_words, gongkai.published_text, gongkai.search_sample;

\ir counted.psql

-- Rows of texts and terms, and blocks of all, that the page of a search costs.
CREATE FUNCTION pg_temp.cost(q text, filters text, next text)
RETURNS TABLE (rows bigint, blocks bigint, whole bigint)
LANGUAGE sql
AS $$
    SELECT sum(r.by_index), sum(r.blocks), sum(r.whole)
    FROM pg_temp.reads(format('search(%L, %s, 10, %L, NULL)', q, filters, next)) AS r
$$;

-- The same of the page below these changes of classes 1 to 4, of the first without.
CREATE FUNCTION pg_temp.page(q text, below text[])
RETURNS TABLE (hits integer, has_next boolean, rows bigint, blocks bigint, whole bigint)
LANGUAGE plpgsql
AS $$
DECLARE
    next CONSTANT text := CASE WHEN below[1] IS NOT NULL THEN
        gongkai.cursor_encode('search', ARRAY[q, NULL, NULL, NULL, NULL], VARIADIC below) END;
    now record;
BEGIN
    EXECUTE format('EXECUTE search(%L, NULL, NULL, NULL, NULL, 10, %L, NULL)', q, next) INTO now;
    hits := json_array_length(now.body::json -> 'items');
    has_next := now.body::json ->> 'next' IS NOT NULL;
    SELECT c.rows, c.blocks, c.whole INTO rows, blocks, whole
    FROM pg_temp.cost(q, 'NULL, NULL, NULL, NULL', next) AS c;
    RETURN NEXT;
END
$$;

-- All pages: what was found, in how many pages, and the most that one of them cost.
CREATE FUNCTION pg_temp.walk(q text, filters text, next text DEFAULT NULL)
RETURNS TABLE (hits bigint, twice bigint, pages integer, rows bigint, blocks bigint, whole bigint)
LANGUAGE plpgsql
AS $$
DECLARE
    ids text[] := '{}';
    body json;
    now record;
BEGIN
    pages := 0; rows := 0; blocks := 0; whole := 0;
    LOOP
        SELECT * INTO now FROM pg_temp.cost(q, filters, next);
        rows := greatest(rows, now.rows);
        blocks := greatest(blocks, now.blocks);
        whole := greatest(whole, now.whole);
        EXECUTE format('EXECUTE search(%L, %s, 10, %L, NULL)', q, filters, next) INTO now;
        body := now.body;
        ids := ids || ARRAY(SELECT i ->> 'id' FROM json_array_elements(body -> 'items') AS i);
        next := body ->> 'next';
        pages := pages + 1;
        EXIT WHEN next IS NULL OR pages >= 300;
    END LOOP;
    hits := cardinality(ids);
    twice := hits - (SELECT count(DISTINCT i) FROM unnest(ids) AS i);
    RETURN NEXT;
END
$$;
-- Each report once and no table whole; at most 800 rows of all tables and 600 blocks
-- of tables and indexes for a page, of which there are no more than told.
SELECT t.line
FROM (
    VALUES
        -- Once; every 1000th; a word that stands nowhere beside one that stands everywhere.
        ('庚', 'NULL, NULL, NULL, NULL', 1, 1), ('己', 'NULL, NULL, NULL, NULL', 20, 3),
        ('甲 龘', 'NULL, NULL, NULL, NULL', 0, 1), ('庚 甲 丁', 'NULL, NULL, NULL, NULL', 1, 1),
        ('丁 己', 'NULL, NULL, NULL, NULL', 10, 2),
        -- Never together, in turn or in halves; many at once.
        ('乙 丙', 'NULL, NULL, NULL, NULL', 0, 20), ('丁 戊', 'NULL, NULL, NULL, NULL', 0, 20),
        ('乙 丙 甲 丁 戊 己 辛 壬 癸', 'NULL, NULL, NULL, NULL', 0, 20),
        -- Everywhere, but of another form or year; all of a department.
        ('甲', 'NULL, NULL, NULL, ''T1''', 0, 1), ('甲', '2023, NULL, NULL, NULL', 0, 1),
        ('甲', 'NULL, NULL, ''20'', NULL', 50, 6)
) AS c (q, filters, hits, pages)
CROSS JOIN LATERAL pg_temp.walk(c.q, c.filters) AS w
CROSS JOIN LATERAL unnest(ARRAY[
    is((w.hits, w.twice, w.whole)::text, (c.hits, 0, 0)::text, format('search for %s with %s', c.q, c.filters)),
    cmp_ok(w.rows, '<=', 800::bigint, '  rows'),
    cmp_ok(w.blocks, '<=', 600::bigint, '  blocks'),
    cmp_ok(w.pages, '<=', c.pages, '  pages')]) AS t (line);

-- A phrase that only change 5000 has, though all have its pairs: a page refuses some
-- and goes on below. The last of the pages finds it.
SELECT t.line
FROM (
    VALUES
        ('辛壬癸', NULL, 0, true), ('"辛 壬 癸"', NULL, 0, true), ('乙 辛壬癸', NULL, 0, true),
        ('辛壬癸', '5020', 1, true), ('辛壬癸', '5000', 0, true), ('辛壬癸', '50', 0, false)
) AS c (q, below, hits, has_next)
CROSS JOIN LATERAL pg_temp.page(c.q, ARRAY[c.below, '0', '0', '0']) AS w
CROSS JOIN LATERAL unnest(ARRAY[
    is((w.hits, w.has_next)::text, (c.hits, c.has_next)::text, format('search for %s below %s', c.q, c.below)),
    cmp_ok(w.rows, '<=', 800::bigint, '  rows'),
    cmp_ok(w.blocks, '<=', 600::bigint, '  blocks')]) AS t (line);

-- A page in the middle; behind all titles, where all that is found is found already.
SELECT t.line
FROM (
    VALUES
        ('甲', '{20001,20001,20001,10000}'::text[], 10), ('甲', '{20001,20001,20001,0}', 0), ('甲', '{10000,0,0,0}', 0),
        ('乙', '{20001,20001,20001,3}', 1)
) AS c (q, below, hits)
CROSS JOIN LATERAL pg_temp.page(c.q, c.below) AS w
CROSS JOIN LATERAL unnest(ARRAY[
    is((w.hits, w.has_next)::text, (c.hits, true)::text, format('search for %s below %s', c.q, c.below)),
    cmp_ok(w.rows, '<=', 30000::bigint, '  rows'),
    cmp_ok(w.blocks, '<=', 1000::bigint, '  blocks')]) AS t (line);

SELECT * FROM finish();
ROLLBACK;
