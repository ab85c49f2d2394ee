-- name: report_find
-- role: public
-- params: id text
-- returns: document text, sha256 text, published_http text, title text, form text
-- The current revision of a report; no row when nothing is published under the id.
SELECT
    v.document,
    v.sha256,
    gongkai.http_date(v.published_at) AS published_http,
    v.title,
    p.form
FROM gongkai.publication AS p
JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
WHERE p.report_id = $1::text;
