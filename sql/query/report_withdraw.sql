-- name: report_withdraw
-- role: staff, desk
-- params: id text, reason text, withdrawn_at text
-- returns: revision integer
-- Take a report from the public; withdrawn_at is an RFC 3339 time or null for
-- that of the transaction. One row: the revision that was current.
SELECT gongkai.withdraw($1::text, $2::text, $3::text::timestamptz) AS revision;
