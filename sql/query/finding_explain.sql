-- name: finding_explain
-- role: staff
-- params: finding text, report_id text, rule text, cell text, reason text
-- returns: nothing
-- Say why a finding may stand: of that name, or where that is null, of a rule in a report,
-- at a cell where it has several.
SELECT gongkai.explain(
    coalesce($1::text, gongkai.finding_at($2::text, $3::text, $4::text)),
    $5::text);
