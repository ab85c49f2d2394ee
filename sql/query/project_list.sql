-- name: project_list
-- role: public
-- params: department text, region text, limit integer, cursor text, count text, known text
-- returns: version text, body text
-- One page of the projects with published reports, by code, as JSON. What is
-- null does not restrict. The body is null when `known` is the version. One row
-- always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $6::text THEN gongkai.project_list(
        $1::text, $2::text, $3::integer, $4::text, $5::text = 'exact') END AS body
FROM gongkai.last_change() AS v (version);
