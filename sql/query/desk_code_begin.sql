-- name: desk_code_begin
-- role: desk
-- params: secret text
-- returns: nothing
-- Begin with one-time codes: their secret, as hexadecimal digits.
SELECT gongkai.login_code_begin($1::text);
