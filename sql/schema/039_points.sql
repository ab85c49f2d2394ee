-- The sums of points of the drafts that are being checked: five rules read them, and they
-- are dear to make.
CREATE UNLOGGED TABLE gongkai.audit_point_sum (
    report_id text COLLATE "C" NOT NULL,
    number integer,
    pointer text NOT NULL,
    name text,
    weight numeric,
    score numeric,
    weights numeric,
    scores numeric,
    cells text[] NOT NULL,
    PRIMARY KEY (report_id, pointer)
);
COMMENT ON TABLE gongkai.audit_point_sum IS 'Headings of indicators in the drafts that are being checked, with the sums of the points below them.';
COMMENT ON COLUMN gongkai.audit_point_sum.report_id IS 'The draft. No more than a name: whatever is here goes at the end of the check.';
COMMENT ON COLUMN gongkai.audit_point_sum.number IS 'The indicator; NULL: the whole form.';
COMMENT ON COLUMN gongkai.audit_point_sum.pointer IS 'JSON Pointer of the indicator; empty for the whole form.';
COMMENT ON COLUMN gongkai.audit_point_sum.name IS 'Its name; NULL for the whole form.';
COMMENT ON COLUMN gongkai.audit_point_sum.weight IS 'Its points.';
COMMENT ON COLUMN gongkai.audit_point_sum.score IS 'The points that it got.';
COMMENT ON COLUMN gongkai.audit_point_sum.weights IS 'The sum of the points below it.';
COMMENT ON COLUMN gongkai.audit_point_sum.scores IS 'The sum of the points got below it; NULL when one is not filled in.';
COMMENT ON COLUMN gongkai.audit_point_sum.cells IS 'JSON Pointers of what has them.';

GRANT SELECT ON gongkai.audit_point_sum TO gongkai_staff;
