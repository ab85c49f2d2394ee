-- name: draft_list
-- role: staff
-- params: none
-- returns: id text, title text, form text, state text
-- All drafts by id. The state is unpublished, withdrawn, published, or changed
-- when publishing would now freeze another document. It is found by assembling
-- each draft, which takes about a millisecond: a list for people, not for pages.
SELECT
    r.id,
    r.title,
    r.form,
    CASE
        WHEN v.document IS NULL THEN CASE
            WHEN EXISTS (SELECT FROM gongkai.change AS c WHERE c.report_id = r.id) THEN 'withdrawn'
            ELSE 'unpublished'
        END
        WHEN v.document = gongkai.frozen_document(
            gongkai.document(r.id, 'public'), v.number, v.published_at) THEN 'published'
        ELSE 'changed'
    END AS state
FROM gongkai.report AS r
LEFT JOIN gongkai.publication AS p ON p.report_id = r.id
LEFT JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
ORDER BY r.id;
