-- name: desk_job_find
-- role: desk
-- params: id text
-- returns: body text
-- A job of the account that acts, with its files, as JSON.
SELECT gongkai.find_job($1::text)::text AS body;
