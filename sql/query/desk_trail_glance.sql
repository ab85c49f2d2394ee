-- name: desk_trail_glance
-- role: desk
-- params: address text, action text, target text, result text, detail text
-- returns: nothing
-- Note that part of a draft was looked at, unless who acts is known to have read it within the hour.
SELECT gongkai.trail_glance($1::text, $2::text, $3::text, $4::text, $5::text);
