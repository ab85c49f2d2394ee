-- name: draft_count
-- role: staff
-- params: none
-- returns: drafts bigint
-- How many drafts there are.
SELECT count(*) AS drafts
FROM gongkai.report;
