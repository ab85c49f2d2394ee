-- Figures in sentences: 2023年基本支出预算数68.15万元，实际支出决算数75.78万元。

-- What a paragraph says about the money of a department in the fiscal year: the kind of
-- base_row (basic_adjustment for 基本支出; personnel is a kind that no form has), whether
-- it is the final account, the number as printed, its unit in yuan, and the words.
--
-- An amount counts only right after the word that says which it is, with no more between
-- than 数为 and the like. The subject holds until another one, a semicolon, 其中 or the end
-- of the sentence; after a semicolon or 其中 it is still budget or final account as before. What is said of another
-- year, or of differences and adjustments, is not of this table.
CREATE OR REPLACE FUNCTION gongkai.narrative_figures(body text, the_year integer)
RETURNS TABLE (subject text, is_final boolean, number numeric, unit numeric, said text)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    part text[];
    is_other boolean := false;
    label text;
BEGIN
    FOR part IN
        SELECT m FROM regexp_matches(
            body,
            '((?:19|20)[0-9]{2})\s*年|([。；;\n]?\s*其中|[；;])|([。\n])'
            '|(上年|同比|较|比|增加|减少|增长|下降|追加|调整|调减|调增|结转|结余|节约)'
            '|一般公共预算|政府性基金预算|国有资本经营预算|社会保险基金预算'
            '|(?:(基本支出|项目支出|公用经费|人员经费|[“"]?三公[”"]?经费|公务接待费?|因公出国|公务用车购置|公务用车运行|政府采购)'
            '|(预算|决算|执行|实际支出))'
            '(?:[数额为是共计合总约金资达：:\s]{0,6}([0-9][0-9,]*(?:\.[0-9]+)?)\s*(亿元|万元|元))?',
            'g') AS m
    LOOP
        IF part[1] IS NOT NULL THEN
            is_other := part[1]::integer <> the_year;
        ELSIF part[2] IS NOT NULL THEN
            subject := NULL;
        ELSIF part[3] IS NOT NULL THEN
            subject := NULL;
            is_final := NULL;
            is_other := false;
        ELSIF part[4] IS NOT NULL THEN
            is_final := NULL;
        ELSIF part[5] IS NOT NULL THEN
            label := part[5];
            subject := CASE
                WHEN label = '基本支出' THEN 'basic_adjustment'
                WHEN label = '项目支出' THEN 'project_expenditure'
                WHEN label = '公用经费' THEN 'public_expense'
                WHEN label = '政府采购' THEN 'procurement'
                WHEN label = '因公出国' THEN 'abroad'
                WHEN label = '公务用车购置' THEN 'vehicle_purchase'
                WHEN label = '公务用车运行' THEN 'vehicle_operation'
                WHEN label ~ '接待' THEN 'reception'
                WHEN label ~ '三公' THEN 'three_public'
                ELSE 'personnel'
            END;
        ELSIF part[6] IS NOT NULL THEN
            is_final := part[6] <> '预算';
        END IF;
        IF part[7] IS NOT NULL -- any bound does
            AND num_nulls(subject, is_final) = 0 AND NOT is_other
        THEN
            number := replace(part[7], ',', '')::numeric;
            unit := CASE part[8] WHEN '元' THEN 1 WHEN '万元' THEN 10000 ELSE 100000000 END;
            said := label || CASE WHEN is_final THEN '决算数' ELSE '预算数' END || part[7] || part[8];
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;

-- The numbers of a base data form with their places.
CREATE OR REPLACE FUNCTION gongkai.base_cells(the_report text)
RETURNS TABLE (kind text, name text, number numeric, pointer text)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT
        b.kind, v.name, v.number,
        '/base_data/' || (s.position - 1) || '/rows/' || (b.position - 1) || '/values/' || v.name
    FROM gongkai.base_section AS s
    JOIN gongkai.base_row AS b ON b.report_id = s.report_id AND b.section = s.section
    JOIN gongkai.base_value AS v ON v.report_id = b.report_id AND v.section = b.section AND v.position = b.position
    WHERE s.report_id = the_report AND v.number IS NOT NULL
$$;

-- Whether two figures are the same as printed: exactly, or one of them in 万元 with two
-- decimals, as the forms of departments have it.
CREATE OR REPLACE FUNCTION gongkai.agrees(one numeric, other numeric)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT one = other OR round(one, -2) = other OR one = round(other, -2)
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.narrative_figures(text, integer),
    gongkai.base_cells(text),
    gongkai.agrees(numeric, numeric)
    TO gongkai_staff;
