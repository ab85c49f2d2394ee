-- What the public site stands on: the index numbers of the catalogue (索引号), what is
-- published by region, and the order in which readers see news.

CREATE TABLE gongkai.index_rule (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    organisation text NOT NULL CHECK (organisation ~ '^([0-9A-Za-z-]|\{department\}){1,64}$')
);
COMMENT ON TABLE gongkai.index_rule IS 'How index numbers begin; one row, written by gongkai migrate from the setting index_organisation.';
COMMENT ON COLUMN gongkai.index_rule.is_only IS 'True.';
COMMENT ON COLUMN gongkai.index_rule.organisation IS 'The code of the publishing organisation; {department} stands for the code of the department.';

CREATE TABLE gongkai.index_serial (
    organisation text COLLATE "C",
    year integer,
    last integer NOT NULL CHECK (last > 0),
    PRIMARY KEY (organisation, year)
);
COMMENT ON TABLE gongkai.index_serial IS 'The last serial number of each organisation and year.';
COMMENT ON COLUMN gongkai.index_serial.organisation IS 'The organisation''s part of the index number.';
COMMENT ON COLUMN gongkai.index_serial.year IS 'The year of first publication, by the clock of Beijing.';
COMMENT ON COLUMN gongkai.index_serial.last IS 'The last one given.';

CREATE TABLE gongkai.index_number (
    report_id gongkai.identifier PRIMARY KEY,
    number text COLLATE "C" NOT NULL UNIQUE CHECK (number ~ '^[0-9A-Za-z-]+/[A-Z0-9]+/[0-9]{4}-[0-9]{5,}$')
);
COMMENT ON TABLE gongkai.index_number IS 'The index number (索引号) of each report that was ever published: given with its first publication, kept for ever.';
COMMENT ON COLUMN gongkai.index_number.report_id IS 'The report.';
COMMENT ON COLUMN gongkai.index_number.number IS 'Organisation, form, year of first publication and serial number.';

ALTER TABLE gongkai.publication ADD COLUMN index_number text COLLATE "C";
COMMENT ON COLUMN gongkai.publication.index_number IS 'Its index number; absent only between the migration and the filling that follows it.';

CREATE TABLE gongkai.published_region (
    code text COLLATE "C" PRIMARY KEY,
    name gongkai.line NOT NULL,
    reports bigint NOT NULL
);
COMMENT ON TABLE gongkai.published_region IS 'The regions of which something is published, kept as published_total is.';
COMMENT ON COLUMN gongkai.published_region.code IS 'The region.';
COMMENT ON COLUMN gongkai.published_region.name IS 'Its name in its newest report.';
COMMENT ON COLUMN gongkai.published_region.reports IS 'How many reports are published.';

INSERT INTO gongkai.published_region (code, name, reports)
SELECT DISTINCT ON (p.region_code)
    p.region_code, p.region_name, count(*) OVER (PARTITION BY p.region_code)
FROM gongkai.publication AS p
ORDER BY p.region_code, p.year DESC, p.report_id DESC;

-- Corrections and withdrawals are few among the publications.
CREATE INDEX change_amending ON gongkai.change (number) WHERE kind <> 'publication';
CREATE INDEX change_amending_department ON gongkai.change (department_code, number) WHERE kind <> 'publication';

INSERT INTO gongkai.index_rule (organisation) VALUES ('{department}');

GRANT SELECT ON gongkai.index_number, gongkai.index_serial, gongkai.index_rule TO gongkai_staff;
GRANT SELECT ON gongkai.published_region TO gongkai_staff, gongkai_public;

CREATE TYPE gongkai.total_cell AS (year integer, form text, reports bigint);
COMMENT ON TYPE gongkai.total_cell IS 'How many reports of a year and a form are published.';
