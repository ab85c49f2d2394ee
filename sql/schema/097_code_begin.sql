-- Who begins with one-time codes must know the password, as who ends them must.
DROP FUNCTION IF EXISTS gongkai.login_code_begin(text, text);
