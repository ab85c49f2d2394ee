-- name: desk_parameter_set
-- role: desk
-- params: parameters jsonb
-- returns: settled integer
-- Set parameters of regions, an array of name, region and value; a value of null takes
-- one away.
SELECT gongkai.desk_set_parameters($1::jsonb) AS settled;
