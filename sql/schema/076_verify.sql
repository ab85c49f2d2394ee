-- What lists and searches have is compared with what it is to be, and no longer made anew.
DROP FUNCTION IF EXISTS gongkai.facts_of(text);
DROP FUNCTION IF EXISTS gongkai.renew_facts(text);
DROP FUNCTION IF EXISTS gongkai.write_indicators(text[]);
DROP FUNCTION IF EXISTS gongkai.write_texts(text[]);
