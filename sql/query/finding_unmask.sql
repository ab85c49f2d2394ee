-- name: finding_unmask
-- role: staff, desk
-- params: report_id text, words text, reason text
-- returns: nothing
-- Show again, from the next revision of a report on, words that were masked in it.
SELECT gongkai.unmask($1::text, $2::text, $3::text);
