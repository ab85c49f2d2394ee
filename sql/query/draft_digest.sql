-- name: draft_digest
-- role: staff
-- params: ids text
-- returns: report_id text, digest text
-- The digests of drafts, a JSON array of ids, in the same order; null where there is no such draft.
SELECT
    i.value AS report_id,
    gongkai.draft_digest(i.value) AS digest
FROM jsonb_array_elements_text($1::text::jsonb) WITH ORDINALITY AS i (value, place)
ORDER BY i.place;
