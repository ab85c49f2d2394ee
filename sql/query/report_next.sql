-- name: report_next
-- role: staff, desk
-- params: id text, published_at text
-- returns: document text, form text, title text, template_digest text, is_unchanged integer
-- What report_publish would freeze at that time, and from which draft; 1 when there is
-- nothing to publish. One row, or the error that publishing would meet.
SELECT
    n.document::text AS document,
    n.form,
    n.title,
    n.template_digest,
    n.is_unchanged::integer AS is_unchanged
FROM gongkai.next_revision($1::text, $2::text::timestamptz) AS n;
