-- name: project_summary
-- role: public
-- params: year integer, region text, department text, form text, grade text, group1 text, group2 text, limit integer, cursor text, known text
-- returns: version text, body text
-- Totals of project expenditure over a selection, and a page of its groups, as
-- JSON. What is null does not restrict; the groups are two different of
-- department, region, year, form and grade, or one, or none. The body is null
-- when `known` is the version. One row always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $10::text THEN gongkai.project_summary(
        $1::integer, $2::text, $3::text, $4::text, $5::text,
        array_remove(ARRAY[$6::text, $7::text], NULL), $8::integer, $9::text) END AS body
FROM gongkai.last_change() AS v (version);
