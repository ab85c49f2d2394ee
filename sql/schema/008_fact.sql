-- Facts of what is published, taken from the frozen documents in the
-- transaction that publishes them: what lists, summaries and searches read.
-- gongkai.fill_facts() makes them for revisions that are older than these tables.

-- Functions that have other parameters, or another name, from here on.
DROP FUNCTION IF EXISTS gongkai.publish_listed(text, integer);
DROP FUNCTION IF EXISTS gongkai.cursor_encode(text, text[]);
DROP FUNCTION IF EXISTS gongkai.cursor_decode(text, text, text[]);
DROP FUNCTION IF EXISTS gongkai.page(json, text);
DROP FUNCTION IF EXISTS gongkai.project_item(gongkai.published_project, json);

ALTER TABLE gongkai.publication
    ADD COLUMN change bigint REFERENCES gongkai.change,
    ADD COLUMN parent_code gongkai.code,
    ADD COLUMN initial_budget gongkai.amount,
    ADD COLUMN annual_budget gongkai.amount,
    ADD COLUMN executed gongkai.amount,
    ADD COLUMN weight gongkai.points,
    ADD COLUMN score gongkai.points,
    ADD COLUMN has_base_data boolean;
COMMENT ON COLUMN gongkai.publication.change IS 'The change that published the current revision.';
COMMENT ON COLUMN gongkai.publication.parent_code IS 'Code of the superior department.';
COMMENT ON COLUMN gongkai.publication.initial_budget IS 'Initial budget of the line total, yuan.';
COMMENT ON COLUMN gongkai.publication.annual_budget IS 'Annual budget of the line total, yuan.';
COMMENT ON COLUMN gongkai.publication.executed IS 'Executed of the line total, yuan.';
COMMENT ON COLUMN gongkai.publication.weight IS 'Points of the total.';
COMMENT ON COLUMN gongkai.publication.score IS 'Score of the total.';
COMMENT ON COLUMN gongkai.publication.has_base_data IS 'Whether it has a base data table.';

CREATE UNIQUE INDEX publication_change ON gongkai.publication (change);
CREATE INDEX publication_department_change ON gongkai.publication (department_code, change);
CREATE INDEX publication_region ON gongkai.publication (region_code, year, report_id);
-- A region has too many reports to pass over those of other forms.
CREATE INDEX publication_region_form ON gongkai.publication (region_code, form, year, report_id);

ALTER TABLE gongkai.published_project
    ADD COLUMN region_code text COLLATE "C",
    ADD COLUMN region_name gongkai.line,
    ADD COLUMN change bigint;
COMMENT ON COLUMN gongkai.published_project.region_code IS 'Code of that department''s region.';
COMMENT ON COLUMN gongkai.published_project.region_name IS 'Name of that region.';
COMMENT ON COLUMN gongkai.published_project.change IS 'The last change of what is published of the project.';
CREATE INDEX published_project_region ON gongkai.published_project (region_code, code);

CREATE TABLE gongkai.published_department (
    code gongkai.code PRIMARY KEY,
    name gongkai.line NOT NULL,
    region_code text COLLATE "C" NOT NULL,
    region_name gongkai.line NOT NULL,
    parent_code gongkai.code,
    years integer[] NOT NULL CHECK (cardinality(years) > 0),
    reports integer NOT NULL CHECK (reports > 0),
    change bigint NOT NULL
);
COMMENT ON TABLE gongkai.published_department IS 'The departments of which something is published, one row each.';
COMMENT ON COLUMN gongkai.published_department.code IS 'Code of the department.';
COMMENT ON COLUMN gongkai.published_department.name IS 'Name when last published.';
COMMENT ON COLUMN gongkai.published_department.region_code IS 'Code of its region.';
COMMENT ON COLUMN gongkai.published_department.region_name IS 'Name of its region.';
COMMENT ON COLUMN gongkai.published_department.parent_code IS 'Code of the superior department that was last named.';
COMMENT ON COLUMN gongkai.published_department.years IS 'The fiscal years with a published report, ascending.';
COMMENT ON COLUMN gongkai.published_department.reports IS 'How many reports are published.';
COMMENT ON COLUMN gongkai.published_department.change IS 'The last change of what is published of it.';
CREATE INDEX published_department_region ON gongkai.published_department (region_code, code);
CREATE INDEX published_department_parent ON gongkai.published_department (parent_code, code)
    WHERE parent_code IS NOT NULL;

