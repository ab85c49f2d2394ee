-- Figures in sentences that do not say 预算数 or 决算数: 本年支出合计149.60万元；年初预算安排150万元，
-- 全年实际支出149.6万元，执行率99.73%；基本支出100万元，占66.84%.

-- What a sentence says of whom, before any figure: its number in a list, the year, 本单位. As a part of a
-- regular expression, as the next ones.
CREATE OR REPLACE FUNCTION gongkai.narrative_opening()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '^\s*(?:[一二三四五六七八九十0-9]{1,2}[、.．]|[（(][一二三四五六七八九十0-9]{1,2}[）)])?\s*'
        || '(?:(?:截[至止])?[0-9]{4}\s*年(?:度|末|底)?)?'
        || '(?:[本我](?:单位|部门|局|委|办|中心|校|院|厅|处|站|所)|部门|单位)?(?:[0-9]{4}\s*年度?)?的?'
$$;

CREATE OR REPLACE FUNCTION gongkai.narrative_amount()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '[数额为是共计合总约资金达：:\s]{0,6}([0-9][0-9,]*(?:\.[0-9]+)?)\s*(亿元|万元|元)'
$$;

-- Figures of a sentence about the whole of a department or of a project, whose name is taken
-- out of it. It is read by its clauses, as long as each says the time, what came in, a
-- budget, what was spent, or the rate of that; whatever else it speaks of may be only a part.
CREATE OR REPLACE FUNCTION gongkai.narrative_totals(sentence text)
RETURNS TABLE (measure text, is_final boolean, number text, unit text, said text)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    amount CONSTANT text := gongkai.narrative_amount();
    part text[];
BEGIN
    FOREACH said IN ARRAY regexp_split_to_array(sentence, '，|,(?![0-9])') LOOP
        said := regexp_replace(said, gongkai.narrative_opening(), '');
        CONTINUE WHEN said = ''
            OR said ~ ('^(?:全年|本年|当年)?(?:总?收入|资金到位|到位资金|实际到位)(?:数|总计|合计|总额)*' || amount || '$');
        measure := 'amount';
        is_final := false;
        part := regexp_match(
            said, '^(?:(?:年初|全年|本年|当年|年度|调整后)(?:部门|单位)?)?预算(?:数|总额|资金|支出|安排|批复|下达|总计|合计)*' || amount || '$');
        IF part IS NULL THEN
            is_final := true;
            part := regexp_match(
                said, '^(?:全年|本年|当年|年度|累计|共)?(?:实际)?(?:总?支出|执行)(?:数|总计|合计|总额|决算)*' || amount || '$');
        END IF;
        IF part IS NULL THEN
            measure := 'rate';
            part := regexp_match(said, '^(?:预算|资金)?(?:总体)?执行率[为是达到：:\s]{0,3}([0-9]{1,3}(?:\.[0-9]{1,2})?)\s*[%％]$');
        END IF;
        EXIT WHEN part IS NULL;
        number := part[1];
        unit := part[2];
        RETURN NEXT;
    END LOOP;
END
$$;

-- Figures right behind the word for a row of the forms, and the share or the rate beside
-- them, without a word which of a row's figures they are. Before the row's word nothing says
-- that only a part of it is meant (灌溉所基本支出, 人均公用经费, 压减公务接待费).
CREATE OR REPLACE FUNCTION gongkai.narrative_rows(sentence text)
RETURNS TABLE (measure text, subject text, base text, number text, unit text, said text)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    -- Where it says which figures it is about, SET-06 compares them.
    is_plain CONSTANT boolean := sentence !~ '预算数?[^，。算]{0,6}[0-9]|决算|执行数';
    pieces text[];
    piece text;
    label text;
    behind text;
    part text[];
    share text[];
