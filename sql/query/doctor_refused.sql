-- name: doctor_refused
-- role: staff
-- params: none
-- returns: name text, state text, found text
-- The statements prepared in this session for which its role lacks a right: a row as in
-- doctor.sql, for each that PostgreSQL refuses to plan and begin.
SELECT r.statement AS name, 'bad' AS state, r.reason AS found
FROM gongkai.statements_refused() AS r
ORDER BY r.statement;
