-- name: desk_code_lock
-- role: desk
-- params: secret text, key text
-- returns: nothing
-- Keep the secret of the code that is due locked with another key.
SELECT gongkai.login_code_lock($1::text, $2::text);
