-- name: amendment_list
-- role: public
-- params: department text, limit integer, cursor text, known text
-- returns: version text, body text
-- One page of corrections and withdrawals, newest first, as JSON. The body is null when
-- `known` is the version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $4::text THEN gongkai.amendment_list(
        $1::text, $2::integer, $3::text) END AS body
FROM gongkai.last_change() AS v (version);
