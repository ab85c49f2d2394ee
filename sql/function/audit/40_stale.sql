-- Findings grow old when what they were compared with goes, or is published: drafts beside
-- them are marked, and checked again before they are told of or published.

-- Drafts were deleted, by whomever: the others of their departments and years, and those of
-- the next year, were compared with them.
CREATE OR REPLACE FUNCTION gongkai.age_findings_of_deleted()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    UPDATE gongkai.audited AS a
    SET rules = ''
    WHERE a.report_id IN (
        SELECT r.id
        FROM gone AS g
        JOIN gongkai.report AS r ON r.department_code = g.department_code AND r.year IN (g.year, g.year + 1)
        UNION ALL
        SELECT r.id
        FROM gone AS g
        JOIN gongkai.report AS r ON r.project_code = g.project_code AND r.year = g.year + 1);
    RETURN NULL;
END
$$;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = 'gongkai.report'::regclass AND t.tgname = 'age_findings') THEN
        CREATE TRIGGER age_findings AFTER DELETE ON gongkai.report
            REFERENCING OLD TABLE AS gone
            FOR EACH STATEMENT EXECUTE FUNCTION gongkai.age_findings_of_deleted();
    END IF;
END
$$;

-- What was published or withdrawn is compared with the base data of the next year.
CREATE OR REPLACE FUNCTION gongkai.age_findings_of_published()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    UPDATE gongkai.audited AS a
    SET rules = ''
    FROM gongkai.report AS r
    JOIN gongkai.report AS n ON n.department_code = r.department_code AND n.year = r.year + 1 AND n.form = r.form
    WHERE r.id = new.report_id AND a.report_id = n.id
        AND EXISTS (SELECT FROM gongkai.base_section AS s WHERE s.report_id = n.id);
    RETURN NULL;
END
$$;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = 'gongkai.revision'::regclass AND t.tgname = 'age_findings') THEN
        CREATE TRIGGER age_findings AFTER INSERT OR UPDATE OF withdrawn_at ON gongkai.revision
            FOR EACH ROW EXECUTE FUNCTION gongkai.age_findings_of_published();
    END IF;
END
$$;
