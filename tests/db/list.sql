-- The lists, as the public runs them: order, filters, pages, bodies; needs: see
-- fixture.psql.
BEGIN;
\ir fixture.psql
\set ready `cat sql/query/ready.sql`
\set report_list `cat sql/query/report_list.sql`
\set project_list `cat sql/query/project_list.sql`
\set project_find `cat sql/query/project_find.sql`
PREPARE ready AS :ready
PREPARE report_list AS :report_list
PREPARE project_list AS :project_list
PREPARE project_find AS :project_find
SELECT plan(32);

-- Nothing is published.
SELECT is(pg_temp.answer('gongkai_public', 'EXECUTE ready'), coalesce(max(number), 0)::text, 'ready gives the last migration')
FROM gongkai.migration;
SELECT is(pg_temp.body('report_list(NULL, NULL, NULL, NULL, NULL, 3, NULL, NULL, NULL)'), '{"items":[],"next":null}', 'an empty list of reports');
SELECT is(pg_temp.body('project_list(NULL, NULL, 3, NULL, NULL, NULL)'), '{"items":[],"next":null}', 'an empty list of projects');
SELECT is(pg_temp.body($$project_find('522700-197-01', NULL)$$), NULL, 'no project');
SELECT is(
    pg_temp.failure('gongkai_public', format('EXECUTE %s', s)),
    '22023 cursor',
    'a wrong cursor is an error also when the list is empty: ' || s)
FROM unnest(ARRAY[
    'report_list(NULL, NULL, NULL, NULL, NULL, 3, ''x'', NULL, NULL)',
    'report_list(NULL, NULL, ''x'', NULL, NULL, 3, ''x'', NULL, NULL)',
    'report_list(NULL, NULL, NULL, NULL, ''X'', 3, ''x'', NULL, NULL)',
    'project_list(NULL, NULL, 3, ''x'', NULL, NULL)',
    'project_list(''x'', NULL, 3, ''x'', NULL, NULL)'
]) AS s;

-- Bodies, byte by byte.
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small())', 'a form of a project');
SELECT isnt_empty('SELECT * FROM pg_temp.import(pg_temp.small() - ''project'' || ''{"form": "D1"}'')', 'a form of its department');
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-02-20T09:00:00+08:00'), '1 published', 'the one published');
SELECT is(pg_temp.body($$report_list(NULL, NULL, NULL, NULL, 'D1', 3, NULL, NULL, NULL)$$), '{"items":[],"next":null}', 'a draft is not listed');
SELECT is(pg_temp.publish('d1-2024-522700-197', '2025-02-20T09:00:00+08:00'), '1 published', 'the other published');
SELECT is(
    pg_temp.body('report_list(NULL, NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL)'),
    '{"items":['
    || '{"id":"e1-2024-522700-197-01","index_number":"522700-197/E1/2025-00001","title":"标题 e1-2024-522700-197-01","form":"E1","year":2024,"region":{"code":"522700","name":"黔南州"}'
    || ',"department":{"code":"522700-197","name":"社会工作部"}'
    || ',"project":{"code":"522700-197-01","name":"定额公用经费"}'
    || ',"published_at":"2025-02-20T09:00:00+08:00","revision":1'
    || ',"links":{"self":"/api/v1/reports/e1-2024-522700-197-01","pdf":"/api/v1/reports/e1-2024-522700-197-01.pdf","html":"/api/v1/reports/e1-2024-522700-197-01.html","xlsx":"/api/v1/reports/e1-2024-522700-197-01.xlsx","ofd":"/api/v1/reports/e1-2024-522700-197-01.ofd"'
    || ',"revisions":"/api/v1/reports/e1-2024-522700-197-01/revisions","department":"/api/v1/departments/522700-197"'
    || ',"project":"/api/v1/projects/522700-197-01"}}'
    || ',{"id":"d1-2024-522700-197","index_number":"522700-197/D1/2025-00002","title":"标题 d1-2024-522700-197","form":"D1","year":2024,"region":{"code":"522700","name":"黔南州"}'
    || ',"department":{"code":"522700-197","name":"社会工作部"}'
    || ',"published_at":"2025-02-20T09:00:00+08:00","revision":1'
    || ',"links":{"self":"/api/v1/reports/d1-2024-522700-197","pdf":"/api/v1/reports/d1-2024-522700-197.pdf","html":"/api/v1/reports/d1-2024-522700-197.html","xlsx":"/api/v1/reports/d1-2024-522700-197.xlsx","ofd":"/api/v1/reports/d1-2024-522700-197.ofd"'
    || ',"revisions":"/api/v1/reports/d1-2024-522700-197/revisions","department":"/api/v1/departments/522700-197"}}'
    || '],"next":null}',
    'the list of reports');
