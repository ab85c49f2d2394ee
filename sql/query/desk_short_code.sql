-- name: desk_short_code
-- role: desk
-- params: id text, number integer
-- returns: body text
-- The short code of a revision.
SELECT k.code AS body
FROM gongkai.short_code AS k
WHERE k.report_id = $1::text AND k.revision = $2::integer;
