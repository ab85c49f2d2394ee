-- name: site_version
-- role: public
-- params: known text
-- returns: version text, body text
-- The version of all that is public; the body is null when `known` is it, else an empty
-- object. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $1::text THEN '{}' END AS body
FROM gongkai.last_change() AS v (version);
