-- IND: what indicators say, one by one and within a document. Only leaves have targets.
-- The patterns know words of the forms and of Chinese counting, none of a department.

-- A cell that was struck out: a dash, a slash, 无. The form's way to say that nothing is here.
CREATE OR REPLACE FUNCTION gongkai.is_struck(cell text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT cell IS NULL OR cell ~ '^[-/\\—–－\s　无]*$'
$$;

-- Whether a cell gives a reason. What is written when there is none is a short list of
-- set phrases; whatever else stands there is for people to judge.
CREATE OR REPLACE FUNCTION gongkai.is_reason(cell text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT NOT gongkai.is_struck(cell)
        AND cell !~ '^\s*(无|没有|未|不存在)?(偏差|差异|原因|情况)*[。.]?\s*$|^\s*(已|按时|全部|如期)?完成[。.]?\s*$'
$$;

-- The cells of a reason as the forms have them: one for the reason, one for remarks.
CREATE OR REPLACE FUNCTION gongkai.indicator_has_reason(the_report text, the_number integer)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM gongkai.indicator AS i
        WHERE i.report_id = the_report AND i.number = the_number
            AND (gongkai.is_reason(gongkai.plain(i.deviation)) OR gongkai.is_reason(gongkai.plain(i.remark))));
END
$$;

SELECT gongkai.define_rule(
    'IND-01', 'warning', 'document',
    checks => '数量、成本、满意度指标的指标值有数',
    source => '财预〔2020〕10号：绩效指标应当细化、量化',
    sentence => '“{name}”的指标值“{target}”没有数',
    cure => '请写明数量和单位，例如“≥12次”。');

-- In these groups the form itself asks for a quantity. Numerals count only before a
-- measure word, since 一般 or 统一 are no numbers; words for all of something mean 100 %.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_01(reports text[])
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
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.target_number IS NULL
        AND a.dimension IN ('quantity', 'cost', 'satisfaction')
        AND a.target_text !~ '[0-9０-９]|[一二两三四五六七八九十百千]+[个次场期批家户人项篇份台套件]|全覆盖|全部|全员|全体|应.尽'
        AND NOT gongkai.is_struck(a.target_text);
END
$$;

SELECT gongkai.define_rule(
    'IND-02', 'warning', 'document',
    checks => '指标值的数有单位',
    source => '财预〔2020〕10号：绩效指标应当细化、量化',
    sentence => '“{name}”的指标值“{target}”没有单位',
    cure => '请补上计量单位，例如“个”“次”“%”。');

-- The unit may stand in the name: in brackets at its end, or as 人数, 次数.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_02(reports text[])
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
        AND coalesce(a.target_unit, '') = ''
        AND a.dimension IS DISTINCT FROM 'timeliness'
        AND a.target_operator IS DISTINCT FROM '定性'
        AND a.name !~ '[（(][^（）()]{1,6}[）)]\s*$|[人次个户天场件台套家项篇册份期批亩里吨]数\s*$';
END
$$;

SELECT gongkai.define_rule(
    'IND-03', 'warning', 'document',
    checks => '实际完成值与指标值的单位相同',
    source => '财预〔2020〕10号：实际完成值对照年度指标值填写',
    sentence => '“{name}”的指标值“{target}”与实际完成值“{actual}”的单位不同',
    cure => '请用同一个单位填写两个值。');

CREATE OR REPLACE FUNCTION gongkai.audit_ind_03(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/actual', a.pointer || '/target'],
        jsonb_build_object('name', a.name, 'target', a.target_text, 'actual', a.actual_text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf
        AND a.target_number IS NOT NULL AND a.actual_number IS NOT NULL
        AND a.target_unit <> ''
        AND translate(a.target_unit, '％ 　', '%') <> translate(coalesce(a.actual_unit, ''), '％ 　', '%');
END
$$;

SELECT gongkai.define_rule(
    'IND-04', 'warning', 'document',
    checks => '实际完成值与指标值是同一种值',
    source => '财预〔2020〕10号：实际完成值对照年度指标值填写',
    sentence => '“{name}”的指标值是“{target}”，实际完成值却是“{actual}”，无法对照',
    cure => '指标值是数的，实际完成值也写同一单位的数；指标值是文字的，实际完成值也写文字。');

-- A number with its unit can be answered by a sentence that has such a number in it, and
-- 100 % by words for all. A target in words answered by a bare number says nothing either;
-- where the form wants numbers, IND-01 has told already.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_04(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/actual', a.pointer || '/target'],
        jsonb_build_object('name', a.name, 'target', a.target_text, 'actual', a.actual_text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf
        AND CASE
            WHEN a.target_number IS NOT NULL AND a.actual_number IS NULL THEN
                (a.actual_text !~ '[0-9０-９一二两三四五六七八九十百千]'
                    OR strpos(translate(a.actual_text, '％', '%'), translate(coalesce(a.target_unit, ''), '％', '%')) = 0)
                AND NOT (a.target_number = 100 AND a.actual_text ~ '全部|全面|全覆盖|全员|均')
            WHEN a.target_number IS NULL AND a.actual_number IS NOT NULL THEN
                a.target_text !~ '[0-9０-９]' AND a.dimension NOT IN ('quantity', 'cost', 'satisfaction')
        END
        AND NOT gongkai.is_struck(a.target_text) AND NOT gongkai.is_struck(a.actual_text);
END
$$;

-- The date that a value is, and nothing else, as YYYYMMDD: 2024年8月31日前, 2024年10月底.
-- `day` stands for the one that is not said. NULL: it is none.
CREATE OR REPLACE FUNCTION gongkai.date_said(body text, day text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT d.part[1] || lpad(d.part[2], 2, '0') || lpad(coalesce(d.part[3], day), 2, '0')
    FROM regexp_match(
        body,
        '^\s*((?:19|20)[0-9]{2})\s*年\s*([0-9]{1,2})\s*月\s*(?:([0-9]{1,2})\s*日|底|末)?(?:以?之?前|底前)?(?:全部)?(?:完成|完工)?\s*$') AS d (part)
$$;

SELECT gongkai.define_rule(
    'IND-05', 'warning', 'document',
    checks => '未达到指标值的，写明原因',
    source => '财预〔2020〕10号：未完成的绩效目标应说明原因和改进措施',
    sentence => '“{name}”的指标值是“{target}”，实际完成“{actual}”，没有写原因',
    cure => '请在原因分析一栏写明原因和改进措施，或改正填错的值。');

-- In cost, whatever the sign, only spending more needs a reason: less is what is wanted.
-- A date is late when it is after the one of the target; a month is all of its days.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_05(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/actual', a.pointer || '/target', a.pointer || '/deviation'],
        jsonb_build_object('name', a.name, 'target', a.target_text, 'actual', a.actual_text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.actual_number IS NOT NULL
        AND translate(coalesce(a.target_unit, ''), '％', '%') = translate(coalesce(a.actual_unit, ''), '％', '%')
        AND CASE
            WHEN a.target_operator = '<' THEN a.actual_number >= a.target_number
            WHEN a.target_operator = '≤' OR a.dimension = 'cost' THEN a.actual_number > a.target_number
            WHEN a.target_operator = '>' THEN a.actual_number <= a.target_number
            WHEN coalesce(a.target_operator, '=') IN ('=', '≥') THEN a.actual_number < a.target_number
        END
        AND NOT gongkai.indicator_has_reason(a.report_id, a.number)
    UNION ALL
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/actual', a.pointer || '/target', a.pointer || '/deviation'],
        jsonb_build_object('name', a.name, 'target', a.target_text, 'actual', a.actual_text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.dimension = 'timeliness'
        AND gongkai.date_said(a.actual_text, '01') > gongkai.date_said(a.target_text, '31')
        AND NOT gongkai.indicator_has_reason(a.report_id, a.number);
END
$$;

SELECT gongkai.define_parameter(
    'overshoot_percent', '130',
    says => '实际完成值达到指标值的百分之几，须写明原因');

SELECT gongkai.define_rule(
    'IND-06', 'warning', 'document',
    checks => '大幅超过指标值的，写明原因',
    source => '财预〔2020〕10号：偏差较大的应分析原因',
    sentence => '“{name}”的指标值是“{target}”，实际完成“{actual}”，达到指标值的 {percent}%，没有写原因',
    cure => '请写明超额的原因；目标定低了的，写明今后如何测算。');

CREATE OR REPLACE FUNCTION gongkai.audit_ind_06(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH region AS MATERIALIZED (
        SELECT p.code, (gongkai.audit_parameter('overshoot_percent', p.code) #>> '{}')::numeric AS percent
        FROM (SELECT DISTINCT r.region_code AS code FROM gongkai.report AS r WHERE r.id = ANY (reports)) AS p
    )
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/actual', a.pointer || '/target', a.pointer || '/deviation'],
        jsonb_build_object(
            'name', a.name, 'target', a.target_text, 'actual', a.actual_text,
            'percent', round(a.actual_number * 100 / a.target_number)::text)
    FROM gongkai.audit_indicator AS a
    JOIN gongkai.report AS r ON r.id = a.report_id
    JOIN region ON region.code = r.region_code
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.actual_number IS NOT NULL
        AND a.target_number > 0 AND a.actual_number * 100 >= a.target_number * region.percent
        AND coalesce(a.target_operator, '=') IN ('=', '≥', '>')
        AND a.dimension IS DISTINCT FROM 'cost'
        AND translate(coalesce(a.target_unit, ''), '％', '%') = translate(coalesce(a.actual_unit, ''), '％', '%')
        AND NOT gongkai.indicator_has_reason(a.report_id, a.number);
END
$$;

SELECT gongkai.define_rule(
    'IND-07', 'warning', 'document',
    checks => '实际完成值不是把指标值抄一遍',
    source => '财预〔2020〕10号：如实填写实际完成值',
    sentence => '全部 {count} 个指标的实际完成值与指标值一字不差',
    cure => '请填写实际完成的情况。');

-- Three at least: one or two equal values happen.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_07(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        array_agg(a.pointer || '/actual' ORDER BY a.number),
        jsonb_build_object('count', count(*)::text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf
        AND a.actual_text <> '' AND a.target_text <> ''
        AND a.actual_text !~ '^[-/\\—–－\s　无]*$'
    GROUP BY a.report_id
    HAVING count(*) >= 3 AND bool_and(
        ltrim(a.actual_text, '=≥≤><≧≦＝＞＜ 　') = ltrim(a.target_text, '=≥≤><≧≦＝＞＜ 　'));
END
$$;

SELECT gongkai.define_rule(
    'IND-08', 'warning', 'document',
    checks => '质量指标不是数量',
    source => '财预〔2020〕10号：质量指标反映产出的标准和水平',
    sentence => '质量指标“{name}”的指标值“{target}”是数量',
    cure => '请移到数量指标，或改为合格率、完好率一类的质量指标。');

-- Measure words count things; what counts faults, or names a degree, is quality all the same.
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
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.dimension = 'quality'
        AND a.target_unit IN (
            '个', '次', '场', '场次', '人', '人次', '家', '户', '件', '台', '套', '册', '本', '篇', '份', '期', '批',
            '批次', '处', '项', '条', '辆', '部', '天', '节', '公里', '亩', '平方米', '㎡', '元', '万元')
        AND a.name !~ '率|度|比例|合格|达标|等级|级别|标准|质量|分值|评分|得分|差错|错误|事故|故障|投诉|违规|违法|问题';
END
$$;

SELECT gongkai.define_rule(
    'IND-09', 'warning', 'document',
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
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.name = a.target_text
        AND NOT gongkai.is_struck(a.name);
END
$$;

SELECT gongkai.define_rule(
    'IND-12', 'warning', 'document',
    checks => '时效指标有日期、期间或及时的程度',
    source => '财预〔2020〕10号：时效指标反映产出的及时程度和效率',
    sentence => '时效指标“{name}”的指标值“{target}”没有日期或期间',
    cure => '请写明完成的时间，例如“2024年12月底前”。');

CREATE OR REPLACE FUNCTION gongkai.audit_ind_12(reports text[])
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
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.dimension = 'timeliness'
        AND a.target_text !~ '[年月日号天周旬季时分秒期前内底末]|[及按准即实]时|如期|%|％|长期'
        AND a.name !~ '[0-9]\s*[年月日号天]|率\s*$|[（(][年月日天小时个]+[）)]'
        AND NOT gongkai.is_struck(a.target_text);
END
$$;

SELECT gongkai.define_rule(
    'IND-13', 'note', 'document',
    checks => '指标值用≥、≤，不用＞、＜',
    source => '财预〔2020〕10号所附绩效目标表的填报说明',
    sentence => '“{name}”的指标值“{target}”用了“{operator}”，恰好等于该数时算未完成',
    cure => '请改用“≥”或“≤”。');

CREATE OR REPLACE FUNCTION gongkai.audit_ind_13(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/target'],
        jsonb_build_object('name', a.name, 'target', a.target_text, 'operator', a.target_operator)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.target_operator IN ('>', '<')
        AND a.target_number IS NOT NULL;
END
$$;

SELECT gongkai.define_rule(
    'IND-14', 'warning', 'document',
    checks => '满意度的指标值不是恰好等于100%',
    source => '财预〔2020〕10号：绩效目标应当切实可行',
    sentence => '满意度指标“{name}”的指标值是“{target}”，只要有一人不满意就算未完成',
    cure => '请改为切合实际的下限，例如“≥90%”。');

CREATE OR REPLACE FUNCTION gongkai.audit_ind_14(reports text[])
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
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.aspect = 'satisfaction'
        AND a.target_number = 100 AND a.target_unit IN ('%', '％')
        AND coalesce(a.target_operator, '=') = '=';
END
$$;

SELECT gongkai.define_rule(
    'IND-15', 'warning', 'document',
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
    WITH region AS MATERIALIZED (
        SELECT p.code, w.wanted
        FROM (SELECT DISTINCT r.region_code AS code FROM gongkai.report AS r WHERE r.id = ANY (reports)) AS p
        CROSS JOIN LATERAL jsonb_array_elements_text(gongkai.audit_parameter('required_groups', p.code)) AS w (wanted)
    )
    SELECT
        i.report_id,
        ARRAY['/indicators'],
        jsonb_build_object('group', CASE w.wanted
            WHEN 'output' THEN '产出' WHEN 'benefit' THEN '效益' WHEN 'satisfaction' THEN '满意度'
            WHEN 'cost' THEN '成本' WHEN 'quantity' THEN '数量' WHEN 'quality' THEN '质量'
            WHEN 'timeliness' THEN '时效' WHEN 'economic' THEN '经济效益' WHEN 'social' THEN '社会效益'
            WHEN 'ecological' THEN '生态效益' WHEN 'sustainable' THEN '可持续影响' ELSE w.wanted END)
    FROM (
        SELECT a.report_id::text, array_agg(DISTINCT a.aspect) || array_agg(DISTINCT a.dimension) AS groups
        FROM gongkai.audit_indicator AS a
        WHERE a.report_id = ANY (reports) AND a.is_leaf
        GROUP BY a.report_id
        HAVING count(a.aspect) > 0) AS i
    JOIN gongkai.report AS r ON r.id = i.report_id
    JOIN region AS w ON w.code = r.region_code
    WHERE w.wanted <> ALL (array_remove(i.groups, NULL));
END
$$;

SELECT gongkai.define_rule(
    'IND-19', 'error', 'document',
    checks => '满意度、合格率一类的比率不大于 100%',
    source => '算术关系：部分不大于全体',
    sentence => '“{name}”的{column}是“{said}”，这种比率不能大于 100%',
    cure => '请核对，改正填错的值。');

-- Rates of a part in its whole. Rates of change, of completion, of what came in, and gross
-- rates (毛入学率) may be more than 100%.
CREATE OR REPLACE FUNCTION gongkai.audit_ind_19(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text, ARRAY[a.pointer || v.member],
        jsonb_build_object('name', a.name, 'column', v.column_name, 'said', v.said)
    FROM gongkai.audit_indicator AS a
    CROSS JOIN LATERAL (VALUES
        ('/target', '指标值', a.target_text, a.target_number, a.target_unit),
        ('/actual', '实际完成值', a.actual_text, a.actual_number, a.actual_unit)
    ) AS v (member, column_name, said, number, unit)
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND v.unit IN ('%', '％') AND v.number > 100
        AND a.name ~ '(满意[度率]|合格率|优良率|达标率|完好率|准确率|及时率|知晓率)$';
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.is_struck(text),
    gongkai.is_reason(text),
    gongkai.date_said(text, text),
    gongkai.indicator_has_reason(text, integer)
    TO gongkai_staff;
