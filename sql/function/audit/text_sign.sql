-- TEXT, continued: signs and characters: markup, pairs, doubles, losses.

-- Years in Chinese numerals as Arabic ones, for a search: 二〇二四年度, 二零二四年度.
CREATE OR REPLACE FUNCTION gongkai.arabic_years(body text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN body ~ '[〇○零]' THEN translate(body, '〇○零一二三四五六七八九', '000123456789')
        ELSE body
    END
$$;

SELECT gongkai.define_rule(
    'TEXT-07', 'warning', 'document',
    reads => 'signs',
    checks => '没有排版标记',
    source => '国务院办公厅关于政府网站的内容规范：内容表述规范',
    sentence => '正文里有排版标记“{text}”',
    cure => '请删去标记，只留文字。');

-- HTML tags and references, commands of LaTeX between dollar signs or not, bold of
-- Markdown: programs write them, no clerk does.
CREATE OR REPLACE FUNCTION gongkai.audit_text_07(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.part)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (SELECT substring(t.body FROM
        '</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>'
        '|&(?:[a-z]{2,8}|#[0-9]{1,7});'
        '|\\(?:geq?|leq?|text|frac|times|quad|sim|mathrm|cdot|circ|begin|left|right|%)'
        '|\$[^$\n]*[\\^{}][^$\n]*\$'
        '|\*\*[^*\s][^*\n]*\*\*') AS part) AS m
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.body ~ '[<&\\$*]' AND m.part IS NOT NULL;
END
$$;

-- Whether brackets and quotes are in order, as one look can tell: pairs of full width, in
-- pairs no deeper than once.
CREATE OR REPLACE FUNCTION gongkai.is_plainly_balanced(body text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT body ~ (
        '^(?:[^《》〈〉“”（）()【】〔〕「」"]'
        || '|《(?:[^《》〈〉“”（）()【】〔〕「」"]|〈[^《》〈〉“”（）()【】〔〕「」"]*〉|“[^《》〈〉“”（）()【】〔〕「」"]*”|（[^《》〈〉“”（）()【】〔〕「」"]*）)*》'
        || '|“(?:[^《》〈〉“”（）()【】〔〕「」"]|《[^《》〈〉“”（）()【】〔〕「」"]*》|（[^《》〈〉“”（）()【】〔〕「」"]*）)*”'
        || '|（(?:[^《》〈〉“”（）()【】〔〕「」"]|《[^《》〈〉“”（）()【】〔〕「」"]*》|“[^《》〈〉“”（）()【】〔〕「」"]*”|〔[^《》〈〉“”（）()【】〔〕「」"]*〕)*）'
        || '|[(][^《》〈〉“”（）()【】〔〕「」"]*[)]|〔[^《》〈〉“”（）()【】〔〕「」"]*〕|【[^《》〈〉“”（）()【】〔〕「」"]*】)*$')
$$;

-- Where the first bracket or quote of a text stands that has no partner, or is the wrong
-- way round; NULL if all have. Half-width brackets pair with full-width ones, as they do
-- in print; a bracket after the number of an item, 1）, is no pair's.
CREATE OR REPLACE FUNCTION gongkai.unbalanced(body text)
RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    read text := translate(body, '()', '（）');
    before text := '';
BEGIN
    IF read ~ '(^|[\s，。；：、])([0-9]{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])）' THEN
        read := regexp_replace(
            read, '(^|[\s，。；：、])([0-9]{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])）', '\1\2 ', 'g');
    END IF;
    WHILE read <> before LOOP
        before := read;
        read := regexp_replace(
            read,
            '《([^《》〈〉“”（）【】〔〕「」]*)》|〈([^《》〈〉“”（）【】〔〕「」]*)〉|“([^《》〈〉“”（）【】〔〕「」]*)”'
            '|（([^《》〈〉“”（）【】〔〕「」]*)）|【([^《》〈〉“”（）【】〔〕「」]*)】|〔([^《》〈〉“”（）【】〔〕「」]*)〕'
            '|「([^《》〈〉“”（）【】〔〕「」]*)」',
            ' \1\2\3\4\5\6\7 ', 'g');
    END LOOP;
    before := substring(read FROM '^[^《》〈〉“”（）【】〔〕「」]*');
    IF before <> read THEN
        RETURN length(before) + 1;
    END IF;
    IF (length(body) - length(replace(body, '"', ''))) % 2 = 1 THEN
        RETURN strpos(body, '"');
    END IF;
    RETURN NULL;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-08', 'warning', 'document',
    reads => 'signs',
    checks => '引号、书名号、括号成对',
    source => 'GB/T 15834—2011 标点符号用法',
    sentence => '“{text}”里的“{sign}”不成对，或左右颠倒',
    cure => '请补上缺的一半，或改正方向。');

CREATE OR REPLACE FUNCTION gongkai.audit_text_08(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        t.report_id::text, ARRAY[t.pointer],
        jsonb_build_object(
            'sign', substr(t.body, u.place, 1),
            'text', substr(t.body, greatest(u.place - 10, 1), least(u.place - 1, 10) + 11))
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (SELECT gongkai.unbalanced(t.body) AS place) AS u
    WHERE t.report_id = ANY (reports) AND t.has_signs
        AND NOT gongkai.is_plainly_balanced(t.body) AND u.place IS NOT NULL;
END
$$;

-- The first three to eight characters that stand twice in a row; NULL without any. A back
-- reference would say the same, at a hundred times the price.
CREATE OR REPLACE FUNCTION gongkai.said_twice(body text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    distance integer;
BEGIN
    FOR i IN 1 .. length(body) - 5 LOOP
        distance := strpos(substr(body, i + 3, 8), substr(body, i, 3)) + 2;
        IF distance > 2 AND substr(body, i, distance) = substr(body, i + distance, distance)
            AND substr(body, i, distance) ~ '^[一-龥]*$'
        THEN
            RETURN substr(body, i, distance);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-09', 'warning', 'document',
    checks => '没有重复的字、词和标点',
    source => 'GB/T 15834—2011 标点符号用法；校对',
    sentence => '“{text}”重复',
    cure => '请删去多余的字或标点。');

-- The first four to twelve characters of a long text that stand twice in a row. Looking at
-- every fourth one is enough: what is said twice has one of them in its first half.
CREATE OR REPLACE FUNCTION gongkai.repeated_words(body text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    read CONSTANT text[] := string_to_array(body, NULL);
    distance integer;
    first integer;
    last integer;
BEGIN
    FOR i IN 4 .. cardinality(read) - 4 BY 4 LOOP
        distance := array_position(read[i + 4 : i + 12], read[i]) + 3; -- any bound does
        CONTINUE WHEN distance IS NULL;
        first := i;
        last := i;
        WHILE read[first - 1] = read[first - 1 + distance] LOOP
            first := first - 1;
        END LOOP;
        WHILE read[last + 1] = read[last + 1 + distance] LOOP
            last := last + 1;
        END LOOP;
        IF last - first + 1 >= distance AND substr(body, first, distance) ~ '^[一-龥]*$' THEN
            RETURN substr(body, first, distance);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- Particles are doubled by mistake only, except at the seam of two words (目的|的, 了|了解,
-- 以及|及时), which the conditions around them name. Two stops in a row are a slip; three
-- 。 are dots of omission. In a project's name three or more characters said twice in a row are a slip
-- of the hand, in a text four or more; two can be an idiom (研究研究), and so can what begins
-- with 一 (一个项目一个项目地).
CREATE OR REPLACE FUNCTION gongkai.audit_text_09(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.part)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (SELECT substring(t.body FROM
        '(?<![目标])的的(?!确)|(?<![不甚])了了(?![解结却然分])|(?<!不)是是(?!非)|和和(?![美气睦谐平])|及及(?!时)|在在(?![职编校建岗线位场处])'
        '|，，|、、|；；|：：|(?<!。)。。(?!。)|，。|。，|、。|。、|；。|，；|；，|：，|：。') AS part) AS m
    WHERE t.report_id = ANY (reports) AND t.has_signs
        AND t.body ~ '的的|了了|是是|和和|及及|在在|[，。、；：][，。、；：]' AND m.part IS NOT NULL
    UNION ALL
    SELECT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.part)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (SELECT gongkai.said_twice(t.body) AS part) AS m
    WHERE t.report_id = ANY (reports) AND t.pointer = '/project/name' AND m.part IS NOT NULL
    UNION ALL
    SELECT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.part)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (SELECT gongkai.repeated_words(t.body) AS part) AS m
    WHERE t.report_id = ANY (reports) AND t.kind = 'text' AND t.pointer ~ '^/(texts|chapters)/'
        AND m.part !~ '^一';
END
$$;

SELECT gongkai.define_rule(
    'TEXT-10', 'warning', 'document',
    reads => 'signs',
    checks => '没有丢失的字',
    source => 'GB 18030—2022；校对',
    sentence => '“{text}”里有丢失的字或乱码',
    cure => '请对照原件补上丢失的字。');

-- The replacement character, private use, control characters and well-known rubble of
-- wrong encodings. A separator that an encoding lacks (·, •, —) becomes a question mark:
-- inside a quoted name, with words on both sides, nobody asks.
CREATE OR REPLACE FUNCTION gongkai.audit_text_10(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('text', m.part)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (SELECT substring(t.body FROM
        '.{0,6}[' || U&'\FFFD\E000-\F8FF\0001-\0008\000B-\001F' || '].{0,6}'
        || '|.{0,6}[？?]{2}.{0,6}|锟斤拷|烫烫烫|Ã.|â€'
        || '|[“《][^“”《》？?，。\s]{1,20}[？?][^“”《》？?，。\s]{1,20}[”》]') AS part) AS m
    WHERE t.report_id = ANY (reports) AND t.has_signs
        AND t.body ~ ('[？?Ã锟烫â' || U&'\FFFD\E000-\F8FF\0001-\0008\000B-\001F' || ']') AND m.part IS NOT NULL;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-11', 'warning', 'document',
    reads => 'signs',
    checks => '段落写完整',
    source => '校对',
    sentence => '这一段以“{sign}”结尾，像是没有写完：“{text}”',
    cure => '请补全，或改用句号。');

CREATE OR REPLACE FUNCTION gongkai.audit_text_11(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        t.report_id::text, ARRAY[t.pointer],
        jsonb_build_object('sign', right(rtrim(t.body), 1), 'text', right(rtrim(t.body), 20))
    FROM gongkai.audit_text AS t
    WHERE t.report_id = ANY (reports) AND t.has_signs AND t.kind = 'text'
        AND t.pointer ~ '^/(texts|chapters)/' AND t.body ~ '[，、,]\s*$';
END
$$;

SELECT gongkai.define_rule(
    'TEXT-14', 'warning', 'document',
    reads => 'project',
    checks => '项目名称里没有计量单位',
    source => '同一事实在各处应当一致：单位写在金额处',
    sentence => '项目名称“{name}”里有计量单位“{unit}”',
    cure => '请从项目名称里删去计量单位，写在金额一栏。');

-- A unit of money in brackets at the end is that of a column from which the name was copied.
CREATE OR REPLACE FUNCTION gongkai.audit_text_14(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT t.report_id::text, ARRAY[t.pointer], jsonb_build_object('name', t.body, 'unit', u.unit)
    FROM gongkai.audit_text AS t
    CROSS JOIN LATERAL (
        SELECT substring(t.body FROM '[（(](?:单位[:：]\s*)?([百千]?[万亿]?元)[）)]\s*$') AS unit) AS u
    WHERE t.report_id = ANY (reports) AND t.pointer = '/project/name' AND u.unit IS NOT NULL;
END
$$;

SELECT gongkai.define_rule(
    'TEXT-15', 'warning', 'document',
    checks => '自评的填报日期不在年度过半以前',
    source => '财预〔2020〕10号：预算执行结束后自评',
    sentence => '填报日期是 {date}，{year} 年度还没有过半，全年的结果还没有',
    cure => '请核对填报日期和年度，多半是沿用了往年的日期。');

-- A project that ends early is evaluated early: only what is before the middle of the year is no
-- evaluation of that year.
CREATE OR REPLACE FUNCTION gongkai.audit_text_15(reports text[])
RETURNS SETOF gongkai.found
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    SELECT
        r.id::text, ARRAY['/filled_on', '/year'],
        jsonb_build_object('date', r.filled_on::text, 'year', r.year::text)
    FROM gongkai.report AS r
    WHERE r.id = ANY (reports) AND r.total_score IS NOT NULL AND r.filled_on < make_date(r.year, 7, 1);
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.arabic_years(text),
    gongkai.is_plainly_balanced(text),
    gongkai.repeated_words(text),
    gongkai.said_twice(text),
    gongkai.unbalanced(text)
    TO gongkai_staff;
