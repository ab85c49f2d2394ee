-- name: withdrawal_list
-- role: cache
-- params: after bigint
-- returns: last bigint, report_id text, revision integer
-- The number of the last change, with each withdrawal after `after` in a row: the report,
-- and the last of its revisions. One row at least; its report is null without one.
SELECT
    l.number AS last,
    c.report_id,
    c.revision
FROM (SELECT coalesce(max(n.number), 0) AS number FROM gongkai.change AS n) AS l
LEFT JOIN gongkai.change AS c ON c.number > $1::bigint AND c.kind = 'withdrawal';
