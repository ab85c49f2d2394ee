-- name: index_rule_set
-- role: owner
-- params: organisation text
-- returns: given integer
-- How index numbers begin from now on; and those who have none get theirs. One row: how
-- many were given.
SELECT gongkai.set_index_rule($1::text) AS given;
