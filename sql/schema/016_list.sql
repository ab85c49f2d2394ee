-- Lists: what their pages are made of, and which departments have published a form.

CREATE TYPE gongkai.list_row AS (item text, key text[]);
COMMENT ON TYPE gongkai.list_row IS 'A row of a list: how it looks, and what a cursor behind it is made of.';

-- Whether a department has published a form, of a year or ever, is read from here
-- alone, for each department of a region.
CREATE INDEX publication_form_department ON gongkai.publication (form, department_code, year);

-- Functions that have other parameters or results from here on.
DROP FUNCTION IF EXISTS gongkai.summary_totals(text, text, integer);
DROP FUNCTION IF EXISTS gongkai.report_rows(integer, text, text, text, text, integer, text, integer);
DROP FUNCTION IF EXISTS gongkai.project_rows(text, text, text, integer);
DROP FUNCTION IF EXISTS gongkai.overall_rows(integer, text, text, integer, text, integer);
DROP FUNCTION IF EXISTS gongkai.department_rows(text, text, text, integer);
DROP FUNCTION IF EXISTS gongkai.department_count(text, text);
DROP FUNCTION IF EXISTS gongkai.department_list(text, text, integer, text, boolean);
