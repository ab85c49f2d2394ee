-- Many documents at once: a job is an archive of workbooks and JSON that an account has
-- sent. Workers of the desk check its files one by one, each in a transaction of its own,
-- and then import all of them in one, or none. What a worker has in hand it has locked: when
-- it dies, another goes on.

CREATE TABLE gongkai.job (
    id text COLLATE "C" PRIMARY KEY DEFAULT replace(gen_random_uuid()::text, '-', ''),
    account text NOT NULL,
    secret text NOT NULL,
    hash gongkai.sha256 NOT NULL UNIQUE,
    roles text[],
    department text NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    state text NOT NULL DEFAULT 'checking'
        CHECK (state IN ('checking', 'writing', 'done', 'failed', 'cancelled')),
    reason text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    CONSTRAINT job_ended CHECK ((ended_at IS NULL) = (state IN ('checking', 'writing')))
);
COMMENT ON TABLE gongkai.job IS 'Archives of documents that accounts have sent, with what became of them. Internal.';
COMMENT ON COLUMN gongkai.job.id IS 'By which it is asked for.';
COMMENT ON COLUMN gongkai.job.account IS 'Who sent it, and for whom it works.';
COMMENT ON COLUMN gongkai.job.secret IS 'With which a worker acts for the account while the job is under way, and no longer.';
COMMENT ON COLUMN gongkai.job.hash IS 'SHA-256 of the secret.';
COMMENT ON COLUMN gongkai.job.roles IS 'The roles that the token had with which it was sent; absent: those of the account.';
COMMENT ON COLUMN gongkai.job.department IS 'The same of its departments; empty: those of the account.';
COMMENT ON COLUMN gongkai.job.name IS 'What the archive is called.';
COMMENT ON COLUMN gongkai.job.state IS 'checking: its files are checked; writing: they are imported; done, failed or cancelled: it is over.';
COMMENT ON COLUMN gongkai.job.reason IS 'Why it failed as a whole; absent where its files say it.';
COMMENT ON COLUMN gongkai.job.created_at IS 'When it was sent.';
COMMENT ON COLUMN gongkai.job.ended_at IS 'When it was over.';

CREATE INDEX job_account ON gongkai.job (account, created_at);
CREATE INDEX job_open ON gongkai.job (created_at) WHERE state IN ('checking', 'writing');

CREATE TABLE gongkai.job_file (
    job text COLLATE "C" REFERENCES gongkai.job ON DELETE CASCADE,
    number integer CHECK (number > 0),
    name text NOT NULL,
    bytes bytea,
    attempts integer NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sound', 'faulty', 'imported')),
    report_id text COLLATE "C",
    outcome text,
    faults jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (job, number)
);
COMMENT ON TABLE gongkai.job_file IS 'The files of jobs.';
COMMENT ON COLUMN gongkai.job_file.job IS 'The job.';
COMMENT ON COLUMN gongkai.job_file.number IS 'Its place in the archive, from 1.';
COMMENT ON COLUMN gongkai.job_file.name IS 'Its name there.';
COMMENT ON COLUMN gongkai.job_file.bytes IS 'The file; its document, once it was found sound; absent when the job is over.';
COMMENT ON COLUMN gongkai.job_file.attempts IS 'How often a worker began to check it: one on which workers die is faulty in the end.';
COMMENT ON COLUMN gongkai.job_file.state IS 'waiting; sound or faulty: checked; imported.';
COMMENT ON COLUMN gongkai.job_file.report_id IS 'The report that it is.';
COMMENT ON COLUMN gongkai.job_file.outcome IS 'created, updated or unchanged, when it was imported.';
COMMENT ON COLUMN gongkai.job_file.faults IS 'Its faults: [{"pointer", "message"}].';

CREATE INDEX job_file_waiting ON gongkai.job_file (job, number) WHERE state = 'waiting';

-- Not in the job: that is locked while its files are imported.
CREATE TABLE gongkai.job_cancelled (
    job text COLLATE "C" PRIMARY KEY REFERENCES gongkai.job ON DELETE CASCADE
);
COMMENT ON TABLE gongkai.job_cancelled IS 'Jobs that are to end without having done anything.';
COMMENT ON COLUMN gongkai.job_cancelled.job IS 'The job.';
