-- name: desk_once_end
-- role: desk
-- params: key text, status integer, location text, etag text, body text
-- returns: nothing
-- Keep the answer to a request with a key.
SELECT gongkai.end_once($1::text, $2::integer, $3::text, $4::text, $5::text);
