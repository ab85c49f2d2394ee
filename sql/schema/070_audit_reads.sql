-- Rules say what they read: where no draft has it, they are not asked.
ALTER TABLE gongkai.audit_rule ADD COLUMN reads text NOT NULL DEFAULT 'draft' CHECK (reads IN (
    'draft', 'project', 'department', 'scores', 'funds', 'indicators', 'base', 'chapters', 'lists', 'attachments',
    'contacts', 'sums', 'points', 'signs'));
COMMENT ON COLUMN gongkai.audit_rule.reads IS 'What a draft has of which the rule can find something, as gongkai.audit_scopes() tells it; draft: nothing that not every draft has.';
DROP FUNCTION IF EXISTS gongkai.define_rule(text, text, text, text, text, text, text, text[], text[], integer, integer);

-- Whether a reason stands beside an indicator was asked for each of them by three rules.
ALTER TABLE gongkai.audit_indicator ADD COLUMN has_reason boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN gongkai.audit_indicator.has_reason IS 'Whether one of its cells gives a reason.';
DROP FUNCTION IF EXISTS gongkai.indicator_has_reason(text, integer);

-- Sums of departments and years, too, and more than one of the same cells.
DROP TABLE gongkai.audit_sum;
CREATE UNLOGGED TABLE gongkai.audit_sum (
    report_id text COLLATE "C",
    kind text,
    number integer,
    cells text[] NOT NULL,
    figures jsonb NOT NULL,
    PRIMARY KEY (report_id, kind, number)
);
COMMENT ON TABLE gongkai.audit_sum IS 'Sums in the drafts that are being checked that are not what their parts make, and other comparisons that several rules tell of.';
COMMENT ON COLUMN gongkai.audit_sum.report_id IS 'The draft. No more than a name: whatever is here goes at the end of the check.';
COMMENT ON COLUMN gongkai.audit_sum.kind IS 'What was compared, as the functions that gongkai.prepare_audit() asks call it: fund sources, base rows, projects less.';
COMMENT ON COLUMN gongkai.audit_sum.number IS 'Its number among those that were made together.';
COMMENT ON COLUMN gongkai.audit_sum.cells IS 'JSON Pointers of the sum and of its parts.';
COMMENT ON COLUMN gongkai.audit_sum.figures IS 'What the sentence of the finding shows.';
GRANT SELECT ON gongkai.audit_sum TO gongkai_staff;

-- By rules of the new reach only drafts of one project are compared. None is left whose reach
-- is all of two years.
UPDATE gongkai.audit_rule SET reach = 'set' WHERE reach = 'years';
ALTER TABLE gongkai.audit_rule
    DROP CONSTRAINT audit_rule_reach_check,
    ADD CONSTRAINT audit_rule_reach_check CHECK (reach IN ('document', 'project', 'set'));
COMMENT ON COLUMN gongkai.audit_rule.reach IS 'What else a change of a document can change: document, nothing; project, findings of the reports of its project, or of those of its department without one, in its year and the next; set, of all reports of its department and year.';

-- They take or tell something else from here on.
DROP FUNCTION IF EXISTS gongkai.prepare_audit(text[]);
DROP FUNCTION IF EXISTS gongkai.audit_parameters(text, text[]);
DROP FUNCTION IF EXISTS gongkai.base_rates(text[]);
DROP FUNCTION IF EXISTS gongkai.audit_execution_indicators(text[]);
DROP FUNCTION IF EXISTS gongkai.project_sums(text[]);
DROP FUNCTION IF EXISTS gongkai.target_pairs(text[]);
DROP FUNCTION IF EXISTS gongkai.cell_parts(text, text);
DROP FUNCTION IF EXISTS gongkai.audit_reach(text[]);
DROP FUNCTION IF EXISTS gongkai.named_findings(text[], text[], text[], text[]);
DROP FUNCTION IF EXISTS gongkai.run_audit(text[], text[], text[], text[]);
