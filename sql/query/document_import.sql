-- name: document_import
-- role: staff, desk
-- params: document text, extra_types text
-- returns: report_id text, outcome text, old_document text, new_document text
-- Write a document as a draft; extra_types is a JSON object from the names of
-- extra fields to their types, or null. One row; outcome is created, updated or
-- unchanged.
SELECT
    i.report_id,
    i.outcome,
    i.old_document,
    i.new_document
FROM gongkai.import_document($1::text::jsonb, coalesce($2::text, '{}')::jsonb) AS i;
