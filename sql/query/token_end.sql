-- name: token_end
-- role: desk
-- params: number bigint
-- returns: nothing
-- Take a token back.
SELECT gongkai.token_end($1::bigint);
