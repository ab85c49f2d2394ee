-- Answers to findings that the public reads, and one row type for findings as staff read them.

ALTER TABLE gongkai.explanation ADD COLUMN is_public boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN gongkai.explanation.is_public IS 'Whether the department publishes it: then it stands in the document, below the form.';
COMMENT ON COLUMN gongkai.finding.name IS 'The rule and a digest of report, names of the rows, and figures: the same as long as all of them are.';

CREATE TYPE gongkai.told_finding AS (
    name text, report_id text, rule text, severity text, reach text, cells text[], figures jsonb,
    sentence text, checks text, source text, cure text,
    reason text, explained_by text, explained_at timestamptz, is_public boolean);
COMMENT ON TYPE gongkai.told_finding IS 'A finding with all that its rule says of it, and the explanation where there is one.';

-- They return it from here on; a function cannot be given another row. A new database has none of them yet.
DROP FUNCTION IF EXISTS gongkai.findings_in(text[]);
DROP FUNCTION IF EXISTS gongkai.findings(text);
DROP FUNCTION IF EXISTS gongkai.findings_of(text, integer);
-- Names are given to all that was found together.
DROP FUNCTION IF EXISTS gongkai.finding_name(text, gongkai.found);
-- Now with whether it is public.
DROP FUNCTION IF EXISTS gongkai.explain(text, text);

-- What was masked can be shown again; who did that, and why, is kept as what was masked was.
CREATE TABLE gongkai.unmasking (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id gongkai.identifier NOT NULL REFERENCES gongkai.report ON DELETE CASCADE,
    said text NOT NULL,
    masked_reason text NOT NULL,
    masked_by text NOT NULL,
    masked_at timestamptz NOT NULL,
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 2000),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL
);
COMMENT ON TABLE gongkai.unmasking IS 'Masks that were taken back. Internal.';
COMMENT ON COLUMN gongkai.unmasking.number IS 'In order.';
COMMENT ON COLUMN gongkai.unmasking.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.unmasking.said IS 'The words that are shown again.';
COMMENT ON COLUMN gongkai.unmasking.masked_reason IS 'Why they were masked.';
COMMENT ON COLUMN gongkai.unmasking.masked_by IS 'Who had masked them.';
COMMENT ON COLUMN gongkai.unmasking.masked_at IS 'When.';
COMMENT ON COLUMN gongkai.unmasking.reason IS 'Why they are shown again, plain text.';
COMMENT ON COLUMN gongkai.unmasking.made_by IS 'The database user who did it.';
COMMENT ON COLUMN gongkai.unmasking.made_at IS 'When.';

CREATE INDEX unmasking_report ON gongkai.unmasking (report_id);

GRANT SELECT ON gongkai.unmasking TO gongkai_staff;

COMMENT ON COLUMN gongkai.audit_indicator.target_unit IS 'Its unit without markup and spaces, 100 parts as %; NULL or empty without one.';

-- Whoever may read a draft may read what its rows are called.
ALTER TABLE gongkai.audit_indicator ENABLE ROW LEVEL SECURITY;
CREATE POLICY part_staff ON gongkai.audit_indicator TO gongkai_staff USING (true);
CREATE POLICY part_desk ON gongkai.audit_indicator FOR SELECT TO gongkai_desk
    USING (EXISTS (SELECT FROM gongkai.report AS r WHERE r.id = report_id));
GRANT SELECT ON gongkai.audit_indicator TO gongkai_desk;
