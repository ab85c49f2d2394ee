-- What accounts need at the desk beside their own tables and functions: all that staff may
-- run with the caller's rights, so on the rows that the account may read, and no others; and
-- of the functions with the owner's rights those that ask by themselves who acts. Last of all files: it is about all functions.
DO $$
DECLARE
    the_function regprocedure;
BEGIN
    FOR the_function IN
        SELECT p.oid::regprocedure
        FROM pg_proc AS p
        WHERE p.pronamespace = 'gongkai'::regnamespace
            AND has_function_privilege('gongkai_staff', p.oid, 'EXECUTE')
            AND NOT has_function_privilege('gongkai_desk', p.oid, 'EXECUTE')
            AND (NOT p.prosecdef OR p.proname IN (
                'approve', 'claim', 'delete_draft', 'explain', 'frozen', 'import_document', 'lock_changes',
                'lock_draft', 'mask', 'publish', 'renew_findings', 'return_draft', 'sign_head', 'submit', 'unexplain', 'unmask', 'withdraw'))
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO gongkai_desk', the_function);
    END LOOP;
END
$$;
