-- The one log of all that was published, corrected and withdrawn: entries that are
-- never changed, as the leaves of a Merkle tree (RFC 9162, section 2.1), whose heads
-- are signed. Who keeps a head can prove that nothing before it was changed.

CREATE DOMAIN gongkai.hash AS bytea
    CONSTRAINT hash_length CHECK (length(VALUE) = 32);
COMMENT ON DOMAIN gongkai.hash IS 'A SHA-256 as bytes.';

CREATE TABLE gongkai.log_entry (
    number bigint PRIMARY KEY REFERENCES gongkai.change (number),
    text text COMPRESSION lz4 NOT NULL,
    leaf gongkai.hash NOT NULL,
    CONSTRAINT log_entry_leaf CHECK (leaf = sha256('\x00'::bytea || convert_to(text, 'UTF8')))
);
COMMENT ON TABLE gongkai.log_entry IS 'The log: an entry for each change, under its number. sql/function/58_log.sql says what an entry is made of.';
COMMENT ON COLUMN gongkai.log_entry.number IS 'The number of the change, from 1 without gaps.';
COMMENT ON COLUMN gongkai.log_entry.text IS 'The entry, in its one spelling.';
COMMENT ON COLUMN gongkai.log_entry.leaf IS 'Hash of the leaf: SHA-256 of a zero byte and the text.';

CREATE TABLE gongkai.log_node (
    level integer CHECK (level >= 0),
    place bigint CHECK (place >= 0),
    hash gongkai.hash NOT NULL,
    PRIMARY KEY (level, place)
);
COMMENT ON TABLE gongkai.log_node IS 'The nodes of the tree whose leaves are all there: they never change, and every proof is made of a few of them.';
COMMENT ON COLUMN gongkai.log_node.level IS '0 is a leaf; a node of a level has 2 ^ level leaves.';
COMMENT ON COLUMN gongkai.log_node.place IS 'From 0: the leaves from place * 2 ^ level on.';
COMMENT ON COLUMN gongkai.log_node.hash IS 'Hash of the leaf, or SHA-256 of a one byte and the hashes of the two nodes below.';

CREATE TABLE gongkai.log_key (
    id gongkai.sha256 PRIMARY KEY,
    algorithm text NOT NULL CHECK (algorithm IN ('Ed25519', 'SM2')),
    public_key bytea NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT log_key_id CHECK (id = encode(sha256(public_key), 'hex'))
);
COMMENT ON TABLE gongkai.log_key IS 'The public keys that have signed heads. Their private keys are in no database.';
COMMENT ON COLUMN gongkai.log_key.id IS 'SHA-256 of the public key.';
COMMENT ON COLUMN gongkai.log_key.algorithm IS 'Ed25519 (RFC 8032), or SM2 with SM3 (GB/T 32918.2) and the distinguishing identifier 1234567812345678.';
COMMENT ON COLUMN gongkai.log_key.public_key IS 'SubjectPublicKeyInfo (RFC 5280) in DER.';
COMMENT ON COLUMN gongkai.log_key.since IS 'When it first signed.';

CREATE TABLE gongkai.log_signature (
    size bigint CHECK (size > 0),
    key gongkai.sha256 REFERENCES gongkai.log_key (id),
    signature bytea NOT NULL CHECK (length(signature) BETWEEN 1 AND 200),
    PRIMARY KEY (size, key)
);
COMMENT ON TABLE gongkai.log_signature IS 'Signatures of heads.';
COMMENT ON COLUMN gongkai.log_signature.size IS 'How many entries the tree has whose head this is.';
COMMENT ON COLUMN gongkai.log_signature.key IS 'The key.';
COMMENT ON COLUMN gongkai.log_signature.signature IS 'The signature of the head''s text: 64 bytes of Ed25519, or the DER of SM2.';

CREATE INDEX log_signature_key ON gongkai.log_signature (key);

-- What the publisher's process says of what it has made of a revision. The database
-- cannot know whether it is so; `gongkai verify` makes it again and compares.
CREATE TABLE gongkai.font_set (
    digest gongkai.sha256 PRIMARY KEY,
    text text COMPRESSION lz4 NOT NULL,
    CONSTRAINT font_set_hash CHECK (digest = encode(sha256(convert_to(text, 'UTF8')), 'hex'))
);
COMMENT ON TABLE gongkai.font_set IS 'The fonts that documents were published with.';
COMMENT ON COLUMN gongkai.font_set.digest IS 'SHA-256 of the text.';
COMMENT ON COLUMN gongkai.font_set.text IS 'A line for each face: role, SHA-256 of the file, number of the face in it.';

CREATE TABLE gongkai.rendition (
    report_id gongkai.identifier,
    revision integer CHECK (revision > 0),
    sha256 gongkai.sha256 NOT NULL,
    pdf_sha256 gongkai.sha256 NOT NULL,
    fonts gongkai.sha256 NOT NULL REFERENCES gongkai.font_set (digest),
    program gongkai.line NOT NULL,
    site text CHECK (site ~ '^https?://[!-~]{1,200}$' AND site !~ '/$'),
    claimed_by text NOT NULL,
    PRIMARY KEY (report_id, revision)
);
COMMENT ON TABLE gongkai.rendition IS 'What was made of a revision when it was published, as the publisher''s process has claimed.';
COMMENT ON COLUMN gongkai.rendition.report_id IS 'The report.';
COMMENT ON COLUMN gongkai.rendition.revision IS 'Its revision.';
COMMENT ON COLUMN gongkai.rendition.sha256 IS 'SHA-256 of the document that it was made of.';
COMMENT ON COLUMN gongkai.rendition.pdf_sha256 IS 'SHA-256 of its PDF.';
COMMENT ON COLUMN gongkai.rendition.fonts IS 'The fonts.';
COMMENT ON COLUMN gongkai.rendition.program IS 'The program and its version.';
COMMENT ON COLUMN gongkai.rendition.site IS 'The address of the site that stands on paper before /v/ and the code; without one, nothing is printed.';
COMMENT ON COLUMN gongkai.rendition.claimed_by IS 'The database user who claimed it. Internal.';

CREATE INDEX rendition_fonts ON gongkai.rendition (fonts);

CREATE TABLE gongkai.short_code (
    code text COLLATE "C" PRIMARY KEY CHECK (code ~ '^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$'),
    report_id gongkai.identifier NOT NULL,
    revision integer NOT NULL,
    UNIQUE (report_id, revision),
    FOREIGN KEY (report_id, revision) REFERENCES gongkai.revision (report_id, number)
);
COMMENT ON TABLE gongkai.short_code IS 'The short code of each revision, by which whoever holds its paper finds it.';
COMMENT ON COLUMN gongkai.short_code.code IS 'The code, as gongkai.code_of() makes it of the document.';
COMMENT ON COLUMN gongkai.short_code.report_id IS 'The report.';
COMMENT ON COLUMN gongkai.short_code.revision IS 'Its revision.';

GRANT SELECT ON gongkai.log_entry, gongkai.log_node, gongkai.log_key, gongkai.log_signature, gongkai.font_set, gongkai.short_code
    TO gongkai_staff, gongkai_public;
GRANT SELECT ON gongkai.rendition TO gongkai_staff;
GRANT SELECT (report_id, revision, sha256, pdf_sha256, fonts, program, site) ON gongkai.rendition TO gongkai_public;
