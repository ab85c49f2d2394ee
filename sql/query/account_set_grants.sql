-- name: account_set_grants
-- role: desk
-- params: name text, grants text
-- returns: nothing
-- Give an account exactly these grants, a JSON array of role and department.
SELECT gongkai.account_set_grants($1::text, $2::text);
