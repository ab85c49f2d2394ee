-- name: account_list
-- role: desk
-- params: after text, limit integer, reach text
-- returns: body text
-- A page of the accounts that who acts looks after, as JSON.
-- `reach`, a JSON array, has the beginnings of the codes of the departments that are meant.
SELECT gongkai.account_list(
    $1::text, $2::integer, ARRAY(SELECT w.code FROM jsonb_array_elements_text($3::text::jsonb) AS w (code))) AS body;
