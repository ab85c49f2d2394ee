-- name: desk_draft_digest_of
-- role: desk
-- params: id text, document text
-- returns: digest text
-- The digest of a draft that the account may read, whose internal document is at hand. One row.
SELECT gongkai.desk_digest($1::text, $2::text) AS digest;
