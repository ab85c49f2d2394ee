-- Who discloses what: regions, departments, projects, and the head of a draft.

CREATE TABLE gongkai.region (
    code text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[0-9]{6}$'),
    name gongkai.line NOT NULL
);
COMMENT ON TABLE gongkai.region IS 'An administrative region.';
COMMENT ON COLUMN gongkai.region.code IS 'Code of GB/T 2260, six digits.';
COMMENT ON COLUMN gongkai.region.name IS 'Name as last imported.';

CREATE TABLE gongkai.department (
    code gongkai.code PRIMARY KEY,
    region_code text COLLATE "C" NOT NULL REFERENCES gongkai.region,
    name gongkai.line NOT NULL
);
COMMENT ON TABLE gongkai.department IS 'A budget department (预算部门).';
COMMENT ON COLUMN gongkai.department.code IS 'Unique in the country: region code, hyphen, local code.';
COMMENT ON COLUMN gongkai.department.region_code IS 'The region whose budget the department is part of.';
COMMENT ON COLUMN gongkai.department.name IS 'Name as last imported.';

CREATE INDEX department_region ON gongkai.department (region_code);

CREATE TABLE gongkai.project (
    code gongkai.code PRIMARY KEY,
    department_code gongkai.code NOT NULL REFERENCES gongkai.department,
    name gongkai.line NOT NULL
);
COMMENT ON TABLE gongkai.project IS 'A project (项目), over all its years.';
COMMENT ON COLUMN gongkai.project.code IS 'Unique in the country; where a form prints none, department code, year and sequence.';
COMMENT ON COLUMN gongkai.project.department_code IS 'The department that has the project now.';
COMMENT ON COLUMN gongkai.project.name IS 'Name as last imported.';

CREATE INDEX project_department ON gongkai.project (department_code);

-- A report names its department itself, although its project has one too: when
-- a reorganisation moves a project, last year's reports stay where they were.
-- What a form prints about department and project beside code and name stands
-- here and not with them, because one form of a project has the cell and
-- another has not, and the order of imports must not decide who shows it.
CREATE TABLE gongkai.report (
    id gongkai.identifier PRIMARY KEY
        GENERATED ALWAYS AS (
            lower(form) || '-' || year::text || '-' || coalesce(project_code, department_code)
        ) STORED,
    form gongkai.form NOT NULL,
    year gongkai.fiscal_year NOT NULL,
    department_code gongkai.code NOT NULL REFERENCES gongkai.department,
    project_code gongkai.code REFERENCES gongkai.project,
    title gongkai.line NOT NULL,
    filled_on date,
    budget_code gongkai.code,
    supervising_department gongkai.line,
    implementing_unit gongkai.line,
    total_weight gongkai.points,
    total_score gongkai.points,
    CONSTRAINT report_project_cells CHECK (
        project_code IS NOT NULL
        OR num_nonnulls(supervising_department, implementing_unit) = 0
    )
);
COMMENT ON TABLE gongkai.report IS 'The draft of one disclosure: one form of one project or department in one fiscal year. Internal; the public reads revisions.';
COMMENT ON COLUMN gongkai.report.id IS 'Stable and readable: form in lower case, year, project code or else department code.';
COMMENT ON COLUMN gongkai.report.form IS 'The form, which is the identifier of its template.';
COMMENT ON COLUMN gongkai.report.year IS 'The fiscal year.';
COMMENT ON COLUMN gongkai.report.department_code IS 'The department that discloses.';
COMMENT ON COLUMN gongkai.report.project_code IS 'The project; absent in a form about the whole department.';
COMMENT ON COLUMN gongkai.report.title IS 'The heading as printed on the paper.';
COMMENT ON COLUMN gongkai.report.filled_on IS 'Date of filling in (填报日期).';
COMMENT ON COLUMN gongkai.report.budget_code IS 'The department''s code as this form prints it.';
COMMENT ON COLUMN gongkai.report.supervising_department IS 'Supervising department (主管部门) as this form prints it.';
COMMENT ON COLUMN gongkai.report.implementing_unit IS 'Implementing unit (实施单位) as this form prints it.';
COMMENT ON COLUMN gongkai.report.total_weight IS 'Points of the total (总分) as filled in, right or wrong.';
COMMENT ON COLUMN gongkai.report.total_score IS 'Score of the total (总分) as filled in, right or wrong.';

CREATE INDEX report_department ON gongkai.report (department_code);
CREATE INDEX report_project ON gongkai.report (project_code);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON gongkai.region, gongkai.department, gongkai.project, gongkai.report
    TO gongkai_staff;
