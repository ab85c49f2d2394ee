-- For groups by department or region under two filters, of which each alone may
-- leave nearly all: the years, forms and grades are looked up one by one.
CREATE INDEX project_summary_filters ON gongkai.project_summary (level, form, grade, year, code);

-- Parts of what is one function from here on.
DROP FUNCTION IF EXISTS gongkai.summary_members(gongkai.project_summary[]);
DROP FUNCTION IF EXISTS gongkai.summary_item(text, text, integer, text, smallint, text[], text[], text);
