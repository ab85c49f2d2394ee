-- name: verify_extra
-- role: staff
-- params: none
-- returns: what text, which text
-- What is there without an entry of the log, steps of publishing and withdrawing that are not
-- those of the log, and what is wrong with the desk's trail: a row for each, at most a hundred.
SELECT '变化没有记入日志' AS what, c.number::text AS which
FROM gongkai.change AS c
WHERE NOT EXISTS (SELECT FROM gongkai.log_entry AS e WHERE e.number = c.number)
UNION ALL
SELECT '修订没有记入日志', v.report_id || ' ' || v.number
FROM gongkai.revision AS v
WHERE NOT EXISTS (
    SELECT FROM gongkai.change AS c
    WHERE c.report_id = v.report_id AND c.revision = v.number AND c.kind <> 'withdrawal')
UNION ALL
SELECT '目录中多出', p.report_id
FROM gongkai.publication AS p
WHERE NOT EXISTS (SELECT FROM gongkai.change AS c WHERE c.report_id = p.report_id)
UNION ALL
SELECT '日志的树多出节点', n.level || ' ' || n.place
FROM gongkai.log_node AS n
WHERE (n.place + 1) * (1::bigint << least(n.level, 40)) > (SELECT coalesce(max(e.number), 0) FROM gongkai.log_entry AS e)
UNION ALL
SELECT '验证码没有修订的条目', k.code
FROM gongkai.short_code AS k
WHERE NOT EXISTS (
    SELECT FROM gongkai.change AS c
    WHERE c.report_id = k.report_id AND c.revision = k.revision AND c.kind <> 'withdrawal')
UNION ALL
SELECT 'PDF 的摘要没有修订', d.report_id || ' ' || d.revision
FROM gongkai.rendition AS d
WHERE NOT EXISTS (
    SELECT FROM gongkai.revision AS v WHERE v.report_id = d.report_id AND v.number = d.revision)
UNION ALL
SELECT
    CASE
        WHEN t.number IS NULL THEN '公开或撤回没有记作步骤'
        WHEN c.number IS NULL THEN '步骤没有对应的公开或撤回'
        ELSE '步骤与公开或撤回不符'
    END,
    CASE WHEN t.number IS NULL THEN c.report_id || ' ' || c.number ELSE t.report_id || ' ' || t.number END
FROM gongkai.change AS c
FULL JOIN (SELECT * FROM gongkai.transition AS u WHERE u.kind IN ('publish', 'withdraw')) AS t ON t.change = c.number
WHERE (c.report_id, CASE c.kind WHEN 'withdrawal' THEN 'withdraw' ELSE 'publish' END, c.made_by, c.reason)
    IS DISTINCT FROM (t.report_id, t.kind, t.person, t.reason)
UNION ALL
SELECT '步骤记了两次', t.report_id || ' ' || max(t.number)
FROM gongkai.transition AS t
WHERE t.kind IN ('publish', 'withdraw')
GROUP BY t.report_id, t.change
HAVING count(*) > 1
UNION ALL
SELECT s.what, s.which
FROM gongkai.changed_lists() AS s
UNION ALL
SELECT f.what, f.which
FROM gongkai.trail_faults() AS f
LIMIT 100;
