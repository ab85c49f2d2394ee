-- name: account_trust
-- role: owner
-- params: is_trusted boolean
-- returns: nothing
-- Whether the desk opens sessions for whom the web server names.
SELECT gongkai.account_trust_sign_on($1::boolean);
