-- Import of base data: sections, rows and values.

CREATE OR REPLACE FUNCTION gongkai.import_base_data(the_report text, base_data jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    part record;
    the_section text;
BEGIN
    DELETE FROM gongkai.base_section AS s WHERE s.report_id = the_report;
    FOR part IN
        SELECT s.value, s.pointer, s.place
        FROM gongkai.read_objects(base_data, '/base_data', 100, '{section,rows}', '{}') AS s
    LOOP
        the_section := gongkai.read_choice(
            part.value -> 'section', part.pointer || '/section', '{staff,expenditure,buildings}');
        INSERT INTO gongkai.base_section (report_id, section, position)
        VALUES (the_report, the_section, part.place)
        ON CONFLICT (report_id, section) DO NOTHING;
        IF NOT FOUND THEN
            RAISE EXCEPTION '栏目“%”出现了两次', the_section
                USING ERRCODE = '22023', DETAIL = part.pointer || '/section';
        END IF;
        PERFORM gongkai.import_base_rows(
            the_report, the_section, part.value -> 'rows', part.pointer || '/rows');
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION gongkai.import_base_rows(
    the_report text, the_section text, rows jsonb, pointer text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    columns CONSTANT text[] := ARRAY(SELECT c.name FROM gongkai.base_column AS c ORDER BY c.position);
BEGIN
    INSERT INTO gongkai.base_row (report_id, section, position, kind, label, depth)
    SELECT
        the_report,
        the_section,
        r.place,
        gongkai.read_choice(r.value -> 'kind', r.pointer || '/kind', ARRAY[
            'three_public', 'vehicle', 'vehicle_purchase', 'vehicle_operation',
            'abroad', 'reception', 'project_expenditure', 'business', 'operation',
            'special', 'public_expense', 'office', 'utilities_travel',
            'meeting_training', 'procurement', 'basic_adjustment', 'filler']),
        gongkai.read_text(r.value -> 'label', r.pointer || '/label', 0, 500),
        gongkai.read_integer(r.value -> 'depth', r.pointer || '/depth', 0, 9)
    FROM gongkai.read_objects(
        rows, import_base_rows.pointer, 1000, '{label,depth,values}', '{kind}') AS r;

    INSERT INTO gongkai.base_value (report_id, section, position, name, number, dash)
    SELECT
        the_report,
        the_section,
        r.place,
        v.key,
        CASE WHEN cell.text !~ '^(-|—|——|/)$' THEN cell.text::numeric END,
        CASE WHEN cell.text ~ '^(-|—|——|/)$' THEN cell.text END
    FROM gongkai.read_objects(
        rows, import_base_rows.pointer, 1000, '{label,depth,values}', '{kind}') AS r
    CROSS JOIN LATERAL jsonb_each(
        gongkai.read_object(r.value -> 'values', r.pointer || '/values', '{}', columns)) AS v
    CROSS JOIN LATERAL gongkai.read_pattern(
        v.value, r.pointer || '/values/' || v.key, '-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,2})?|-|—|——|/',
        'a number with at most two decimals or a dash, as a string') AS cell (text);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.import_base_data(text, jsonb),
    gongkai.import_base_rows(text, text, jsonb, text)
    TO gongkai_staff;