BEGIN
    -- Marks before and behind the words, because short expressions are compiled sooner than a long one.
    pieces := string_to_array(regexp_replace(
        sentence,
        '(?<=^|[，、：:,（(\s“]|[0-9]\s*年度?|[全本当]年度?|年度|其中|包括|[本我](?:单位|部门|局|委|办|中心|校|院|厅|处|站|所)|财政拨款)'
        || '(?:日常)?(' || gongkai.narrative_labels() || ')', E'\x01\\1\x02', 'g'), E'\x01');
    FOR i IN 2..cardinality(pieces) LOOP
        piece := array_to_string(pieces[i:], '');
        label := split_part(piece, E'\x02', 1);
        behind := replace(regexp_replace(piece, E'^[^\x02]*', ''), E'\x02', '');
        subject := gongkai.narrative_subject(label);
        base := NULL;
        measure := 'rate';
        unit := NULL;
        part := regexp_match(behind, '^((?:支出)?[^，,。；0-9]{0,4}执行率[为是达到：:\s]{0,3}([0-9]{1,3}(?:\.[0-9]{1,2})?)\s*[%％])');
        IF part IS NOT NULL THEN
            said := label || part[1];
            number := part[2];
            RETURN NEXT;
        END IF;
        part := regexp_match(behind, '^((?:支出)?(?:年初)?(预算|决算|执行)?' || gongkai.narrative_amount() || ')(.*)$');
        CONTINUE WHEN part IS NULL;
        said := label || part[1];
        IF is_plain AND part[2] IS NULL AND part[5] !~ '^\s*(?:用于|用作|投入|支持|的|左右|以[内下上])' THEN
            measure := 'amount';
            number := part[3];
            unit := part[4];
            RETURN NEXT;
        END IF;
        share := regexp_match(
            part[5], '^([，,]\s*占([^，。；%％0-9]*?)(?:的?比[例重])?[的为是达到]{0,2}\s*([0-9]{1,3}(?:\.[0-9]{1,2})?)\s*[%％])');
        IF share[2] <> '' OR share IS NOT NULL AND subject IN ('basic_adjustment', 'project_expenditure') THEN
            measure := 'share';
            base := gongkai.narrative_subject(coalesce(nullif(share[2], ''), '支出'));
            number := share[3];
            unit := NULL;
            said := said || share[1];
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;

