-- name: finding_renew
-- role: staff, desk
-- params: reports text
-- returns: nothing
-- Check drafts, a JSON array of ids, that are not as they were when they were checked.
SELECT gongkai.renew_findings(ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)));
