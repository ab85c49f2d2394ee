-- POINT, continued: scores against what was reached, grades, satisfaction and direction.

SELECT gongkai.define_parameter('capped_score', '"difference"',
    '“≤”指标超出时怎样计分：difference 按超出的比例扣分，ratio 按指标值除以完成值计分');
SELECT gongkai.define_parameter('quality_bands', '[80, 60]', '定性指标“达成”和“部分达成”至少得分值的百分之几');
SELECT gongkai.define_parameter('grades', '{"优": 90, "良": 80, "中": 60, "差": 0}', '各等级从多少分开始');
SELECT gongkai.define_parameter('satisfaction', '[80, 100]', '满意度指标值从百分之几到百分之几');

SELECT gongkai.define_rule(
    'POINT-07', 'error', 'document',
    reads => 'indicators',
    checks => '得分不高于按完成情况应得的分',
    source => '财预〔2020〕10号：未完成指标值的，按照完成值与指标值的比例记分',
    sentence => '“{name}”指标值 {target}，完成 {actual}，分值 {weight}，应得 {expected}，填的是 {score}',
    cure => '请按完成值与指标值的比例重新计算得分。');

-- Of what was reached in full there is nothing to say, nor of fewer points than one could
-- have: for that there may be reasons. All points are not what fewer were rounded to.
-- 1 − (B − A) ÷ A is 2 − B ÷ A.
CREATE OR REPLACE FUNCTION gongkai.audit_point_07(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, ARRAY[i.pointer || '/score', i.pointer || '/target', i.pointer || '/actual', i.pointer || '/weight'],
        jsonb_build_object(
            'name', i.name, 'target', i.target_text, 'actual', i.actual_text,
            'weight', gongkai.shown_number(i.weight), 'expected', gongkai.shown_number(round(e.points, 2)),
            'score', gongkai.shown_number(i.score))
    FROM gongkai.audit_parameters('capped_score', reports) AS p
    JOIN gongkai.audit_indicator AS i ON i.report_id = ANY (p.chosen)
    CROSS JOIN LATERAL (
        SELECT i.weight * CASE
            WHEN i.target_operator IN ('≥', '>') AND i.actual_number < i.target_number -- any bound does
                THEN greatest(i.actual_number, 0) / i.target_number
            WHEN i.target_operator IN ('≤', '<') AND i.actual_number > i.target_number THEN CASE
                WHEN i.target_number <= 0 THEN 0
                WHEN p.value = '"ratio"' THEN i.target_number / i.actual_number
                ELSE greatest(2 - i.actual_number / i.target_number, 0)
            END
        END AS points
    ) AS e
    WHERE i.is_leaf AND coalesce(i.actual_operator, '=') = '=' AND (i.target_number > 0 OR i.target_operator IN ('≤', '<'))
        AND coalesce(i.target_unit, '') = coalesce(i.actual_unit, '')
        AND i.score > e.points -- any bound does
        AND (NOT gongkai.fits_printed(i.score, e.points) OR i.score = i.weight AND round(e.points, 2) < i.weight);
END
$$;

SELECT gongkai.define_rule(
    'POINT-08', 'warning', 'document',
    reads => 'indicators',
    checks => '扣分时说明原因',
    source => '财预〔2020〕10号：未完成绩效目标的应当分析说明原因',
    sentence => '“{name}”分值 {weight}，得分 {score}，没有说明扣分的原因',
    cure => '请在偏差原因一栏写明原因和改进措施。');

-- Where less was reached than the target the reason is IND-05's.
CREATE OR REPLACE FUNCTION gongkai.audit_point_08(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, ARRAY[i.pointer || '/score', i.pointer || '/weight', i.pointer || '/deviation'],
        jsonb_build_object(
            'name', i.name, 'weight', gongkai.shown_number(i.weight), 'score', gongkai.shown_number(i.score))
    FROM gongkai.audit_indicator AS i
    JOIN gongkai.indicator AS n ON n.report_id = i.report_id AND n.number = i.number
    WHERE i.report_id = ANY (reports) AND i.is_leaf AND i.score < i.weight AND NOT i.is_range
        AND gongkai.is_met(
            n.target_operator, n.target_value, n.target_unit, n.actual_operator, n.actual_value, n.actual_unit) IS NOT FALSE
        AND NOT i.has_reason;
END
$$;

SELECT gongkai.define_rule(
    'POINT-09', 'warning', 'document',
    reads => 'indicators',
    checks => '定性指标的得分在所写档次的区间里',
    source => '财预〔2020〕10号：达成 100–80%、部分达成 80–60%、未达成 60–0%',
    sentence => '“{name}”写的是“{actual}”，得分是分值的 {ratio}%，应在 {low}% 到 {high}% 之间',
    cure => '请核对完成情况和得分。');

-- The three words are those of the notice, and forms print them as choices.
CREATE OR REPLACE FUNCTION gongkai.audit_point_09(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, ARRAY[i.pointer || '/score', i.pointer || '/actual', i.pointer || '/weight'],
        jsonb_build_object(
            'name', i.name, 'actual', i.actual_text, 'ratio', gongkai.shown_number(gongkai.percent(i.score, i.weight)),
            'low', gongkai.shown_number(b.low), 'high', gongkai.shown_number(b.high))
    FROM gongkai.audit_parameters('quality_bands', reports) AS p
    JOIN gongkai.audit_indicator AS i ON i.report_id = ANY (p.chosen)
    CROSS JOIN LATERAL (
        SELECT (p.value ->> 0)::numeric AS low, 100 AS high WHERE i.actual_text ~ '^\s*(?:全部|全面|已|已经)?达成'
        UNION ALL
        SELECT (p.value ->> 1)::numeric, (p.value ->> 0)::numeric WHERE i.actual_text ~ '部分达成'
        UNION ALL
        SELECT 0, (p.value ->> 1)::numeric WHERE i.actual_text ~ '未达成'
    ) AS b
    WHERE i.is_leaf AND i.actual_number IS NULL AND i.score <= i.weight AND NOT i.is_range
        AND (i.score * 100 < i.weight * b.low OR i.score * 100 > i.weight * b.high);
END
$$;

SELECT gongkai.define_rule(
    'POINT-10', 'error', 'document',
    reads => 'scores',
    checks => '结论里的等级与总得分相符',
    source => '财预〔2020〕10号：90 分及以上为优，80 至 90 分为良，60 至 80 分为中，60 分以下为差',
    sentence => '总得分 {score} 是“{grade}”，文字里写的是“{said}”',
    cure => '请核对总得分和自评结论里的等级。');

-- 自评为优, 评价等级：良好; and the word that a conclusion opens with. A word that only
-- begins so (自评为优化支出提供依据) is none, nor is the grade of another year (2023年自评为良).
CREATE OR REPLACE FUNCTION gongkai.audit_point_10(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        w.report_id, ARRAY[w.pointer, '/total/score'],
        jsonb_build_object('score', gongkai.shown_number(r.total_score), 'grade', g.grade, 'said', w.said)
    FROM (
        SELECT DISTINCT t.report_id::text, t.pointer, m.word[1] AS said, m.word[2] AS of_year
        FROM gongkai.audit_text AS t
        CROSS JOIN LATERAL (
            SELECT ARRAY[p[2], p[1]] FROM regexp_matches(
                t.body,
                '(?:((?:19|20)[0-9]{2}|[上去前])年[^。；，\n]{0,20})?(?:自评|评价)(?:结果|等级|结论)*(?:为|是|[:：])["“]?([优良中差])(?:[秀好等的\s，。；：、！,;:”"（()）-]|$)', 'g') AS p
            UNION ALL
            SELECT regexp_match(t.body, '^\s*["“]?([优良中差])(?:[秀好等的\s，。；：、！,;:”"（()）-]|$)') WHERE t.pointer = '/texts/conclusion'
        ) AS m (word)
        WHERE t.report_id = ANY (reports) AND t.kind = 'text'
            -- Cheap ones first: few texts have the word.
            AND (t.pointer = '/texts/conclusion' OR strpos(t.body, '评') > 0 AND t.body ~ '(?:自评|评价)(?:结果|等级|结论)*(?:为|是|[:：])["“]?[优良中差]') -- any bound does
    ) AS w
    JOIN gongkai.report AS r ON r.id = w.report_id
    JOIN gongkai.audit_parameters('grades', reports) AS p ON w.report_id = ANY (p.chosen)
    CROSS JOIN LATERAL (
        SELECT e.grade FROM jsonb_each_text(p.value) AS e (grade, least)
        WHERE gongkai.rating(r.total_score, r.total_weight) >= e.least::numeric
        ORDER BY e.least::numeric DESC LIMIT 1
    ) AS g
    WHERE g.grade <> w.said AND coalesce(w.of_year = r.year::text, true);
END
$$;

SELECT gongkai.define_rule(
    'POINT-11', 'error', 'document',
    reads => 'scores',
    checks => '文字里写的得分与总得分一致',
    source => '算术关系',
    sentence => '文字里写“{said}”，总得分是 {score}',
    cure => '请核对文字和总得分。');

CREATE OR REPLACE FUNCTION gongkai.audit_point_11(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        t.report_id::text, ARRAY[t.pointer, '/total/score'],
        jsonb_build_object('said', m.part[2], 'score', gongkai.shown_number(r.total_score))
    FROM gongkai.audit_text AS t
    JOIN gongkai.report AS r ON r.id = t.report_id
    CROSS JOIN LATERAL regexp_matches(
        t.body,
        '(?:((?:19|20)[0-9]{2}|[上去前])年[^。；，\n]{0,20})?'
        || '((?:自评|综合|评价)(?:总得分|总分|得分|分数)(?:为|是|[:：])?\s*([0-9]{1,3}(?:\.[0-9]+)?)\s*分)', 'g') AS m (part)
    WHERE t.report_id = ANY (reports) AND t.kind = 'text' AND strpos(t.body, '分') > 0 -- any bound does
        AND round(r.total_score, scale(m.part[3]::numeric)) <> m.part[3]::numeric
        -- The score of another year is another one.
        AND coalesce(m.part[1] = r.year::text, true);
END
$$;

SELECT gongkai.define_rule(
    'POINT-13', 'warning', 'document',
    reads => 'indicators',
    checks => '有满意度指标',
    source => '财预〔2020〕10号：一级指标包括服务对象满意度',
    sentence => '没有满意度指标',
    cure => '请设置服务对象满意度指标；确实没有服务对象的，请说明。');

CREATE OR REPLACE FUNCTION gongkai.audit_point_13(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT g.report_id, ARRAY['/indicators'], '{}'::jsonb
    FROM (
        SELECT i.report_id::text
        FROM gongkai.audit_indicator AS i
        WHERE i.report_id = ANY (reports) AND i.is_leaf AND i.target_text <> ''
        GROUP BY i.report_id
        HAVING NOT coalesce(bool_or(
            (i.aspect = 'satisfaction' OR i.dimension = 'satisfaction' OR i.name ~ '满意') AND NOT gongkai.is_struck(i.target_text)), false)
    ) AS g;
END
$$;

SELECT gongkai.define_rule(
    'POINT-14', 'warning', 'document',
    reads => 'indicators',
    checks => '满意度的指标值用“≥”，在 80% 到 100% 之间',
    source => '财预〔2020〕10号：满意度反映服务对象的认可程度，不能预定为恰好多少',
    sentence => '“{name}”的指标值是“{target}”，应当用“≥”，在 {low}% 到 {high}% 之间',
    cure => '请把符号改为“≥”，按往年情况设置合理的指标值。');

-- Of exactly 100% IND-14 speaks. Of complaints there shall be few.
CREATE OR REPLACE FUNCTION gongkai.audit_point_14(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, ARRAY[i.pointer || '/target'],
        jsonb_build_object('name', i.name, 'target', i.target_text, 'low', p.value ->> 0, 'high', p.value ->> 1)
    FROM gongkai.audit_parameters('satisfaction', reports) AS p
    JOIN gongkai.audit_indicator AS i ON i.report_id = ANY (p.chosen)
    WHERE i.is_leaf AND i.aspect = 'satisfaction' AND i.target_unit = '%' AND i.name !~ '投诉|不满|差评|信访|举报'
        AND (i.target_operator IN ('≤', '<') OR i.target_operator = '=' AND i.target_number <> 100
            OR i.target_number < (p.value ->> 0)::numeric OR i.target_number > (p.value ->> 1)::numeric);
END
$$;

SELECT gongkai.define_rule(
    'POINT-15', 'warning', 'document',
    reads => 'indicators',
    checks => '符号的方向与指标相符',
    source => '财预〔2020〕10号：成本指标不超过预算，产出指标不少于计划',
    sentence => '“{name}”是{group}，指标值是“{target}”，符号的方向反了',
    cure => '成本和支出用“≤”，数量和质量用“≥”；越小越好的指标请在名称里写明。');

-- Money that is saved or earned is more the better, and of what is bad, takes time or is
-- limited less is better: names with such words are left out, rather too many than too few.
-- What happens to people is counted the other way round: of accidents and complaints there
-- is no least number, unless the name says what is done about them.
CREATE OR REPLACE FUNCTION gongkai.audit_point_15(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, ARRAY[i.pointer || '/target'],
        jsonb_build_object('name', i.name, 'target', i.target_text, 'group', CASE i.dimension
            WHEN 'cost' THEN '成本指标' WHEN 'quantity' THEN '数量指标' WHEN 'quality' THEN '质量指标'
            ELSE '越少越好的指标' END)
    FROM gongkai.audit_indicator AS i
    WHERE i.report_id = ANY (reports) AND i.is_leaf AND i.target_number IS NOT NULL
        AND CASE
            WHEN i.dimension = 'cost' THEN i.target_operator IN ('≥', '>')
                AND gongkai.unit_of(i.target_unit, i.name) ~ '^[百千]?[万亿]?(元|万)([/／].*)?$'
                AND i.name !~ '节约|节省|降低|减少|压减|收入|增收'
            WHEN i.name ~ '(事故|差错|投诉|违规|违法|违纪|案件|伤亡|死亡|舆情)(发生)?(数|次数|件数|起数|人数|率)?$'
                AND i.name !~ '[处办查排整化预防降减救援培演宣教回答控监检调赔报解改]'
                AND i.target_operator IN ('≥', '>') THEN true
            WHEN i.dimension IN ('quantity', 'quality') THEN i.target_operator IN ('≤', '<')
                AND i.target_unit !~ '天|日|时|分钟|月|年|毫克|微克|分贝|^[mμuµ]g|dB|ppm|℃'
                AND i.name !~ '[事故诉障错误差漏损退逾超拖欠违耗排废死伤亡病缺闲空辍复]|下降|降低|减少|压减|控制|限|浓度|噪|残留|污染|不合格|不超过|失|延|成本|费|支出'
        END;
END
$$;
