-- POINT: weights and scores of one document. Here: their sums.

SELECT gongkai.define_parameter('point_split', '{"execution": 10, "output": 50, "benefit": 30, "satisfaction": 10}',
    '预算执行和各一级指标的分值：execution 预算执行，output 产出，benefit 效益，satisfaction 满意度，cost 成本');
SELECT gongkai.define_parameter('point_limit', '20', '一个指标的分值大于多少，就是过于集中');

-- What has points: lines of funds, and indicators. A heading is an indicator below which
-- others have points, too; they make its sum. Some forms give points to the second level,
-- all others to the last one.
CREATE OR REPLACE FUNCTION gongkai.audit_points(reports text[])
RETURNS TABLE (report_id text, number integer, pointer text, part text, level integer, is_heading boolean,
    is_leaf boolean, name text, weight numeric, score numeric, indicator_set text, is_range boolean)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT
        i.report_id::text, i.number, i.pointer,
        coalesce(i.aspect, CASE WHEN i.name ~ '执行' THEN 'execution' END), i.level,
        NOT i.is_leaf AND EXISTS (
            SELECT FROM gongkai.audit_indicator AS b
            WHERE b.report_id = i.report_id AND b.weight IS NOT NULL
                AND starts_with(b.pointer, i.pointer || '/')),
        i.is_leaf, i.name, i.weight, i.score, i.indicator_set, i.is_range
    FROM gongkai.audit_indicator AS i
    WHERE i.report_id = ANY (reports) AND i.weight IS NOT NULL
    UNION ALL
    SELECT
        f.report_id::text, NULL, '/funds/' || (f.position - 1), 'execution', 1, false, false, gongkai.plain(f.label),
        f.weight::numeric, f.score::numeric, NULL, false
    FROM gongkai.fund_line AS f
    WHERE f.report_id = ANY (reports) AND f.weight IS NOT NULL
$$;

-- Headings with the sums of what is below them; the report itself as one with number NULL.
-- Ranges of points have no sum, and several sets in one form no common one: neither has
-- points of its own then that a rule could hold it to.
CREATE OR REPLACE FUNCTION gongkai.audit_point_sums(reports text[])
RETURNS TABLE (report_id text, number integer, pointer text, name text, weight numeric, score numeric,
    weights numeric, scores numeric, cells text[])
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH points AS MATERIALIZED (SELECT * FROM gongkai.audit_points(reports))
    SELECT
        h.report_id, h.number, h.pointer, h.name, h.weight, h.score,
        CASE WHEN s.is_one AND NOT bool_or(p.is_range) THEN sum(p.weight) END,
        -- A sum lacks what was not filled in.
        CASE WHEN s.is_one AND bool_and(p.score IS NOT NULL OR p.weight = 0) THEN sum(p.score) END,
        array_agg(p.pointer ORDER BY p.number NULLS FIRST)
    FROM (
        SELECT p.report_id, p.number, p.pointer, p.name, p.weight, p.score FROM points AS p WHERE p.is_heading
        UNION ALL
        SELECT r.id, NULL, '', NULL, r.total_weight, r.total_score FROM gongkai.report AS r WHERE r.id = ANY (reports)
    ) AS h
    JOIN points AS p ON p.report_id = h.report_id AND NOT p.is_heading AND starts_with(p.pointer, h.pointer || '/')
    JOIN (
        SELECT o.report_id, count(DISTINCT coalesce(o.indicator_set, '')) FILTER (WHERE o.number IS NOT NULL) < 2 AS has_one
        FROM points AS o
        GROUP BY o.report_id
    ) AS c ON c.report_id = h.report_id
    CROSS JOIN LATERAL (SELECT h.number IS NOT NULL OR c.has_one AS is_one) AS s
    GROUP BY h.report_id, h.number, h.pointer, h.name, h.weight, h.score, s.is_one;
END
$$;

