-- name: desk_code_secret
-- role: desk
-- params: none
-- returns: account text, secret text, key text, step bigint
-- The secret of the one-time code that is due, the name of the key that it is locked with
-- (NULL: it is not), and the step of the last one; no row when none is due.
SELECT s.account, s.secret, s.key, s.step
FROM gongkai.login_code_secret() AS s;
