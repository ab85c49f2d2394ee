-- name: desk_comment_settle
-- role: desk
-- params: id text, number bigint
-- returns: nothing
-- Find a comment settled.
SELECT gongkai.settle_comment($1::text, $2::bigint);
