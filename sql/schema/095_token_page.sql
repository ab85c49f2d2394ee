-- Tokens are listed in pages: those that have ended stay, as what was done with them does.
DROP FUNCTION IF EXISTS gongkai.token_list(text, text[]);
