-- For groups by department or region under two filters, of which each alone may
-- leave nearly all: the years, forms and grades are looked up one by one.
CREATE INDEX project_summary_filters ON gongkai.project_summary (level, form, grade, year, code);

-- A search in a region begins with the newest that the region has.
CREATE INDEX publication_region_change ON gongkai.publication (region_code, change);

-- Functions that are parts of another, or have other parameters, from here on.
DROP FUNCTION IF EXISTS gongkai.summary_members(gongkai.project_summary[]);
DROP FUNCTION IF EXISTS gongkai.summary_item(text, text, integer, text, smallint, text[], text[], text);
DROP FUNCTION IF EXISTS gongkai.search_find(text[], text[], text[], text[], integer, bigint, integer);
