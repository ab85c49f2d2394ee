-- The digests of all faces that are files for keeping go into the log, beside that of the PDF.

ALTER TABLE gongkai.rendition
    ADD COLUMN ofd_sha256 gongkai.sha256,
    ADD COLUMN xlsx_sha256 gongkai.sha256;
COMMENT ON COLUMN gongkai.rendition.ofd_sha256 IS 'SHA-256 of its OFD; null for what was published before it was recorded.';
COMMENT ON COLUMN gongkai.rendition.xlsx_sha256 IS 'SHA-256 of its workbook; likewise.';
GRANT SELECT (ofd_sha256, xlsx_sha256) ON gongkai.rendition TO gongkai_public;

CREATE INDEX rendition_ofd ON gongkai.rendition (ofd_sha256);
CREATE INDEX rendition_xlsx ON gongkai.rendition (xlsx_sha256);

-- It takes two digests more.
DROP FUNCTION IF EXISTS gongkai.claim(text, integer, text, text, text, text, text);
