-- What does not add up in the drafts that are being checked: eight rules read it, and the
-- sums are dear to make.
CREATE UNLOGGED TABLE gongkai.audit_sum (
    report_id text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    cells text[] NOT NULL,
    figures jsonb NOT NULL,
    PRIMARY KEY (report_id, kind, cells)
);
COMMENT ON TABLE gongkai.audit_sum IS 'Sums in the drafts that are being checked that are not what their parts make.';
COMMENT ON COLUMN gongkai.audit_sum.report_id IS 'The draft. No more than a name: whatever is here goes at the end of the check.';
COMMENT ON COLUMN gongkai.audit_sum.kind IS 'What was added up: fund sources, fund spending, fund parts, base rows, base parts, cost target, cost actual, cost units.';
COMMENT ON COLUMN gongkai.audit_sum.cells IS 'JSON Pointers of the sum and of its parts.';
COMMENT ON COLUMN gongkai.audit_sum.figures IS 'What the sentence of the finding shows.';

GRANT SELECT ON gongkai.audit_sum TO gongkai_staff;

-- They tell it in other columns than they did.
DROP FUNCTION IF EXISTS gongkai.fund_sums(text[]);
DROP FUNCTION IF EXISTS gongkai.base_sums(text[]);
DROP FUNCTION IF EXISTS gongkai.audit_cost_sums(text[]);
