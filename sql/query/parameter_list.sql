-- name: parameter_list
-- role: staff
-- params: none
-- returns: name text, region text, value text, says text
-- The parameters of the rules: each national default, region empty, before those of regions.
SELECT
    p.name,
    p.region,
    p.value::text AS value,
    p.says
FROM gongkai.audit_parameter AS p
ORDER BY p.name, p.region;
