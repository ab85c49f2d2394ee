-- name: verify_file
-- role: staff
-- params: sha256 text, id text
-- returns: report_id text, revision integer, what text, published_at text, backdated integer, current integer, withdrawn_at text, reason text
-- The revision of which a file has this digest, and what became of it; without one,
-- the report of that id (may be null) as it is now, with `what` null. No row when it is neither.
SELECT
    m.report_id,
    m.revision,
    m.what,
    gongkai.rfc3339(c.at) AS published_at,
    c.backdated::integer AS backdated,
    p.revision AS current,
    gongkai.rfc3339(w.at) AS withdrawn_at,
    w.reason
FROM (
    SELECT v.report_id::text, v.number AS revision, 'JSON' AS what
    FROM gongkai.revision AS v
    WHERE v.sha256 = $1::text
    UNION ALL
    SELECT d.report_id, d.revision, 'PDF'
    FROM gongkai.rendition AS d
    WHERE d.pdf_sha256 = $1::text
    UNION ALL
    SELECT d.report_id, d.revision, 'OFD'
    FROM gongkai.rendition AS d
    WHERE d.ofd_sha256 = $1::text
    UNION ALL
    SELECT d.report_id, d.revision, 'Excel'
    FROM gongkai.rendition AS d
    WHERE d.xlsx_sha256 = $1::text
    UNION ALL
    (
        SELECT q.report_id, q.revision, NULL
        FROM gongkai.change AS q
        WHERE q.report_id = $2::text
        ORDER BY q.number DESC
        LIMIT 1
    )
) AS m
JOIN gongkai.change AS c ON c.report_id = m.report_id AND c.revision = m.revision AND c.kind <> 'withdrawal'
LEFT JOIN gongkai.publication AS p ON p.report_id = m.report_id
LEFT JOIN LATERAL (
    SELECT q.at, q.reason
    FROM gongkai.change AS q
    WHERE q.report_id = c.report_id AND q.number > c.number AND q.kind = 'withdrawal'
    ORDER BY q.number
    LIMIT 1
) AS w ON true
ORDER BY m.what NULLS LAST
LIMIT 1;
