-- name: desk_code_begin
-- role: desk
-- params: secret text, key text
-- returns: nothing
-- Begin with one-time codes: their secret, locked, as hexadecimal digits, and the name of the key.
SELECT gongkai.login_code_begin($1::text, $2::text);
