-- Import, part by part: each function replaces one part of a draft by what the
-- document says. Names of parameters start with the_ where columns have the
-- plain name.

-- The head of the draft, with the names as the document has them: no other draft
-- says anything of what they are, and a project or department may have been
-- handed over since. Whether it was written: a new draft is not where there is one by now.
CREATE OR REPLACE FUNCTION gongkai.import_report(document jsonb, is_new boolean)
RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
    region CONSTANT jsonb := gongkai.read_object(document -> 'region', '/region', '{code,name}', '{}');
    department CONSTANT jsonb := gongkai.read_object(
        document -> 'department', '/department', '{code,name}', '{budget_code,parent_code}');
    project CONSTANT jsonb := gongkai.read_object(
        document -> 'project', '/project', '{code,name}', '{supervising_department,implementing_unit}');
    total CONSTANT jsonb := gongkai.read_object(document -> 'total', '/total', '{}', '{weight,score}');
    report_id CONSTANT text := gongkai.read_report_id(document);
    head gongkai.report;
BEGIN
    IF total = '{}' THEN
        PERFORM gongkai.read_failed('/total', total, 'at least one of weight, score');
    END IF;
    head.form := document ->> 'form';
    head.year := (document ->> 'year')::numeric::integer;
    head.region_code := gongkai.read_pattern(region -> 'code', '/region/code', '[0-9]{6}', 'six digits (GB/T 2260)');
    head.region_name := gongkai.read_line(region -> 'name', '/region/name');
    head.department_code := gongkai.read_code(department -> 'code', '/department/code');
    head.department_name := gongkai.read_line(department -> 'name', '/department/name');
    head.project_code := gongkai.read_code(project -> 'code', '/project/code');
    head.project_name := gongkai.read_line(project -> 'name', '/project/name');
    head.title := gongkai.read_line(document -> 'title', '/title');
    head.attachment := gongkai.read_line(document -> 'attachment', '/attachment');
    head.filled_on := gongkai.read_date(document -> 'filled_on', '/filled_on');
    head.budget_code := gongkai.read_code(department -> 'budget_code', '/department/budget_code');
    head.parent_code := gongkai.read_code(department -> 'parent_code', '/department/parent_code');
    head.supervising_department := gongkai.read_line(project -> 'supervising_department', '/project/supervising_department');
    head.implementing_unit := gongkai.read_line(project -> 'implementing_unit', '/project/implementing_unit');
    head.total_weight := gongkai.read_points(total -> 'weight', '/total/weight');
    head.total_score := gongkai.read_points(total -> 'score', '/total/score');
    IF is_new THEN
        INSERT INTO gongkai.report (
            form, year, region_code, region_name, department_code, department_name, project_code, project_name,
            title, attachment, filled_on,
            budget_code, parent_code, supervising_department, implementing_unit, total_weight, total_score)
        SELECT
            head.form, head.year, head.region_code, head.region_name, head.department_code, head.department_name,
            head.project_code, head.project_name, head.title, head.attachment, head.filled_on, head.budget_code,
            head.parent_code, head.supervising_department, head.implementing_unit, head.total_weight, head.total_score
        ON CONFLICT DO NOTHING;
        RETURN FOUND;
    END IF;
    -- Not INSERT ... ON CONFLICT DO UPDATE: that waits for whoever refers to the draft, as those do
    -- who keep findings of it.
    UPDATE gongkai.report AS r
    SET region_code = head.region_code,
        region_name = head.region_name,
        department_code = head.department_code,
        department_name = head.department_name,
        project_name = head.project_name,
        title = head.title,
        attachment = head.attachment,
        filled_on = head.filled_on,
        budget_code = head.budget_code,
        parent_code = head.parent_code,
        supervising_department = head.supervising_department,
        implementing_unit = head.implementing_unit,
        total_weight = head.total_weight,
        total_score = head.total_score
    WHERE r.id = report_id AND r.project_code IS NOT DISTINCT FROM head.project_code;
    IF NOT FOUND THEN
        RAISE EXCEPTION '另一份报告已有这个编号：部门和项目的代码都是“%”',
            coalesce(project ->> 'code', department ->> 'code')
            USING
                ERRCODE = '22023',
                DETAIL = CASE WHEN project IS NULL THEN '/department/code' ELSE '/project/code' END,
                HINT = '请给项目一个自己的代码。';
    END IF;
    RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.import_texts(the_report text, texts jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM gongkai.read_object(texts, '/texts', '{}', '{goal,completion,conclusion,thrift_measures,note}');
    DELETE FROM gongkai.report_text AS t WHERE t.report_id = the_report;
    INSERT INTO gongkai.report_text (report_id, name, body)
    SELECT the_report, t.key, gongkai.read_text(t.value, gongkai.pointer('/texts', t.key))
    FROM jsonb_each(texts) AS t
    ORDER BY t.key;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.import_chapters(the_report text, chapters jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM gongkai.chapter AS c WHERE c.report_id = the_report;
    INSERT INTO gongkai.chapter (report_id, position, level, heading, run_in, body)
    SELECT
        the_report,
        c.place,
        gongkai.read_integer(c.value -> 'level', c.pointer || '/level', 0, 4),
        gongkai.read_text(c.value -> 'heading', c.pointer || '/heading', 0, 500),
        gongkai.read_boolean(c.value -> 'run_in', c.pointer || '/run_in'),
        gongkai.read_text(c.value -> 'body', c.pointer || '/body')
    FROM gongkai.read_objects(chapters, '/chapters', 2000, '{level,heading}', '{run_in,body}') AS c;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.import_attachments(the_report text, attachments jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM gongkai.report_attachment AS a WHERE a.report_id = the_report;
    INSERT INTO gongkai.report_attachment (report_id, position, title, form)
    SELECT
        the_report,
        a.place,
        gongkai.read_line(a.value -> 'title', a.pointer || '/title'),
        gongkai.read_pattern(a.value -> 'form', a.pointer || '/form', '[A-Z][A-Z0-9]{0,15}', 'a form')
    FROM gongkai.read_objects(attachments, '/attachments', 200, '{title}', '{form}') AS a;
END
$$;

-- A cell of a type that a template declares, as it is kept; an empty one stays empty.
CREATE OR REPLACE FUNCTION gongkai.read_typed(value jsonb, pointer text, type text)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    cell text := gongkai.read_text(value, pointer);
BEGIN
    IF type <> ALL ('{text,amount,integer,decimal,date,boolean}') THEN
        RAISE EXCEPTION '专用字段没有“%”这种类型', type
            USING
                ERRCODE = '22023',
                DETAIL = pointer,
                HINT = '类型有 text、amount、integer、decimal、date、boolean。';
    END IF;
    RETURN CASE
        WHEN cell = '' THEN ''
        WHEN type = 'text' THEN cell
        WHEN type IN ('amount', 'integer', 'decimal') AND gongkai.is_dash(cell) THEN cell
        WHEN type = 'amount' THEN gongkai.read_amount(value, pointer)::numeric(18, 2)::text
        WHEN type = 'integer' THEN gongkai.read_pattern(
            value, pointer, '-?(0|[1-9][0-9]{0,17})', 'an integer as a string')
        WHEN type = 'decimal' THEN gongkai.read_pattern(
            value, pointer, '-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,10})?', 'a decimal number as a string')
        WHEN type = 'date' THEN to_char(gongkai.read_date(value, pointer), 'YYYY-MM-DD')
        WHEN type = 'boolean' THEN gongkai.read_choice(value, pointer, '{true,false}')
    END;
END
$$;

-- Check that a value is an object whose members have names of a possible length.
CREATE OR REPLACE FUNCTION gongkai.read_named(value jsonb, pointer text)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
    member text;
BEGIN
    IF jsonb_typeof(value) <> 'object' THEN
        PERFORM gongkai.read_failed(pointer, value, 'an object');
    END IF;
    FOR member IN SELECT k FROM jsonb_object_keys(value) AS k ORDER BY k COLLATE "C" LOOP
        IF char_length(member) NOT BETWEEN 1 AND 200 THEN
            RAISE EXCEPTION '专用字段的名称应有 1 至 200 个字符'
                USING ERRCODE = '22023', DETAIL = gongkai.pointer(pointer, member);
        END IF;
    END LOOP;
    RETURN value;
END
$$;

-- An object of fields that a template declares, each as its type demands; NULL for none.
CREATE OR REPLACE FUNCTION gongkai.read_fields(fields jsonb, pointer text, types jsonb)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
BEGIN
    RETURN (
        SELECT jsonb_object_agg(m.key, gongkai.read_typed(
            m.value, gongkai.pointer(read_fields.pointer, m.key), coalesce(types ->> m.key, 'text')))
        FROM jsonb_each(gongkai.read_named(fields, read_fields.pointer)) AS m);
END
$$;

-- `types` maps the names of fields that funds have in this form to their types.
CREATE OR REPLACE FUNCTION gongkai.import_funds(the_report text, funds jsonb, types jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM gongkai.fund_line AS f WHERE f.report_id = the_report;
    INSERT INTO gongkai.fund_line (
        report_id, position, kind, label, depth,
        initial_budget, annual_budget, executed, weight, execution_rate, score, as_written, extra)
    SELECT
        the_report,
        f.place,
        gongkai.read_choice(f.value -> 'kind', f.pointer || '/kind', ARRAY[
            'total', 'fiscal_appropriation', 'own_level', 'upper_level_transfer',
            'carry_over', 'other', 'general_public_budget', 'government_fund',
            'special_account_non_tax', 'basic', 'project', 'own_funds',
            'central', 'provincial', 'municipal', 'county', 'township']),
        gongkai.read_line(f.value -> 'label', f.pointer || '/label'),
        gongkai.read_integer(f.value -> 'depth', f.pointer || '/depth', 0, 9),
        gongkai.read_amount(f.value -> 'initial_budget', f.pointer || '/initial_budget'),
        gongkai.read_amount(f.value -> 'annual_budget', f.pointer || '/annual_budget'),
        gongkai.read_amount(f.value -> 'executed', f.pointer || '/executed'),
        gongkai.read_points(f.value -> 'weight', f.pointer || '/weight'),
        gongkai.read_rate(f.value -> 'execution_rate', f.pointer || '/execution_rate'),
        gongkai.read_points(f.value -> 'score', f.pointer || '/score'),
        gongkai.read_written(f.value, '{initial_budget,annual_budget,executed,execution_rate}'),
        gongkai.read_fields(f.value -> 'extra', f.pointer || '/extra', types)
    FROM gongkai.read_objects(
        funds, '/funds', 1000, '{kind,label,depth}',
        '{initial_budget,annual_budget,executed,weight,execution_rate,score,extra}') AS f;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.import_extra(the_report text, extra jsonb, extra_types jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM gongkai.read_named(extra, '/extra');
    DELETE FROM gongkai.report_extra AS e WHERE e.report_id = the_report;
    INSERT INTO gongkai.report_extra (report_id, name, type, value)
    SELECT
        the_report,
        e.key,
        coalesce(extra_types ->> e.key, 'text'),
        gongkai.read_typed(
            e.value, gongkai.pointer('/extra', e.key), coalesce(extra_types ->> e.key, 'text'))
    FROM jsonb_each(extra) AS e
    ORDER BY e.key COLLATE "C";
END
$$;

-- The items of a list, each cell as its type demands; `types` maps the names of
-- fields to their types, and children to such a map.
CREATE OR REPLACE FUNCTION gongkai.read_list(list jsonb, list_pointer text, types jsonb)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
BEGIN
    IF (CASE jsonb_typeof(list) WHEN 'array' THEN jsonb_array_length(list) > 10000 ELSE true END) THEN
        PERFORM gongkai.read_failed(list_pointer, list, 'an array of at most 10000 elements');
    END IF;
    RETURN (
        SELECT coalesce(
            jsonb_agg(
                (
                    SELECT coalesce(
                        jsonb_object_agg(
                            m.key,
                            CASE m.key
                                WHEN 'children' THEN gongkai.read_list(
                                    m.value, i.pointer || '/children', types -> 'children')
                                ELSE to_jsonb(gongkai.read_typed(
                                    m.value, gongkai.pointer(i.pointer, m.key),
                                    coalesce(types ->> m.key, 'text')))
                            END),
                        '{}')
                    FROM jsonb_each(gongkai.read_named(i.item, i.pointer)) AS m)
                ORDER BY i.place),
            '[]')
        FROM (
            SELECT e.item, e.place, list_pointer || '/' || e.place - 1 AS pointer
            FROM jsonb_array_elements(list) WITH ORDINALITY AS e (item, place)
        ) AS i
    );
END
$$;

CREATE OR REPLACE FUNCTION gongkai.import_lists(the_report text, lists jsonb, extra_types jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM gongkai.read_named(lists, '/lists');
    DELETE FROM gongkai.report_list AS l WHERE l.report_id = the_report;
    INSERT INTO gongkai.report_list (report_id, name, items)
    SELECT
        the_report,
        l.key,
        gongkai.read_list(l.value, gongkai.pointer('/lists', l.key), extra_types -> l.key)
    FROM jsonb_each(lists) AS l
    ORDER BY l.key COLLATE "C";
END
$$;

CREATE OR REPLACE FUNCTION gongkai.import_contact(the_report text, contact jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM gongkai.read_object(contact, '/contact', '{}', '{name,telephone,prepared_by,head}');
    DELETE FROM gongkai.report_contact AS c WHERE c.report_id = the_report;
    IF contact <> '{}' THEN
        INSERT INTO gongkai.report_contact (report_id, name, telephone, prepared_by, head)
        VALUES (
            the_report,
            gongkai.read_text(contact -> 'name', '/contact/name', 0, 100),
            gongkai.read_text(contact -> 'telephone', '/contact/telephone', 0, 100),
            gongkai.read_text(contact -> 'prepared_by', '/contact/prepared_by', 0, 100),
            gongkai.read_text(contact -> 'head', '/contact/head', 0, 100));
    END IF;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.import_report(jsonb, boolean),
    gongkai.import_texts(text, jsonb),
    gongkai.import_chapters(text, jsonb),
    gongkai.read_fields(jsonb, text, jsonb),
    gongkai.import_funds(text, jsonb, jsonb),
    gongkai.import_attachments(text, jsonb),
    gongkai.read_typed(jsonb, text, text),
    gongkai.read_named(jsonb, text),
    gongkai.import_extra(text, jsonb, jsonb),
    gongkai.read_list(jsonb, text, jsonb),
    gongkai.import_lists(text, jsonb, jsonb),
    gongkai.import_contact(text, jsonb)
    TO gongkai_staff;
