-- Findings: which rules are run on what, and what is kept of it.

-- What tells whether a draft was written since it was checked: each writing leaves its
-- transaction's number in the rows of the draft's tables.
DO $$
BEGIN
    EXECUTE (
        SELECT format(
            $function$
            CREATE OR REPLACE FUNCTION gongkai.draft_states(reports text[])
            RETURNS TABLE (report_id text, state text)
            LANGUAGE plpgsql STABLE
            AS $body$
            BEGIN
                RETURN QUERY
                SELECT w.id, count(*) || '-' || max(w.writing) || '-' || sum(w.writing)
                FROM (%s) AS w
                GROUP BY w.id;
            END
            $body$ $function$,
            string_agg(
                format(
                    'SELECT d.%1$I::text AS id, d.xmin::text::bigint AS writing FROM gongkai.%2$I AS d WHERE d.%1$I = ANY (reports)',
                    a.attname, c.relname),
                ' UNION ALL ' ORDER BY c.relname))
        FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid
            AND a.attname = CASE c.relname WHEN 'report' THEN 'id' ELSE 'report_id' END
        WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind = 'r'
            AND c.relname IN (
                'report', 'report_text', 'report_contact', 'report_attachment', 'report_extra', 'report_list',
                'chapter', 'fund_line', 'indicator', 'base_section', 'base_row', 'base_value'));
END
$$;

-- The rules that are in force, after they were defined or a parameter was set.
CREATE OR REPLACE FUNCTION gongkai.stamp_audit()
RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO gongkai.audit_stamp (is_single, rules)
    SELECT true, md5(string_agg(d.line, E'\n' ORDER BY d.line COLLATE "C"))
    FROM (
        SELECT p.proname || p.prosrc AS line FROM pg_proc AS p WHERE p.pronamespace = 'gongkai'::regnamespace
        UNION ALL
        SELECT r::text FROM gongkai.audit_rule AS r
        UNION ALL
        SELECT p::text FROM gongkai.audit_parameter AS p
    ) AS d
    ON CONFLICT ON CONSTRAINT audit_stamp_pkey DO UPDATE SET rules = excluded.rules
$$;

-- Which of some drafts were written since they were checked, or checked by other rules.
CREATE OR REPLACE FUNCTION gongkai.stale_findings(reports text[])
RETURNS SETOF text
LANGUAGE plpgsql STABLE
-- As in audit(): whoever asks has few rows in mind, of tables of a country.
SET enable_seqscan = off
AS $$
DECLARE
    -- Those of which only the rows tell.
    checked CONSTANT text[] := ARRAY(
        SELECT a.report_id
        FROM gongkai.audited AS a
        JOIN gongkai.audit_stamp AS s ON s.rules = a.rules
        WHERE a.report_id = ANY (reports));
BEGIN
    RETURN QUERY
    SELECT r.id::text
    FROM gongkai.report AS r
    WHERE r.id = ANY (reports) AND r.id <> ALL (checked);
    IF checked <> '{}' THEN
        RETURN QUERY
        SELECT d.report_id
        FROM gongkai.draft_states(checked) AS d
        LEFT JOIN gongkai.audited AS a ON a.report_id = d.report_id AND a.draft = d.state
        WHERE a.report_id IS NULL;
    END IF;
END
$$;