CREATE TABLE gongkai.department_year (
    department_code gongkai.code,
    year gongkai.fiscal_year,
    department_name gongkai.line NOT NULL,
    parent_code gongkai.code,
    region_code text COLLATE "C" NOT NULL,
    region_name gongkai.line NOT NULL,
    reports integer NOT NULL CHECK (reports > 0),
    report_id gongkai.identifier,
    form gongkai.form,
    initial_budget gongkai.amount,
    annual_budget gongkai.amount,
    executed gongkai.amount,
    weight gongkai.points,
    score gongkai.points,
    base_report_id gongkai.identifier,
    change bigint NOT NULL,
    PRIMARY KEY (department_code, year)
);
COMMENT ON TABLE gongkai.department_year IS 'Overall expenditure (部门整体支出): the departments and fiscal years of which something is published.';
COMMENT ON COLUMN gongkai.department_year.department_code IS 'The department.';
COMMENT ON COLUMN gongkai.department_year.year IS 'The fiscal year.';
COMMENT ON COLUMN gongkai.department_year.department_name IS 'Its name in the last published of the reports.';
COMMENT ON COLUMN gongkai.department_year.parent_code IS 'Code of the superior department in that report.';
COMMENT ON COLUMN gongkai.department_year.region_code IS 'The department''s region.';
COMMENT ON COLUMN gongkai.department_year.region_name IS 'Name of that region.';
COMMENT ON COLUMN gongkai.department_year.reports IS 'How many reports are published.';
COMMENT ON COLUMN gongkai.department_year.report_id IS 'Of the forms of the whole department that have a total of funds or a score, the one that says most: executed, else annual budget, else score, else the first by id.';
COMMENT ON COLUMN gongkai.department_year.form IS 'Its form.';
COMMENT ON COLUMN gongkai.department_year.initial_budget IS 'Its initial budget, yuan.';
COMMENT ON COLUMN gongkai.department_year.annual_budget IS 'Its annual budget, yuan.';
COMMENT ON COLUMN gongkai.department_year.executed IS 'Its executed amount, yuan.';
COMMENT ON COLUMN gongkai.department_year.weight IS 'Its total of points.';
COMMENT ON COLUMN gongkai.department_year.score IS 'Its total score.';
COMMENT ON COLUMN gongkai.department_year.base_report_id IS 'The report with the base data table.';
COMMENT ON COLUMN gongkai.department_year.change IS 'The last change of what is published of it.';
CREATE INDEX department_year_year ON gongkai.department_year (year, department_code);
CREATE INDEX department_year_region ON gongkai.department_year (region_code, year, department_code);

CREATE TABLE gongkai.project_year (
    project_code gongkai.code,
    year gongkai.fiscal_year,
    project_name gongkai.line NOT NULL,
    department_code gongkai.code NOT NULL,
    region_code text COLLATE "C" NOT NULL,
    report_id gongkai.identifier NOT NULL,
    form gongkai.form NOT NULL,
    initial_budget gongkai.amount,
    annual_budget gongkai.amount,
    executed gongkai.amount,
    weight gongkai.points,
    score gongkai.points,
    change bigint NOT NULL,
    PRIMARY KEY (project_code, year)
);
COMMENT ON TABLE gongkai.project_year IS 'Project expenditure (项目支出): the projects and fiscal years of which something is published. What summaries count.';
COMMENT ON COLUMN gongkai.project_year.project_code IS 'The project.';
COMMENT ON COLUMN gongkai.project_year.year IS 'The fiscal year.';
COMMENT ON COLUMN gongkai.project_year.project_name IS 'Name of the project in that report.';
COMMENT ON COLUMN gongkai.project_year.department_code IS 'The department of that report.';
COMMENT ON COLUMN gongkai.project_year.region_code IS 'Its region.';
COMMENT ON COLUMN gongkai.project_year.report_id IS 'Of the project''s forms of the year the one that says most: executed, else annual budget, else score, else the first by id.';
COMMENT ON COLUMN gongkai.project_year.form IS 'Its form.';
COMMENT ON COLUMN gongkai.project_year.initial_budget IS 'Its initial budget, yuan.';
COMMENT ON COLUMN gongkai.project_year.annual_budget IS 'Its annual budget, yuan.';
COMMENT ON COLUMN gongkai.project_year.executed IS 'Its executed amount, yuan.';
COMMENT ON COLUMN gongkai.project_year.weight IS 'Its total of points.';
COMMENT ON COLUMN gongkai.project_year.score IS 'Its total score.';
COMMENT ON COLUMN gongkai.project_year.change IS 'The last change of what is published of it.';
CREATE INDEX project_year_department ON gongkai.project_year (department_code, year, project_code);

