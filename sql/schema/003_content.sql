-- What a draft says, in the order of its form: texts, money, indicators.

CREATE TABLE gongkai.report_text (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    name text CHECK (name IN ('goal', 'completion', 'conclusion', 'thrift_measures', 'note')),
    body gongkai.body NOT NULL,
    PRIMARY KEY (report_id, name)
);
COMMENT ON TABLE gongkai.report_text IS 'The single texts of a form.';
COMMENT ON COLUMN gongkai.report_text.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.report_text.name IS 'Which text: goal (绩效目标), completion (实际完成情况), conclusion (自评结论), thrift_measures (厉行节约保障措施), note (说明).';
COMMENT ON COLUMN gongkai.report_text.body IS 'The text; an empty one is a cell that was left empty.';

CREATE TABLE gongkai.chapter (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    position integer CHECK (position > 0),
    level integer NOT NULL CHECK (level BETWEEN 0 AND 4),
    heading text NOT NULL CHECK (char_length(heading) <= 500),
    run_in boolean,
    body gongkai.body,
    PRIMARY KEY (report_id, position)
);
COMMENT ON TABLE gongkai.chapter IS 'A heading of a narrative report and the paragraphs under it.';
COMMENT ON COLUMN gongkai.chapter.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.chapter.position IS 'Place in the report, from 1.';
COMMENT ON COLUMN gongkai.chapter.level IS '1 for 一、, 2 for （一）, 3 for 1、; 0 for text without a heading.';
COMMENT ON COLUMN gongkai.chapter.heading IS 'With its number, as printed; empty at level 0.';
COMMENT ON COLUMN gongkai.chapter.run_in IS 'Whether the heading opens its first paragraph instead of standing alone; absent means that it stands alone.';
COMMENT ON COLUMN gongkai.chapter.body IS 'The paragraphs; absent when another heading follows at once.';

CREATE TABLE gongkai.fund_line (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    position integer CHECK (position > 0),
    kind text NOT NULL CHECK (kind IN (
        'total', 'fiscal_appropriation', 'own_level', 'upper_level_transfer',
        'carry_over', 'other', 'general_public_budget', 'government_fund',
        'special_account_non_tax', 'basic', 'project'
    )),
    label gongkai.line NOT NULL,
    depth integer NOT NULL CHECK (depth BETWEEN 0 AND 9),
    initial_budget gongkai.amount,
    annual_budget gongkai.amount,
    executed gongkai.amount,
    weight gongkai.points,
    execution_rate gongkai.rate,
    score gongkai.points,
    PRIMARY KEY (report_id, position)
);
COMMENT ON TABLE gongkai.fund_line IS 'A line of the money block.';
COMMENT ON COLUMN gongkai.fund_line.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.fund_line.position IS 'Place in the block, from 1.';
COMMENT ON COLUMN gongkai.fund_line.kind IS 'What the line counts, whatever it is called: total, a source or a nature of expenditure.';
COMMENT ON COLUMN gongkai.fund_line.label IS 'As printed, without the colon at its end.';
COMMENT ON COLUMN gongkai.fund_line.depth IS 'Indentation, from 0.';
COMMENT ON COLUMN gongkai.fund_line.initial_budget IS 'Initial budget (年初预算数), yuan.';
COMMENT ON COLUMN gongkai.fund_line.annual_budget IS 'Annual budget (全年预算数), yuan.';
COMMENT ON COLUMN gongkai.fund_line.executed IS 'Executed (全年执行数), yuan.';
COMMENT ON COLUMN gongkai.fund_line.weight IS 'Points to be had (分值).';
COMMENT ON COLUMN gongkai.fund_line.execution_rate IS 'Execution rate (执行率) as filled in, percent.';
COMMENT ON COLUMN gongkai.fund_line.score IS 'Points given (得分).';

