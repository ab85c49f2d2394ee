-- name: account_reset
-- role: desk
-- params: name text, salt text, memory_kib integer, passes integer, lanes integer, key text
-- returns: nothing
-- Give another password; without a key only the one-time codes end.
SELECT gongkai.account_reset($1::text, $2::text, $3::integer, $4::integer, $5::integer, $6::text);
