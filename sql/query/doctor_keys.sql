-- name: doctor_keys
-- role: staff
-- params: none
-- returns: key text, accounts bigint
-- With which keys the secrets of one-time codes are locked, and how many; NULL: those that are not.
SELECT k.key, k.accounts
FROM gongkai.login_code_keys() AS k
ORDER BY k.key;