SELECT is(
    pg_temp.body('project_list(NULL, NULL, 1, NULL, NULL, NULL)'),
    '{"items":[{"code":"522700-197-01","name":"定额公用经费"'
    || ',"department":{"code":"522700-197","name":"社会工作部"}'
    || ',"region":{"code":"522700","name":"黔南州"},"years":[2024]'
    || ',"links":{"self":"/api/v1/projects/522700-197-01","department":"/api/v1/departments/522700-197"}}],"next":null}',
    'the list of projects');
SELECT is(
    pg_temp.body($$project_find('522700-197-01', NULL)$$),
    '{"code":"522700-197-01","name":"定额公用经费"'
    || ',"department":{"code":"522700-197","name":"社会工作部"}'
    || ',"region":{"code":"522700","name":"黔南州"},"years":[2024],"currency":"CNY","unit":"yuan","rate_unit":"percent"'
    || ',"expenditures":[{"year":2024,"form":"E1","links":{"self":"/api/v1/project-expenditures/522700-197-01/2024"}}]'
    || ',"reports":['
    || '{"id":"e1-2024-522700-197-01","index_number":"522700-197/E1/2025-00001","title":"标题 e1-2024-522700-197-01","form":"E1","year":2024,"region":{"code":"522700","name":"黔南州"}'
    || ',"department":{"code":"522700-197","name":"社会工作部"}'
    || ',"project":{"code":"522700-197-01","name":"定额公用经费"}'
    || ',"published_at":"2025-02-20T09:00:00+08:00","revision":1'
    || ',"links":{"self":"/api/v1/reports/e1-2024-522700-197-01","pdf":"/api/v1/reports/e1-2024-522700-197-01.pdf","html":"/api/v1/reports/e1-2024-522700-197-01.html","xlsx":"/api/v1/reports/e1-2024-522700-197-01.xlsx","ofd":"/api/v1/reports/e1-2024-522700-197-01.ofd"'
    || ',"revisions":"/api/v1/reports/e1-2024-522700-197-01/revisions","department":"/api/v1/departments/522700-197"'
    || ',"project":"/api/v1/projects/522700-197-01"}}'
    || '],"links":{"self":"/api/v1/projects/522700-197-01","department":"/api/v1/departments/522700-197"}}',
    'a project');

-- 60 reports: three departments, forms E1 and T1, the years 2015 to 2024.
SELECT is(count(i.*), 60::bigint, 'sixty drafts')
FROM generate_series(0, 2) AS d
CROSS JOIN unnest('{E1,T1}'::text[]) AS form
CROSS JOIN generate_series(2015, 2024) AS year
CROSS JOIN LATERAL pg_temp.import(pg_temp.small() || jsonb_build_object(
    'form', form,
    'year', year,
    'department', jsonb_build_object('code', '522700-30' || d, 'name', '部门' || d),
    'project', jsonb_build_object('code', '522700-30' || d || '-' || year % 5, 'name', '项目'))) AS i;
SELECT is(count(pg_temp.publish(r.id, '2025-03-01T09:00:00+08:00')), 60::bigint, 'all published')
FROM gongkai.report AS r
WHERE r.department_code LIKE '522700-30%';

-- All ids that a list gives, page by page. Between pages a report is published
-- where the list has been already: it must not move the others.
CREATE FUNCTION pg_temp.walk(statement text, lim integer, member text, disturb boolean DEFAULT false)
RETURNS text[]
LANGUAGE plpgsql
AS $$
DECLARE
    ids text[] := '{}';
    body json;
    next text;
    page_ids text[];
BEGIN
    LOOP
        body := pg_temp.body(format(statement, lim, next));
        page_ids := ARRAY(SELECT i ->> member FROM json_array_elements(body -> 'items') AS i);
        IF cardinality(page_ids) NOT BETWEEN 1 AND lim
            OR cardinality(ids) > 200
            OR (cardinality(page_ids) < lim AND body ->> 'next' IS NOT NULL)
        THEN
            RAISE EXCEPTION 'a page of % after %', cardinality(page_ids), ids;
        END IF;
        ids := ids || page_ids;
        next := body ->> 'next';
        EXIT WHEN next IS NULL;
        IF disturb THEN
            disturb := false;
            PERFORM pg_temp.import(pg_temp.small() || '{"year": 2100}');
            PERFORM pg_temp.publish('e1-2100-522700-197-01', '2025-03-01T09:00:00+08:00');
        END IF;
    END LOOP;
    RETURN ids;
