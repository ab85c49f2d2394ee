-- Nobody publishes from here on. Before any row or table is locked that a publisher needs,
-- who holds this and would wait for us as we for him: what stands before takes none.
SELECT gongkai.lock_changes();

-- A database that was published to before there were facts, or whose facts a
-- migration has taken away, gets them now.
DO $$
BEGIN
    IF EXISTS (
        SELECT
        FROM gongkai.publication AS p
        WHERE p.change IS NULL
            OR NOT EXISTS (SELECT FROM gongkai.published_text AS t WHERE t.change = p.change)
    ) THEN
        PERFORM gongkai.fill_facts();
    END IF;
END
$$;

-- Drafts from before their states were kept, and not changed since: those that are public
-- as they are. (New ones have an editor.)
UPDATE gongkai.draft AS d
SET state = 'published', digest = gongkai.draft_digest(d.report_id)
FROM gongkai.publication AS p
JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
WHERE d.report_id = p.report_id AND d.state = 'draft' AND d.edited_by IS NULL
    AND gongkai.is_frozen_from(v.document, gongkai.document(d.report_id, 'public'));
