-- What the rules read beside the draft's own rows.

-- What an indicator's group is, by the words in its name.
CREATE OR REPLACE FUNCTION gongkai.indicator_aspect(name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN strpos(name, '满意') > 0 THEN 'satisfaction'
        WHEN strpos(name, '成本') > 0 THEN 'cost'
        WHEN strpos(name, '效益') > 0 OR strpos(name, '效果') > 0 THEN 'benefit'
        WHEN strpos(name, '产出') > 0 THEN 'output'
    END
$$;

CREATE OR REPLACE FUNCTION gongkai.indicator_dimension(name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN strpos(name, '满意') > 0 THEN 'satisfaction'
        WHEN strpos(name, '数量') > 0 THEN 'quantity'
        WHEN strpos(name, '质量') > 0 THEN 'quality'
        WHEN strpos(name, '时效') > 0 THEN 'timeliness'
        WHEN strpos(name, '成本') > 0 THEN 'cost'
        WHEN strpos(name, '经济') > 0 THEN 'economic'
        WHEN strpos(name, '社会') > 0 THEN 'social'
        WHEN strpos(name, '生态') > 0 OR strpos(name, '环境') > 0 THEN 'ecological'
        WHEN strpos(name, '可持续') > 0 THEN 'sustainable'
    END
$$;

CREATE OR REPLACE FUNCTION gongkai.plain_operator(operator text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT translate(operator, '≧≦＝＞＜', '≥≤=><')
$$;

-- A unit as rules compare it: a symbol as the word for it. Forms are for a year, so 次/年 is
-- 次, except of money, where it is a price. Without a FROM, PostgreSQL writes such a function
-- into the statement that calls it.
CREATE OR REPLACE FUNCTION gongkai.plain_unit(unit text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN unit IN ('㎡', 'm²', 'm2', '平米') THEN '平方米'
        WHEN unit IN ('m³', 'm3', '方') THEN '立方米'
        WHEN unit IN ('km', 'KM', 'Km', '千米') THEN '公里'
        WHEN unit = '场次' THEN '场'
        WHEN unit IN ('kg', 'KG', 'Kg', '千克') THEN '公斤'
        WHEN right(unit, 2) IN ('/年', '／年') AND strpos(unit, '元') = 0 THEN left(unit, -2)
        ELSE translate(unit, '％ 　（）()', '%')
    END
$$;

-- What a number is multiplied with, whose unit begins with 万 or 亿: 1.5万人次 are 15000人次.
-- Amounts of money have rules of their own, and 万 alone is short for 万元.
CREATE OR REPLACE FUNCTION gongkai.unit_factor(unit text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN length(unit) < 2 OR strpos(unit, '元') > 0 THEN 1
        WHEN left(unit, 1) = '万' THEN 10000
        WHEN left(unit, 1) = '亿' THEN 100000000
        ELSE 1
    END
$$;

-- The texts of a list's items and of those below them, with their places; amounts, numbers
-- and codes are none.
CREATE OR REPLACE FUNCTION gongkai.list_texts(items jsonb, place text)
RETURNS TABLE (pointer text, member text, said text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN QUERY
    SELECT place || '/' || (i.number - 1) || '/' || m.name, m.name, m.value #>> '{}'
    FROM jsonb_array_elements(items) WITH ORDINALITY AS i (item, number)
    CROSS JOIN LATERAL jsonb_each(i.item) AS m (name, value)
    WHERE jsonb_typeof(m.value) = 'string' AND m.value #>> '{}' !~ '^[-0-9.,]*$'
    UNION ALL
    SELECT below.*
    FROM jsonb_array_elements(items) WITH ORDINALITY AS i (item, number)
    CROSS JOIN LATERAL gongkai.list_texts(
        i.item -> 'children', place || '/' || (i.number - 1) || '/children') AS below
    WHERE i.item ? 'children';
END
$$;

-- All that a draft says in words and the public may read, without markup. The kind is
-- name (titles, names, labels, headings) or text.
CREATE OR REPLACE FUNCTION gongkai.audit_texts(reports text[])
RETURNS TABLE (report_id text, pointer text, kind text, body text)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT t.id::text, t.place, t.what, gongkai.plain(t.said)
    FROM (
        SELECT r.id, p.place, p.what, p.said
        FROM gongkai.report AS r
        CROSS JOIN LATERAL (VALUES
            ('/title', 'name', r.title::text),
            ('/department/name', 'name', r.department_name),
            ('/project/name', 'name', r.project_name),
            ('/project/supervising_department', 'name', r.supervising_department),
            ('/project/implementing_unit', 'name', r.implementing_unit)) AS p (place, what, said)
        WHERE r.id = ANY (reports)
        UNION ALL
        SELECT t.report_id, '/texts/' || t.name, 'text', t.body
        FROM gongkai.report_text AS t
        WHERE t.report_id = ANY (reports)
        UNION ALL
        SELECT f.report_id, '/funds/' || (f.position - 1) || '/label', 'name', f.label
        FROM gongkai.fund_line AS f
        WHERE f.report_id = ANY (reports)
        UNION ALL
        SELECT f.report_id, '/funds/' || (f.position - 1) || '/extra/' || e.key, 'text', e.value
        FROM gongkai.fund_line AS f
        CROSS JOIN LATERAL jsonb_each_text(f.extra) AS e
        WHERE f.report_id = ANY (reports) AND f.extra IS NOT NULL AND e.value !~ '^[-0-9.,]*$'
        UNION ALL
        SELECT i.report_id, a.pointer || '/extra/' || e.key, 'text', e.value
        FROM gongkai.indicator AS i
        JOIN gongkai.audit_indicator AS a ON a.report_id = i.report_id AND a.number = i.number
        CROSS JOIN LATERAL jsonb_each_text(i.extra) AS e
        WHERE i.report_id = ANY (reports) AND a.report_id = ANY (reports) AND i.extra IS NOT NULL
            AND e.value !~ '^[-0-9.,]*$'
        UNION ALL
        -- A list of VALUES would be made ready for each indicator anew.
        SELECT w.report_id, w.pointer || '/' || w.member, w.what, w.said
        FROM (
            SELECT
                i.report_id, a.pointer,
                unnest('{name,set,deviation,remark,explanation,standard,target/text,target/value,actual/text,actual/value}'::text[])
                    AS member,
                unnest('{name,name,text,text,text,text,text,text,text,text}'::text[]) AS what,
                unnest(ARRAY[
                    i.name, i.indicator_set, i.deviation, i.remark, i.explanation, i.standard,
                    -- Nor does a number with a unit of one character.
                    CASE WHEN a.target_number IS NULL OR length(a.target_unit) > 1 THEN i.target_text END,
                    CASE WHEN i.target_text IS NULL THEN i.target_value END,
                    CASE WHEN a.actual_number IS NULL OR length(a.actual_unit) > 1 THEN i.actual_text END,
                    CASE WHEN i.actual_text IS NULL THEN i.actual_value END]::text[]) AS said
            FROM gongkai.indicator AS i
            JOIN gongkai.audit_indicator AS a ON a.report_id = i.report_id AND a.number = i.number
            WHERE i.report_id = ANY (reports) AND a.report_id = ANY (reports)) AS w
        WHERE w.said <> ''
        UNION ALL
        SELECT
            b.report_id, '/base_data/' || (s.position - 1) || '/rows/' || (b.position - 1) || '/label', 'name', b.label
        FROM gongkai.base_row AS b
        JOIN gongkai.base_section AS s ON s.report_id = b.report_id AND s.section = b.section
        WHERE b.report_id = ANY (reports) AND s.report_id = ANY (reports)
        UNION ALL
        SELECT c.report_id, '/chapters/' || (c.position - 1) || '/' || p.member, p.what, p.said
        FROM gongkai.chapter AS c
        CROSS JOIN LATERAL (VALUES
            ('heading', 'name', c.heading),
            ('body', 'text', c.body::text)) AS p (member, what, said)
        WHERE c.report_id = ANY (reports)
        UNION ALL
        SELECT a.report_id, '/attachments/' || (a.position - 1) || '/title', 'name', a.title
        FROM gongkai.report_attachment AS a
        WHERE a.report_id = ANY (reports)
        UNION ALL
        SELECT e.report_id, '/extra/' || e.name, 'text', e.value
        FROM gongkai.report_extra AS e
        WHERE e.report_id = ANY (reports) AND e.type = 'text'
        UNION ALL
        SELECT l.report_id, i.pointer, CASE WHEN i.member ~ '^(name|title)$' THEN 'name' ELSE 'text' END, i.said
        FROM gongkai.report_list AS l
        CROSS JOIN LATERAL gongkai.list_texts(l.items, '/lists/' || l.name) AS i
        WHERE l.report_id = ANY (reports)
        UNION ALL
        SELECT f.report_id, '/explanations/' || f.name || '/reason', 'text', e.reason
        FROM gongkai.finding AS f
        JOIN gongkai.explanation AS e ON e.finding = f.name
        WHERE f.report_id = ANY (reports) AND e.is_public
    ) AS t
    -- What forms print themselves, a third of all, says nothing that a rule of texts could find.
    WHERE t.said <> '' AND t.said <> ALL ('{
        产出指标,效益指标,满意度指标,成本指标,数量指标,质量指标,时效指标,经济成本指标,社会成本指标,生态环境成本指标,
        经济效益指标,社会效益指标,生态效益指标,可持续影响指标,服务对象满意度指标,经济效益,社会效益,生态效益,可持续影响,
        服务对象满意度,年度资金总额,资金总额,财政拨款,其中：财政拨款,其中：当年财政拨款,本级安排,其中：上级补助,上年结转资金,
        其他资金,其他,一般公共预算,政府性基金拨款,纳入专户管理的非税收入拨款,基本支出,项目支出,三公经费,公用经费
    }'::text[]);
END
$$;

-- The indicators, texts and points of some drafts as the rules read them.
CREATE OR REPLACE FUNCTION gongkai.prepare_facts(reports text[])
RETURNS void
LANGUAGE plpgsql
-- Nobody knows how many rows a part of a statement has; loops would be for few, and memory
-- for few would write what is between two parts to a file.
SET enable_nestloop = off
SET work_mem = '16MB'
AS $$
BEGIN
    DELETE FROM gongkai.audit_indicator AS a WHERE a.report_id = ANY (reports);
    INSERT INTO gongkai.audit_indicator (
        report_id, number, parent, level, is_leaf, pointer, aspect, dimension, name, weight, score,
        target_text, target_operator, target_number, target_unit,
        actual_text, actual_operator, actual_number, actual_unit, indicator_set, is_range, has_reason)
    -- Each level from the one above it: there are four, and a recursion would read the
    -- whole table.
    WITH own AS MATERIALIZED (
        SELECT
            i.report_id, i.number, i.parent, i.level, i.position, i.weight, i.score, gongkai.plain(i.name) AS name,
            gongkai.plain(i.target_text) AS target_text, i.target_operator, gongkai.plain(i.target_value) AS target_value,
            i.target_unit, gongkai.unit_factor(i.target_unit) AS target_factor,
            gongkai.plain(i.actual_text) AS actual_text, i.actual_operator, gongkai.plain(i.actual_value) AS actual_value,
            i.actual_unit, gongkai.unit_factor(i.actual_unit) AS actual_factor,
            gongkai.plain(i.indicator_set) AS indicator_set,
            coalesce(i.as_written ? 'weight', false) AS is_range,
            gongkai.plain(i.deviation) AS deviation, gongkai.plain(i.remark) AS remark, i.extra
        FROM gongkai.indicator AS i
        WHERE i.report_id = ANY (reports)
    ),
    above AS MATERIALIZED (
        SELECT DISTINCT o.report_id, o.parent FROM own AS o WHERE o.parent IS NOT NULL
    ),
    first AS MATERIALIZED (
        SELECT o.*, '/indicators/' || (o.position - 1) AS pointer, gongkai.indicator_aspect(o.name) AS aspect,
            NULL::text AS dimension, o.indicator_set AS root_set
        FROM own AS o
        WHERE o.level = 1
    ),
    second AS MATERIALIZED (
        SELECT o.*, a.pointer || '/children/' || (o.position - 1) AS pointer, a.aspect,
            gongkai.indicator_dimension(o.name) AS dimension, a.root_set
        FROM own AS o
        JOIN first AS a ON a.report_id = o.report_id AND a.number = o.parent
        WHERE o.level = 2
    ),
    third AS MATERIALIZED (
        SELECT o.*, a.pointer || '/children/' || (o.position - 1) AS pointer, a.aspect, a.dimension, a.root_set
        FROM own AS o
        JOIN second AS a ON a.report_id = o.report_id AND a.number = o.parent
        WHERE o.level = 3
    ),
    tree AS (
        SELECT * FROM first
        UNION ALL
        SELECT * FROM second
        UNION ALL
        SELECT * FROM third
        UNION ALL
        SELECT o.*, a.pointer || '/children/' || (o.position - 1), a.aspect, a.dimension, a.root_set
        FROM own AS o
        JOIN third AS a ON a.report_id = o.report_id AND a.number = o.parent
        WHERE o.level = 4
    )
    SELECT
        t.report_id, t.number, t.parent, t.level,
        a.parent IS NULL,
        t.pointer, t.aspect, t.dimension, t.name, t.weight, t.score,
        coalesce(
            t.target_text,
            CASE WHEN num_nonnulls(t.target_operator, t.target_value, t.target_unit) > 0 THEN
                concat(nullif(t.target_operator, '定性'), t.target_value, t.target_unit)
            END),
        gongkai.plain_operator(t.target_operator),
        gongkai.read_number(t.target_value) * t.target_factor,
        gongkai.plain_unit(CASE t.target_factor WHEN 1 THEN t.target_unit ELSE substr(t.target_unit, 2) END),
        coalesce(
            t.actual_text,
            CASE WHEN num_nonnulls(t.actual_operator, t.actual_value, t.actual_unit) > 0 THEN
                concat(nullif(t.actual_operator, '定性'), t.actual_value, t.actual_unit)
            END),
        gongkai.plain_operator(t.actual_operator),
        gongkai.read_number(t.actual_value) * t.actual_factor,
        gongkai.plain_unit(CASE t.actual_factor WHEN 1 THEN t.actual_unit ELSE substr(t.actual_unit, 2) END),
        t.root_set, t.is_range,
        -- The cells of a reason as the forms have them: one for the reason, one for remarks, or one of their own.
        gongkai.is_reason(t.deviation) OR gongkai.is_reason(t.remark)
            OR t.extra IS NOT NULL AND gongkai.has_own_reason(
                t.extra, (SELECT r.form FROM gongkai.report AS r WHERE r.id = t.report_id))
    FROM tree AS t
    LEFT JOIN above AS a ON a.report_id = t.report_id AND a.parent = t.number;
    DELETE FROM gongkai.audit_text AS t WHERE t.report_id = ANY (reports);
    INSERT INTO gongkai.audit_text (report_id, pointer, kind, body)
    SELECT t.report_id, t.pointer, t.kind, t.body
    FROM gongkai.audit_texts(reports) AS t
    WHERE t.body <> '';
    DELETE FROM gongkai.audit_point_sum AS s WHERE s.report_id = ANY (reports);
    INSERT INTO gongkai.audit_point_sum SELECT * FROM gongkai.audit_point_sums(reports);
END
$$;

-- Make anew what the rules read of some drafts beside their own rows, and of those of the
-- other reaches. The sums are of few rows each: here loops are best.
CREATE OR REPLACE FUNCTION gongkai.prepare_audit(reports text[], projects text[], sets text[])
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM gongkai.prepare_facts(reports);
    DELETE FROM gongkai.audit_sum AS s WHERE s.report_id = ANY (reports || projects || sets);
    INSERT INTO gongkai.audit_sum (report_id, kind, number, cells, figures)
    SELECT s.report_id, s.kind, row_number() OVER (), s.cells, s.figures
    FROM (
        SELECT * FROM gongkai.fund_sums(reports)
        UNION ALL
        SELECT * FROM gongkai.base_sums(reports)
        UNION ALL
        SELECT * FROM gongkai.base_rates(reports)
        UNION ALL
        SELECT * FROM gongkai.audit_cost_sums(reports)
        UNION ALL
        SELECT * FROM gongkai.audit_execution_indicators(reports)
        UNION ALL
        SELECT * FROM gongkai.project_sums(sets)
        UNION ALL
        SELECT * FROM gongkai.target_pairs(projects)
        UNION ALL
        SELECT * FROM gongkai.plain_sums(sets)) AS s;
END
$$;

-- A cell of the money block.
CREATE OR REPLACE FUNCTION gongkai.fund_cell("position" integer, member text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    -- As text, or PostgreSQL takes it for dependent on settings and does not write it into its callers.
    SELECT '/funds/' || ("position" - 1)::text || '/' || member
$$;

-- An amount as sentences show it.
CREATE OR REPLACE FUNCTION gongkai.shown_yuan(amount numeric)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT to_char(amount, 'FM999,999,999,999,999,990.00') || '元'
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.fund_cell(integer, text),
    gongkai.shown_yuan(numeric),
    gongkai.indicator_aspect(text),
    gongkai.indicator_dimension(text),
    gongkai.plain_operator(text),
    gongkai.plain_unit(text),
    gongkai.unit_factor(text),
    gongkai.list_texts(jsonb, text),
    gongkai.audit_texts(text[])
    TO gongkai_staff;
