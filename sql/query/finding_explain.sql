-- name: finding_explain
-- role: staff, desk
-- params: finding text, report_id text, rule text, cell text, reason text, is_public boolean
-- returns: nothing
-- Say why a finding may stand: of that name, or where that is null, of a rule in a report,
-- at a cell where it has several. The public reads the reason if it is public.
SELECT gongkai.explain(
    coalesce($1::text, gongkai.finding_at($2::text, $3::text, $4::text)),
    $5::text,
    $6::boolean);
