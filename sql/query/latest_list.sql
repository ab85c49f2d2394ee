-- name: latest_list
-- role: public
-- params: region text, department text, limit integer, cursor text, known text
-- returns: version text, body text
-- One page of what was published last, newest first, as JSON. What is null does not
-- restrict. The body is null when `known` is the version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $5::text THEN gongkai.latest_list(
        $1::text, $2::text, $3::integer, $4::text) END AS body
FROM gongkai.last_change() AS v (version);