-- What a change of some drafts may change: `documents`, of themselves alone and of those
-- that are with them and were never checked; `projects`, of those that are of the projects of
-- these, in this year and the next, or of none as they are; `sets`, all of their departments and
-- years, also of those where they were before; `years`, these and all of the next year. A draft
-- does not go to another project: its id has the project's code.
CREATE OR REPLACE FUNCTION gongkai.audit_reach(
    reports text[], OUT documents text[], OUT projects text[], OUT sets text[], OUT years text[])
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    WITH changed AS MATERIALIZED (
        SELECT r.department_code, r.year FROM gongkai.report AS r WHERE r.id = ANY (reports)
        UNION
        SELECT a.department_code, a.year FROM gongkai.audited AS a WHERE a.report_id = ANY (reports)
    ),
    reached AS MATERIALIZED (
        SELECT r.id::text AS id, coalesce(r.project_code, '') AS project, bool_or(r.year = c.year) AS is_of_set
        FROM changed AS c
        JOIN gongkai.report AS r ON r.department_code = c.department_code AND r.year IN (c.year, c.year + 1)
        GROUP BY r.id
        UNION ALL
        -- A project may have gone to another department since.
        SELECT n.id::text, n.project_code, false
        FROM gongkai.report AS r
        JOIN gongkai.report AS n
            ON n.project_code = r.project_code AND n.year = r.year + 1 AND n.department_code <> r.department_code
        WHERE r.id = ANY (reports)
    ),
    member AS MATERIALIZED (
        SELECT
            e.*,
            e.id = ANY (reports) OR NOT EXISTS (SELECT FROM gongkai.audited AS a WHERE a.report_id = e.id) AS is_document
        FROM reached AS e
    ),
    project AS MATERIALIZED (
        SELECT DISTINCT m.project AS code FROM member AS m WHERE m.is_document
    )
    SELECT
        array_agg(DISTINCT m.id) FILTER (WHERE m.is_document),
        array_agg(DISTINCT m.id) FILTER (WHERE p.code IS NOT NULL),
        array_agg(DISTINCT m.id) FILTER (WHERE m.is_of_set),
        array_agg(DISTINCT m.id)
    INTO documents, projects, sets, years
    FROM member AS m
    LEFT JOIN project AS p ON p.code = m.project;
END
$$;

-- Of some drafts those that have what a rule reads (audit_rule.reads): one row for each such
-- thing that any of them has. Of texts and sums only those are told that are being checked.
CREATE OR REPLACE FUNCTION gongkai.audit_scopes(reports text[])
RETURNS TABLE (reads text, chosen text[])
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT k.*
    FROM (
        SELECT
            array_agg(r.id::text) FILTER (WHERE r.project_code IS NOT NULL) AS project,
            array_agg(r.id::text) FILTER (WHERE r.project_code IS NULL) AS department,
            array_agg(r.id::text) FILTER (WHERE r.total_score IS NOT NULL) AS scores,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.fund_line AS o WHERE o.report_id = r.id)) AS funds,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.indicator AS o WHERE o.report_id = r.id)) AS indicators,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.base_section AS o WHERE o.report_id = r.id)) AS base,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.chapter AS o WHERE o.report_id = r.id)) AS chapters,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.report_list AS o WHERE o.report_id = r.id)) AS lists,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.report_attachment AS o WHERE o.report_id = r.id)) AS attachments,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.report_contact AS o WHERE o.report_id = r.id)) AS contacts,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.audit_sum AS o WHERE o.report_id = r.id)) AS sums,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.audit_point_sum AS o WHERE o.report_id = r.id)) AS points,
            array_agg(r.id::text) FILTER (WHERE EXISTS (
                SELECT FROM gongkai.audit_text AS o WHERE o.report_id = r.id AND o.has_signs)) AS signs
        FROM gongkai.report AS r
        WHERE r.id = ANY (reports)
    ) AS d
    CROSS JOIN LATERAL (VALUES
        ('draft', reports), ('project', d.project), ('department', d.department), ('scores', d.scores),
        ('funds', d.funds), ('indicators', d.indicators), ('base', d.base), ('chapters', d.chapters),
        ('lists', d.lists), ('attachments', d.attachments), ('contacts', d.contacts), ('sums', d.sums),
        ('points', d.points), ('signs', d.signs)) AS k (reads, chosen)
    WHERE k.chosen IS NOT NULL;
END
$$;

-- What the rows of drafts are called: the name of a row, and that of the one above it.
CREATE OR REPLACE FUNCTION gongkai.row_names(reports text[])
RETURNS TABLE (report_id text, pointer text, name text)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT i.report_id::text, i.pointer, concat_ws('→', above.name, i.name)
    FROM gongkai.audit_indicator AS i
    LEFT JOIN gongkai.audit_indicator AS above ON above.report_id = i.report_id AND above.number = i.parent
    WHERE i.report_id = ANY (reports)
    UNION ALL
    SELECT f.report_id::text, '/funds/' || (f.position - 1), gongkai.plain(f.label)
    FROM gongkai.fund_line AS f
    WHERE f.report_id = ANY (reports)
    UNION ALL
    SELECT
        b.report_id::text, '/base_data/' || (s.position - 1) || '/rows/' || (b.position - 1), gongkai.plain(b.label)
    FROM gongkai.base_row AS b
    JOIN gongkai.base_section AS s ON s.report_id = b.report_id AND s.section = b.section
    WHERE b.report_id = ANY (reports)
    UNION ALL
    SELECT c.report_id::text, '/chapters/' || (c.position - 1), gongkai.plain(c.heading)
    FROM gongkai.chapter AS c
    WHERE c.report_id = ANY (reports)
    UNION ALL
    SELECT a.report_id::text, '/attachments/' || (a.position - 1), gongkai.plain(a.title)
    FROM gongkai.report_attachment AS a
    WHERE a.report_id = ANY (reports);
