-- name: draft_return
-- role: staff, desk
-- params: ids text, reason text
-- returns: report_id text
-- Take drafts, a JSON array of ids, that were submitted or approved back. One row for each.
SELECT r.report_id
FROM gongkai.return_draft(ARRAY(SELECT i.value FROM jsonb_array_elements_text($1::text::jsonb) AS i), $2::text) AS r;
