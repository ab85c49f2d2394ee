-- The life of a report: in which state its draft is, who changed it, and every step from
-- one state to the next. Only functions of ours write here, and from here on only they
-- write drafts: what was approved is then what is published.

CREATE TABLE gongkai.draft (
    report_id gongkai.identifier PRIMARY KEY REFERENCES gongkai.report ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'draft'
        CHECK (state IN ('draft', 'in_review', 'approved', 'published', 'withdrawn')),
    since timestamptz NOT NULL DEFAULT now(),
    digest gongkai.sha256,
    template_digest gongkai.sha256,
    correction_reason gongkai.line,
    submitted_by text,
    approved_by text,
    edited_by text,
    edited_at timestamptz,
    CONSTRAINT draft_digest CHECK (digest IS NOT NULL OR state NOT IN ('in_review', 'approved')),
    CONSTRAINT draft_approval CHECK (num_nulls(template_digest, approved_by) = 0 OR state <> 'approved')
);
COMMENT ON TABLE gongkai.draft IS 'The state of each draft, one row for each. Internal.';
COMMENT ON COLUMN gongkai.draft.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.draft.state IS 'draft; in_review; approved; published or withdrawn and not changed since. Any change leads back to draft.';
COMMENT ON COLUMN gongkai.draft.since IS 'When it came into the state.';
COMMENT ON COLUMN gongkai.draft.digest IS 'What was submitted, approved or published: gongkai.draft_digest() at that time. Absent in a draft.';
COMMENT ON COLUMN gongkai.draft.template_digest IS 'The template in force when it was approved.';
COMMENT ON COLUMN gongkai.draft.correction_reason IS 'Why there is to be another revision, as submitted; public with it.';
COMMENT ON COLUMN gongkai.draft.submitted_by IS 'Who submitted it.';
COMMENT ON COLUMN gongkai.draft.approved_by IS 'Who approved it.';
COMMENT ON COLUMN gongkai.draft.edited_by IS 'Who changed it last; absent where that was before this was kept.';
COMMENT ON COLUMN gongkai.draft.edited_at IS 'When that was.';

-- Lists go by state.
CREATE INDEX draft_state ON gongkai.draft (state, report_id);

CREATE TABLE gongkai.draft_author (
    report_id gongkai.identifier REFERENCES gongkai.draft ON DELETE CASCADE,
    person text NOT NULL CHECK (char_length(person) BETWEEN 1 AND 200),
    PRIMARY KEY (report_id, person)
);
COMMENT ON TABLE gongkai.draft_author IS 'Who changed a draft since it was last published: none of them may approve it. Internal.';
COMMENT ON COLUMN gongkai.draft_author.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.draft_author.person IS 'The person, as gongkai.acting_person() names it.';

-- It does not refer to the draft: deleting a draft takes nothing back.
CREATE TABLE gongkai.transition (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    report_id gongkai.identifier NOT NULL,
    kind text NOT NULL
        CHECK (kind IN ('create', 'edit', 'submit', 'approve', 'return', 'publish', 'withdraw', 'delete')),
    from_state text,
    to_state text,
    person text NOT NULL,
    role text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT now(),
    reason text CHECK (char_length(reason) BETWEEN 1 AND 2000),
    digest gongkai.sha256,
    change bigint,
    CONSTRAINT transition_change CHECK ((change IS NOT NULL) = (kind IN ('publish', 'withdraw')))
);
COMMENT ON TABLE gongkai.transition IS 'Every step in the life of a report, each as one row that is never changed. Internal.';
COMMENT ON COLUMN gongkai.transition.number IS 'In the order in which the steps began; with gaps.';
COMMENT ON COLUMN gongkai.transition.report_id IS 'The report.';
COMMENT ON COLUMN gongkai.transition.kind IS 'create: a first import. edit: a change of what was no mere draft any more; further ones are not steps.';
COMMENT ON COLUMN gongkai.transition.from_state IS 'The state before; absent when there was no draft.';
COMMENT ON COLUMN gongkai.transition.to_state IS 'The state after; absent when the draft was deleted.';
COMMENT ON COLUMN gongkai.transition.person IS 'Who did it, as gongkai.acting_person() names it.';
COMMENT ON COLUMN gongkai.transition.role IS 'The database user.';
COMMENT ON COLUMN gongkai.transition.at IS 'When, by the clock of the database.';
COMMENT ON COLUMN gongkai.transition.reason IS 'The note or reason that was given.';
COMMENT ON COLUMN gongkai.transition.digest IS 'What was submitted, approved or published: gongkai.draft_digest().';
COMMENT ON COLUMN gongkai.transition.change IS 'The change of what is public: there is its revision, and its time if that was given.';

CREATE INDEX transition_report ON gongkai.transition (report_id, number);

-- A correction says why, and what was published at a time that somebody gave says so.
ALTER TABLE gongkai.change
    DROP CONSTRAINT change_reason,
    ADD CONSTRAINT change_reason CHECK (
        CASE kind WHEN 'withdrawal' THEN reason IS NOT NULL ELSE reason IS NULL OR revision > 1 END),
    ADD COLUMN backdated boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN gongkai.change.reason IS 'Why the report was withdrawn or corrected, as the public may know it; absent in corrections that were made before it was asked for.';
COMMENT ON COLUMN gongkai.change.made_by IS 'Who did it. Internal.';
COMMENT ON COLUMN gongkai.change.backdated IS 'Whether the time was given by whoever did it, and not by the database.';
COMMENT ON COLUMN gongkai.revision.published_by IS 'Who published it. Internal.';
GRANT SELECT (backdated) ON gongkai.change TO gongkai_public;

-- What there is: drafts are drafts, and what was published or withdrawn was.
INSERT INTO gongkai.draft (report_id)
SELECT r.id FROM gongkai.report AS r;
INSERT INTO gongkai.transition (report_id, kind, from_state, to_state, person, role, at, reason, change)
SELECT
    c.report_id,
    CASE c.kind WHEN 'withdrawal' THEN 'withdraw' ELSE 'publish' END,
    CASE c.kind WHEN 'withdrawal' THEN 'published' END,
    CASE c.kind WHEN 'withdrawal' THEN 'withdrawn' ELSE 'published' END,
    c.made_by, c.made_by, c.at, c.reason, c.number
FROM gongkai.change AS c
ORDER BY c.number;

REVOKE INSERT, UPDATE, DELETE
    ON gongkai.report, gongkai.report_text, gongkai.report_contact, gongkai.report_attachment,
        gongkai.report_extra, gongkai.report_list, gongkai.chapter, gongkai.fund_line, gongkai.indicator,
        gongkai.base_section, gongkai.base_row, gongkai.base_value
    FROM gongkai_staff;
GRANT SELECT ON gongkai.draft, gongkai.draft_author, gongkai.transition TO gongkai_staff;

-- Functions that have other parameters or results from here on.
DROP FUNCTION IF EXISTS gongkai.frozen_document(json, integer, timestamptz);
DROP FUNCTION IF EXISTS gongkai.next_revision(text, timestamptz);
DROP FUNCTION IF EXISTS gongkai.publish(text, timestamptz);
DROP FUNCTION IF EXISTS gongkai.withdraw(text, text, timestamptz);
DROP FUNCTION IF EXISTS gongkai.frozen(text, timestamptz);
DROP FUNCTION IF EXISTS gongkai.record_change(text, text, integer, timestamptz, text, text, integer, text, text);
