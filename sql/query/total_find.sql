-- name: total_find
-- role: public
-- params: region text, department text, known text
-- returns: version text, body text
-- What there is to choose from in the nation, a region or a department, with counts, as
-- JSON. The body is null when `known` is the version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $3::text THEN gongkai.totals($1::text, $2::text) END AS body
FROM gongkai.last_change() AS v (version);