SELECT gongkai.define_rule(
    'POINT-01', 'error', 'document',
    reads => 'points',
    checks => '各项分值（含预算执行部分）之和是 100',
    source => '财预〔2020〕10号：评价总分一般设置为 100 分',
    sentence => '各项分值之和是 {weights}，不是 100',
    cure => '请核对各项指标和预算执行部分的分值。');

CREATE OR REPLACE FUNCTION gongkai.audit_point_01(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id, ARRAY(SELECT c || '/weight' FROM unnest(s.cells) AS c),
        jsonb_build_object('weights', gongkai.shown_number(s.weights))
    FROM gongkai.audit_point_sum AS s
    WHERE s.report_id = ANY (reports) AND s.number IS NULL AND s.weights <> 100;
END
$$;

SELECT gongkai.define_rule(
    'POINT-02', 'error', 'document',
    reads => 'points',
    checks => '一级、二级指标的分值等于其下各指标分值之和',
    source => '算术关系',
    sentence => '“{name}”的分值是 {weight}，其下各指标分值之和是 {weights}',
    cure => '请核对标题里的分值和各指标的分值。');

CREATE OR REPLACE FUNCTION gongkai.audit_point_02(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id, (s.pointer || '/weight') || ARRAY(SELECT c || '/weight' FROM unnest(s.cells) AS c),
        jsonb_build_object(
            'name', s.name, 'weight', gongkai.shown_number(s.weight), 'weights', gongkai.shown_number(s.weights))
    FROM gongkai.audit_point_sum AS s
    WHERE s.report_id = ANY (reports) AND s.number IS NOT NULL AND s.weight <> s.weights;
END
$$;

SELECT gongkai.define_rule(
    'POINT-03', 'error', 'document',
    reads => 'points',
    checks => '总分行的分值等于各项分值之和',
    source => '算术关系',
    sentence => '总分行的分值是 {weight}，各项分值之和是 {weights}',
    cure => '请核对总分行的分值。');

-- A total of 100 is right; what is wrong then is the sum, which POINT-01 says.
CREATE OR REPLACE FUNCTION gongkai.audit_point_03(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id, ARRAY['/total/weight'],
        jsonb_build_object('weight', gongkai.shown_number(s.weight), 'weights', gongkai.shown_number(s.weights))
    FROM gongkai.audit_point_sum AS s
    WHERE s.report_id = ANY (reports) AND s.number IS NULL AND s.weight <> s.weights AND s.weight <> 100;
END
$$;

SELECT gongkai.define_rule(
    'POINT-04', 'error', 'document',
    reads => 'points',
    checks => '总得分等于各项得分之和',
    source => '算术关系',
    sentence => '总得分是 {score}，各项得分之和是 {scores}',
    cure => '请核对总得分和各项得分。');

CREATE OR REPLACE FUNCTION gongkai.audit_point_04(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id, ARRAY['/total/score'] || ARRAY(SELECT c || '/score' FROM unnest(s.cells) AS c),
        jsonb_build_object('score', gongkai.shown_number(s.score), 'scores', gongkai.shown_number(s.scores))
    FROM gongkai.audit_point_sum AS s
    WHERE s.report_id = ANY (reports) AND s.number IS NULL AND NOT gongkai.fits_printed(s.score, s.scores);
END
$$;

SELECT gongkai.define_rule(
    'POINT-05', 'error', 'document',
    checks => '得分不大于分值',
    source => '财预〔2020〕10号：按指标所赋分值记分',
    sentence => '“{name}”得分 {score}，大于分值 {weight}',
    cure => '请核对得分和分值。');

CREATE OR REPLACE FUNCTION gongkai.audit_point_05(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, ARRAY[i.pointer || '/score', i.pointer || '/weight'],
        jsonb_build_object(
            'name', i.name, 'score', gongkai.shown_number(i.score), 'weight', gongkai.shown_number(i.weight))
    FROM gongkai.audit_indicator AS i
    WHERE i.report_id = ANY (reports) AND i.score > i.weight
    UNION ALL
    SELECT
        f.report_id::text, ARRAY[gongkai.fund_cell(f.position, 'score'), gongkai.fund_cell(f.position, 'weight')],
        jsonb_build_object(
            'name', gongkai.plain(f.label), 'score', gongkai.shown_number(f.score), 'weight', gongkai.shown_number(f.weight))
    FROM gongkai.fund_line AS f
    WHERE f.report_id = ANY (reports) AND f.score > f.weight
    UNION ALL
    SELECT
        r.id::text, ARRAY['/total/score', '/total/weight'],
        jsonb_build_object(
            'name', '总分', 'score', gongkai.shown_number(r.total_score), 'weight', gongkai.shown_number(r.total_weight))
    FROM gongkai.report AS r
    WHERE r.id = ANY (reports) AND r.total_score > r.total_weight;
END
$$;

SELECT gongkai.define_rule(
    'POINT-06', 'error', 'document',
    reads => 'points',
    checks => '一级、二级指标的得分等于其下各指标得分之和',
    source => '算术关系',
    sentence => '“{name}”的得分是 {score}，其下各指标得分之和是 {scores}',
    cure => '请核对标题行的得分和各指标的得分。');

CREATE OR REPLACE FUNCTION gongkai.audit_point_06(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id, (s.pointer || '/score') || ARRAY(SELECT c || '/score' FROM unnest(s.cells) AS c),
        jsonb_build_object(
            'name', s.name, 'score', gongkai.shown_number(s.score), 'scores', gongkai.shown_number(s.scores))
    FROM gongkai.audit_point_sum AS s
    WHERE s.report_id = ANY (reports) AND s.number IS NOT NULL AND NOT gongkai.fits_printed(s.score, s.scores);
END
$$;

SELECT gongkai.define_rule(
    'POINT-12', 'warning', 'document',
    reads => 'indicators',
    checks => '预算执行和各一级指标的分值符合规定',
    source => '财预〔2020〕10号：预算执行率 10、产出 50、效益 30、满意度 10，可适当调整',
    sentence => '各部分的分值是 {found}，规定是 {split}',
    cure => '请按规定设置分值；有特殊情况的，请说明理由。');

-- Points of the first level, in words.
CREATE OR REPLACE FUNCTION gongkai.shown_split(split jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT string_agg(w.word || ' ' || trim_scale((split ->> w.part)::numeric), '、' ORDER BY w.number)
    FROM unnest('{execution,output,cost,benefit,satisfaction}'::text[], '{预算执行,产出,成本,效益,满意度}'::text[])
        WITH ORDINALITY AS w (part, word, number)
    WHERE split ? w.part
$$;

-- Where headings have points. A form with 成本 as a first level of its own follows another
-- notice, whose split a region has to set.
CREATE OR REPLACE FUNCTION gongkai.audit_point_12(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id, s.cells,
        jsonb_build_object(
            'found', gongkai.shown_split(s.split), 'split', gongkai.shown_split(p.value))
    FROM gongkai.audit_parameters('point_split', reports) AS p
    CROSS JOIN LATERAL (
        SELECT
            g.report_id, jsonb_object_agg(g.part, g.weight) AS split,
            array_agg(g.cell ORDER BY g.number NULLS FIRST) AS cells
        FROM (
            SELECT
                a.report_id, a.part, sum(a.weight) AS weight,
                bool_and(a.indicator_set IS NULL AND NOT a.is_range) AS is_plain,
                (array_agg(a.number ORDER BY a.number NULLS FIRST))[1] AS number,
                (array_agg(a.pointer ORDER BY a.number NULLS FIRST))[1] || '/weight' AS cell
            FROM gongkai.audit_points(p.chosen) AS a
            WHERE a.level = 1 AND a.part IS NOT NULL
            GROUP BY a.report_id, a.part
        ) AS g
        GROUP BY g.report_id
        HAVING count(*) > 1 AND bool_and(g.is_plain)
    ) AS s
    WHERE (p.value ? 'cost' OR NOT s.split ? 'cost')
        AND EXISTS (
            SELECT FROM jsonb_each(p.value) AS e (part, weight)
            WHERE coalesce(s.split -> e.part, '0') <> e.weight);
END
$$;

SELECT gongkai.define_rule(
    'POINT-16', 'warning', 'document',
    reads => 'indicators',
    checks => '分值不过于集中在一个指标上',
    source => '财预〔2020〕10号：指标权重应当根据重要程度综合确定',
    sentence => '“{name}”一个指标就有 {weight} 分，大于 {bound} 分',
    cure => '请把目标细化为几个指标，分别赋分。');

CREATE OR REPLACE FUNCTION gongkai.audit_point_16(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, ARRAY[i.pointer || '/weight'],
        jsonb_build_object('name', i.name, 'weight', gongkai.shown_number(i.weight), 'bound', p.value #>> '{}')
    FROM gongkai.audit_parameters('point_limit', reports) AS p
    JOIN gongkai.audit_indicator AS i ON i.report_id = ANY (p.chosen)
    WHERE i.is_leaf AND i.weight > p.value::numeric;
END
$$;

SELECT gongkai.define_rule(
    'POINT-17', 'warning', 'document',
    reads => 'indicators',
    checks => '没有内容的指标没有分值',
    source => '没有内容的指标不能评分',
    sentence => '“{name}”的指标值是“{target}”，却有分值 {weight}',
    cure => '请填写指标，或者把分值分给其他指标。');

-- Of what is bad, 无 is a target; of work against it, none.
CREATE OR REPLACE FUNCTION gongkai.audit_point_17(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        i.report_id::text, ARRAY[i.pointer || '/weight'],
        jsonb_build_object('name', i.name, 'target', i.target_text, 'weight', gongkai.shown_number(i.weight))
    FROM gongkai.audit_indicator AS i
    WHERE i.report_id = ANY (reports) AND i.is_leaf AND i.weight > 0
        AND (gongkai.is_struck(i.name) OR i.target_text <> '' AND gongkai.is_struck(i.target_text)
            AND NOT (i.target_text ~ '无' AND i.name ~ '事故|差错|投诉|违规|违法|违纪|案件|伤亡|死亡|舆情|超支|隐患|故障|污染|损失|欠薪|拖欠'
                AND i.name !~ '消除|减少|降低|下降|改善|排查|整[改治]|治理|化解|防[治范控]|预防|遏制|处[理置]|办[结理]|解决|[回答]复|修复|清[理除]|维修'));
END
$$;

SELECT gongkai.define_rule(
    'POINT-18', 'warning', 'document',
    reads => 'indicators',
    checks => '每个指标都有分值',
    source => '财预〔2020〕10号：指标权重应当合理设置',
    sentence => '“{name}”有指标值，却没有分值',
    cure => '请给这个指标赋分，并核对分值之和。');

-- Only where indicators have points one by one, and not their second level for all of them.
CREATE OR REPLACE FUNCTION gongkai.audit_point_18(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT i.report_id::text, ARRAY[i.pointer || '/weight'], jsonb_build_object('name', i.name)
    FROM (
        SELECT a.report_id, a.indicator_set
        FROM gongkai.audit_indicator AS a
        WHERE a.report_id = ANY (reports) AND a.is_leaf
        GROUP BY a.report_id, a.indicator_set
        HAVING bool_or(a.weight IS NOT NULL)
    ) AS r
    JOIN gongkai.audit_indicator AS i
        ON i.report_id = r.report_id AND i.indicator_set IS NOT DISTINCT FROM r.indicator_set
    LEFT JOIN gongkai.audit_indicator AS above ON above.report_id = i.report_id AND above.number = i.parent
    WHERE i.is_leaf AND i.weight IS NULL
        AND NOT gongkai.is_struck(i.name) AND NOT gongkai.is_struck(i.target_text)
        AND (above.level > 1 AND above.weight IS NOT NULL) IS NOT TRUE;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.audit_points(text[]),
    gongkai.audit_point_sums(text[]),
    gongkai.shown_split(jsonb)
    TO gongkai_staff;
