-- FUND, continued: base data of a department, and the lists of other funds.

SELECT gongkai.define_parameter('over_budget', '10', '决算数超过预算数百分之几，应当说明原因');

-- Rows that are the sum of others, or with 其中 more than it, column by column where that is
-- not so. A dash or an empty cell beside filled ones is nothing. Forms leave lines under
-- project expenditure for more of it: a row that counts nothing we know, but has a figure,
-- may be one, and then nothing can be said.
CREATE OR REPLACE FUNCTION gongkai.base_sums(reports text[])
RETURNS TABLE (report_id text, kind text, cells text[], figures jsonb)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        g.report_id::text, CASE WHEN g.is_all THEN 'base rows' ELSE 'base parts' END, g.cells,
        jsonb_build_object(
            'label', g.label,
            'column', CASE g.name WHEN 'previous_final' THEN '上年决算数' WHEN 'budget' THEN '本年预算数' ELSE '本年决算数' END,
            'whole', gongkai.shown_yuan(g.whole), 'parts', gongkai.shown_yuan(g.parts),
            'difference', gongkai.shown_yuan(abs(g.whole - g.parts)))
    FROM (
        SELECT
            r.report_id, v.name, m.whole AS kind, m.is_all,
            max(gongkai.plain(r.label)) FILTER (WHERE r.kind = m.whole) AS label,
            max(v.number) FILTER (WHERE r.kind = m.whole) AS whole,
            sum(v.number) FILTER (WHERE r.kind IS DISTINCT FROM m.whole) AS parts,
            bool_or(m.kind = 'filler' AND v.number IS NOT NULL) AS is_unknown,
            array_agg(gongkai.base_cell(s.position, r.position, v.name) ORDER BY r.kind = m.whole DESC, r.position)
                FILTER (WHERE v.number IS NOT NULL) AS cells
        FROM gongkai.base_section AS s
        JOIN gongkai.base_row AS r ON r.report_id = s.report_id AND r.section = s.section
        JOIN (VALUES
            ('three_public', 'three_public', true), ('three_public', 'vehicle', true),
            ('three_public', 'abroad', true), ('three_public', 'reception', true),
            ('vehicle', 'vehicle', true), ('vehicle', 'vehicle_purchase', true), ('vehicle', 'vehicle_operation', true),
            ('project_expenditure', 'project_expenditure', true), ('project_expenditure', 'business', true),
            ('project_expenditure', 'operation', true), ('project_expenditure', 'special', true),
            ('project_expenditure', 'filler', true),
            ('public_expense', 'public_expense', false), ('public_expense', 'office', false),
            ('public_expense', 'utilities_travel', false), ('public_expense', 'meeting_training', false)
        ) AS m (whole, kind, is_all) ON m.kind = coalesce(r.kind, 'filler')
        JOIN gongkai.base_value AS v ON v.report_id = r.report_id AND v.section = r.section AND v.position = r.position
        WHERE s.report_id = ANY (reports) AND s.section = 'expenditure'
        GROUP BY r.report_id, v.name, m.whole, m.is_all
    ) AS g
    WHERE CASE WHEN g.is_all THEN g.whole <> g.parts ELSE g.parts > g.whole END AND NOT g.is_unknown;
END
$$;

