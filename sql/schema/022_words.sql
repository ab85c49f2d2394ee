-- Which texts the rules of texts and persons have to look at closely. Most texts have
-- none of the signs that those rules start from; asked once, that spares each rule to
-- read them all. gongkai.has_signs() is of sql/function/audit, which knows the signs;
-- this one is only for the column to be made with.
CREATE FUNCTION gongkai.has_signs(body text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT body IS NOT NULL
$$;

ALTER TABLE gongkai.audit_text
    ADD COLUMN has_signs boolean NOT NULL GENERATED ALWAYS AS (gongkai.has_signs(body)) STORED;
COMMENT ON COLUMN gongkai.audit_text.has_signs IS 'Whether a rule may find something in it.';

-- Few texts have signs; the rules find them without reading the others.
CREATE INDEX audit_text_signs ON gongkai.audit_text (report_id) WHERE has_signs;

CREATE TABLE gongkai.masking (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    said text COLLATE "C" CHECK (char_length(said) BETWEEN 2 AND 200),
    pointer text NOT NULL,
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 2000),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (report_id, said)
);
COMMENT ON TABLE gongkai.masking IS 'What the public edition of a draft does not say: the draft keeps it. Internal.';
COMMENT ON COLUMN gongkai.masking.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.masking.said IS 'The words that asterisks stand for, wherever they are in it.';
COMMENT ON COLUMN gongkai.masking.pointer IS 'JSON Pointer of the place where they were found.';
COMMENT ON COLUMN gongkai.masking.reason IS 'Why, plain text.';
COMMENT ON COLUMN gongkai.masking.made_by IS 'The database user who did it.';
COMMENT ON COLUMN gongkai.masking.made_at IS 'When.';

GRANT SELECT ON gongkai.masking TO gongkai_staff;
