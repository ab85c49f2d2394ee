-- name: set_find
-- role: public
-- params: department text, year integer, known text
-- returns: position integer, report_id text, form text, title text, sha256 text, document text, version text, is_too_large boolean
-- The documents that a department has published for a year, in the order of its
-- disclosure set: the report that announces attachments, the attachments in
-- that order, then the others, the department's own before its projects'. The
-- version is a SHA-256 over theirs; the documents are null when `known` is it, and when
-- all together have more than 16 MiB. No row when nothing is published.
WITH member AS (
    SELECT p.report_id, p.form, p.project_code, v.title, v.sha256, v.document
    FROM gongkai.publication AS p
    JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
    WHERE p.department_code = $1::text AND p.year = $2::integer
),
announcing AS (
    SELECT m.report_id, m.document::jsonb -> 'attachments' AS attachments
    FROM member AS m
    WHERE m.project_code IS NULL AND m.document::jsonb ? 'attachments'
    ORDER BY m.report_id
    LIMIT 1
),
announced AS (
    SELECT a.attachment ->> 'form' AS form, min(a.place) AS place
    FROM announcing AS n
    CROSS JOIN LATERAL jsonb_array_elements(n.attachments) WITH ORDINALITY AS a (attachment, place)
    GROUP BY a.attachment ->> 'form'
),
ordered AS (
    SELECT
        m.*,
        row_number() OVER (
            ORDER BY
                CASE WHEN n.report_id IS NOT NULL THEN 0 ELSE coalesce(a.place, 1000) END,
                m.project_code IS NOT NULL, m.form, m.project_code, m.report_id) AS position
    FROM member AS m
    LEFT JOIN announcing AS n ON n.report_id = m.report_id
    LEFT JOIN announced AS a ON a.form = m.form
),
whole AS (
    SELECT
        encode(sha256(convert_to(string_agg(o.sha256, '' ORDER BY o.position), 'UTF8')), 'hex') AS version,
        coalesce(sum(octet_length(o.document)), 0) > 16777216 AS is_too_large
    FROM ordered AS o
)
SELECT
    o.position,
    o.report_id,
    o.form,
    o.title,
    o.sha256,
    CASE WHEN w.version IS DISTINCT FROM $3::text AND NOT w.is_too_large THEN o.document END AS document,
    w.version,
    w.is_too_large
FROM ordered AS o
CROSS JOIN whole AS w
ORDER BY o.position;
