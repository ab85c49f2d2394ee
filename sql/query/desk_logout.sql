-- name: desk_logout
-- role: desk
-- params: address text
-- returns: nothing
-- End the session that acts.
SELECT gongkai.logout($1::text);
