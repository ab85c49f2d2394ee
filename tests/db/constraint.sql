-- What the tables themselves refuse, whoever writes; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(79);

SELECT lives_ok('SELECT * FROM pg_temp.import(pg_temp.full())', 'a draft to write beside');

-- As staff, so that it is a constraint and not a missing grant that refuses.
-- @ stands for the draft's id.
SELECT is(
    pg_temp.failure('gongkai_owner', replace(c.statement, '@', quote_literal('e1-2024-522700-197-01'))),
    c.expected,
    c.statement)
FROM (
    VALUES
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title) VALUES ('e1', 2024, '522700', 'r', '522700-197', 'd', 'a')$$, '23514 form_form'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title) VALUES ('D1', 1993, '522700', 'r', '522700-197', 'd', 'a')$$, '23514 fiscal_year_range'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title) VALUES ('D1', 2024, '5227', 'r', '522700-197', 'd', 'a')$$, '23514 report_region'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title) VALUES ('D1', 2024, '522700', 'r', 'a--b', 'd', 'a')$$, '23514 code_form'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title) VALUES ('D1', 2024, '522700', 'r', repeat('a', 65), 'd', 'a')$$, '23514 code_length'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title) VALUES ('D1', 2024, '522700', '', '522700-197', 'd', 'a')$$, '23514 line_length'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title, project_code) VALUES ('D1', 2024, '522700', 'r', '522700-197', 'd', 'a', 'a')$$, '23514 report_project_name'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title, project_name) VALUES ('D1', 2024, '522700', 'r', '522700-197', 'd', 'a', 'a')$$, '23514 report_project_name'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title, project_code, project_name) VALUES ('E1', 2024, '522700', 'r', '522700-197', 'd', 'a', '522700-197-01', 'p')$$, '23505 report_pkey'),
        ($$INSERT INTO gongkai.report (id, form, year, region_code, region_name, department_code, department_name, title) VALUES ('d1-2024-x', 'D1', 2024, '522700', 'r', '522700-197', 'd', 'a')$$, '428C9 Column "id" is a generated column.'),
        ($$INSERT INTO gongkai.report (form, year, region_code, region_name, department_code, department_name, title, implementing_unit) VALUES ('D1', 2024, '522700', 'r', '522700-197', 'd', 'a', 'a')$$, '23514 report_project_cells'),
        ($$UPDATE gongkai.report SET total_score = -1$$, '23514 points_not_negative'),
        ($$UPDATE gongkai.report SET total_score = 10000$$, '22003 A field with precision 6, scale 2 must round to an absolute value less than 10^4.'),
        ($$UPDATE gongkai.report SET year = 2023$$, '23503 report_text_report_id_fkey'),
        ($$INSERT INTO gongkai.report_text VALUES (@, 'aim', 'a')$$, '23514 report_text_name_check'),
        ($$INSERT INTO gongkai.report_text VALUES (@, 'goal', 'a')$$, '23505 report_text_pkey'),
        ($$INSERT INTO gongkai.report_text VALUES ('e1-2024-none', 'goal', 'a')$$, '23503 report_text_report_id_fkey'),
        ($$UPDATE gongkai.report_text SET body = repeat('a', 100001)$$, '23514 body_length'),
        ($$INSERT INTO gongkai.chapter VALUES (@, 0, 1, 'a')$$, '23514 chapter_position_check'),
        ($$INSERT INTO gongkai.chapter VALUES (@, 9, 5, 'a')$$, '23514 chapter_level_check'),
        ($$INSERT INTO gongkai.chapter VALUES (@, 9, 1, repeat('a', 501))$$, '23514 chapter_heading_check'),
        ($$INSERT INTO gongkai.fund_line VALUES (@, 0, 'total', 'a', 0)$$, '23514 fund_line_position_check'),
        ($$INSERT INTO gongkai.fund_line VALUES (@, 9, 'money', 'a', 0)$$, '23514 fund_line_kind_check'),
        ($$INSERT INTO gongkai.fund_line VALUES (@, 9, 'total', 'a', 10)$$, '23514 fund_line_depth_check'),
        ($$UPDATE gongkai.fund_line SET executed = 1e16$$, '22003 A field with precision 18, scale 2 must round to an absolute value less than 10^16.'),
        ($$INSERT INTO gongkai.indicator (report_id, number, level, position, name) VALUES (@, 99, 0, 9, 'a')$$, '23514 indicator_level_check'),
        ($$INSERT INTO gongkai.indicator (report_id, number, level, position, name) VALUES (@, 99, 2, 9, 'a')$$, '23514 indicator_root'),
        ($$INSERT INTO gongkai.indicator (report_id, number, parent, level, position, name) VALUES (@, 99, 1, 1, 9, 'a')$$, '23514 indicator_root'),
        ($$INSERT INTO gongkai.indicator (report_id, number, parent, level, position, name) VALUES (@, 99, 1, 3, 9, 'a')$$, '23503 indicator_parent'),
        ($$INSERT INTO gongkai.indicator (report_id, number, parent, level, position, name) VALUES (@, 99, 98, 2, 9, 'a')$$, '23503 indicator_parent'),
        ($$INSERT INTO gongkai.indicator (report_id, number, parent, level, position, name) VALUES (@, 99, 99, 2, 9, 'a')$$, '23503 indicator_parent'),
        ($$INSERT INTO gongkai.indicator (report_id, number, level, position, name) VALUES (@, 99, 1, 1, 'a')$$, '23505 indicator_position'),
        ($$UPDATE gongkai.indicator SET target_operator = '>='$$, '23514 indicator_target_operator_check'),
        ($$UPDATE gongkai.indicator SET target_unit = repeat('a', 51)$$, '23514 indicator_target_unit_check'),
        ($$UPDATE gongkai.indicator SET actual_operator = '>='$$, '23514 indicator_actual_operator_check'),
        ($$UPDATE gongkai.indicator SET actual_unit = repeat('a', 51)$$, '23514 indicator_actual_unit_check'),
        ($$INSERT INTO gongkai.indicator (report_id, number, level, position, name) VALUES (@, 0, 1, 9, 'a')$$, '23514 indicator_number_check'),
        ($$INSERT INTO gongkai.indicator (report_id, number, level, position, name) VALUES (@, 99, 1, 0, 'a')$$, '23514 indicator_position_check'),
        ($$UPDATE gongkai.base_section SET position = 0$$, '23514 base_section_position_check'),
        ($$UPDATE gongkai.base_section SET position = 1$$, '23505 base_section_position'),
        ($$INSERT INTO gongkai.base_section VALUES (@, 'money', 9)$$, '23514 base_section_section_check'),
        ($$INSERT INTO gongkai.base_row VALUES (@, 'staff', 9, 'money', 'a', 0)$$, '23514 base_row_kind_check'),
        ($$INSERT INTO gongkai.base_row VALUES (@, 'staff', 0, NULL, 'a', 0)$$, '23514 base_row_position_check'),
        ($$INSERT INTO gongkai.base_row VALUES (@, 'staff', 9, NULL, repeat('a', 501), 0)$$, '23514 base_row_label_check'),
        ($$INSERT INTO gongkai.base_row VALUES (@, 'staff', 9, NULL, 'a', 10)$$, '23514 base_row_depth_check'),
        ($$UPDATE gongkai.base_value SET number = NULL, dash = '--'$$, '23514 base_value_dash_check'),
        ($$UPDATE gongkai.base_value SET number = NULL, dash = NULL$$, '23514 base_value_one'),
        ($$UPDATE gongkai.base_value SET number = 1, dash = '/'$$, '23514 base_value_one'),
        ($$UPDATE gongkai.base_value SET name = 'money' WHERE name = 'final'$$, '23503 base_value_name_fkey'),
        ($$INSERT INTO gongkai.report_extra VALUES (@, '', 'text', 'a')$$, '23514 report_extra_name_check'),
        ($$INSERT INTO gongkai.report_extra VALUES (@, 'a', 'money', '1')$$, '23514 report_extra_type_check'),
        ($$INSERT INTO gongkai.report_extra VALUES (@, 'a', 'amount', '1.5')$$, '23514 report_extra_value'),
        ($$INSERT INTO gongkai.report_extra VALUES (@, 'a', 'integer', '1.5')$$, '23514 report_extra_value'),
        ($$INSERT INTO gongkai.report_extra VALUES (@, 'a', 'decimal', 'a')$$, '23514 report_extra_value'),
        ($$INSERT INTO gongkai.report_extra VALUES (@, 'a', 'boolean', 't')$$, '23514 report_extra_value'),
        ($$INSERT INTO gongkai.report_extra VALUES (@, 'a', 'date', 'a')$$, '23514 report_extra_value'),
        ($$INSERT INTO gongkai.report_extra VALUES (@, 'a', 'date', '2025-02-30')$$, '22008'),
        ($$UPDATE gongkai.report_contact SET name = repeat('a', 101)$$, '23514 report_contact_name_check'),
        ($$UPDATE gongkai.report_contact SET telephone = repeat('a', 101)$$, '23514 report_contact_telephone_check'),
        ($$UPDATE gongkai.report_contact SET prepared_by = repeat('a', 101)$$, '23514 report_contact_prepared_by_check'),
        ($$UPDATE gongkai.report_contact SET head = repeat('a', 101)$$, '23514 report_contact_head_check'),
        ($$UPDATE gongkai.report_contact SET name = NULL, telephone = NULL, prepared_by = NULL, head = NULL$$, '23514 report_contact_any')
) AS c (statement, expected);

