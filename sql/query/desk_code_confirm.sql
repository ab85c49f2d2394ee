-- name: desk_code_confirm
-- role: desk
-- params: step bigint
-- returns: nothing
-- The first code was right: from now on they are asked for.
SELECT gongkai.login_code_confirm($1::bigint);
