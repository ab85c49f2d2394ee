-- name: finding_renew_batch
-- role: staff
-- params: after text, reports integer, worker integer, workers integer
-- returns: last text, seen integer, renewed integer
-- Check the drafts of the next departments after a code (null: the first) that are not as
-- they were when they were checked; at least so many drafts are looked at, of every
-- workers-th department. One row; last is null at the end.
SELECT
    b.last,
    b.seen,
    b.renewed
FROM gongkai.renew_batch($1::text, $2::integer, $3::integer, $4::integer) AS b;
