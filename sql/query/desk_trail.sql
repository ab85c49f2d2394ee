-- name: desk_trail
-- role: desk
-- params: address text, action text, target text, result text, detail text
-- returns: nothing
-- Note what was done, in the name of who acts.
SELECT gongkai.trail_request($1::text, $2::text, $3::text, $4::text, $5::text);
