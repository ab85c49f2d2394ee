-- name: account_find
-- role: desk
-- params: name text
-- returns: body text
-- An account as JSON; null when it is nobody that who acts looks after.
SELECT gongkai.account_find($1::text) AS body;
