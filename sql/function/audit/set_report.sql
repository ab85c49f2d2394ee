-- SET, continued: what the report of a department says in sentences, against its forms.

-- The line of a department's money block that a row of its base data is.
CREATE OR REPLACE FUNCTION gongkai.fund_of_subject(subject text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE subject
        WHEN 'basic_adjustment' THEN 'basic' WHEN 'project_expenditure' THEN 'project' WHEN 'total' THEN 'total' END
$$;

SELECT gongkai.define_rule(
    'SET-06', 'error', 'set',
    reads => 'chapters',
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
            AND f.kind = gongkai.fund_of_subject(s.subject)
        WHERE d.department_code = s.department_code AND d.year = s.year
            AND d.project_code IS NULL AND s.is_final
        UNION ALL
        -- A budget may be the one of the year's beginning or the one of its end.
        SELECT d.id, d.form, f.annual_budget, gongkai.fund_cell(f.position, 'annual_budget')
        FROM gongkai.report AS d
        JOIN gongkai.fund_line AS f ON f.report_id = d.id AND f.kind = 'total'
        WHERE d.department_code = s.department_code AND d.year = s.year
            AND d.project_code IS NULL AND s.subject = 'total' AND NOT s.is_final
            AND coalesce(round(f.initial_budget / s.unit, scale(s.number)) <> s.number, true)) AS o
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
    reads => 'attachments',
    checks => '报告所列的附件都在，或有无此项支出的说明',
    source => '财预〔2016〕143号：公开内容应当完整',
    sentence => '报告列了附件“{title}”，没有这份表，正文也没有无此项支出的说明',
    cure => '请补上附件；没有此项支出的，写明“本单位无…”。');

