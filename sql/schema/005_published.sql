-- What is published. Only gongkai.publish() writes here; staff and public
-- read, and nobody but the owner could change a revision.

-- A revision does not refer to its draft: deleting a draft takes nothing back.
CREATE TABLE gongkai.revision (
    report_id gongkai.identifier,
    number integer CHECK (number > 0),
    document text COMPRESSION lz4 NOT NULL,
    sha256 gongkai.sha256 NOT NULL,
    previous_sha256 gongkai.sha256,
    title gongkai.line NOT NULL,
    template gongkai.line NOT NULL,
    template_digest gongkai.line NOT NULL,
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    PRIMARY KEY (report_id, number),
    CONSTRAINT revision_first CHECK ((number = 1) = (previous_sha256 IS NULL)),
    CONSTRAINT revision_hash CHECK (sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
    CONSTRAINT revision_whole_second CHECK (published_at = date_trunc('second', published_at, 'UTC'))
);
COMMENT ON TABLE gongkai.revision IS 'A published, immutable state of a report: everything public is served from here.';
COMMENT ON COLUMN gongkai.revision.report_id IS 'The report.';
COMMENT ON COLUMN gongkai.revision.number IS 'Number of the revision, from 1 without gaps for each report.';
COMMENT ON COLUMN gongkai.revision.document IS 'The document''s exact bytes, the public edition with the member published at its end; served and hashed as stored, never serialised again.';
COMMENT ON COLUMN gongkai.revision.sha256 IS 'SHA-256 of the document''s bytes in UTF-8.';
COMMENT ON COLUMN gongkai.revision.previous_sha256 IS 'SHA-256 of the previous revision; absent in the first.';
COMMENT ON COLUMN gongkai.revision.title IS 'Title for lists and file names.';
COMMENT ON COLUMN gongkai.revision.template IS 'Name of the template that prints it.';
COMMENT ON COLUMN gongkai.revision.template_digest IS 'Digest of that template at the time, so that the same PDF can be made again.';
COMMENT ON COLUMN gongkai.revision.published_at IS 'When it was published, in whole seconds.';
COMMENT ON COLUMN gongkai.revision.published_by IS 'The database user who published it. Internal.';

-- Columns are copied from the revision, so that a list reads this table alone.
CREATE TABLE gongkai.publication (
    report_id gongkai.identifier PRIMARY KEY,
    revision integer NOT NULL,
    form gongkai.form NOT NULL,
    year gongkai.fiscal_year NOT NULL,
    region_code text COLLATE "C" NOT NULL,
    region_name gongkai.line NOT NULL,
    department_code gongkai.code NOT NULL,
    department_name gongkai.line NOT NULL,
    project_code gongkai.code,
    project_name gongkai.line,
    title gongkai.line NOT NULL,
    published_at timestamptz NOT NULL,
    FOREIGN KEY (report_id, revision) REFERENCES gongkai.revision (report_id, number),
    CONSTRAINT publication_project CHECK ((project_code IS NULL) = (project_name IS NULL))
);
COMMENT ON TABLE gongkai.publication IS 'The published reports, one row each, with what lists show.';
COMMENT ON COLUMN gongkai.publication.report_id IS 'The report.';
COMMENT ON COLUMN gongkai.publication.revision IS 'Its current revision.';
COMMENT ON COLUMN gongkai.publication.form IS 'The form.';
COMMENT ON COLUMN gongkai.publication.year IS 'The fiscal year.';
COMMENT ON COLUMN gongkai.publication.region_code IS 'Code of the region.';
COMMENT ON COLUMN gongkai.publication.region_name IS 'Name of the region when published.';
COMMENT ON COLUMN gongkai.publication.department_code IS 'Code of the department.';
COMMENT ON COLUMN gongkai.publication.department_name IS 'Name of the department when published.';
COMMENT ON COLUMN gongkai.publication.project_code IS 'Code of the project; absent in a form about the whole department.';
COMMENT ON COLUMN gongkai.publication.project_name IS 'Name of the project when published.';
COMMENT ON COLUMN gongkai.publication.title IS 'Title for lists.';
COMMENT ON COLUMN gongkai.publication.published_at IS 'When the current revision was published.';

-- Lists go newest first and read these backwards. A department has few enough
-- reports that its forms need no index of their own.
CREATE INDEX publication_year ON gongkai.publication (year, report_id);
CREATE INDEX publication_department ON gongkai.publication (department_code, year, report_id);
CREATE INDEX publication_form ON gongkai.publication (form, year, report_id);
CREATE INDEX publication_project ON gongkai.publication (project_code, year, report_id)
    WHERE project_code IS NOT NULL;

CREATE TABLE gongkai.published_project (
    code gongkai.code PRIMARY KEY,
    name gongkai.line NOT NULL,
    department_code gongkai.code NOT NULL,
    department_name gongkai.line NOT NULL,
    years integer[] NOT NULL CHECK (cardinality(years) > 0)
);
COMMENT ON TABLE gongkai.published_project IS 'The projects of which something is published, one row each, with what lists show.';
COMMENT ON COLUMN gongkai.published_project.code IS 'Code of the project.';
COMMENT ON COLUMN gongkai.published_project.name IS 'Name of the project when last published.';
COMMENT ON COLUMN gongkai.published_project.department_code IS 'Code of the department that last published it.';
COMMENT ON COLUMN gongkai.published_project.department_name IS 'Name of that department at the time.';
COMMENT ON COLUMN gongkai.published_project.years IS 'The fiscal years with a published report, ascending.';

CREATE INDEX published_project_department ON gongkai.published_project (department_code, code);

GRANT SELECT ON gongkai.revision, gongkai.publication, gongkai.published_project TO gongkai_staff;
GRANT SELECT ON gongkai.publication, gongkai.published_project TO gongkai_public;
GRANT SELECT (
        report_id, number, document, sha256, previous_sha256, title,
        template, template_digest, published_at
    )
    ON gongkai.revision TO gongkai_public;