-- A text as a part of a regular expression that means itself.
CREATE OR REPLACE FUNCTION gongkai.literal(said text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT regexp_replace(said, '([][(){}.*+?^$|\\])', '\\\1', 'g')
$$;

-- All of that in the reports of departments. Totals are told in chapters and paragraphs that
-- are not about a fund or a part of the work, or beside the name of a project. What is said
-- of a part of the year or of another year is not of these tables.
CREATE OR REPLACE FUNCTION gongkai.plain_figures(reports text[])
RETURNS TABLE (
    report_id text, department_code text, "year" integer, pointer text, project text,
    measure text, subject text, base text, is_final boolean, number numeric, unit numeric, said text)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH sentence AS MATERIALIZED (
        SELECT
            r.id::text AS report_id, r.department_code::text AS department_code, r.year::integer AS "year",
            '/chapters/' || (c.position - 1) || '/body' AS pointer, s.told, p.name AS project,
            CASE WHEN p.name IS NULL THEN s.told
                ELSE regexp_replace(s.told, p.pattern || '(?:项目|专项|资金|经费)*', '\1') END AS body,
            concat(c.heading, above.heading) ~ '基金|国有资本|专项|项目' AS is_of_part,
            concat(s.before) ~ ('项目|工程|专项|基金|经费|补助|投资' || coalesce(names.pattern, '')) AS is_after_part
        FROM gongkai.report AS r
        JOIN gongkai.chapter AS c ON c.report_id = r.id
        LEFT JOIN LATERAL (
            SELECT o.heading
            FROM gongkai.chapter AS o
            WHERE o.report_id = r.id AND o.level = 1
                AND o.position < c.position -- any bound does
            ORDER BY o.position DESC
            LIMIT 1) AS above ON c.level > 1
        LEFT JOIN LATERAL (
            SELECT array_agg(n.name) AS name, string_agg('|' || gongkai.literal(n.name), '') AS pattern
            FROM (
                SELECT DISTINCT gongkai.plain(e.project_name) AS name
                FROM gongkai.report AS e
                WHERE e.department_code = r.department_code AND e.year = r.year AND e.project_name <> '') AS n) AS names ON true
        CROSS JOIN LATERAL regexp_split_to_table(gongkai.plain(c.body), '\n') AS paragraph (body)
        CROSS JOIN LATERAL (
            SELECT
                w.told,
                string_agg(w.told, '') OVER (ORDER BY w.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
            FROM regexp_split_to_table(paragraph.body, '[。；;]') WITH ORDINALITY AS w (told, number)) AS s
        LEFT JOIN LATERAL (
            SELECT n.name, o.pattern
            FROM unnest(names.name) AS n (name)
            CROSS JOIN LATERAL (
                SELECT '(' || gongkai.narrative_opening() || ')[，,]?' || gongkai.literal(n.name) AS pattern) AS o
            WHERE s.told ~ o.pattern
            ORDER BY length(n.name) DESC
            LIMIT 1) AS p ON true -- any bound does
        WHERE r.id = ANY (reports) AND c.body ~ '[0-9]\s*(?:亿元|万元|元|[%％])'
            AND s.told ~ '[0-9]' AND s.told !~ '季度|半年|月份?底|基金|国有资本|专户'
            AND NOT EXISTS (
                SELECT FROM regexp_matches(s.told, '((?:19|20)[0-9]{2})\s*年', 'g') AS y
                WHERE y[1]::integer <> r.year)
    ),
    figure AS (
        SELECT s.report_id, s.department_code, s."year", s.pointer, s.project, t.measure, 'total' AS subject, NULL AS base,
            t.is_final, t.number, t.unit, t.said
        FROM sentence AS s
        CROSS JOIN LATERAL gongkai.narrative_totals(s.body) AS t
        WHERE s.project IS NOT NULL
            OR NOT s.is_of_part AND NOT s.is_after_part
        UNION ALL
        SELECT s.report_id, s.department_code, s."year", s.pointer, NULL, w.measure, w.subject, w.base,
            NULL, w.number, w.unit, w.said
        FROM sentence AS s
        CROSS JOIN LATERAL gongkai.narrative_rows(s.told) AS w
        WHERE s.project IS NULL AND NOT (w.subject = 'total' AND s.is_of_part)
    )
    -- Words for the whole are read in both ways.
    SELECT DISTINCT ON (f.report_id, f.pointer, f.project, f.measure, f.subject, f.base, f.number, f.unit)
        f.report_id, f.department_code, f."year", f.pointer, f.project, f.measure, f.subject, f.base, f.is_final,
        replace(f.number, ',', '')::numeric,
        CASE f.unit WHEN '亿元' THEN 100000000 WHEN '万元' THEN 10000 ELSE 1 END::numeric,
        f.said
    FROM figure AS f
    ORDER BY f.report_id, f.pointer, f.project, f.measure, f.subject, f.base, f.number, f.unit, f.is_final NULLS LAST, f.said;
END
$$;

-- The figures of a department and year that such sentences may mean, each with its form; a
-- project's totals have its name.
CREATE OR REPLACE FUNCTION gongkai.department_figures(the_department text, the_year integer)
RETURNS TABLE (report_id text, form text, project text, subject text, is_final boolean, number numeric, pointer text)
LANGUAGE sql STABLE
AS $$
    WITH cell AS MATERIALIZED (
        SELECT d.id, d.form, b.kind, b.name = 'final' AS is_final, b.number, b.pointer
        FROM gongkai.report AS d
        CROSS JOIN LATERAL gongkai.base_cells(d.id) AS b
        WHERE d.department_code = the_department AND d.year = the_year AND b.name IN ('budget', 'final')
    )
    SELECT c.id::text, c.form::text, NULL, c.kind, c.is_final, c.number, c.pointer
    FROM cell AS c
    UNION ALL
    SELECT c.id::text, c.form::text, NULL, 'total', c.is_final, c.number + p.number, c.pointer
    FROM cell AS c
    JOIN cell AS p ON p.id = c.id AND p.is_final = c.is_final AND p.kind = 'project_expenditure'
    WHERE c.kind = 'basic_adjustment'
    UNION ALL
    SELECT
        d.id::text, d.form::text, gongkai.plain(d.project_name),
        CASE f.kind WHEN 'basic' THEN 'basic_adjustment' WHEN 'project' THEN 'project_expenditure' ELSE 'total' END,
        a.name = 'executed', a.amount, gongkai.fund_cell(f.position, a.name)
    FROM gongkai.report AS d
    JOIN gongkai.fund_line AS f ON f.report_id = d.id
    CROSS JOIN LATERAL (VALUES
        ('initial_budget', f.initial_budget::numeric), ('annual_budget', f.annual_budget), ('executed', f.executed)) AS a (name, amount)
    WHERE d.department_code = the_department AND d.year = the_year AND a.amount IS NOT NULL
        AND (f.kind = 'total' OR d.project_code IS NULL AND f.kind IN ('general_public_budget', 'basic', 'project'))
$$;

-- Sentences that none of the figures of the tables makes true that they can mean. The rate
-- is of the budget of the year's beginning or of the one of its end; a share is one of
-- budgets or of final accounts.
CREATE OR REPLACE FUNCTION gongkai.plain_sums(reports text[])
RETURNS TABLE (report_id text, kind text, cells text[], figures jsonb)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH told AS MATERIALIZED (
        SELECT * FROM gongkai.plain_figures(reports)
    ),
    figure AS MATERIALIZED (
        SELECT o.department_code, o.year, d.*
        FROM (SELECT DISTINCT t.department_code, t.year FROM told AS t) AS o
        CROSS JOIN LATERAL gongkai.department_figures(o.department_code, o.year) AS d
    )
    SELECT
        s.report_id, 'said amount', ARRAY[s.pointer] || o.cells,
        jsonb_build_object('said', s.said, 'form', o.form, 'figure', o.figures)
    FROM told AS s
    CROSS JOIN LATERAL (
        SELECT
            array_agg(DISTINCT d.report_id || '#' || d.pointer ORDER BY d.report_id || '#' || d.pointer) AS cells,
            string_agg(DISTINCT d.form, '、') AS form,
            string_agg(DISTINCT gongkai.shown_yuan(d.number), '、') AS figures
        FROM figure AS d
        WHERE d.department_code = s.department_code AND d.year = s.year
            AND d.subject = s.subject AND d.project IS NOT DISTINCT FROM s.project
            AND coalesce(d.is_final = s.is_final, true)
        HAVING NOT bool_or(round(d.number / s.unit, scale(s.number)) = s.number)) AS o
    WHERE s.measure = 'amount'
    UNION ALL
    SELECT
        s.report_id, 'said rate', ARRAY[s.pointer] || o.cells,
        jsonb_build_object('said', s.said, 'form', o.form, 'exact', o.exact)
    FROM told AS s
    CROSS JOIN LATERAL (
        SELECT
            array_agg(DISTINCT part.report_id || '#' || part.pointer ORDER BY part.report_id || '#' || part.pointer) AS cells,
            string_agg(DISTINCT part.form, '、') AS form,
            string_agg(DISTINCT round(part.number * 100 / nullif(whole.number, 0), 2)::text, '、') AS exact
        FROM figure AS part
        JOIN figure AS whole ON whole.report_id = part.report_id
        WHERE part.department_code = s.department_code AND part.year = s.year
            AND part.subject = s.subject AND part.project IS NOT DISTINCT FROM s.project
            AND CASE s.measure
                WHEN 'rate' THEN whole.subject = s.subject AND part.is_final AND NOT whole.is_final
                WHEN 'share' THEN whole.subject = s.base AND whole.is_final = part.is_final
            END
        HAVING NOT bool_or(round(part.number * 100 / nullif(whole.number, 0), scale(s.number)) = s.number)) AS o;
END
$$;

SELECT gongkai.define_rule(
    'SET-21', 'warning', 'set',
    reads => 'sums',
    checks => '正文里没有写明是预算数还是决算数的金额，表里也有',
    source => '同一数字在各表中应当一致',
    sentence => '正文写“{said}”，{form} 表中是 {figure}',
    cure => '请核对后改正正文或表；口径不同的，写明口径。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_21(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'said amount';
END
$$;

SELECT gongkai.define_rule(
    'SET-22', 'warning', 'set',
    reads => 'sums',
    checks => '正文写的执行率、占比与由表里的数算得的一致',
    source => '同一数字在各表中应当一致；算术关系',
    sentence => '正文写“{said}”，由 {form} 表算得 {exact}%',
    cure => '请核对后改正正文或表。');

CREATE OR REPLACE FUNCTION gongkai.audit_set_22(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT s.report_id, s.cells, s.figures
    FROM gongkai.audit_sum AS s
    WHERE s.report_id = ANY (reports) AND s.kind = 'said rate';
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.narrative_opening(),
    gongkai.narrative_amount(),
    gongkai.narrative_totals(text),
    gongkai.narrative_rows(text),
    gongkai.literal(text),
    gongkai.plain_figures(text[]),
    gongkai.department_figures(text, integer),
    gongkai.plain_sums(text[])
    TO gongkai_staff;
