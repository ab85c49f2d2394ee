-- Functions whose parameters have other names since 015; those names are part of
-- what CREATE OR REPLACE FUNCTION must not change.
DROP FUNCTION IF EXISTS gongkai.search_has(text, text[]);
DROP FUNCTION IF EXISTS gongkai.search_place(text, text);

-- Searches find regions, and the labels of the rows of sums. gongkai.fill_facts()
-- makes the texts anew.
TRUNCATE gongkai.published_text, gongkai.published_indicator;
