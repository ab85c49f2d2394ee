-- PERSON: what public texts say of natural persons.

-- Words that begin like a surname and are none, and persons who are public. A candidate
-- that begins with one of them is no finding.
SELECT gongkai.define_parameter(
    'person_exceptions',
    '["高温", "高龄", "高考", "高校", "高效", "高等", "高中", "高级", "高血", "高质", "高标", "高层", "高新", "高速",
      "任务", "任职", "任命", "任免", "任教", "任期", "金额", "金融", "金属", "金秋", "方面", "方案", "方式", "方法", "方便",
      "程度", "程序", "江西", "江苏", "江北", "江南", "夏季", "夏天", "夏令", "白天", "白血", "黄河", "黄金", "马上", "石油",
      "石材", "田间", "余人", "余名", "余额", "余户", "康复", "康养", "康乐", "武装", "曾经", "许可", "许多", "何时", "何地",
      "温暖", "温饱", "温馨", "易地", "龙头", "林业", "林区", "林地", "林场", "史料", "文化", "文明", "文体", "文件", "文书",
      "文艺", "文旅", "文物", "文秘", "常年", "常住", "常规", "常态", "常见", "张贴", "张榜", "周边", "周末", "周期", "周年",
      "周转", "万元", "万人", "万余", "万名", "万户", "万亩", "万份", "万册", "万次", "万件", "钱款", "顾客", "顾问", "严格",
      "严重", "严控", "安全", "安置", "安康", "安心", "安居", "安装", "安排", "毛利", "段落", "薛家", "杜绝", "白内", "孔雀",
      "夏收", "秦岭", "汤药", "向导", "贺信", "石化", "钟表", "叶片", "雷雨", "牛羊", "孟春", "童装", "童年", "项目", "路段",
      "习近平", "毛泽东", "邓小平", "江泽民", "胡锦涛", "周恩来", "刘少奇", "雷锋", "焦裕禄", "孔繁森", "黄文秀", "张富清",
      "申请", "申报", "申领", "申诉", "申办", "申述", "施工", "施教", "施救", "施肥", "安葬", "高峰", "高处", "高额", "高薪",
      "高产", "高原", "高危", "高兴", "何种", "严厉", "严守", "严打", "严寒", "祝福", "祝贺", "辛苦", "辛勤", "舒适", "舒心",
      "舒畅", "史志", "殷切", "庄严", "庄稼", "路灯", "路面", "路费", "路途", "路程", "温室", "温和", "温情", "章程", "武术",
      "曾任", "左右", "尤其", "童谣", "景区", "景观", "席位", "焦虑", "焦急", "金奖", "金牌", "石头", "谢意", "齐心", "齐全",
      "齐抓", "钟点", "田地", "田径", "牛奶", "顾虑", "易发", "易返", "易致", "易感", "任课", "任组", "任副", "任主", "任何", "任意", "夏日", "夏装",
      "马拉", "马铃", "陈述", "陈列", "梅毒", "毛巾", "毛衣", "贺卡", "邮寄", "陶冶", "陶艺", "雷击", "颜色", "洪涝", "洪水",
      "汪洋", "林木", "林权", "柏油", "苗木", "苗圃", "龙舟", "鲍鱼", "段考", "房屋", "范围", "江河", "鲁班",
      "李保国", "郑培民", "杨善洲", "王进喜", "马克思", "白求恩"]',
    says => '不是人名的词（以及公众人物）：以这些词开头的不作为人名');

-- Natural persons that a text names by the word beside them: after 职工, 联系人 and the
-- like, and before 同志, 先生, 女士, 遗孀. The name is a surname and one or two characters,
-- and it ends where a name can end; that keeps 职工高温补贴 out. A row of names is one:
-- 职工张三丰、李四光和王建国; before 等困难职工, too. After a label with its
-- colon, which only a person can follow (联系人：), the surname need not be a known one.
CREATE OR REPLACE FUNCTION gongkai.person_names(body text, exceptions jsonb)
RETURNS SETOF text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    one CONSTANT text := '(?:' || gongkai.surnames() || ')[一-龥]{1,2}';
    several CONSTANT text := one || '(?:[、和及与]' || one || ')*';
