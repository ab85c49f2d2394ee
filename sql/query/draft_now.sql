-- name: draft_now
-- role: staff, desk
-- params: id text
-- returns: document text, edited_by text, edited_at text
-- A draft as a document of the internal edition, with who has changed it last, and the day and time
-- of that in Beijing; no row when there is none.
SELECT
    gongkai.draft_document(r.id, 'internal')::text AS document,
    gongkai.account_person(d.edited_by) AS edited_by,
    to_char(d.edited_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS edited_at
FROM gongkai.report AS r
JOIN gongkai.draft AS d ON d.report_id = r.id
WHERE r.id = $1::text;
