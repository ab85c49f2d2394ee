-- name: token_list
-- role: desk
-- params: account text, reach text
-- returns: body text
-- The tokens of who acts, and of those that one looks after, as JSON. `account` is who acts;
-- `reach`, a JSON array, has the beginnings of the codes of the departments that are meant.
SELECT gongkai.token_list(
    $1::text, ARRAY(SELECT w.code FROM jsonb_array_elements_text($2::text::jsonb) AS w (code))) AS body;
