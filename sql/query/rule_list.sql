-- name: rule_list
-- role: staff
-- params: none
-- returns: id text, severity text, reach text, checks text, source text
-- All rules, by family and number.
SELECT
    r.id,
    r.severity,
    r.reach,
    r.checks,
    r.source
FROM gongkai.audit_rule AS r
ORDER BY r.id;
