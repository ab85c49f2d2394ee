-- name: desk_mask_list
-- role: desk
-- params: id text
-- returns: body text
-- What the public edition of a draft does not say, as JSON, in the order in which it was
-- hidden. One row always.
SELECT json_build_object(
    'items', coalesce(
        json_agg(
            json_build_object(
                'words', m.said, 'pointer', m.pointer, 'reason', m.reason, 'by', m.made_by,
                'by_name', gongkai.account_person(m.made_by), 'at', gongkai.rfc3339(m.made_at))
            ORDER BY m.made_at, m.said),
        '[]'))::text AS body
FROM gongkai.masking AS m
WHERE m.report_id = $1::text;
