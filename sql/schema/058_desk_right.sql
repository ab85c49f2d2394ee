-- The desk runs no function any more that does not ask who acts (tests/db/desk_right.sql has
-- all that it runs with the owner's rights).
DO $$
DECLARE
    the_function regprocedure;
BEGIN
    FOR the_function IN
        SELECT p.oid::regprocedure
        FROM pg_proc AS p
        WHERE p.pronamespace = 'gongkai'::regnamespace AND p.proname IN ('draft_digest', 'own_job', 'job_item')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM gongkai_desk', the_function);
    END LOOP;
END
$$;
