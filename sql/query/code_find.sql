-- name: code_find
-- role: public
-- params: code text
-- returns: report_id text, revision integer, form text, year integer, department text, title text, published text, backdated integer, correction_reason text, document_sha256 text, pdf_sha256 text, ofd_sha256 text, xlsx_sha256 text, number bigint, leaf text, state text, other integer, withdrawn text, reason text
-- The revision that a short code stands for, and what became of it: the state is current,
-- superseded or withdrawn, and `other` is the revision that is public now, where that is
-- another one. Of one that was withdrawn there is no title,
-- nor why it was corrected. Times are for people. No row
-- when no revision has the code.
SELECT
    k.report_id,
    k.revision,
    c.form,
    c.year,
    c.department_name AS department,
    v.title,
    to_char(c.at AT TIME ZONE INTERVAL '8 hours', 'YYYY"年"FMMM"月"FMDD"日"HH24:MI') AS published,
    c.backdated::integer AS backdated,
    CASE WHEN v.number IS NOT NULL AND c.kind = 'correction' THEN c.reason END AS correction_reason,
    e.text::json ->> 'document' AS document_sha256,
    e.text::json ->> 'pdf' AS pdf_sha256,
    e.text::json ->> 'ofd' AS ofd_sha256,
    e.text::json ->> 'xlsx' AS xlsx_sha256,
    c.number,
    encode(e.leaf, 'hex') AS leaf,
    CASE
        WHEN v.number IS NULL THEN 'withdrawn'
        WHEN p.revision = k.revision THEN 'current'
        ELSE 'superseded'
    END AS state,
    nullif(p.revision, k.revision) AS other,
    to_char(w.at AT TIME ZONE INTERVAL '8 hours', 'YYYY"年"FMMM"月"FMDD"日"HH24:MI') AS withdrawn,
    w.reason
FROM gongkai.short_code AS k
JOIN gongkai.change AS c ON c.report_id = k.report_id AND c.revision = k.revision AND c.kind <> 'withdrawal'
JOIN gongkai.log_entry AS e ON e.number = c.number
LEFT JOIN gongkai.revision AS v ON v.report_id = k.report_id AND v.number = k.revision
LEFT JOIN gongkai.publication AS p ON p.report_id = k.report_id
LEFT JOIN LATERAL (
    SELECT q.at, q.reason
    FROM gongkai.change AS q
    WHERE q.report_id = c.report_id AND q.number > c.number AND q.kind = 'withdrawal'
    ORDER BY q.number
    LIMIT 1
) AS w ON v.number IS NULL
WHERE k.code = $1::text;
