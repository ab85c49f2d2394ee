-- 勾稽: the rules, what they find in the drafts, and how a finding was answered. All of
-- it is internal: the public role sees none of these tables.

CREATE TABLE gongkai.audit_rule (
    id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[A-Z]{2,8}-[0-9]{2}$'),
    severity text NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
    reach text NOT NULL CHECK (reach IN ('document', 'set', 'years')),
    forms text[],
    regions text[],
    first_year integer,
    last_year integer,
    checks text NOT NULL,
    source text NOT NULL,
    sentence text NOT NULL,
    cure text NOT NULL
);
COMMENT ON TABLE gongkai.audit_rule IS 'The rules. What one finds is computed by the function audit_ID, in lower case; sql/function/audit defines both, anew with each migration.';
COMMENT ON COLUMN gongkai.audit_rule.id IS 'Family and number: FUND-01.';
COMMENT ON COLUMN gongkai.audit_rule.severity IS 'error: against arithmetic or law; warning: needs a reason; note: to know.';
COMMENT ON COLUMN gongkai.audit_rule.reach IS 'What else a change of a document can change: document, nothing; set, findings of all reports of its department and year; years, those and the findings of the next year.';
COMMENT ON COLUMN gongkai.audit_rule.forms IS 'The forms that it is for; NULL: all.';
COMMENT ON COLUMN gongkai.audit_rule.regions IS 'The beginnings of the codes of the regions that it is for; NULL: all.';
COMMENT ON COLUMN gongkai.audit_rule.first_year IS 'The first fiscal year that it is for; NULL: any.';
COMMENT ON COLUMN gongkai.audit_rule.last_year IS 'The last fiscal year that it is for; NULL: any.';
COMMENT ON COLUMN gongkai.audit_rule.checks IS 'What must hold, in a few words.';
COMMENT ON COLUMN gongkai.audit_rule.source IS 'Where that is said: law, article, notice, or arithmetic.';
COMMENT ON COLUMN gongkai.audit_rule.sentence IS 'What the editor reads; {name} stands for a figure.';
COMMENT ON COLUMN gongkai.audit_rule.cure IS 'What would mend it.';

-- What a rule returns.
CREATE TYPE gongkai.found AS (report_id text, cells text[], figures jsonb);
COMMENT ON TYPE gongkai.found IS 'Something that a rule found: the report; its cells as JSON Pointers, the first is where it is shown (a cell of another report: ID#POINTER); the figures of the sentence as texts.';

-- Indicators as the rules see them, made of the draft's rows by gongkai.prepare_audit().
CREATE TABLE gongkai.audit_indicator (
    report_id text COLLATE "C",
    number integer,
    parent integer,
    level integer NOT NULL,
    is_leaf boolean NOT NULL,
    pointer text NOT NULL,
    aspect text CHECK (aspect IN ('output', 'benefit', 'satisfaction', 'cost')),
    dimension text CHECK (dimension IN (
        'quantity', 'quality', 'timeliness', 'cost', 'economic', 'social', 'ecological', 'sustainable', 'satisfaction')),
    name text NOT NULL,
    weight numeric,
    score numeric,
    target_text text,
    target_operator text CHECK (target_operator IN ('=', '≥', '≤', '>', '<', '±', '定性')),
    target_number numeric,
    target_unit text,
    actual_text text,
    actual_operator text CHECK (actual_operator IN ('=', '≥', '≤', '>', '<', '±', '定性')),
    actual_number numeric,
    actual_unit text,
    PRIMARY KEY (report_id, number)
);
COMMENT ON TABLE gongkai.audit_indicator IS 'The indicators of drafts as the rules read them: with their place, their group, plain texts and numbers.';
COMMENT ON COLUMN gongkai.audit_indicator.report_id IS 'The draft. A foreign key would take as long as all else; what is left of a draft that is gone nobody reads.';
COMMENT ON COLUMN gongkai.audit_indicator.number IS 'The indicator''s number in gongkai.indicator.';
COMMENT ON COLUMN gongkai.audit_indicator.parent IS 'The number of the one above; NULL at the top.';
COMMENT ON COLUMN gongkai.audit_indicator.level IS 'From 1.';
COMMENT ON COLUMN gongkai.audit_indicator.is_leaf IS 'Whether nothing is below it: only such have targets.';
COMMENT ON COLUMN gongkai.audit_indicator.pointer IS 'JSON Pointer of the indicator in the document.';
COMMENT ON COLUMN gongkai.audit_indicator.aspect IS 'What the first level is, by its name; NULL: none of those.';
COMMENT ON COLUMN gongkai.audit_indicator.dimension IS 'What the second level is, by its name; NULL: none of those.';
COMMENT ON COLUMN gongkai.audit_indicator.name IS 'Its name without markup.';
COMMENT ON COLUMN gongkai.audit_indicator.weight IS 'Points.';
COMMENT ON COLUMN gongkai.audit_indicator.score IS 'Points that it got.';
COMMENT ON COLUMN gongkai.audit_indicator.target_text IS 'The whole target without markup: ≥77台; NULL when the form has no such cell.';
COMMENT ON COLUMN gongkai.audit_indicator.target_operator IS 'Its operator; signs that mean the same are one.';
COMMENT ON COLUMN gongkai.audit_indicator.target_number IS 'Its number; NULL when it is none.';
COMMENT ON COLUMN gongkai.audit_indicator.target_unit IS 'Its unit without markup; NULL or empty without one.';
COMMENT ON COLUMN gongkai.audit_indicator.actual_text IS 'The same of the actual value.';
COMMENT ON COLUMN gongkai.audit_indicator.actual_operator IS 'The same of the actual value.';
COMMENT ON COLUMN gongkai.audit_indicator.actual_number IS 'The same of the actual value.';
COMMENT ON COLUMN gongkai.audit_indicator.actual_unit IS 'The same of the actual value.';

