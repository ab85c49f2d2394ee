-- A plan is made once, for as many reports as the planner takes an array to have, ten. What
-- the rules ask of reports gives rows for as many, not the thousand that it takes a function
-- to give: for these it would rather read all indicators of a country.
DO $$
DECLARE
    asked regprocedure;
BEGIN
    FOR asked IN
        SELECT p.oid
        FROM pg_proc AS p
        WHERE p.pronamespace = 'gongkai'::regnamespace AND p.proretset AND 'reports' = ANY (p.proargnames)
    LOOP
        EXECUTE format('ALTER FUNCTION %s ROWS 20', asked);
    END LOOP;
END
$$;

-- All rules are defined: findings of others are old from here on.
SELECT gongkai.stamp_audit();
