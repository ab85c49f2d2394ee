-- name: account_list
-- role: desk
-- params: after text, limit integer
-- returns: body text
-- A page of the accounts that who acts looks after, as JSON.
SELECT gongkai.account_list($1::text, $2::integer) AS body;
