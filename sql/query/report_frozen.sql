-- name: report_frozen
-- role: staff, desk
-- params: id text, published_at text
-- returns: document text, sha256 text, revision integer, code text, is_unchanged integer
-- The very document that report_publish would freeze in this transaction, with its code;
-- published_at is an RFC 3339 time or null for that of the transaction. One row.
SELECT
    f.document,
    f.sha256,
    f.revision,
    f.code,
    f.is_unchanged::integer AS is_unchanged
FROM gongkai.frozen($1::text, $2::text::timestamptz) AS f;
