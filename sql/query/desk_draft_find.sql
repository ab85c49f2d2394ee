-- name: desk_draft_find
-- role: desk
-- params: id text, edition text
-- returns: document text, digest text, state text, form text, title text, department text, year integer
-- A draft that the account may read, as a document of an edition (internal, marked, or public as it
-- would be published), with what it is and its digest. No row when there is none.
SELECT
    w.document,
    w.digest,
    d.state,
    r.form,
    r.title,
    r.department_code AS department,
    r.year
FROM gongkai.report AS r
JOIN gongkai.draft AS d ON d.report_id = r.id
CROSS JOIN LATERAL gongkai.desk_draft(r.id, $2::text) AS w
WHERE r.id = $1::text;
