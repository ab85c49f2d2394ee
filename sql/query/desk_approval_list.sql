-- name: desk_approval_list
-- role: desk
-- params: year integer
-- returns: body text
-- The approvals of a year, or of all, that are about departments that the account may
-- read, as JSON.
SELECT json_build_object('items', coalesce(
    json_agg(
        json_build_object(
            'department', a.department, 'year', a.year, 'account', a.account,
            'approved_on', a.approved_on, 'due_on', gongkai.due_on(a.approved_on))
        ORDER BY a.year DESC, a.department, a.account),
    '[]'))::text AS body
FROM gongkai.approval AS a
WHERE (a.year = $1::integer OR $1::integer IS NULL)
    AND EXISTS (
        SELECT FROM unnest(gongkai.acting_reach('reader')) AS r (reach)
        WHERE starts_with(a.department, r.reach) OR starts_with(r.reach, a.department));