BEGIN
    RETURN QUERY
    SELECT DISTINCT c.name
    FROM (
        SELECT gongkai.names_in_row(m[1]) AS name
        FROM regexp_matches(
            body,
            '(?:' || gongkai.person_words() || ')[：:为是]?\s*(' || several || ')'
            || '(?=$|[，。；、：:,;（(）)\s0-9]|同志|先生|女士|等|属|系|因|[一两二三四五六七八九十]+[户人名位]|工伤|抚恤|丧葬|遗[属孀]|公积金|生活补|医药'
            || '|医疗[费补]|住院|病故|去世|逝世|救助|发放|支付|报销|负责|获)', 'g') AS m
        UNION ALL
        -- Without their number, two of two characters may be anything: 严管、严查等驾驶员.
        SELECT gongkai.names_in_row(m[1])
        FROM regexp_matches(
            body, '(' || one || '(?:[、和及与]' || one || ')+)等([0-9一两二三四五六七八九十]+[名位个户])?'
            || '(?:困难|退休|离休|在职|优秀|受灾|贫困|患病)*(?:' || gongkai.person_words() || ')', 'g') AS m
        WHERE (m[2] IS NOT NULL OR EXISTS (
                SELECT FROM gongkai.names_in_row(m[1]) AS n (name) WHERE n.name ~ '^.{3,}$'))
            AND NOT EXISTS (
                SELECT FROM jsonb_array_elements_text(exceptions) AS e (word)
                WHERE m[1] ~ ('(?:^|、)' || e.word))
        UNION ALL
        SELECT m[1]
        FROM regexp_matches(body, '(' || one || ')(?:同志|先生|女士)', 'g') AS m
        UNION ALL
        -- 退休干部遗属 has no name.
        SELECT m[1]
        FROM regexp_matches(body, '((?:' || gongkai.surnames() || ')[一-龥]{2})(?=遗孀|遗属)', 'g') AS m
        WHERE m[1] !~ '职工|员工|干部|教师|人员|军人|民警|党员|烈士|战士|同志|[县市区乡镇村组局院校厂]$'
        UNION ALL
        SELECT m[1]
        FROM regexp_matches(body, '(?:联系|经办|填报|填表|法定代表|负责)人[：:]\s*([一-龥]{2,3})(?=$|[，。；,;（(）)\s0-9]|同志|先生|女士)', 'g') AS m
        WHERE NOT gongkai.is_office(m[1])
    ) AS c
    WHERE NOT EXISTS (
        SELECT FROM jsonb_array_elements_text(exceptions) AS e (word)
        WHERE starts_with(c.name, e.word));
END
$$;

-- Words that a person's name follows, as a part of a regular expression.
CREATE OR REPLACE FUNCTION gongkai.person_words()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '职工|员工|联系人|负责人|经办人|填报人|填表人|复核人|法定代表人|法人代表|申请人|受[助益]人|收款人|当事人|监护人|承包人|死者|伤者|遗属|遗孀|家属|学生|患者|村民|居民|户主'
        || '|退休人员|退休干部|离休干部|提前人员|党员|队员|社员|学员|护林员|网格员|信息员|保洁员|驾驶员|困难群众|烈士|教师|老师|医生|护士|民警|军人|劳模|农户|贫困户|低保户|残疾人'
$$;

