-- Documents keep what they said. A report has the names that it was filed with;
-- what a code is called now is read from the reports, so that neither the order
-- of imports nor that of publications decides it.

ALTER TABLE gongkai.report
    ADD COLUMN region_code text COLLATE "C",
    ADD COLUMN region_name gongkai.line,
    ADD COLUMN department_name gongkai.line,
    ADD COLUMN project_name gongkai.line;
COMMENT ON COLUMN gongkai.report.region_code IS 'The region whose budget the department was part of.';
COMMENT ON COLUMN gongkai.report.region_name IS 'Name of the region, as filed.';
COMMENT ON COLUMN gongkai.report.department_name IS 'Name of the department, as filed.';
COMMENT ON COLUMN gongkai.report.project_name IS 'Name of the project, as filed; absent in a form about the whole department.';

UPDATE gongkai.report AS r
SET region_code = d.region_code,
    region_name = g.name,
    department_name = d.name,
    project_name = (SELECT p.name FROM gongkai.project AS p WHERE p.code = r.project_code)
FROM gongkai.department AS d
JOIN gongkai.region AS g ON g.code = d.region_code
WHERE d.code = r.department_code;
-- What was published under these codes is what the report was filed with: an
-- import of another report may have renamed it since.
UPDATE gongkai.report AS r
SET region_code = coalesce(v.region ->> 'code', r.region_code),
    region_name = coalesce(v.region ->> 'name', r.region_name),
    department_name = coalesce(v.department ->> 'name', r.department_name),
    project_name = CASE WHEN r.project_code IS NOT NULL THEN coalesce(v.project ->> 'name', r.project_name) END
FROM (
    SELECT q.id, d.region, d.department, d.project
    FROM gongkai.report AS q
    CROSS JOIN LATERAL (
        SELECT w.document FROM gongkai.revision AS w WHERE w.report_id = q.id ORDER BY w.number DESC LIMIT 1
    ) AS last
    CROSS JOIN LATERAL jsonb_to_record(last.document::jsonb) AS d (region jsonb, department jsonb, project jsonb)
) AS v
WHERE v.id = r.id AND v.department ->> 'code' = r.department_code;

ALTER TABLE gongkai.report
    ALTER COLUMN region_code SET NOT NULL,
    ALTER COLUMN region_name SET NOT NULL,
    ALTER COLUMN department_name SET NOT NULL,
    ADD CONSTRAINT report_region CHECK (region_code ~ '^[0-9]{6}$'),
    ADD CONSTRAINT report_project_name CHECK ((project_code IS NULL) = (project_name IS NULL)),
    DROP CONSTRAINT report_department_code_fkey,
    DROP CONSTRAINT report_project_code_fkey;

-- What is of now, for lists and choices. Of the reports that name a code the
-- newest tells: of the last fiscal year; of those the one filled in last, one
-- without a date before all others; of those the one with the last id.
DROP TABLE gongkai.project, gongkai.department, gongkai.region;
DROP INDEX gongkai.report_department, gongkai.report_project;
CREATE INDEX report_region_newest ON gongkai.report (region_code, year DESC, filled_on DESC NULLS LAST, id DESC);
CREATE INDEX report_department_newest ON gongkai.report (department_code, year DESC, filled_on DESC NULLS LAST, id DESC);
CREATE INDEX report_project_newest ON gongkai.report (project_code, year DESC, filled_on DESC NULLS LAST, id DESC);

CREATE VIEW gongkai.region AS
SELECT DISTINCT ON (r.region_code) r.region_code AS code, r.region_name AS name
FROM gongkai.report AS r
ORDER BY r.region_code, r.year DESC, r.filled_on DESC NULLS LAST, r.id DESC;
COMMENT ON VIEW gongkai.region IS 'The regions of drafts, as the newest draft has them. For lists and choices; a document has its own.';
COMMENT ON COLUMN gongkai.region.code IS 'Code of GB/T 2260, six digits.';
COMMENT ON COLUMN gongkai.region.name IS 'Its name now.';