-- Texts of the drafts that are being checked, no longer than that: no rule reads them of
-- others, and kept they would be as large as the drafts.
CREATE UNLOGGED TABLE gongkai.audit_text (
    report_id text COLLATE "C",
    pointer text,
    kind text NOT NULL CHECK (kind IN ('name', 'text')),
    body text NOT NULL,
    PRIMARY KEY (report_id, pointer)
);
COMMENT ON TABLE gongkai.audit_text IS 'What the drafts that are being checked say in words and the public may read.';
COMMENT ON COLUMN gongkai.audit_text.report_id IS 'The draft. No more than a name: whatever is here goes at the end of the check.';
COMMENT ON COLUMN gongkai.audit_text.pointer IS 'JSON Pointer of the text in the document.';
COMMENT ON COLUMN gongkai.audit_text.kind IS 'name: titles, names, labels, headings; text: all else.';
COMMENT ON COLUMN gongkai.audit_text.body IS 'The text without markup, never empty.';

GRANT SELECT ON gongkai.audit_rule, gongkai.audit_indicator, gongkai.audit_text TO gongkai_staff;

-- What rules read that is not the same in every region.
CREATE TABLE gongkai.audit_parameter (
    name text COLLATE "C" CHECK (name ~ '^[a-z][a-z0-9_]*$'),
    region text COLLATE "C" CHECK (region ~ '^[0-9]{0,6}$'),
    value jsonb NOT NULL,
    says text,
    PRIMARY KEY (name, region),
    CONSTRAINT audit_parameter_says CHECK ((region = '') = (says IS NOT NULL))
);
COMMENT ON TABLE gongkai.audit_parameter IS 'Parameters of the rules: the national default, which sql/function/audit defines anew with each migration, and what regions have instead.';
COMMENT ON COLUMN gongkai.audit_parameter.name IS 'Which parameter.';
COMMENT ON COLUMN gongkai.audit_parameter.region IS 'The beginning of the codes of the regions that it is for; empty: the nation. The longest that fits counts.';
COMMENT ON COLUMN gongkai.audit_parameter.value IS 'What the rule reads.';
COMMENT ON COLUMN gongkai.audit_parameter.says IS 'What it means; only with the default.';

-- What the rules are at present: findings are of these, or old.
CREATE TABLE gongkai.audit_stamp (
    is_single boolean PRIMARY KEY DEFAULT true CHECK (is_single),
    rules text NOT NULL
);
COMMENT ON TABLE gongkai.audit_stamp IS 'One row: which rules and parameters are in force.';
COMMENT ON COLUMN gongkai.audit_stamp.is_single IS 'True, so that there is one row.';
COMMENT ON COLUMN gongkai.audit_stamp.rules IS 'Digest of all rules, their functions and their parameters.';

-- Of which state of a draft, and of which rules, its findings are.
CREATE TABLE gongkai.audited (
    report_id gongkai.identifier PRIMARY KEY REFERENCES gongkai.report ON DELETE CASCADE,
    department_code gongkai.code NOT NULL,
    year gongkai.fiscal_year NOT NULL,
    draft text NOT NULL,
    rules text NOT NULL
);
COMMENT ON TABLE gongkai.audited IS 'The drafts that were checked, and as what. One that is not as it was is checked again before it is published.';
COMMENT ON COLUMN gongkai.audited.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.audited.department_code IS 'Its department then: when it goes to another one, the findings of both change.';
COMMENT ON COLUMN gongkai.audited.year IS 'Its year.';
COMMENT ON COLUMN gongkai.audited.draft IS 'Which writings of its rows were checked (gongkai.draft_states).';
COMMENT ON COLUMN gongkai.audited.rules IS 'The rules that were in force.';

CREATE TABLE gongkai.finding (
    name text COLLATE "C" PRIMARY KEY,
    report_id gongkai.identifier NOT NULL REFERENCES gongkai.report ON DELETE CASCADE,
    rule text COLLATE "C" NOT NULL,
    cells text[] NOT NULL,
    figures jsonb NOT NULL
);
COMMENT ON TABLE gongkai.finding IS 'What the rules found in the drafts. Internal.';
COMMENT ON COLUMN gongkai.finding.name IS 'The rule and a digest of report, cells and figures: the same as long as all of them are.';
COMMENT ON COLUMN gongkai.finding.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.finding.rule IS 'The rule; no longer in gongkai.audit_rule when it was dropped since.';
COMMENT ON COLUMN gongkai.finding.cells IS 'JSON Pointers of its cells, the first is where it is shown; in another report: ID#POINTER.';
COMMENT ON COLUMN gongkai.finding.figures IS 'The figures of the sentence.';

CREATE INDEX finding_report ON gongkai.finding (report_id);

CREATE TABLE gongkai.explanation (
    finding text COLLATE "C" PRIMARY KEY REFERENCES gongkai.finding ON DELETE CASCADE,
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 2000),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL
);
COMMENT ON TABLE gongkai.explanation IS 'Why a finding may stand. It goes with the finding: when a figure changes, it is another one.';
COMMENT ON COLUMN gongkai.explanation.finding IS 'The finding.';
COMMENT ON COLUMN gongkai.explanation.reason IS 'The reason, plain text.';
COMMENT ON COLUMN gongkai.explanation.made_by IS 'The database user who gave it.';
COMMENT ON COLUMN gongkai.explanation.made_at IS 'When.';

GRANT SELECT ON gongkai.audit_parameter, gongkai.audit_stamp, gongkai.audited, gongkai.finding, gongkai.explanation
    TO gongkai_staff;
