-- name: desk_sign_on
-- role: desk
-- params: name text, hash text, address text, idle_s integer, whole_s integer
-- returns: outcome text
-- Open a session for whom the web server names: open or refused.
SELECT gongkai.login_sign_on($1::text, $2::text, $3::text, $4::integer, $5::integer) AS outcome;
