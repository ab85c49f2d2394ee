-- Index numbers (索引号), by which catalogues of government information find a piece:
-- the organisation's code, the category, the year and a serial number, as 国办
-- 《政府信息公开目录系统实施指引（试行）》 has them. The category is the form. Granted to
-- nobody: publish() gives them, under its lock and with the owner's rights.

CREATE OR REPLACE FUNCTION gongkai.index_number_text(organisation text, form text, year integer, serial bigint)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
SELECT concat(organisation, '/', form, '/', year, '-', lpad(serial::text, greatest(length(serial::text), 5), '0'))
$$;

CREATE OR REPLACE FUNCTION gongkai.give_index_number(
    the_report text, the_form text, department text, published_at timestamptz)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    given text := (SELECT n.number FROM gongkai.index_number AS n WHERE n.report_id = the_report);
    its_organisation CONSTANT text := (SELECT replace(r.organisation, '{department}', department) FROM gongkai.index_rule AS r);
    its_year CONSTANT integer := extract(year FROM published_at AT TIME ZONE INTERVAL '8 hours');
    serial bigint;
BEGIN
    IF given IS NULL THEN
        INSERT INTO gongkai.index_serial AS s (organisation, year, last)
        VALUES (its_organisation, its_year, 1)
        ON CONFLICT ON CONSTRAINT index_serial_pkey DO UPDATE SET last = s.last + 1
        RETURNING s.last INTO serial;
        given := gongkai.index_number_text(its_organisation, the_form, its_year, serial);
        INSERT INTO gongkai.index_number (report_id, number) VALUES (the_report, given);
    END IF;
    RETURN given;
END
$$;

-- How numbers begin from now on; and those who were published before there were any, also
-- what was withdrawn, get theirs in the order of their first publication. All at once: one
-- by one, a million of them would take turns at the same counters, each time past all that
-- the counter was before. For the owner alone. Returns how many were given.
CREATE OR REPLACE FUNCTION gongkai.set_index_rule(the_organisation text)
RETURNS integer
LANGUAGE plpgsql
AS $$
DECLARE
    given integer;
BEGIN
    PERFORM gongkai.lock_changes();
    UPDATE gongkai.index_rule AS r SET organisation = the_organisation WHERE r.organisation <> the_organisation;
    WITH first AS (
        SELECT DISTINCT ON (c.report_id)
            c.report_id, c.form, c.number,
            replace(the_organisation, '{department}', c.department_code) AS organisation,
            extract(year FROM c.at AT TIME ZONE INTERVAL '8 hours')::integer AS year
        FROM gongkai.change AS c
        WHERE NOT EXISTS (SELECT FROM gongkai.index_number AS n WHERE n.report_id = c.report_id)
        ORDER BY c.report_id, c.number
    ), numbered AS (
        SELECT
            f.report_id, f.form, f.organisation, f.year,
            coalesce(s.last, 0) + row_number() OVER (PARTITION BY f.organisation, f.year ORDER BY f.number) AS serial
        FROM first AS f
        LEFT JOIN gongkai.index_serial AS s ON s.organisation = f.organisation AND s.year = f.year
    ), counted AS (
        INSERT INTO gongkai.index_serial (organisation, year, last)
        SELECT n.organisation, n.year, max(n.serial)
        FROM numbered AS n
        GROUP BY n.organisation, n.year
        ON CONFLICT (organisation, year) DO UPDATE SET last = excluded.last
    )
    INSERT INTO gongkai.index_number (report_id, number)
    SELECT n.report_id, gongkai.index_number_text(n.organisation, n.form, n.year, n.serial)
    FROM numbered AS n;
    GET DIAGNOSTICS given = ROW_COUNT;
    UPDATE gongkai.publication AS p
    SET index_number = n.number
    FROM gongkai.index_number AS n
    WHERE p.index_number IS NULL AND n.report_id = p.report_id;
    RETURN given;
END
$$;

-- Add to the counts of regions. Their names are those of the newest reports.
CREATE OR REPLACE FUNCTION gongkai.add_to_region(sign integer, regions text[])
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO gongkai.published_region AS p (code, name, reports)
    SELECT u.code, gongkai.region_name(u.code), sign * count(*)
    FROM unnest(regions) AS u (code)
    GROUP BY u.code
    ORDER BY u.code
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, reports = p.reports + excluded.reports;
    DELETE FROM gongkai.published_region AS p WHERE p.code = ANY (regions) AND p.reports = 0;
END
$$;
