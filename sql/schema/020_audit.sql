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
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
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
COMMENT ON COLUMN gongkai.audit_indicator.report_id IS 'The draft.';
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
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    pointer text,
    kind text NOT NULL CHECK (kind IN ('name', 'text')),
    body text NOT NULL,
    PRIMARY KEY (report_id, pointer)
);
COMMENT ON TABLE gongkai.audit_text IS 'What the drafts that are being checked say in words and the public may read.';
COMMENT ON COLUMN gongkai.audit_text.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.audit_text.pointer IS 'JSON Pointer of the text in the document.';
COMMENT ON COLUMN gongkai.audit_text.kind IS 'name: titles, names, labels, headings; text: all else.';
COMMENT ON COLUMN gongkai.audit_text.body IS 'The text without markup, never empty.';

GRANT SELECT ON gongkai.audit_rule TO gongkai_staff;
GRANT SELECT, INSERT, UPDATE, DELETE ON gongkai.audit_indicator, gongkai.audit_text TO gongkai_staff;
