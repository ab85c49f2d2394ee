-- IND: what indicators say, one by one: targets, and what became of them. Only leaves have targets.
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

-- A reason in a column that only this form has; which columns are for reasons their labels say.
CREATE OR REPLACE FUNCTION gongkai.has_own_reason(extra jsonb, the_form text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT EXISTS (
        SELECT FROM gongkai.template AS t
        JOIN gongkai.template_version AS v ON v.digest = t.digest
        CROSS JOIN LATERAL xmltable(
            '/form/indicators/field[@type="text"]' PASSING xmlparse(DOCUMENT v.text)
            COLUMNS name text PATH '@name', label text PATH '@label') AS f
        WHERE t.form = the_form AND f.label ~ '原因|偏差|措施|说明|分析|改进|备注'
            AND gongkai.is_reason(gongkai.plain(extra ->> f.name)))
$$;

SELECT gongkai.define_rule(
    'IND-01', 'warning', 'document',
    reads => 'indicators',
    checks => '数量、成本、满意度指标的指标值有数',
    source => '财预〔2020〕10号：绩效指标应当细化、量化',
    sentence => '“{name}”的指标值“{target}”没有数',
    cure => '请写明数量和单位，例如“≥12次”。');

-- In these groups the form itself asks for a quantity; of social and ecological costs
-- there may be none. Numerals count only before a
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
    LEFT JOIN gongkai.audit_indicator AS above ON above.report_id = a.report_id AND above.number = a.parent
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.target_number IS NULL
        AND (a.dimension <> 'cost' OR above.name !~ '社会|生态|环境')
        AND a.dimension IN ('quantity', 'cost', 'satisfaction')
        AND a.target_text !~ '[0-9０-９]|[一二两三四五六七八九十百千]+[个次场期批家户人项篇份台套件]|全覆盖|全部|全员|全体|应.尽'
        AND NOT gongkai.is_struck(a.target_text);
END
$$;

SELECT gongkai.define_rule(
    'IND-02', 'warning', 'document',
    reads => 'indicators',
    checks => '指标值的数有单位',
    source => '财预〔2020〕10号：绩效指标应当细化、量化',
    sentence => '“{name}”的指标值“{target}”没有单位',
    cure => '请补上计量单位，例如“个”“次”“%”。');

-- The unit may stand in the name: in brackets at its end, or as 人数, 次数. Indices and
-- parts of one have none.
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
        AND a.name !~ '[（(][^（）()]{1,6}[）)]\s*$|[人次个户天场件台套家项篇册份期批亩里吨]数\s*$|(指数|系数|比)\s*$'
        AND NOT (a.target_number > 0 AND a.target_number < 1);
END
$$;

SELECT gongkai.define_rule(
    'IND-03', 'warning', 'document',
    reads => 'indicators',
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
        AND a.target_unit <> coalesce(a.actual_unit, '');
END
$$;

SELECT gongkai.define_rule(
    'IND-04', 'warning', 'document',
    reads => 'indicators',
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
                    OR strpos(translate(a.actual_text, '％（）()', '%'), coalesce(a.target_unit, '')) = 0)
                AND NOT (a.target_number = 100 AND a.actual_text ~ '全部|全面|全覆盖|全员|均')
            WHEN a.target_number IS NULL AND a.actual_number IS NOT NULL THEN
                a.target_text !~ '[0-9０-９]' AND a.dimension NOT IN ('quantity', 'cost', 'satisfaction')
        END
        AND NOT gongkai.is_struck(a.target_text) AND NOT gongkai.is_struck(a.actual_text);
END
$$;

-- Whether a target is how long something takes at most, without a sign that says otherwise.
CREATE OR REPLACE FUNCTION gongkai.is_duration(dimension text, operator text, unit text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT dimension = 'timeliness' AND coalesce(operator, '=') = '=' AND unit ~ '^个?(工作)?(分钟|小?时|天|日|周|月)$'
$$;

-- The date that a value is, and nothing else, as YYYYMMDD: 2024年8月31日前, 2024年10月底,
-- 2024-08-31, 2024.8.31前.
-- `day` stands for the one that is not said. NULL: it is none.
CREATE OR REPLACE FUNCTION gongkai.date_said(body text, day text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    part CONSTANT text[] := regexp_match(
        body,
        '^\s*((?:19|20)[0-9]{2})\s*[-年./／]\s*([0-9]{1,2})\s*[-月./／]\s*(?:([0-9]{1,2})\s*日?|底|末)?(?:以?之?前|底前)?(?:全部)?(?:完成|完工)?\s*$');
BEGIN
    RETURN part[1] || lpad(part[2], 2, '0') || lpad(coalesce(part[3], day), 2, '0');
END
$$;

SELECT gongkai.define_rule(
    'IND-05', 'warning', 'document',
    reads => 'indicators',
    checks => '未达到指标值的，写明原因',
    source => '财预〔2020〕10号：未完成的绩效目标应说明原因和改进措施',
    sentence => '“{name}”的指标值是“{target}”，实际完成“{actual}”，没有写原因',
    cure => '请在原因分析一栏写明原因和改进措施，或改正填错的值。');

-- In cost, whatever the sign, only spending more needs a reason: less is what is wanted. So
-- it is with the days that something takes.
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
        AND coalesce(a.target_unit, '') = coalesce(a.actual_unit, '')
        AND CASE
            WHEN a.target_operator = '<' THEN a.actual_number >= a.target_number
            WHEN a.target_operator = '≤' OR a.dimension = 'cost' OR gongkai.is_duration(a.dimension, a.target_operator, a.target_unit)
                THEN a.actual_number > a.target_number
            WHEN a.target_operator = '>' THEN a.actual_number <= a.target_number
            WHEN coalesce(a.target_operator, '=') IN ('=', '≥') THEN a.actual_number < a.target_number
        END
        AND NOT a.has_reason
    UNION ALL
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/actual', a.pointer || '/target', a.pointer || '/deviation'],
        jsonb_build_object('name', a.name, 'target', a.target_text, 'actual', a.actual_text)
    FROM gongkai.audit_indicator AS a
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.dimension = 'timeliness'
        AND gongkai.date_said(a.actual_text, '01') > gongkai.date_said(a.target_text, '31')
        AND NOT a.has_reason;
END
$$;

SELECT gongkai.define_parameter(
    'overshoot_percent', '130',
    says => '实际完成值达到指标值的百分之几，须写明原因');

SELECT gongkai.define_rule(
    'IND-06', 'warning', 'document',
    reads => 'indicators',
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
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || '/actual', a.pointer || '/target', a.pointer || '/deviation'],
        jsonb_build_object(
            'name', a.name, 'target', a.target_text, 'actual', a.actual_text,
            'percent', round(a.actual_number * 100 / a.target_number)::text)
    FROM gongkai.audit_parameters('overshoot_percent', reports) AS p
    JOIN gongkai.audit_indicator AS a ON a.report_id = ANY (p.chosen)
    WHERE a.is_leaf AND a.actual_number IS NOT NULL AND NOT a.has_reason
        AND a.target_number > 0
        AND coalesce(a.target_operator, '=') IN ('=', '≥', '>')
        AND a.dimension IS DISTINCT FROM 'cost'
        AND NOT coalesce(gongkai.is_duration(a.dimension, a.target_operator, a.target_unit), false)
        AND coalesce(a.target_unit, '') = coalesce(a.actual_unit, '')
        AND a.actual_number * 100 >= a.target_number * (p.value #>> '{}')::numeric;
END
$$;

SELECT gongkai.define_rule(
    'IND-07', 'warning', 'document',
    reads => 'indicators',
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

GRANT EXECUTE ON FUNCTION
    gongkai.is_struck(text),
    gongkai.is_reason(text),
    gongkai.is_duration(text, text, text),
    gongkai.date_said(text, text),
    gongkai.has_own_reason(jsonb, text)
    TO gongkai_staff;
