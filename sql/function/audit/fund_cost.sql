-- FUND, continued: what indicators and texts say of money, against the block of funds.

-- Cost indicators by target and actual value, in yuan where that is an amount, with half of
-- the unit of its last digit, which rounding may have taken or given. A price of one (元/人,
-- 人均标准) is not part of a sum. Is_alone: it is an amount on this side only.
CREATE OR REPLACE FUNCTION gongkai.audit_costs(reports text[])
RETURNS TABLE (report_id text, number integer, pointer text, side text, amount numeric, half numeric,
    is_sum boolean, is_price boolean, is_missing boolean)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, i.number, i.pointer || '/' || s.side, s.side, s.amount, s.half,
        i.name ~ '总|合计|预算',
        coalesce(s.unit ~ '[/／]', false) OR i.name ~ '单价|单位成本|[人户亩]均|每[人名户个次场亩台套件公平]|标准',
        s.amount IS NULL AND s.other IS NOT NULL
    FROM gongkai.audit_indicator AS i
    CROSS JOIN LATERAL (
        SELECT
            gongkai.unit_of(i.target_unit, i.name) AS target_unit,
            gongkai.unit_of(i.actual_unit, i.name) AS actual_unit
    ) AS u
    CROSS JOIN LATERAL (
        SELECT gongkai.unit_in_yuan(u.target_unit) AS target, gongkai.unit_in_yuan(u.actual_unit) AS actual
    ) AS y
    CROSS JOIN LATERAL (VALUES
        ('target', u.target_unit, i.target_number * y.target, y.target / (2 * 10.0 ^ scale(i.target_number)::numeric),
            i.actual_number * y.actual),
        ('actual', u.actual_unit, i.actual_number * y.actual, y.actual / (2 * 10.0 ^ scale(i.actual_number)::numeric),
            i.target_number * y.target)) AS s (side, unit, amount, half, other)
    WHERE i.report_id = ANY (reports) AND i.is_leaf AND (i.aspect = 'cost' OR i.dimension = 'cost');
END
$$;

-- Their sum where it is not the total that it should be: it may differ as much as rounding
-- made it, and one of several may be the sum of the others. Beside the price of one only
-- what is called a sum is one: what the price is multiplied by nobody says. Caps were set
-- for the initial or for the annual budget.
CREATE OR REPLACE FUNCTION gongkai.audit_cost_sums(reports text[])
RETURNS TABLE (report_id text, kind text, cells text[], figures jsonb)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        c.report_id,
        CASE
            WHEN least(abs(c.amount * 10000 - t.total), abs(c.amount * 10000 - t.other)) <= c.half * 10000
                OR least(abs(c.amount - t.total * 10000), abs(c.amount - t.other * 10000)) <= c.half
                THEN 'cost units'
            ELSE CASE c.side WHEN 'target' THEN 'cost target' ELSE 'cost actual' END
        END,
        c.cells || gongkai.fund_cell(f.position, t.name),
        jsonb_build_object(
            'amount', gongkai.shown_yuan(c.amount), 'column', t.title, 'total', gongkai.shown_yuan(t.total),
            'difference', gongkai.shown_yuan(abs(c.amount - t.total)))
    FROM (
        SELECT
            s.report_id, s.side, sum(s.amount) AS amount, sum(s.half) AS half,
            array_agg(s.pointer ORDER BY s.number) FILTER (WHERE s.amount IS NOT NULL) AS cells,
            array_agg(s.amount) FILTER (WHERE s.is_sum) AS sums
        FROM (
            SELECT w.*, bool_or(w.is_price) OVER (PARTITION BY w.report_id, w.side) AS has_price
            FROM gongkai.audit_costs(reports) AS w
        ) AS s
        WHERE NOT s.is_price AND (s.is_sum OR NOT s.has_price)
        GROUP BY s.report_id, s.side
        HAVING NOT bool_or(s.is_missing)
    ) AS c
    JOIN gongkai.fund_line AS f ON f.report_id = c.report_id AND f.kind = 'total'
    CROSS JOIN LATERAL (
        SELECT f.executed::numeric AS total, f.executed::numeric AS other, 'executed' AS name, '全年执行数' AS title
        WHERE c.side = 'actual'
        UNION ALL
        SELECT f.annual_budget, coalesce(f.initial_budget, f.annual_budget), 'annual_budget', '全年预算数'
        WHERE c.side = 'target'
    ) AS t
    WHERE t.total > 0 AND abs(c.amount - t.total) > c.half AND abs(c.amount - t.other) > c.half
        AND (c.sums IS NULL OR t.total <> ALL (c.sums));
