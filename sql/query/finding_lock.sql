-- name: finding_lock
-- role: staff
-- params: reports text
-- returns: nothing
-- Nobody else checks the departments of drafts, a JSON array of ids, until the end of the
-- transaction. Whoever takes steps with several drafts asks for all of them before the first.
SELECT gongkai.lock_audit(ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)));
