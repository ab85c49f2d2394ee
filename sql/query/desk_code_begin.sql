-- name: desk_code_begin
-- role: desk
-- params: old_key text, secret text, key text, address text, device text
-- returns: outcome text
-- Begin with one-time codes: the key of the password; their secret, locked, as hexadecimal digits, and
-- the name of its key. done, refused or wait.
SELECT gongkai.login_code_begin($1::text, $2::text, $3::text, $4::text, $5::text) AS outcome;