-- parent_level exists for the foreign key: a parent is always one level up, so
-- there are no cycles and nothing is deeper than four.
CREATE TABLE gongkai.indicator (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    number integer CHECK (number > 0),
    parent integer,
    level integer NOT NULL CHECK (level BETWEEN 1 AND 4),
    parent_level integer GENERATED ALWAYS AS (nullif(level - 1, 0)) STORED,
    position integer NOT NULL CHECK (position > 0),
    code gongkai.code,
    name gongkai.body NOT NULL,
    obligation gongkai.line,
    target_text gongkai.body,
    target_operator text CHECK (target_operator IN ('=', '≥', '≤', '>', '<', '≧', '≦', '＝', '＞', '＜', '±', '定性')),
    target_value gongkai.body,
    target_unit text CHECK (char_length(target_unit) <= 50),
    actual_text gongkai.body,
    actual_operator text CHECK (actual_operator IN ('=', '≥', '≤', '>', '<', '≧', '≦', '＝', '＞', '＜', '±', '定性')),
    actual_value gongkai.body,
    actual_unit text CHECK (char_length(actual_unit) <= 50),
    weight gongkai.points,
    score gongkai.points,
    deviation gongkai.body,
    remark gongkai.body,
    explanation gongkai.body,
    standard gongkai.body,
    PRIMARY KEY (report_id, number),
    CONSTRAINT indicator_level UNIQUE (report_id, number, level),
    CONSTRAINT indicator_position UNIQUE NULLS NOT DISTINCT (report_id, parent, position),
    CONSTRAINT indicator_root CHECK ((level = 1) = (parent IS NULL)),
    CONSTRAINT indicator_parent FOREIGN KEY (report_id, parent, parent_level)
        REFERENCES gongkai.indicator (report_id, number, level) ON DELETE CASCADE
);
COMMENT ON TABLE gongkai.indicator IS 'A node of a draft''s indicator tree, levels 1 to 4.';
COMMENT ON COLUMN gongkai.indicator.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.indicator.number IS 'Number in the draft, from 1; import counts from top to bottom.';
COMMENT ON COLUMN gongkai.indicator.parent IS 'Number of the node above; absent at level 1.';
COMMENT ON COLUMN gongkai.indicator.level IS 'Level in the tree: 1 一级指标, 2 二级指标, 3 三级指标, 4 below that.';
COMMENT ON COLUMN gongkai.indicator.parent_level IS 'Level of the node above; derived, for the foreign key.';
COMMENT ON COLUMN gongkai.indicator.position IS 'Place among its siblings, from 1.';
COMMENT ON COLUMN gongkai.indicator.code IS 'Code printed before the name.';
COMMENT ON COLUMN gongkai.indicator.name IS 'Name as filled in.';
COMMENT ON COLUMN gongkai.indicator.obligation IS 'Whether the form demands it, as printed: 必填, 必填 硬性指标.';
COMMENT ON COLUMN gongkai.indicator.target_text IS 'Target (年度指标值) as filled in, in a form with one cell for it.';
COMMENT ON COLUMN gongkai.indicator.target_operator IS 'Operator (符号) of the target: filled in, or read from the text.';
COMMENT ON COLUMN gongkai.indicator.target_value IS 'Value of the target: filled in, or the number read from the text.';
COMMENT ON COLUMN gongkai.indicator.target_unit IS 'Unit (计量单位) of the target: filled in, or read from the text.';
COMMENT ON COLUMN gongkai.indicator.actual_text IS 'Actual value (实际完成值) as filled in, in a form with one cell for it.';
COMMENT ON COLUMN gongkai.indicator.actual_operator IS 'Operator of the actual value: filled in, or read from the text.';
COMMENT ON COLUMN gongkai.indicator.actual_value IS 'Value of the actual value: filled in, or the number read from the text.';
COMMENT ON COLUMN gongkai.indicator.actual_unit IS 'Unit of the actual value: filled in, or read from the text.';
COMMENT ON COLUMN gongkai.indicator.weight IS 'Points to be had (分值).';
COMMENT ON COLUMN gongkai.indicator.score IS 'Points given (得分).';
COMMENT ON COLUMN gongkai.indicator.deviation IS 'Deviation analysis and improvement (偏差原因分析及改进措施).';
COMMENT ON COLUMN gongkai.indicator.remark IS 'Remark (备注).';
COMMENT ON COLUMN gongkai.indicator.explanation IS 'What the indicator means (指标解释).';
COMMENT ON COLUMN gongkai.indicator.standard IS 'How it is scored (评分标准).';

GRANT SELECT, INSERT, UPDATE, DELETE
    ON gongkai.report_text, gongkai.chapter, gongkai.fund_line, gongkai.indicator
    TO gongkai_staff;
