-- Until when departments have to publish (预算法 article 14): within twenty days of the
-- approval of the budget, or of the final accounts.

-- With which of the two a form is published: performance targets (绩效目标) go with the budget,
-- what says how they were met with the final accounts (中发〔2018〕34号, 16). A form's name in
-- its template tells.
CREATE OR REPLACE FUNCTION gongkai.form_account(the_form text)
RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT coalesce(
        (
            SELECT CASE WHEN n.name ~ '绩效目标' AND n.name !~ '自评|评价|监控' THEN 'budget' END
            FROM gongkai.template AS t
            JOIN gongkai.template_version AS v ON v.digest = t.digest
            CROSS JOIN LATERAL (SELECT substring(v.text FROM '<form [^>]*name="([^"&]+)"') AS name) AS n
            WHERE t.form = the_form
        ),
        'final')
$$;

-- The day of the approval that counts for a department: its own, or else that of all whose
-- codes begin as its. NULL when none was entered.
CREATE OR REPLACE FUNCTION gongkai.approved_on(department text, the_year integer, the_account text)
RETURNS date
LANGUAGE sql STABLE
AS $$
    SELECT a.approved_on
    FROM gongkai.approval AS a
    WHERE a.department = ANY (ARRAY(
            SELECT left(approved_on.department, n.n) FROM generate_series(0, char_length(approved_on.department)) AS n (n)))
        AND a.year = the_year AND a.account = the_account
    ORDER BY char_length(a.department) DESC
    LIMIT 1
$$;

-- The last day on which it is in time: the day of the approval itself does not count
-- (民法典 article 201).
CREATE OR REPLACE FUNCTION gongkai.due_on(approved_on date)
RETURNS date
LANGUAGE sql IMMUTABLE
AS $$
    SELECT approved_on + 20
$$;

-- How many days are left, by the date of the whole country; negative when it is too late.
CREATE OR REPLACE FUNCTION gongkai.days_left(due_on date)
RETURNS integer
LANGUAGE sql STABLE
AS $$
    SELECT due_on - (now() AT TIME ZONE 'Asia/Shanghai')::date
$$;

-- Enter approvals: [{"department", "year", "account", "approved_on"}]; a day of null takes
-- one away. By whoever looks after all the departments that are meant.
CREATE OR REPLACE FUNCTION gongkai.desk_set_approvals(approvals jsonb)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    given record;
    day date;
    today CONSTANT date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    FOR given IN
        SELECT '/' || a.place - 1 || '/' AS pointer, g.department, g.year, g.account, g.approved_on
        FROM jsonb_array_elements(approvals) WITH ORDINALITY AS a (item, place)
        CROSS JOIN jsonb_to_record(a.item) AS g (department text, year jsonb, account text, approved_on jsonb)
        ORDER BY a.place
    LOOP
        IF (given.department ~ '^([0-9A-Za-z](-?[0-9A-Za-z])*-?)?$' AND char_length(given.department) <= 64) IS NOT TRUE THEN
            RAISE EXCEPTION '部门应为部门代码或其开头，如 430602' USING ERRCODE = '22023', DETAIL = given.pointer || 'department';
        END IF;
        PERFORM gongkai.acting_must('administrator', given.department);
        IF (given.year::text ~ '^(199[4-9]|2[01][0-9]{2})$') IS NOT TRUE THEN
            RAISE EXCEPTION '年度应为 1994 至 2199 的整数' USING ERRCODE = '22023', DETAIL = given.pointer || 'year';
        ELSIF (given.account IN ('budget', 'final')) IS NOT TRUE THEN
            RAISE EXCEPTION 'account 应为 budget（预算）或 final（决算）' USING ERRCODE = '22023', DETAIL = given.pointer || 'account';
        END IF;
        IF given.approved_on IS NULL THEN
            DELETE FROM gongkai.approval AS a
            WHERE (a.department, a.year, a.account) = (given.department, given.year::integer, given.account);
            CONTINUE;
        END IF;
        day := gongkai.read_date(given.approved_on, given.pointer || 'approved_on');
        IF (day BETWEEN make_date(given.year::integer - 1, 1, 1) AND today) IS NOT TRUE THEN
            RAISE EXCEPTION '% 年度的批复日期应在 %-01-01 至今天之间', given.year, given.year::integer - 1
                USING ERRCODE = '22023', DETAIL = given.pointer || 'approved_on';
        END IF;
        INSERT INTO gongkai.approval AS a (department, year, account, approved_on, made_by)
        VALUES (given.department, given.year::integer, given.account, day, gongkai.acting_person())
        ON CONFLICT ON CONSTRAINT approval_pkey
        DO UPDATE SET approved_on = excluded.approved_on, made_by = excluded.made_by, made_at = now();
    END LOOP;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.form_account(text),
    gongkai.approved_on(text, integer, text),
    gongkai.due_on(date),
    gongkai.days_left(date)
    TO gongkai_staff;
GRANT EXECUTE ON FUNCTION gongkai.desk_set_approvals(jsonb) TO gongkai_desk;
