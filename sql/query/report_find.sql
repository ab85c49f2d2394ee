-- name: report_find
-- role: public
-- params: id text, known text
-- returns: document text, sha256 text, published_http text, title text, form text, template_digest text, revision integer, withdrawn_at text, withdrawn_http text, reason text, code text, site text
-- The current revision of a report; the document is null when `known` is its
-- sha256. Of a report that is withdrawn, only time and reason of that. The code is
-- there when it is printed, and the site with it. No row when nothing was ever published
-- under the id.
SELECT
    CASE WHEN v.sha256 IS DISTINCT FROM $2::text THEN v.document END AS document,
    v.sha256,
    gongkai.http_date(v.published_at) AS published_http,
    v.title,
    p.form,
    v.template_digest,
    v.number AS revision,
    NULL AS withdrawn_at,
    NULL AS withdrawn_http,
    NULL AS reason,
    k.code,
    d.site
FROM gongkai.publication AS p
JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
LEFT JOIN gongkai.rendition AS d ON d.report_id = v.report_id AND d.revision = v.number AND d.site IS NOT NULL
LEFT JOIN gongkai.short_code AS k ON k.report_id = d.report_id AND k.revision = d.revision
WHERE p.report_id = $1::text
UNION ALL
SELECT
    NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    gongkai.rfc3339(c.at),
    gongkai.http_date(c.at),
    c.reason,
    NULL, NULL
FROM (
    SELECT q.kind, q.at, q.reason
    FROM gongkai.change AS q
    WHERE q.report_id = $1::text
    ORDER BY q.number DESC
    LIMIT 1
) AS c
WHERE c.kind = 'withdrawal'
-- What is published needs no look at what was withdrawn.
LIMIT 1;
