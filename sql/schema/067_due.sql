-- Findings may be renewed after the answer to a save: what is to be checked waits here.
CREATE TABLE gongkai.audit_due (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id text COLLATE "C" NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE gongkai.audit_due IS 'Drafts that were saved and whose findings are to be renewed. Rows are only added and taken, so that no save waits for a check.';
COMMENT ON COLUMN gongkai.audit_due.number IS 'In order.';
COMMENT ON COLUMN gongkai.audit_due.report_id IS 'The draft. No more than a name: one that is deleted meanwhile is passed over.';
COMMENT ON COLUMN gongkai.audit_due.since IS 'When it was saved.';
COMMENT ON COLUMN gongkai.audit_due.attempts IS 'How often a worker began to check it: one on which workers fail is tried alone, and left in the end.';

CREATE INDEX audit_due_report ON gongkai.audit_due (report_id);

-- It no longer calls itself.
DROP FUNCTION IF EXISTS gongkai.indicator_json(gongkai.indicator);
