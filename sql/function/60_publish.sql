-- Publishing: a draft becomes an immutable revision.

-- The exact text of a revision: the document with the member published at its end.
CREATE OR REPLACE FUNCTION gongkai.frozen_document(document json, revision integer, published_at timestamptz)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
AS $$
    SELECT left(document::text, -1) || ',"published":'
        || json_strip_nulls(json_build_object('revision', revision, 'at', gongkai.rfc3339(published_at)))
        || '}'
$$;

-- Freeze a draft as its report's next revision. The outcome is published, or
-- unchanged when document and template are those of the current revision; then
-- nothing is written, whatever title and time say.
CREATE OR REPLACE FUNCTION gongkai.publish(
    report_id text, title text, template text, template_digest text, published_at timestamptz)
RETURNS TABLE (revision integer, outcome text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    moment CONSTANT timestamptz := date_trunc('second', published_at, 'UTC');
    draft json;
    frozen text;
    current gongkai.revision;
BEGIN
    -- Of two publishers of one report the second waits here for the first; an
    -- import that is under way is waited for as well.
    PERFORM FROM gongkai.report AS r WHERE r.id = publish.report_id FOR UPDATE;
    draft := gongkai.document(publish.report_id, 'public');
    IF draft IS NULL THEN
        RAISE EXCEPTION '没有草稿“%”', publish.report_id
            USING ERRCODE = 'P0002', DETAIL = 'report_id', HINT = '请先导入文档。';
    END IF;

    SELECT * INTO current
    FROM gongkai.revision AS r
    WHERE r.report_id = publish.report_id
    ORDER BY r.number DESC
    LIMIT 1;
    IF current.document = gongkai.frozen_document(draft, current.number, current.published_at)
        AND current.template_digest = publish.template_digest
    THEN
        RETURN QUERY SELECT current.number, 'unchanged';
        RETURN;
    END IF;
    IF moment < current.published_at THEN
        RAISE EXCEPTION '第 % 次修订（%）公开于 %，晚于 %',
            current.number, publish.report_id,
            gongkai.rfc3339(current.published_at), gongkai.rfc3339(moment)
            USING
                ERRCODE = '22023',
                DETAIL = 'published_at',
                HINT = '新的修订不能早于它所替代的修订。';
    END IF;

    revision := coalesce(current.number, 0) + 1;
    frozen := gongkai.frozen_document(draft, revision, moment);
    INSERT INTO gongkai.revision (
        report_id, number, document, sha256, previous_sha256,
        title, template, template_digest, published_at, published_by)
    VALUES (
        publish.report_id, publish.revision, frozen,
        encode(sha256(convert_to(frozen, 'UTF8')), 'hex'), current.sha256,
        publish.title, publish.template, publish.template_digest, moment, session_user);
    PERFORM gongkai.publish_listed(publish.report_id, publish.revision);
    outcome := 'published';
    RETURN NEXT;
END
$$;

-- Bring publication and published_project up to a new revision. Run by
-- publish() alone, with the owner's rights.
CREATE OR REPLACE FUNCTION gongkai.publish_listed(the_report text, the_revision integer)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO gongkai.publication AS listed (
        report_id, revision, form, year, region_code, region_name,
        department_code, department_name, project_code, project_name, title, published_at)
    SELECT
        r.id, v.number, r.form, r.year, g.code, g.name,
        d.code, d.name, p.code, p.name, v.title, v.published_at
    FROM gongkai.report AS r
    JOIN gongkai.revision AS v ON v.report_id = r.id AND v.number = the_revision
    JOIN gongkai.department AS d ON d.code = r.department_code
    JOIN gongkai.region AS g ON g.code = d.region_code
    LEFT JOIN gongkai.project AS p ON p.code = r.project_code
    WHERE r.id = the_report
    ON CONFLICT (report_id) DO UPDATE
    SET (revision, region_code, region_name, department_code, department_name,
            project_name, title, published_at)
        = (excluded.revision, excluded.region_code, excluded.region_name,
            excluded.department_code, excluded.department_name,
            excluded.project_name, excluded.title, excluded.published_at);

    -- Years are added to those of the row as it is then, so that two reports of
    -- one project can be published at the same time.
    INSERT INTO gongkai.published_project AS listed (code, name, department_code, department_name, years)
    SELECT p.project_code, p.project_name, p.department_code, p.department_name, ARRAY[p.year]
    FROM gongkai.publication AS p
    WHERE p.report_id = the_report AND p.project_code IS NOT NULL
    ON CONFLICT (code) DO UPDATE
    SET name = excluded.name,
        department_code = excluded.department_code,
        department_name = excluded.department_name,
        years = ARRAY(
            SELECT DISTINCT y.year
            FROM unnest(listed.years || excluded.years) AS y (year)
            ORDER BY y.year);
END
$$;

-- publish_listed() is granted to nobody.
GRANT EXECUTE ON FUNCTION
    gongkai.frozen_document(json, integer, timestamptz),
    gongkai.publish(text, text, text, text, timestamptz)
    TO gongkai_staff;
