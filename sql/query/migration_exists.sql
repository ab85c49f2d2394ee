-- name: migration_exists
-- role: owner
-- params: none
-- returns: there integer
-- One row when the database has a record of migrations, no row before the first.
SELECT 1 AS there
WHERE to_regclass('gongkai.migration') IS NOT NULL;
