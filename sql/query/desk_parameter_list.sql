-- name: desk_parameter_list
-- role: desk
-- params: none
-- returns: body text
-- The parameters of the rules as JSON: national defaults, and what regions have
-- instead.
SELECT json_build_object('items', coalesce(json_agg(json_build_object(
    'name', p.name, 'region', p.region, 'value', p.value, 'says', p.says) ORDER BY p.name, p.region), '[]'))::text AS body
FROM gongkai.audit_parameter AS p;
