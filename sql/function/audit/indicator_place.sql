-- IND, continued: names, groups and cells: whether what an indicator says stands where it belongs.

SELECT gongkai.define_rule(
    'IND-08', 'warning', 'document',
    reads => 'indicators',
    checks => '质量指标不是数量',
    source => '财预〔2020〕10号：质量指标反映产出的标准和水平',
    sentence => '质量指标“{name}”的指标值“{target}”是数量',
    cure => '请移到数量指标，或改为合格率、完好率一类的质量指标。');

-- Measure words count things; what counts faults, or names a degree, is quality all the same,
-- and so is that there are none.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_08(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/target', a.pointer || '/name'],
        jsonb_build_object('name', a.name, 'target', a.target_text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.dimension = 'quality' AND a.target_number > 0
        AND a.target_unit IN (
            '个', '次', '场', '场次', '人', '人次', '家', '户', '件', '台', '套', '册', '本', '篇', '份', '期', '批',
            '批次', '处', '项', '条', '辆', '部', '天', '节', '公里', '亩', '平方米', '㎡', '元', '万元')
        AND a.name !~ '率|度|比例|合格|达标|等级|级别|标准|质量|分值|评分|得分|差错|错误|事故|故障|投诉|违规|违法|问题';
END
$$;

SELECT gongkai.define_rule(
    'IND-09', 'warning', 'document',
    reads => 'indicators',
    checks => '指标的名称与所在的二级指标相符',
    source => '财预〔2020〕10号：数量、质量、时效、成本、满意度指标的含义',
    sentence => '“{name}”是{expected}指标，却列在“{group}”下',
    cure => '请移到相应的二级指标。');

-- The last word of a name says what is measured. A rate of good condition may stand among
-- the benefits too, so what is quality is looked for in the other outputs only.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_09(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/name'],
        jsonb_build_object('name', a.name, 'expected', w.expected, 'group', above.name)
    FROM gongkai.audit_indicator AS a
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN a.dimension <> 'satisfaction' AND a.name ~ '满意[度率]\s*$' THEN '满意度'
            WHEN a.dimension IN ('quantity', 'quality', 'cost') AND a.name ~ '(及时|按时完成|按期完成)率\s*$' THEN '时效'
            WHEN a.dimension NOT IN ('cost', 'economic') AND a.name ~ '成本(控制|节约)率\s*$' THEN '成本'
            WHEN a.dimension IN ('quantity', 'timeliness', 'cost')
                AND a.name ~ '(合格|优良|优秀|达标|准确|正确|差错|完好)率\s*$' THEN '质量'
        END AS expected) AS w
    JOIN gongkai.audit_indicator AS above ON above.report_id = a.report_id AND above.number = a.parent
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND right(rtrim(a.name), 1) IN ('度', '率') AND w.expected IS NOT NULL;
END
$$;

SELECT gongkai.define_rule(
    'IND-10', 'warning', 'document',
    reads => 'indicators',
    checks => '成本指标的值是金额或比率',
    source => '财预〔2020〕10号：成本指标反映预期产出所需的成本',
    sentence => '成本指标“{name}”的指标值“{target}”不是金额',
    cure => '请改为金额，或移到数量指标。');

-- Social and ecological costs have units of their own.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_10(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/target', a.pointer || '/name'],
        jsonb_build_object('name', a.name, 'target', a.target_text)
    FROM gongkai.audit_indicator AS a
    JOIN gongkai.audit_indicator AS above ON above.report_id = a.report_id AND above.number = a.parent
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.dimension = 'cost'
        AND a.target_text ~ '[0-9]' AND a.target_text !~ '元|%|％|‰|折'
        AND num_nonnulls(a.target_number, nullif(a.target_unit, '')) <> 1
        AND a.name !~ '元|率|比例' AND above.name !~ '社会|生态|环境';
END
$$;

SELECT gongkai.define_rule(
    'IND-11', 'warning', 'document',
    reads => 'indicators',
    checks => '指标的名称与指标值不同',
    source => '财预〔2020〕10号：三级指标为指标名称，指标值为其目标',
    sentence => '指标的名称与指标值都是“{name}”',
    cure => '请在名称里写明衡量什么，在指标值里写要达到什么。');

CREATE OR REPLACE FUNCTION gongkai.audit_ind_11(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/name', a.pointer || '/target'],
        jsonb_build_object('name', a.name)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.name = ltrim(a.target_text, '=≥≤><≧≦＝＞＜ 　')
        AND NOT gongkai.is_struck(a.name);
END
$$;

SELECT gongkai.define_rule(
    'IND-15', 'warning', 'document',
    reads => 'indicators',
    checks => '名称、符号、值、单位各在自己的格里',
    source => '财预〔2020〕10号所附绩效目标表的格式',
    sentence => '“{name}”的{cell}里是“{value}”',
    cure => '请把名称、符号、数和单位分别填在各自的格里。');

-- In a form with one cell for a target none of these can be: operator and unit are read
-- from the text, and only beside a number.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_15(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || w.member],
        jsonb_build_object('name', a.name, 'cell', w.cell, 'value', w.value)
    FROM gongkai.audit_indicator AS a
    CROSS JOIN LATERAL (
        SELECT '/target/unit' AS member, '计量单位' AS cell, a.target_unit AS value
        WHERE a.target_unit ~ '[0-9０-９≥≤=＞＜><]'
        UNION ALL
        SELECT '/target/value', '值', a.target_text
        WHERE a.target_operator <> '定性' AND a.target_number IS NULL
        UNION ALL
        SELECT '/target/operator', '符号', a.target_operator
        WHERE a.target_operator = '定性' AND a.target_number IS NOT NULL
        UNION ALL
        SELECT '/name', '名称', a.name
        WHERE a.name ~ '^\s*[=≥≤><≧≦＝＞＜]?\s*[0-9][0-9.,]*\s*[%％]?\s*$') AS w
    WHERE a.report_id = ANY (reports) AND a.is_leaf
        AND (a.target_operator IS NOT NULL AND a.target_number IS NULL OR a.target_operator = '定性'
            OR a.target_unit ~ '[0-9０-９≥≤=＞＜><]' OR a.name ~ '^\s*[=≥≤><≧≦＝＞＜0-9]');
END
$$;

SELECT gongkai.define_rule(
    'IND-16', 'warning', 'document',
    reads => 'indicators',
    checks => '能用数表示的数量指标不写成定性指标',
    source => '财预〔2020〕10号：绩效指标以定量为主',
    sentence => '数量指标“{name}”是定性指标，指标值“{target}”里却有数',
    cure => '请把各个数拆成单独的指标，写明符号、值和单位。');

CREATE OR REPLACE FUNCTION gongkai.audit_ind_16(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/target', a.pointer || '/name'],
        jsonb_build_object('name', a.name, 'target', a.target_text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.dimension = 'quantity'
        AND a.target_operator = '定性' AND a.target_text ~ '[=≥≤><≧≦＝＞＜]\s*[0-9]';
END
$$;

SELECT gongkai.define_rule(
    'IND-17', 'warning', 'document',
    reads => 'indicators',
    checks => '同一个二级指标下没有两个同名的指标',
    source => '财预〔2020〕10号：绩效指标应当清晰、可衡量',
    sentence => '“{name}”在“{group}”下列了 {count} 次',
    cure => '请合并，或在名称里写明区别。');

CREATE OR REPLACE FUNCTION gongkai.audit_ind_17(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        c.cells,
        jsonb_build_object('name', a.name, 'group', above.name, 'count', a.copies::text)
    FROM (
        SELECT a.report_id, a.parent, a.name, count(*) AS copies
        FROM gongkai.audit_indicator AS a
        WHERE a.report_id = ANY (reports) AND a.is_leaf
        GROUP BY a.report_id, a.parent, a.name
        HAVING count(*) > 1) AS a
    JOIN gongkai.audit_indicator AS above ON above.report_id = a.report_id AND above.number = a.parent
    CROSS JOIN LATERAL (
        SELECT array_agg(c.pointer || '/name' ORDER BY c.number DESC) AS cells
        FROM gongkai.audit_indicator AS c
        WHERE c.report_id = a.report_id AND c.parent = a.parent AND c.name = a.name) AS c
    WHERE NOT gongkai.is_struck(a.name);
END
$$;

SELECT gongkai.define_parameter(
    'required_groups', '["output", "benefit"]',
    says => '绩效目标须有的指标：一级指标 output 产出、benefit 效益、satisfaction 满意度、cost 成本，或二级指标 quantity 数量、quality 质量、timeliness 时效、cost 成本、economic 经济、social 社会、ecological 生态、sustainable 可持续影响');

SELECT gongkai.define_rule(
    'IND-18', 'warning', 'document',
    reads => 'indicators',
    checks => '必须有的一级、二级指标都有',
    source => '财预〔2021〕101号：原则上每一项目均应设置产出指标和效益指标；地区另有规定的从其规定',
    sentence => '没有{group}指标',
    cure => '请补上该类指标。');

-- A form whose first levels have names of their own is not judged.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_18(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id,
        ARRAY['/indicators'],
        jsonb_build_object('group', CASE w.wanted
            WHEN 'output' THEN '产出' WHEN 'benefit' THEN '效益' WHEN 'satisfaction' THEN '满意度'
            WHEN 'cost' THEN '成本' WHEN 'quantity' THEN '数量' WHEN 'quality' THEN '质量'
            WHEN 'timeliness' THEN '时效' WHEN 'economic' THEN '经济效益' WHEN 'social' THEN '社会效益'
            WHEN 'ecological' THEN '生态效益' WHEN 'sustainable' THEN '可持续影响' ELSE w.wanted END)
    FROM gongkai.audit_parameters('required_groups', reports) AS p
    CROSS JOIN LATERAL (
        SELECT a.report_id::text, array_agg(a.aspect) || array_agg(a.dimension) AS groups
        FROM gongkai.audit_indicator AS a
        WHERE a.report_id = ANY (p.chosen) AND a.is_leaf
        GROUP BY a.report_id
        HAVING count(a.aspect) > 0) AS i
    CROSS JOIN LATERAL jsonb_array_elements_text(p.value) AS w (wanted)
    WHERE w.wanted <> ALL (array_remove(i.groups, NULL));
END
$$;

SELECT gongkai.define_rule(
    'IND-20', 'warning', 'document',
    reads => 'indicators',
    checks => '名称是比率的，指标值也是比率',
    source => '财预〔2020〕10号：指标的名称、值和单位应当相符',
    sentence => '“{name}”的指标值“{target}”不是比率',
    cure => '请改为百分比，或在名称里写明数的是什么。');

-- Measure words count things; 频率 and 效率 are no parts of a whole.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_20(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/target', a.pointer || '/name'],
        jsonb_build_object('name', a.name, 'target', a.target_text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.target_number IS NOT NULL
        AND a.name ~ '率$' AND a.name !~ '[频效功速利汇税费]率$'
        AND a.target_unit IN (
            '个', '次', '场', '场次', '人', '人次', '家', '户', '件', '台', '套', '册', '本', '篇', '份', '期', '批',
            '批次', '处', '项', '条', '辆', '部', '天', '节', '公里', '亩', '平方米', '㎡', '元', '万元');
END
$$;

SELECT gongkai.define_rule(
    'IND-21', 'warning', 'document',
    reads => 'lists',
    checks => '分地区的目标表里，全体的目标值等于各地区目标值之和',
    source => '算术关系：总数等于各部分之和',
    sentence => '“{name}”的全体目标值是“{total}”，各地区之和是 {sum}{unit}',
    cure => '请核对全体和各地区的目标值。');

-- A matrix of targets is a list whose items have a total, and below them a value for each
-- part. Only counts of things add up; a rate or a date is the same everywhere.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_21(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        l.report_id::text,
        ARRAY['/lists/' || l.name || '/' || (i.number - 1) || '/total'],
        jsonb_build_object(
            'name', gongkai.plain(i.item ->> 'name'), 'total', gongkai.plain(i.item ->> 'total'),
            'sum', gongkai.shown_number(s.total), 'unit', w.said[2])
    FROM gongkai.report_list AS l
    CROSS JOIN LATERAL jsonb_array_elements(l.items) WITH ORDINALITY AS i (item, number)
    CROSS JOIN LATERAL (
        SELECT regexp_match(
            gongkai.plain(i.item ->> 'total'), '^\s*[=≥≤><≧≦＝＞＜]?\s*([0-9]{1,12}(?:\.[0-9]{1,4})?)\s*([^0-9%％‰]*)$') AS said) AS w
    CROSS JOIN LATERAL (
        SELECT sum(p.said[1]::numeric) AS total, bool_and(p.said IS NOT NULL) AS is_whole
        FROM jsonb_array_elements(i.item -> 'children') AS c (part)
        CROSS JOIN LATERAL (
            SELECT regexp_match(
                gongkai.plain(c.part ->> 'value'),
                '^\s*[=≥≤><≧≦＝＞＜]?\s*([0-9]{1,12}(?:\.[0-9]{1,4})?)\s*' || regexp_replace(w.said[2], '[^一-龥A-Za-z]', '.', 'g') || '$')
                AS said) AS p
        WHERE NOT gongkai.is_struck(c.part ->> 'value')) AS s
    WHERE l.report_id = ANY (reports) AND i.item ? 'total' AND i.item ? 'children'
        AND i.item ->> 'second' ~ '数量' AND i.item ->> 'name' !~ '率|均|每'
        AND w.said[2] !~ '[/／]|元' AND s.is_whole AND s.total <> w.said[1]::numeric;
END
$$;
