-- name: draft_delete
-- role: staff, desk
-- params: ids text, reason text
-- returns: report_id text
-- Delete drafts, a JSON array of ids; what was published stays. One row for each.
SELECT d.report_id
FROM gongkai.delete_draft(ARRAY(SELECT i.value FROM jsonb_array_elements_text($1::text::jsonb) AS i), $2::text) AS d;
