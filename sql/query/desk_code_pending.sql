-- name: desk_code_pending
-- role: desk
-- params: none
-- returns: secret text, key text
-- The secret that waits for its first code, and the name of the key that it is locked with.
SELECT s.secret, s.key
FROM gongkai.login_code_pending() AS s;
