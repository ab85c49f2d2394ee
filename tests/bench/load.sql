-- Publish the reports of a country that does not exist, which tests/bench/country
-- makes. Run by tests/bench/load, and by tests/db, as a superuser:
--
--   \ir ../bench/load.sql
--   \copy staging FROM PROGRAM 'tests/bench/country --seed 1 0 1999'
--   SELECT pg_temp.load(1, 'who');
--
-- Everything is pg_temp's; it writes revisions and lets the functions of
-- publishing make all facts, so that nothing is there that publish() would not
-- have made.

-- The columns that tests/bench/country prints. LZ4, because a row is compressed
-- and read again at once.
CREATE TEMP TABLE staging (
    report bigint, report_id text, form text, year integer,
    region_code text, region_name text, department_code text, department_name text,
    project_code text, project_name text, title text, published_at timestamptz,
    document text COMPRESSION lz4
) ON COMMIT DELETE ROWS;

-- Publish what is in staging, reports without a gap, as `who`. Report n becomes
-- change n + `shift`. Nobody else may publish meanwhile: tests/bench/load holds the
-- lock of gongkai.lock_changes() in a session of its own. But several sessions may
-- load at the same time if their parts follow each other: each waits for the one
-- before to commit, so that one at a time writes what has one row for many reports,
-- the changes that anybody sees have no gap, and what is loaded is always a beginning.
CREATE FUNCTION pg_temp.load(shift bigint, who text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    made record;
BEGIN
    SELECT
        min(s.report) + shift AS first, max(s.report) - min(s.report) + 1 = count(*) AS is_whole,
        array_agg(s.report_id) AS reports, array_agg(s.report + shift) AS changes, array_agg(s.project_code) AS projects,
        array_agg(s.department_code) AS departments, array_agg(s.year) AS years
    INTO made
    FROM staging AS s;
    IF made.is_whole IS NOT TRUE THEN
        RAISE EXCEPTION 'there is a report missing in staging';
    END IF;
    INSERT INTO gongkai.revision (
        report_id, number, document, sha256, title, template, template_digest, published_at, published_by)
    SELECT
        s.report_id, 1, f.document, encode(sha256(convert_to(f.document, 'UTF8')), 'hex'),
        s.title, s.form, 'bench', s.published_at, who
    FROM staging AS s
    -- Made once, and not for each mention.
    CROSS JOIN LATERAL (
        SELECT gongkai.frozen_document(s.document::json, 1, s.published_at) AS document OFFSET 0
    ) AS f;
    INSERT INTO gongkai.change (
        number, kind, report_id, revision, at, made_by, form, year, department_code, department_name)
    SELECT
        s.report + shift, 'publication', s.report_id, 1, s.published_at, who,
        s.form, s.year, s.department_code, s.department_name
    FROM staging AS s;
    INSERT INTO gongkai.transition (report_id, kind, to_state, person, at, change)
    SELECT s.report_id, 'publish', 'published', who, s.published_at, s.report + shift
    FROM staging AS s;
    INSERT INTO gongkai.publication (
        report_id, revision, form, year, region_code, region_name, department_code, department_name,
        project_code, project_name, title, published_at, change,
        parent_code, initial_budget, annual_budget, executed, weight, score, has_base_data, filled_on)
    SELECT
        s.report_id, 1, s.form, s.year, s.region_code, s.region_name, s.department_code, s.department_name,
        s.project_code, s.project_name, s.title, s.published_at, s.report + shift, h.*
    FROM staging AS s
    CROSS JOIN LATERAL (SELECT s.document::jsonb AS content OFFSET 0) AS d
    CROSS JOIN LATERAL gongkai.document_head(d.content) AS h;
    PERFORM gongkai.write_searched(made.reports);
    WHILE made.first > 1 AND NOT EXISTS (SELECT FROM gongkai.change AS c WHERE c.number = made.first - 1) LOOP
        PERFORM pg_sleep(0.01);
    END LOOP;
    PERFORM gongkai.count_changes(1, made.changes);
    PERFORM gongkai.refresh_facts(made.projects, made.departments, made.years, NULL);
    PERFORM gongkai.log_changes();
END
$$;
