-- name: desk_code_pending
-- role: desk
-- params: none
-- returns: secret text
-- The secret that waits for its first code.
SELECT gongkai.login_code_pending() AS secret;
