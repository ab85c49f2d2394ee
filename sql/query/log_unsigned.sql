-- name: log_unsigned
-- role: staff, desk
-- params: key text
-- returns: size bigint, head text
-- The head of the log, when it has entries and this key (its identifier) has not signed it.
SELECT l.size, gongkai.log_head(l.size) AS head
FROM gongkai.log_size() AS l (size)
WHERE l.size > 0
    AND NOT EXISTS (SELECT FROM gongkai.log_signature AS s WHERE s.size = l.size AND s.key = $1::text);
