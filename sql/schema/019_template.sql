-- Templates are known to the database, so that publishing takes nothing on trust:
-- which template prints a form, and how its title is composed, stands here and not
-- in what the caller says. Only the owner writes; `gongkai migrate` registers the
-- templates of the folder.

CREATE TABLE gongkai.template_version (
    digest gongkai.sha256 PRIMARY KEY,
    form gongkai.form NOT NULL,
    title text NOT NULL,
    text text COMPRESSION lz4 NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    registered_by text NOT NULL DEFAULT session_user,
    UNIQUE (digest, form),
    CONSTRAINT template_version_hash CHECK (digest = encode(sha256(convert_to(text, 'UTF8')), 'hex'))
);
COMMENT ON TABLE gongkai.template_version IS 'Every template that ever was in force, by the digest that revisions name.';
COMMENT ON COLUMN gongkai.template_version.digest IS 'SHA-256 of its text in UTF-8.';
COMMENT ON COLUMN gongkai.template_version.form IS 'The form that it prints.';
COMMENT ON COLUMN gongkai.template_version.title IS 'How it composes the title of a document: text with members in braces.';
COMMENT ON COLUMN gongkai.template_version.text IS 'The file, byte for byte.';
COMMENT ON COLUMN gongkai.template_version.registered_at IS 'When it came.';
COMMENT ON COLUMN gongkai.template_version.registered_by IS 'The database user who registered it.';

CREATE TABLE gongkai.template (
    form gongkai.form PRIMARY KEY,
    digest gongkai.sha256 NOT NULL,
    FOREIGN KEY (digest, form) REFERENCES gongkai.template_version (digest, form)
);
CREATE INDEX template_digest ON gongkai.template (digest, form);
COMMENT ON TABLE gongkai.template IS 'The template in force of each form.';
COMMENT ON COLUMN gongkai.template.form IS 'The form.';
COMMENT ON COLUMN gongkai.template.digest IS 'Its template.';

GRANT SELECT ON gongkai.template_version, gongkai.template TO gongkai_staff;

-- Functions that have other parameters from here on.
DROP FUNCTION IF EXISTS gongkai.publish(text, text, text, text, timestamptz);
