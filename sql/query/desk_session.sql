-- name: desk_session
-- role: desk
-- params: secret text
-- returns: account text, person text, means text, state text, id text, department text, grants text, has_code boolean
-- From here to the end of the transaction the account of that session or token acts. No
-- row when there is none that lives. The grants are a JSON array of role and department.
SELECT s.account, s.person, s.means, s.state, s.id, s.department, s.grants, s.has_code
FROM gongkai.session_use($1::text) AS s;
