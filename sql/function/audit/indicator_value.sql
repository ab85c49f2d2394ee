-- IND, continued: targets that cannot be meant so.

SELECT gongkai.define_rule(
    'IND-12', 'warning', 'document',
    reads => 'indicators',
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
        AND a.target_text !~ (CASE WHEN a.name ~ '时[间限]\s*$|日期\s*$' THEN '' ELSE '%|％|' END || '[年月日号天周旬季时分秒期前内底末]|[及按准即实]时|如期|长期|[0-9]{4}\s*[-./／]\s*[0-9]{1,2}')
        AND a.name !~ '[0-9]\s*[年月日号天]|率\s*$|[（(][年月日天小时个]+[）)]'
        AND NOT gongkai.is_struck(a.target_text);
END
$$;

SELECT gongkai.define_rule(
    'IND-13', 'note', 'document',
    reads => 'indicators',
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
    reads => 'indicators',
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
        AND a.target_number = 100 AND a.target_unit = '%'
        AND coalesce(a.target_operator, '=') = '=';
END
$$;

SELECT gongkai.define_rule(
    'IND-19', 'error', 'document',
    reads => 'indicators',
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
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND v.unit = '%' AND v.number > 100
        AND a.name ~ '(满意[度率]|合格率|优良率|达标率|完好率|准确率|及时率|知晓率)$';
END
$$;
