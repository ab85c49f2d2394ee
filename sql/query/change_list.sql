-- name: change_list
-- role: public
-- params: since text, limit integer, known text
-- returns: version text, body text
-- One page of what happened to what is published, oldest first, as JSON: what
-- came after the cursor `since`, or all. The body is null when `known` is the
-- version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $3::text THEN gongkai.change_list($1::text, $2::integer) END AS body
FROM gongkai.last_change() AS v (version);
