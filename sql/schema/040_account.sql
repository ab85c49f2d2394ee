-- Who works at the desk: accounts, what each may do where, sessions and tokens, and the
-- trail of all that was done. Nobody but the owner reads or writes these tables: all goes
-- through the functions of sql/function/78_login.sql, 79_account.sql.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gongkai_desk') THEN
        RAISE EXCEPTION 'there is no role gongkai_desk'
            USING HINT = 'As a superuser, run roles.sql in this database once more: it makes the role.';
    END IF;
END
$$;

GRANT USAGE ON SCHEMA gongkai TO gongkai_desk;
GRANT SELECT (number) ON gongkai.migration TO gongkai_desk;

CREATE DOMAIN gongkai.account_name AS text COLLATE "C"
    CONSTRAINT account_name_form CHECK (VALUE ~ '^[a-z0-9][a-z0-9._@-]{0,63}$');
COMMENT ON DOMAIN gongkai.account_name IS 'The name with which somebody logs in.';

-- '' is the whole country, 43 a province, 4306 a city, 430602 a county, 430602-106 a department.
CREATE DOMAIN gongkai.code_prefix AS text COLLATE "C"
    CONSTRAINT code_prefix_form CHECK (VALUE ~ '^([0-9A-Za-z](-?[0-9A-Za-z])*-?)?$' AND char_length(VALUE) <= 64);
COMMENT ON DOMAIN gongkai.code_prefix IS 'The beginning of the codes of departments: all that begin so are meant. Codes begin with that of the region.';

CREATE TABLE gongkai.account (
    name gongkai.account_name PRIMARY KEY,
    person gongkai.line NOT NULL,
    department gongkai.code_prefix NOT NULL,
    salt bytea CHECK (length(salt) = 16),
    memory_kib integer CHECK (memory_kib > 0),
    passes integer CHECK (passes > 0),
    lanes integer CHECK (lanes > 0),
    verifier gongkai.sha256,
    password_at timestamptz,
    must_change boolean NOT NULL DEFAULT false,
    may_sign_on boolean NOT NULL DEFAULT false,
    totp_secret bytea CHECK (length(totp_secret) = 20),
    totp_since timestamptz,
    totp_step bigint NOT NULL DEFAULT 0,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT account_password CHECK (num_nulls(salt, memory_kib, passes, lanes, verifier, password_at) IN (0, 6)),
    CONSTRAINT account_totp CHECK (totp_since IS NULL OR totp_secret IS NOT NULL)
);
COMMENT ON TABLE gongkai.account IS 'The people and programs that work at the desk.';
COMMENT ON COLUMN gongkai.account.name IS 'With which they log in. It stays for ever, because the trail names it.';
COMMENT ON COLUMN gongkai.account.person IS 'Name of the person, as transitions say it.';
COMMENT ON COLUMN gongkai.account.department IS 'Where they belong to: whose administrators look after the account.';
COMMENT ON COLUMN gongkai.account.salt IS 'Salt of the password; NULL and what follows: without a password.';
COMMENT ON COLUMN gongkai.account.memory_kib IS 'Memory of Argon2id, in KiB.';
COMMENT ON COLUMN gongkai.account.passes IS 'Passes of Argon2id.';
COMMENT ON COLUMN gongkai.account.lanes IS 'Lanes of Argon2id.';
COMMENT ON COLUMN gongkai.account.verifier IS 'SHA-256 of what Argon2id makes of the password (32 bytes): the database compares, and gives it to nobody.';
COMMENT ON COLUMN gongkai.account.password_at IS 'When the password was set.';
COMMENT ON COLUMN gongkai.account.must_change IS 'Somebody else set the password: the first thing to do is to choose another.';
COMMENT ON COLUMN gongkai.account.may_sign_on IS 'May come in by single sign-on.';
COMMENT ON COLUMN gongkai.account.totp_secret IS 'The secret of one-time codes (RFC 6238).';
COMMENT ON COLUMN gongkai.account.totp_since IS 'Since when codes are asked for: a first one has been given.';
COMMENT ON COLUMN gongkai.account.totp_step IS 'The time step of the last code that was taken; no code is taken twice.';
COMMENT ON COLUMN gongkai.account.disabled_at IS 'Since when the account is closed.';
COMMENT ON COLUMN gongkai.account.created_at IS 'When it was made.';