-- A title as two forms can have it, the one longer than the other: without numbers, years
-- and what stands in brackets.
CREATE OR REPLACE FUNCTION gongkai.bare_title(title text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT regexp_replace(
        gongkai.plain(title), '[（(][^（）()]*[）)]|[0-9０-９]{4}\s*年度?|^\s*(附件)?[0-9一二三四五六七八九十]*\s*[.．、:：]?|\s|^部门', '', 'g')
$$;

-- Where the report does not say which form an attachment is, its title does, if it is one
-- (…表): the form's own title is within it, or it in that.
CREATE OR REPLACE FUNCTION gongkai.audit_set_07(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY['/attachments/' || (a.position - 1)],
        jsonb_strip_nulls(jsonb_build_object('title', gongkai.plain(a.title), 'form', a.form))
    FROM gongkai.report AS r
    JOIN gongkai.report_attachment AS a ON a.report_id = r.id
    CROSS JOIN LATERAL (SELECT gongkai.bare_title(a.title) AS bare) AS t
    WHERE r.id = ANY (reports) AND (a.form IS NOT NULL OR t.bare ~ '.表$')
        AND NOT EXISTS (
            SELECT FROM gongkai.report AS o
            WHERE o.department_code = r.department_code AND o.year = r.year
                AND CASE
                    WHEN a.form IS NOT NULL THEN o.form = a.form
                    ELSE strpos(t.bare, gongkai.bare_title(o.title)) > 0 OR strpos(gongkai.bare_title(o.title), t.bare) > 0
                END)
        AND NOT EXISTS (
            SELECT FROM gongkai.denied_funds(r.id) AS d
            WHERE CASE WHEN a.form IS NOT NULL THEN d.form = a.form ELSE strpos(t.bare, d.fund) > 0 END);
END
$$;

SELECT gongkai.define_rule(
    'SET-08', 'error', 'set',
    reads => 'chapters',
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
    'SET-15', 'error', 'set',
    reads => 'chapters',
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
    'SET-17', 'error', 'set',
    reads => 'chapters',
    checks => '正文写的完成预算的百分之几与表里的数一致',
    source => '同一数字在各表中应当一致；算术关系',
    sentence => '正文写“{said}”，由 {form} 表算得 {exact}%',
    cure => '请核对后改正正文或表。');

-- Of the budget of the year's beginning, or of the one of its end.
CREATE OR REPLACE FUNCTION gongkai.audit_set_17(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id,
        ARRAY['/chapters/' || (s.position - 1) || '/body', (array_agg(o.cell ORDER BY o.cell))[1]],
        jsonb_build_object(
            'said', s.said, 'form', (array_agg(o.form ORDER BY o.cell))[1],
            'exact', (array_agg(round(o.final * 100 / o.budget, 2) ORDER BY o.cell))[1]::text)
    FROM (
        SELECT DISTINCT r.id::text AS report_id, r.department_code, r.year, c.position, n.*
        FROM gongkai.report AS r
        JOIN gongkai.chapter AS c ON c.report_id = r.id
        CROSS JOIN LATERAL gongkai.narrative_changes(gongkai.plain(c.body), r.year) AS n
        WHERE r.id = ANY (reports) AND c.body ~ '完成.*[%％]' AND n.measure = 'share') AS s
    JOIN LATERAL (
        SELECT d.form, final.number AS final, budget.number AS budget, d.id || '#' || final.pointer AS cell
        FROM gongkai.report AS d
        CROSS JOIN LATERAL gongkai.base_cells(d.id) AS final
        CROSS JOIN LATERAL gongkai.base_cells(d.id) AS budget
        WHERE d.department_code = s.department_code AND d.year = s.year AND d.project_code IS NULL
            AND final.kind = s.subject AND final.name = 'final'
            AND budget.kind = s.subject AND budget.name = 'budget'
        UNION ALL
        SELECT d.form, f.executed, b.amount, d.id || '#' || gongkai.fund_cell(f.position, 'executed')
        FROM gongkai.report AS d
        JOIN gongkai.fund_line AS f ON f.report_id = d.id AND f.kind = gongkai.fund_of_subject(s.subject)
        CROSS JOIN LATERAL (VALUES (f.annual_budget::numeric), (f.initial_budget)) AS b (amount)
        WHERE d.department_code = s.department_code AND d.year = s.year AND d.project_code IS NULL) AS o
        ON o.budget > 0 AND o.final IS NOT NULL
    GROUP BY s.report_id, s.position, s.said, s.number
    HAVING NOT bool_or(round(o.final * 100 / o.budget, scale(s.number)) = s.number);
END
$$;

SELECT gongkai.define_rule(
    'SET-18', 'error', 'set',
    reads => 'chapters',
    checks => '正文写的比上年增减与基础数据表的数一致',
    source => '同一数字在各表中应当一致；算术关系',
    sentence => '正文写“{said}”，{form} 表中上年决算数是 {previous}，本年决算数是 {final}',
    cure => '请核对后改正正文或表。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_18(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.report_id,
        ARRAY['/chapters/' || (s.position - 1) || '/body', o.id || '#' || o.cell],
        jsonb_build_object(
            'said', s.said, 'form', o.form, 'previous', gongkai.shown_yuan(o.previous), 'final', gongkai.shown_yuan(o.final))
    FROM (
        SELECT DISTINCT r.id::text AS report_id, r.department_code, r.year, c.position, n.*
        FROM gongkai.report AS r
        JOIN gongkai.chapter AS c ON c.report_id = r.id
        CROSS JOIN LATERAL gongkai.narrative_changes(gongkai.plain(c.body), r.year) AS n
        WHERE r.id = ANY (reports) AND c.body ~ '同比|[比较]' AND n.measure <> 'share') AS s
    JOIN LATERAL (
        SELECT d.id, d.form, previous.number AS previous, final.number AS final, final.pointer AS cell
        FROM gongkai.report AS d
        CROSS JOIN LATERAL gongkai.base_cells(d.id) AS final
        CROSS JOIN LATERAL gongkai.base_cells(d.id) AS previous
        WHERE d.department_code = s.department_code AND d.year = s.year AND d.project_code IS NULL
            AND final.kind = s.subject AND final.name = 'final'
            AND previous.kind = s.subject AND previous.name = 'previous_final') AS o
        ON CASE s.measure
            WHEN 'difference' THEN round((o.final - o.previous) / s.unit, scale(s.number)) <> s.number
            WHEN 'rate' THEN round((o.final - o.previous) * 100 / nullif(o.previous, 0), scale(s.number)) <> s.number
        END;
END
$$;

SELECT gongkai.define_rule(
    'SET-19', 'warning', 'set',
    reads => 'chapters',
    checks => '正文写的自评项目的个数等于自评表的个数',
    source => '财预〔2020〕10号：自评覆盖所有项目',
    sentence => '正文写“{said}”，本部门有 {count} 份项目自评表',
    cure => '请补上缺的自评表，或改正正文。');

-- Numbers in Chinese characters up to twenty. Without any self-evaluation SET-07 speaks.
CREATE OR REPLACE FUNCTION gongkai.audit_set_19(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT
        r.id::text, ARRAY['/chapters/' || (c.position - 1) || '/body'],
        jsonb_build_object('said', m.part[1], 'count', e.projects::text)
    FROM gongkai.report AS r
    JOIN gongkai.chapter AS c ON c.report_id = r.id
    CROSS JOIN LATERAL regexp_split_to_table(gongkai.plain(c.body), '[。；;\n]') AS s (sentence)
    CROSS JOIN LATERAL regexp_matches(
        s.sentence,
        '((?<![0-9第])([0-9]{1,4}|[一二三四五六七八九十]{1,2})\s*个(?:一级|二级|预算|专项|重点|部门|财政|支出)*项目(?:支出)?'
        '(?:全部|均|都|已)?(?:开展|进行|实施|组织|完成|纳入)?了?(?:支出)?(?:绩效)?自评)', 'g') AS m (part)
    CROSS JOIN LATERAL (
        SELECT coalesce(
            array_position(
                '{一,二,三,四,五,六,七,八,九,十,十一,十二,十三,十四,十五,十六,十七,十八,十九,二十}', m.part[2]),
            substring(m.part[2] FROM '^[0-9]+$')::integer) AS number) AS w
    CROSS JOIN LATERAL (
        SELECT count(DISTINCT o.project_code) AS projects
        FROM gongkai.report AS o
        WHERE o.department_code = r.department_code AND o.year = r.year
            AND o.project_code IS NOT NULL AND o.total_score IS NOT NULL) AS e
    WHERE r.id = ANY (reports) AND r.project_code IS NULL AND c.body ~ '个.*项目.*自评'
        AND e.projects > 0 AND w.number <> e.projects
        AND NOT EXISTS (
            SELECT FROM regexp_matches(s.sentence, '((?:19|20)[0-9]{2})\s*年', 'g') AS y
            WHERE y[1]::integer <> r.year);
END
$$;

SELECT gongkai.define_rule(
    'SET-20', 'error', 'set',
    reads => 'chapters',
    checks => '正文说有的基金支出，表里也有',
    source => '同一事实在各处应当一致',
    sentence => '正文写“{said}”，{form} 表里却没有',
    cure => '请核对后改正正文或表。');

-- An amount above zero right after the fund's name and a word for what was spent. Of another
-- year it says nothing here.
CREATE OR REPLACE FUNCTION gongkai.audit_set_20(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY['/chapters/' || (c.position - 1) || '/body', o.id || '#' || o.pointer],
        jsonb_build_object('said', m.part[1], 'form', o.form)
    FROM gongkai.report AS r
    JOIN gongkai.chapter AS c ON c.report_id = r.id
    JOIN gongkai.fund_forms() AS f ON c.body ~ f.fund
    CROSS JOIN LATERAL regexp_split_to_table(gongkai.plain(c.body), '[。；;\n]') AS s (sentence)
    CROSS JOIN LATERAL (
        SELECT regexp_match(
            s.sentence,
            '(' || f.fund || '[^。；，,0-9]{0,12}(?:支出|决算)[数额为是共计合总约达：:\s]{0,6}'
            || '((?:[1-9][0-9,]*|0)(?:\.[0-9]+)?)\s*(?:亿元|万元|元))') AS part) AS m
    JOIN LATERAL (
        SELECT g.id, g.form, '/lists/' || l.name AS pointer
        FROM gongkai.report AS g
        JOIN gongkai.report_list AS l ON l.report_id = g.id
        WHERE g.department_code = r.department_code AND g.year = r.year AND g.form = f.form
            AND jsonb_array_length(l.items) = 0
        UNION ALL
        SELECT g.id, g.form, gongkai.fund_cell(d.position, 'executed')
        FROM gongkai.report AS g
        JOIN gongkai.fund_line AS d ON d.report_id = g.id AND d.kind = 'government_fund'
        WHERE g.department_code = r.department_code AND g.year = r.year AND g.project_code IS NULL
            AND f.form = 'G1' AND coalesce(d.executed, 0) = 0) AS o ON true
    WHERE r.id = ANY (reports) AND replace(m.part[2], ',', '')::numeric > 0
        AND NOT EXISTS (
            SELECT FROM regexp_matches(s.sentence, '((?:19|20)[0-9]{2})\s*年', 'g') AS y
            WHERE y[1]::integer <> r.year);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.fund_of_subject(text),
    gongkai.bare_title(text),
    gongkai.fund_forms(),
    gongkai.denied_funds(text)
    TO gongkai_staff;
