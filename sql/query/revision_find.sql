-- name: revision_find
-- role: public
-- params: id text, number integer, known text
-- returns: document text, sha256 text, published_http text, title text, form text, template_digest text, revision integer, withdrawn_at text, withdrawn_http text, reason text, code text, site text
-- One revision of a report; the document is null when `known` is its sha256. Of
-- one that was withdrawn, only time and reason of that. The code is there when it is
-- printed, and the site with it. No row when there never was one of this number.
SELECT
    CASE WHEN v.sha256 IS DISTINCT FROM $3::text THEN v.document END AS document,
    v.sha256,
    CASE WHEN v.sha256 IS NOT NULL THEN gongkai.http_date(c.at) END AS published_http,
    v.title,
    CASE WHEN v.sha256 IS NOT NULL THEN c.form END AS form,
    v.template_digest,
    v.number AS revision,
    gongkai.rfc3339(w.at) AS withdrawn_at,
    gongkai.http_date(w.at) AS withdrawn_http,
    w.reason,
    k.code,
    d.site
FROM (
    SELECT q.report_id, q.number, q.revision, q.at, q.form
    FROM gongkai.change AS q
    WHERE q.report_id = $1::text AND q.revision = $2::integer AND q.kind <> 'withdrawal'
) AS c
LEFT JOIN gongkai.revision AS v ON v.report_id = c.report_id AND v.number = c.revision
LEFT JOIN gongkai.rendition AS d ON d.report_id = v.report_id AND d.revision = v.number AND d.site IS NOT NULL
LEFT JOIN gongkai.short_code AS k ON k.report_id = d.report_id AND k.revision = d.revision
LEFT JOIN LATERAL (
    SELECT q.at, q.reason
    FROM gongkai.change AS q
    WHERE q.report_id = c.report_id AND q.number > c.number AND q.kind = 'withdrawal'
    ORDER BY q.number
    LIMIT 1
) AS w ON v.number IS NULL;
