-- Searches of texts and of indicators: tokens, ranks, pages, hostile queries;
-- needs: see fixture.psql.
BEGIN;
\ir fixture.psql
\set search `cat sql/query/search.sql`
\set indicator_list `cat sql/query/indicator_list.sql`
PREPARE search AS :search
PREPARE indicator_list AS :indicator_list
SELECT plan(254);

-- Folding keeps every character in its place. _ stands for where there is nothing
-- to compare, / for punctuation.
SELECT is(
    translate(gongkai.search_fold(c.body), E'\u0001\n', '_/'), c.folded, format('%s folds to %s', c.body, c.folded))
FROM (
    VALUES
        ('ＡＰＰ建设', 'app建设'), ('⼀', '一'), ('㎡', '㎡'), ('…Ａ①', '/a1'), ('ﬁＡ', 'ﬁa'), ('𬬻ＺＹ', '𬬻zy'), ('豈', '岂'), ('', ''),
        -- A number is a word, however it is written; a date, a list and a range are several.
        ('１９６，８７６．３', '196_876.3'), ('1,234,567.80元', '1_234_567.80元'), (E'8\u202f500人', '8_500人'), ('3，700人', '3/700人'),
        ('2023,2024', '2023/2024'), ('2025.1.9', '2025-1-9'), ('第3.节', '第3/节'), ('2021—2023年', '2021-2023年'), ('-3—', '/3/'),
        -- What nobody sees, spaces beside Han characters, quotation marks, middle dots.
        (E'垃\u200b圾分\u00ad类\ufe00', '垃_圾分_类_'), ('“五·四”奖章', '_五_四_奖章'), ('《条例》 实施', '_条例__实施'),
        ('Phase “two” 5·12', 'phase _two _5.12'), ('3·15、3.15', '3.15/3.15'), ('七．七与七·七、五.四', '七_七与七_七/五_四'), ('完成.开始', '完成/开始'),
        ('灣、衛', '湾/卫'), ('≥95%', '≥95%'), ('ئۇيغۇر، تىلى', 'ئۇيغۇر/_تىلى'), ('བོད་ཡིག།', 'བོད ཡིག/')
) AS c (body, folded);
SELECT is(
    (SELECT q.parts FROM gongkai.search_query(E'Cafe\u0301 e\u0301tude') AS q), '{café,étude}'::text[],
    'a query of letters and marks is composed, as texts are');
SELECT is(
    length(gongkai.search_fold(s.body)),
    length(s.body),
    'a folded text is as long as the text')
FROM (
    SELECT string_agg(chr(i), '') AS body
    FROM generate_series(32, 65000) AS i
    WHERE i NOT BETWEEN 55296 AND 57343 AND i % 3 = 0
) AS s;
SELECT is(
    ARRAY(SELECT t FROM (SELECT DISTINCT unnest(gongkai.search_tokens(gongkai.search_fold(c.body))) AS t) AS d ORDER BY t COLLATE "C"),
    ARRAY(SELECT t FROM unnest(c.tokens) AS t ORDER BY t COLLATE "C"),
    format('tokens of %s', c.body))
FROM (
    VALUES
        ('', '{}'::text[]), ('！？', '{}'), ('水', '{水}'), ('水电', '{水,电,水电}'), ('水电费', '{水,电,费,水电,电费}'),
        ('水，电', '{水,电}'), ('“楼区”APP，196,876.3元', '{楼,区,元,楼区,区a,3元,app,196876.3}'), ('𬬻山', '{𬬻,山,𬬻山}'),
        ('Ünïté 2', '{Ünïté,2}'), ('a 7%', '{a,7,%,7%}'), (repeat('a', 200), ARRAY[repeat('a', 101)]),
        ('2019-2020年', '{年,0年,2019,2020,2019-2020}'),
        ('བོད་ཡིག', '{བོད,ཡིག}'), ('ไทย', '{ไ,ท,ย,ไท,ทย}')
) AS c (body, tokens);
SELECT is(
    gongkai.search_tokens(gongkai.search_fold(c.part), true), c.tokens, format('a query asks for %s with the fewest', c.part))
