-- name: parameter_set
-- role: staff
-- params: parameters text
-- returns: settled integer
-- Set parameters of regions, a JSON array of objects with name, region and value; null
-- takes a region's value away. One row: how many there were.
SELECT gongkai.set_parameters($1::text::jsonb) AS settled;
