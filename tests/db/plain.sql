-- What a stored text says; needs: see fixture.psql.
BEGIN;
\ir fixture.psql
SELECT plan(39);

SELECT is(gongkai.plain(c.body), c.read, format('%s reads %s', c.body, c.read))
FROM (
    VALUES
        -- As `import` writes them: tags, lines, and references of what would be markup.
        ('', ''), ('甲', '甲'), ('完成率<5%，A&B', '完成率<5%，A&B'), ('<b>重点</b>、<u>难点</u>', '重点、难点'),
        -- What would say something else without its look (also in tests/unit/text_mark.c).
        ('预算<s>100</s>200万元', '预算〔删去：100〕200万元'), (E'<s>一\n二</s>', E'〔删去：一\n二〕'),
        ('<s>一</s><b><s>二</s></b>三<b><s>四</s></b>', '〔删去：一二〕三〔删去：四〕'),
        ('10<sup>3.5</sup>与a<sub>甲1</sub>', '10^(3.5)与a_(甲1)'), ('<s>10<sup>2.5</sup></s>件', '〔删去：10^(2.5)〕件'),
        ('注<sup>甲</sup>', '注甲'), ('5×10<sup>-3</sup>m<sup>2</sup>、CO<sub>2</sub>', '5×10⁻³m²、CO₂'), ('x<sup>n+1</sup><sub>(0)</sub>', 'xⁿ⁺¹₍₀₎'),
        ('<p style="text-align:left"><s>上</s></p><p style="text-align:left"><s>下</s></p>', E'〔删去：上\n下〕'),
        ('<p style="text-align:center">上</p><p style="text-align:right">下</p>', E'上\n下'),
        (E'一\n<p style="text-align:left">二</p>\n三', E'一\n二\n三'), ('<p>独</p>', '独'), (E'头\n\n尾', E'头\n\n尾'),
        ('a&#60;b&#62;c', 'a<b>c'), ('&#60;b&#62;', '<b>'), ('R&#38;D', 'R&D'), ('&#38;#60;', '&#60;'), ('&#38;lt;', '&lt;'),
        ('&#36;5&#36;', '$5$'), ('a&#92;1b&#92;', 'a\1b\'), ('&#0;&#8;&#55296;&#1114112;', '&#0;&#8;&#55296;&#1114112;'),
        ('<p style="text-align:center">甲&#32;&#9;乙</p>丙&#10;丁', E'甲 \t乙\n丙\n丁'),
        ('&#128512;', '😀'), ('&#060;', '<'),
        -- As older documents have them.
        ('<p>保<span style="color:red">险</span>金&nbsp;额</p>', '保险金 额'), ('一<br>二<BR />三', E'一\n二\n三'),
        ('<div><p>甲</p></div><ul><li>乙</li><li>丙</li></ul>', E'甲\n乙\n丙'),
        ('<table><tr><td>左</td><td>右</td></tr></table>', ' 左 右'), ('前<!-- 批注 <b> -->后', '前后'),
        ('<style>p { color: red }</style>文', '文'), ('<script>x</script>文', '文'), ('&lt;&gt;&amp;&quot;', '<>&"'), ('&amp;lt;', '&lt;'), ('</b', '</b')
) AS c (body, read);
SELECT is(
    (gongkai.plain(NULL) IS NULL)::text || gongkai.plain_line('<b></b>') || gongkai.plain_line('<b>名</b>'), 'true<b></b>名',
    'a name is never empty');

SELECT * FROM finish();
ROLLBACK;
