-- SET: the forms of a department and year together. A finding stands at one report and
-- names the cells of the others. Which form is which is told by what it has: a
-- self-evaluation of a project has a total score, its targets have indicators and no
-- score, a department's form has no project.

SELECT gongkai.define_rule(
    'SET-01', 'error', 'set',
    checks => '整体支出自评表的年初预算数等于基础数据表的基本支出与项目支出预算数之和',
    source => '同一数字在各表中应当一致',
    sentence => '年初预算数是 {initial}，基础数据表的基本支出 {basic} 加项目支出 {project} 是 {sum}',
    cure => '请核对年初预算数，改正填错的表。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_01(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text,
        ARRAY[gongkai.fund_cell(f.position, 'initial_budget'), d.id || '#' || basic.pointer, d.id || '#' || project.pointer],
        jsonb_build_object(
            'initial', gongkai.shown_yuan(f.initial_budget), 'basic', gongkai.shown_yuan(basic.number),
            'project', gongkai.shown_yuan(project.number), 'sum', gongkai.shown_yuan(basic.number + project.number))
    FROM gongkai.report AS r
    JOIN gongkai.fund_line AS f ON f.report_id = r.id AND f.kind = 'total'
    JOIN gongkai.report AS d
        ON d.department_code = r.department_code AND d.year = r.year AND d.project_code IS NULL
    JOIN LATERAL gongkai.base_cells(d.id) AS basic ON basic.kind = 'basic_adjustment' AND basic.name = 'budget'
    JOIN LATERAL gongkai.base_cells(d.id) AS project ON project.kind = 'project_expenditure' AND project.name = 'budget'
    WHERE r.id = ANY (reports) AND r.project_code IS NULL AND f.initial_budget IS NOT NULL
        AND NOT gongkai.agrees(f.initial_budget, basic.number + project.number);
END
$$;

SELECT gongkai.define_rule(
    'SET-02', 'error', 'set',
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

-- The project expenditure that forms of departments say, beside the sum of the projects'
-- self-evaluations.
CREATE OR REPLACE FUNCTION gongkai.project_sums(reports text[])
RETURNS TABLE (report_id text, cells text[], said text, amount numeric, total numeric, projects bigint)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        f.id::text, ARRAY[f.pointer] || p.cells, f.said, f.amount, p.total, p.projects
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
    SELECT
        s.report_id, s.cells,
        jsonb_build_object(
            'said', s.said, 'amount', gongkai.shown_yuan(s.amount), 'sum', gongkai.shown_yuan(s.total),
            'projects', s.projects::text)
    FROM gongkai.project_sums(reports) AS s
    WHERE s.total > s.amount; -- any bound does
END
$$;

SELECT gongkai.define_rule(
    'SET-04', 'warning', 'set',
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
    SELECT
        s.report_id, s.cells,
        jsonb_build_object(
            'said', s.said, 'amount', gongkai.shown_yuan(s.amount), 'sum', gongkai.shown_yuan(s.total),
            'projects', s.projects::text)
    FROM gongkai.project_sums(reports) AS s
    WHERE s.total < s.amount; -- any bound does
END
$$;

SELECT gongkai.define_rule(
    'SET-05', 'warning', 'set',
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
    'SET-06', 'error', 'set',
    checks => '正文里的数与表里的数一致',
    source => '同一数字在各表中应当一致',
    sentence => '正文写“{said}”，{form} 表中是 {figure}',
    cure => '请核对后改正正文或表。');

-- Compared at the precision at which the sentence prints.
CREATE OR REPLACE FUNCTION gongkai.audit_set_06(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id,
        ARRAY['/chapters/' || (s.position - 1) || '/body', o.id || '#' || o.pointer],
        jsonb_build_object('said', s.said, 'form', o.form, 'figure', gongkai.shown_yuan(o.number))
    FROM (
        SELECT DISTINCT r.id::text AS report_id, r.department_code, r.year, c.position, n.*
        FROM gongkai.report AS r
        JOIN gongkai.chapter AS c ON c.report_id = r.id
        CROSS JOIN LATERAL gongkai.narrative_figures(gongkai.plain(c.body), r.year) AS n
        WHERE r.id = ANY (reports) AND c.body ~ '元') AS s
    JOIN LATERAL (
        SELECT d.id, d.form, b.number, b.pointer
        FROM gongkai.report AS d
        CROSS JOIN LATERAL gongkai.base_cells(d.id) AS b
        WHERE d.department_code = s.department_code AND d.year = s.year
            AND b.kind = s.subject AND b.name = CASE WHEN s.is_final THEN 'final' ELSE 'budget' END
        UNION ALL
        SELECT d.id, d.form, f.executed, gongkai.fund_cell(f.position, 'executed')
        FROM gongkai.report AS d
        JOIN gongkai.fund_line AS f ON f.report_id = d.id
            AND f.kind = CASE s.subject WHEN 'basic_adjustment' THEN 'basic' WHEN 'project_expenditure' THEN 'project' END
        WHERE d.department_code = s.department_code AND d.year = s.year
            AND d.project_code IS NULL AND s.is_final) AS o
        ON round(o.number / s.unit, scale(s.number)) <> s.number;
END
$$;

-- The funds that have a form of their own, by the words that a chapter has for them.
CREATE OR REPLACE FUNCTION gongkai.fund_forms()
RETURNS TABLE (form text, fund text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    VALUES ('G1', '政府性基金'), ('G2', '国有资本'), ('G3', '社会保险基金')
$$;

-- The chapters that say that there is nothing of a fund: 本单位无…, 没有安排….
CREATE OR REPLACE FUNCTION gongkai.denied_funds(the_report text)
RETURNS TABLE (form text, fund text, pointer text)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT f.form, f.fund, '/chapters/' || (c.position - 1) || '/body'
    FROM gongkai.chapter AS c
    JOIN gongkai.fund_forms() AS f
        ON c.body ~ ('(无|没有|未安排|不涉及|未发生)[^。；，\n]*' || f.fund)
    WHERE c.report_id = the_report
$$;

SELECT gongkai.define_rule(
    'SET-07', 'error', 'set',
    checks => '报告所列的附件都在，或有无此项支出的说明',
    source => '财预〔2016〕143号：公开内容应当完整',
    sentence => '报告列了附件“{title}”，没有这份 {form} 表，正文也没有无此项支出的说明',
    cure => '请补上附件；没有此项支出的，写明“本单位无…”。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_07(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY['/attachments/' || (a.position - 1)],
        jsonb_build_object('title', gongkai.plain(a.title), 'form', a.form)
    FROM gongkai.report AS r
    JOIN gongkai.report_attachment AS a ON a.report_id = r.id
    WHERE r.id = ANY (reports) AND a.form IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM gongkai.report AS o
            WHERE o.department_code = r.department_code AND o.year = r.year AND o.form = a.form)
        AND NOT EXISTS (SELECT FROM gongkai.denied_funds(r.id) AS d WHERE d.form = a.form);
END
$$;

SELECT gongkai.define_rule(
    'SET-08', 'error', 'set',
    checks => '正文说没有的基金，表里也没有',
    source => '同一事实在各处应当一致',
    sentence => '正文说没有{fund}支出，{form} 表里却有',
    cure => '请核对后改正正文或表。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_08(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY[d.pointer, o.id || '#' || o.pointer],
        jsonb_build_object('fund', d.fund, 'form', o.form)
    FROM gongkai.report AS r
    CROSS JOIN LATERAL gongkai.denied_funds(r.id) AS d
    JOIN LATERAL (
        SELECT g.id, g.form, '/lists/' || l.name AS pointer
        FROM gongkai.report AS g
        JOIN gongkai.report_list AS l ON l.report_id = g.id
        WHERE g.department_code = r.department_code AND g.year = r.year AND g.form = d.form
            AND jsonb_array_length(l.items) > 0
        UNION ALL
        SELECT g.id, g.form, gongkai.fund_cell(f.position, 'executed')
        FROM gongkai.report AS g
        JOIN gongkai.fund_line AS f ON f.report_id = g.id AND f.kind = 'government_fund'
        WHERE g.department_code = r.department_code AND g.year = r.year AND g.project_code IS NULL
            AND d.form = 'G1' AND f.executed > 0) AS o ON true
    WHERE r.id = ANY (reports);
END
$$;

SELECT gongkai.define_rule(
    'SET-09', 'error', 'set',
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
    'SET-10', 'error', 'set',
    checks => '有绩效目标的项目都有自评',
    source => '财预〔2020〕10号：自评覆盖所有项目；财预〔2016〕143号：公开内容应当完整',
    sentence => '项目“{project}”有绩效目标，没有自评表',
    cure => '请补上该项目的自评表。');

-- Targets are published a year before the self-evaluations: only when one of those is
-- there the others are late.
CREATE OR REPLACE FUNCTION gongkai.audit_set_10(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/project'], jsonb_build_object('project', gongkai.plain(r.project_name))
    FROM gongkai.report AS r
    WHERE r.id = ANY (reports) AND r.project_code IS NOT NULL AND r.total_score IS NULL
        AND EXISTS (SELECT FROM gongkai.indicator AS i WHERE i.report_id = r.id)
        AND EXISTS (
            SELECT FROM gongkai.report AS e
            WHERE e.department_code = r.department_code AND e.year = r.year
                AND e.project_code IS NOT NULL AND e.total_score IS NOT NULL)
        AND NOT EXISTS (
            SELECT FROM gongkai.report AS e
            WHERE e.project_code = r.project_code AND e.year = r.year AND e.total_score IS NOT NULL);
END
$$;

SELECT gongkai.define_rule(
    'SET-11', 'note', 'set',
    checks => '自评的项目都有绩效目标',
    source => '财预〔2020〕10号：自评对照批复的绩效目标',
    sentence => '本部门公开了绩效目标，项目“{project}”却没有绩效目标表',
    cure => '请补上该项目的绩效目标表；年中追加的项目，写明原因。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_11(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/project'], jsonb_build_object('project', gongkai.plain(r.project_name))
    FROM gongkai.report AS r
    WHERE r.id = ANY (reports) AND r.project_code IS NOT NULL AND r.total_score IS NOT NULL
        AND EXISTS (
            SELECT FROM gongkai.report AS t
            WHERE t.department_code = r.department_code AND t.year = r.year
                AND t.project_code IS NOT NULL AND t.total_score IS NULL
                AND EXISTS (SELECT FROM gongkai.indicator AS i WHERE i.report_id = t.id))
        AND NOT EXISTS (
            SELECT FROM gongkai.report AS t
            WHERE t.project_code = r.project_code AND t.year = r.year AND t.total_score IS NULL);
END
$$;

-- The leaves of the targets and of the self-evaluation of a project side by side, found by
-- group and name. Amounts are in yuan, because forms differ in 元 and 万元.
CREATE OR REPLACE FUNCTION gongkai.target_pairs(reports text[])
RETURNS TABLE (
    report_id text, other_id text, name text, cell text, other_cell text, target text, other_target text, is_same boolean)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH pair AS MATERIALIZED (
        SELECT r.id::text AS id, t.id::text AS other
        FROM gongkai.report AS r
        JOIN gongkai.report AS t ON t.project_code = r.project_code AND t.year = r.year AND t.total_score IS NULL
        WHERE r.id = ANY (reports) AND r.total_score IS NOT NULL
            AND EXISTS (SELECT FROM gongkai.indicator AS i WHERE i.report_id = t.id)
    ),
    leaf AS MATERIALIZED (
        SELECT
            a.report_id::text AS id, a.number, a.dimension, a.name AS label, a.pointer, a.target_text AS target, a.weight,
            CASE WHEN a.target_number IS NOT NULL THEN concat_ws(' ',
                coalesce(a.target_operator, '='),
                trim_scale(a.target_number * CASE a.target_unit WHEN '亿元' THEN 100000000 WHEN '万元' THEN 10000 ELSE 1 END),
                regexp_replace(translate(a.target_unit, '％ ', '%'), '^[万亿]元$', '元'))
            ELSE translate(a.target_text, ' 　', '') END AS said
        FROM gongkai.audit_indicator AS a
        WHERE a.is_leaf AND a.level > 2
            AND a.report_id IN (SELECT p.id FROM pair AS p UNION ALL SELECT p.other FROM pair AS p)
    )
    SELECT
        coalesce(e.pair_id, t.pair_id), coalesce(e.pair_other, t.pair_other), coalesce(e.label, t.label),
        e.pointer, t.pointer, e.target, t.target,
        e.said = t.said AND coalesce(e.weight = t.weight, true)
    FROM (SELECT p.id AS pair_id, p.other AS pair_other, l.* FROM pair AS p JOIN leaf AS l ON l.id = p.id) AS e
    FULL JOIN (SELECT p.id AS pair_id, p.other AS pair_other, l.* FROM pair AS p JOIN leaf AS l ON l.id = p.other) AS t
        ON t.pair_id = e.pair_id AND t.pair_other = e.pair_other
        AND coalesce(t.dimension, '') = coalesce(e.dimension, '') AND t.label = e.label;
END
$$;

SELECT gongkai.define_rule(
    'SET-12', 'warning', 'set',
    checks => '自评表的指标值等于绩效目标表的指标值',
    source => '财预〔2020〕10号：自评对照批复的绩效目标',
    sentence => '“{name}”的指标值是“{target}”，绩效目标表里是“{planned}”',
    cure => '请按批复的绩效目标填写；目标经批准调整的，写明依据。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_12(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        p.report_id, ARRAY[p.cell || '/target', p.other_id || '#' || p.other_cell || '/target'],
        jsonb_build_object('name', p.name, 'target', p.target, 'planned', p.other_target)
    FROM gongkai.target_pairs(reports) AS p
    WHERE NOT p.is_same;
END
$$;

SELECT gongkai.define_rule(
    'SET-13', 'warning', 'set',
    checks => '自评表的指标与绩效目标表的指标是同一些',
    source => '财预〔2020〕10号：自评对照批复的绩效目标',
    sentence => '“{name}”只在{where}里有',
    cure => '请按批复的绩效目标逐项自评；指标经批准调整的，写明依据。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_13(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        p.report_id,
        CASE
            WHEN p.cell IS NULL THEN ARRAY['/indicators', p.other_id || '#' || p.other_cell || '/name']
            ELSE ARRAY[p.cell || '/name']
        END,
        jsonb_build_object('name', p.name, 'where', CASE WHEN p.cell IS NULL THEN '绩效目标表' ELSE '自评表' END)
    FROM gongkai.target_pairs(reports) AS p
    WHERE num_nulls(p.cell, p.other_cell) = 1 AND NOT gongkai.is_struck(p.name);
END
$$;

SELECT gongkai.define_rule(
    'SET-14', 'warning', 'set',
    checks => '同一部门同一年度没有重复的项目',
    source => '预算法实施条例：项目支出预算不得重复编列',
    sentence => '项目“{project}”与项目“{other}”{same}，代码不同',
    cure => '请核对是否重复申报；不重复的，写明区别。');

-- The same name, or a goal all of whose sentences stand in the goal of the other one:
-- what is bought twice is described once and copied. Numbers of items before a sentence
-- do not count, nor do sentences of under ten characters, which are set phrases.
CREATE OR REPLACE FUNCTION gongkai.audit_set_14(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH project AS MATERIALIZED (
        SELECT
            r.id::text AS id, r.department_code, r.year, r.form, r.project_code,
            gongkai.plain(r.project_name) AS name, translate(r.project_name, ' 　', '') AS bare
        FROM gongkai.report AS r
        WHERE r.project_code IS NOT NULL AND (r.department_code, r.year) IN (
            SELECT s.department_code, s.year FROM gongkai.report AS s WHERE s.id = ANY (reports))
    ),
    sentence AS MATERIALIZED (
        SELECT p.id, p.department_code, p.year, p.form, p.project_code, s.said
        FROM project AS p
        JOIN gongkai.report_text AS t ON t.report_id = p.id AND t.name = 'goal'
        CROSS JOIN LATERAL (
            SELECT DISTINCT regexp_replace(
                btrim(w.part, E' 　\r\t'), '^(目标)?\s*[0-9一二三四五六七八九十]*\s*[:：、.．)）]\s*', '') AS said
            FROM regexp_split_to_table(gongkai.plain(t.body), '[。；;\n]') AS w (part)) AS s
        WHERE char_length(s.said) >= 10
    ),
    same AS (
        SELECT p.id, o.id AS other, '名称相同' AS how
        FROM project AS p
        JOIN project AS o ON o.department_code = p.department_code AND o.year = p.year AND o.form = p.form
            AND o.bare = p.bare AND o.project_code <> p.project_code
        WHERE o.id < p.id -- any bound does
        UNION ALL
        SELECT c.id, c.other, '绩效目标重复'
        FROM (
            SELECT p.id, o.id AS other, count(*) AS common
            FROM sentence AS p
            JOIN sentence AS o ON o.department_code = p.department_code AND o.year = p.year AND o.form = p.form
                AND o.said = p.said AND o.project_code <> p.project_code
            GROUP BY p.id, o.id) AS c
        JOIN (SELECT s.id, count(*) AS sentences FROM sentence AS s GROUP BY s.id) AS n ON n.id = c.id
        JOIN (SELECT s.id, count(*) AS sentences FROM sentence AS s GROUP BY s.id) AS m ON m.id = c.other
        WHERE c.common = n.sentences AND (
            c.common <> m.sentences
            OR c.other < c.id) -- any bound does
    )
    SELECT DISTINCT ON (s.id, s.other)
        s.id,
        CASE s.how
            WHEN '名称相同' THEN ARRAY['/project/name', s.other || '#/project/name']
            ELSE ARRAY['/texts/goal', s.other || '#/texts/goal']
        END,
        jsonb_build_object('project', p.name, 'other', o.name, 'same', s.how)
    FROM same AS s
    JOIN project AS p ON p.id = s.id
    JOIN project AS o ON o.id = s.other
    WHERE s.id = ANY (reports)
    ORDER BY s.id, s.other, s.how;
END
$$;

SELECT gongkai.define_rule(
    'SET-15', 'error', 'set',
    checks => '正文里的编制和在职人数等于基础数据表的数',
    source => '同一数字在各表中应当一致',
    sentence => '正文写{what}{said}人，基础数据表是 {figure} 人',
    cure => '请核对后改正正文或表。');

-- Where a sentence gives several numbers, by kinds of posts, they are not compared.
CREATE OR REPLACE FUNCTION gongkai.audit_set_15(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY['/chapters/' || (c.position - 1) || '/body', d.id || '#' || b.pointer],
        jsonb_build_object('what', w.what, 'said', s.said::text, 'figure', trim_scale(b.number)::text)
    FROM gongkai.report AS r
    JOIN gongkai.chapter AS c ON c.report_id = r.id
    CROSS JOIN (VALUES
        ('编制', 'authorized_staff', '编制[^0-9，。；]{0,6}([0-9]{1,6})\s*[人名个]'),
        ('在职', 'staff_in_post', '(?:在职|实有人数|现有人数|实有人员)[^0-9，。；]{0,6}([0-9]{1,6})\s*[人名]')) AS w (what, name, pattern)
    CROSS JOIN LATERAL (
        SELECT max(m[1]::numeric) AS said
        FROM regexp_matches(gongkai.plain(c.body), w.pattern, 'g') AS m
        HAVING count(DISTINCT m[1]) = 1) AS s
    JOIN gongkai.report AS d ON d.department_code = r.department_code AND d.year = r.year AND d.project_code IS NULL
    JOIN LATERAL gongkai.base_cells(d.id) AS b ON b.name = w.name
    WHERE r.id = ANY (reports) AND r.project_code IS NULL AND c.body ~ '编制|在职|实有|现有'
        AND b.number <> s.said;
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
    gongkai.project_sums(text[]),
    gongkai.fund_forms(),
    gongkai.denied_funds(text),
    gongkai.target_pairs(text[])
    TO gongkai_staff;
