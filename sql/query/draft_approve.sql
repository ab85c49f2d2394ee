-- name: draft_approve
-- role: staff, desk
-- params: ids text, digests text, note text
-- returns: report_id text, digest text
-- Approve drafts, a JSON array of ids, that have these digests, an array in the same order.
-- One row for each.
SELECT
    a.report_id,
    a.digest
FROM gongkai.approve(
    ARRAY(SELECT i.value FROM jsonb_array_elements_text($1::text::jsonb) AS i),
    ARRAY(SELECT d.value FROM jsonb_array_elements_text($2::text::jsonb) AS d),
    $3::text) AS a;
