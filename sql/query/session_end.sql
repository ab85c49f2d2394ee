-- name: session_end
-- role: owner
-- params: bound_ms integer
-- returns: pid integer, what text, since text, application text, client text
-- End the public role's sessions of which a statement or a transaction has lasted
-- longer than the bound. One row for each that was ended.
SELECT
    a.pid,
    CASE WHEN a.state = 'active' THEN 'statement' ELSE 'transaction' END AS what,
    (extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.query_start)) * 1000)::bigint::text || ' ms' AS since,
    a.application_name AS application,
    coalesce(host(a.client_addr), 'socket') AS client
FROM pg_stat_activity AS a
WHERE a.usename = 'gongkai_public'
    AND coalesce(a.xact_start, CASE WHEN a.state = 'active' THEN a.query_start END)
        < clock_timestamp() - $1::integer * interval '1 ms'
    AND pg_terminate_backend(a.pid);
