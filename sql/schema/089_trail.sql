-- From where a job was sent: each draft that it changes has an entry in the trail.
ALTER TABLE gongkai.job ADD COLUMN address text NOT NULL DEFAULT '';
COMMENT ON COLUMN gongkai.job.address IS 'From where it was sent, for the trail.';
DROP FUNCTION IF EXISTS gongkai.add_job(text, text);
