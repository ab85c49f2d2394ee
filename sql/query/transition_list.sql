-- name: transition_list
-- role: staff
-- params: id text
-- returns: number bigint, at text, kind text, kind_name text, from_state text, to_state text, person text, role text, reason text, digest text, revision integer, published_at text, backdated integer
-- The life of a report, oldest first: what happened to its draft and to what is public of
-- it. The time of a publication or withdrawal is told where it is another than the clock's.
SELECT
    t.number,
    gongkai.rfc3339(t.at) AS at,
    t.kind,
    CASE t.kind
        WHEN 'create' THEN '新建'
        WHEN 'edit' THEN '改动'
        WHEN 'submit' THEN '提交'
        WHEN 'approve' THEN '批准'
        WHEN 'return' THEN '退回'
        WHEN 'publish' THEN '公开'
        WHEN 'withdraw' THEN '撤回'
        ELSE '删除草稿'
    END AS kind_name,
    t.from_state,
    t.to_state,
    t.person,
    t.role,
    t.reason,
    t.digest,
    c.revision,
    gongkai.rfc3339(c.at) AS published_at,
    c.backdated::integer AS backdated
FROM gongkai.transition AS t
LEFT JOIN gongkai.change AS c ON c.number = t.change
WHERE t.report_id = $1::text
ORDER BY t.number;
