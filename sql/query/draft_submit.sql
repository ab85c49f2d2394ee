-- name: draft_submit
-- role: staff, desk
-- params: ids text, note text, correction_reason text, where_needed boolean
-- returns: report_id text, digest text
-- Submit drafts, a JSON array of ids, for approval; the reason is public and needed where the
-- report was public before. Where it is only where needed, what need not be submitted is
-- passed over. One row for each that was submitted.
SELECT
    s.report_id,
    s.digest
FROM gongkai.submit(
    ARRAY(SELECT i.value FROM jsonb_array_elements_text($1::text::jsonb) AS i), $2::text, $3::text, $4::boolean) AS s;