-- Kept at three levels, so that any selection reads a bounded number of rows
-- however many reports there are: of the nation or a region, a row for each
-- year, form and tenth of the score; of a department even fewer.
CREATE TABLE gongkai.project_summary (
    level text COLLATE "C" CHECK (level IN ('nation', 'region', 'department')),
    code text COLLATE "C",
    year gongkai.fiscal_year,
    form gongkai.form,
    band smallint CHECK (band BETWEEN -1 AND 10),
    grade smallint NOT NULL GENERATED ALWAYS AS (
        CASE WHEN band < 0 THEN 5 WHEN band < 6 THEN 4 WHEN band < 8 THEN 3 WHEN band < 9 THEN 2 ELSE 1 END
    ) STORED,
    region_code text COLLATE "C" NOT NULL,
    projects bigint NOT NULL,
    with_initial bigint NOT NULL,
    with_annual bigint NOT NULL,
    with_executed bigint NOT NULL,
    initial_budget numeric NOT NULL,
    annual_budget numeric NOT NULL,
    executed numeric NOT NULL,
    rated_budget numeric NOT NULL,
    rated_executed numeric NOT NULL,
    scored bigint NOT NULL,
    rating numeric NOT NULL,
    PRIMARY KEY (level, code, year, form, band)
) WITH (fillfactor = 80);
COMMENT ON TABLE gongkai.project_summary IS 'Sums over project_year, kept by publish() and withdraw().';
COMMENT ON COLUMN gongkai.project_summary.level IS 'What the row sums up: a department, a region or all.';
COMMENT ON COLUMN gongkai.project_summary.code IS 'Code of the department or region; empty for all.';
COMMENT ON COLUMN gongkai.project_summary.year IS 'The fiscal year.';
COMMENT ON COLUMN gongkai.project_summary.form IS 'The form.';
COMMENT ON COLUMN gongkai.project_summary.band IS 'Tens of the score in percent, 10 for full points and more; -1 without a score.';
COMMENT ON COLUMN gongkai.project_summary.grade IS 'Grade of the band (财预〔2020〕10号): 1 优, 2 良, 3 中, 4 差; 5 without a score.';
COMMENT ON COLUMN gongkai.project_summary.region_code IS 'Region of the department; otherwise as code.';
COMMENT ON COLUMN gongkai.project_summary.projects IS 'How many projects.';
COMMENT ON COLUMN gongkai.project_summary.with_initial IS 'How many of them have an initial budget.';
COMMENT ON COLUMN gongkai.project_summary.with_annual IS 'How many have an annual budget.';
COMMENT ON COLUMN gongkai.project_summary.with_executed IS 'How many have an executed amount.';
COMMENT ON COLUMN gongkai.project_summary.initial_budget IS 'Sum of the initial budgets, yuan.';
COMMENT ON COLUMN gongkai.project_summary.annual_budget IS 'Sum of the annual budgets, yuan.';
COMMENT ON COLUMN gongkai.project_summary.executed IS 'Sum of the executed amounts, yuan.';
COMMENT ON COLUMN gongkai.project_summary.rated_budget IS 'Sum of the annual budgets of those that have both amounts.';
COMMENT ON COLUMN gongkai.project_summary.rated_executed IS 'Sum of the executed amounts of those that have both.';
COMMENT ON COLUMN gongkai.project_summary.scored IS 'How many have a score.';
COMMENT ON COLUMN gongkai.project_summary.rating IS 'Sum of their scores in percent of the points.';
-- For groups by department or region, one index for each filter that may be
-- given alone. The groups of a page are then next to each other.
CREATE INDEX project_summary_region ON gongkai.project_summary (level, region_code, code);
CREATE INDEX project_summary_year ON gongkai.project_summary (level, year, code);
CREATE INDEX project_summary_form ON gongkai.project_summary (level, form, code);
CREATE INDEX project_summary_grade ON gongkai.project_summary (level, grade, code);