FROM (VALUES ('水', '{水}'::text[]), ('水电费', '{水电,电费}'), ('2.5万', '{2.5,5万}'), ('522700-3', '{522700-3}')) AS c (part, tokens);

-- The same word in the title of one report, the goal, an indicator and the text
-- of others.
SELECT pg_temp.template('E1', 'search', '{title}') AS template \gset
SELECT is(
    (
        SELECT count(*)
        FROM (
            VALUES
                (1, '{"title": "白鹭湿地保护自评表"}'),
                (2, '{"texts": {"goal": "保护白鹭，修复湿地。"}}'),
                (3, '{"indicators": [{"name": "产出指标", "children": [{"name": "白鹭数量", "target": {"text": "≥1,200只"}, "actual": {"text": "1300只"}}]}]}'),
                (4, '{"texts": {"completion": "湿地面积增加，白鹭ＡＰＰ上线。"}}'),
                (5, '{"texts": {"goal": "白鹭", "note": "白鹭"}, "chapters": [{"level": 1, "heading": "一、白鹭"}]}'),
                (6, '{"texts": {"goal": "白天看鹭鸟"}}')
        ) AS d (n, more)
        CROSS JOIN LATERAL pg_temp.import(
            pg_temp.small() || '{"title": "自评表"}' || jsonb_build_object('project', jsonb_build_object('code', 'p-' || d.n, 'name', '项目' || d.n)) || d.more::jsonb) AS i
        WHERE pg_temp.answer('gongkai_staff', format(
            'SELECT outcome FROM gongkai.publish(%L, ''2025-01-01Z'')', pg_temp.approve(i.report_id))) = 'published'
    ),
    6::bigint,
    'six reports');
CREATE FUNCTION pg_temp.found(q text, filters text DEFAULT 'NULL, NULL, NULL, NULL')
RETURNS text[]
LANGUAGE sql
AS $$
    SELECT ARRAY(
        SELECT right(i ->> 'id', 1) || ' ' || (i ->> 'rank')
        FROM json_array_elements(pg_temp.body(format('search(%L, %s, 50, NULL, NULL)', q, filters))::json -> 'items') AS i)
$$;
SELECT is(pg_temp.found(c.q), c.expected, format('search for %s', c.q))
FROM (
    VALUES
        ('白鹭', '{1 title,5 goal,2 goal,3 indicators,4 text}'::text[]),
        ('白鹭湿地', '{1 title}'), ('湿地', '{1 title,2 goal,4 text}'), ('湿地 白鹭', '{1 title,2 goal,4 text}'),
        ('保护白鹭', '{2 goal}'), ('保护 白鹭', '{1 title,2 goal}'), ('湿地白鹭', '{}'), ('app', '{4 text}'),
        ('ＡＰＰ', '{4 text}'), ('ap', '{}'), ('1300', '{3 indicators}'), ('130', '{}'), ('1,200', '{3 indicators}'),
        ('1200', '{3 indicators}'), ('200', '{}'), ('≥1200只', '{3 indicators}'), ('≤1200只', '{}'), ('鹭', '{1 title,6 goal,5 goal,2 goal,3 indicators,4 text}'),
        ('龘', '{}'), ('白鹭 龘', '{}'), ('数，鹭', '{3 indicators}'), ('白鷺濕地', '{1 title}'), ('“白鹭”湿地', '{1 title}'),
        ('p-3', '{3 title}'), ('P-3', '{3 title}'), ('e1-2024-p-6', '{6 title}'), ('p', '{}'), ('e1-2024-p', '{}'), ('2024', '{}'),
        ('白天看鹭鸟', '{6 goal}'), ('白鹭 一', '{5 text}'), ('社会工作部', '{6 title,5 title,4 title,3 title,2 title,1 title}'),
        ('没有', '{}')
) AS c (q, expected);
SELECT is(pg_temp.found('白鹭', c.filters), c.expected, format('with filters %s', c.filters))
FROM (
    VALUES
        ('2024, ''522700'', ''522700-197'', ''E1''', '{1 title,5 goal,2 goal,3 indicators,4 text}'::text[]),
        ('2023, NULL, NULL, NULL', '{}'), ('NULL, ''522701'', NULL, NULL', '{}'),
        ('NULL, NULL, ''522700-19'', NULL', '{}'), ('NULL, NULL, NULL, ''T1''', '{}')
) AS c (filters, expected);
SELECT is(
    pg_temp.body('search(''白鹭'', NULL, NULL, NULL, NULL, 2, NULL, NULL)')::jsonb #> '{items,1}',
    '{"id": "e1-2024-p-5", "title": "自评表", "form": "E1", "year": 2024, "department": {"code": "522700-197", "name": "社会工作部"},
        "project": {"code": "p-5", "name": "项目5"}, "rank": "goal", "context": "白鹭", "marks": [0, 2],
        "links": {"report": "/api/v1/reports/e1-2024-p-5"}}'::jsonb,
    'an item, byte by byte');


