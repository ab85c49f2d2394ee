-- Functions whose parameters have other names since 015; those names are part of
-- what CREATE OR REPLACE FUNCTION must not change.
DROP FUNCTION IF EXISTS gongkai.search_has(text, text[]);
DROP FUNCTION IF EXISTS gongkai.search_place(text, text);
