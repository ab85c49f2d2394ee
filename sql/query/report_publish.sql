-- name: report_publish
-- role: staff, desk
-- params: id text, published_at text
-- returns: revision integer, outcome text, draft_sha256 text
-- Publish a draft; published_at is an RFC 3339 time or null for that of the transaction. One row;
-- outcome is published or unchanged, and the digest that of the draft's public edition.
SELECT
    p.revision,
    p.outcome,
    p.draft_sha256
FROM gongkai.publish($1::text, $2::text::timestamptz) AS p;
