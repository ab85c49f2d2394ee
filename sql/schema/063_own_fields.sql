-- What lines of funds and indicators say in some forms only: fields that a template declares,
-- sets of indicators, a range of points, a dash where an amount would stand.

ALTER TABLE gongkai.fund_line
    ADD COLUMN as_written jsonb CHECK (jsonb_typeof(as_written) = 'object'),
    ADD COLUMN extra jsonb CHECK (jsonb_typeof(extra) = 'object'),
    DROP CONSTRAINT fund_line_kind_check,
    ADD CONSTRAINT fund_line_kind_check CHECK (kind IN (
        'total', 'fiscal_appropriation', 'own_level', 'upper_level_transfer',
        'carry_over', 'other', 'general_public_budget', 'government_fund',
        'special_account_non_tax', 'basic', 'project', 'own_funds',
        'central', 'provincial', 'municipal', 'county', 'township'
    ));
COMMENT ON COLUMN gongkai.fund_line.as_written IS 'Cells that have no number, as they were filled in, by member: {"executed": "—"}.';
COMMENT ON COLUMN gongkai.fund_line.extra IS 'Fields that only this form has, as its template declares them.';

ALTER TABLE gongkai.indicator
    ADD COLUMN indicator_set gongkai.line,
    ADD COLUMN as_written jsonb CHECK (jsonb_typeof(as_written) = 'object'),
    ADD COLUMN extra jsonb CHECK (jsonb_typeof(extra) = 'object'),
    ADD CONSTRAINT indicator_set_root CHECK (indicator_set IS NULL OR level = 1);
COMMENT ON COLUMN gongkai.indicator.indicator_set IS 'Of the first level: which of several sets of indicators in one form it belongs to.';
COMMENT ON COLUMN gongkai.indicator.as_written IS 'Cells that are no plain number, as they were filled in: {"weight": "0-20"}, of which the column has the upper end.';
COMMENT ON COLUMN gongkai.indicator.extra IS 'Fields that only this form has, as its template declares them.';

ALTER TABLE gongkai.report_extra
    DROP CONSTRAINT report_extra_value,
    ADD CONSTRAINT report_extra_value CHECK (
        value = ''
        OR CASE type
            WHEN 'text' THEN true
            WHEN 'amount' THEN value ~ '^(-?(0|[1-9][0-9]{0,15})\.[0-9]{2}|-|—|——|/)$'
            WHEN 'integer' THEN value ~ '^(-?(0|[1-9][0-9]{0,17})|-|—|——|/)$'
            WHEN 'decimal' THEN value ~ '^(-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,10})?|-|—|——|/)$'
            WHEN 'boolean' THEN value IN ('true', 'false')
            WHEN 'date' THEN CASE
                WHEN value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN make_date(
                    left(value, 4)::integer,
                    substr(value, 6, 2)::integer,
                    right(value, 2)::integer
                ) IS NOT NULL
                ELSE false
            END
            ELSE false
        END
    );

ALTER TABLE gongkai.published_indicator ADD COLUMN indicator_set text;
COMMENT ON COLUMN gongkai.published_indicator.indicator_set IS 'Which of several sets of indicators in one form it belongs to; NULL where there is but one.';

ALTER TABLE gongkai.audit_indicator
    ADD COLUMN indicator_set text,
    ADD COLUMN is_range boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN gongkai.audit_indicator.indicator_set IS 'Which of several sets of the form it belongs to.';
COMMENT ON COLUMN gongkai.audit_indicator.is_range IS 'Whether its points are a range, of which weight is the upper end.';

-- These have other parameters or results from here on.
DROP FUNCTION IF EXISTS gongkai.import_funds(text, jsonb);
DROP FUNCTION IF EXISTS gongkai.import_indicators(text, jsonb);
DROP FUNCTION IF EXISTS gongkai.audit_points(text[]);
-- 10_read.sql has one for all cells.
DROP FUNCTION IF EXISTS gongkai.base_number(text);
