-- name: token_list
-- role: desk
-- params: before text, limit integer, account text, reach text
-- returns: body text
-- A page of the tokens of who acts, and of those that one looks after, as JSON, the newest first:
-- those with smaller numbers than `before`. `account` is who acts; `reach`, a JSON array, has the
-- beginnings of the codes of the departments that are meant.
SELECT gongkai.token_list(
    $1::bigint, $2::integer, $3::text,
    ARRAY(SELECT w.code FROM jsonb_array_elements_text($4::text::jsonb) AS w (code))) AS body;
