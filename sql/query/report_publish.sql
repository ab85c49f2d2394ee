-- name: report_publish
-- role: staff
-- params: id text, title text, template text, template_digest text, published_at text
-- returns: revision integer, outcome text
-- Publish a draft; published_at is an RFC 3339 time or null for now. One row;
-- outcome is published or unchanged.
SELECT
    p.revision,
    p.outcome
FROM gongkai.publish(
    $1::text, $2::text, $3::text, $4::text,
    coalesce($5::text::timestamptz, now())
) AS p;
