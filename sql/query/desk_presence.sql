-- name: desk_presence
-- role: desk
-- params: id text, pointer text
-- returns: body text
-- Tell where one is in a draft (null: gone), and hear who else is, as JSON.
SELECT gongkai.mark_presence($1::text, $2::text)::text AS body;
