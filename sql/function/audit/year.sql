-- YEAR: a year beside the year before.

SELECT gongkai.define_rule(
    'YEAR-01', 'error', 'project',
    reads => 'base',
    checks => '基础数据表的上年决算数等于上年基础数据表的决算数',
    source => '同一数字在各年的表中应当一致',
    sentence => '“{label}”的上年决算数是 {previous}，上年表中的决算数是 {final}',
    cure => '请核对上年决算；上年公开的数有误的，更正上年的表。');

-- The base data of last year as the public has it, else as it was drafted.
CREATE OR REPLACE FUNCTION gongkai.last_base_cells(the_report text)
RETURNS TABLE (last text, kind text, name text, number numeric, pointer text)
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    before text;
    published json;
BEGIN
    SELECT lower(r.form) || '-' || (r.year - 1) || '-' || r.department_code
    INTO before
    FROM gongkai.report AS r
    WHERE r.id = the_report AND r.project_code IS NULL;
    -- As json: the rest of the document need not be made ready for being looked into.
    SELECT v.document::json -> 'base_data'
    INTO published
    FROM gongkai.publication AS p
    JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
    WHERE p.report_id = before;
    IF published IS NULL THEN
        RETURN QUERY SELECT before, b.* FROM gongkai.base_cells(before) AS b;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT
        before, w.row ->> 'kind', v.name, gongkai.read_number(v.value),
        '/base_data/' || (s.number - 1) || '/rows/' || (w.number - 1) || '/values/' || v.name
    FROM json_array_elements(published) WITH ORDINALITY AS s (section, number)
    CROSS JOIN LATERAL json_array_elements(s.section -> 'rows') WITH ORDINALITY AS w (row, number)
    CROSS JOIN LATERAL json_each_text(w.row -> 'values') AS v (name, value)
    WHERE gongkai.read_number(v.value) IS NOT NULL;
END
$$;