-- What is printed is found, and shown; cells of their own are found as one.
SELECT is(
    (
        SELECT pg_temp.publish(i.report_id, '2025-01-01Z')
        FROM pg_temp.import(pg_temp.small() || jsonb_build_object(
            'form', 'T1',
            'project', jsonb_build_object('code', '52270022X7', 'name', '<b>林</b>长制', 'implementing_unit', '护林站'),
            'texts', jsonb_build_object(
                'goal', E'<p style="text-align:center">造<span lang="zh">林</span>绿\u00ad化</p><p>每年&nbsp;三百 公顷，a&#60;b</p>',
                'note', E'“九·一八”期间，臺賬齊全；补贴１２，５００元，防火林\u200b带12.75公里'),
            'indicators', jsonb_build_array(jsonb_build_object('code', '3101', 'name', '成<sup>2</sup>活率', 'children', jsonb_build_array(
                jsonb_build_object(
                    'name', '经费', 'standard', '逐级扣分', 'obligation', '必填项',
                    'target', jsonb_build_object('operator', '≤', 'value', '4.08', 'unit', '万元'),
                    'actual', jsonb_build_object('text', '3.99万元')),
                jsonb_build_object('name', '成活', 'target', jsonb_build_object('text', '&#8805;<b>88</b>%'))))),
            'funds', '[{"kind": "other", "label": "县级配套", "depth": 0}]'::jsonb,
            'base_data', '[{"section": "expenditure", "rows": [{"label": "会议费", "depth": 0, "values": {}}]}]'::jsonb,
            'extra', '{"unit_head": "山林权属"}'::jsonb,
            'lists', '{"plots": [{"name": "北坡地块", "children": [{"name": "三号样方"}]}]}'::jsonb)) AS i
    ),
    '1 published',
    'a report with markup, with cells of their own');
