-- name: desk_once_begin
-- role: desk
-- params: key text, request text
-- returns: status integer, location text, etag text, body text
-- What was answered to a request with this key before; no row the first time.
SELECT o.status, o.location, o.etag, o.body
FROM gongkai.begin_once($1::text, $2::text) AS o;
