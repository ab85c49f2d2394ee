-- name: migration_list
-- role: owner
-- params: none
-- returns: number integer, name text, sha256 text
-- The migrations that this database has, in the order of their numbers.
SELECT
    m.number,
    m.name,
    m.sha256
FROM gongkai.migration AS m
ORDER BY m.number;
