-- SET, continued: the projects of a department and year, their targets and self-evaluations.

SELECT gongkai.define_rule(
    'SET-10', 'error', 'set',
    reads => 'project',
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
    reads => 'project',
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

-- Where the leaves of the targets and of the self-evaluation of a project are not the same,
-- side by side by group and name. Amounts are in yuan, because forms differ in 元 and 万元.
CREATE OR REPLACE FUNCTION gongkai.target_pairs(reports text[])
RETURNS TABLE (report_id text, kind text, cells text[], figures jsonb)
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
            -- Where one form has several sets and the other one, nobody knows which it is.
            AND EXISTS (SELECT FROM gongkai.indicator AS i WHERE i.report_id = t.id AND i.indicator_set IS NOT NULL)
                = EXISTS (SELECT FROM gongkai.indicator AS i WHERE i.report_id = r.id AND i.indicator_set IS NOT NULL)
    ),
    leaf AS MATERIALIZED (
        SELECT
            a.report_id::text AS id, a.number, a.dimension, a.name AS label, a.pointer, a.target_text AS target, a.weight, a.indicator_set,
            CASE WHEN a.target_number IS NOT NULL THEN concat_ws(' ',
                coalesce(a.target_operator, '='),
                trim_scale(a.target_number * CASE a.target_unit WHEN '亿元' THEN 100000000 WHEN '万元' THEN 10000 ELSE 1 END),
                regexp_replace(a.target_unit, '^[万亿]元$', '元'))
            ELSE translate(a.target_text, ' 　', '') END AS said
        FROM gongkai.audit_indicator AS a
        WHERE a.is_leaf AND a.level > 2
            AND a.report_id IN (SELECT p.id FROM pair AS p UNION ALL SELECT p.other FROM pair AS p)
    )
    SELECT
        coalesce(e.pair_id, t.pair_id),
        CASE WHEN num_nulls(e.pointer, t.pointer) = 0 THEN 'planned target' ELSE 'planned targets' END,
        CASE
            WHEN num_nulls(e.pointer, t.pointer) = 0 THEN ARRAY[e.pointer || '/target', e.pair_other || '#' || t.pointer || '/target']
            WHEN e.pointer IS NULL THEN ARRAY['/indicators', t.pair_other || '#' || t.pointer || '/name']
            ELSE ARRAY[e.pointer || '/name']
        END,
        CASE
            WHEN num_nulls(e.pointer, t.pointer) = 0
                THEN jsonb_build_object('name', e.label, 'target', e.target, 'planned', t.target)
            ELSE jsonb_build_object(
                'name', coalesce(e.label, t.label), 'where', CASE WHEN e.pointer IS NULL THEN '绩效目标表' ELSE '自评表' END)
        END
    FROM (SELECT p.id AS pair_id, p.other AS pair_other, l.* FROM pair AS p JOIN leaf AS l ON l.id = p.id) AS e
    FULL JOIN (SELECT p.id AS pair_id, p.other AS pair_other, l.* FROM pair AS p JOIN leaf AS l ON l.id = p.other) AS t
        ON t.pair_id = e.pair_id AND t.pair_other = e.pair_other
        AND coalesce(t.dimension, '') = coalesce(e.dimension, '') AND t.label = e.label
        AND coalesce(t.indicator_set, '') = coalesce(e.indicator_set, '')
    WHERE CASE
        WHEN num_nulls(e.pointer, t.pointer) = 0 THEN NOT (e.said = t.said AND coalesce(e.weight = t.weight, true))
        ELSE NOT gongkai.is_struck(coalesce(e.label, t.label))
    END;
END
$$;

SELECT gongkai.define_rule(
    'SET-12', 'warning', 'project',
    reads => 'sums',
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
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'planned target';
END
$$;

SELECT gongkai.define_rule(
    'SET-13', 'warning', 'project',
    reads => 'sums',
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
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'planned targets';
END
$$;

SELECT gongkai.define_rule(
    'SET-14', 'warning', 'set',
    reads => 'project',
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
            FROM string_to_table(translate(gongkai.plain(t.body), E'；;\n', '。。。'), '。') AS w (part)) AS s
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

GRANT EXECUTE ON FUNCTION
    gongkai.target_pairs(text[])
    TO gongkai_staff;
