-- name: metrics
-- role: public
-- params: since bigint
-- returns: number bigint, counted bigint, publications bigint, corrections bigint, withdrawals bigint, published_at numeric, bytes bigint, guards bigint, purges bigint
-- What monitoring wants to know: the number of the last change, and by kind the
-- changes after `since` (null: none) up to the number `counted`, at most 100,000
-- at a time; when something was last published, in seconds since 1970; the size of
-- the database; and the sessions of the services beside the server, by which they are
-- known: a standby need not have the one of nginx (null). One row.
SELECT
    l.number,
    n.counted,
    n.publications,
    n.corrections,
    n.withdrawals,
    p.published_at,
    pg_catalog.pg_database_size(pg_catalog.current_database()) AS bytes,
    s.guards,
    CASE WHEN NOT pg_catalog.pg_is_in_recovery() THEN s.purges END AS purges
FROM (
    SELECT coalesce(max(c.number), 0) AS number
    FROM gongkai.change AS c
) AS l
CROSS JOIN LATERAL (
    SELECT
        least(l.number, $1::bigint + 100000) AS counted,
        count(*) FILTER (WHERE c.kind = 'publication') AS publications,
        count(*) FILTER (WHERE c.kind = 'correction') AS corrections,
        count(*) FILTER (WHERE c.kind = 'withdrawal') AS withdrawals
    FROM gongkai.change AS c
    WHERE c.number > $1::bigint AND c.number <= least(l.number, $1::bigint + 100000)
) AS n
CROSS JOIN (
    SELECT
        count(*) FILTER (WHERE a.application_name ~ '^gongkai guard( |$)') AS guards,
        count(*) FILTER (WHERE a.application_name ~ '^gongkai purge( |$)') AS purges
    FROM pg_catalog.pg_stat_activity AS a
    WHERE a.datname = pg_catalog.current_database()
) AS s
LEFT JOIN LATERAL (
    SELECT extract(epoch FROM c.at) AS published_at
    FROM gongkai.change AS c
    WHERE c.kind <> 'withdrawal'
    ORDER BY c.number DESC
    LIMIT 1
) AS p ON true;
