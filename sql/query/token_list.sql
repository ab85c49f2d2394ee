-- name: token_list
-- role: desk
-- params: none
-- returns: body text
-- The tokens of who acts, and of those that one looks after, as JSON.
SELECT gongkai.token_list() AS body;
