-- It is told what the indicators were, too.
DROP FUNCTION IF EXISTS gongkai.import_indicators(text, jsonb, jsonb);
