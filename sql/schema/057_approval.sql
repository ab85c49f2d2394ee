-- When budgets and final accounts were approved: from then on departments have twenty days to
-- publish (预算法 article 14).

CREATE TABLE gongkai.approval (
    department gongkai.code_prefix,
    year integer CHECK (year BETWEEN 1994 AND 2199),
    account text COLLATE "C" CHECK (account IN ('budget', 'final')),
    approved_on date NOT NULL,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (department, year, account)
);
COMMENT ON TABLE gongkai.approval IS 'When finance bureaus approved (批复) the budgets and final accounts of departments, as administrators have entered it.';
COMMENT ON COLUMN gongkai.approval.department IS 'Of which departments: those whose codes begin so. The longest beginning counts.';
COMMENT ON COLUMN gongkai.approval.year IS 'Of which fiscal year.';
COMMENT ON COLUMN gongkai.approval.account IS 'What: budget (预算) or final (决算).';
COMMENT ON COLUMN gongkai.approval.approved_on IS 'On which day.';
COMMENT ON COLUMN gongkai.approval.made_by IS 'Who entered it.';
COMMENT ON COLUMN gongkai.approval.made_at IS 'When that was.';

GRANT SELECT ON gongkai.approval TO gongkai_staff, gongkai_desk;
