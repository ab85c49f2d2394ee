-- name: desk_code_end
-- role: desk
-- params: old_key text, address text, device text
-- returns: outcome text
-- No one-time codes any more: done, refused or wait.
SELECT gongkai.login_code_end($1::text, $2::text, $3::text) AS outcome;
