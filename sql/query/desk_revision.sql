-- name: desk_revision
-- role: desk
-- params: id text, number integer
-- returns: body text
-- The frozen document of a revision of a report that the account may read.
SELECT v.document AS body
FROM gongkai.revision AS v
WHERE v.report_id = $1::text AND v.number = $2::integer
    AND EXISTS (SELECT FROM gongkai.report AS r WHERE r.id = v.report_id);
