-- name: metrics
-- role: public
-- params: since bigint
-- returns: number bigint, counted bigint, publications bigint, corrections bigint, withdrawals bigint, published_at numeric, bytes bigint
-- What monitoring wants to know: the number of the last change, and by kind the
-- changes after `since` (null: none) up to the number `counted`, at most 100,000
-- at a time; when something was last published, in seconds since 1970; and the
-- size of the database. One row.
SELECT
    l.number,
    n.counted,
    n.publications,
    n.corrections,
    n.withdrawals,
    p.published_at,
    pg_catalog.pg_database_size(pg_catalog.current_database()) AS bytes
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
LEFT JOIN LATERAL (
    SELECT extract(epoch FROM c.at) AS published_at
    FROM gongkai.change AS c
    WHERE c.kind <> 'withdrawal'
    ORDER BY c.number DESC
    LIMIT 1
) AS p ON true;
