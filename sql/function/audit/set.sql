-- SET: the forms of a department and year together. A finding stands at one report and
-- names the cells of the others. Which form is which is told by what it has: a
-- self-evaluation of a project has a total score, its targets have indicators and no
-- score, a department's form has no project.

SELECT gongkai.define_rule(
    'SET-01', 'error', 'set',
    reads => 'department',
    checks => '整体支出自评表的年初预算数等于基础数据表的基本支出与项目支出预算数之和',
    source => '同一数字在各表中应当一致',
    sentence => '年初预算数是 {initial}，基础数据表的基本支出 {basic} 加项目支出 {project} 是 {sum}',
    cure => '请核对年初预算数，改正填错的表。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_01(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    -- The pairs first: else all forms of a year are read, of all departments.
    RETURN QUERY
    WITH pair AS MATERIALIZED (
        SELECT r.id, f.position, f.initial_budget, d.id AS other
        FROM gongkai.report AS r
        JOIN gongkai.fund_line AS f ON f.report_id = r.id AND f.kind = 'total'
        JOIN gongkai.report AS d
            ON d.department_code = r.department_code AND d.year = r.year AND d.project_code IS NULL
        WHERE r.id = ANY (reports) AND r.project_code IS NULL AND f.initial_budget IS NOT NULL
    )
    SELECT
        p.id::text,
        ARRAY[gongkai.fund_cell(p.position, 'initial_budget'), p.other || '#' || basic.pointer, p.other || '#' || project.pointer],
        jsonb_build_object(
            'initial', gongkai.shown_yuan(p.initial_budget), 'basic', gongkai.shown_yuan(basic.number),
            'project', gongkai.shown_yuan(project.number), 'sum', gongkai.shown_yuan(basic.number + project.number))
    FROM pair AS p
    JOIN LATERAL gongkai.base_cells(p.other) AS basic ON basic.kind = 'basic_adjustment' AND basic.name = 'budget'
    JOIN LATERAL gongkai.base_cells(p.other) AS project ON project.kind = 'project_expenditure' AND project.name = 'budget'
    WHERE NOT gongkai.agrees(p.initial_budget, basic.number + project.number);
END
$$;

SELECT gongkai.define_rule(
    'SET-02', 'error', 'set',
    reads => 'department',
    checks => '整体支出自评表的基本支出、项目支出执行数等于基础数据表的决算数',
    source => '同一数字在各表中应当一致',
    sentence => '“{label}”的执行数是 {executed}，基础数据表的决算数是 {final}',
    cure => '请核对决算，改正填错的表。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_02(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text,
        ARRAY[gongkai.fund_cell(f.position, 'executed'), d.id || '#' || b.pointer],
        jsonb_build_object(
            'label', gongkai.plain(f.label), 'executed', gongkai.shown_yuan(f.executed),
            'final', gongkai.shown_yuan(b.number))
    FROM gongkai.report AS r
    JOIN gongkai.fund_line AS f ON f.report_id = r.id AND f.kind IN ('basic', 'project')
    JOIN gongkai.report AS d
        ON d.department_code = r.department_code AND d.year = r.year AND d.project_code IS NULL
    JOIN LATERAL gongkai.base_cells(d.id) AS b
        ON b.kind = CASE f.kind WHEN 'basic' THEN 'basic_adjustment' ELSE 'project_expenditure' END
        AND b.name = 'final'
    WHERE r.id = ANY (reports) AND r.project_code IS NULL
        AND NOT gongkai.agrees(f.executed, b.number);
END
$$;

-- The project expenditure that forms of departments say, where it is not the sum of the
-- projects' self-evaluations.
CREATE OR REPLACE FUNCTION gongkai.project_sums(reports text[])
RETURNS TABLE (report_id text, kind text, cells text[], figures jsonb)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.id::text, CASE WHEN p.total < f.amount THEN 'projects less' ELSE 'projects more' END, -- any bound does
        ARRAY[f.pointer] || p.cells,
        jsonb_build_object(
            'said', f.said, 'amount', gongkai.shown_yuan(f.amount), 'sum', gongkai.shown_yuan(p.total),
            'projects', p.projects::text)
    FROM (
        SELECT
            r.id, r.department_code, r.year, b.pointer, b.number AS amount, b.name = 'final' AS is_final,
            CASE b.name WHEN 'final' THEN '项目支出的决算数' ELSE '项目支出的年初预算数' END AS said
        FROM gongkai.report AS r
        JOIN LATERAL gongkai.base_cells(r.id) AS b ON b.kind = 'project_expenditure' AND b.name IN ('budget', 'final')
        WHERE r.id = ANY (reports)
        UNION ALL
        SELECT
            r.id, r.department_code, r.year, gongkai.fund_cell(f.position, 'executed'), f.executed, true, '项目支出的执行数'
        FROM gongkai.report AS r
        JOIN gongkai.fund_line AS f ON f.report_id = r.id AND f.kind = 'project'
        WHERE r.id = ANY (reports) AND r.project_code IS NULL AND f.executed IS NOT NULL
    ) AS f
    JOIN LATERAL (
        SELECT
            sum(CASE WHEN f.is_final THEN t.executed ELSE t.initial_budget END) AS total,
            count(*) AS projects,
            array_agg(
                e.id || '#' || gongkai.fund_cell(
                    t.position, CASE WHEN f.is_final THEN 'executed' ELSE 'initial_budget' END) ORDER BY e.id) AS cells
        FROM gongkai.report AS e
        JOIN gongkai.fund_line AS t ON t.report_id = e.id AND t.kind = 'total'
        WHERE e.department_code = f.department_code AND e.year = f.year
            AND e.project_code IS NOT NULL AND e.total_score IS NOT NULL
    ) AS p ON NOT gongkai.agrees(p.total, f.amount);
END
$$;

SELECT gongkai.define_rule(
    'SET-03', 'error', 'set',
    reads => 'sums',
    checks => '各项目自评表之和不大于部门的项目支出',
    source => '部分之和不大于总数',
    sentence => '{said}是 {amount}，{projects} 个项目自评表之和却是 {sum}',
    cure => '请核对各项目的数和部门的数，改正填错的表。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_03(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'projects more';
END
$$;

SELECT gongkai.define_rule(
    'SET-04', 'warning', 'set',
    reads => 'sums',
    checks => '各项目自评表之和等于部门的项目支出',
    source => '财预〔2020〕10号：自评覆盖所有项目',
    sentence => '{said}是 {amount}，{projects} 个项目自评表之和只有 {sum}',
    cure => '请补上缺的项目自评表；个别项目不必自评的，写明原因。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_04(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'projects less';
END
$$;

SELECT gongkai.define_rule(
    'SET-05', 'warning', 'project',
    reads => 'project',
    checks => '项目自评表的年初预算数等于绩效目标表的资金',
    source => '同一数字在各表中应当一致',
    sentence => '年初预算数是 {initial}，绩效目标表的年度资金总额是 {planned}',
    cure => '请核对批复的预算，改正填错的表，或写明原因。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_05(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text,
        ARRAY[gongkai.fund_cell(f.position, 'initial_budget'), t.id || '#' || gongkai.fund_cell(p.position, 'annual_budget')],
        jsonb_build_object(
            'initial', gongkai.shown_yuan(f.initial_budget), 'planned', gongkai.shown_yuan(p.annual_budget))
    FROM gongkai.report AS r
    JOIN gongkai.fund_line AS f ON f.report_id = r.id AND f.kind = 'total'
    JOIN gongkai.report AS t ON t.project_code = r.project_code AND t.year = r.year
        AND t.department_code = r.department_code AND t.total_score IS NULL
    JOIN gongkai.fund_line AS p ON p.report_id = t.id AND p.kind = 'total'
    WHERE r.id = ANY (reports) AND r.total_score IS NOT NULL
        AND NOT gongkai.agrees(f.initial_budget, p.annual_budget);
END
$$;

SELECT gongkai.define_rule(
    'SET-09', 'error', 'set',
    reads => 'lists',
    checks => '政府性基金表的支出合计等于整体支出自评表的政府性基金拨款',
    source => '同一数字在各表中应当一致',
    sentence => '支出合计是 {sum}，整体支出自评表的“{label}”是 {executed}',
    cure => '请核对后改正填错的表。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_09(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY['/lists/rows', o.id || '#' || gongkai.fund_cell(f.position, 'executed')],
        jsonb_build_object(
            'sum', gongkai.shown_yuan(s.total), 'label', gongkai.plain(f.label), 'executed', gongkai.shown_yuan(f.executed))
    FROM gongkai.report AS r
    JOIN gongkai.report_list AS l ON l.report_id = r.id AND l.name = 'rows'
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(gongkai.read_number(i.item ->> 'expenditure')), 0) AS total
        FROM jsonb_array_elements(l.items) AS i (item)) AS s
    JOIN gongkai.report AS o
        ON o.department_code = r.department_code AND o.year = r.year AND o.project_code IS NULL
    JOIN gongkai.fund_line AS f ON f.report_id = o.id AND f.kind = 'government_fund'
    WHERE r.id = ANY (reports) AND r.form = 'G1' AND NOT gongkai.agrees(s.total, f.executed);
END
$$;

SELECT gongkai.define_rule(
    'SET-16', 'warning', 'set',
    checks => '同一部门在各表里的名称相同',
    source => '同一事实在各处应当一致',
    sentence => '部门名称是“{name}”，{other} 里是“{there}”',
    cure => '请统一部门名称；年中更名的，写明原因。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_16(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY['/department/name', o.id || '#/department/name'],
        jsonb_build_object(
            'name', gongkai.plain(r.department_name), 'other', o.id, 'there', gongkai.plain(o.department_name))
    FROM gongkai.report AS r
    CROSS JOIN LATERAL (
        SELECT o.id::text AS id, o.department_name
        FROM gongkai.report AS o
        WHERE o.department_code = r.department_code AND o.year = r.year
        ORDER BY o.id
        LIMIT 1) AS o
    WHERE r.id = ANY (reports) AND o.department_name <> r.department_name;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.project_sums(text[])
    TO gongkai_staff;
