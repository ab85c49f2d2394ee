-- The facts of published documents. Run by publish() and withdraw() under their
-- lock and with the owner's rights, and by fill_facts(); granted to nobody.
-- Everything takes sets of keys, so that one report and a whole country are the
-- same code.

-- Indicators of frozen documents from top to bottom, with the path to each; each says
-- which set it belongs to, as its first level does.
CREATE OR REPLACE FUNCTION gongkai.document_indicators(document jsonb)
RETURNS TABLE (number bigint, level integer, path text[], node jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    WITH RECURSIVE found AS (
        SELECT i.node, ARRAY[i.place] AS place, 1 AS level, '{}'::text[] AS path, i.node -> 'set' AS set
        FROM jsonb_array_elements(document -> 'indicators') WITH ORDINALITY AS i (node, place)
        UNION ALL
        SELECT i.node, f.place || i.place, f.level + 1, f.path || gongkai.plain(f.node ->> 'name'), f.set
        FROM found AS f
        CROSS JOIN LATERAL jsonb_array_elements(f.node -> 'children') WITH ORDINALITY AS i (node, place)
    )
    SELECT row_number() OVER (ORDER BY f.place), f.level, f.path,
        f.node - 'children' || CASE WHEN f.set IS NULL THEN '{}' ELSE jsonb_build_object('set', f.set) END
    FROM found AS f
$$;

-- A target or an actual value as it is printed: in one cell, or in cells of their
-- own for operator, value and unit.
CREATE OR REPLACE FUNCTION gongkai.cell_of(measure jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(
        gongkai.plain(measure ->> 'text'),
        gongkai.plain(concat(measure ->> 'operator', measure ->> 'value', measure ->> 'unit')))
$$;

-- The texts of a frozen document with their class, as they are read; see
-- published_text. What stands in different cells is on different lines.
CREATE OR REPLACE FUNCTION gongkai.document_texts(title text, document jsonb)
RETURNS TABLE (class integer, place bigint, body text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT
        4,
        0::bigint,
        concat_ws(
            E'\n',
            title,
            CASE WHEN strpos(title, p.project) = 0 THEN p.project END,
            d.department,
            CASE WHEN strpos(concat(title, E'\n', d.department), r.region) = 0 THEN r.region END)
    FROM gongkai.plain(document #>> '{project,name}') AS p (project)
    CROSS JOIN gongkai.plain(document #>> '{department,name}') AS d (department)
    CROSS JOIN gongkai.plain(document #>> '{region,name}') AS r (region)
    UNION ALL
    SELECT 3, 0, gongkai.plain(document #>> '{texts,goal}')
    UNION ALL
    SELECT
        2,
        0,
        string_agg(
            concat_ws(
                E'\n', i.node ->> 'code', gongkai.plain(i.node ->> 'name'),
                gongkai.plain(i.node ->> 'obligation'),
                gongkai.cell_of(i.node -> 'target'), gongkai.cell_of(i.node -> 'actual'),
                gongkai.plain(i.node ->> 'deviation'), gongkai.plain(i.node ->> 'remark'),
                gongkai.plain(i.node ->> 'explanation'), gongkai.plain(i.node ->> 'standard'),
                CASE WHEN i.level = 1 THEN gongkai.plain(i.node ->> 'set') END,
                (
                    SELECT string_agg(gongkai.plain(e.value), E'\n' ORDER BY e.key COLLATE "C")
                    FROM jsonb_each_text(i.node -> 'extra') AS e)),
            E'\n' ORDER BY i.number)
    FROM gongkai.document_indicators(document) AS i
    UNION ALL
    SELECT 1, t.place, gongkai.plain(document -> 'texts' ->> t.name)
    FROM unnest('{completion,conclusion,thrift_measures,note}'::text[]) WITH ORDINALITY AS t (name, place)
    UNION ALL
    SELECT 1, 10 + c.place, concat_ws(E'\n', gongkai.plain(c.node ->> 'heading'), gongkai.plain(c.node ->> 'body'))
    FROM jsonb_array_elements(document -> 'chapters') WITH ORDINALITY AS c (node, place)
    UNION ALL
    -- Cells that only some forms have.
    SELECT 1, 10000, string_agg(gongkai.plain(o.cell #>> '{}'), E'\n')
    FROM (
        SELECT jsonb_path_query(document, '$.funds[*].label') AS cell
        UNION ALL
        SELECT jsonb_path_query(document, '$.funds[*].extra.*')
        UNION ALL
        SELECT jsonb_path_query(document, '$.base_data[*].rows[*].label')
        UNION ALL
        SELECT document #> '{project,supervising_department}'
        UNION ALL
        SELECT document #> '{project,implementing_unit}'
        UNION ALL
        SELECT jsonb_path_query(document, '$.attachments[*].title')
        UNION ALL
        SELECT jsonb_path_query(document, 'strict $.extra.** ? (@.type() == "string")', silent => true)
        UNION ALL
        SELECT jsonb_path_query(document, 'strict $.lists.** ? (@.type() == "string")', silent => true)
    ) AS o
$$;

-- The codes by which a report is found, one a line, and the same folded: each is
-- one word.
CREATE OR REPLACE FUNCTION gongkai.document_codes(document jsonb)
RETURNS TABLE (body text, folded text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT c.codes, translate(lower(c.codes COLLATE "C"), '-', '‐')
    FROM concat_ws(
        E'\n', document ->> 'id', document #>> '{project,code}', document #>> '{department,code}',
        document #>> '{department,budget_code}', document #>> '{department,parent_code}',
        document #>> '{region,code}') AS c (codes)
$$;

-- What published_indicator is to have of reports.
CREATE OR REPLACE FUNCTION gongkai.made_indicators(reports text[])
RETURNS SETOF gongkai.published_indicator
LANGUAGE sql STABLE
AS $$
    SELECT
        p.change, i.number::integer, p.year, p.form, p.region_code, p.department_code,
        i.level::smallint, i.path, gongkai.plain(i.node ->> 'name'),
        gongkai.plain(t.text), t.operator, gongkai.plain(t.value), gongkai.plain(t.unit),
        gongkai.plain(a.text), a.operator, gongkai.plain(a.value), gongkai.plain(a.unit),
        gongkai.said_number(i.node ->> 'weight')::gongkai.points,
        (i.node ->> 'score')::gongkai.points,
        gongkai.is_met(t.operator, t.value, t.unit, a.operator, a.value, a.unit),
        gongkai.plain_line(i.node ->> 'set')
    FROM unnest(reports) AS r (id)
    JOIN gongkai.publication AS p ON p.report_id = r.id
    JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
    CROSS JOIN LATERAL (SELECT v.document::jsonb AS content OFFSET 0) AS d
    CROSS JOIN LATERAL gongkai.document_indicators(d.content) AS i
    CROSS JOIN LATERAL jsonb_to_record(coalesce(i.node -> 'target', '{}'))
        AS t (text text, operator text, value text, unit text)
    CROSS JOIN LATERAL jsonb_to_record(coalesce(i.node -> 'actual', '{}'))
        AS a (text text, operator text, value text, unit text)
    WHERE i.node ? 'target' OR i.node ? 'actual'
$$;

-- What published_text is to have of them.
-- A piece has at most 2,000 characters and begins 100 before the end of the one
-- before it: as many as a query may have. Pieces are counted within their report:
-- counting by change, the planner would read all of publication in that order.
-- Codes are a piece behind that of the title.
CREATE OR REPLACE FUNCTION gongkai.made_texts(reports text[])
RETURNS SETOF gongkai.published_text
LANGUAGE sql STABLE
AS $$
    SELECT
        p.change, t.class::smallint, t.part::integer, p.year, p.form, p.region_code, p.department_code,
        t.body, coalesce(t.folded, gongkai.search_fold(t.body))
    FROM unnest(reports) AS r (id)
    JOIN gongkai.publication AS p ON p.report_id = r.id
    JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
    -- Read once, and not for each mention of it in the function.
    CROSS JOIN LATERAL (SELECT v.document::jsonb AS content OFFSET 0) AS d
    CROSS JOIN LATERAL (
        SELECT
            s.class,
            row_number() OVER (PARTITION BY s.class ORDER BY s.place, piece.start) AS part,
            substr(s.body, piece.start, 2000) AS body,
            NULL AS folded
        FROM (
            -- Composed, and without what is nowhere seen.
            SELECT q.class, q.place, normalize(translate(q.body, E'\u00ad\u200b\u2060\ufeff', '')) AS body
            FROM gongkai.document_texts(v.title, d.content) AS q
        ) AS s
        CROSS JOIN LATERAL generate_series(1, greatest(length(s.body) - 100, 1), 1900) AS piece (start)
        WHERE s.body <> ''
        UNION ALL
        SELECT 4, 1000, c.body, c.folded
        FROM gongkai.document_codes(d.content) AS c
    ) AS t
$$;

-- What published_words is to have of them, from all that published_text has.
CREATE OR REPLACE FUNCTION gongkai.made_words(reports text[])
RETURNS SETOF gongkai.published_words
LANGUAGE sql STABLE
AS $$
    SELECT
        p.change,
        ARRAY(
            SELECT c.class || b.token
            FROM (
                SELECT k.token, max(x.class) AS class
                FROM gongkai.published_text AS x
                CROSS JOIN LATERAL unnest(gongkai.search_tokens(x.folded)) AS k (token)
                WHERE x.change = p.change
                GROUP BY k.token
            ) AS b
            CROSS JOIN LATERAL generate_series(1, b.class) AS c (class)
        )
        || gongkai.search_blocks(p.change, '{2,3,4,5,6,7}')
        || ARRAY[
            'year:' || p.year, 'form:' || p.form, 'region:' || p.region_code, 'department:' || p.department_code]
    FROM unnest(reports) AS r (id)
    JOIN gongkai.publication AS p ON p.report_id = r.id
$$;

-- What a report is to be found by.
CREATE OR REPLACE FUNCTION gongkai.write_searched(reports text[])
RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO gongkai.published_indicator SELECT m.* FROM gongkai.made_indicators(reports) AS m;
    INSERT INTO gongkai.published_text SELECT m.* FROM gongkai.made_texts(reports) AS m;
    INSERT INTO gongkai.published_words SELECT m.* FROM gongkai.made_words(reports) AS m
$$;

-- What a report is listed with is no more.
CREATE OR REPLACE FUNCTION gongkai.unlist(listed gongkai.publication)
RETURNS void
LANGUAGE sql
AS $$
    SELECT gongkai.count_changes(-1, ARRAY[listed.change]);
    DELETE FROM gongkai.published_words AS w WHERE w.change = listed.change;
    DELETE FROM gongkai.published_indicator AS i WHERE i.change = listed.change;
    DELETE FROM gongkai.published_text AS t WHERE t.change = listed.change;
$$;

-- What publication has of a frozen document.
CREATE OR REPLACE FUNCTION gongkai.document_head(document jsonb)
RETURNS TABLE (
    parent_code text, initial_budget numeric, annual_budget numeric, executed numeric,
    weight numeric, score numeric, has_base_data boolean, filled_on date)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT
        document #>> '{department,parent_code}',
        gongkai.said_number(total.line ->> 'initial_budget'),
        gongkai.said_number(total.line ->> 'annual_budget'),
        gongkai.said_number(total.line ->> 'executed'),
        (document #>> '{total,weight}')::numeric,
        (document #>> '{total,score}')::numeric,
        document ? 'base_data',
        (document ->> 'filled_on')::date
    FROM jsonb_path_query_first(document, '$.funds[*] ? (@.kind == "total")') AS total (line)
$$;

-- A new revision: the change, the row in publication, and all facts.
CREATE OR REPLACE FUNCTION gongkai.list_revision(the_report text, the_revision integer)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    before gongkai.publication;
    listed gongkai.publication;
    new_change bigint;
BEGIN
    SELECT * INTO before FROM gongkai.publication AS p WHERE p.report_id = the_report;
    SELECT gongkai.record_change(
        CASE WHEN before.report_id IS NULL THEN 'publication' ELSE 'correction' END,
        r.id, the_revision, v.published_at, coalesce((d.published ->> 'backdated')::boolean, false),
        d.published ->> 'correction_reason', r.form, r.year,
        r.department_code, gongkai.plain_line(v.document::json #>> '{department,name}'))
    INTO new_change
    FROM gongkai.report AS r
    JOIN gongkai.revision AS v ON v.report_id = r.id AND v.number = the_revision
    CROSS JOIN LATERAL (SELECT v.document::json -> 'published' AS published) AS d
    WHERE r.id = the_report;
    IF before.report_id IS NOT NULL THEN
        PERFORM gongkai.unlist(before);
        DELETE FROM gongkai.publication AS p WHERE p.report_id = the_report;
    END IF;
    INSERT INTO gongkai.publication (
        report_id, revision, form, year, region_code, region_name,
        department_code, department_name, project_code, project_name, title, published_at,
        change, parent_code, initial_budget, annual_budget, executed, weight, score, has_base_data, filled_on, index_number)
    SELECT
        r.id, v.number, r.form, r.year, r.region_code, gongkai.plain_line(c.content #>> '{region,name}'),
        r.department_code, gongkai.plain_line(c.content #>> '{department,name}'),
        r.project_code, gongkai.plain_line(c.content #>> '{project,name}'), v.title, v.published_at,
        new_change, h.parent_code, h.initial_budget, h.annual_budget, h.executed,
        h.weight, h.score, h.has_base_data, h.filled_on,
        gongkai.give_index_number(r.id, r.form, r.department_code, v.published_at)
    FROM gongkai.report AS r
    JOIN gongkai.revision AS v ON v.report_id = r.id AND v.number = the_revision
    CROSS JOIN LATERAL (SELECT v.document::jsonb AS content OFFSET 0) AS c
    CROSS JOIN LATERAL gongkai.document_head(c.content) AS h
    WHERE r.id = the_report
    RETURNING * INTO listed;
    PERFORM gongkai.write_searched(ARRAY[the_report]);
    PERFORM gongkai.count_changes(1, ARRAY[new_change]);
    -- A reorganisation moves a report from one department to another.
    PERFORM gongkai.refresh_facts(
        ARRAY[listed.project_code::text, NULL],
        ARRAY[listed.department_code::text, nullif(before.department_code, listed.department_code)],
        ARRAY[listed.year, listed.year]::integer[],
        new_change);
END
$$;
