-- The steps of a search are told how many of the first size there are; 75_search.sql
-- makes these anew.
DROP FUNCTION IF EXISTS gongkai.search_reach(text, text[], bigint, integer, integer, integer);
DROP FUNCTION IF EXISTS gongkai.search_steps(bigint, bigint, integer, integer, integer);