-- What only the owner could write.
SELECT is(pg_temp.publish('e1-2024-522700-197-01', '2025-02-20T09:00:00+08:00'), '1 published', 'a revision');
SELECT is(pg_temp.failure('gongkai_owner', c.statement), c.expected, c.statement)
FROM (
    VALUES
        ($$UPDATE gongkai.revision SET report_id = 'E1-2024-x'$$, '23514 identifier_form'),
        ($$UPDATE gongkai.revision SET number = 0, previous_sha256 = sha256$$, '23514 revision_number_check'),
        ($$UPDATE gongkai.revision SET number = 2, previous_sha256 = upper(sha256)$$, '23514 sha256_form'),
        ($$UPDATE gongkai.revision SET number = 2, previous_sha256 = sha256$$, '23503 publication_report_id_revision_fkey'),
        ($$DELETE FROM gongkai.revision$$, '23503 publication_report_id_revision_fkey'),
        ($$UPDATE gongkai.publication SET project_name = NULL$$, '23514 publication_project'),
        ($$UPDATE gongkai.published_project SET years = '{}'$$, '23514 published_project_years_check'),
        ($$INSERT INTO gongkai.base_column VALUES ('a', 0, 'count')$$, '23514 base_column_position_check'),
        ($$INSERT INTO gongkai.base_column VALUES ('a', 1, 'count')$$, '23505 base_column_position_key'),
        ($$INSERT INTO gongkai.base_column VALUES ('a', 99, 'money')$$, '23514 base_column_measure_check'),
        ($$INSERT INTO gongkai.migration VALUES (0, 'a', repeat('0', 64))$$, '23514 migration_number_check'),
        ($$INSERT INTO gongkai.migration VALUES (999, 'a', 'a')$$, '23514 migration_sha256_check')
) AS c (statement, expected);

-- What the tables take: two roots at different places, a draft with all it has gone at once.
SELECT is(
    pg_temp.failure('gongkai_owner',
        $$INSERT INTO gongkai.indicator (report_id, number, level, position, name) VALUES ('e1-2024-522700-197-01', 99, 1, 9, 'a')$$),
    'no error',
    'another root is welcome');
SELECT is(
    pg_temp.failure('gongkai_owner', $$DELETE FROM gongkai.report$$),
    'no error',
    'a draft can be deleted');
SELECT is_empty(
    $$SELECT report_id FROM gongkai.report_text UNION SELECT report_id FROM gongkai.chapter
    UNION SELECT report_id FROM gongkai.fund_line UNION SELECT report_id FROM gongkai.indicator
    UNION SELECT report_id FROM gongkai.base_section UNION SELECT report_id FROM gongkai.base_row
    UNION SELECT report_id FROM gongkai.base_value UNION SELECT report_id FROM gongkai.report_extra
    UNION SELECT report_id FROM gongkai.report_contact$$,
    'and leaves nothing behind');

SELECT * FROM finish();
ROLLBACK;
