-- A database that was published to before there were facts gets them now.
DO $$
BEGIN
    IF EXISTS (SELECT FROM gongkai.publication AS p WHERE p.change IS NULL) THEN
        PERFORM gongkai.fill_facts();
    END IF;
END
$$;
