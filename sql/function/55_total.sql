-- The counts of lists and the sample of terms, kept as what they count changes. Run
-- by publish() and withdraw() under their lock and with the owner's rights, and by
-- fill_facts(); granted to nobody. Rows are written in the order of their keys.

-- Add to a list's counts, by region, year and form and for all regions. Projects that
-- were published before their region was kept count for all only, until they are
-- written anew.
CREATE OR REPLACE FUNCTION gongkai.add_to_total(
    the_list text, regions text[], years integer[], forms text[], numbers bigint[])
RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO gongkai.published_total AS t (list, region_code, year, form, total)
    SELECT the_list, r.code, u.year, u.form, sum(u.number)
    FROM unnest(regions, years, forms, numbers) AS u (region, year, form, number)
    CROSS JOIN LATERAL (SELECT DISTINCT v.code FROM (VALUES (''), (u.region)) AS v (code)) AS r
    WHERE r.code IS NOT NULL
    GROUP BY r.code, u.year, u.form
    ORDER BY r.code, u.year, u.form
    ON CONFLICT (list, region_code, year, form) DO UPDATE SET total = t.total + excluded.total
$$;

-- Rows of projects, departments and their years come and go together with
-- others: a trigger of each statement counts them.
CREATE OR REPLACE FUNCTION gongkai.count_rows()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    sign CONSTANT integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    IF TG_TABLE_NAME = 'department_year' THEN
        PERFORM gongkai.add_to_total('overall', array_agg(c.region_code), array_agg(c.year::integer),
            array_agg(''::text), array_agg(sign::bigint))
        FROM changed AS c;
    ELSE
        PERFORM gongkai.add_to_total(CASE TG_TABLE_NAME WHEN 'published_project' THEN 'projects' ELSE 'departments' END,
            array_agg(c.region_code), array_agg(0), array_agg(''::text), array_agg(sign::bigint))
        FROM changed AS c;
    END IF;
    RETURN NULL;
END
$$;

-- Where there is none: a trigger locks its table, which who publishes waits for, as `migrate` does for
-- him (99_fill.sql).
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY '{published_project,published_department,department_year}'::text[] LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM pg_trigger AS t WHERE t.tgrelid = ('gongkai.' || name)::regclass AND t.tgname = 'count_inserted');
        EXECUTE format(
            'CREATE TRIGGER count_inserted AFTER INSERT ON gongkai.%I
            REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION gongkai.count_rows()', name);
        EXECUTE format(
            'CREATE TRIGGER count_deleted AFTER DELETE ON gongkai.%I
            REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION gongkai.count_rows()', name);
    END LOOP;
END
$$;

-- The reports of these changes are there now (sign 1), or will be no more (-1). A
-- department has a form for the first time, or no more, if these are all that it
-- has of it.
CREATE OR REPLACE FUNCTION gongkai.count_reports(sign integer, changes bigint[])
RETURNS void
LANGUAGE sql
AS $$
    SELECT gongkai.add_to_total(
        'reports', array_agg(p.region_code), array_agg(p.year::integer), array_agg(p.form::text),
        array_agg(sign::bigint))
    FROM unnest(changes) AS c (change)
    JOIN gongkai.publication AS p ON p.change = c.change
    HAVING count(*) > 0;
    SELECT gongkai.add_to_region(sign, array_agg(p.region_code))
    FROM unnest(changes) AS c (change)
    JOIN gongkai.publication AS p ON p.change = c.change
    HAVING count(*) > 0;
    SELECT gongkai.add_to_total(
        'forms', array_agg(''::text), array_agg(h.year), array_agg(h.form), array_agg(sign::bigint))
    FROM (
        SELECT p.form::text, p.department_code, y.year, count(*) AS number
        FROM unnest(changes) AS c (change)
        JOIN gongkai.publication AS p ON p.change = c.change
        CROSS JOIN LATERAL (VALUES (0), (p.year::integer)) AS y (year)
        GROUP BY p.form, p.department_code, y.year
    ) AS h
    WHERE h.number = (
        SELECT count(*)
        FROM gongkai.publication AS p
        WHERE p.form = h.form AND p.department_code = h.department_code AND (p.year = h.year OR h.year = 0)
    )
    HAVING count(*) > 0
$$;

-- Add to the sample of terms (sign 1), or take away from it (-1), what the indexes
-- of searches have of these changes.
CREATE OR REPLACE FUNCTION gongkai.count_terms(sign integer, changes bigint[])
RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO gongkai.search_sample AS s (place, term, found, oldest, newest)
    SELECT t.place, t.term, sign * count(*), min(t.change), max(t.change)
    FROM (
        SELECT 'report' AS place, c.change, unnest(w.terms) AS term
        FROM unnest(changes) AS c (change)
        JOIN gongkai.published_words AS w ON w.change = c.change
        WHERE gongkai.search_is_sampled(c.change)
        UNION ALL
        SELECT
            'indicator',
            c.change,
            unnest(gongkai.search_indicator_terms(
                i.change, i.year, i.form, i.region_code, i.department_code, i.level, i.path,
                i.name, i.target_operator, i.target_unit, i.is_met))
        FROM unnest(changes) AS c (change)
        JOIN gongkai.published_indicator AS i ON i.change = c.change
        WHERE gongkai.search_is_sampled(c.change)
    ) AS t
    WHERE t.term COLLATE "C" !~ '^[1-7]:'
    GROUP BY t.place, t.term
    ORDER BY t.place, t.term
    ON CONFLICT (place, term) DO UPDATE
    SET found = s.found + excluded.found,
        oldest = least(s.oldest, excluded.oldest),
        newest = greatest(s.newest, excluded.newest)
$$;

CREATE OR REPLACE FUNCTION gongkai.count_changes(sign integer, changes bigint[])
RETURNS void
LANGUAGE sql
AS $$
    SELECT gongkai.count_reports(sign, changes);
    SELECT gongkai.count_terms(sign, changes)
$$;
