-- name: desk_password
-- role: desk
-- params: old_key text, salt text, memory_kib integer, passes integer, lanes integer, key text, hash text, address text, device text
-- returns: outcome text
-- Change the password of who acts: open, refused or wait.
SELECT gongkai.login_password(
    $1::text, $2::text, $3::integer, $4::integer, $5::integer, $6::text, $7::text, $8::text, $9::text) AS outcome;
