-- name: desk_login
-- role: desk
-- params: name text, key text, hash text, address text, device text, idle_s integer, whole_s integer, password_days integer
-- returns: outcome text
-- Try a login: open, change, code, refused, disabled or wait. Unless it is refused, the session has
-- the secret of that hash.
SELECT gongkai.login($1::text, $2::text, $3::text, $4::text, $5::text, $6::integer, $7::integer, $8::integer) AS outcome;
