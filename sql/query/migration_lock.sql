-- name: migration_lock
-- role: owner
-- params: none
-- returns: locked void
-- One row once no other session migrates. The lock ends with the session.
SELECT pg_advisory_lock(20200010) AS locked;
