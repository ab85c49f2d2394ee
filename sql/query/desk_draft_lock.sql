-- name: desk_draft_lock
-- role: staff, desk
-- params: id text
-- returns: nothing
-- Let nobody else change a draft until the end of the transaction.
SELECT gongkai.lock_draft($1::text);
