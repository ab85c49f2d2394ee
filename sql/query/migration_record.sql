-- name: migration_record
-- role: owner
-- params: number integer, name text, sha256 text
-- returns: nothing
-- Record a migration, in the transaction that applied it.
INSERT INTO gongkai.migration (number, name, sha256)
VALUES ($1::integer, $2::text, $3::text);
