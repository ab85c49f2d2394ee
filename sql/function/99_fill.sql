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
