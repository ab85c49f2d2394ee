-- name: draft_earlier
-- role: staff, desk
-- params: form text, department text, project text, year integer
-- returns: document text
-- The newest draft of a form, department and project (NULL: none) of a year before
-- the given one, as a document of the internal edition; no row when there is none.
SELECT gongkai.draft_document(r.id, 'internal')::text AS document
FROM gongkai.report AS r
WHERE
    r.form = $1::text
    AND r.department_code = $2::text
    AND r.project_code IS NOT DISTINCT FROM $3::text
    AND r.year < $4::integer
ORDER BY r.year DESC
LIMIT 1;
