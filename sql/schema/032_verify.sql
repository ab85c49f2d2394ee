-- Who holds a file looks for its digest.
CREATE INDEX rendition_pdf ON gongkai.rendition (pdf_sha256);
CREATE INDEX revision_sha256 ON gongkai.revision (sha256);
