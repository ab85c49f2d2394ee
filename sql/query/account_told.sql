-- name: account_told
-- role: owner
-- params: person text, action text, target text, detail text
-- returns: nothing
-- Note in the trail what was done on the command line, by which user of the system.
SELECT gongkai.account_told($1::text, $2::text, $3::text, $4::text);
