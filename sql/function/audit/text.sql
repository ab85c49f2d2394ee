-- TEXT: how texts are written, whatever they are about. The patterns are signs of office
-- programs, of Chinese punctuation and of the forms' own instructions; none is a word of
-- a department.

-- Whether a text has any sign from which a rule of TEXT or PERSON starts. Every rule that
-- asks audit_text.has_signs must have its signs here; its cases would fail without.
CREATE OR REPLACE FUNCTION gongkai.has_signs(body text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    -- A short pattern is quicker than an exact one: the rules look again.
    SELECT body ~ (
        -- brackets, quotes, markup, lost characters, gaps to be filled in
        '[《》〈〉“”（）()【】〔〕「」"<&\\$*＊_＿…?？@＠Ã锟烫â' || U&'\FFFD\E000-\F8FF\0001-\0008\000B-\001F' || ']'
        || '|[Xx×Ｘ][Xx×Ｘ]|[.·][.·]'
        -- doubled characters and punctuation, a cut-off end
        || '|[的了是和及在，。、；：][的了是和及在，。、；：]|[，、,]\s*$'
        -- a budget year, or one in the beginning; numbers of persons
        || '|^.{0,6}[0-9〇○零一二三四五六七八九]{4}\s*年|[0-9〇○零一二三四五六七八九]\s*年[度无没本我]|[0-9０-９][0-9０-９ 　－—-]{3}[0-9０-９ 　－—-]{3}'
        -- words beside the names of persons
        || '|[职员]工|[同先女][志生士]|[系责办报填表核请助益款事护包]人|[法人][人员]|[死伤]者|[党队社学林格息洁驶]员|[遗家][属孀]|配偶|妻子|丈夫|[儿子][子女]|女儿|[父母]亲|[学患][生者]|[村居]民|干部|户主|困难|烈士|[教老]师|医生|护士|民警|军人|劳模|[农困保]户|残疾人|[局科处校院所站部镇乡县市区队组会厅州]长|主任|书记|支书|科员|由[一-龥]{3}[负牵带主经]')
$$;

SELECT gongkai.define_rule(
    'TEXT-01', 'warning', 'document',
    checks => '必填的格不空',
    source => '表式的填报要求',
    sentence => '没有填写{cell}',
    cure => '请填写；不适用的写“/”。');

-- Whether a form has a cell, by what its template in force binds; without one it may.
CREATE OR REPLACE FUNCTION gongkai.form_has(the_form text, binding text)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN coalesce((
        SELECT v.text LIKE '%' || binding || '%'
        FROM gongkai.template AS t
        JOIN gongkai.template_version AS v ON v.digest = t.digest
        WHERE t.form = the_form), true);
END
$$;

-- Required is what every form of the kind has: the goal where a project has indicators,
-- what came of it where there are scores, the target of each third level, the actual value
-- where there are scores, something below each second level that the form itself marks
-- 必填, the budget of the year in the total, and words below a heading that is no sentence
-- and has no headings below it. An indicator struck out with / needs none, nor does a form
-- without such a cell.
CREATE OR REPLACE FUNCTION gongkai.audit_text_01(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id::text, ARRAY['/texts/' || w.member], jsonb_build_object('cell', w.cell)
    FROM gongkai.report AS r
    CROSS JOIN (VALUES ('goal', '绩效目标'), ('completion', '实际完成情况'), ('conclusion', '自评结论')) AS w (member, cell)
    LEFT JOIN gongkai.report_text AS t ON t.report_id = r.id AND t.name = w.member
    WHERE r.id = ANY (reports)
        AND CASE
            WHEN t.body IS NOT NULL THEN t.body = ''
            WHEN w.member = 'conclusion' OR w.member = 'completion' AND r.total_score IS NULL THEN false
            ELSE EXISTS (SELECT FROM gongkai.indicator AS i WHERE i.report_id = r.id)
                AND gongkai.form_has(r.form, '{texts.' || w.member)
        END
    UNION ALL
    SELECT
        a.report_id::text,
        ARRAY[a.pointer || w.member],
        jsonb_build_object('cell', CASE w.member WHEN '/name' THEN '指标的名称' ELSE '“' || a.name || '”的' || w.cell END)
    FROM gongkai.audit_indicator AS a
    JOIN gongkai.report AS r ON r.id = a.report_id
    CROSS JOIN LATERAL (
        SELECT '/name' AS member, '' AS cell
        WHERE a.name = ''
        UNION ALL
        SELECT '/target', '指标值'
        WHERE coalesce(a.target_text, '') = '' AND a.level > 2 AND gongkai.form_has(r.form, '.target')
        UNION ALL
        SELECT '/actual', '实际完成值'
        WHERE coalesce(a.actual_text, '') = '' AND a.level > 2 AND r.total_score IS NOT NULL
            AND gongkai.form_has(r.form, '.actual')
            -- A set may have targets only: those of several years.
            AND (a.indicator_set IS NULL OR EXISTS (
                SELECT FROM gongkai.audit_indicator AS o
                WHERE o.report_id = a.report_id AND o.indicator_set = a.indicator_set AND o.actual_text <> ''))
        UNION ALL
        SELECT '/children', '三级指标'
        FROM gongkai.indicator AS i
        WHERE a.level = 2 AND i.report_id = a.report_id AND i.number = a.number AND i.obligation ~ '必填') AS w
    WHERE a.report_id = ANY (reports) AND a.is_leaf
        AND (a.name = '' OR coalesce(a.target_text, '') = '' OR coalesce(a.actual_text, '') = '')
        AND NOT (a.name <> '' AND gongkai.is_struck(a.name))
    UNION ALL
    SELECT
        f.report_id::text,
        ARRAY[gongkai.fund_cell(f.position, 'annual_budget')],
        jsonb_build_object('cell', '“' || gongkai.plain(f.label) || '”的全年预算数')
    FROM gongkai.fund_line AS f
    JOIN gongkai.report AS r ON r.id = f.report_id
    WHERE f.report_id = ANY (reports) AND f.kind = 'total' AND f.annual_budget IS NULL
        AND gongkai.form_has(r.form, '.annual_budget')
    UNION ALL
    SELECT
        c.report_id::text,
        ARRAY['/chapters/' || (c.position - 1) || '/body'],
        jsonb_build_object('cell', '“' || gongkai.plain(c.heading) || '”的正文')
    FROM (
        SELECT n.*, lead(n.level) OVER (PARTITION BY n.report_id ORDER BY n.position) AS next_level
        FROM gongkai.chapter AS n
        WHERE n.report_id = ANY (reports)
    ) AS c
    WHERE coalesce(c.body, '') = '' AND c.heading !~ '[。；;：:]\s*$' AND coalesce(c.next_level <= c.level, true);
END
$$;

SELECT gongkai.define_rule(
    'TEXT-02', 'error', 'document',
    reads => 'signs',
    checks => '没有模板里没删的字',
    source => '表式的填报说明',
    sentence => '“{text}”是模板里的字，应当删去或填写',
    cure => '请删去说明文字和空行，把省略的内容填写完整。');

-- Instructions of forms say how many rows or sheets, or ask to fill in; asterisks and
-- crosses stand for a number where a sign or a measure word is beside them (a name made
-- unreadable, 张**, has neither); dots alone are a row left for more. 名, 处 and others like
-- them are what a name may stand before, too (张××名下): there a verb has to be before the crosses.
CREATE OR REPLACE FUNCTION gongkai.audit_text_02(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.part)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (SELECT substring(t.body FROM
        '^\s*[…。.·]{2,}\s*$'
        '|目标\s*[0-9一二三四五六七八九十]+\s*[：:、.．]?\s*[…。.·]{2,}'
        '|[（(]一[个项][^（）()]{1,12}一[行张份][^（）()]{0,3}[）)]'
        '|[（(]请?(?:填写|填列|注明)[^（）()]*[）)]|此处填写'
        '|[=≥≤><≧≦＝＞＜约]\s*[*＊×XxＸ]{2,}'
        '|(?:^|[^0-9A-Za-z*＊XxＸ×])[XxＸ×*＊]{2,}\s*(?:年|月|日|万元|元|个|次|人|户|场|%|％|单位|项目|部门|县|市|局|镇|乡|公里|千米|米|亩|平方|台|套|件|份|篇|册|吨|批|例|辆|座|小时|天)'
        '|(?:完成|解决|救助|补助|资助|慰问|培训|新建|改建|扩建|修建|建设|建成|改造|修缮|购置|购买|配备|安装|举办|开展|扶持|惠及|覆盖|受益|新增|共计?|不少于|不低于|达到?)[XxＸ×*＊]{2,}\s*(?:处|名|所|家|条|间|支|头|株|棵|盏|期|村|户)'
        '|_{3,}|＿{2,}') AS part) AS m
    WHERE t.report_id = ANY (reports) AND t.has_signs
        AND t.body ~ '[…*＊_＿]|[.·。]{2}|[XxＸ×][XxＸ×]|一行|一[张份]|填' AND m.part IS NOT NULL;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-03', 'warning', 'document',
    checks => '标题里的年份是表的年度',
    source => '表的年度',
    sentence => '标题“{title}”里没有本表的年度 {year}',
    cure => '请核对标题和年度，多半是沿用了往年的文件。');

CREATE OR REPLACE FUNCTION gongkai.audit_text_03(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY['/title', '/year'],
        jsonb_build_object('title', gongkai.plain(r.title), 'year', r.year::text)
    FROM gongkai.report AS r
    CROSS JOIN LATERAL gongkai.arabic_years(r.title) AS a (title)
    WHERE r.id = ANY (reports) AND a.title ~ '(19|20)[0-9]{2}\s*年' AND strpos(a.title, r.year::text) = 0;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-04', 'warning', 'document',
    reads => 'signs',
    checks => '正文说的预算年度是表的年度',
    source => '表的年度',
    sentence => '正文说的是{said}，本表是 {year} 年度',
    cure => '请核对；沿用往年文字的请改写，确实指往年的请说明与本年的关系。');

-- A calendar year may be any, but 年度 is a budget year, as is one without expenditure
-- (2023年本部门无…), and one that the goal or what was done begins with, as what is to be done in it. Later ones are plans; an earlier
-- one beside this year's, or after a word of comparison, is compared with.
CREATE OR REPLACE FUNCTION gongkai.audit_text_04(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        t.report_id::text, ARRAY[t.pointer, '/year'],
        jsonb_build_object('said', y.said, 'year', r.year::text)
    FROM gongkai.audit_text AS t
    JOIN gongkai.report AS r ON r.id = t.report_id
    CROSS JOIN LATERAL gongkai.arabic_years(t.body) AS a (body)
    CROSS JOIN LATERAL (
        SELECT max(m[1]) || '年度' AS said, max(m[1])::integer AS newest
        FROM regexp_matches(a.body, '(?<![0-9较比与同自从])((?:19|20)[0-9]{2})\s*年(?:度(?!以来|起|末|结转)|(?=(?:[本我](?:部门|单位|局))?[无没]))', 'g') AS m
        UNION ALL
        SELECT m[1] || '年', m[1]::integer
        FROM regexp_matches(a.body, '^(?:目标\s*[1一]\s*[：:、.．])?\s*(?:[到在])?((?:19|20)[0-9]{2})\s*年(?:(?:全年|计划|拟|将|预计|力争)|(?:[0-9]{1,2}\s*月)?底?(?:之?前)?(?=(?:完成|建成|实现)[^，。；的]+(?:[，。；]|$)))') AS m
        WHERE t.pointer IN ('/texts/goal', '/texts/completion') AND a.body !~ '今年|本年|当年|上年|去年'
        ORDER BY 2 DESC NULLS LAST
        LIMIT 1) AS y
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.pointer <> '/title'
        AND (t.body ~ '[0-9〇○零一二三四五六七八九]\s*年[度无没本我]'
            OR t.pointer IN ('/texts/goal', '/texts/completion') AND t.body ~ '^.{0,6}[0-9〇○零一二三四五六七八九]{4}\s*年')
        AND strpos(a.body, r.year::text) = 0
        AND y.newest < r.year; -- any bound does
END
$$;

SELECT gongkai.define_rule(
    'TEXT-05', 'warning', 'document',
    reads => 'indicators',
    checks => '时效指标的期限不在本年度以前',
    source => '表的年度',
    sentence => '时效指标“{name}”的指标值“{target}”在 {year} 年以前',
    cure => '请改为本年度的期限。');

CREATE OR REPLACE FUNCTION gongkai.audit_text_05(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        a.report_id::text, ARRAY[a.pointer || '/target', '/year'],
        jsonb_build_object('name', a.name, 'target', a.target_text, 'year', r.year::text)
    FROM gongkai.audit_indicator AS a
    JOIN gongkai.report AS r ON r.id = a.report_id
    WHERE a.report_id = ANY (reports) AND a.is_leaf AND a.dimension = 'timeliness'
        AND (
            SELECT max(m[1])::integer
            FROM regexp_matches(a.target_text, '(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])', 'g') AS m) < r.year;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-06', 'warning', 'document',
    checks => '项目期限、项目属性与年度相符',
    source => '表式中的项目属性和项目期限',
    sentence => '{said}，与{other}不符',
    cure => '请核对项目属性、项目期限和年度。');

-- project_attribute and project_period are what templates call 项目属性 and 项目期限.
CREATE OR REPLACE FUNCTION gongkai.audit_text_06(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH project AS (
        SELECT
            r.id, r.year, t.attribute, t.period, t.goal, y.first, y.last,
            t.attribute ~ '一年期|一次性|当年' AS is_yearly,
            t.attribute ~ '多年|跨年|中长期' AS is_longer
        FROM gongkai.report AS r
        JOIN LATERAL (
            SELECT
                max(t.body) FILTER (WHERE t.pointer = '/extra/project_attribute') AS attribute,
                max(t.body) FILTER (WHERE t.pointer = '/extra/project_period') AS period,
                max(t.body) FILTER (WHERE t.pointer = '/texts/goal') AS goal
            FROM gongkai.audit_text AS t
            WHERE t.report_id = r.id
                AND t.pointer IN ('/extra/project_attribute', '/extra/project_period', '/texts/goal')) AS t ON true
        LEFT JOIN LATERAL (
            SELECT min(m[1])::integer AS first, max(m[1])::integer AS last
            FROM regexp_matches(t.period, '(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])', 'g') AS m) AS y ON true
        WHERE r.id = ANY (reports)
            AND EXISTS (
                SELECT FROM gongkai.report_extra AS e
                WHERE e.report_id = r.id AND e.name IN ('project_attribute', 'project_period'))
    )
    SELECT
        p.id::text, ARRAY['/extra/project_period', '/year'],
        jsonb_build_object('said', '项目期限是“' || p.period || '”', 'other', p.year || ' 年度')
    FROM project AS p
    WHERE p.year < p.first OR p.year > p.last
    UNION ALL
    SELECT
        p.id::text, ARRAY['/extra/project_period', '/extra/project_attribute'],
        jsonb_build_object('said', '项目期限是“' || p.period || '”', 'other', '项目属性“' || p.attribute || '”')
    FROM project AS p
    WHERE p.is_yearly AND (p.first < p.last OR p.period ~ '长期|持续|[两二三四五六七八九十]年')
        OR p.is_longer AND p.first = p.last
    UNION ALL
    SELECT
        p.id::text, ARRAY['/texts/goal', '/extra/project_attribute'],
        jsonb_build_object('said', '绩效目标说“' || g.until || '”', 'other', '项目属性“' || p.attribute || '”')
    FROM project AS p
    CROSS JOIN LATERAL (
        SELECT substring(p.goal FROM '直[到至][^，。；\n]{1,20}(?:停止|为止|终止|截止)') AS until) AS g
    WHERE p.is_yearly AND g.until IS NOT NULL;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-12', 'error', 'document',
    reads => 'chapters',
    checks => '每章说的是标题里的基金',
    source => '预算法第五条：政府性基金预算、国有资本经营预算、社会保险基金预算各自编列',
    sentence => '“{heading}”一章说的是{said}',
    cure => '请把这一章改为标题里的基金。');

CREATE OR REPLACE FUNCTION gongkai.audit_text_12(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        c.report_id::text,
        ARRAY['/chapters/' || (c.position - 1) || '/body', '/chapters/' || (c.position - 1) || '/heading'],
        jsonb_build_object('heading', gongkai.plain(c.heading), 'said', other.fund)
    FROM gongkai.chapter AS c
    JOIN (VALUES ('政府性基金'), ('国有资本'), ('社会保险基金')) AS own (fund) ON c.heading ~ own.fund
    JOIN (VALUES ('政府性基金'), ('国有资本'), ('社会保险基金')) AS other (fund) ON c.body ~ other.fund
    WHERE c.report_id = ANY (reports) AND c.heading !~ other.fund AND c.body !~ own.fund;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-13', 'warning', 'document',
    reads => 'chapters',
    checks => '各章的序号连续',
    source => 'GB/T 9704—2012 党政机关公文格式：结构层次序数',
    sentence => '“{heading}”前面一章是“{before}”，序号不连续',
    cure => '请改正序号，或补上缺的一章。');

CREATE OR REPLACE FUNCTION gongkai.audit_text_13(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        c.report_id::text,
        ARRAY['/chapters/' || (c.position - 1) || '/heading'],
        jsonb_build_object('heading', c.heading, 'before', c.before)
    FROM (
        SELECT
            c.report_id, c.position, gongkai.plain(c.heading) AS heading, n.number,
            lag(n.number) OVER beside AS number_before, lag(gongkai.plain(c.heading)) OVER beside AS before
        FROM gongkai.chapter AS c
        CROSS JOIN LATERAL (
            SELECT array_position(
                '{一,二,三,四,五,六,七,八,九,十,十一,十二,十三,十四,十五,十六,十七,十八,十九,二十}',
                substring(c.heading FROM '^([一二三四五六七八九十]+)、')) AS number) AS n
        WHERE c.report_id = ANY (reports) AND c.level = 1
        WINDOW beside AS (PARTITION BY c.report_id ORDER BY c.position)) AS c
    WHERE c.number <> c.number_before + 1;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.form_has(text, text),
    gongkai.has_signs(text)
    TO gongkai_staff;
