-- Functions that give text instead of JSON, or are made anew under another name
-- or with other parameters, from here on.
DROP FUNCTION IF EXISTS gongkai.report_item(gongkai.publication);
DROP FUNCTION IF EXISTS gongkai.project_item(gongkai.published_project, json, json);
DROP FUNCTION IF EXISTS gongkai.project_year_item(gongkai.project_year, text, text);
DROP FUNCTION IF EXISTS gongkai.department_item(gongkai.published_department, json);
DROP FUNCTION IF EXISTS gongkai.page(text, json, text, bigint);
DROP FUNCTION IF EXISTS gongkai.summary_totals(text, text, integer);
DROP FUNCTION IF EXISTS gongkai.overall_item(gongkai.department_year);
DROP FUNCTION IF EXISTS gongkai.fund_lines(json, boolean);
DROP FUNCTION IF EXISTS gongkai.indicator_groups(json);
DROP FUNCTION IF EXISTS gongkai.base_number(json, text);
DROP FUNCTION IF EXISTS gongkai.base_expenditure(json, boolean);
DROP FUNCTION IF EXISTS gongkai.base_values(json, text);
DROP FUNCTION IF EXISTS gongkai.overall_expenditure(gongkai.department_year);
DROP FUNCTION IF EXISTS gongkai.judged_indicator(json);
DROP FUNCTION IF EXISTS gongkai.project_expenditure(gongkai.project_year);
DROP FUNCTION IF EXISTS gongkai.region_json(text);