CREATE VIEW gongkai.department AS
SELECT DISTINCT ON (r.department_code) r.department_code AS code, r.region_code, r.department_name AS name
FROM gongkai.report AS r
ORDER BY r.department_code, r.year DESC, r.filled_on DESC NULLS LAST, r.id DESC;
COMMENT ON VIEW gongkai.department IS 'The budget departments (预算部门) of drafts, as the newest draft has them. For lists and choices; a document has its own.';
COMMENT ON COLUMN gongkai.department.code IS 'Unique in the country: region code, hyphen, local code.';
COMMENT ON COLUMN gongkai.department.region_code IS 'The region whose budget the department is part of now.';
COMMENT ON COLUMN gongkai.department.name IS 'Its name now.';

CREATE VIEW gongkai.project AS
SELECT DISTINCT ON (r.project_code) r.project_code AS code, r.department_code, r.project_name AS name
FROM gongkai.report AS r
WHERE r.project_code IS NOT NULL
ORDER BY r.project_code, r.year DESC, r.filled_on DESC NULLS LAST, r.id DESC;
COMMENT ON VIEW gongkai.project IS 'The projects (项目) of drafts, over all their years, as the newest draft has them. For lists and choices; a document has its own.';
COMMENT ON COLUMN gongkai.project.code IS 'Unique in the country; where a form prints none, department code, year and sequence.';
COMMENT ON COLUMN gongkai.project.department_code IS 'The department that has the project now.';
COMMENT ON COLUMN gongkai.project.name IS 'Its name now.';

GRANT SELECT ON gongkai.region, gongkai.department, gongkai.project TO gongkai_staff;

-- The same for what is published.
ALTER TABLE gongkai.publication ADD COLUMN filled_on date;
COMMENT ON COLUMN gongkai.publication.filled_on IS 'Date of filling in; of the reports of one year the later tells what a code is called now.';
COMMENT ON COLUMN gongkai.publication.region_name IS 'Name of the region, as published.';
COMMENT ON COLUMN gongkai.publication.department_name IS 'Name of the department, as published.';
COMMENT ON COLUMN gongkai.publication.project_name IS 'Name of the project, as published.';
COMMENT ON COLUMN gongkai.published_project.name IS 'Name of the project in its newest report.';
COMMENT ON COLUMN gongkai.published_project.department_code IS 'Code of the department of that report.';
COMMENT ON COLUMN gongkai.published_project.department_name IS 'Name of that department in it.';
COMMENT ON COLUMN gongkai.published_department.name IS 'Name in its newest report.';
COMMENT ON COLUMN gongkai.published_department.region_code IS 'Code of the region of that report.';
COMMENT ON COLUMN gongkai.published_department.region_name IS 'Name of that region in it.';
COMMENT ON COLUMN gongkai.published_department.parent_code IS 'Code of the superior department in the newest report that names one.';
COMMENT ON COLUMN gongkai.department_year.department_name IS 'Its name in the newest of the reports.';
COMMENT ON COLUMN gongkai.department_year.parent_code IS 'Code of the superior department in the newest of them that names one.';
COMMENT ON COLUMN gongkai.department_year.region_code IS 'The region of the newest of the reports.';
COMMENT ON COLUMN gongkai.department_year.region_name IS 'Name of that region in it.';

-- Few reports name a superior department.
CREATE INDEX publication_parent ON gongkai.publication (department_code, year) WHERE parent_code IS NOT NULL;

-- A department that moves to another region within a year has sums in both.
ALTER TABLE gongkai.project_summary
    DROP CONSTRAINT project_summary_pkey,
    ADD PRIMARY KEY (level, code, year, form, band, region_code);

-- Functions that are no more, or have other parameters or results, from here on.
DROP FUNCTION IF EXISTS gongkai.import_region(jsonb);
DROP FUNCTION IF EXISTS gongkai.import_department(jsonb, text);
DROP FUNCTION IF EXISTS gongkai.import_project(jsonb, text);
DROP FUNCTION IF EXISTS gongkai.import_report(jsonb, text, text);
DROP FUNCTION IF EXISTS gongkai.document_head(jsonb);
DROP FUNCTION IF EXISTS gongkai.project_owners(text[], integer[]);
DROP FUNCTION IF EXISTS gongkai.refresh_project_years(text[], integer[], bigint);
DROP FUNCTION IF EXISTS gongkai.grade_number(text);
