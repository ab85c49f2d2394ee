-- name: desk_code
-- role: desk
-- params: step bigint, hash text, address text, device text, password_days integer
-- returns: outcome text
-- A one-time code was given; its step is null when it was wrong. open, change, refused
-- or ended.
SELECT gongkai.login_code($1::bigint, $2::text, $3::text, $4::text, $5::integer) AS outcome;
