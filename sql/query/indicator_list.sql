-- name: indicator_list
-- role: public
-- params: q text, year integer, region text, department text, form text, level integer, group text, operator text, unit text, result text, limit integer, cursor text, known text
-- returns: version text, body text
-- One page of the indicators of published reports, newest publication first, as
-- JSON. What is null does not restrict. The body is null when `known` is the
-- version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $13::text THEN gongkai.indicator_list(
        $1::text, $2::integer, $3::text, $4::text, $5::text, $6::integer, $7::text,
        $8::text, $9::text, $10::text, $11::integer, $12::text) END AS body
FROM gongkai.last_change() AS v (version);
