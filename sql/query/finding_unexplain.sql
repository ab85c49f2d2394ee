-- name: finding_unexplain
-- role: desk
-- params: finding text
-- returns: nothing
-- Take back why a finding may stand.
SELECT gongkai.unexplain($1::text);
