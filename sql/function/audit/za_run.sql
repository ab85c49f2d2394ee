-- After all rules: each is called by a statement of its own, which keeps its plan. To put one
-- together for each call takes longer than most rules do with one draft.
DO $$
BEGIN
    EXECUTE (
        SELECT format(
            $function$
            -- What the rules find now. `rules` names some; NULL: all.
            CREATE OR REPLACE FUNCTION gongkai.run_audit(documents text[], projects text[], sets text[], rules text[])
            RETURNS TABLE (rule text, what gongkai.found)
            LANGUAGE plpgsql
            AS $body$
            DECLARE
                scope record;
                chosen text[];
            BEGIN
                FOR scope IN
                    WITH list AS MATERIALIZED (
                        -- When all of a department is checked they are the same.
                        SELECT o.reports, array_agg(o.reach) AS reaches
                        FROM (VALUES ('document', documents), ('project', projects), ('set', sets)) AS o (reach, reports)
                        GROUP BY o.reports
                    ),
                    own AS MATERIALIZED (
                        SELECT l.reaches, s.* FROM list AS l CROSS JOIN LATERAL gongkai.audit_scopes(l.reports) AS s
                    )
                    SELECT g.*, o.chosen AS reports
                    FROM (
                        SELECT
                            r.reach, r.reads, r.forms, r.regions, r.first_year, r.last_year,
                            array_agg(r.id ORDER BY r.id) AS rules
                        FROM gongkai.audit_rule AS r
                        WHERE run_audit.rules IS NULL OR r.id = ANY (run_audit.rules)
                        GROUP BY r.reach, r.reads, r.forms, r.regions, r.first_year, r.last_year) AS g
                    JOIN own AS o ON g.reach = ANY (o.reaches) AND o.reads = g.reads
                LOOP
                    chosen := scope.reports;
                    IF num_nonnulls(scope.forms, scope.regions, scope.first_year, scope.last_year) > 0 THEN
                        SELECT array_agg(p.id::text)
                        INTO chosen
                        FROM gongkai.report AS p
                        WHERE p.id = ANY (scope.reports)
                            AND (scope.forms IS NULL OR p.form = ANY (scope.forms))
                            AND (scope.regions IS NULL OR EXISTS (
                                SELECT FROM unnest(scope.regions) AS s (prefix) WHERE starts_with(p.region_code, s.prefix)))
                            AND p.year >= coalesce(scope.first_year, p.year) AND p.year <= coalesce(scope.last_year, p.year);
                    END IF;
                    CONTINUE WHEN chosen IS NULL;
                    FOREACH rule IN ARRAY scope.rules LOOP
                        CASE rule %s
                        END CASE;
                    END LOOP;
                END LOOP;
            END
            $body$ $function$,
            string_agg(
                format(
                    'WHEN %L THEN RETURN QUERY SELECT rule, f FROM gongkai.%I(chosen) AS f;',
                    r.id, 'audit_' || lower(replace(r.id, '-', '_'))),
                E'\n' ORDER BY r.id))
        FROM gongkai.audit_rule AS r);
END
$$;
