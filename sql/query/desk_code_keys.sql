-- name: desk_code_keys
-- role: desk
-- params: none
-- returns: accounts bigint
-- How many secrets of one-time codes are locked.
SELECT coalesce(sum(k.accounts), 0)::bigint AS accounts
FROM gongkai.login_code_keys() AS k
WHERE k.key IS NOT NULL;
