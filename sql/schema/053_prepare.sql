-- The texts of other drafts are no longer prepared with those of a draft: no rule reads them.
DROP FUNCTION IF EXISTS gongkai.prepare_audit(text[], text[]);