-- What stands in the place of a name and is none: an office, or that there is nobody yet;
-- the last character tells.
CREATE OR REPLACE FUNCTION gongkai.is_office(said text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT said ~ '[办科室股处部局所站院校园馆场队组厅委会心司厂社人员任长管计政务纳无导位上下前定详件表名章位缺密略]$'
$$;

-- As a part of a regular expression: the most frequent surnames of the country, and rare
-- ones whose characters hardly stand for anything else. Rare ones that are everyday words
-- (成, 于, 东门) would find too much.
CREATE OR REPLACE FUNCTION gongkai.surnames()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|端木|夏侯|轩辕|万俟|澹台|呼延|赫连|淳于|闾丘|申屠|濮阳'
        || '|宗政|钟离|鲜于|亓官|司寇|颛孙|巫马|漆雕|壤驷|拓跋|夹谷|宰父|谷梁|羊舌|太叔|仲孙|公冶|公羊|闻人'
        || '|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜'
        || '戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱丘秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文樊兰殷施陶洪翟'
        || '安颜倪严牛温芦俞章鲁葛伍韦申尤聂焦柳邢路岳齐梅莫庄辛祝左涂谷祁舒耿牟詹苗凌靳童欧甄项裴席屈鲍覃霍翁甘景柏柯阮桂'
        || '蒙冉滕仝佘亓逄缪冼褚訾闵蔺裘宓郗郜郏阚隗昝邬邰郇郦鄢荀芮蒯谌逯邝阙雒岑嵇扈晁栾瞿窦竺綦臧茹卞]'
$$;

-- What ends in a word for a place.
CREATE OR REPLACE FUNCTION gongkai.is_place(said text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT said ~ '[县市区州省镇乡村街庄屯寨社江河湖山岭港岛湾沟坝]$'
$$;

-- The names of a row of them, or of one. 和 may be within a name: 李和平和王芳. Places begin
-- like surnames, and stand in rows: 张村、李庄.
CREATE OR REPLACE FUNCTION gongkai.names_in_row(said text)
RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT n.name
    FROM regexp_split_to_table(said, '、') AS p (part)
    CROSS JOIN LATERAL (
        SELECT coalesce(
            regexp_match(p.part, '^((?:' || gongkai.surnames() || ')[一-龥]{1,2})$'),
            regexp_match(p.part, '^((?:' || gongkai.surnames() || ')[一-龥]{1,2})[和及与]([一-龥]+)$')) AS names) AS w
    CROSS JOIN LATERAL unnest(w.names) AS n (name)
    WHERE n.name = said OR NOT gongkai.is_place(n.name)
$$;

SELECT gongkai.define_rule(
    'PERSON-01', 'error', 'document',
    checks => '联系人、填报人、负责人的姓名不在公开的正文里',
    source => '个人信息保护法第二十五条；政府信息公开条例第十五条',
    sentence => '正文里有{role}的姓名“{text}”',
    cure => '请删去姓名；或在公开的版本里隐去。');

CREATE OR REPLACE FUNCTION gongkai.audit_person_01(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('role', w.role, 'text', w.name)
    FROM gongkai.report_contact AS c
    CROSS JOIN LATERAL (
        SELECT n.name, min(p.role) AS role
        FROM (VALUES ('联系人', c.name), ('填报人', c.prepared_by), ('负责人', c.head)) AS p (role, said)
        CROSS JOIN LATERAL regexp_split_to_table(p.said, '[、，,/;；\s]+') AS n (name)
        -- An office may stand there, which its last character tells where none begins with a surname.
        WHERE n.name ~ '^[一-龥]{3}$' AND NOT gongkai.is_office(n.name)
            OR n.name ~ ('^(' || gongkai.surnames() || ')[一-龥]{1,2}$')
        GROUP BY n.name) AS w
    JOIN gongkai.audit_text AS t ON t.report_id = c.report_id AND strpos(t.body, w.name) > 0
    WHERE c.report_id = ANY (reports) AND NOT gongkai.is_masked(c.report_id, w.name);
END
$$;

SELECT gongkai.define_rule(
    'PERSON-02', 'error', 'document',
    checks => '公开的正文里没有个人的姓名',
    source => '个人信息保护法第二十五条；政府信息公开条例第十五条',
    sentence => '正文里有个人的姓名“{text}”',
    cure => '请改为不指明个人的说法；或在公开的版本里隐去。');

CREATE OR REPLACE FUNCTION gongkai.audit_person_02(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT n.report_id, array_agg(t.pointer ORDER BY t.pointer), jsonb_build_object('text', n.name)
    FROM gongkai.named_persons(reports) AS n
    JOIN gongkai.audit_text AS t ON t.report_id = n.report_id AND strpos(t.body, n.name) > 0
    GROUP BY n.report_id, n.name;
END
$$;

-- Once a text of a draft has named a person, the name is looked for in all of its texts.
CREATE OR REPLACE FUNCTION gongkai.named_persons(reports text[])
RETURNS TABLE (report_id text, name text)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH region AS MATERIALIZED (
        SELECT p.code, gongkai.audit_parameter('person_exceptions', p.code) AS exceptions
        FROM (SELECT DISTINCT r.region_code AS code FROM gongkai.report AS r WHERE r.id = ANY (reports)) AS p
    )
    SELECT DISTINCT t.report_id::text, n.name
    FROM gongkai.audit_text AS t
    JOIN gongkai.report AS r ON r.id = t.report_id
    JOIN region AS g ON g.code = r.region_code
    CROSS JOIN LATERAL gongkai.person_names(t.body, g.exceptions) AS n (name)
    WHERE t.report_id = ANY (reports) AND t.has_signs AND NOT gongkai.is_masked(t.report_id, n.name)
        -- Cheap ones first: most texts have no such word.
        AND t.body ~ '[职员]工|[同先女][志生士]|[系责办报填表核请助益款事护包]人|法人|[死伤]者|法定|[遗家]属|遗孀|学生|患者|[村居]民|户主|退休|提前|离休|[党队社学林格息洁驶]员|困难|烈士|[教老]师|医生|护士|民警|军人|劳模|[农困保]户|残疾人'
        AND t.body ~ (
            '(?:' || gongkai.person_words() || ')[：:为是]?\s*(?:' || gongkai.surnames() || ')'
            || '|[、和及与](?:' || gongkai.surnames() || ')[一-龥]{1,2}等|(?:' || gongkai.surnames() || ')[一-龥]{1,2}(?:同志|先生|女士|遗孀|遗属)|人[：:]');
END
$$;

SELECT gongkai.define_rule(
    'PERSON-03', 'warning', 'document',
    checks => '名称的括号里不是个人的姓名',
    source => '个人信息保护法第二十五条；政府信息公开条例第十五条',
    sentence => '名称的括号里的“{text}”像是个人的姓名',
    cure => '是姓名的，请删去，或在公开的版本里隐去；不是的，请说明。');

-- Brackets at the end of a name hold a person's name where it is about one person. What
-- ends in a word for a place, an office, money or a kind is none.
CREATE OR REPLACE FUNCTION gongkai.audit_person_03(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH candidate AS MATERIALIZED (
        SELECT t.report_id::text AS report_id, t.pointer, m.name
        FROM gongkai.audit_text AS t
        JOIN gongkai.report AS r ON r.id = t.report_id
        CROSS JOIN LATERAL (
            SELECT substring(t.body FROM '[（(]((?:' || gongkai.surnames() || ')[一-龥]{1,2})[）)]') AS name) AS m
        WHERE t.report_id = ANY (reports) AND t.has_signs AND t.kind = 'name' AND t.body ~ '[（(][^（）()]{2,4}[）)]'
            AND t.body ~ ('[（(](?:' || gongkai.surnames() || ')[一-龥]{1,2}[）)]')
            AND m.name !~ '[县市区州省镇乡村街路河江湖山桥港局部院校厂站所费款金元类级期批版案表册户段线片组队班园馆场岛湾坪坝沟岭寨庄店屯堡溪泉洞城关业品料材库网年月日度]$'
            AND NOT EXISTS (
                SELECT FROM jsonb_array_elements_text(gongkai.audit_parameter('person_exceptions', r.region_code)) AS e (word)
                WHERE starts_with(m.name, e.word))
            AND NOT gongkai.is_masked(t.report_id, m.name)
    )
    SELECT c.report_id, ARRAY[c.pointer], jsonb_build_object('text', c.name)
    FROM candidate AS c
    WHERE (c.report_id, c.name) NOT IN (
        SELECT n.report_id, n.name
        FROM gongkai.named_persons(ARRAY(SELECT o.report_id FROM candidate AS o)) AS n);
END
$$;

SELECT gongkai.define_rule(
    'PERSON-09', 'warning', 'document',
    checks => '职务后面没有个人的姓名',
    source => '个人信息保护法第二十五条；政府信息公开条例第十五条',
    sentence => '正文里有姓名“{text}”，前面写着职务',
    cure => '公开文件一般写职务就够了：请删去姓名，或在公开的版本里隐去；确需公开的，请说明。');

-- A name after a title is an official's more often than not, whom law lets be named: a
-- reason is asked for. It ends where a name can end, or before what officials do.
CREATE OR REPLACE FUNCTION gongkai.audit_person_09(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.name)
    FROM gongkai.audit_text AS t
    JOIN gongkai.report AS r ON r.id = t.report_id
    CROSS JOIN LATERAL (
        SELECT p[1] AS name
        FROM regexp_matches(
            t.body,
            '(?:[局科处校院所站部镇乡县市区队组会厅州]长|主任|书记|支书|科员)[：:]?\s*((?:' || gongkai.surnames() || ')[一-龥]{1,2})'
            || '(?=$|[，。；、：:,;（(）)\s]|牵头|负责|带队|担任|任组长|为组长|主持|等)', 'g') AS p
        UNION ALL
        SELECT p[1]
        FROM regexp_matches(
            t.body, '由((?:' || gongkai.surnames() || ')[一-龥]{2})(?:负责|牵头|带队|主持|经办)', 'g') AS p
        WHERE NOT gongkai.is_office(p[1]) AND NOT gongkai.is_place(p[1])) AS m
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '长|主任|书记|支书|科员|由'
        AND NOT EXISTS (
            SELECT FROM jsonb_array_elements_text(gongkai.audit_parameter('person_exceptions', r.region_code)) AS e (word)
            WHERE starts_with(m.name, e.word))
        AND NOT gongkai.is_masked(t.report_id, m.name);
END
$$;

-- GB 11643-1999: eighteen characters, the last one the check of ISO 7064 MOD 11-2.
CREATE OR REPLACE FUNCTION gongkai.is_identity_number(number text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT substr('10X98765432', 1 + (
        SELECT sum(substr(number, w.place::integer, 1)::integer * w.weight) % 11
        FROM unnest('{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}'::integer[]) WITH ORDINALITY AS w (weight, place))::integer, 1)
        = upper(right(number, 1))
$$;

-- ISO/IEC 7812-1, annex B: from the right every second digit is doubled.
CREATE OR REPLACE FUNCTION gongkai.is_card_number(number text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT sum(CASE WHEN p.place % 2 = 0 THEN d.digit * 2 / 10 + d.digit * 2 % 10 ELSE d.digit END) % 10 = 0
    FROM generate_series(1, length(number)) AS p (place)
    CROSS JOIN LATERAL (SELECT substr(number, length(number) + 1 - p.place, 1)::integer AS digit) AS d
$$;

-- Numbers as an input method in full width types them, sign for sign in half width: a
-- place in it is the same place in the text.
CREATE OR REPLACE FUNCTION gongkai.half_width(body text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT translate(body, '０１２３４５６７８９Ｘｘ－—　', '0123456789Xx-- ')
$$;

-- The matches of a pattern in half width, as the text has them.
CREATE OR REPLACE FUNCTION gongkai.numbers_in(body text, pattern text)
RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT substr(numbers_in.body, strpos(n.body, m.part[1]), length(m.part[1]))
    FROM (SELECT gongkai.half_width(numbers_in.body) AS body) AS n
    CROSS JOIN LATERAL regexp_matches(n.body, pattern, 'g') AS m (part)
$$;

SELECT gongkai.define_rule(
    'PERSON-04', 'error', 'document',
    checks => '公开的正文里没有身份证号码',
    source => '个人信息保护法第二十八条；GB 11643—1999',
    sentence => '正文里有身份证号码“{text}”',
    cure => '请删去；或在公开的版本里隐去。');

-- Eighteen digits tell themselves by their check digit. Beside the words for it a number
-- of that length is one even if it was mistyped, and so are fifteen, which old cards have.
CREATE OR REPLACE FUNCTION gongkai.audit_person_04(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.said)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL gongkai.numbers_in(
        t.body,
        '(?<![0-9])([1-9][0-9]{5}[ -]?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[ -]?[0-9]{3}[0-9Xx])(?![0-9A-Za-z])'
    ) AS m (said)
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '[0-9０-９]{4}'
        AND gongkai.is_identity_number(translate(gongkai.half_width(m.said), ' -', ''))
        AND NOT gongkai.is_masked(t.report_id, m.said)
    UNION
    SELECT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.said)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL gongkai.numbers_in(
        t.body, '(?:身份证|证件)[^0-9。；;\n]{0,8}([1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14})(?![0-9A-Za-z])') AS m (said)
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '身份证|证件'
        AND NOT gongkai.is_masked(t.report_id, m.said);
END
$$;

SELECT gongkai.define_rule(
    'PERSON-05', 'error', 'document',
    checks => '公开的正文里没有手机号码',
    source => '个人信息保护法第二十五条；政府信息公开条例第十五条',
    sentence => '正文里有手机号码“{text}”',
    cure => '请删去；或在公开的版本里隐去。');

-- A quantity of eleven digits has its measure word behind it. Letters before it are those of
-- an account (wx) or of the word for it.
CREATE OR REPLACE FUNCTION gongkai.audit_person_05(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.said)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL gongkai.numbers_in(
        t.body,
        '(?<![0-9A-Za-z.-])(?:wx|vx|WX|VX|tel|Tel|TEL)?((?:(?:[+]|00)?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}[ -]?[0-9]{4}|[0-9][ -][0-9]{4}[ -][0-9]{3}))'
        || '(?![0-9A-Za-z.]|\s*[元万亿人次个])'
    ) AS m (said)
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '[1１][3-9３-９][0-9０-９]'
        AND NOT gongkai.is_masked(t.report_id, m.said);
END
$$;

SELECT gongkai.define_rule(
    'PERSON-06', 'warning', 'document',
    checks => '公开的正文里没有固定电话号码',
    source => '政府信息公开条例第十五条',
    sentence => '正文里有电话号码“{text}”',
    cure => '是个人电话的，请删去，或在公开的版本里隐去；是对外服务的电话，请说明。');

CREATE OR REPLACE FUNCTION gongkai.audit_person_06(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.said)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (
        SELECT coalesce(m[1], m[2]) AS said
        FROM regexp_matches(
            t.body,
            '(?<![0-9-])(0[1-9][0-9]{1,2}[ －-][2-9][0-9]{6,7})(?![0-9-])'
            '|(?:电话|联系方式|传真|热线)[：:为是\s]*([2-9][0-9]{6,7})(?![0-9])', 'g') AS m) AS m
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '[2-9][0-9]{6}'
        AND NOT gongkai.is_masked(t.report_id, m.said);
END
$$;

SELECT gongkai.define_rule(
    'PERSON-07', 'error', 'document',
    checks => '公开的正文里没有银行卡号',
    source => '个人信息保护法第二十八条；ISO/IEC 7812-1',
    sentence => '正文里有银行卡号“{text}”',
    cure => '请删去；或在公开的版本里隐去。');

-- One in ten numbers passes the check by chance, so a word for an account stands beside
-- it, or it begins with 62, which is the cards of the country.
CREATE OR REPLACE FUNCTION gongkai.audit_person_07(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.said)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL gongkai.numbers_in(
        t.body,
        '(?<![0-9A-Za-z])([0-9]{4}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?)(?![0-9A-Za-z])'
    ) AS m (said)
    CROSS JOIN LATERAL translate(gongkai.half_width(m.said), ' -', '') AS n (number)
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '[0-9０-９]{4}'
        AND (starts_with(n.number, '62') OR t.body ~ '卡号|[账帐][号户]|开户')
        AND gongkai.is_card_number(n.number)
        AND NOT gongkai.is_masked(t.report_id, m.said);
END
$$;

SELECT gongkai.define_rule(
    'PERSON-08', 'warning', 'document',
    checks => '公开的正文里没有电子邮箱',
    source => '政府信息公开条例第十五条',
    sentence => '正文里有电子邮箱“{text}”',
    cure => '是个人邮箱的，请删去，或在公开的版本里隐去；是单位对外的邮箱，请说明。');

CREATE OR REPLACE FUNCTION gongkai.audit_person_08(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.said)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (
        SELECT m[1] AS said
        FROM regexp_matches(
            t.body, '([A-Za-z0-9._%+-]{1,64}[@＠][A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)', 'g') AS m) AS m
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '[@＠]'
        AND NOT gongkai.is_masked(t.report_id, m.said);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.person_names(text, jsonb),
    gongkai.names_in_row(text),
    gongkai.is_place(text),
    gongkai.person_words(),
    gongkai.is_office(text),
    gongkai.surnames(),
    gongkai.named_persons(text[]),
    gongkai.half_width(text),
    gongkai.numbers_in(text, text),
    gongkai.is_identity_number(text),
    gongkai.is_card_number(text)
    TO gongkai_staff;
