-- Names of natural persons in texts.

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
      "安慰", "安抚", "安家", "乔迁", "康乃", "李保国", "郑培民", "杨善洲", "王进喜", "马克思", "白求恩"]',
    says => '不是人名的词（以及公众人物）：以这些词开头的不作为人名');

-- Words that a person's name follows, as a part of a regular expression.
CREATE OR REPLACE FUNCTION gongkai.person_words()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '职工|员工|联系人|负责人|经办人|填报人|填表人|复核人|法定代表人|法人代表|申请人|受[助益]人|收款人|当事人|监护人|承包人|死者|伤者|遗属|遗孀|家属|配偶|妻子|丈夫|儿子|女儿|父亲|母亲|子女|学生|患者|村民|居民|户主'
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

-- What ends in a word for a place.
CREATE OR REPLACE FUNCTION gongkai.is_place(said text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT said ~ '[县市区州省镇乡村街庄屯寨社江河湖山岭港岛湾沟坝]$'
$$;

-- The first character of most names.
CREATE OR REPLACE FUNCTION gongkai.has_single_surname(said text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT said ~ '^[一-龥]{2,3}$' AND strpos(
        '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜'
        '戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱丘秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文樊兰殷施陶洪翟'
        '安颜倪严牛温芦俞章鲁葛伍韦申尤聂焦柳邢路岳齐梅莫庄辛祝左涂谷祁舒耿牟詹苗凌靳童欧甄项裴席屈鲍覃霍翁甘景柏柯阮桂'
        '蒙冉滕仝佘亓逄缪冼褚訾闵蔺裘宓郗郜郏阚隗昝邬邰郇郦鄢荀芮蒯谌逯邝阙雒岑嵇扈晁栾瞿窦竺綦臧茹卞',
        left(said, 1)) > 0
$$;

-- Whether two to four characters are a surname and one or two more: the most frequent
-- surnames of the country, and rare ones whose characters hardly stand for anything else. Rare
-- ones that are everyday words (成, 于, 东门) would find too much. What begins with an exception
-- is none, nor what names nobody (周大爷). Looked up, because all of them in a regular
-- expression take longer to compile than a draft takes to check.
CREATE OR REPLACE FUNCTION gongkai.is_person_name(said text, exceptions jsonb DEFAULT '[]')
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN strpos(
            '|欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|端木|夏侯|轩辕|万俟|澹台|呼延|赫连|淳于|闾丘|申屠|濮阳'
            '|宗政|钟离|鲜于|亓官|司寇|颛孙|巫马|漆雕|壤驷|拓跋|夹谷|宰父|谷梁|羊舌|太叔|仲孙|公冶|公羊|闻人|',
            '|' || left(said, 2) || '|') > 0 THEN said ~ '^[一-龥]{3,4}$' OR gongkai.has_single_surname(said)
        ELSE gongkai.has_single_surname(said)
    END AND said !~ '大[爷妈娘叔婶伯]$' AND NOT EXISTS (
        SELECT FROM jsonb_array_elements_text(exceptions) AS e (word) WHERE starts_with(said, e.word))
$$;

-- A name, or two with 和 between them, which may also be within one: 李和平和王芳.
CREATE OR REPLACE FUNCTION gongkai.one_or_two_names(said text, exceptions jsonb)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    pair text[];
BEGIN
    IF gongkai.is_person_name(said, exceptions) THEN
        RETURN ARRAY[said];
    END IF;
    pair := regexp_match(said, '^([一-龥]{2,4})[和及与]([一-龥]{2,4})$');
    IF gongkai.is_person_name(pair[1], exceptions) AND gongkai.is_person_name(pair[2], exceptions) THEN
        RETURN pair;
    END IF;
    RETURN NULL;
END
$$;

-- The name at the end of a text, the longest one.
CREATE OR REPLACE FUNCTION gongkai.name_at_end(said text, exceptions jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT m.part[1]
    FROM (VALUES (regexp_match(said, '(.{4})$')), (regexp_match(said, '(.{3})$')), (regexp_match(said, '(.{2})$'))) AS m (part)
    WHERE gongkai.is_person_name(m.part[1], exceptions)
    ORDER BY length(m.part[1]) DESC -- any bound does
    LIMIT 1 -- any bound does
$$;

-- The names at the beginning of what follows a word for persons. Behind the first one of a
-- row places are none, which begin like surnames: 张家村、李庄.
CREATE OR REPLACE FUNCTION gongkai.names_behind(behind text, exceptions jsonb)
RETURNS SETOF text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    said text;
    names text[];
    is_first boolean := true;
BEGIN
    FOREACH said IN ARRAY coalesce(string_to_array(substring(behind FROM '^[一-龥、]+'), '、'), '{}') LOOP
        names := gongkai.one_or_two_names(said, exceptions);
        IF names IS NULL THEN
            RETURN QUERY
            SELECT n.name
            FROM unnest(gongkai.one_or_two_names(
                substring(said FROM '^([一-龥]{2,9}?)(?:等|属|系|因|[一两二三四五六七八九十]+[户人名位]|工伤|抚恤|丧葬|遗[属孀]|同志|先生|女士'
                    '|公积金|生活补|医药|医疗[费补]|住院|病故|去世|逝世|救助|发放|支付|报销|负责|获)'), exceptions)) AS n (name)
            WHERE is_first OR NOT gongkai.is_place(n.name);
            RETURN;
        END IF;
        RETURN QUERY SELECT n.name FROM unnest(names) AS n (name) WHERE is_first OR NOT gongkai.is_place(n.name);
        is_first := false;
    END LOOP;
END
$$;

-- The names of a row at the end of what comes before 等. Where one of the row is no name,
-- the others are none.
CREATE OR REPLACE FUNCTION gongkai.names_before(before text, exceptions jsonb)
RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT CASE WHEN bool_and(i.names IS NOT NULL) THEN array_agg(n.name) FILTER (WHERE NOT gongkai.is_place(n.name)) END
    FROM (
        SELECT CASE w.number
            WHEN 1 THEN coalesce(
                gongkai.one_or_two_names(w.said, exceptions),
                (SELECT ARRAY[e.name] FROM gongkai.name_at_end(w.said, exceptions) AS e (name) WHERE e.name IS NOT NULL))
            ELSE gongkai.one_or_two_names(w.said, exceptions)
        END AS names
        FROM regexp_split_to_table(before, '、') WITH ORDINALITY AS w (said, number)) AS i
    LEFT JOIN LATERAL unnest(i.names) AS n (name) ON true
$$;

-- Natural persons that a text names by the word beside them: after 职工, 联系人 and the
-- like, and before 同志, 先生, 女士, 遗孀. The name is a surname and one or two characters,
-- and it ends where a name can end; that keeps 职工高温补贴 out. A row of names is one:
-- 职工张三丰、李四光和王建国; before 等困难职工, too. After a label with its
-- colon, which only a person can follow (联系人：), the surname need not be a known one.
CREATE OR REPLACE FUNCTION gongkai.person_names(body text, exceptions jsonb)
RETURNS SETOF text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN QUERY
    SELECT gongkai.names_behind(w.behind, exceptions)
    FROM regexp_split_to_table(body, '(?:' || gongkai.person_words() || ')[：:为是]?\s*') WITH ORDINALITY AS w (behind, number)
    WHERE w.number > 1
    UNION
    -- Without their number, two of two characters may be anything: 严管、严查等驾驶员.
    SELECT n.name
    FROM (
        SELECT substring(o.said FROM '[一-龥、]+$') AS before, lead(o.said) OVER (ORDER BY o.number) AS behind
        FROM regexp_split_to_table(body, '等') WITH ORDINALITY AS o (said, number)) AS p
    CROSS JOIN LATERAL regexp_match(p.behind, '^([0-9一两二三四五六七八九十]+[名位个户])?(?:困难|退休|离休|在职|优秀|受灾|贫困|患病)*(?:'
        || gongkai.person_words() || ')') AS m
    CROSS JOIN LATERAL gongkai.names_before(p.before, exceptions) AS w (names)
    CROSS JOIN LATERAL unnest(w.names) AS n (name)
    WHERE m IS NOT NULL AND w.names[2] IS NOT NULL AND (m[1] IS NOT NULL OR array_to_string(w.names, '、') ~ '[^、]{3}')
    UNION
    SELECT gongkai.name_at_end(m[1], exceptions)
    FROM regexp_matches(body, '([一-龥]{2,4})(?:同志|先生|女士)', 'g') AS m
    UNION
    -- 退休干部遗属 has no name, nor has 过程中与家属.
    SELECT n.name
    FROM regexp_matches(body, '([一-龥]{3,4})(?:遗孀|遗属|家属)', 'g') AS m
    CROSS JOIN LATERAL gongkai.name_at_end(m[1], exceptions) AS n (name)
    WHERE n.name ~ '...'
        AND n.name !~ '职工|员工|干部|教师|人员|军人|民警|党员|烈士|战士|同志|患者|病人|学生|老人|村民|居民'
            '|[县市区乡镇村组局院校厂与对和及向其的给由或让等为在之将把被]$'
    UNION
    -- What is given to one of a family: 家属王淑珍补助. Of others words may stand there: 农户黄花菜补助.
    SELECT coalesce(m[1], m[2])
    FROM regexp_matches(
        body, '(?:家属|遗属|遗孀|配偶|妻子|丈夫|儿子|女儿|父亲|母亲)'
            '(?:([一-龥]{3})(?:困难|补[助贴]|慰问|救济|上学|就学|助学|就医)|([一-龥]{2})(?:困难|补[助贴]|上学|就学|助学))', 'g') AS m
    WHERE gongkai.is_person_name(coalesce(m[1], m[2]), exceptions)
    UNION
    SELECT m[1]
    FROM regexp_matches(body, '(?:联系|经办|填报|填表|法定代表|负责)人[：:]\s*([一-龥]{2,3})(?=$|[，。；,;（(）)\s0-9]|同志|先生|女士)', 'g') AS m
    WHERE NOT gongkai.is_office(m[1]) AND NOT EXISTS (
        SELECT FROM jsonb_array_elements_text(exceptions) AS e (word)
        WHERE starts_with(m[1], e.word));
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.person_names(text, jsonb),
    gongkai.person_words(),
    gongkai.is_office(text),
    gongkai.is_place(text),
    gongkai.one_or_two_names(text, jsonb),
    gongkai.names_behind(text, jsonb),
    gongkai.names_before(text, jsonb),
    gongkai.name_at_end(text, jsonb),
    gongkai.is_person_name(text, jsonb),
    gongkai.has_single_surname(text)
    TO gongkai_staff;
