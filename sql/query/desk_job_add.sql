-- name: desk_job_add
-- role: desk
-- params: name text, secret text, address text
-- returns: id text
-- A new job of the account that acts.
SELECT gongkai.add_job($1::text, $2::text, $3::text) AS id;
