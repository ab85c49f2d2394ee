-- What happened to what is published, in order; withdrawals; superior
-- departments; the secret that makes cursors tamper-evident.

-- On the report and not with the department, for the reason told in
-- 002_report.sql.
ALTER TABLE gongkai.report ADD COLUMN parent_code gongkai.code;
COMMENT ON COLUMN gongkai.report.parent_code IS 'Code of the superior department, where the document names one. It need not be known here.';

CREATE TABLE gongkai.change (
    number bigint PRIMARY KEY CHECK (number > 0),
    kind text NOT NULL CHECK (kind IN ('publication', 'correction', 'withdrawal')),
    report_id gongkai.identifier NOT NULL,
    revision integer NOT NULL,
    at timestamptz NOT NULL,
    reason gongkai.line,
    made_by text NOT NULL,
    form gongkai.form NOT NULL,
    year gongkai.fiscal_year NOT NULL,
    department_code gongkai.code NOT NULL,
    department_name gongkai.line NOT NULL,
    FOREIGN KEY (report_id, revision) REFERENCES gongkai.revision (report_id, number),
    CONSTRAINT change_reason CHECK ((kind = 'withdrawal') = (reason IS NOT NULL))
);
COMMENT ON TABLE gongkai.change IS 'What happened to what is published, each as one row that is never changed. Numbered under a lock that is held until the commit, so whoever has seen a number has seen all below it.';
COMMENT ON COLUMN gongkai.change.number IS 'From 1, without gaps.';
COMMENT ON COLUMN gongkai.change.kind IS 'publication: of a report that was not public; correction: a later revision of one that was; withdrawal.';
COMMENT ON COLUMN gongkai.change.report_id IS 'The report.';
COMMENT ON COLUMN gongkai.change.revision IS 'The revision that was published, or was current when it was withdrawn.';
COMMENT ON COLUMN gongkai.change.at IS 'When, as published.';
COMMENT ON COLUMN gongkai.change.reason IS 'Why the report was withdrawn, as the public may know it.';
COMMENT ON COLUMN gongkai.change.made_by IS 'The database user who did it. Internal.';
COMMENT ON COLUMN gongkai.change.form IS 'The form.';
COMMENT ON COLUMN gongkai.change.year IS 'The fiscal year.';
COMMENT ON COLUMN gongkai.change.department_code IS 'Code of the department.';
COMMENT ON COLUMN gongkai.change.department_name IS 'Name of the department at the time.';

CREATE INDEX change_report ON gongkai.change (report_id, number);

-- A withdrawn revision is kept, and is seen by staff alone.
ALTER TABLE gongkai.revision ADD COLUMN withdrawn_at timestamptz;
COMMENT ON COLUMN gongkai.revision.withdrawn_at IS 'When it was withdrawn; then the public cannot read it any more, even if the report is published again.';
ALTER TABLE gongkai.revision ENABLE ROW LEVEL SECURITY;
CREATE POLICY revision_staff ON gongkai.revision FOR SELECT TO gongkai_staff USING (true);
CREATE POLICY revision_public ON gongkai.revision FOR SELECT TO gongkai_public USING (withdrawn_at IS NULL);

-- The two padded keys of an HMAC (RFC 2104) with SHA-256; 244 random bits.
CREATE TABLE gongkai.secret (
    name text PRIMARY KEY,
    inner_key bytea NOT NULL CHECK (length(inner_key) = 64),
    outer_key bytea NOT NULL CHECK (length(outer_key) = 64)
);
COMMENT ON TABLE gongkai.secret IS 'Secrets of this database. Nobody but the owner reads them.';
COMMENT ON COLUMN gongkai.secret.name IS 'What it is for: cursor.';
COMMENT ON COLUMN gongkai.secret.inner_key IS 'The key, padded with zeros to a block, each byte XOR 0x36.';
COMMENT ON COLUMN gongkai.secret.outer_key IS 'The key, padded with zeros to a block, each byte XOR 0x5c.';

INSERT INTO gongkai.secret (name, inner_key, outer_key)
SELECT
    'cursor',
    string_agg(set_byte('\x00', 0, get_byte(k.key, i) # 54), '' ORDER BY i),
    string_agg(set_byte('\x00', 0, get_byte(k.key, i) # 92), '' ORDER BY i)
FROM (
    SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || decode(repeat('00', 32), 'hex') AS key
) AS k
CROSS JOIN generate_series(0, 63) AS i;

GRANT SELECT ON gongkai.change TO gongkai_staff;
GRANT SELECT (number, kind, report_id, revision, at, reason, form, year, department_code, department_name)
    ON gongkai.change TO gongkai_public;
