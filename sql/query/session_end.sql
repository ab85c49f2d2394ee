-- name: session_end
-- role: owner
-- params: bound_ms integer
-- returns: pid integer, client text, lasted_ms bigint, query text
-- End the public role's sessions of which a statement or a transaction has lasted
-- longer than the bound. One row for each that was ended.
WITH overlong AS MATERIALIZED (
    SELECT
        a.pid,
        coalesce(host(a.client_addr), 'socket') AS client,
        (extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint AS lasted_ms,
        left(regexp_replace(a.query, '\s+', ' ', 'g'), 100) AS query
    FROM pg_stat_activity AS a
    WHERE a.usename = 'gongkai_public'
        AND a.xact_start < clock_timestamp() - $1::integer * interval '1 ms'
)
SELECT
    o.pid,
    o.client,
    o.lasted_ms,
    o.query
FROM overlong AS o
WHERE pg_terminate_backend(o.pid);
