-- What staff read of findings, and how they answer them.

-- A rule's sentence with the figures in it.
CREATE OR REPLACE FUNCTION gongkai.told(sentence text, figures jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $$
    SELECT string_agg(m.part[1] || coalesce(figures ->> m.part[2], '{' || m.part[2] || '}', ''), '' ORDER BY m.number)
    FROM regexp_matches(sentence, '([^{]*)(?:\{([^{}]*)\})?', 'g') WITH ORDINALITY AS m (part, number)
$$;

-- The findings of some reports, errors first; with the explanation where there is one.
CREATE OR REPLACE FUNCTION gongkai.findings_in(reports text[])
RETURNS SETOF gongkai.told_finding
LANGUAGE sql STABLE
AS $$
    SELECT
        f.name, f.report_id, f.rule, r.severity, r.reach, f.cells, f.figures,
        gongkai.told(r.sentence, f.figures), r.checks, r.source, r.cure,
        e.reason, e.made_by, e.made_at, e.is_public
    FROM gongkai.finding AS f
    JOIN gongkai.audit_rule AS r ON r.id = f.rule
    LEFT JOIN gongkai.explanation AS e ON e.finding = f.name
    WHERE f.report_id = ANY (reports)
    ORDER BY f.report_id, array_position(ARRAY['error', 'warning', 'note'], r.severity), f.rule, f.cells
$$;

-- The same of one report, and of a department's reports of a year.
CREATE OR REPLACE FUNCTION gongkai.findings(report_id text)
RETURNS SETOF gongkai.told_finding
LANGUAGE sql STABLE
AS $$
    SELECT * FROM gongkai.findings_in(ARRAY[findings.report_id])
$$;

CREATE OR REPLACE FUNCTION gongkai.findings_of(department_code text, year integer)
RETURNS SETOF gongkai.told_finding
LANGUAGE sql STABLE
AS $$
    SELECT *
    FROM gongkai.findings_in(ARRAY(
        SELECT r.id::text
        FROM gongkai.report AS r
        WHERE r.department_code = findings_of.department_code AND r.year = findings_of.year))
$$;

-- The finding of a rule at a place of a report, NULL: of the only one that it has there.
CREATE OR REPLACE FUNCTION gongkai.finding_at(report_id text, rule text, cell text)
RETURNS text
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    names CONSTANT text[] := ARRAY(
        SELECT f.name
        FROM gongkai.finding AS f
        WHERE f.report_id = finding_at.report_id AND f.rule = finding_at.rule
            AND (cell IS NULL OR f.cells[1] = cell));
BEGIN
    IF cardinality(names) <> 1 THEN
        RAISE EXCEPTION '%：规则 % 在这里有 % 个发现，应为 1 个', concat_ws(' ', finding_at.report_id, cell), finding_at.rule, cardinality(names)
            USING ERRCODE = 'P0002', HINT = '请用 gongkai check 查看发现的名称和位置。';
    END IF;
    RETURN names[1];
END
$$;

-- Say why a finding may stand, or say it otherwise. Whoever says so is kept with it. What
-- is public stands in the next revision, and is checked as its other texts are.
CREATE OR REPLACE FUNCTION gongkai.explain(finding text, reason text, is_public boolean DEFAULT false)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    report CONSTANT text := (SELECT f.report_id FROM gongkai.finding AS f WHERE f.name = explain.finding);
BEGIN
    IF (char_length(btrim(reason)) BETWEEN 1 AND 2000) IS NOT TRUE THEN
        RAISE EXCEPTION '说明应有 1 至 2000 个字符' USING ERRCODE = '22023', DETAIL = 'reason';
    END IF;
    IF report IS NULL THEN
        RAISE EXCEPTION '没有发现“%”', explain.finding
            USING ERRCODE = 'P0002', DETAIL = 'finding', HINT = '数字改动以后发现有新的名称，请用 gongkai check 查看。';
    END IF;
    PERFORM gongkai.check_right('edit', report);
    PERFORM gongkai.lock_audit(ARRAY[report]);
    INSERT INTO gongkai.explanation AS e (finding, reason, made_by, made_at, is_public)
    VALUES (explain.finding, btrim(explain.reason), gongkai.acting_person(), now(), coalesce(explain.is_public, false))
    ON CONFLICT ON CONSTRAINT explanation_pkey DO UPDATE
    SET reason = excluded.reason, made_by = excluded.made_by, made_at = excluded.made_at, is_public = excluded.is_public
    WHERE (e.reason, e.is_public) <> (excluded.reason, excluded.is_public);
    IF is_public THEN
        PERFORM gongkai.audit(ARRAY[report]);
    END IF;
END
$$;

-- Take back why a finding may stand: it stands as if nobody had answered it.
CREATE OR REPLACE FUNCTION gongkai.unexplain(finding text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    report CONSTANT text := (SELECT f.report_id FROM gongkai.finding AS f WHERE f.name = unexplain.finding);
    was_public boolean;
BEGIN
    IF report IS NULL THEN
        RAISE EXCEPTION '没有发现“%”', unexplain.finding
            USING ERRCODE = 'P0002', DETAIL = 'finding', HINT = '数字改动以后发现有新的名称，请用 gongkai check 查看。';
    END IF;
    PERFORM gongkai.check_right('edit', report);
    PERFORM gongkai.lock_audit(ARRAY[report]);
    DELETE FROM gongkai.explanation AS e
    WHERE e.finding = unexplain.finding
    RETURNING e.is_public
    INTO was_public;
    IF NOT FOUND THEN
        RAISE EXCEPTION '发现“%”没有说明', unexplain.finding USING ERRCODE = 'P0002', DETAIL = 'finding';
    END IF;
    IF was_public THEN
        PERFORM gongkai.audit(ARRAY[report]);
    END IF;
END
$$;

-- Check a batch of departments, in the order of their codes, as far as they are not as
-- they were when they were checked: the next ones after a code with at least so many
-- reports, of every `workers`th department only. Each call is a short transaction; what is
-- interrupted goes on where it stopped, because what was checked is not stale.
CREATE OR REPLACE FUNCTION gongkai.renew_batch(
    after text, reports integer, worker integer, workers integer,
    OUT last text, OUT seen integer, OUT renewed integer)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    batch text[] := '{}';
    stale text[];
BEGIN
    last := after;
    LOOP
        SELECT r.department_code
        INTO last
        FROM gongkai.report AS r
        WHERE r.department_code > coalesce(last, '') COLLATE "C"
        ORDER BY r.department_code
        LIMIT 1;
        EXIT WHEN last IS NULL;
        IF abs(hashtext(last)) % workers = worker THEN
            batch := batch || ARRAY(SELECT r.id::text FROM gongkai.report AS r WHERE r.department_code = last);
            EXIT WHEN cardinality(batch) >= reports;
        END IF;
    END LOOP;
    seen := cardinality(batch);
    stale := ARRAY(SELECT gongkai.stale_findings(batch));
    renewed := cardinality(stale);
    IF renewed > 0 THEN
        PERFORM gongkai.audit(stale);
    END IF;
END
$$;

-- Set parameters of regions: [{"name", "region", "value"}]; a value of null takes it away. What a
-- rule could not read is refused here: there it would stop all saving in the region.
CREATE OR REPLACE FUNCTION gongkai.set_parameters(parameters jsonb)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    parameter record;
    expected text;
    settled integer := 0;
BEGIN
    FOR parameter IN
        SELECT p.value ->> 'name' AS name, p.value ->> 'region' AS region, p.value -> 'value' AS value
        FROM jsonb_array_elements(parameters) AS p
    LOOP
        IF NOT EXISTS (SELECT FROM gongkai.audit_parameter AS p WHERE p.name = parameter.name AND p.region = '') THEN
            RAISE EXCEPTION '没有参数“%”', parameter.name
                USING ERRCODE = '22023', DETAIL = '/' || settled || '/name', HINT = '请用 gongkai check --rules 查看参数。';
        END IF;
        IF (parameter.region ~ '^[0-9]{1,6}$') IS NOT TRUE THEN
            RAISE EXCEPTION '参数“%”的地区是“%”，应为行政区划代码的前 1 至 6 位', parameter.name, parameter.region
                USING ERRCODE = '22023', DETAIL = '/' || settled || '/region';
        END IF;
        expected := CASE WHEN parameter.value IS DISTINCT FROM 'null' THEN gongkai.parameter_fault(parameter.name, parameter.value) END;
        IF expected IS NOT NULL THEN
            RAISE EXCEPTION '“%”（%）的值应为%',
                (SELECT p.says FROM gongkai.audit_parameter AS p WHERE p.name = parameter.name AND p.region = ''), parameter.name, expected
                USING ERRCODE = '22023', DETAIL = '/' || settled || '/value';
        END IF;
        DELETE FROM gongkai.audit_parameter AS p WHERE (p.name, p.region) = (parameter.name, parameter.region);
        IF jsonb_typeof(parameter.value) <> 'null' THEN
            INSERT INTO gongkai.audit_parameter (name, region, value)
            VALUES (parameter.name, parameter.region, parameter.value);
        END IF;
        settled := settled + 1;
    END LOOP;
    PERFORM gongkai.stamp_audit();
    RETURN settled;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.told(text, jsonb),
    gongkai.findings_in(text[]),
    gongkai.findings(text),
    gongkai.findings_of(text, integer),
    gongkai.finding_at(text, text, text),
    gongkai.explain(text, text, boolean),
    gongkai.unexplain(text),
    gongkai.renew_batch(text, integer, integer, integer),
    gongkai.set_parameters(jsonb)
    TO gongkai_staff;
