-- FUND: money of one document. Here: the block of funds.

SELECT gongkai.define_parameter('budget_change', '10', '年初预算数与全年预算数相差超过百分之几，应当说明原因');
SELECT gongkai.define_parameter('low_execution', '90', '预算执行率低于百分之几，应当说明原因');
SELECT gongkai.define_parameter('execution_full', '100', '预算执行率达到百分之几，执行部分得满分');

-- Whether a text tells that a budget was changed: that money was moved, given or taken back.
-- Each of these words is about a budget; 新增 and the like alone are said of tasks, too.
CREATE OR REPLACE FUNCTION gongkai.tells_budget_change(body text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT body ~ ('预算.{0,8}(?:调整|调剂|变更)|追加|[调核][增减]|收回|年中下达'
        || '|(?:新增|增加|下达|拨付|划转|压减).{0,6}(?:预算|资金|项目)'
        || '|未.{0,2}(?:列入|纳入|编入|编制|安排).{0,4}预算')
$$;

-- Lines that are parts of the same line: of the nearest one above with less indent. What a
-- total was spent on divides it in another way than where it came from. Parts are all of it
-- when they are what it was spent on, when one of them is what is left (其他), or when none
-- says 其中. If one does, those before it are not part of the same sum: 本级安排 and
-- 其中：上级补助 are two parts of an appropriation in one county, in another the second is
-- part of the first.
CREATE OR REPLACE FUNCTION gongkai.fund_groups(reports text[])
RETURNS TABLE (report_id text, whole integer, is_spending boolean, is_all boolean, positions integer[],
    initial_budget numeric, annual_budget numeric, executed numeric)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        p.id, p.whole, p.is_spending, p.is_all, array_agg(p.position ORDER BY p.position),
        -- Of two kinds of expenditure one says nothing.
        CASE WHEN NOT p.is_spending OR count(p.initial_budget) > 1 THEN sum(p.initial_budget) END,
        CASE WHEN NOT p.is_spending OR count(p.annual_budget) > 1 THEN sum(p.annual_budget) END,
        CASE WHEN NOT p.is_spending OR count(p.executed) > 1 THEN sum(p.executed) END
    FROM (
        SELECT
            p.*,
            bool_or(p.is_spending OR p.kind = 'other') OVER siblings OR NOT bool_or(p.is_of_which) OVER siblings AS is_all,
            bool_or(p.is_of_which) OVER (siblings ORDER BY p.position) AS is_after
        FROM (
            SELECT
                f.report_id::text AS id, f.position, f.kind, f.initial_budget, f.annual_budget, f.executed,
                f.kind IN ('basic', 'project') AS is_spending,
                f.label ~ '^\s*其中' AS is_of_which,
                (
                    SELECT max(a.position) FROM gongkai.fund_line AS a
                    WHERE a.report_id = f.report_id AND a.position < f.position AND a.depth < f.depth
                ) AS whole
            FROM gongkai.fund_line AS f
            WHERE f.report_id = ANY (reports)
        ) AS p
        WINDOW siblings AS (PARTITION BY p.id, p.whole, p.is_spending)
    ) AS p
    GROUP BY p.id, p.whole, p.is_spending, p.is_all, p.is_all OR p.is_after;
END
$$;

-- Where a total is not the sum of its parts, column by column; an empty cell beside filled
-- ones is nothing.
CREATE OR REPLACE FUNCTION gongkai.fund_sums(reports text[])
RETURNS TABLE (report_id text, kind text, cells text[], figures jsonb)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        g.report_id,
        CASE WHEN g.is_spending THEN 'fund spending' WHEN g.is_all THEN 'fund sources' ELSE 'fund parts' END,
        gongkai.fund_cell(w.position, c.name)
            || ARRAY(SELECT gongkai.fund_cell(p.position, c.name) FROM unnest(g.positions) AS p (position)),
        jsonb_build_object(
            'label', gongkai.plain(w.label), 'column', c.title,
            'whole', gongkai.shown_yuan(c.whole), 'parts', gongkai.shown_yuan(c.parts),
            'difference', gongkai.shown_yuan(abs(c.whole - c.parts)))
    FROM gongkai.fund_groups(reports) AS g
    JOIN gongkai.fund_line AS w ON w.report_id = g.report_id AND w.position = g.whole
    CROSS JOIN LATERAL (VALUES
        ('initial_budget', '年初预算数', w.initial_budget, g.initial_budget),
        ('annual_budget', '全年预算数', w.annual_budget, g.annual_budget),
        ('executed', '全年执行数', w.executed, g.executed)) AS c (name, title, whole, parts)
    WHERE CASE WHEN g.is_spending OR g.is_all THEN c.whole <> c.parts ELSE c.parts > c.whole END;
END
$$;

SELECT gongkai.define_rule(
    'FUND-01', 'error', 'document',
    reads => 'sums',
    checks => '各资金来源之和等于资金总额',
    source => '预算法第七十五条：决算草案应当数额准确；算术关系',
    sentence => '“{label}”的{column}是 {whole}，各项之和是 {parts}，相差 {difference}',
    cure => '请核对各项来源和总额；没有的来源填 0。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_01(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'fund sources';
END
$$;

SELECT gongkai.define_rule(
    'FUND-02', 'error', 'document',
    reads => 'sums',
    checks => '“其中”各项不大于所属的项',
    source => '算术关系',
    sentence => '“{label}”的{column}是 {whole}，“其中”各项之和 {parts} 大于它',
    cure => '请核对“其中”的数和它所属的数。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_02(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'fund parts';
END
$$;

SELECT gongkai.define_rule(
    'FUND-03', 'error', 'document',
    reads => 'sums',
    checks => '基本支出与项目支出之和等于资金总额',
    source => '预算法第七十五条：决算草案应当收支真实、数额准确；算术关系',
    sentence => '“{label}”的{column}是 {whole}，基本支出和项目支出之和是 {parts}，相差 {difference}',
    cure => '请核对按收入性质和按支出性质两边的数。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_03(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'fund spending';
END
$$;

SELECT gongkai.define_rule(
    'FUND-04', 'error', 'document',
    reads => 'funds',
    checks => '执行率等于全年执行数除以全年预算数',
    source => '财预〔2020〕10号：预算执行率＝实际执行数÷全年预算数',
    sentence => '“{label}”的执行率是 {rate}%，{executed} ÷ {annual_budget} 是 {exact}%',
    cure => '请按全年执行数和全年预算数重新计算执行率。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_04(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.report_id::text,
        ARRAY[
            gongkai.fund_cell(f.position, 'execution_rate'), gongkai.fund_cell(f.position, 'executed'),
            gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object(
            'label', gongkai.plain(f.label), 'rate', gongkai.shown_number(f.execution_rate),
            'executed', gongkai.shown_yuan(f.executed), 'annual_budget', gongkai.shown_yuan(f.annual_budget),
            'exact', gongkai.percent(f.executed, f.annual_budget)::text)
    FROM gongkai.fund_line AS f
    WHERE f.report_id = ANY (reports) AND f.annual_budget > 0
        AND NOT gongkai.fits_rate(f.execution_rate, f.executed, f.annual_budget);
END
$$;

SELECT gongkai.define_rule(
    'FUND-05', 'error', 'document',
    reads => 'funds',
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

SELECT gongkai.define_rule(
    'FUND-06', 'error', 'document',
    reads => 'funds',
    checks => '预算执行部分的得分等于分值乘以执行率，不超过分值',
    source => '财预〔2020〕10号：预算执行率按完成比例计分',
    sentence => '“{label}”分值 {weight}，执行率 {rate}%，应得 {expected}，填的是 {score}',
    cure => '请按分值 × 执行率重新计算得分，保留两位小数；执行率超过 100% 的按 100% 计。');

-- The rate may be the printed one or the exact one: at a border the two round differently.
-- One decimal is a precision in which points are printed, none is not: 98.44% of ten points
-- are not ten.
CREATE OR REPLACE FUNCTION gongkai.audit_fund_06(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.report_id::text,
        ARRAY[
            gongkai.fund_cell(f.position, 'score'), gongkai.fund_cell(f.position, 'weight'),
            gongkai.fund_cell(f.position, 'executed'), gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object(
            'label', gongkai.plain(f.label), 'weight', gongkai.shown_number(f.weight),
            'rate', round(e.rate, 2)::text,
            'expected', gongkai.shown_number(round(e.points, 2)), 'score', gongkai.shown_number(f.score))
    FROM gongkai.audit_parameters('execution_full', reports) AS p
    JOIN gongkai.fund_line AS f ON f.report_id = ANY (p.chosen)
    CROSS JOIN LATERAL (SELECT f.executed * 100 / nullif(f.annual_budget, 0) AS rate) AS r
    CROSS JOIN LATERAL (
        SELECT
            r.rate, CASE WHEN r.rate >= p.value::numeric THEN f.weight ELSE f.weight * r.rate / 100 END AS points,
            CASE WHEN r.rate >= p.value::numeric THEN f.weight ELSE f.weight * round(r.rate, 2) / 100 END AS printed
    ) AS e
    WHERE f.score NOT IN (round(e.points, 2), round(e.points, 1), round(e.printed, 2));
END
$$;

SELECT gongkai.define_rule(
    'FUND-07', 'warning', 'document',
    reads => 'funds',
    checks => '年初预算数与全年预算数相差较大时说明原因',
    source => '预算法第十三条：经批准的预算，非经法定程序，不得调整',
    sentence => '“{label}”的年初预算数是 {initial_budget}，全年预算数是 {annual_budget}，相差超过 {bound}%，没有说明原因',
    cure => '请在实际完成情况、偏差原因或说明里写明预算调整的原因和依据。');

-- What is published as an answer to a finding stands beside it: were it a reason that the form
-- gives, the finding would go, and the answer with it.
CREATE OR REPLACE FUNCTION gongkai.audit_fund_07(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.report_id::text,
        ARRAY[gongkai.fund_cell(f.position, 'annual_budget'), gongkai.fund_cell(f.position, 'initial_budget')],
        jsonb_build_object(
            'label', gongkai.plain(f.label), 'initial_budget', gongkai.shown_yuan(f.initial_budget),
            'annual_budget', gongkai.shown_yuan(f.annual_budget), 'bound', p.value #>> '{}')
    FROM gongkai.audit_parameters('budget_change', reports) AS p
    JOIN gongkai.fund_line AS f ON f.report_id = ANY (p.chosen)
    WHERE f.kind = 'total'
        AND abs(f.annual_budget - f.initial_budget) * 100 > f.initial_budget * p.value::numeric
        -- An EXISTS would be read of all drafts, and this of those of which there is need.
        AND (
            SELECT bool_or(gongkai.tells_budget_change(t.body))
            FROM gongkai.audit_text AS t
            WHERE t.report_id = f.report_id AND t.kind = 'text' AND t.pointer !~ '^/(texts/goal$|explanations/)'
        ) IS NOT TRUE;
END
$$;

-- What is said of money that was not spent, or of work that took longer.
SELECT gongkai.define_rule(
    'FUND-08', 'warning', 'document',
    reads => 'funds',
    checks => '预算执行率低时说明原因',
    source => '财预〔2020〕10号：未完成的应当分析说明原因',
    sentence => '“{label}”的全年执行数 {executed} 只是全年预算数 {annual_budget} 的 {rate}%，低于 {bound}%，没有说明原因',
    cure => '请在实际完成情况或偏差原因里写明资金没有用完的原因。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_08(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.report_id::text,
        ARRAY[gongkai.fund_cell(f.position, 'executed'), gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object(
            'label', gongkai.plain(f.label), 'executed', gongkai.shown_yuan(f.executed),
            'annual_budget', gongkai.shown_yuan(f.annual_budget),
            'rate', gongkai.percent(f.executed, f.annual_budget)::text, 'bound', p.value #>> '{}')
    FROM gongkai.audit_parameters('low_execution', reports) AS p
    JOIN gongkai.fund_line AS f ON f.report_id = ANY (p.chosen)
    WHERE f.kind = 'total' AND f.executed * 100 < f.annual_budget * p.value::numeric
        AND (
            SELECT bool_or(t.body ~ ('(?:支付|支出|拨付|付款|结算|资金|经费|预算|执行率?|招标|采购|验收|款项|尾款|质保金|工期|进度|项目).{0,15}(?:滞后|[较偏]低|不高|[较偏]慢|缓慢|未|不足|延[后期误]|推后|较晚|较长|调减|压减)|结转|结余|收回|节[约省].{0,4}(?:资金|经费)|顺延|推迟'
                    || '|(?:执行[率数]|支出|支付|拨付|付款)[^。；\n]{0,20}(?:主要[是因]|原因|由于|因为|受[^。；\n]{1,12}影响)'
                    || '|影响.{0,4}(?:施工|工程|工期|进度|采购|支付|支出)|(?:施工|工程|建设|完工).{0,10}(?:未|延[后期误]|滞后)'))
            FROM gongkai.audit_text AS t
            WHERE t.report_id = f.report_id AND t.kind = 'text' AND t.pointer !~ '^/(texts/goal$|explanations/)'
        ) IS NOT TRUE;
END
$$;

SELECT gongkai.define_rule(
    'FUND-09', 'warning', 'document',
    reads => 'funds',
    checks => '全年预算数为 0 时没有执行率',
    source => '算术关系：0 不能作除数',
    sentence => '“{label}”的全年预算数是 0，却有执行率 {rate}%',
    cure => '没有预算的行，执行率请留空或填“—”。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_09(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.report_id::text,
        ARRAY[gongkai.fund_cell(f.position, 'execution_rate'), gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object('label', gongkai.plain(f.label), 'rate', gongkai.shown_number(f.execution_rate))
    FROM gongkai.fund_line AS f
    WHERE f.report_id = ANY (reports) AND f.annual_budget = 0 AND f.execution_rate IS NOT NULL;
END
$$;

SELECT gongkai.define_rule(
    'FUND-10', 'error', 'document',
    reads => 'funds',
    checks => '预算数和执行数不是负数',
    source => '算术关系',
    sentence => '“{label}”的{column}是负数：{amount}',
    cure => '请核对；冲减的数应当并入同一项的净额。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_10(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.report_id::text, ARRAY[gongkai.fund_cell(f.position, v.name)],
        jsonb_build_object('label', gongkai.plain(f.label), 'column', v.title, 'amount', gongkai.shown_yuan(v.amount))
    FROM gongkai.fund_line AS f
    CROSS JOIN LATERAL (VALUES
        ('initial_budget', '年初预算数', f.initial_budget),
        ('annual_budget', '全年预算数', f.annual_budget),
        ('executed', '全年执行数', f.executed)) AS v (name, title, amount)
    WHERE f.report_id = ANY (reports) AND least(f.initial_budget, f.annual_budget, f.executed) < 0 AND v.amount < 0;
END
$$;

SELECT gongkai.define_rule(
    'FUND-11', 'warning', 'document',
    reads => 'funds',
    checks => '资金总额不是 0',
    source => '没有资金的项目不需要绩效目标和自评',
    sentence => '“{label}”的全年预算数是 0',
    cure => '请填写全年预算数；没有资金的项目请说明为什么公开。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_11(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.report_id::text, ARRAY[gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object('label', gongkai.plain(f.label))
    FROM gongkai.fund_line AS f
    WHERE f.report_id = ANY (reports) AND f.kind = 'total' AND f.annual_budget = 0;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.tells_budget_change(text),
    gongkai.fund_groups(text[]),
    gongkai.fund_sums(text[])
    TO gongkai_staff;
