-- What the public site shows beside the lists: totals to choose from, what is newest,
-- what was corrected and withdrawn, and a report as its page has it.

-- How a form is called: the name that the template of its newest report has, else that
-- report's title up to the colon.
CREATE OR REPLACE FUNCTION gongkai.form_name(the_form text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (
        SELECT coalesce(
            substring(t.text FROM '<form [^>]*name="([^"&]+)"'),
            regexp_replace(split_part(p.title, '：', 1), '（[0-9]{4}年度）$', ''))
        FROM (
            SELECT q.report_id, q.revision, q.title
            FROM gongkai.publication AS q
            WHERE q.form = the_form
            ORDER BY q.year DESC, q.report_id DESC
            LIMIT 1
        ) AS p
        JOIN gongkai.revision AS r ON r.report_id = p.report_id AND r.number = p.revision
        LEFT JOIN gongkai.template_version AS t ON t.digest = r.template_digest
    );
END
$$;

-- The reports by year and form: kept counts, but of a department, which has few.
CREATE OR REPLACE FUNCTION gongkai.report_totals(the_region text, the_department text)
RETURNS TABLE (year integer, form text, reports bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
#variable_conflict use_column
BEGIN
    IF the_department IS NOT NULL THEN
        RETURN QUERY
            SELECT p.year::integer, p.form::text, count(*)
            FROM gongkai.publication AS p
            WHERE p.department_code = the_department AND (p.region_code = the_region OR the_region IS NULL)
            GROUP BY p.year, p.form;
    ELSE
        RETURN QUERY
            SELECT t.year, t.form, t.total
            FROM gongkai.published_total AS t
            WHERE t.list = 'reports' AND t.region_code = coalesce(the_region, '') AND t.total > 0;
    END IF;
END
$$;

-- The departments to choose from: those of a region, or all, if they are not more than a
-- reader can choose from; otherwise NULL.
CREATE OR REPLACE FUNCTION gongkai.department_totals(the_region text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    most CONSTANT integer := 1000;
BEGIN
    IF the_region IS NULL THEN
        IF gongkai.total_of('departments', NULL, NULL, NULL) > most THEN
            RETURN NULL;
        END IF;
        RETURN (
            SELECT string_agg(
                concat('{"code":"', d.code, '","name":', to_json(d.name::text), ',"reports":', d.reports, '}'),
                ',' ORDER BY d.code)
            FROM gongkai.published_department AS d);
    END IF;
    RETURN (
        SELECT string_agg(
            concat('{"code":"', d.code, '","name":', to_json(d.name::text), ',"reports":', d.reports, '}'),
            ',' ORDER BY d.code)
        FROM gongkai.published_department AS d
        WHERE d.region_code = the_region);
END
$$;

-- What there is to choose from, with the number of reports of each. Of the nation, of a
-- region, or of a department, which has no regions and departments to choose from.
CREATE OR REPLACE FUNCTION gongkai.totals(the_region text, the_department text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    cells gongkai.total_cell[] := ARRAY(
        SELECT (t.year, t.form, t.reports)::gongkai.total_cell
        FROM gongkai.report_totals(the_region, the_department) AS t);
    departments CONSTANT text := CASE WHEN the_department IS NULL THEN gongkai.department_totals(the_region) END;
BEGIN
    RETURN '{' || concat_ws(
        ',',
        '"reports":' || (SELECT coalesce(sum(c.reports), 0) FROM unnest(cells) AS c),
        concat('"years":[', (
            SELECT string_agg(concat('{"year":', y.year, ',"reports":', y.reports, '}'), ',' ORDER BY y.year DESC)
            FROM (SELECT c.year, sum(c.reports) AS reports FROM unnest(cells) AS c GROUP BY c.year) AS y), ']'),
        concat('"forms":[', (
            SELECT string_agg(
                concat('{"form":"', f.form, '","name":', to_json(gongkai.form_name(f.form)), ',"reports":', f.reports, '}'),
                ',' ORDER BY f.form COLLATE "C")
            FROM (SELECT c.form, sum(c.reports) AS reports FROM unnest(cells) AS c GROUP BY c.form) AS f), ']'),
        concat('"cells":[', (
            SELECT string_agg(
                concat('{"year":', c.year, ',"form":"', c.form, '","reports":', c.reports, '}'),
                ',' ORDER BY c.year DESC, c.form COLLATE "C")
            FROM unnest(cells) AS c), ']'),
        CASE WHEN the_department IS NULL THEN concat('"regions":[', (
            SELECT string_agg(
                concat('{"code":"', r.code, '","name":', to_json(r.name::text), ',"reports":', r.reports, '}'),
                ',' ORDER BY r.code)
            FROM gongkai.published_region AS r), ']')
        END,
        '"departments":[' || departments || ']') || '}';
END
$$;

-- What was published last, as the list of reports has it. Each order has its index.
CREATE OR REPLACE FUNCTION gongkai.latest_rows(
    the_region text, the_department text, before_change bigint, the_limit integer)
RETURNS SETOF gongkai.list_row
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
BEGIN
    IF the_department IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.change::text]
            FROM gongkai.publication AS p
            WHERE p.department_code = the_department
                AND (p.region_code = the_region OR the_region IS NULL)
                AND p.change < before_change
            ORDER BY p.change DESC
            LIMIT the_limit;
    ELSIF the_region IS NOT NULL THEN
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.change::text]
            FROM gongkai.publication AS p
            WHERE p.region_code = the_region AND p.change < before_change
            ORDER BY p.change DESC
            LIMIT the_limit;
    ELSE
        RETURN QUERY
            SELECT gongkai.report_item(p), ARRAY[p.change::text]
            FROM gongkai.publication AS p
            WHERE p.change < before_change
            ORDER BY p.change DESC
            LIMIT the_limit;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.latest_list(the_region text, the_department text, the_limit integer, cursor text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[the_region, the_department];
    after CONSTANT text[] := gongkai.cursor_decode(cursor, 'latest', filters, '[0-9]{1,18}');
BEGIN
    RETURN gongkai.list_page(
        'latest', filters, '',
        ARRAY(SELECT r FROM gongkai.latest_rows(
            the_region, the_department, coalesce(after[1]::bigint, 9223372036854775807), the_limit + 1) AS r),
        the_limit, NULL);
END
$$;

-- Numbers of corrections and withdrawals, newest first.
CREATE OR REPLACE FUNCTION gongkai.amending_changes(the_department text, before_number bigint, the_limit integer)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
AS $$
BEGIN
    IF the_department IS NOT NULL THEN
        RETURN QUERY
            SELECT c.number
            FROM gongkai.change AS c
            WHERE c.kind <> 'publication' AND c.department_code = the_department AND c.number < before_number
            ORDER BY c.number DESC
            LIMIT the_limit;
    ELSE
        RETURN QUERY
            SELECT c.number
            FROM gongkai.change AS c
            WHERE c.kind <> 'publication' AND c.number < before_number
            ORDER BY c.number DESC
            LIMIT the_limit;
    END IF;
END
$$;

-- Corrections and withdrawals, newest first, as the feed of changes has them.
CREATE OR REPLACE FUNCTION gongkai.amendment_list(the_department text, the_limit integer, cursor text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    filters CONSTANT text[] := ARRAY[the_department];
    after CONSTANT text[] := gongkai.cursor_decode(cursor, 'amendments', filters, '[0-9]{1,18}');
BEGIN
    RETURN gongkai.list_page(
        'amendments', filters, '',
        ARRAY(
            SELECT (r.item, ARRAY[r.number::text])::gongkai.list_row
            FROM gongkai.amending_changes(
                the_department, coalesce(after[1]::bigint, 9223372036854775807), the_limit + 1) AS n (number)
            CROSS JOIN LATERAL gongkai.change_rows(n.number - 1, 1) AS r
            ORDER BY n.number DESC),
        the_limit, NULL);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.form_name(text),
    gongkai.report_totals(text, text),
    gongkai.department_totals(text),
    gongkai.totals(text, text),
    gongkai.latest_rows(text, text, bigint, integer),
    gongkai.latest_list(text, text, integer, text),
    gongkai.amending_changes(text, bigint, integer),
    gongkai.amendment_list(text, integer, text)
    TO gongkai_staff, gongkai_public;