END
$$;

SELECT gongkai.define_rule(
    'FUND-12', 'warning', 'document',
    reads => 'sums',
    checks => '成本指标的指标值之和等于资金总额',
    source => '财预〔2020〕10号：成本指标反映预算资金的使用',
    sentence => '成本指标的指标值之和是 {amount}，{column}是 {total}，相差 {difference}',
    cure => '请核对成本指标是否齐全，各项金额之和应与资金总额一致。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_12(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'cost target';
END
$$;

SELECT gongkai.define_rule(
    'FUND-13', 'warning', 'document',
    reads => 'sums',
    checks => '成本指标的实际完成值之和等于全年执行数',
    source => '财预〔2020〕10号：自评结果应当真实、准确',
    sentence => '成本指标的实际完成值之和是 {amount}，{column}是 {total}，相差 {difference}',
    cure => '请按实际支出填写成本指标的完成值，与全年执行数一致。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_13(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'cost actual';
END
$$;

SELECT gongkai.define_rule(
    'FUND-14', 'error', 'document',
    reads => 'sums',
    checks => '成本指标的元和万元没有写错',
    source => '预算法第十九条：以人民币元为计算单位；算术关系',
    sentence => '成本指标之和是 {amount}，{column}是 {total}，正好相差一万倍：单位写错了',
    cure => '请核对计量单位是“元”还是“万元”。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_14(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'cost units';
END
$$;

-- An indicator for the rate at which money was spent, by the two names that forms have for
-- it. What else is controlled or carried out (人员控制率, 政策执行率) is another rate.
CREATE OR REPLACE FUNCTION gongkai.audit_execution_indicators(reports text[])
RETURNS TABLE (report_id text, kind text, cells text[], figures jsonb)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, CASE WHEN i.name ~ '成本' THEN 'cost rate' ELSE 'execution rate' END,
        ARRAY[
            i.pointer || '/actual', gongkai.fund_cell(f.position, 'executed'),
            gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object(
            'name', i.name, 'printed', gongkai.shown_number(i.actual_number), 'executed', gongkai.shown_yuan(f.executed),
            'annual_budget', gongkai.shown_yuan(f.annual_budget),
            'exact', gongkai.percent(f.executed, f.annual_budget)::text)
    FROM gongkai.audit_indicator AS i
    JOIN gongkai.fund_line AS f ON f.report_id = i.report_id AND f.kind = 'total'
    WHERE i.report_id = ANY (reports) AND i.is_leaf AND i.actual_unit = '%'
        AND i.name ~ '成本控制率$|^(?:年度|部门|项目|全年)?(?:预算|资金|经费)(?:资金)?执行率$'
        AND f.annual_budget > 0
        AND NOT gongkai.fits_rate(i.actual_number, f.executed, f.annual_budget);
END
$$;

SELECT gongkai.define_rule(
    'FUND-15', 'warning', 'document',
    reads => 'sums',
    checks => '成本控制率等于全年执行数除以全年预算数',
    source => '财预〔2020〕10号：自评结果应当真实、准确',
    sentence => '“{name}”完成值是 {printed}%，{executed} ÷ {annual_budget} 是 {exact}%',
    cure => '请按全年执行数和全年预算数计算；另有口径的，请在备注里写明。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_15(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'cost rate';
END
$$;

SELECT gongkai.define_rule(
    'FUND-16', 'error', 'document',
    reads => 'sums',
    checks => '预算执行率指标的完成值等于全年执行数除以全年预算数',
    source => '财预〔2020〕10号：预算执行率＝实际执行数÷全年预算数',
    sentence => '“{name}”完成值是 {printed}%，{executed} ÷ {annual_budget} 是 {exact}%',
    cure => '请按全年执行数和全年预算数重新计算。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_16(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'execution rate';
END
$$;

SELECT gongkai.define_rule(
    'FUND-17', 'error', 'document',
    reads => 'funds',
    checks => '文字里写的资金总额、预算数、执行数与资金表一致',
    source => '预算法第七十五条：决算草案应当数额准确；算术关系',
    sentence => '文字里写“{said}”，资金表的年初预算数、全年预算数、全年执行数里没有这个数',
    cure => '请核对文字和资金表，注意元和万元。');

-- 资金总额 is the name that forms give to that line, and 年初预算, 全年预算, 全年执行数 to
-- their columns, where a sentence may be of any line; what else stands before an amount
-- (投入, 资金) may be of a part. What follows another year, or 上年, is of that year.
CREATE OR REPLACE FUNCTION gongkai.audit_fund_17(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        t.report_id::text, ARRAY[t.pointer, gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object('said', m.part[2])
    FROM gongkai.audit_text AS t
    JOIN gongkai.report AS r ON r.id = t.report_id
    JOIN gongkai.fund_line AS f ON f.report_id = t.report_id AND f.kind = 'total'
    CROSS JOIN LATERAL regexp_matches(
        t.body,
        '((?:19|20)[0-9]{2}年|上年|去年)?(?:度|的|项目|资金)?'
        || '((?:(资金总[额量])|年初预算数?|全年预算数?|全年执行数)(?:共计|合计|共|为|是)?[:：]?\s*'
        || '([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)\s*([百千]?万?元|亿元))', 'g') AS m (part)
    CROSS JOIN LATERAL (
        SELECT replace(m.part[4], ',', '')::numeric AS number, gongkai.unit_in_yuan(m.part[5]) AS factor
    ) AS a
    -- Cheap ones first: few texts have the characters that all of the words have one of.
    WHERE t.report_id = ANY (reports) AND t.kind = 'text'
        AND (strpos(t.body, '总') > 0 OR strpos(t.body, '年') > 0) -- any bound does
        AND t.body ~ '资金总|年初预算|全年预算|全年执行'
        AND (m.part[1] IS NULL OR starts_with(m.part[1], r.year::text))
        AND num_nonnulls(f.initial_budget, f.annual_budget, f.executed) > 0
        AND NOT EXISTS (
            SELECT FROM gongkai.fund_line AS o
            CROSS JOIN LATERAL unnest(ARRAY[o.initial_budget, o.annual_budget, o.executed]::numeric[]) AS u (amount)
            WHERE o.report_id = t.report_id AND (m.part[3] IS NULL OR o.kind = 'total')
                AND round(u.amount / a.factor, scale(a.number)) = a.number);
END
$$;

SELECT gongkai.define_rule(
    'FUND-18', 'warning', 'document',
    reads => 'funds',
    checks => '文字里写的预算执行率等于全年执行数除以全年预算数',
    source => '财预〔2020〕10号：预算执行率＝实际执行数÷全年预算数',
    sentence => '文字里写“{said}”，由资金表算得 {rate}%',
    cure => '请核对文字和资金表；说的是其中一部分的，请写明，并说明。');

-- What was done, not what was planned; a rate of 95% 以上 is a bound. Any line will do:
-- the sentence may be of one of them.
CREATE OR REPLACE FUNCTION gongkai.audit_fund_18(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        t.report_id::text, ARRAY[t.pointer, gongkai.fund_cell(f.position, 'execution_rate')],
        jsonb_build_object('said', m.part[1], 'rate', round(f.executed * 100 / f.annual_budget, 2)::text)
    FROM gongkai.audit_text AS t
    JOIN gongkai.fund_line AS f ON f.report_id = t.report_id AND f.kind = 'total'
    CROSS JOIN LATERAL regexp_matches(
        t.body,
        '(?:[预决]算|资金|支出|[，。；、：\n]|^)(执行率(?:为|是|达到?)?\s*([0-9]{1,3}(?:\.[0-9]{1,4})?)\s*[%％])(?!以|左右)', 'g') AS m (part)
    WHERE t.report_id = ANY (reports) AND t.pointer IN ('/texts/completion', '/texts/conclusion')
        AND t.body ~ '执行率' AND f.annual_budget <> 0 AND f.executed IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM gongkai.fund_line AS o
            WHERE o.report_id = t.report_id AND o.annual_budget <> 0
                AND round(o.executed * 100 / o.annual_budget, scale(m.part[2]::numeric)) = m.part[2]::numeric);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.audit_costs(text[]),
    gongkai.audit_cost_sums(text[]),
    gongkai.audit_execution_indicators(text[])
    TO gongkai_staff;