CREATE TABLE gongkai.account_grant (
    account gongkai.account_name REFERENCES gongkai.account,
    role text COLLATE "C" CHECK (role IN ('reader', 'editor', 'reviewer', 'publisher', 'administrator')),
    department gongkai.code_prefix,
    PRIMARY KEY (account, role, department)
);
COMMENT ON TABLE gongkai.account_grant IS 'What accounts may do, and where. Whoever has a role somewhere may read there.';
COMMENT ON COLUMN gongkai.account_grant.account IS 'Who.';
COMMENT ON COLUMN gongkai.account_grant.role IS 'What: reader, editor, reviewer, publisher or administrator.';
COMMENT ON COLUMN gongkai.account_grant.department IS 'Where: departments whose codes begin so.';

CREATE TABLE gongkai.session (
    hash gongkai.sha256 PRIMARY KEY,
    account gongkai.account_name NOT NULL REFERENCES gongkai.account,
    state text NOT NULL CHECK (state IN ('code', 'change', 'open')),
    means text NOT NULL CHECK (means IN ('password', 'code', 'sso')),
    address text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    idle interval NOT NULL CHECK (idle BETWEEN '1 second' AND '24 hours'),
    expires_at timestamptz NOT NULL CHECK (expires_at <= created_at + interval '24 hours'),
    wrong_codes integer NOT NULL DEFAULT 0,
    ended_at timestamptz
);
COMMENT ON TABLE gongkai.session IS 'Sessions of people. The secret is with the browser alone: here is its hash.';
COMMENT ON COLUMN gongkai.session.hash IS 'SHA-256 of the secret.';
COMMENT ON COLUMN gongkai.session.account IS 'Whose.';
COMMENT ON COLUMN gongkai.session.state IS 'code: the password was right, a one-time code is due; change: a new password is due; open: may work.';
COMMENT ON COLUMN gongkai.session.means IS 'How they came in: password, code (and a password) or sso.';
COMMENT ON COLUMN gongkai.session.address IS 'From where.';
COMMENT ON COLUMN gongkai.session.created_at IS 'Since when.';
COMMENT ON COLUMN gongkai.session.seen_at IS 'When it was last used, to the minute.';
COMMENT ON COLUMN gongkai.session.idle IS 'So long unused, it is over.';
COMMENT ON COLUMN gongkai.session.expires_at IS 'Then it is over, used or not.';
COMMENT ON COLUMN gongkai.session.wrong_codes IS 'One-time codes that were wrong.';
COMMENT ON COLUMN gongkai.session.ended_at IS 'When it was ended.';

CREATE INDEX session_account ON gongkai.session (account);
CREATE INDEX session_expires ON gongkai.session (expires_at);

CREATE TABLE gongkai.token (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    hash gongkai.sha256 NOT NULL UNIQUE,
    account gongkai.account_name NOT NULL REFERENCES gongkai.account,
    label gongkai.line NOT NULL,
    roles text[] NOT NULL CHECK (cardinality(roles) > 0),
    department gongkai.code_prefix NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL CHECK (expires_at <= created_at + interval '400 days'),
    seen_at timestamptz,
    ended_at timestamptz
);
COMMENT ON TABLE gongkai.token IS 'Secrets of programs that work at the desk for an account. Only their hashes are kept.';
COMMENT ON COLUMN gongkai.token.number IS 'By which it is named.';
COMMENT ON COLUMN gongkai.token.hash IS 'SHA-256 of the secret.';
COMMENT ON COLUMN gongkai.token.account IS 'For whom it works.';
COMMENT ON COLUMN gongkai.token.label IS 'What it is for.';
COMMENT ON COLUMN gongkai.token.roles IS 'Of the account''s roles, those that it has.';
COMMENT ON COLUMN gongkai.token.department IS 'And of the account''s departments, those whose codes begin so.';
COMMENT ON COLUMN gongkai.token.created_at IS 'When it was made.';
COMMENT ON COLUMN gongkai.token.expires_at IS 'Until when it is good.';
COMMENT ON COLUMN gongkai.token.seen_at IS 'When it was last used, to the minute.';
COMMENT ON COLUMN gongkai.token.ended_at IS 'When it was taken back.';

