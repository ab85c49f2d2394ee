-- Which texts of a target are measures, and what is read from them. The texts
-- are cells of the seeds and variations of them; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(65);

-- "operator|value|unit", or "none".
CREATE FUNCTION pg_temp.measure(cell text)
RETURNS text
LANGUAGE sql
AS $$
    SELECT coalesce(
        (
            SELECT coalesce(m.operator, '') || '|' || m.value || '|' || coalesce(m.unit, '')
            FROM gongkai.read_measure(cell) AS m
        ),
        'none')
$$;

SELECT is(pg_temp.measure(c.cell), c.expected, format('%L', c.cell))
FROM (
    VALUES
        ('≥9次', '≥|9|次'),
        ('≥ 9 次', '≥|9|次'),
        ('　≥9　次　', '≥|9|次'),
        ('196876.3元', '|196876.3|元'),
        ('196,876.3元', '|196876.3|元'),
        ('1,234,567', '|1234567|'),
        ('≤60000元', '≤|60000|元'),
        ('≤2.73万元', '≤|2.73|万元'),
        ('80%', '|80|%'),
        ('＝100%', '＝|100|%'),
        ('=100％', '=|100|％'),
        ('＞1.5‰', '＞|1.5|‰'),
        ('＜3', '＜|3|'),
        ('>12 个', '>|12|个'),
        ('<5天', '<|5|天'),
        ('≧95%', '≧|95|%'),
        ('≦95%', '≦|95|%'),
        ('±0.5℃', '±|0.5|℃'),
        ('76.00个', '|76.00|个'),
        ('-5%', '|-5|%'),
        ('0', '|0|'),
        ('0.05', '|0.05|'),
        ('≥5', '≥|5|'),
        ('3年', '|3|年'),
        ('6个月', '|6|个月'),
        ('3 场次', '|3|场次'),
        ('20元/人·年', '|20|元/人·年'),
        ('108㎡', '|108|㎡'),
        ('2024年12月31日前', 'none'),
        ('2024年', 'none'),
        ('2024 年', 'none'),
        ('2023年度', 'none'),
        ('2024年底', 'none'),
        ('12月', 'none'),
        ('12月底', 'none'),
        ('2022年1月至12月', 'none'),
        ('婚姻档案 9256 卷、县委、政府文书档案 5200 卷', 'none'),
        ('395694件 700064卷', 'none'),
        ('下降 0.5%', 'none'),
        ('90%以上', 'none'),
        ('3天内', 'none'),
        ('100余人', 'none'),
        ('1-2次', 'none'),
        ('95%-100%', 'none'),
        ('3～5次', 'none'),
        ('100%达标', 'none'),
        ('12,34元', 'none'),
        ('01次', 'none'),
        ('1.5.2', 'none'),
        ('≥', 'none'),
        ('次', 'none'),
        ('/', 'none'),
        ('', 'none'),
        ('100万元（含税）', 'none'),
        ('达成预期指标', 'none'),
        ('9次，10场', 'none'),
        ('≥≤9', 'none'),
        ('1一二三四五六七八九十百', 'none')
) AS c (cell, expected);

-- What is given of a target, and what its parts are then. A text that somebody has typed over the one
-- that they were read from is not theirs any more.
CREATE FUNCTION pg_temp.target(given jsonb)
RETURNS text
LANGUAGE sql
AS $$
    SELECT concat_ws('|', coalesce(t.text, 'none'), coalesce(t.operator, ''), coalesce(t.value, ''), coalesce(t.unit, ''))
    FROM gongkai.read_target(given, '/target') AS t
$$;

SELECT is(pg_temp.target(c.given || c.parts), c.expected, format('%s of which %s is said', c.given, c.parts))
FROM (
    VALUES
        ('{"text":"≥200人"}'::jsonb, '{"operator":"≥","value":"100","unit":"人"}'::jsonb, '≥200人|≥|200|人'),
        ('{"text":"1,200元"}', '{"operator":"≤","value":"1200","unit":"元"}', '1,200元||1200|元'),
        ('{"text":"12月底前"}', '{"operator":"≥","value":"100","unit":"人"}', '12月底前|||'),
        ('{"text":""}', '{"operator":"≥","value":"100","unit":"人"}', '|||'),
        ('{"text":"每年1,200余人"}', '{"value":"1200","unit":"人"}', '每年1,200余人||1200|人'),
        ('{"text":"良好"}', '{"operator":"定性"}', '良好|定性||'),
        ('{}', '{"operator":"≥","value":"100","unit":"人"}', 'none|≥|100|人')
) AS c (given, parts, expected);

SELECT * FROM finish();
ROLLBACK;
