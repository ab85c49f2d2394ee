-- Targets and actual values: reading operator, number and unit out of one cell.

-- Read a text that is a measure from its beginning to its end: an operator or
-- none, one number, and a short unit or none. Returns no row for anything else:
-- a date, a sentence, a range, two numbers. The value comes without thousands
-- commas, everything else as filled in.
CREATE OR REPLACE FUNCTION gongkai.read_measure(text)
RETURNS TABLE (operator text, value text, unit text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT m.parts[1], replace(m.parts[2], ',', ''), m.parts[3]
    FROM regexp_match(
        $1 COLLATE "C",
        '^[ \t\u3000]*'
        || '([=≥≤><≧≦＝＞＜±])?[ \t\u3000]*'
        || '(-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?)[ \t\u3000]*'
        -- A unit is a sign of percent, or a word without digits and punctuation.
        || '([%％‰]|[^\s\u30000-9０-９=≥≤><≧≦＝＞＜±%％‰，。、；：！？,.;:!?()（）《》〈〉“”‘’"''…—–~～+*-]{1,10})?'
        || '[ \t\u3000]*$'
    ) AS m (parts)
    -- 2024年, 2024年度 and 12月 are times, not quantities (年 alone counts years,
    -- as 个月 does months); 3天内 and 90余人 say more than number and unit do.
    WHERE m.parts IS NOT NULL
        AND coalesce(m.parts[3], '') !~ '^月|年[度初中底末终]|[前后内以余多约]|左右'
        AND NOT (m.parts[2] ~ '^(19|20)[0-9]{2}$' AND coalesce(m.parts[3], '') ~ '^年')
$$;

-- A target or actual value in its four parts; one row, of NULLs when absent. Where there is a text
-- it is what people read and change: operator, value and unit are those that stand in it. What does
-- not was read out of an earlier one.
CREATE OR REPLACE FUNCTION gongkai.read_target(target jsonb, pointer text)
RETURNS TABLE (text text, operator text, value text, unit text)
LANGUAGE plpgsql
AS $$
DECLARE
    words text;
    said record;
BEGIN
    PERFORM gongkai.read_object(target, pointer, '{}', '{text,operator,value,unit}');
    IF target = '{}' THEN
        PERFORM gongkai.read_failed(pointer, target, 'at least one of text, operator, value, unit');
    END IF;
    text := gongkai.read_text(target -> 'text', pointer || '/text');
    operator := gongkai.read_choice(
        target -> 'operator', pointer || '/operator', '{=,≥,≤,>,<,≧,≦,＝,＞,＜,±,定性}');
    value := gongkai.read_text(target -> 'value', pointer || '/value');
    unit := gongkai.read_text(target -> 'unit', pointer || '/unit', 0, 50);
    words := gongkai.plain(text);
    SELECT * INTO said FROM gongkai.read_measure(words);
    IF FOUND THEN
        operator := said.operator;
        value := said.value;
        unit := said.unit;
    ELSIF target ? 'text' AND EXISTS (
        SELECT FROM unnest(ARRAY[nullif(operator, '定性'), value, unit]) AS part
        WHERE strpos(replace(coalesce(words, ''), ',', ''), replace(part, ',', '')) = 0)
    THEN
        operator := NULL;
        value := NULL;
        unit := NULL;
    END IF;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION
    gongkai.read_measure(text),
    gongkai.read_target(jsonb, text)
    TO gongkai_staff;
