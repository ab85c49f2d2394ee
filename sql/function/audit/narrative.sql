-- Figures in sentences: 2023年基本支出预算数68.15万元，实际支出决算数75.78万元。

-- The words that sentences have for the rows of the forms, as a part of a regular
-- expression, and which row it is: the kind of base_row (basic_adjustment for 基本支出);
-- personnel and total are kinds that no row has. What is both 购置 and 运行 is vehicle.
CREATE OR REPLACE FUNCTION gongkai.narrative_labels()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '基本支出|项目支出|公用经费|人员经费|[“"]?三公[”"]?经费|公务接待费?'
        || '|因公出国(?:[（(]境[）)])?(?:费用?|经费)?'
        || '|公务用车购置费?[及和与](?:公务用车)?运行(?:维护)?(?:经?费)?|公务用车购置|公务用车运行|政府采购'
        || '|(?:部门)?整体支出|部门总?支出|总支出|支出(?:总计|合计|总额)'
$$;

CREATE OR REPLACE FUNCTION gongkai.narrative_subject(label text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN label = '基本支出' THEN 'basic_adjustment'
        WHEN label = '项目支出' THEN 'project_expenditure'
        WHEN label = '公用经费' THEN 'public_expense'
        WHEN label = '政府采购' THEN 'procurement'
        WHEN label ~ '^因公出国' THEN 'abroad'
        WHEN label ~ '购置.*运行' THEN 'vehicle'
        WHEN label ~ '购置' THEN 'vehicle_purchase'
        WHEN label ~ '运行' THEN 'vehicle_operation'
        WHEN label ~ '接待' THEN 'reception'
        WHEN label ~ '三公' THEN 'three_public'
        WHEN label ~ '支出' THEN 'total'
        ELSE 'personnel'
    END
$$;

-- What a paragraph says about the money of a department in the fiscal year: the kind of
-- narrative_subject(), whether it is the final account, the number as printed, its unit in yuan, and the words.
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
            '|(?:一般公共预算|政府性基金预算|国有资本经营预算|社会保险基金预算)(?:财政拨款)?(?:支出(?:总计|合计|总额))?'
            '|(?:(' || gongkai.narrative_labels() || ')'
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
            subject := gongkai.narrative_subject(label);
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

-- What a paragraph says of changes, by clauses that are about one row of the forms and no
-- other year: share, the percentage of the budget that was spent; rate and difference, the
-- change from the final account of the year before in percent and in units, negative where
-- it fell. Where a clause speaks of a budget beside the change, of which it is nobody says.
CREATE OR REPLACE FUNCTION gongkai.narrative_changes(body text, the_year integer)
RETURNS TABLE (subject text, measure text, number numeric, unit numeric, said text)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    clause text;
    label text;
    labels text[];
    part text[];
    sign integer;
    before text;
BEGIN
    FOREACH clause IN ARRAY regexp_split_to_array(body, '[。；;\n]|其中[:：，,]?') LOOP
        CONTINUE WHEN clause !~ '完成|同比|[比较]'
            OR EXISTS (
                SELECT FROM regexp_matches(clause, '(?<![比较同与])((?:19|20)[0-9]{2})\s*年', 'g') AS y
                WHERE y[1]::integer <> the_year);
        SELECT array_agg(DISTINCT gongkai.narrative_subject(m[1])), min(m[1])
        INTO labels, label
        FROM regexp_matches(clause, '(' || gongkai.narrative_labels() || ')', 'g') AS m;
        CONTINUE WHEN cardinality(labels) IS DISTINCT FROM 1;
        subject := labels[1];
        part := regexp_match(clause, '(完成(?:了?(?:年初|全年|当年|本年|调整))?预算数?的?\s*([0-9]{1,4}(?:\.[0-9]{1,2})?)\s*[%％])');
        IF part IS NOT NULL THEN
            measure := 'share';
            number := part[2]::numeric;
            said := label || '，' || part[1];
            RETURN NEXT;
            clause := replace(clause, part[1], '');
        END IF;
        part := regexp_match(
            clause,
            '((?:[比较](?:上年|去年|上一年|' || (the_year - 1) || '\s*年)度?(?:决算数?|同期|支出数?|实际支出)?|同比)'
            '(增加|增长|减少|下降|降低)了?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(亿元|万元|元|[%％]))'
            '(?:[，,、]\s*(?:同比)?(?:增长|增幅|下降|降低|减少|降幅)(?:为|达|了)?\s*([0-9]+(?:\.[0-9]+)?)\s*[%％])?');
        before := left(clause, strpos(clause, part[1])); -- any bound does
        CONTINUE WHEN part IS NULL OR before ~ '预算';
        sign := CASE WHEN part[2] ~ '增' THEN 1 ELSE -1 END;
        number := sign * replace(part[3], ',', '')::numeric;
        unit := CASE part[4] WHEN '亿元' THEN 100000000 WHEN '万元' THEN 10000 ELSE 1 END;
        measure := CASE WHEN part[4] ~ '元' THEN 'difference' ELSE 'rate' END;
        said := label || part[1];
        RETURN NEXT;
        IF part[5] IS NOT NULL AND measure = 'difference' THEN
            measure := 'rate';
            number := sign * part[5]::numeric;
            said := label || CASE sign WHEN 1 THEN '增长' ELSE '下降' END || part[5] || '%';
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
    gongkai.narrative_labels(),
    gongkai.narrative_subject(text),
    gongkai.narrative_figures(text, integer),
    gongkai.narrative_changes(text, integer),
    gongkai.base_cells(text),
    gongkai.agrees(numeric, numeric)
    TO gongkai_staff;
