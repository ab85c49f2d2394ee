-- name: change_wait
-- role: staff, desk
-- params: none
-- returns: waited void
-- One row once no other session publishes or withdraws, until the end of the
-- transaction. A warning tells whom it waits for.
SELECT gongkai.wait_for_changes() AS waited;
