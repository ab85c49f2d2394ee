-- name: verify_size
-- role: staff
-- params: none
-- returns: size bigint
-- How many entries the log has.
SELECT count(*) AS size
FROM gongkai.log_entry;
