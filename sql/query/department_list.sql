-- name: department_list
-- role: public
-- params: region text, parent text, year integer, form text, published boolean, limit integer, cursor text, count text, known text
-- returns: version text, body text
-- One page of the departments that have published something, by code, as JSON: of
-- the year and form, if given; with published = false those of the others that
-- have not. What is null does not restrict. The body is null when `known` is the
-- version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $9::text THEN gongkai.department_list(
        $1::text, $2::text, $3::integer, $4::text, $5::boolean, $6::integer, $7::text, $8::text = 'exact') END AS body
FROM gongkai.last_change() AS v (version);
