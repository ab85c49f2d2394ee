-- What `gongkai doctor` asks of the session itself.

-- Which statements prepared in this session its role may not execute, and why. EXPLAIN begins
-- a statement, which is when rights are looked at, and does nothing of it.
CREATE OR REPLACE FUNCTION gongkai.statements_refused()
RETURNS TABLE (statement text, reason text)
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    prepared record;
BEGIN
    FOR prepared IN SELECT p.name, cardinality(p.parameter_types) AS count FROM pg_catalog.pg_prepared_statements AS p
    LOOP
        BEGIN
            EXECUTE format(
                'EXPLAIN EXECUTE %I%s', prepared.name,
                '(' || nullif(concat_ws(', ', VARIADIC array_fill('NULL'::text, ARRAY[prepared.count])), '') || ')');
        EXCEPTION WHEN insufficient_privilege THEN
            statement := prepared.name;
            reason := SQLERRM;
            RETURN NEXT;
        END;
    END LOOP;
END
$$;

GRANT EXECUTE ON FUNCTION gongkai.statements_refused() TO gongkai_staff;
