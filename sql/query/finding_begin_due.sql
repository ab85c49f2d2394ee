-- name: finding_begin_due
-- role: desk
-- params: most integer, wait_ms integer
-- returns: numbers text
-- What findings are to be renewed now, of at most so many drafts, once the first of them has waited
-- so long. One row; null when there is nothing to do, or another session does it.
SELECT gongkai.begin_due($1::integer, $2::integer)::text AS numbers;