SELECT gongkai.define_rule(
    'FUND-21', 'error', 'document',
    reads => 'sums',
    checks => '基础数据表中各分项之和等于合计',
    source => '算术关系',
    sentence => '“{label}”的{column}是 {whole}，各分项之和是 {parts}，相差 {difference}',
    cure => '请核对合计和各分项。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_21(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'base rows';
END
$$;

SELECT gongkai.define_rule(
    'FUND-22', 'error', 'document',
    reads => 'sums',
    checks => '基础数据表中“其中”各项之和不大于所属的项',
    source => '算术关系',
    sentence => '“{label}”的{column}是 {whole}，“其中”各项之和 {parts} 大于它',
    cure => '请核对“其中”的数和它所属的数。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_22(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'base parts';
END
$$;

-- The rates of base data that are not what they are of makes, or that there should not be,
-- and what is more than it may be.
CREATE OR REPLACE FUNCTION gongkai.base_rates(reports text[])
RETURNS TABLE (report_id text, kind text, cells text[], figures jsonb)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.report_id::text, w.kind, CASE w.kind WHEN 'over approval' THEN c.cells[2:] ELSE c.cells END, w.figures
    FROM (
        SELECT
            s.report_id, s.position AS section_position, v.position, m.*, m.unit IS NULL AS is_money,
            max(v.number) FILTER (WHERE v.name = m.part_name) AS part,
            max(v.number) FILTER (WHERE v.name = m.whole_name) AS whole,
            max(v.number) FILTER (WHERE v.name = m.rate_name) AS rate
        FROM gongkai.base_section AS s
        JOIN (VALUES
            ('staff', '在职人员控制率', 'staff_in_post', 'authorized_staff', 'staff_control_rate', '人'),
            ('buildings', '规模控制率', 'actual_area', 'approved_area', 'area_control_rate', '㎡'),
            ('buildings', '投资概算控制率', 'actual_investment', 'budgeted_investment', 'investment_control_rate', NULL)
        ) AS m (section, title, part_name, whole_name, rate_name, unit) ON m.section = s.section
        JOIN gongkai.base_value AS v ON v.report_id = s.report_id AND v.section = s.section
        WHERE s.report_id = ANY (reports)
        GROUP BY s.report_id, s.position, v.position, m.section, m.title, m.part_name, m.whole_name, m.rate_name, m.unit
    ) AS r
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN r.is_money THEN gongkai.shown_yuan(r.part) ELSE gongkai.shown_number(r.part) || r.unit END AS part,
            CASE WHEN r.is_money THEN gongkai.shown_yuan(r.whole) ELSE gongkai.shown_number(r.whole) || r.unit END AS whole
    ) AS t
    CROSS JOIN LATERAL (
        SELECT ARRAY[
            gongkai.base_cell(r.section_position, r.position, r.rate_name),
            gongkai.base_cell(r.section_position, r.position, r.part_name),
            gongkai.base_cell(r.section_position, r.position, r.whole_name)] AS cells
    ) AS c
    CROSS JOIN LATERAL (
        SELECT 'control rate' AS kind, jsonb_build_object(
            'title', r.title, 'rate', gongkai.shown_number(r.rate), 'part', t.part, 'whole', t.whole,
            'exact', gongkai.percent(r.part, r.whole)::text) AS figures
        WHERE r.whole > 0 AND NOT gongkai.fits_rate(r.rate, r.part, r.whole)
        UNION ALL
        SELECT 'rate of nothing', jsonb_build_object('title', r.title, 'rate', gongkai.shown_number(r.rate))
        WHERE r.whole = 0 AND r.rate IS NOT NULL
        UNION ALL
        SELECT 'over approval', jsonb_build_object('title', r.title, 'part', t.part, 'whole', t.whole)
        WHERE r.part > r.whole
    ) AS w;
END
$$;

SELECT gongkai.define_rule(
    'FUND-23', 'error', 'document',
    reads => 'sums',
    checks => '控制率等于实际数除以核定数',
    source => '算术关系',
    sentence => '{title}是 {rate}%，{part} ÷ {whole} 是 {exact}%',
    cure => '请重新计算控制率。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_23(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'control rate';
END
$$;

SELECT gongkai.define_rule(
    'FUND-24', 'warning', 'document',
    reads => 'sums',
    checks => '核定数为 0 时没有控制率',
    source => '算术关系：0 不能作除数',
    sentence => '{title}填的是 {rate}%，而它的除数是 0',
    cure => '没有核定数的，控制率请填“—”。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_24(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'rate of nothing';
END
$$;

SELECT gongkai.define_rule(
    'FUND-25', 'error', 'document',
    reads => 'base',
    checks => '基础数据不是负数',
    source => '算术关系',
    sentence => '“{label}”有一个负数：{amount}',
    cure => '请核对；冲减的数应当并入同一项的净额。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_25(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        v.report_id::text, ARRAY[gongkai.base_cell(s.position, v.position, v.name)],
        jsonb_build_object(
            'label', coalesce(nullif(gongkai.plain(r.label), ''), '基础数据'), 'amount', gongkai.shown_number(v.number))
    FROM gongkai.base_value AS v
    JOIN gongkai.base_section AS s ON s.report_id = v.report_id AND s.section = v.section
    JOIN gongkai.base_row AS r ON r.report_id = v.report_id AND r.section = v.section AND r.position = v.position
    WHERE v.report_id = ANY (reports) AND v.number < 0;
END
$$;

SELECT gongkai.define_rule(
    'FUND-26', 'warning', 'document',
    reads => 'sums',
    checks => '在职人数、实际规模、实际投资不超过核定数',
    source => '厉行节约反对浪费条例：控制编制、规模和概算',
    sentence => '{title}超过 100%：{part}，核定 {whole}',
    cure => '请核对；确实超出的，请在说明里写明原因。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_26(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'over approval';
END
$$;

-- The rows of base data that are compared with each other, side by side for budget and final.
CREATE OR REPLACE FUNCTION gongkai.base_finals(reports text[])
RETURNS TABLE (report_id text, kind text, label text, budget numeric, final numeric, budget_cell text, final_cell text)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.report_id::text, r.kind, gongkai.plain(r.label), b.number::numeric, f.number::numeric,
        gongkai.base_cell(s.position, r.position, 'budget'), gongkai.base_cell(s.position, r.position, 'final')
    FROM gongkai.base_section AS s
    JOIN gongkai.base_row AS r ON r.report_id = s.report_id AND r.section = s.section
    LEFT JOIN gongkai.base_value AS b
        ON b.report_id = r.report_id AND b.section = r.section AND b.position = r.position AND b.name = 'budget'
    LEFT JOIN gongkai.base_value AS f
        ON f.report_id = r.report_id AND f.section = r.section AND f.position = r.position AND f.name = 'final'
    WHERE s.report_id = ANY (reports) AND s.section = 'expenditure'
        AND r.kind IN ('three_public', 'project_expenditure', 'public_expense', 'procurement', 'basic_adjustment');
END
$$;

SELECT gongkai.define_rule(
    'FUND-27', 'warning', 'document',
    reads => 'base',
    checks => '政府采购金额不大于基本支出与项目支出之和',
    source => '政府采购法第三十三条：采购项目在部门预算中列出',
    sentence => '政府采购的{column} {amount} 大于基本支出与项目支出之和 {whole}',
    cure => '请核对政府采购金额；它是部门预算的一部分。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_27(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        c.report_id, array_agg(c.cell ORDER BY c.kind = 'procurement' DESC, c.kind),
        jsonb_build_object(
            'column', c.title,
            'amount', gongkai.shown_yuan(max(c.amount) FILTER (WHERE c.kind = 'procurement')),
            'whole', gongkai.shown_yuan(sum(c.amount) FILTER (WHERE c.kind <> 'procurement')))
    FROM (
        SELECT b.report_id, b.kind, v.*
        FROM gongkai.base_finals(reports) AS b
        CROSS JOIN LATERAL (VALUES
            ('本年预算数', b.budget, b.budget_cell), ('本年决算数', b.final, b.final_cell)) AS v (title, amount, cell)
    ) AS c
    WHERE c.kind IN ('procurement', 'project_expenditure', 'basic_adjustment') AND c.amount IS NOT NULL
    GROUP BY c.report_id, c.title
    HAVING count(*) = 3
        AND max(c.amount) FILTER (WHERE c.kind = 'procurement') > sum(c.amount) FILTER (WHERE c.kind <> 'procurement');
END
$$;

SELECT gongkai.define_rule(
    'FUND-28', 'warning', 'document',
    reads => 'base',
    checks => '政府采购和“三公”经费的决算数不大于预算数',
    source => '政府采购法第六条：严格按照批准的预算执行；厉行节约反对浪费条例',
    sentence => '“{label}”的决算数 {final} 大于预算数 {budget}',
    cure => '请核对；确实超出的，请在说明里写明原因和依据。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_28(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT b.report_id, ARRAY[b.final_cell, b.budget_cell], jsonb_build_object(
        'label', b.label, 'final', gongkai.shown_yuan(b.final), 'budget', gongkai.shown_yuan(b.budget))
    FROM gongkai.base_finals(reports) AS b
    WHERE b.kind IN ('procurement', 'three_public') AND b.final > b.budget;
END
$$;

SELECT gongkai.define_rule(
    'FUND-29', 'warning', 'document',
    reads => 'base',
    checks => '项目支出和公用经费的决算数大大超过预算数时说明原因',
    source => '预算法第十三条：支出以经批准的预算为依据',
    sentence => '“{label}”的决算数 {final} 超过预算数 {budget} 的 {bound}% 以上，没有说明原因',
    cure => '请在说明里写明预算调整的原因和依据。');

-- The form asks for figures; what is said beside them is a reason when it names a change of
-- the budget, or why more was spent.
CREATE OR REPLACE FUNCTION gongkai.audit_fund_29(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT b.report_id, ARRAY[b.final_cell, b.budget_cell], jsonb_build_object(
        'label', b.label, 'final', gongkai.shown_yuan(b.final), 'budget', gongkai.shown_yuan(b.budget),
        'bound', p.value #>> '{}')
    FROM gongkai.audit_parameters('over_budget', reports) AS p
    CROSS JOIN LATERAL gongkai.base_finals(p.chosen) AS b
    WHERE b.kind IN ('project_expenditure', 'public_expense')
        AND (b.final - b.budget) * 100 > b.budget * p.value::numeric
        AND NOT EXISTS (
            SELECT FROM gongkai.report_text AS t
            WHERE t.report_id = b.report_id AND t.name = 'note'
                AND (gongkai.tells_budget_change(gongkai.plain(t.body))
                    OR gongkai.plain(t.body) ~ '(?:增加|增长|超支|超出|超过)[^。；]{0,8}(?:因|由于|主要是)|(?:因|由于)[^。；]{1,30}(?:增加|增长|超支|超出|超过)'));
END
$$;

-- Rows of lists that count money of a fund by purpose, with their amounts; NULL where the
-- form has no such field or the cell is empty.
CREATE OR REPLACE FUNCTION gongkai.fund_rows(reports text[])
RETURNS TABLE (report_id text, pointer text, code text, label text, opening numeric, revenue numeric, expenditure numeric,
    basic numeric, project numeric, closing numeric)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        l.report_id::text, '/lists/' || l.name || '/' || (i.number - 1),
        gongkai.plain(i.item ->> 'code'),
        gongkai.plain(coalesce(nullif(i.item ->> 'name', ''), i.item ->> 'code')),
        gongkai.read_number(i.item ->> 'opening_balance'), gongkai.read_number(i.item ->> 'revenue'),
        gongkai.read_number(i.item ->> 'expenditure'), gongkai.read_number(i.item ->> 'basic'),
        gongkai.read_number(i.item ->> 'project'), gongkai.read_number(i.item ->> 'closing_balance')
    FROM gongkai.report_list AS l
    CROSS JOIN LATERAL jsonb_array_elements(l.items) WITH ORDINALITY AS i (item, number)
    WHERE l.report_id = ANY (reports) AND i.item ? 'expenditure';
END
$$;

SELECT gongkai.define_rule(
    'FUND-31', 'error', 'document',
    reads => 'lists',
    checks => '基金等的本年支出等于基本支出与项目支出之和',
    source => '算术关系',
    sentence => '“{label}”的本年支出是 {expenditure}，基本支出与项目支出之和是 {parts}',
    cure => '请核对本年支出、基本支出和项目支出。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_31(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.report_id, ARRAY[r.pointer || '/expenditure', r.pointer || '/basic', r.pointer || '/project'],
        jsonb_build_object(
            'label', r.label, 'expenditure', gongkai.shown_yuan(r.expenditure), 'parts', gongkai.shown_yuan(p.parts))
    FROM gongkai.fund_rows(reports) AS r
    CROSS JOIN LATERAL (SELECT coalesce(r.basic, 0) + coalesce(r.project, 0) AS parts) AS p
    WHERE num_nonnulls(r.basic, r.project) > 0 AND r.expenditure <> p.parts;
END
$$;

SELECT gongkai.define_rule(
    'FUND-32', 'error', 'document',
    reads => 'lists',
    checks => '基金等的年初结转加本年收入减本年支出等于年末结转',
    source => '算术关系',
    sentence => '“{label}”年初结转 {opening} 加本年收入 {revenue} 减本年支出 {expenditure} 是 {exact}，年末结转填的是 {closing}',
    cure => '请核对年初结转、收入、支出和年末结转。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_32(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.report_id,
        ARRAY[
            r.pointer || '/closing_balance', r.pointer || '/opening_balance', r.pointer || '/revenue',
            r.pointer || '/expenditure'],
        jsonb_build_object(
            'label', r.label, 'opening', gongkai.shown_yuan(coalesce(r.opening, 0)),
            'revenue', gongkai.shown_yuan(coalesce(r.revenue, 0)), 'expenditure', gongkai.shown_yuan(r.expenditure),
            'closing', gongkai.shown_yuan(r.closing), 'exact', gongkai.shown_yuan(e.exact))
    FROM gongkai.fund_rows(reports) AS r
    CROSS JOIN LATERAL (SELECT coalesce(r.opening, 0) + coalesce(r.revenue, 0) - r.expenditure AS exact) AS e
    WHERE r.closing <> e.exact;
END
$$;

SELECT gongkai.define_rule(
    'FUND-33', 'error', 'document',
    reads => 'lists',
    checks => '基金等的支出不是负数',
    source => '算术关系',
    sentence => '“{label}”有负数的支出：{amount}',
    cure => '请核对；冲减的数应当并入同一项的净额。');

CREATE OR REPLACE FUNCTION gongkai.audit_fund_33(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.report_id, ARRAY[r.pointer || '/' || a.name],
        jsonb_build_object('label', r.label, 'amount', gongkai.shown_yuan(a.amount))
    FROM gongkai.fund_rows(reports) AS r
    CROSS JOIN LATERAL (VALUES ('expenditure', r.expenditure), ('basic', r.basic), ('project', r.project)) AS a (name, amount)
    WHERE a.amount < 0;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.base_sums(text[]),
    gongkai.base_rates(text[]),
    gongkai.base_finals(text[]),
    gongkai.fund_rows(text[])
    TO gongkai_staff;
