-- name: finding_list
-- role: staff, desk
-- params: reports text
-- returns: name text, report_id text, rule text, severity text, reach text, cells text, figures text, wording text, sentence text, source text, cure text, reason text, explained_by text, explained_at text, is_public boolean
-- The findings of drafts, a JSON array of ids: by report, errors first. Cells are a JSON array,
-- figures an object; the last four are null for one that is not explained.
SELECT
    f.name,
    f.report_id,
    f.rule,
    f.severity,
    f.reach,
    to_json(f.cells)::text AS cells,
    f.figures::text AS figures,
    (SELECT r.sentence FROM gongkai.audit_rule AS r WHERE r.id = f.rule) AS wording,
    f.sentence,
    f.source,
    f.cure,
    f.reason,
    f.explained_by,
    gongkai.rfc3339(f.explained_at) AS explained_at,
    f.is_public
FROM gongkai.findings_in(ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb))) AS f;
