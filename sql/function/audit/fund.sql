-- FUND: money of one document.

SELECT gongkai.define_rule(
    'FUND-05', 'error', 'document',
    checks => '全年执行数不大于全年预算数',
    source => '预算法第十三条：未列入预算的不得支出',
    sentence => '“{label}”的全年执行数 {executed} 大于全年预算数 {annual_budget}',
    cure => '请核对两个数；预算有调整的，全年预算数应为调整后的数。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_05(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.report_id::text,
        ARRAY[gongkai.fund_cell(f.position, 'executed'), gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object(
            'label', gongkai.plain(f.label),
            'executed', gongkai.shown_yuan(f.executed),
            'annual_budget', gongkai.shown_yuan(f.annual_budget))
    FROM gongkai.fund_line AS f
    WHERE f.report_id = ANY (reports) AND f.executed > f.annual_budget;
END
$$;
