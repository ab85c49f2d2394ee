-- What the public reads of explanations.

-- What members of documents are called, as in document.schema.json (tests/db/explanation.t).
CREATE OR REPLACE FUNCTION gongkai.member_labels()
RETURNS TABLE (pointer text, label text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    VALUES
        ('/title', '标题'), ('/year', '年度'), ('/department/name', '部门名称'), ('/department', '部门'),
        ('/project/name', '项目名称'), ('/project/code', '项目代码'), ('/project', '项目'),
        ('/texts/goal', '绩效目标'), ('/texts/completion', '实际完成情况'), ('/texts/conclusion', '自评结论'),
        ('/texts/thrift_measures', '厉行节约保障措施'), ('/texts/note', '说明'),
        ('/indicators', '绩效指标'), ('/total/weight', '总分'), ('/total/score', '总得分'),
        ('/initial_budget', '年初预算数'), ('/annual_budget', '全年预算数'), ('/executed', '全年执行数'),
        ('/execution_rate', '执行率'), ('/weight', '分值'), ('/score', '得分'),
        ('/label', '名称'), ('/name', '名称'), ('/target', '指标值'), ('/actual', '实际完成值'),
        ('/deviation', '偏差原因分析及改进措施'), ('/remark', '备注'),
        ('/heading', '标题'), ('/body', '正文'),
        ('/values/authorized_staff', '编制数'), ('/values/staff_in_post', '在职人数'),
        ('/values/staff_control_rate', '在职人员控制率'), ('/values/previous_final', '上年决算数'),
        ('/values/budget', '本年预算数'), ('/values/final', '本年决算数')
$$;

-- Where a cell is, in words: what its row is called, and which member it is. NULL: nowhere
-- that has a name.
CREATE OR REPLACE FUNCTION gongkai.place_said(report_id text, cell text)
RETURNS text
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN (
        SELECT nullif(concat_ws('，', '“' || n.name || '”', l.label), '')
        FROM gongkai.cell_parts(place_said.report_id, cell) AS p
        LEFT JOIN gongkai.row_names(ARRAY[place_said.report_id]) AS n ON n.pointer = p.in_row
        LEFT JOIN gongkai.member_labels() AS l ON l.pointer = p.member);
END
$$;

-- Characters as a text of a document: none is read as markup.
CREATE OR REPLACE FUNCTION gongkai.as_text(said text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT replace(replace(replace(replace(said, '&', '&#38;'), '<', '&#60;'), '$', '&#36;'), '\', '&#92;')
$$;

-- The explanations that a department publishes with a draft; NULL without any. A finding
-- says nothing of who explained it, nor when.
CREATE OR REPLACE FUNCTION gongkai.explanations_json(the_report text)
RETURNS json
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN (
        SELECT json_agg(
            json_build_object(
                'rule', f.rule,
                'place', gongkai.as_text(gongkai.place_said(f.report_id, f.cells[1])),
                'pointer', f.cells[1],
                'finding', gongkai.as_text(gongkai.told(r.sentence, f.figures)),
                'figures', f.figures,
                'reason', gongkai.as_text(e.reason))
            ORDER BY f.rule, f.cells)
        FROM gongkai.finding AS f
        JOIN gongkai.explanation AS e ON e.finding = f.name
        JOIN gongkai.audit_rule AS r ON r.id = f.rule
        WHERE f.report_id = the_report AND e.is_public);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.member_labels(),
    gongkai.place_said(text, text),
    gongkai.as_text(text),
    gongkai.row_names(text[]),
    gongkai.cell_parts(text, text),
    gongkai.told(text, jsonb),
    gongkai.explanations_json(text)
    TO gongkai_staff, gongkai_desk;
