-- Lists are told where to look, beside what they find out themselves.
DROP FUNCTION IF EXISTS gongkai.account_list(text, integer);
DROP FUNCTION IF EXISTS gongkai.token_list();
DROP FUNCTION IF EXISTS gongkai.trail_list(bigint, text, text, timestamptz, timestamptz, integer);