END
$$;

-- A cell as its report, its row's pointer (NULL: it is in none), and the rest.
CREATE OR REPLACE FUNCTION gongkai.cell_parts(own_report text, cell text)
RETURNS TABLE (report_id text, in_row text, member text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(p.part[1], own_report), p.part[2], p.part[3]
    FROM regexp_match(cell, '^(?:([^#/]+)#)?((?:/[^/]*)*/[0-9]+(?=/|$))?(.*)$') AS p (part)
$$;

-- What the rules find now, under names that stay the same as long as rule, report, figures
-- and the names of the rows are: a row that is put before others changes no name. What has
-- no other difference than its place is counted.
CREATE OR REPLACE FUNCTION gongkai.named_findings(documents text[], projects text[], sets text[], rules text[])
RETURNS TABLE (name text, report_id text, rule text, cells text[], figures jsonb)
LANGUAGE plpgsql
AS $$
BEGIN
    RETURN QUERY
    WITH found AS MATERIALIZED (
        SELECT row_number() OVER () AS number, f.*
        FROM (
            SELECT DISTINCT
                a.rule, (a.what).report_id AS id, (a.what).cells AS cells, coalesce((a.what).figures, '{}') AS figures
            FROM gongkai.run_audit(documents, projects, sets, named_findings.rules) AS a
        ) AS f
    ),
    cell AS MATERIALIZED (
        SELECT f.number, c.place, p.report_id AS id, p.in_row, p.member
        FROM found AS f
        CROSS JOIN LATERAL unnest(f.cells) WITH ORDINALITY AS c (cell, place)
        CROSS JOIN LATERAL gongkai.cell_parts(f.id, c.cell) AS p
    ),
    place AS (
        SELECT c.number, jsonb_agg(concat_ws(' ', c.id, coalesce(n.name, c.in_row), c.member) ORDER BY c.place) AS said
        FROM cell AS c
        LEFT JOIN gongkai.row_names(ARRAY(SELECT DISTINCT o.id FROM cell AS o WHERE o.in_row IS NOT NULL)) AS n
            ON n.report_id = c.id AND n.pointer = c.in_row
        GROUP BY c.number
    )
    SELECT
        f.rule || '-' || left(md5(concat_ws(
            ' ', f.id, p.said, f.figures,
            row_number() OVER (PARTITION BY f.rule, f.id, p.said, f.figures ORDER BY f.cells))), 16),
        f.id, f.rule, f.cells, f.figures
    FROM found AS f
    LEFT JOIN place AS p ON p.number = f.number;
END
$$;

-- Two sessions do not check one department at the same time, until the end of the
-- transaction. Whoever will check drafts and also locks any of them locks here first, for
-- all of them at once: then nobody has a draft that is waited for and waits for a check.
CREATE OR REPLACE FUNCTION gongkai.lock_audit(reports text[])
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    reached CONSTANT text[] := (SELECT r.years FROM gongkai.audit_reach(reports) AS r);
BEGIN
    PERFORM pg_advisory_xact_lock(20200011, hashtext(d.department_code))
    FROM (
        SELECT DISTINCT r.department_code FROM gongkai.report AS r WHERE r.id = ANY (reached) ORDER BY 1
    ) AS d;
END
$$;

-- Check drafts and all whose findings a change of them may change, and keep what is
-- found: by difference, so that what is found again keeps its explanation. `only` names
-- rules that are to be run; NULL: all.
CREATE OR REPLACE FUNCTION gongkai.audit(reports text[], rules text[] DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
-- Many short statements: compiling them, dividing them among processes or planning them
-- anew takes longer. All tables of one are looked at together, or the planner reads a whole
-- one of a country where an index leads to a few rows.
SET jit = off
SET enable_seqscan = off
SET max_parallel_workers_per_gather = 0
SET plan_cache_mode = force_generic_plan
SET join_collapse_limit = 11
SET from_collapse_limit = 11
AS $$
DECLARE
    reach record;
    in_force CONSTANT text := (SELECT s.rules FROM gongkai.audit_stamp AS s);
    states jsonb;
BEGIN
    -- Only when it has the lock a session knows what another one did.
    PERFORM gongkai.lock_audit(reports);
    SELECT * INTO reach FROM gongkai.audit_reach(reports);
    IF reach.documents IS NULL THEN
        RETURN;
    END IF;
    -- Of before: who saves does not wait for this, and what the rules have read only in part is old.
    states := (SELECT jsonb_object_agg(d.report_id, d.state) FROM gongkai.draft_states(reach.documents) AS d);
    PERFORM gongkai.prepare_audit(reach.documents, reach.projects, reach.sets);
    WITH now AS MATERIALIZED (
        SELECT * FROM gongkai.named_findings(reach.documents, reach.projects, reach.sets, audit.rules)
    ),
    -- Joined with lists that are hashed: an array would be searched for each finding.
    past AS MATERIALIZED (
        SELECT g.name
        FROM unnest(reach.years) AS y (id)
        JOIN gongkai.finding AS g ON g.report_id = y.id
        LEFT JOIN gongkai.audit_rule AS r ON r.id = g.rule
        WHERE (audit.rules IS NULL OR g.rule = ANY (audit.rules))
            AND CASE r.reach
                WHEN 'set' THEN y.id IN (SELECT unnest(reach.sets))
                WHEN 'project' THEN y.id IN (SELECT unnest(reach.projects))
                ELSE y.id IN (SELECT unnest(reach.documents))
            END
            AND NOT EXISTS (SELECT FROM now AS n WHERE n.name = g.name)
    ),
    gone AS (
        DELETE FROM gongkai.finding AS f USING past AS p WHERE f.name = p.name
    )
    INSERT INTO gongkai.finding AS finding (name, report_id, rule, cells, figures)
    SELECT n.name, n.report_id, n.rule, n.cells, n.figures
    FROM now AS n
    ON CONFLICT ON CONSTRAINT finding_pkey DO UPDATE SET cells = excluded.cells WHERE finding.cells <> excluded.cells;
    -- An explanation that went with its finding says nothing any more.
    DELETE FROM gongkai.finding AS f
    WHERE f.report_id = ANY (reach.years) AND f.cells[1] ~ '^/explanations/'
        AND NOT EXISTS (
            SELECT FROM unnest(f.cells) AS c (cell)
            LEFT JOIN gongkai.explanation AS e ON c.cell = '/explanations/' || e.finding || '/reason'
            WHERE e.is_public OR c.cell !~ '^/explanations/');
    DELETE FROM gongkai.audit_text AS t WHERE t.report_id = ANY (reach.documents);
    DELETE FROM gongkai.audit_point_sum AS s WHERE s.report_id = ANY (reach.documents);
    DELETE FROM gongkai.audit_sum AS s WHERE s.report_id = ANY (reach.documents || reach.projects || reach.sets);
    IF audit.rules IS NULL THEN
        INSERT INTO gongkai.audited AS a (report_id, department_code, year, draft, rules)
        SELECT r.id, r.department_code, r.year, d.value, in_force
        FROM jsonb_each_text(states) AS d
        JOIN gongkai.report AS r ON r.id = d.key
        ON CONFLICT ON CONSTRAINT audited_pkey DO UPDATE
        SET department_code = excluded.department_code, year = excluded.year,
            draft = excluded.draft, rules = excluded.rules;
    END IF;
END
$$;

-- Check again what is not as it was when it was checked, as far as who acts may read it.
CREATE OR REPLACE FUNCTION gongkai.renew_findings(reports text[])
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    stale CONSTANT text[] := ARRAY(
        SELECT gongkai.stale_findings(ARRAY(SELECT i.id FROM unnest(reports) AS i (id) WHERE gongkai.may_read(i.id))));
BEGIN
    IF stale <> '{}' THEN
        PERFORM gongkai.audit(stale);
    END IF;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.draft_states(text[]),
    gongkai.stale_findings(text[]),
    gongkai.audit_reach(text[]),
    gongkai.audit_scopes(text[]),
    gongkai.lock_audit(text[]),
    gongkai.audit(text[], text[]),
    gongkai.renew_findings(text[])
    TO gongkai_staff;