END
$$;

SELECT is(
    pg_temp.walk('report_list(NULL, NULL, NULL, NULL, NULL, %s, %L, NULL, NULL)', lim, 'id'),
    ARRAY(SELECT p.report_id::text FROM gongkai.publication AS p ORDER BY p.year DESC, p.report_id::text COLLATE "C" DESC),
    format('all reports, newest year first, in pages of %s', lim))
FROM unnest('{1,7,31,62,63}'::integer[]) AS lim;
SELECT is(
    array_agg(pg_temp.walk(
        format('report_list(%L, NULL, %L, NULL, %L, %%s, %%L, NULL, NULL)', f.year, f.department, f.form), 2, 'id') = ARRAY(
            SELECT p.report_id::text
            FROM gongkai.publication AS p
            WHERE (f.year IS NULL OR p.year = f.year)
                AND (f.department IS NULL OR p.department_code = f.department)
                AND (f.form IS NULL OR p.form = f.form)
            ORDER BY p.year DESC, p.report_id::text COLLATE "C" DESC)),
    '{t,t,t,t,t,t,t}'::boolean[],
    'each combination of filters gives what it says, in order and in pages of 2')
FROM (
    VALUES
        (2020, NULL, NULL),
        (NULL, '522700-301', NULL),
        (NULL, NULL, 'T1'),
        (2020, '522700-301', NULL),
        (2020, NULL, 'T1'),
        (NULL, '522700-301', 'T1'),
        (2020, '522700-301', 'T1')
) AS f (year, department, form);
-- A cursor says where to go on, also when there is no such report.
SELECT is(
    ARRAY(
        SELECT i ->> 'id'
        FROM json_array_elements(pg_temp.body(format(
            'report_list(%s, NULL, ''522700-301'', NULL, NULL, 3, %L, NULL, NULL)', c.year, gongkai.cursor_encode(
                'reports', ARRAY[nullif(c.year, 'NULL'), NULL, '522700-301', NULL, NULL], '2020', 't1-2020-522700-301-0')
        ))::json -> 'items') AS i
    ),
    c.expected::text[],
    format('the list of %s after a report of 2020', coalesce(c.year, 'all years')))
FROM (
    VALUES
        ('NULL', '{e1-2020-522700-301-0,t1-2019-522700-301-4,e1-2019-522700-301-4}'),
        ('2020', '{e1-2020-522700-301-0}')
) AS c (year, expected);
SELECT is(
    pg_temp.walk('project_list(NULL, NULL, %s, %L, NULL, NULL)', 3, 'code'),
    ARRAY(SELECT p.code::text FROM gongkai.published_project AS p ORDER BY p.code::text COLLATE "C"),
    'all projects by code, in pages of 3');
SELECT is(
    pg_temp.walk('project_list(''522700-301'', NULL, %s, %L, NULL, NULL)', 2, 'code'),
    '{522700-301-0,522700-301-1,522700-301-2,522700-301-3,522700-301-4}'::text[],
    'the projects of a department');
SELECT is(
    ARRAY(
        SELECT r ->> 'id'
        FROM json_array_elements(pg_temp.body($$project_find('522700-301-3', NULL)$$)::json -> 'reports') AS r
    ),
    '{t1-2023-522700-301-3,e1-2023-522700-301-3,t1-2018-522700-301-3,e1-2018-522700-301-3}'::text[],
    'the reports of a project, newest year first');
SELECT is(
    pg_temp.body($$project_find('522700-301-3', NULL)$$)::json ->> 'years',
    '[2018,2023]',
    'and its years');
SELECT is(
    pg_temp.walk('report_list(NULL, NULL, NULL, NULL, NULL, %s, %L, NULL, NULL)', 7, 'id', true),
    ARRAY(
        SELECT p.report_id::text
        FROM gongkai.publication AS p
        WHERE p.year < 2100
        ORDER BY p.year DESC, p.report_id::text COLLATE "C" DESC),
    'a report published meanwhile makes no gap and no repeat');

SELECT * FROM finish();
ROLLBACK;
