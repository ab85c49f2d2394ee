-- name: desk_comment_add
-- role: desk
-- params: id text, pointer text, body text
-- returns: number bigint
-- Say something of a cell of a draft.
SELECT gongkai.add_comment($1::text, $2::text, $3::text) AS number;