-- Of special funds there can be several rows; all others are there once.
CREATE OR REPLACE FUNCTION gongkai.audit_year_01(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        d.id, ARRAY[b.pointer, o.last || '#' || o.pointer],
        jsonb_build_object(
            'label', (
                SELECT min(gongkai.plain(w.label))
                FROM gongkai.base_row AS w
                WHERE w.report_id = d.id AND w.kind = b.kind),
            'previous', gongkai.shown_yuan(b.number), 'final', gongkai.shown_yuan(o.number))
    FROM (SELECT DISTINCT s.report_id::text AS id FROM gongkai.base_section AS s WHERE s.report_id = ANY (reports)) AS d
    JOIN LATERAL gongkai.base_cells(d.id) AS b ON b.name = 'previous_final' AND b.kind <> 'special'
    JOIN LATERAL gongkai.last_base_cells(d.id) AS o ON o.name = 'final' AND o.kind = b.kind
    WHERE NOT gongkai.agrees(b.number, o.number);
END
$$;

SELECT gongkai.define_parameter(
    'jump_percent', '50',
    says => '一个数比上年增减超过百分之几，须写明原因');

SELECT gongkai.define_rule(
    'YEAR-02', 'warning', 'project',
    checks => '比上年大幅增减的，写明原因',
    source => '财预〔2016〕143号：增减变化应当说明原因',
    sentence => '“{label}”由上年的 {previous} 变为 {now}，增减 {percent}%，没有说明原因',
    cure => '请核对；没有错的，写明增减的原因。');

-- A base data form has both years itself, and a note where the reason belongs; a
-- project's form is laid beside last year's.
CREATE OR REPLACE FUNCTION gongkai.audit_year_02(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH pair AS (
        SELECT
            r.id::text AS id, gongkai.plain(b.label) AS label, n.number AS now, p.number AS previous,
            ARRAY[w.pointer || '/final', w.pointer || '/previous_final'] AS cells
        FROM gongkai.report AS r
        JOIN gongkai.base_row AS b ON b.report_id = r.id AND b.depth = 0
        JOIN gongkai.base_section AS s ON s.report_id = b.report_id AND s.section = b.section
        JOIN gongkai.base_value AS n
            ON n.report_id = b.report_id AND n.section = b.section AND n.position = b.position AND n.name = 'final'
        JOIN gongkai.base_value AS p
            ON p.report_id = b.report_id AND p.section = b.section AND p.position = b.position AND p.name = 'previous_final'
        CROSS JOIN LATERAL (
            SELECT '/base_data/' || (s.position - 1) || '/rows/' || (b.position - 1) || '/values' AS pointer) AS w
        WHERE r.id = ANY (reports) AND b.kind <> 'special' AND NOT EXISTS (
            SELECT FROM gongkai.report_text AS t
            WHERE t.report_id = r.id AND t.name = 'note' AND t.body ~ '增|减|变动|变化|原因')
        UNION ALL
        SELECT
            r.id::text, gongkai.plain(f.label), f.annual_budget, p.annual_budget,
            ARRAY[
                gongkai.fund_cell(f.position, 'annual_budget'),
                l.id || '#' || gongkai.fund_cell(p.position, 'annual_budget')]
        FROM gongkai.report AS r
        JOIN gongkai.fund_line AS f ON f.report_id = r.id AND f.kind = 'total'
        JOIN gongkai.report AS l ON l.project_code = r.project_code AND l.year = r.year - 1 AND l.form = r.form
        JOIN gongkai.fund_line AS p ON p.report_id = l.id AND p.kind = 'total'
        WHERE r.id = ANY (reports)
    )
    SELECT
        p.id, p.cells,
        jsonb_build_object(
            'label', p.label, 'previous', gongkai.shown_yuan(p.previous), 'now', gongkai.shown_yuan(p.now),
            'percent', round(abs(p.now - p.previous) * 100 / p.previous)::text)
    FROM gongkai.audit_parameters('jump_percent', reports) AS g
    JOIN pair AS p ON p.id = ANY (g.chosen)
    WHERE p.previous > 0 AND abs(p.now - p.previous) * 100 > p.previous * (g.value #>> '{}')::numeric;
END
$$;

SELECT gongkai.define_rule(
    'YEAR-03', 'note', 'project',
    reads => 'project',
    checks => '上年的指标今年还在',
    source => '财预〔2020〕10号：绩效指标应当可比',
    sentence => '上年有、今年没有的指标：{names}',
    cure => '请确认是有意取消。');

-- Numbers in names, of years and quantities, change every year.
CREATE OR REPLACE FUNCTION gongkai.audit_year_03(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH pair AS MATERIALIZED (
        SELECT r.id::text AS id, l.id::text AS last
        FROM gongkai.report AS r
        JOIN gongkai.report AS l ON l.project_code = r.project_code AND l.year = r.year - 1 AND l.form = r.form
        WHERE r.id = ANY (reports)
    ),
    -- In the order of names, as a join of all with all takes the square of a batch.
    leaf AS (
        SELECT
            p.id, p.last, y.is_last, a.number, a.level, a.pointer, a.name AS label,
            bool_or(NOT y.is_last) OVER (
                PARTITION BY p.id, translate(a.name, E'0123456789０１２３４５６７８９ 　\t\r\n', '')) AS is_kept
        FROM pair AS p
        CROSS JOIN LATERAL (VALUES (p.id, false), (p.last, true)) AS y (id, is_last)
        JOIN gongkai.audit_indicator AS a ON a.report_id = y.id AND a.is_leaf
    )
    SELECT
        o.id,
        ARRAY['/indicators'] || array_agg(o.last || '#' || o.pointer || '/name' ORDER BY o.number),
        jsonb_build_object('names', string_agg('“' || o.label || '”', '、' ORDER BY o.number))
    FROM leaf AS o
    WHERE o.is_last AND o.level > 2 AND NOT o.is_kept AND NOT gongkai.is_struck(o.label)
    GROUP BY o.id, o.last;
END
$$;

SELECT gongkai.define_rule(
    'YEAR-04', 'warning', 'project',
    reads => 'project',
    checks => '上年结转资金不大于上年没有用完的资金',
    source => '预算法第四十二条：结转资金',
    sentence => '“{label}”是 {carried}，上年只剩 {rest}',
    cure => '请核对上年的预算数、执行数和今年的结转数。');

CREATE OR REPLACE FUNCTION gongkai.audit_year_04(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text,
        ARRAY[
            gongkai.fund_cell(f.position, 'annual_budget'),
            l.id || '#' || gongkai.fund_cell(p.position, 'annual_budget'),
            l.id || '#' || gongkai.fund_cell(p.position, 'executed')],
        jsonb_build_object(
            'label', gongkai.plain(f.label), 'carried', gongkai.shown_yuan(f.annual_budget),
            'rest', gongkai.shown_yuan(p.annual_budget - p.executed))
    FROM gongkai.report AS r
    JOIN gongkai.fund_line AS f ON f.report_id = r.id AND f.kind = 'carry_over'
    JOIN gongkai.report AS l ON l.project_code = r.project_code AND l.year = r.year - 1
    JOIN gongkai.fund_line AS p ON p.report_id = l.id AND p.kind = 'total'
    WHERE r.id = ANY (reports)
        AND f.annual_budget > p.annual_budget - p.executed -- any bound does
        AND NOT gongkai.agrees(f.annual_budget, p.annual_budget - p.executed);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.last_base_cells(text)
    TO gongkai_staff;
