-- Import of a whole document: all of it becomes the draft, or nothing.

-- The id that a document's report has or will have. Reads what the id is made
-- of, so that a fault is told with its place before anything is written.
CREATE OR REPLACE FUNCTION gongkai.read_report_id(document jsonb)
RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    form text := gongkai.read_pattern(
        document -> 'form', '/form', '[A-Z][A-Z0-9]{0,15}', 'a form: a capital letter, then capital letters and digits');
    year integer := gongkai.read_integer(document -> 'year', '/year', 1994, 2199);
    code text := coalesce(
        gongkai.read_code(document #> '{project,code}', '/project/code'),
        gongkai.read_code(document #> '{department,code}', '/department/code'));
    derived text := lower(form) || '-' || year || '-' || code;
BEGIN
    IF document -> 'id' <> to_jsonb(derived) THEN
        RAISE EXCEPTION '编号是 %，按表式、年度和代码应为“%”',
            left((document -> 'id')::text, 120), derived
            USING ERRCODE = '22023', DETAIL = '/id', HINT = '请删去 id，或改正表式、年度或代码。';
    END IF;
    RETURN derived;
END
$$;

-- Write the parts of a document that are not as they are in the draft: a cell that was typed into
-- is in one of them. `old` is the draft; NULL: it has no more than a head, the document's.
CREATE OR REPLACE FUNCTION gongkai.import_parts(the_report text, old jsonb, document jsonb, extra_types jsonb)
RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    parts CONSTANT text[] := '{texts,funds,indicators,base_data,chapters,attachments,extra,lists,contact}';
    part text;
BEGIN
    IF old - parts - '{id,explanations}'::text[] <> document - parts - '{id,explanations,published}'::text[] THEN
        PERFORM gongkai.import_report(document, false);
    END IF;
    FOREACH part IN ARRAY parts LOOP
        CONTINUE WHEN old IS NOT NULL AND old -> part IS NOT DISTINCT FROM document -> part
            -- What a field is may be said otherwise by the template since.
            AND (part <> 'extra' OR NOT EXISTS (
                SELECT
                FROM gongkai.report_extra AS e
                WHERE e.report_id = the_report AND e.type <> coalesce(extra_types ->> e.name, 'text')));
        CASE part
            WHEN 'texts' THEN PERFORM gongkai.import_texts(the_report, document -> part);
            WHEN 'funds' THEN PERFORM gongkai.import_funds(the_report, document -> part, extra_types -> '/funds');
            WHEN 'indicators' THEN
                PERFORM gongkai.import_indicators(the_report, document -> part, extra_types -> '/indicators', old -> part);
            WHEN 'base_data' THEN PERFORM gongkai.import_base_data(the_report, document -> part);
            WHEN 'chapters' THEN PERFORM gongkai.import_chapters(the_report, document -> part);
            WHEN 'attachments' THEN PERFORM gongkai.import_attachments(the_report, document -> part);
            WHEN 'extra' THEN PERFORM gongkai.import_extra(the_report, document -> part, extra_types);
            WHEN 'lists' THEN PERFORM gongkai.import_lists(the_report, document -> part, extra_types);
            WHEN 'contact' THEN PERFORM gongkai.import_contact(the_report, document -> part);
        END CASE;
    END LOOP;
END
$$;

-- Write a document as a draft. `extra_types` maps names of extra fields to
-- their types, names of lists to such maps of their fields, and `/funds` and
-- `/indicators` to such maps of what these have in this form; those that it
-- does not name are text. The outcome is created,
-- updated or unchanged; the documents are the internal editions before (NULL
-- when created) and after.
CREATE OR REPLACE FUNCTION gongkai.import_document(document jsonb, extra_types jsonb DEFAULT '{}')
RETURNS TABLE (report_id text, outcome text, old_document text, new_document text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    IF document IS NULL THEN
        RAISE EXCEPTION 'there is no document' USING ERRCODE = '22004', DETAIL = '';
    END IF;
    IF jsonb_typeof(extra_types) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'extra_types must be an object' USING ERRCODE = '22023', DETAIL = 'extra_types';
    END IF;
    PERFORM gongkai.read_object(
        document, '', '{form,title,year,region,department}',
        '{id,attachment,project,filled_on,texts,funds,total,indicators,base_data,chapters,attachments,extra,lists,explanations,contact,published}');
    report_id := gongkai.read_report_id(document);

    PERFORM gongkai.check_right('edit', report_id);
    -- Of two imports of one report the second must see what the first wrote, also where both began
    -- before there was a draft: then the head waits for the first.
    LOOP
        PERFORM FROM gongkai.report AS r WHERE r.id = import_document.report_id FOR NO KEY UPDATE;
        old_document := gongkai.document(report_id, 'internal');
        EXIT WHEN old_document IS NOT NULL OR gongkai.import_report(document, true);
    END LOOP;
    PERFORM gongkai.import_parts(report_id, old_document::jsonb, document, extra_types);

    -- Now its department is known, which may be another one than before.
    PERFORM gongkai.check_right('edit', report_id);
    IF old_document IS NULL THEN
        PERFORM gongkai.check_project(report_id);
    END IF;
    new_document := gongkai.document(report_id, 'internal');
    outcome := CASE
        WHEN old_document IS NULL THEN 'created'
        WHEN old_document = new_document THEN 'unchanged'
        ELSE 'updated'
    END;
    IF outcome = 'updated' THEN
        PERFORM gongkai.draft_changed(report_id);
    END IF;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.read_report_id(jsonb),
    gongkai.import_parts(text, jsonb, jsonb, jsonb),
    gongkai.import_document(jsonb, jsonb)
    TO gongkai_staff;
