-- name: draft_find
-- role: staff, desk
-- params: id text, edition text
-- returns: document text
-- A draft as a document of the edition public, internal or marked; no row when there is
-- no such draft.
SELECT gongkai.draft_document(r.id, $2::text)::text AS document
FROM gongkai.report AS r
WHERE r.id = $1::text;
