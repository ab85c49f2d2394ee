-- Index numbers (索引号), by which catalogues of government information find a piece:
-- the organisation's code, the category, the year and a serial number, as 国办
-- 《政府信息公开目录系统实施指引（试行）》 has them. The category is the form. Granted to
-- nobody: publish() gives them, under its lock and with the owner's rights.

CREATE OR REPLACE FUNCTION gongkai.give_index_number(
    the_report text, the_form text, department text, published_at timestamptz)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    given text := (SELECT n.number FROM gongkai.index_number AS n WHERE n.report_id = the_report);
    its_organisation CONSTANT text := (SELECT replace(r.organisation, '{department}', department) FROM gongkai.index_rule AS r);
    its_year CONSTANT integer := extract(year FROM published_at AT TIME ZONE INTERVAL '8 hours');
    serial text;
BEGIN
    IF given IS NULL THEN
        INSERT INTO gongkai.index_serial AS s (organisation, year, last)
        VALUES (its_organisation, its_year, 1)
        ON CONFLICT ON CONSTRAINT index_serial_pkey DO UPDATE SET last = s.last + 1
        RETURNING s.last::text INTO serial;
        given := concat(its_organisation, '/', the_form, '/', its_year, '-', lpad(serial, greatest(length(serial), 5), '0'));
        INSERT INTO gongkai.index_number (report_id, number) VALUES (the_report, given);
    END IF;
    RETURN given;
END
$$;

-- How numbers begin from now on; and those who were published before there were any, also
-- what was withdrawn, get theirs in the order of their first publication. For the owner alone.
-- Returns how many were given.
CREATE OR REPLACE FUNCTION gongkai.set_index_rule(the_organisation text)
RETURNS integer
LANGUAGE plpgsql
AS $$
DECLARE
    given integer;
BEGIN
    PERFORM gongkai.lock_changes();
    UPDATE gongkai.index_rule AS r SET organisation = the_organisation WHERE r.organisation <> the_organisation;
    -- By itself, so that each has a number before the next one asks for it.
    PERFORM gongkai.give_index_number(f.report_id, f.form, f.department_code, f.at)
    FROM (
        SELECT DISTINCT ON (c.report_id) c.report_id, c.form, c.department_code, c.at, c.number
        FROM gongkai.change AS c
        WHERE NOT EXISTS (SELECT FROM gongkai.index_number AS n WHERE n.report_id = c.report_id)
        ORDER BY c.report_id, c.number
    ) AS f
    ORDER BY f.number;
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
