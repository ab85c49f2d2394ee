-- name: log_sign
-- role: staff, desk
-- params: size bigint, algorithm text, public_key text, signature text
-- returns: signed void
-- Keep a signature of the log's head; key and signature in hexadecimal digits. One row.
SELECT gongkai.sign_head($1::bigint, $2::text, decode($3::text, 'hex'), decode($4::text, 'hex')) AS signed;
