-- name: desk_sign_on_trust
-- role: desk
-- params: none
-- returns: is_trusted boolean
-- Whether the desk opens sessions for whom the web server names.
SELECT gongkai.login_trusts_sign_on() AS is_trusted;
