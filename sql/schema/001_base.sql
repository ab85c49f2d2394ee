-- The schema, the record of migrations, and the domains that give the kinds of
-- values used everywhere one definition each.

DO $$
BEGIN
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'the database''s encoding is %, gongkai needs UTF8', current_setting('server_encoding')
            USING HINT = 'Create the database with ENCODING ''UTF8'' TEMPLATE template0.';
    END IF;
END
$$;

CREATE SCHEMA gongkai;
COMMENT ON SCHEMA gongkai IS 'Budget-performance disclosures: drafts as rows, published revisions as frozen documents.';

GRANT USAGE ON SCHEMA gongkai TO gongkai_staff, gongkai_public;

-- Not limited to the schema: PostgreSQL adds a schema's default privileges to
-- the global ones, so only the global ones can take something away.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE TABLE gongkai.migration (
    number integer PRIMARY KEY CHECK (number > 0),
    name text NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE gongkai.migration IS 'The migrations that have been applied to this database; written by the migrator.';
COMMENT ON COLUMN gongkai.migration.number IS 'The number at the start of the file''s name.';
COMMENT ON COLUMN gongkai.migration.name IS 'The file''s name.';
COMMENT ON COLUMN gongkai.migration.sha256 IS 'SHA-256 of the file as applied, in lower-case hex; a landed migration never changes.';
COMMENT ON COLUMN gongkai.migration.applied_at IS 'When the migration was applied.';

GRANT SELECT ON gongkai.migration TO gongkai_staff;
GRANT SELECT (number) ON gongkai.migration TO gongkai_public;

-- Codes and identifiers sort by bytes, so that the order of lists and of JSON
-- is the same on every machine.
CREATE DOMAIN gongkai.code AS text COLLATE "C"
    CONSTRAINT code_form CHECK (VALUE ~ '^[0-9A-Za-z](-?[0-9A-Za-z])*$')
    CONSTRAINT code_length CHECK (char_length(VALUE) <= 64);
COMMENT ON DOMAIN gongkai.code IS 'A code of a department or project: letters, digits and single hyphens, at most 64 characters so that it fits into a report''s id.';

CREATE DOMAIN gongkai.identifier AS text COLLATE "C"
    CONSTRAINT identifier_form CHECK (VALUE ~ '^[a-z][a-z0-9]{0,15}-[0-9]{4}-[0-9A-Za-z-]{1,64}$');
COMMENT ON DOMAIN gongkai.identifier IS 'The id of a report: form in lower case, fiscal year, project or department code.';

CREATE DOMAIN gongkai.form AS text COLLATE "C"
    CONSTRAINT form_form CHECK (VALUE ~ '^[A-Z][A-Z0-9]{0,15}$');
COMMENT ON DOMAIN gongkai.form IS 'A form, which is the identifier of its template: T1, E1.';

CREATE DOMAIN gongkai.fiscal_year AS integer
    CONSTRAINT fiscal_year_range CHECK (VALUE BETWEEN 1994 AND 2199);
COMMENT ON DOMAIN gongkai.fiscal_year IS 'A fiscal year; the Budget Law is of 1994.';

CREATE DOMAIN gongkai.line AS text
    CONSTRAINT line_length CHECK (char_length(VALUE) BETWEEN 1 AND 500);
COMMENT ON DOMAIN gongkai.line IS 'A short text that is not empty: a name, a title, a label.';

CREATE DOMAIN gongkai.body AS text
    CONSTRAINT body_length CHECK (char_length(VALUE) <= 100000);
COMMENT ON DOMAIN gongkai.body IS 'A text as filled in, possibly empty; paragraphs are separated by a line feed.';

CREATE DOMAIN gongkai.amount AS numeric(18, 2);
COMMENT ON DOMAIN gongkai.amount IS 'Money in yuan, always; forms in ten thousands of yuan are converted before import.';

CREATE DOMAIN gongkai.rate AS numeric(10, 2);
COMMENT ON DOMAIN gongkai.rate IS 'A percentage as filled in, without the sign.';

CREATE DOMAIN gongkai.points AS numeric(6, 2)
    CONSTRAINT points_not_negative CHECK (VALUE >= 0);
COMMENT ON DOMAIN gongkai.points IS 'A weight or a score.';

CREATE DOMAIN gongkai.sha256 AS text COLLATE "C"
    CONSTRAINT sha256_form CHECK (VALUE ~ '^[0-9a-f]{64}$');
COMMENT ON DOMAIN gongkai.sha256 IS 'A SHA-256 in lower-case hex.';
