-- What accounts leave beside drafts: comments at cells, answers that were given once
-- (Idempotency-Key), and who looks at what just now. Only functions of ours read and write
-- here; they ask what the account that acts may do.

CREATE TABLE gongkai.draft_comment (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    report_id gongkai.identifier NOT NULL REFERENCES gongkai.report ON DELETE CASCADE,
    pointer text NOT NULL CHECK (char_length(pointer) <= 1000),
    body text NOT NULL CHECK (char_length(body) BETWEEN 1 AND 2000),
    digest gongkai.sha256 NOT NULL,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    settled_by text,
    settled_at timestamptz,
    CONSTRAINT draft_comment_settled CHECK (num_nulls(settled_by, settled_at) IN (0, 2))
);
COMMENT ON TABLE gongkai.draft_comment IS 'What reviewers and editors say of cells of a draft to each other. Internal.';
COMMENT ON COLUMN gongkai.draft_comment.number IS 'In order.';
COMMENT ON COLUMN gongkai.draft_comment.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.draft_comment.pointer IS 'JSON Pointer of the cell; empty: the whole draft.';
COMMENT ON COLUMN gongkai.draft_comment.body IS 'The comment, plain text.';
COMMENT ON COLUMN gongkai.draft_comment.digest IS 'The digest of the draft that it was said of.';
COMMENT ON COLUMN gongkai.draft_comment.made_by IS 'Who said it, as gongkai.acting_person() names it.';
COMMENT ON COLUMN gongkai.draft_comment.made_at IS 'When.';
COMMENT ON COLUMN gongkai.draft_comment.settled_by IS 'Who found it settled; absent while it stands.';
COMMENT ON COLUMN gongkai.draft_comment.settled_at IS 'When that was.';

CREATE INDEX draft_comment_report ON gongkai.draft_comment (report_id, number);

CREATE TABLE gongkai.once (
    account text NOT NULL,
    key text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 200),
    request gongkai.sha256 NOT NULL,
    status integer,
    location text,
    etag text,
    body text,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, key)
);
COMMENT ON TABLE gongkai.once IS 'Answers to requests with an Idempotency-Key, for a day: the same request again gets the same answer and does nothing.';
COMMENT ON COLUMN gongkai.once.account IS 'Who asked.';
COMMENT ON COLUMN gongkai.once.key IS 'With which key.';
COMMENT ON COLUMN gongkai.once.request IS 'SHA-256 of method, address and body.';
COMMENT ON COLUMN gongkai.once.status IS 'HTTP status of the answer; absent only within the transaction that answers.';
COMMENT ON COLUMN gongkai.once.location IS 'Its Location; absent without.';
COMMENT ON COLUMN gongkai.once.etag IS 'Its ETag; absent without.';
COMMENT ON COLUMN gongkai.once.body IS 'Its body.';
COMMENT ON COLUMN gongkai.once.made_at IS 'When.';

CREATE INDEX once_made_at ON gongkai.once (made_at);

-- Nobody misses it after a crash.
CREATE UNLOGGED TABLE gongkai.presence (
    report_id gongkai.identifier,
    account text,
    person text NOT NULL,
    pointer text NOT NULL CHECK (char_length(pointer) <= 1000),
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (report_id, account)
);
COMMENT ON TABLE gongkai.presence IS 'Who has a draft open, and where in it. Good for some seconds.';
COMMENT ON COLUMN gongkai.presence.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.presence.account IS 'Whose account.';
COMMENT ON COLUMN gongkai.presence.person IS 'Name of the person.';
COMMENT ON COLUMN gongkai.presence.pointer IS 'JSON Pointer of the cell; empty: nowhere in particular.';
COMMENT ON COLUMN gongkai.presence.seen_at IS 'When that was told.';

-- Of the life of drafts what belongs to drafts that the account may read.
DO $$
DECLARE
    part regclass;
BEGIN
    FOREACH part IN ARRAY ARRAY['gongkai.draft', 'gongkai.draft_author', 'gongkai.transition']::regclass[] LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('CREATE POLICY part_staff ON %s TO gongkai_staff USING (true)', part);
        EXECUTE format(
            'CREATE POLICY part_desk ON %s FOR SELECT TO gongkai_desk
                USING (EXISTS (SELECT FROM gongkai.report AS r WHERE r.id = report_id))', part);
        EXECUTE format('GRANT SELECT ON %s TO gongkai_desk', part);
    END LOOP;
END
$$;

-- What signing the log reads.
GRANT SELECT ON gongkai.log_entry, gongkai.log_node, gongkai.log_key, gongkai.log_signature, gongkai.font_set
    TO gongkai_desk;
