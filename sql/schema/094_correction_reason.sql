-- Who submits once more, what was returned or changed meanwhile, finds the reason that was given before.
COMMENT ON COLUMN gongkai.draft.correction_reason IS 'Why there is to be another revision, as submitted last; public with it, and kept until then.';
