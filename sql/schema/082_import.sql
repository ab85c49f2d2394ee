-- The head of a draft is told whether there is a draft, and tells whether it was written.
DROP FUNCTION IF EXISTS gongkai.import_report(jsonb);
