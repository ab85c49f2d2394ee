-- name: search
-- role: public
-- params: q text, year integer, region text, department text, form text, limit integer, cursor text, known text
-- returns: version text, body text
-- One page of the reports whose texts have what `q` says, best first, as JSON.
-- Filters that are null do not restrict. The body is null when `known` is the
-- version. One row always; error 22023 with the detail q when there is nothing
-- to search for.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $8::text THEN gongkai.search(
        $1::text, $2::integer, $3::text, $4::text, $5::text, $6::integer, $7::text) END AS body
FROM gongkai.last_change() AS v (version);
