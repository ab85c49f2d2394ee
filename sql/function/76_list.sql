-- Lists of reports, projects, departments, their years, and changes.
--
-- A page is read from the index that its filters choose, in PL/pgSQL with a
-- branch for each: a single `department_code = $3 OR $3 IS NULL` would leave the
-- public's generic plans with no index for the filter, and in one statement the
-- branches that are not run would still have to be set up. The rows of a page,
-- and one more that tells whether there is another page, come as text with the
-- key that a cursor is made of.
--
-- A page of a list by year is what lies below `bound`: the cursor, which is of the
-- year asked for if there is one, else the end of that year. The year is in the
-- bound and not a condition beside it, because an index scan would begin at the
-- bound all the same and pass over the years in between. No fiscal year reaches
-- 9999.
--
-- Counts are kept (55_total.sql) but for what has few rows anyway: of a project, a
-- department, the departments of a region or below a superior one.

-- A count that is kept; what is null does not restrict.
CREATE OR REPLACE FUNCTION gongkai.total_of(the_list text, the_region text, the_year integer, the_form text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT coalesce(sum(t.total), 0)
        FROM gongkai.published_total AS t
        WHERE t.list = the_list AND t.region_code = coalesce(the_region, '')
            AND (t.year = the_year OR the_year IS NULL)
            AND (t.form = the_form OR the_form IS NULL)
    );
END
$$;

-- A page of a list: the first `the_limit` of the rows, and the cursor to go on with
-- if there are more. A last row without an item says from where on there may be.
CREATE OR REPLACE FUNCTION gongkai.list_page(
    list text, filters text[], head text, rows gongkai.list_row[], the_limit integer, total bigint)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN gongkai.page(
        head,
        (SELECT string_agg(r.item, ',' ORDER BY r.place)
            FROM unnest(rows[:the_limit]) WITH ORDINALITY AS r (item, key, place)),
        CASE
            WHEN cardinality(rows) > the_limit THEN gongkai.cursor_encode(list, filters, VARIADIC rows[the_limit].key)
            WHEN rows[cardinality(rows)].item IS NULL THEN
                gongkai.cursor_encode(list, filters, VARIADIC rows[cardinality(rows)].key)
        END,
        total);
END
$$;

-- Reports, newest year first.
CREATE OR REPLACE FUNCTION gongkai.report_rows(
    the_year integer, the_region text, the_department text, the_project text, the_form text,
    bound_year integer, bound_id text, the_limit integer)
RETURNS SETOF gongkai.list_row
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
DECLARE
    first_year CONSTANT integer := coalesce(the_year, 0);
