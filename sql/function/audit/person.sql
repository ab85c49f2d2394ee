-- PERSON: what public texts say of natural persons.

SELECT gongkai.define_rule(
    'PERSON-01', 'error', 'document',
    reads => 'contacts',
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
            OR gongkai.is_person_name(n.name)
        GROUP BY n.name) AS w
    JOIN gongkai.audit_text AS t ON t.report_id = c.report_id AND strpos(t.body, w.name) > 0
    WHERE c.report_id = ANY (reports) AND NOT gongkai.is_masked(c.report_id, w.name);
END
$$;

SELECT gongkai.define_rule(
    'PERSON-02', 'error', 'document',
    reads => 'signs',
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
        AND t.body ~ '[职员]工|[同先女][志生士]|[系责办报填表核请助益款事护包]人|法人|[死伤]者|法定|[遗家]属|遗孀|配偶|妻子|丈夫|[儿子][子女]|女儿|[父母]亲|学生|患者|[村居]民|户主|退休|提前|离休|[党队社学林格息洁驶]员|困难|烈士|[教老]师|医生|护士|民警|军人|劳模|[农困保]户|残疾人';
END
$$;

SELECT gongkai.define_rule(
    'PERSON-03', 'warning', 'document',
    reads => 'signs',
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
        CROSS JOIN LATERAL (SELECT p[1] AS name FROM regexp_matches(t.body, '[（(]([一-龥]{2,4})[）)]', 'g') AS p) AS m
        WHERE t.report_id = ANY (reports) AND t.has_signs AND t.kind = 'name'
            AND m.name !~ '[县市区州省镇乡村街路河江湖山桥港局部院校厂站所费款金元类级期批版案表册户段线片组队班园馆场岛湾坪坝沟岭寨庄店屯堡溪泉洞城关业品料材库网年月日度]$'
            AND gongkai.is_person_name(m.name, gongkai.audit_parameter('person_exceptions', r.region_code))
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
    reads => 'signs',
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
            '(?:[局科处校院所站部镇乡县市区队组会厅州]长|主任|书记|支书|科员)[：:]??\s*?([一-龥]{2,4}?)'
            || '(?=$|[，。；、：:,;（(）)\s]|牵头|负责|带队|担任|任组长|为组长|主持|等)', 'g') AS p
        UNION ALL
        SELECT p[1]
        FROM regexp_matches(t.body, '由([一-龥]{3})(?:负责|牵头|带队|主持|经办)', 'g') AS p
        WHERE NOT gongkai.is_office(p[1]) AND NOT gongkai.is_place(p[1])) AS m
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '长|主任|书记|支书|科员|由'
        AND gongkai.is_person_name(m.name, gongkai.audit_parameter('person_exceptions', r.region_code))
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
    reads => 'signs',
    checks => '公开的正文里没有身份证号码',
    source => '个人信息保护法第二十八条；GB 11643—1999',
    sentence => '正文里有身份证号码“{text}”',
    cure => '请删去；或在公开的版本里隐去。');

-- Eighteen digits tell themselves by their check digit, or, alone in brackets, by a day of birth
-- long before the form: that of an order or a file is of its own year. Beside the words for it a number of
-- that length is one even if it was mistyped, and so are fifteen, which old cards have.
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
    CROSS JOIN LATERAL translate(gongkai.half_width(m.said), ' -', '') AS n (number)
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '[0-9０-９]{4}'
        AND (gongkai.is_identity_number(n.number)
            OR t.body ~ ('[（(]' || m.said || '[）)]') AND substr(n.number, 7, 4)::integer <= (
                SELECT r.year - 16 FROM gongkai.report AS r WHERE r.id = t.report_id))
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
    reads => 'signs',
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
    reads => 'signs',
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
    reads => 'signs',
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
    reads => 'signs',
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
    gongkai.named_persons(text[]),
    gongkai.half_width(text),
    gongkai.numbers_in(text, text),
    gongkai.is_identity_number(text),
    gongkai.is_card_number(text)
    TO gongkai_staff;
