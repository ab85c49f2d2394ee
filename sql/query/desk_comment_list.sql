-- name: desk_comment_list
-- role: desk
-- params: id text
-- returns: body text
-- The comments at a draft, as JSON.
SELECT gongkai.comments($1::text)::text AS body;