BEGIN
    IF the_project IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.year::text, p.report_id]
            FROM gongkai.publication AS p
            WHERE p.project_code = the_project
                AND (p.department_code = the_department OR the_department IS NULL)
                AND (p.region_code = the_region OR the_region IS NULL)
                AND (p.form = the_form OR the_form IS NULL)
                AND p.year >= first_year
                AND (p.year, p.report_id) < (bound_year, bound_id)
            ORDER BY p.year DESC, p.report_id DESC
            LIMIT the_limit;
    ELSIF the_department IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.year::text, p.report_id]
            FROM gongkai.publication AS p
            WHERE p.department_code = the_department
                AND (p.region_code = the_region OR the_region IS NULL)
                AND (p.form = the_form OR the_form IS NULL)
                AND p.year >= first_year
                AND (p.year, p.report_id) < (bound_year, bound_id)
            ORDER BY p.year DESC, p.report_id DESC
            LIMIT the_limit;
    ELSIF the_region IS NOT NULL AND the_form IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.year::text, p.report_id]
            FROM gongkai.publication AS p
            WHERE p.region_code = the_region
                AND p.form = the_form
                AND p.year >= first_year
                AND (p.year, p.report_id) < (bound_year, bound_id)
            ORDER BY p.year DESC, p.report_id DESC
            LIMIT the_limit;
    ELSIF the_region IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.year::text, p.report_id]
            FROM gongkai.publication AS p
            WHERE p.region_code = the_region
                AND p.year >= first_year
                AND (p.year, p.report_id) < (bound_year, bound_id)
            ORDER BY p.year DESC, p.report_id DESC
            LIMIT the_limit;
    ELSIF the_form IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.year::text, p.report_id]
            FROM gongkai.publication AS p
            WHERE p.form = the_form
                AND p.year >= first_year
                AND (p.year, p.report_id) < (bound_year, bound_id)
            ORDER BY p.year DESC, p.report_id DESC
            LIMIT the_limit;
    ELSE
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.year::text, p.report_id]
            FROM gongkai.publication AS p
            WHERE p.year >= first_year
                AND (p.year, p.report_id) < (bound_year, bound_id)
            ORDER BY p.year DESC, p.report_id DESC
            LIMIT the_limit;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.report_count(
    the_year integer, the_region text, the_department text, the_project text, the_form text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    IF the_project IS NULL AND the_department IS NULL THEN
        RETURN gongkai.total_of('reports', the_region, the_year, the_form);
    END IF;
    RETURN (
        SELECT count(*)
        FROM gongkai.publication AS p
        WHERE (p.project_code = the_project OR the_project IS NULL)
            AND (p.department_code = the_department OR the_department IS NULL)
            AND (p.region_code = the_region OR the_region IS NULL)
            AND (p.form = the_form OR the_form IS NULL)
            AND (p.year = the_year OR the_year IS NULL)
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.report_list(
    the_year integer, the_region text, the_department text, the_project text, the_form text,
    the_limit integer, cursor text, is_counted boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[the_year::text, the_region, the_department, the_project, the_form];
    after CONSTANT text[] := gongkai.cursor_decode(cursor, 'reports', filters, '[0-9]{4}', '[0-9A-Za-z-]{1,100}');
BEGIN
    RETURN gongkai.list_page(
        'reports', filters, '',
        ARRAY(SELECT r FROM gongkai.report_rows(
            the_year, the_region, the_department, the_project, the_form,
            coalesce(after[1]::integer, the_year + 1, 9999), coalesce(after[2], ''), the_limit + 1) AS r),
        the_limit,
        CASE WHEN is_counted THEN
            gongkai.report_count(the_year, the_region, the_department, the_project, the_form)
        END);
END
$$;

-- Projects by code.
CREATE OR REPLACE FUNCTION gongkai.project_rows(
    the_department text, the_region text, after_code text, the_limit integer)
RETURNS SETOF gongkai.list_row
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
BEGIN
    IF the_department IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.project_item(p, NULL, NULL), ARRAY[p.code::text]
            FROM gongkai.published_project AS p
            WHERE p.department_code = the_department
                AND (p.region_code = the_region OR the_region IS NULL)
                AND p.code > after_code
            ORDER BY p.code
            LIMIT the_limit;
    ELSIF the_region IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.project_item(p, NULL, NULL), ARRAY[p.code::text]
            FROM gongkai.published_project AS p
            WHERE p.region_code = the_region
                AND p.code > after_code
            ORDER BY p.code
            LIMIT the_limit;
    ELSE
        RETURN QUERY
            SELECT gongkai.project_item(p, NULL, NULL), ARRAY[p.code::text]
            FROM gongkai.published_project AS p
            WHERE p.code > after_code
            ORDER BY p.code
            LIMIT the_limit;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.project_count(the_department text, the_region text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    IF the_department IS NULL THEN
        RETURN gongkai.total_of('projects', the_region, NULL, NULL);
    END IF;
    RETURN (
        SELECT count(*)
        FROM gongkai.published_project AS p
        WHERE (p.department_code = the_department OR the_department IS NULL)
            AND (p.region_code = the_region OR the_region IS NULL)
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.project_list(
    the_department text, the_region text, the_limit integer, cursor text, is_counted boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[the_department, the_region];
    after CONSTANT text[] := gongkai.cursor_decode(cursor, 'projects', filters, '[0-9A-Za-z-]{1,64}');
BEGIN
    RETURN gongkai.list_page(
        'projects', filters, '',
        ARRAY(SELECT r FROM gongkai.project_rows(
            the_department, the_region, coalesce(after[1], ''), the_limit + 1) AS r),
        the_limit,
        CASE WHEN is_counted THEN gongkai.project_count(the_department, the_region) END);
END
$$;

-- Has the department published anything of the form, or of any, in these years? A
-- function in FROM is put into the query that calls it, and costs nothing by itself.
-- EXISTS would be free to look at all departments instead of this one.
CREATE OR REPLACE FUNCTION gongkai.has_published(
    the_department text, first_year integer, last_year integer, the_form text)
RETURNS TABLE (is_so boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
AS $$
    SELECT CASE
        WHEN the_form IS NULL THEN (
            SELECT true
            FROM gongkai.department_year AS y
            WHERE y.department_code = the_department AND y.year BETWEEN first_year AND last_year
            LIMIT 1)
        ELSE (
            SELECT true
            FROM gongkai.publication AS p
            WHERE p.form = the_form AND p.department_code = the_department
                AND p.year BETWEEN first_year AND last_year
            LIMIT 1)
    END IS NOT NULL
$$;

-- Departments by code: those that have published what is asked for or, where
-- `is_wanted` is false, those that have not. Whoever has never published anything
-- is not public and in no list. See list_page() for a last row without an item.
CREATE OR REPLACE FUNCTION gongkai.department_rows(
    the_region text, the_parent text, the_year integer, the_form text, is_wanted boolean,
    after_code text, the_limit integer)
RETURNS SETOF gongkai.list_row
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
DECLARE
    first_year CONSTANT integer := coalesce(the_year, 0);
    last_year CONSTANT integer := coalesce(the_year, 9999);
    -- Of the nation no more are looked at for one page.
    most CONSTANT integer := 1000;
    rows_found integer;
BEGIN
    IF the_parent IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.department_item(d, NULL), ARRAY[d.code::text]
            FROM gongkai.published_department AS d
            CROSS JOIN LATERAL gongkai.has_published(d.code, first_year, last_year, the_form) AS h
            WHERE d.parent_code = the_parent
                AND (d.region_code = the_region OR the_region IS NULL)
                AND d.code > after_code
                AND (h.is_so = is_wanted OR is_wanted IS NULL)
            ORDER BY d.code
            LIMIT the_limit;
    ELSIF the_region IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.department_item(d, NULL), ARRAY[d.code::text]
            FROM gongkai.published_department AS d
            CROSS JOIN LATERAL gongkai.has_published(d.code, first_year, last_year, the_form) AS h
            WHERE d.region_code = the_region
                AND d.code > after_code
                AND (h.is_so = is_wanted OR is_wanted IS NULL)
            ORDER BY d.code
            LIMIT the_limit;
    ELSE
        RETURN QUERY
            SELECT gongkai.department_item(t.d, NULL), ARRAY[t.code::text]
            FROM (
                SELECT n AS d, n.code
                FROM gongkai.published_department AS n
                WHERE n.code > after_code
                ORDER BY n.code
                LIMIT most
            ) AS t
            CROSS JOIN LATERAL gongkai.has_published(t.code, first_year, last_year, the_form) AS h
            WHERE h.is_so = is_wanted OR is_wanted IS NULL
            ORDER BY t.code
            LIMIT the_limit;
        GET DIAGNOSTICS rows_found = ROW_COUNT;
        IF rows_found < the_limit THEN
            -- From where on nobody was looked at.
            RETURN QUERY
                SELECT NULL::text, ARRAY[d.code::text]
                FROM gongkai.published_department AS d
                WHERE d.code > after_code
                ORDER BY d.code
                OFFSET most - 1 LIMIT 1;
        END IF;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.department_count(
    the_region text, the_parent text, the_year integer, the_form text, is_wanted boolean)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    wanted bigint;
BEGIN
    IF the_region IS NULL AND the_parent IS NULL THEN
        wanted := CASE
            WHEN is_wanted IS NULL THEN 0
            WHEN the_form IS NOT NULL THEN gongkai.total_of('forms', NULL, coalesce(the_year, 0), the_form)
            WHEN the_year IS NOT NULL THEN gongkai.total_of('overall', NULL, the_year, NULL)
            ELSE gongkai.total_of('departments', NULL, NULL, NULL)
        END;
        RETURN CASE WHEN is_wanted THEN wanted ELSE gongkai.total_of('departments', NULL, NULL, NULL) - wanted END;
    END IF;
    RETURN (
        SELECT count(*)
        FROM gongkai.published_department AS d
        CROSS JOIN LATERAL gongkai.has_published(
            d.code, coalesce(the_year, 0), coalesce(the_year, 9999), the_form) AS h
        WHERE (d.region_code = the_region OR the_region IS NULL)
            AND (d.parent_code = the_parent OR the_parent IS NULL)
            AND (h.is_so = is_wanted OR is_wanted IS NULL)
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.department_list(
    the_region text, the_parent text, the_year integer, the_form text, published boolean,
    the_limit integer, cursor text, is_counted boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[the_region, the_parent, the_year::text, the_form, published::text];
    after CONSTANT text[] := gongkai.cursor_decode(cursor, 'departments', filters, '[0-9A-Za-z-]{1,64}');
    -- All have published something: without year and form there is nothing to ask.
    is_wanted CONSTANT boolean := coalesce(
        published, CASE WHEN num_nonnulls(the_year, the_form) > 0 THEN true END);
BEGIN
    RETURN gongkai.list_page(
        'departments', filters, '',
        ARRAY(SELECT r FROM gongkai.department_rows(
            the_region, the_parent, the_year, the_form, is_wanted, coalesce(after[1], ''), the_limit + 1) AS r),
        the_limit,
        CASE WHEN is_counted THEN
            gongkai.department_count(the_region, the_parent, the_year, the_form, is_wanted)
        END);
END
$$;

-- The years of departments, newest first.
CREATE OR REPLACE FUNCTION gongkai.overall_rows(
    the_year integer, the_region text, the_department text,
    bound_year integer, bound_code text, the_limit integer)
RETURNS SETOF gongkai.list_row
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
DECLARE
    first_year CONSTANT integer := coalesce(the_year, 0);
BEGIN
    IF the_department IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.overall_item(y), ARRAY[y.year::text, y.department_code]
            FROM gongkai.department_year AS y
            WHERE y.department_code = the_department
                AND (y.region_code = the_region OR the_region IS NULL)
                AND y.year >= first_year
                AND (y.year, y.department_code) < (bound_year, bound_code)
            ORDER BY y.year DESC
            LIMIT the_limit;
    ELSIF the_region IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.overall_item(y), ARRAY[y.year::text, y.department_code]
            FROM gongkai.department_year AS y
            WHERE y.region_code = the_region
                AND y.year >= first_year
                AND (y.year, y.department_code) < (bound_year, bound_code)
            ORDER BY y.year DESC, y.department_code DESC
            LIMIT the_limit;
    ELSE
        RETURN QUERY
            SELECT gongkai.overall_item(y), ARRAY[y.year::text, y.department_code]
            FROM gongkai.department_year AS y
            WHERE y.year >= first_year
                AND (y.year, y.department_code) < (bound_year, bound_code)
            ORDER BY y.year DESC, y.department_code DESC
            LIMIT the_limit;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.overall_count(the_year integer, the_region text, the_department text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    IF the_department IS NULL THEN
        RETURN gongkai.total_of('overall', the_region, the_year, NULL);
    END IF;
    RETURN (
        SELECT count(*)
        FROM gongkai.department_year AS y
        WHERE (y.department_code = the_department OR the_department IS NULL)
            AND (y.region_code = the_region OR the_region IS NULL)
            AND (y.year = the_year OR the_year IS NULL)
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.overall_list(
    the_year integer, the_region text, the_department text,
    the_limit integer, cursor text, is_counted boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[the_year::text, the_region, the_department];
    after CONSTANT text[] := gongkai.cursor_decode(
        cursor, 'overall-expenditures', filters, '[0-9]{4}', '[0-9A-Za-z-]{1,64}');
BEGIN
    RETURN gongkai.list_page(
        'overall-expenditures', filters, '"currency":"CNY","unit":"yuan","rate_unit":"percent",',
        ARRAY(SELECT r FROM gongkai.overall_rows(
            the_year, the_region, the_department,
            coalesce(after[1]::integer, the_year + 1, 9999), coalesce(after[2], ''), the_limit + 1) AS r),
        the_limit,
        CASE WHEN is_counted THEN gongkai.overall_count(the_year, the_region, the_department) END);
END
$$;

-- Changes in their order. The title is the revision's, which the public cannot
-- see any more when it was withdrawn.
CREATE OR REPLACE FUNCTION gongkai.change_rows(after_number bigint, the_limit integer)
RETURNS TABLE (item text, number bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
BEGIN
    RETURN QUERY
        SELECT
            '{' || concat_ws(
                ',',
                '"number":' || c.number,
                '"kind":"' || c.kind || '"',
                '"at":"' || gongkai.rfc3339(c.at) || '"',
                '"id":"' || c.report_id || '"',
                '"revision":' || c.revision,
                '"form":"' || c.form || '"',
                '"year":' || c.year,
                '"department":' || gongkai.coded(c.department_code, c.department_name),
                '"title":' || to_json(r.title::text),
                '"backdated":' || nullif(c.backdated, false),
                CASE c.kind WHEN 'withdrawal' THEN '"reason":' ELSE '"correction_reason":' END || to_json(c.reason::text),
                '"links":{' || concat_ws(
                    ',',
                    '"report":"/api/v1/reports/' || p.report_id || '"',
                    '"revision":"/api/v1/reports/' || r.report_id || '/revisions/' || r.number || '"',
                    '"revisions":"/api/v1/reports/' || c.report_id || '/revisions"',
                    '"proof":"/api/v1/log/proof/' || c.report_id || '/' || c.revision || '"') || '}') || '}',
            c.number
        FROM gongkai.change AS c
        -- One by one; a plain join might read the whole tables.
        LEFT JOIN LATERAL (
            SELECT q.report_id, q.number, q.title
            FROM gongkai.revision AS q
            WHERE c.kind <> 'withdrawal' AND q.report_id = c.report_id AND q.number = c.revision
            LIMIT 1
        ) AS r ON true
        LEFT JOIN LATERAL (
            SELECT q.report_id
            FROM gongkai.publication AS q
            WHERE q.report_id = c.report_id
            LIMIT 1
        ) AS p ON true
        WHERE c.number > after_number
        ORDER BY c.number
        LIMIT the_limit;
END
$$;

-- The feed goes on for ever: where there is nothing new, the cursor to come back
-- with is the one that was sent.
CREATE OR REPLACE FUNCTION gongkai.change_list(since text, the_limit integer)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    after CONSTANT text[] := gongkai.cursor_decode(since, 'changes', '{}', '[0-9]{1,18}');
BEGIN
    RETURN (
        SELECT concat(
            '{"items":[',
            string_agg(r.item, ',' ORDER BY r.place) FILTER (WHERE r.place <= the_limit),
            '],"next":',
            coalesce(
                '"' || CASE
                    WHEN count(*) > 0 THEN gongkai.cursor_encode(
                        'changes', '{}', max(r.number) FILTER (WHERE r.place <= the_limit)::text)
                    ELSE since
                END || '"',
                'null'),
            ',"more":', to_json(count(*) > the_limit), '}')
        FROM gongkai.change_rows(coalesce(after[1]::bigint, 0), the_limit + 1)
            WITH ORDINALITY AS r (item, number, place)
    );
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.list_page(text, text[], text, gongkai.list_row[], integer, bigint),
    gongkai.report_rows(integer, text, text, text, text, integer, text, integer),
    gongkai.total_of(text, text, integer, text),
    gongkai.report_count(integer, text, text, text, text),
    gongkai.report_list(integer, text, text, text, text, integer, text, boolean),
    gongkai.project_rows(text, text, text, integer),
    gongkai.project_count(text, text),
    gongkai.project_list(text, text, integer, text, boolean),
    gongkai.has_published(text, integer, integer, text),
    gongkai.department_rows(text, text, integer, text, boolean, text, integer),
    gongkai.department_count(text, text, integer, text, boolean),
    gongkai.department_list(text, text, integer, text, boolean, integer, text, boolean),
    gongkai.overall_rows(integer, text, text, integer, text, integer),
    gongkai.overall_count(integer, text, text),
    gongkai.overall_list(integer, text, text, integer, text, boolean),
    gongkai.change_rows(bigint, integer),
    gongkai.change_list(text, integer)
    TO gongkai_staff, gongkai_public;
