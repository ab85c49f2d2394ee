-- A workbook that is imported by a job comes into the draft as that is then, cell by cell: for that
-- the document is kept that it was made from.
ALTER TABLE gongkai.job_file ADD COLUMN base text;
COMMENT ON COLUMN gongkai.job_file.base IS 'The document that a workbook was made from; absent for JSON, and when the job is over.';

-- They say more now.
DROP FUNCTION IF EXISTS gongkai.end_job_file(text, integer, text, jsonb);
DROP FUNCTION IF EXISTS gongkai.job_document(text, integer);
