-- name: desk_trail_each
-- role: desk
-- params: address text, action text, targets json, result text, detail text
-- returns: nothing
-- The same of several targets, an entry for each, in their order.
SELECT gongkai.trail_request($1::text, $2::text, t.target, $4::text, $5::text)
FROM (
    SELECT e.value AS target
    FROM json_array_elements_text($3::json) WITH ORDINALITY AS e (value, place)
    ORDER BY e.place
) AS t;