SELECT is(pg_temp.found(c.q, 'NULL, NULL, NULL, ''T1'''), c.expected, format('search for %s', c.q))
FROM (
    VALUES
        ('造林绿化', '{7 goal}'::text[]), ('每年三百公顷', '{7 goal}'), ('三百 公顷', '{7 goal}'), ('a<b', '{7 goal}'), ('化每', '{}'),
        ('span', '{}'), ('style', '{}'), ('nbsp', '{}'), ('lang', '{}'), ('sup', '{}'), ('60', '{}'), ('林长制', '{7 title}'),
        ('九一八', '{7 text}'), ('九·一八', '{7 text}'), ('“九一八”', '{7 text}'), ('台账', '{7 text}'), ('臺賬', '{7 text}'),
        ('12500', '{7 text}'), ('12,500元', '{7 text}'), ('12.75', '{7 text}'), ('１２．７５公里', '{7 text}'), ('12', '{}'), ('75', '{}'),
        ('防火林带', '{7 text}'),
        ('4.08', '{7 indicators}'), ('4.08万元', '{7 indicators}'), ('≤4.08', '{7 indicators}'), ('≤4.08万元', '{7 indicators}'),
        ('≥4.08', '{}'), ('4.08元', '{}'), ('≥88%', '{7 indicators}'), ('88%', '{7 indicators}'), ('4', '{}'), ('3101', '{7 indicators}'),
        ('成2活率', '{7 indicators}'), ('逐级', '{7 indicators}'), ('护林站', '{7 text}'), ('山林权属', '{7 text}'), ('三号样方', '{7 text}'),
        ('52270022X7', '{7 title}'), ('t1-2024-52270022x7', '{7 title}'), ('522700-197', '{7 title}'), ('林', '{7 title}'),
        -- The region with its code, and what stands before sums and indicators.
        ('522700', '{7 title}'), ('52270', '{}'), ('黔南州', '{7 title}'), ('社会工作部 黔南州', '{7 title}'), ('县级配套', '{7 text}'),
        ('会议费', '{7 text}'), ('必填项', '{7 indicators}')
) AS c (q, expected);
SELECT is(
    (
        SELECT (i ->> 'context', substr(i ->> 'context', (i #>> '{marks,0}')::integer + 1, (i #>> '{marks,1}')::integer))::text
        FROM json_array_elements(
            pg_temp.body('search(''每年三百公顷'', NULL, NULL, NULL, NULL, 5, NULL, NULL)')::json -> 'items') AS i
    ),
    '("造林绿化 每年 三百 公顷，a<b","每年 三百 公顷")',
    'the context is what is read');
SELECT is(
    ARRAY(
        SELECT concat_ws(' ', i ->> 'name', i #>> '{target,text}', i #>> '{target,operator}', i #>> '{target,value}', i #>> '{target,unit}', i ->> 'path')
        FROM json_array_elements(
            pg_temp.body('indicator_list(NULL, NULL, NULL, NULL, ''T1'', NULL, NULL, NULL, NULL, NULL, 5, NULL, NULL)')::json -> 'items') AS i),
    ARRAY['经费 ≤ 4.08 万元 ["成²活率"]', '成活 ≥88% ≥ 88 % ["成²活率"]'],
    'a list of indicators is of what is read, and a measure is read from that');
SELECT is(
    pg_temp.found('造林', 'NULL, NULL, NULL, NULL'), '{7 goal}'::text[], 'names in a list of reports: found');
SELECT is(
    (SELECT p.project_name::text FROM gongkai.publication AS p WHERE p.form = 'T1'), '林长制', 'names are listed as they are read');
SELECT is(
    gongkai.withdraw('t1-2024-52270022X7', '测试', '2025-01-02Z'), 1, 'it is withdrawn');

-- Words may stand in different texts of a report: its rank is that of the last. What
-- is in quotation marks stands together, with the punctuation that is between.
SELECT is(
    (
        SELECT pg_temp.publish(i.report_id, '2025-01-01Z')
        FROM pg_temp.import(pg_temp.small() || jsonb_build_object(
            'form', 'T2',
            'title', '妇联购买服务表',
            'project', jsonb_build_object('code', 'p-8', 'name', '婚姻辅导'),
            'texts', jsonb_build_object(
                'goal', '七．七事变纪念；3·15宣传，辅导200对', 'completion', '离婚率下降，妇联 满意'),
            'chapters', jsonb_build_array(jsonb_build_object('level', 1, 'heading', '一、购买', 'body', '另有结余')))) AS i
    ),
    '1 published',
    'a report with words in several texts');
SELECT is(pg_temp.found(c.q, 'NULL, NULL, NULL, ''T2'''), c.expected, format('search for %s', c.q))
FROM (
    VALUES
        ('辅导', '{8 title}'::text[]), ('辅导 200', '{8 goal}'), ('离婚率 200', '{8 text}'), ('妇联 离婚率', '{8 text}'),
        ('离婚率 妇联 婚姻辅导 200对 结余', '{8 text}'), ('妇联 离婚率 龘', '{}'), ('离婚率200', '{}'), ('妇联离婚率', '{}'),
        ('"妇联 离婚率"', '{}'), ('"离婚率下降，妇联"', '{8 text}'), ('“离婚率下降。妇联满意”', '{8 text}'), ('"下降 妇联"', '{}'),
        ('"妇联 满意" 200', '{8 text}'), ('"妇联 满意"200', '{}'), ('"离婚率"', '{8 text}'), ('「婚姻辅导」 结余', '{8 text}'),
        ('"200对" 黔南州', '{8 goal}'), ('七七事变', '{8 goal}'), ('七·七事变', '{8 goal}'), ('七.七', '{8 goal}'),
        ('3.15', '{8 goal}'), ('3·15', '{8 goal}'), ('３．１５宣传', '{8 goal}'), ('15', '{}'), ('315', '{}')
) AS c (q, expected);
SELECT is(
    (
        SELECT (i ->> 'context', i ->> 'marks')::text
        FROM json_array_elements(
            pg_temp.body('search(''结余 购买 妇联'', NULL, NULL, NULL, ''T2'', 5, NULL, NULL)')::json -> 'items') AS i
    ),
    '("一、购买 另有结余","[2,2,7,2]")',
    'the context is the text of its rank that has most of the words');
SELECT is(gongkai.withdraw('t2-2024-p-8', '测试', '2025-01-02Z'), 1, 'it is withdrawn');
SELECT is(
    (SELECT count(*) FROM gongkai.published_words AS w WHERE NOT EXISTS (SELECT FROM gongkai.publication AS p WHERE p.change = w.change)),
    0::bigint, 'and is found by nothing more');

-- Pages of every size.
CREATE FUNCTION pg_temp.walk(statement text, lim integer, member text)
RETURNS text[]
LANGUAGE plpgsql
AS $$
DECLARE
    found text[] := '{}';
    body json;
    next text;
BEGIN
    LOOP
        body := pg_temp.body(format(statement, lim, next));
        found := found || ARRAY(SELECT i #>> member::text[] FROM json_array_elements(body -> 'items') AS i);
        next := body ->> 'next';
        EXIT WHEN next IS NULL;
        IF json_array_length(body -> 'items') <> lim OR cardinality(found) > 1000 THEN
            RAISE EXCEPTION 'a page of %', body;
        END IF;
    END LOOP;
    RETURN found;
END
$$;
SELECT is(
    pg_temp.walk('search(''白鹭'', NULL, NULL, NULL, NULL, %s, %L, NULL)', lim, '{id}'),
    '{e1-2024-p-1,e1-2024-p-5,e1-2024-p-2,e1-2024-p-3,e1-2024-p-4}'::text[],
    format('in pages of %s', lim))
FROM unnest('{1,2,3,4,5,6}'::integer[]) AS lim;

-- The hit in its context.
SELECT is(
    (c.context, c.marks, substr(c.context, c.marks[1] + 1, c.marks[2]))::text,
    format('(…%s白鹭%s…,"{31,2}",白鹭)', repeat('前', 30), repeat('后', 88)),
    'a long text is cut around the hit')
FROM (SELECT repeat('前', 500) || '白鹭' || repeat('后', 500) AS body) AS b
CROSS JOIN LATERAL gongkai.search_context(b.body, gongkai.search_fold(b.body), '{白鹭}') AS c;
SELECT is(
    (c.context, c.marks)::text,
    '("ＡＰＰ与APPLE，白鹭 app","{0,3,10,2}")',
    'marks are in the order of the text, and of whole words')
FROM (SELECT 'ＡＰＰ与APPLE，白鹭' || E'\n' || 'app' AS body) AS b
CROSS JOIN LATERAL gongkai.search_context(b.body, gongkai.search_fold(b.body), '{白鹭,app}') AS c;
SELECT is(
    (substr(c.context, c.marks[1] + 1, c.marks[2]), substr(c.context, c.marks[3] + 1, c.marks[4]))::text,
    '(五·四”奖,"1,200只")',
    'marks are of the text as it is, with what is passed over')
FROM (SELECT repeat('“前” ', 100) || '“五·四”奖励1,200只' AS body) AS b
CROSS JOIN LATERAL gongkai.search_context(b.body, gongkai.search_fold(b.body), '{五四奖,1200只}') AS c;
SELECT is(
    gongkai.search_place_in(translate(c.folded, '_', E'\u0001'), c.place), c.expected, format('character %s of %s', c.place, c.folded))
FROM (VALUES ('ab', 1, 1), ('_ab', 1, 2), ('__a_b_', 2, 5), ('a__b', 2, 4)) AS c (folded, place, expected);

-- Hostile queries: no error but a named one.
SELECT is(
    pg_temp.failure('gongkai_public', format('EXECUTE search(%L, NULL, NULL, NULL, NULL, 5, NULL, NULL)', c.q)),
    c.expected,
    format('query %s…', left(c.q, 20)))
FROM (
    VALUES
        ('', '22023 q'), ('   ', '22023 q'), (E'\u3000\t', '22023 q'), ('，。！', '22023 q'), ('《》', '22023 q'), ('水', 'no error'), (repeat('水', 101), '22023 q'),
        (repeat('a ', 50), 'no error'), ('a b c d e f g h i j k l m n o p q', 'no error'), (repeat('水，', 50), 'no error'), ('''; DROP TABLE x; --', 'no error'),
        ('a:* & !b | (c', 'no error'), ('"', '22023 q'), ('\', '22023 q'), ('%_', 'no error'), ('{"a":1}', 'no error'),
        (E'\u200b\ufeff', '22023 q'), (repeat('𬬻', 100), 'no error'), (repeat('🙂', 50), 'no error'), ('.*+?^$|', 'no error'), ('①', 'no error'), ('℃', 'no error'), ('a.b-c+', 'no error'), ('class:4 year:2024', 'no error'),
        ('[0-9]+(a|b)*', 'no error'), ('水 a', 'no error'), ('a b c d e f g h i j k l m n o p q r s t', 'no error'), ('a b c d e f g h i j k l m n o p q r s t u', '22023 words')
) AS c (q, expected);
SELECT is(
    pg_temp.failure('gongkai_public', 'EXECUTE search(NULL, NULL, NULL, NULL, NULL, 5, NULL, NULL)'),
    '22023 q',
    'no query');

-- Texts of any length are published and found.
SELECT is(
    (
        SELECT pg_temp.publish(i.report_id, '2025-01-02Z')
        FROM pg_temp.import(pg_temp.small() || jsonb_build_object(
            'form', 'E2',
            'texts', jsonb_build_object(
                'goal', repeat('字', 1990) || '朱鹮归来' || repeat('符', 90000) || '白鹳',
                'completion', repeat('w', 99000),
                'conclusion', (SELECT string_agg(chr(19968 + i), '') FROM generate_series(0, 19999) AS i)),
            'indicators', jsonb_build_array(jsonb_build_object(
                'name', repeat('组', 50000), 'children', jsonb_build_array(jsonb_build_object(
                    'name', repeat('名', 50000), 'target', jsonb_build_object('text', '≥1' || repeat('x', 9)))))))) AS i
    ),
    '1 published',
    'texts of a hundred thousand characters are published');
SELECT is(pg_temp.found(q), '{1 goal}'::text[], format('and found: %s', q)) FROM unnest('{朱鹮归来,字朱鹮,白鹳}'::text[]) AS q;
SELECT is(pg_temp.found('名名 xxxxxxxxx'), '{}'::text[], 'words far apart are not one passage');

-- Indicators.
SELECT is(
    (
        SELECT count(*)
        FROM generate_series(1, 3) AS n
        CROSS JOIN LATERAL pg_temp.import(pg_temp.small() || jsonb_build_object(
            'form', 'E3', 'year', 2020 + n,
            'indicators', jsonb_build_array(jsonb_build_object('name', '满意度指标', 'children', jsonb_build_array(
                jsonb_build_object('name', '群众满意度', 'target', jsonb_build_object('text', '≥90%'), 'actual', jsonb_build_object('text', 88 + n || '%')),
                jsonb_build_object('name', '企业满意度', 'target', jsonb_build_object('text', '满意'), 'actual', jsonb_build_object('text', '满意')),
                jsonb_build_object('name', '只有名称')))))) AS i
        WHERE pg_temp.publish(i.report_id, '2025-01-03Z') = '1 published'
    ),
    3::bigint,
    'three reports with indicators');
SELECT is(
    pg_temp.walk(format('indicator_list(%s, %%s, %%L, NULL)', c.filters), lim, '{name}'),
    c.expected,
    format('indicators %s in pages of %s', c.filters, lim))
FROM (
    VALUES
        ('''满意度'', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL',
            '{群众满意度,企业满意度,群众满意度,企业满意度,群众满意度,企业满意度}'::text[]),
        ('''群众满意'', NULL, ''522700'', ''522700-197'', ''E3'', 2, ''满意度指标'', ''≥'', ''%%'', NULL', '{群众满意度,群众满意度,群众满意度}'),
        ('''满意度'', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ''met''', '{群众满意度,群众满意度}'),
        ('NULL, NULL, NULL, NULL, NULL, NULL, ''满意度指标'', NULL, NULL, ''missed''', '{群众满意度}'),
        ('NULL, 2022, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL', '{群众满意度,企业满意度}'),
        ('NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ''只'', NULL', '{白鹭数量}'),
        ('''白鹭'', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL', '{}'),
        ('NULL, NULL, NULL, NULL, NULL, NULL, ''满意度'', NULL, NULL, NULL', '{}')
) AS c (filters, expected)
CROSS JOIN unnest('{1,2}'::integer[]) AS lim;
SELECT is(
    pg_temp.body('indicator_list(''白鹭'', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL)'),
    '{"items":[{"level":2,"path":["产出指标"],"name":"白鹭数量","target":{"text":"≥1,200只","operator":"≥","value":"1200","unit":"只"}'
    || ',"actual":{"text":"1300只","value":"1300","unit":"只"},"result":"met","year":2024,"form":"E1"'
    || ',"department":{"code":"522700-197","name":"社会工作部"},"project":{"code":"p-3","name":"项目3"}'
    || ',"links":{"report":"/api/v1/reports/e1-2024-p-3","project_expenditure":"/api/v1/project-expenditures/p-3/2024"}}],"next":null}',
    'an indicator, byte by byte');

-- Met or missed.
SELECT is(
    gongkai.is_met(c.operator, c.target, c.unit, c.actual_operator, c.actual, c.actual_unit),
    c.expected,
    format('target %s%s%s, actual %s%s%s', c.operator, c.target, c.unit, c.actual_operator, c.actual, c.actual_unit))
FROM (
    VALUES
        ('≥', '9', '次', NULL, '9', '次', true), ('≥', '9', '次', NULL, '8.99', '次', false), ('≦', '9', NULL, NULL, '9.0', NULL, true),
        ('≤', '60000', '元', NULL, '6', '万元', NULL), ('=', '100', '％', NULL, '100', '%', true), ('＝', '1,000', '人', '=', '1000', '人', true),
        ('>', '0.1', NULL, NULL, '0.10', NULL, false), ('＜', '3', '天', NULL, '2', '天', true), ('定性', '5', NULL, NULL, '5', NULL, NULL),
        ('±', '5', NULL, NULL, '5', NULL, NULL), (NULL, '193.51', '万元', NULL, '193.51', '万元', true), (NULL, '10', '场', NULL, '12', '场', NULL),
        ('≥', '90', '%', '≥', '95', '%', NULL), ('≥', '九', '次', NULL, '9', '次', NULL), ('≥', NULL, '次', NULL, '9', '次', NULL),
        ('≥', '1e3', NULL, NULL, '1', NULL, NULL)
) AS c (operator, target, unit, actual_operator, actual, actual_unit, expected);

SELECT * FROM finish();
ROLLBACK;