CREATE INDEX token_account ON gongkai.token (account);

CREATE TABLE gongkai.login_failure (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name text COLLATE "C" NOT NULL,
    network text NOT NULL,
    is_known boolean NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE gongkai.login_failure IS 'Logins that failed within the last day, of names that there are and of others alike.';
COMMENT ON COLUMN gongkai.login_failure.number IS 'In order.';
COMMENT ON COLUMN gongkai.login_failure.name IS 'The name that was given.';
COMMENT ON COLUMN gongkai.login_failure.network IS 'From where: the address, of IPv6 its network of 2^64.';
COMMENT ON COLUMN gongkai.login_failure.is_known IS 'Whether the account has come in from there before.';
COMMENT ON COLUMN gongkai.login_failure.at IS 'When.';

CREATE INDEX login_failure_name ON gongkai.login_failure (name, at);
CREATE INDEX login_failure_network ON gongkai.login_failure (network, at);

CREATE TABLE gongkai.account_network (
    account gongkai.account_name REFERENCES gongkai.account,
    network text,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, network)
);
COMMENT ON TABLE gongkai.account_network IS 'From where accounts have come in: there the failures of strangers do not make them wait.';
COMMENT ON COLUMN gongkai.account_network.account IS 'Who.';
COMMENT ON COLUMN gongkai.account_network.network IS 'From where.';
COMMENT ON COLUMN gongkai.account_network.seen_at IS 'When last.';

