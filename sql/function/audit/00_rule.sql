-- What every rule is defined by. A family is a file; a rule in it is a call of
-- define_rule() and a function audit_ID that returns what it finds in some reports:
--
--     CREATE OR REPLACE FUNCTION gongkai.audit_fund_05(reports text[])
--     RETURNS SETOF gongkai.found
--
-- Such a function is PL/pgSQL, which keeps its plan, STABLE, and reads the rows of all
-- `reports` in one statement. The caller sees to scope: it gives only reports that the
-- rule is for, and that have what it reads; where none has, it is not called.

-- The rules are those of these files, no others.
DELETE FROM gongkai.audit_rule;

CREATE OR REPLACE FUNCTION gongkai.define_rule(
    id text, severity text, reach text, checks text, source text, sentence text, cure text,
    forms text[] DEFAULT NULL, regions text[] DEFAULT NULL,
    first_year integer DEFAULT NULL, last_year integer DEFAULT NULL, reads text DEFAULT 'draft')
RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO gongkai.audit_rule (
        id, severity, reach, reads, forms, regions, first_year, last_year, checks, source, sentence, cure)
    VALUES (
        define_rule.id, define_rule.severity, define_rule.reach, define_rule.reads, define_rule.forms, define_rule.regions,
        define_rule.first_year, define_rule.last_year, define_rule.checks, define_rule.source,
        define_rule.sentence, define_rule.cure)
$$;

-- A parameter that may differ by region, and its national default.
CREATE OR REPLACE FUNCTION gongkai.define_parameter(name text, value jsonb, says text)
RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO gongkai.audit_parameter (name, region, value, says)
    VALUES (define_parameter.name, '', define_parameter.value, define_parameter.says)
    ON CONFLICT ON CONSTRAINT audit_parameter_pkey DO UPDATE
    SET value = excluded.value, says = excluded.says
$$;

-- What a parameter is in a region.
CREATE OR REPLACE FUNCTION gongkai.audit_parameter(name text, region_code text)
RETURNS jsonb
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN (
        SELECT p.value
        FROM gongkai.audit_parameter AS p
        WHERE p.name = audit_parameter.name AND starts_with(region_code, p.region)
        ORDER BY p.region DESC
        LIMIT 1);
END
$$;

-- What a parameter is for some drafts: each value with those that it is for. Most are the
-- same in all the country, and then nobody asks where a draft is from.
CREATE OR REPLACE FUNCTION gongkai.audit_parameters(name text, reports text[])
RETURNS TABLE (chosen text[], value jsonb)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM gongkai.audit_parameter AS p WHERE p.name = audit_parameters.name AND p.region <> '') THEN
        RETURN QUERY SELECT reports, p.value FROM gongkai.audit_parameter AS p WHERE p.name = audit_parameters.name;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT array_agg(r.id::text), g.value
    FROM (
        SELECT o.code, gongkai.audit_parameter(audit_parameters.name, o.code) AS value
        FROM (SELECT DISTINCT r.region_code AS code FROM gongkai.report AS r WHERE r.id = ANY (reports)) AS o) AS g
    JOIN gongkai.report AS r ON r.region_code = g.code
    WHERE r.id = ANY (reports)
    GROUP BY g.value;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.audit_parameter(text, text),
    gongkai.audit_parameters(text, text[])
    TO gongkai_staff;
