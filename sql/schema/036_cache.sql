-- nginx's user learns what was withdrawn, to delete it from the cache. It is nothing that
-- the public may not read.

GRANT USAGE ON SCHEMA gongkai TO gongkai_cache;
GRANT SELECT (number, kind, report_id, revision) ON gongkai.change TO gongkai_cache;
