-- name: ready
-- role: public, desk
-- params: none
-- returns: migration integer
-- The number of the last migration, 0 before the first. One row.
SELECT coalesce(max(m.number), 0) AS migration
FROM gongkai.migration AS m;
