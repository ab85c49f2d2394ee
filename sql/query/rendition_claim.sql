-- name: rendition_claim
-- role: staff, desk
-- params: id text, revision integer, sha256 text, pdf_sha256 text, ofd_sha256 text, xlsx_sha256 text, fonts text, program text, site text
-- returns: claimed void
-- Say what was made of a revision that is published in this transaction: its entry in
-- the log will tell. One row.
SELECT gongkai.claim($1::text, $2::integer, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text) AS claimed;
