-- Who must wait for a login is decided alike for names that there are and for others: whether an
-- account has come in from a place before says nothing any more, as others behind the same address
-- could see it by the answer. Its browser proves itself instead, by a secret of its own.
CREATE TABLE gongkai.account_device (
    account gongkai.account_name REFERENCES gongkai.account,
    hash text COLLATE "C" CHECK (hash ~ '^[0-9a-f]{64}$'),
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, hash)
);
COMMENT ON TABLE gongkai.account_device IS 'With which browsers accounts have come in: there the failures of others do not make them wait.';
COMMENT ON COLUMN gongkai.account_device.account IS 'Who.';
COMMENT ON COLUMN gongkai.account_device.hash IS 'SHA-256 of the secret in a cookie of the browser.';
COMMENT ON COLUMN gongkai.account_device.seen_at IS 'When last.';

CREATE TABLE gongkai.login_network (
    network text PRIMARY KEY,
    seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE gongkai.login_network IS 'From where somebody, whoever it was, has come in.';
COMMENT ON COLUMN gongkai.login_network.network IS 'The address, of IPv6 its network of 2^64.';
COMMENT ON COLUMN gongkai.login_network.seen_at IS 'When last.';

INSERT INTO gongkai.login_network (network, seen_at)
SELECT n.network, max(n.seen_at) FROM gongkai.account_network AS n GROUP BY n.network;
DROP TABLE gongkai.account_network;

ALTER TABLE gongkai.login_failure DROP COLUMN is_known;
ALTER TABLE gongkai.login_failure ADD COLUMN device text COLLATE "C";
COMMENT ON COLUMN gongkai.login_failure.device IS 'With which of the account''s browsers; NULL: with none of them.';

DROP FUNCTION IF EXISTS
    gongkai.login_wait(text, text),
    gongkai.login_fail(text, text),
    gongkai.login_settle(text, text),
    gongkai.login_salt(text, text, integer, integer, integer),
    gongkai.login(text, text, text, text, integer, integer, integer),
    gongkai.login_code(bigint, text, text, integer),
    gongkai.login_password(text, text, integer, integer, integer, text, text, text),
    gongkai.login_code_end(text, text);
