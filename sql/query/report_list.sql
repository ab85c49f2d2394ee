-- name: report_list
-- role: public
-- params: year integer, region text, department text, project text, form text, limit integer, cursor text, count text, known text
-- returns: version text, body text
-- One page of the published reports, newest year first, as JSON. What is null
-- does not restrict. The body is null when `known` is the version. One row
-- always.
SELECT
    v.version,
    CASE WHEN v.version IS DISTINCT FROM $9::text THEN gongkai.report_list(
        $1::integer, $2::text, $3::text, $4::text, $5::text, $6::integer, $7::text, $8::text = 'exact') END AS body
FROM gongkai.last_change() AS v (version);