-- One row, so that the database's owner alone decides.
CREATE TABLE gongkai.desk_option (
    is_single boolean PRIMARY KEY DEFAULT true CHECK (is_single),
    trusts_sign_on boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE gongkai.desk_option IS 'One row: what only the owner may switch.';
COMMENT ON COLUMN gongkai.desk_option.is_single IS 'True, so that there is one row.';
COMMENT ON COLUMN gongkai.desk_option.trusts_sign_on IS 'Whether the desk may open sessions for whom nginx names, without a password.';
INSERT INTO gongkai.desk_option DEFAULT VALUES;

-- The trail: who did what. It is only added to, and each entry has the hash of the one before.
CREATE TABLE gongkai.trail (
    number bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    account text COLLATE "C",
    means text NOT NULL,
    address text NOT NULL,
    action text NOT NULL,
    target text,
    result text NOT NULL,
    detail text,
    hash gongkai.hash NOT NULL
);
COMMENT ON TABLE gongkai.trail IS 'Every login, refusal, reading of a draft, change and transition at the desk. Only added to; administrators read it.';
COMMENT ON COLUMN gongkai.trail.number IS 'From 1 without gaps.';
COMMENT ON COLUMN gongkai.trail.at IS 'When, by the database''s clock.';
COMMENT ON COLUMN gongkai.trail.account IS 'Who: the account, or the name that was given at a login; NULL: nobody known.';
COMMENT ON COLUMN gongkai.trail.means IS 'session, token, none, or command for the command line.';
COMMENT ON COLUMN gongkai.trail.address IS 'From where: an address, or the user of the operating system.';
COMMENT ON COLUMN gongkai.trail.action IS 'What: method and route, or the name of a step of the login.';
COMMENT ON COLUMN gongkai.trail.target IS 'To what: a draft, an account, a token, a department.';
COMMENT ON COLUMN gongkai.trail.result IS 'How it ended: the status of the answer, or a word.';
COMMENT ON COLUMN gongkai.trail.detail IS 'What else is to be known: the reason of a refusal, what was changed.';
COMMENT ON COLUMN gongkai.trail.hash IS 'SHA-256 of the hash before (32 zero bytes at first) and gongkai.trail_text() of this entry.';

CREATE INDEX trail_account ON gongkai.trail (account, number);
CREATE INDEX trail_target ON gongkai.trail (target, number) WHERE target IS NOT NULL;

CREATE TABLE gongkai.trail_head (
    is_single boolean PRIMARY KEY DEFAULT true CHECK (is_single),
    number bigint NOT NULL,
    hash gongkai.hash NOT NULL
);
COMMENT ON TABLE gongkai.trail_head IS 'One row: the last entry of the trail. Whoever adds to it holds this row.';
COMMENT ON COLUMN gongkai.trail_head.is_single IS 'True, so that there is one row.';
COMMENT ON COLUMN gongkai.trail_head.number IS 'Number of the last entry; 0: there is none.';
COMMENT ON COLUMN gongkai.trail_head.hash IS 'Its hash.';
INSERT INTO gongkai.trail_head (number, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION gongkai.refuse_change()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '审计记录只能增加，不能改动或删除' USING ERRCODE = '55000';
END
$$;
CREATE TRIGGER trail_is_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON gongkai.trail
    FOR EACH STATEMENT EXECUTE FUNCTION gongkai.refuse_change();

-- What an account sees of the drafts and of all that hangs on them. Staff of the command
-- line see all. Nobody writes a draft but through functions of the owner, who is not bound by this.
CREATE FUNCTION gongkai.acting_reach(the_role text)
RETURNS text[]
LANGUAGE sql STABLE
AS 'SELECT ''{}''::text[]';

ALTER TABLE gongkai.report ENABLE ROW LEVEL SECURITY;
CREATE POLICY report_staff ON gongkai.report TO gongkai_staff USING (true);
CREATE POLICY report_desk ON gongkai.report FOR SELECT TO gongkai_desk
    USING (department_code ^@ ANY ((SELECT gongkai.acting_reach('reader'))::text[]));

DO $$
DECLARE
    part regclass;
BEGIN
    FOREACH part IN ARRAY ARRAY[
        'gongkai.report_text', 'gongkai.chapter', 'gongkai.fund_line', 'gongkai.indicator', 'gongkai.base_section',
        'gongkai.base_row', 'gongkai.base_value', 'gongkai.report_extra', 'gongkai.report_contact',
        'gongkai.report_attachment', 'gongkai.report_list', 'gongkai.audited', 'gongkai.finding',
        'gongkai.masking']::regclass[]
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('CREATE POLICY part_staff ON %s TO gongkai_staff USING (true)', part);
        EXECUTE format(
            'CREATE POLICY part_desk ON %s FOR SELECT TO gongkai_desk
                USING (EXISTS (SELECT FROM gongkai.report AS r WHERE r.id = report_id))', part);
        EXECUTE format('GRANT SELECT ON %s TO gongkai_desk', part);
    END LOOP;
END
$$;
GRANT SELECT ON gongkai.report TO gongkai_desk;

ALTER TABLE gongkai.explanation ENABLE ROW LEVEL SECURITY;
CREATE POLICY explanation_staff ON gongkai.explanation TO gongkai_staff USING (true);
CREATE POLICY explanation_desk ON gongkai.explanation FOR SELECT TO gongkai_desk
    USING (EXISTS (SELECT FROM gongkai.finding AS f WHERE f.name = finding));
GRANT SELECT ON gongkai.explanation TO gongkai_desk;

-- What is published is everybody's; what was withdrawn, theirs whose it is.
CREATE POLICY revision_desk ON gongkai.revision FOR SELECT TO gongkai_desk
    USING (withdrawn_at IS NULL OR EXISTS (SELECT FROM gongkai.report AS r WHERE r.id = report_id));
GRANT SELECT ON gongkai.revision, gongkai.publication, gongkai.template, gongkai.template_version,
    gongkai.base_column, gongkai.audit_rule, gongkai.audit_parameter, gongkai.audit_stamp,
    gongkai.administrative_division, gongkai.short_code
    TO gongkai_desk;
