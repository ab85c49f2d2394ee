-- name: desk_code_secret
-- role: desk
-- params: none
-- returns: secret text, step bigint
-- The secret of the one-time code that is due, and the step of the last one; no row
-- when none is.
SELECT s.secret, s.step
FROM gongkai.login_code_secret() AS s;
