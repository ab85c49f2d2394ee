-- name: desk_salt
-- role: desk
-- params: name text, address text, device text, memory_kib integer, passes integer, lanes integer
-- returns: salt text, memory_kib integer, passes integer, lanes integer, wait_s integer
-- How to make the key of a password; the last three are taken where the name has none.
SELECT s.salt, s.memory_kib, s.passes, s.lanes, s.wait_s
FROM gongkai.login_salt($1::text, $2::text, $3::text, $4::integer, $5::integer, $6::integer) AS s;
