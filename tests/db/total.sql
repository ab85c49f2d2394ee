-- The counts that lists keep (published_total) against the rows themselves, after each
-- of some hundred publications, corrections, moves and withdrawals in a random order
-- that is the same every time; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(9);

-- What the lists would count, row by row.
CREATE FUNCTION pg_temp.counted()
RETURNS TABLE (list text, region_code text, year integer, form text, total bigint)
LANGUAGE sql
AS $$
    SELECT 'reports', coalesce(p.region_code::text, ''), p.year::integer, p.form::text, count(*)
    FROM gongkai.publication AS p
    GROUP BY GROUPING SETS ((p.year, p.form), (p.region_code, p.year, p.form))
    UNION ALL
    SELECT 'projects', coalesce(p.region_code::text, ''), 0, '', count(*)
    FROM gongkai.published_project AS p
    GROUP BY GROUPING SETS ((), (p.region_code))
    UNION ALL
    SELECT 'departments', coalesce(d.region_code::text, ''), 0, '', count(*)
    FROM gongkai.published_department AS d
    GROUP BY GROUPING SETS ((), (d.region_code))
    UNION ALL
    SELECT 'overall', coalesce(y.region_code::text, ''), y.year::integer, '', count(*)
    FROM gongkai.department_year AS y
    GROUP BY GROUPING SETS ((y.year), (y.region_code, y.year))
    UNION ALL
    SELECT 'forms', '', coalesce(p.year::integer, 0), p.form::text, count(DISTINCT p.department_code)
    FROM gongkai.publication AS p
    GROUP BY GROUPING SETS ((p.form), (p.year, p.form))
    UNION ALL
    SELECT 'regions', p.region_code, 0, '', count(*)
    FROM gongkai.publication AS p
    GROUP BY p.region_code
$$;

-- The first count that is kept wrongly, in words; NULL when there is none.
CREATE FUNCTION pg_temp.fault()
RETURNS text
LANGUAGE sql
AS $$
    SELECT format('%s %s %s %s: kept %s, there are %s', list, region_code, year, form, t.total, c.total)
    FROM (
        SELECT * FROM gongkai.published_total AS k WHERE k.total <> 0
        UNION ALL
        SELECT 'regions', g.code, 0, '', g.reports FROM gongkai.published_region AS g
    ) AS t
    FULL JOIN (SELECT * FROM pg_temp.counted() AS r WHERE r.total <> 0) AS c USING (list, region_code, year, form)
    WHERE t.total IS DISTINCT FROM c.total
    ORDER BY 1
    LIMIT 1
$$;

-- One of four projects and two departments, of one of two years; whose region and
-- department, where the code does not say it, are as it comes.
CREATE FUNCTION pg_temp.some_document()
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
    form CONSTANT text := (ARRAY['E1', 'E2', 'D1', 'R1'])[1 + floor(random() * 4)];
    region CONSTANT text := (ARRAY['522700', '522701', '520000'])[1 + floor(random() * 3)];
    department CONSTANT text := '522700-19' || (7 + floor(random() * 2));
    document CONSTANT jsonb := pg_temp.small() - 'project' || jsonb_build_object(
        'form', form, 'year', 2023 + floor(random() * 2),
        'title', 'title ' || floor(random() * 3),
        'region', jsonb_build_object('code', region, 'name', '地区' || region),
        'department', jsonb_build_object('code', department, 'name', '部门' || department));
BEGIN
    RETURN document || CASE
        WHEN form LIKE 'E%'
        THEN jsonb_build_object('project', jsonb_build_object('code', 'p' || floor(random() * 4), 'name', '项目'))
        ELSE '{}'
    END;
END
$$;

CREATE TEMPORARY TABLE step (number integer, kind text, id text, fault text);

-- Two thirds of the steps import and publish something, new or not, one third withdraws.
CREATE FUNCTION pg_temp.walk(steps integer)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    before record;
    after record;
    at timestamptz;
    target text;
    kind text;
BEGIN
    FOR number IN 1..steps LOOP
        at := timestamptz '2025-01-01Z' + number * interval '1 hour';
        SELECT p.* INTO before FROM gongkai.publication AS p ORDER BY md5(number || p.report_id) LIMIT 1;
        IF before.report_id IS NOT NULL AND random() < 1 / 3.0 THEN
            target := before.report_id;
            PERFORM pg_temp.answer('gongkai_staff', format('SELECT gongkai.withdraw(%L, ''错'', %L)::text', target, at));
            kind := 'withdrawn';
        ELSE
            target := (SELECT i.report_id FROM pg_temp.import(pg_temp.some_document()) AS i);
            SELECT p.* INTO before FROM gongkai.publication AS p WHERE p.report_id = target;
            PERFORM pg_temp.publish(target, at::text);
            SELECT p.* INTO after FROM gongkai.publication AS p WHERE p.report_id = target;
            kind := CASE
                WHEN before.report_id IS NULL AND after.revision > 1 THEN 'published again'
                WHEN before.report_id IS NULL THEN 'published'
                WHEN before.department_code <> after.department_code THEN 'other department'
                WHEN before.region_code <> after.region_code THEN 'other region'
                WHEN before.revision <> after.revision THEN 'corrected'
                ELSE 'unchanged'
            END;
        END IF;
        INSERT INTO step VALUES (number, kind, target, pg_temp.fault());
    END LOOP;
END
$$;

SELECT is(pg_temp.fault(), NULL, 'nothing is published, and nothing counted');
DO $$ BEGIN PERFORM setseed(0.25); PERFORM pg_temp.walk(200); END $$;
SELECT is_empty('SELECT s.* FROM step AS s WHERE s.fault IS NOT NULL ORDER BY s.number LIMIT 1', 'every count was right after every step');
SELECT cmp_ok((SELECT count(*) FROM step AS s WHERE s.kind = k.kind), '>=', 5::bigint, '  steps of this kind: ' || k.kind)
FROM unnest('{published,published again,corrected,other region,other department,withdrawn}'::text[]) AS k (kind);

-- And if one were wrong, it would be seen.
UPDATE gongkai.published_total SET total = total + 1 WHERE list = 'overall' AND region_code = '522701' AND year = 2024;
SELECT matches(pg_temp.fault(), '^overall 522701 2024 : kept \d+, there are \d*$', 'a wrong count is found');

SELECT * FROM finish();
ROLLBACK;
