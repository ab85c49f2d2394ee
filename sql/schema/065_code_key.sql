-- Secrets of one-time codes are encrypted under a key that the database does not have.

ALTER TABLE gongkai.account
    DROP CONSTRAINT account_totp_secret_check,
    ADD COLUMN totp_key text COLLATE "C" CHECK (totp_key ~ '^[0-9a-f]{16}$'),
    ADD CONSTRAINT account_totp_secret CHECK (length(totp_secret) = CASE WHEN totp_key IS NULL THEN 20 ELSE 48 END);
COMMENT ON COLUMN gongkai.account.totp_secret IS 'The secret of one-time codes (RFC 6238): a nonce of 12 bytes, 20 bytes by AES-256-GCM bound to the name of the account, the tag; 20 bytes as they are, of before there was a key, until the next login.';
COMMENT ON COLUMN gongkai.account.totp_key IS 'The first 16 digits of the SHA-256 of the key, which is in a file of the desk; NULL: not encrypted.';

-- They answer otherwise, or take more, since.
DROP FUNCTION IF EXISTS gongkai.login_code_secret();
DROP FUNCTION IF EXISTS gongkai.login_code_pending();
DROP FUNCTION IF EXISTS gongkai.login_code_begin(text);
