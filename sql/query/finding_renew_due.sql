-- name: finding_renew_due
-- role: desk
-- params: numbers text
-- returns: nothing
-- Renew what finding_begin_due gave.
SELECT gongkai.renew_due($1::text::bigint[]);
