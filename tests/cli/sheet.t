# Workbooks that are filled in: what comes back of them, edited by openpyxl, which nobody
# here wrote, as clerks edit them. Expected values are those that a clerk means.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use JSON::PP ();
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $json = JSON::PP->new->utf8->canonical;
my $folder = folder();
my $count = 0;
my %made;

# The workbook of a document, edited and read back: the run, whose `document` is what came back.
sub back {
    my ($data, $edits, @template) = @_;
    my $name = "$folder/w" . ++$count;
    my $run;
    unless ($made{$data}) {
        $made{$data} = "$folder/made$count.xlsx";
        $run = gongkai('sheet', @template, '--data', $data, '-o', $made{$data});
        is($run->{status}, 0, "a workbook to fill in: $data") or diag($run->{err});
    }
    open my $python, '|-', '/usr/bin/python3', 'tests/lib/workbook.py', 'edit', $made{$data}, "$name.xlsx" or die;
    print $python $json->encode($edits);
    close $python or die 'openpyxl failed';
    $run = gongkai('sheet', @template, '--back', "$name.xlsx", '-o', "$name.json");
    $run->{document} = read_json("$name.json") if $run->{status} == 0;
    return $run;
}

# What came back differs from what went out in these pointers only; undef is absent.
sub changes {
    my ($name, $data, $edits, $expected, @template) = @_;
    my $run = back($data, $edits, @template);
    is($run->{status}, 0, $name) or return diag($run->{err});
    my $document = read_json($data);
    for my $pointer (sort keys %$expected) {
        my ($parent, $last) = ($document);
        my @steps = split m{/}, substr $pointer, 1;
        $last = pop @steps;
        $parent = ref $parent eq 'ARRAY' ? $parent->[$_] : ($parent->{$_} //= {}) for @steps;
        if (ref $parent eq 'ARRAY') {
            if (ref $expected->{$pointer} eq 'SCALAR') { splice @$parent, $last, 1 }
            elsif (ref $expected->{$pointer} eq 'HASH') { splice @$parent, $last, 0, $expected->{$pointer} }
        }
        elsif (defined $expected->{$pointer}) { $parent->{$last} = $expected->{$pointer} }
        else { delete $parent->{$last} }
    }
    is_deeply($run->{document}, $document, '  and nothing else');
}

sub refused {
    my ($name, $data, $edits, @says) = @_;
    my $run = back($data, $edits);
    is($run->{status}, 1, $name);
    like($run->{err}, qr/$_/, "  says $_") for @says;
}

my $e1 = 'sql/sample/s2-01.json';
my $t2 = 'sql/sample/s4-01.json';
my $third = '/indicators/0/children/0/children';
my $gone = \'gone';

changes('nothing', $e1, [], {});

# Numbers as people and programs write them.
my ($row, $column) = ('财政拨款：', '全年执行数（B）');
changes('numbers', $e1, [
    ['set', '财政拨款：', '全年执行数（B）', 1234.5],
    ['set', '年度资金总额：', '全年执行数（B）', 196876.30000000002],
    ['set', '本级安排：', '全年执行数（B）', '１，２３４．５'],
    ['set', '其他：', '全年执行数（B）', '1,234,567.8'],
    ['set', '其他：', '全年预算数（A）', undef],
    ['set', '年度资金总额：', '执行率', '98.4%'],
    ['percent', '财政拨款：', '执行率', 0.905],
    ['set', '财政拨款：', '得分', 7.25],
    ['set', '其他：', '得分', undef],
], {
    '/funds/1/executed' => '1234.50',
    '/funds/2/executed' => '1234.50',
    '/funds/4/executed' => '1234567.80',
    '/funds/4/annual_budget' => undef,
    '/funds/0/execution_rate' => '98.4',
    '/funds/1/execution_rate' => '90.5',
    '/funds/1/score' => '7.25',
});
changes('万元 in 元', $t2, [['say', '50', 0.642]], { '/funds/0/annual_budget' => '6420.00' });

# Texts stay texts, and words around a value may be left out.
changes('texts', $e1, [
    ['set', '工作调研等', '备注', '=1+1'],
    ['set', '水电通讯等保障', '备注', '0012'],
    ['set', '办公用品等保障', '备注', 'A<b>B</b>'],
    ['set', '办公用品等', '备注', 98],
    ['percent', '水电通讯等', '备注', 0.98],
    ['set', '调研工作', '备注', "甲\r\n乙"],
    ['say', '填报日期：20250211', '填报日期：2025年3月1日'],
    ['say', "产出指标\n(50分)", "产出\n(45分)"],
], {
    "$third/1/remark" => '=1+1',
    "$third/0/remark" => '0012',
    "$third/2/remark" => 'A&#60;b>B&#60;/b>',
    '/indicators/0/children/1/children/0/remark' => '98',
    '/indicators/0/children/1/children/1/remark' => '98%',
    '/indicators/0/children/1/children/2/remark' => "甲\n乙",
    '/filled_on' => '2025-03-01',
    '/indicators/0/name' => '产出',
    '/indicators/0/weight' => '45',
});
changes('words around a value, of the other width', $e1, [
    ['say', '填报日期：20250211', '填报日期:2025年3月1日'],
    ['say', "产出指标\n(50分)", "产出指标\n（45分）"],
    ['say', '财政拨款：', '拨款:'],
    ['set', '年度资金总额：', '执行率', '９８．５％'],
    ['say', '[197]中共黔南州委社会工作部', '［197］某部'],
], {
    '/filled_on' => '2025-03-01',
    '/indicators/0/weight' => '45',
    '/funds/1/label' => '拨款',
    '/funds/0/execution_rate' => '98.5',
    '/project/supervising_department' => '某部',
});
changes('spaces outside of the form', $e1, [['at', 'Z3', ' '], ['at', 'C60', '　']], {});
changes('a day without the words', $e1, [['say', '填报日期：20250211', '2025/3/1']], { '/filled_on' => '2025-03-01' });

changes('spaces around a choice', 'sql/sample/s1-01.json', [['at', 'E8', ' ≥ ']],
    { '/indicators/0/children/1/children/0/target/operator' => '≥' });

# Rows.
changes('a row deleted', $e1, [['delete', '工作调研等']], { "$third/1" => $gone });
changes('a first row deleted, with the labels of its groups', $e1, [['delete', '水电通讯等保障']], { "$third/0" => $gone });
changes('a row inserted', $e1, [['insert', '工作调研等', { '三级指标' => '值班', '分值' => 2 }]],
    { "$third/2" => { name => '值班', weight => '2' } });
changes('a row copied', $e1, [['copy', '工作调研等', { '三级指标' => '值班' }]],
    { "$third/2" => { name => '值班', target => { text => '≥30次' }, actual => { text => '35次' }, weight => '5', score => '5' } });
changes('an empty row inserted', $e1, [['insert', '工作调研等', {}]], {});
changes('a group inserted', $e1, [['insert', '办公用品等保障', { '二级指标' => '新组', '三级指标' => '值班' }]],
    { '/indicators/0/children/1' => { name => '新组', children => [{ name => '值班' }] } });

# Values without words between them end where a number shows it, and where one line would begin another.
my $capability = 'tests/fixture/capability';
my $parts = spurt("$folder/parts.xml", encode_utf8(<<'XML'));
<form id="X1" name="表" version="1" title="{title}"><page/><table columns="1 1 1 1">
<each of="indicators" as="a"><each of="a.children" as="b" min="1"><row><label merge="a">{a.name}<br/>{a.weight|points|prefix:（|suffix:分）}</label>
<label>{b.name}</label><cell>{b.target.operator}{b.target.value|number:4:trim}{b.target.unit}</cell><cell>{b.actual.value}{b.actual.unit}</cell></row></each></each></table></form>
XML
my $parted = write_json('parted.json', { form => 'X1', title => '表', year => 2024,
    region => { code => '522700', name => '甲州' }, department => { code => '522700-1', name => '甲局' },
    indicators => [ { name => '产出', weight => '50', children => [
        { name => '道路', target => { operator => '≥', value => '8', unit => '公里' } },
        { name => '管网', target => { value => '12.5', unit => '公里' } } ] }, { name => '效益' } ] });
my $targets = '/indicators/0/children';
changes('no part', $parted, [], {}, '--template', $parts);
changes('a number within its unit and operator', $parted, [['say', '≥8公里', '≥8.5公里'], ['say', '12.5公里', '13公里']],
    { "$targets/0/target/value" => '8.5', "$targets/1/target/value" => '13' }, '--template', $parts);
changes('all parts at once', $parted, [['say', '≥8公里', '≤３０００万m3'], ['say', '12.5公里', '≥95-98%']],
    { "$targets/0/target" => { operator => '≤', value => '3000', unit => '万m3' },
      "$targets/1/target" => { operator => '≥', value => '95-98', unit => '%' } }, '--template', $parts);
changes('a number only', $parted, [['say', '≥8公里', '7']], { "$targets/0/target/operator" => undef, "$targets/0/target/value" => '7', "$targets/0/target/unit" => '' },
    '--template', $parts);
changes('a row inserted', $parted, [['insert', '管网', { '道路' => '桥', '≥8公里' => '≥3座' }]],
    { "$targets/2" => { name => '桥', target => { operator => '≥', value => '3', unit => '座' } } }, '--template', $parts);
changes('a group inserted, its points not on a line of their own', $parted,
    [['insert', '管网', { "产出\n（50分）" => '成本（10分）', '道路' => '桥' }]],
    { '/indicators/1' => { name => '成本', weight => '10', children => [{ name => '桥' }] } }, '--template', $parts);
changes('a group inserted without points', $parted, [['insert', '管网', { "产出\n（50分）" => '成本', '道路' => '桥' }]],
    { '/indicators/1' => { name => '成本', children => [{ name => '桥' }] } }, '--template', $parts);
changes('a word only', $parted, [['at', 'E2', '完成'], ['at', 'E3', '第3期']],
    { "$targets/0/actual" => { value => '完成' }, "$targets/1/actual" => { value => '第3', unit => '期' } }, '--template', $parts);
like(back($parted, [['at', 'E2', '2024年12月底']], '--template', $parts)->{err},
    qr/E2：是“2024年12月底”，分不清其中各项内容；应照原来的写法$/m, 'two numbers are not guessed at');

# Boxes of one value say together which one is ticked: in one cell, in several, of a boolean.
my @boxes = ('--template', spurt("$folder/boxes.xml", encode_utf8(<<'XML')));
<form id="X1" name="表" version="1" title="{title}"><field name="kind" type="text" label="属性"/><field name="term" type="text" label="期限"/>
<field name="fits" type="boolean" label="平衡"/><page/><table columns="1 1 1">
<row><cell>{extra.kind|check:新增}新增　{extra.kind|check:延续}延续　{extra.kind|check:其他}其他</cell><cell>{extra.fits|tick:true}是{extra.fits|tick:false}不是</cell><cell/></row>
<row><cell>{extra.term|check:长}</cell><cell>{extra.term|check:中}</cell><cell>{extra.term|check:短}</cell></row></table></form>
XML
my $boxes = write_json('boxes.json', { form => 'X1', title => '表', year => 2024, extra => { kind => '新增', term => '中', fits => 'true' },
    region => { code => '522700', name => '甲州' }, department => { code => '522700-1', name => '甲局' } });
my $kinds = '☑新增　□延续　□其他';
changes('another box ticked', $boxes, [['say', $kinds, '□新增　☑延续　□其他']], { '/extra/kind' => '延续' }, @boxes);
changes('no box ticked', $boxes, [['say', $kinds, '□新增　□延续　□其他']], { '/extra/kind' => '' }, @boxes);
changes('the other box of a boolean ticked', $boxes, [['say', '√是□不是', '□是√不是']], { '/extra/fits' => 'false' }, @boxes);
changes('a box of another cell ticked, behind it', $boxes, [['at', 'C3', '□'], ['at', 'D3', '☑']], { '/extra/term' => '短' }, @boxes);
changes('  before it', $boxes, [['at', 'C3', '□'], ['at', 'B3', '☑']], { '/extra/term' => '长' }, @boxes);
for my $both ([$kinds, '☑新增　☑延续　□其他'], [$kinds, '□新增　☑延续　☑其他'], ['√是□不是', '√是√不是'], ['√是□不是', '□是□不是']) {
    my $run = back($boxes, [['say', @$both]], @boxes);
    like($run->{err}, qr/[A-Z]2：是“\Q$$both[1]\E”，勾选互相矛盾；请只勾选一格/, "$$both[1] is refused") or diag($run->{out});
    like($run->{err}, qr/共 1 处错误/, '  once');
}

# Rows within a group, and within a set that the loop chooses.
my @grouping = ('--template', "$capability/grouping.xml");
my $grouping = write_json('grouping.json', { form => 'X1', title => '表', year => 2024,
    region => { code => '522700', name => '甲州' }, department => { code => '522700-1', name => '甲局' },
    lists => { rows => [ { unit => '教育局', name => '甲', amount => '1.10' }, { unit => '教育局', name => '乙', amount => '2.20' },
        { unit => '水务局', name => '丙', amount => '3.00' } ] } });
changes('a row inserted into a group', $grouping, [['insert', '甲', { '甲' => '新', '1.1' => 5 }]],
    { '/lists/rows/1' => { unit => '教育局', name => '新', amount => '5.00' } }, @grouping);
changes('a group of a list inserted', $grouping, [['insert', '乙', { '教育局' => '民政局', '甲' => '新' }]],
    { '/lists/rows/2' => { unit => '民政局', name => '新' } }, @grouping);
changes('a group under another name', $grouping, [['say', '教育局', '教体局']],
    { '/lists/rows/0/unit' => '教体局', '/lists/rows/1/unit' => '教体局' }, @grouping);
changes('a group under another name, with a row inserted', $grouping, [['say', '教育局', '教体局'], ['insert', '乙', { '甲' => '新' }]],
    { '/lists/rows/0/unit' => '教体局', '/lists/rows/1/unit' => '教体局', '/lists/rows/2' => { unit => '教体局', name => '新' } }, @grouping);
my ($sets, @sets) = ("$capability/indicator-sets.json", '--template', "$capability/indicator-sets.xml");
changes('a first level inserted into a set', $sets,
    [['insert', '覆盖村数', { '效益指标' => '成本指标', '社会效益' => '经济成本', '覆盖村数' => '场均成本', '≥90个' => '≤3万元' }]],
    { '/indicators/2' => { set => '中期', name => '成本指标', children => [
        { name => '经济成本', children => [{ name => '场均成本', target => { text => '≤3万元' } }] }] } }, @sets);

# What no cell of a line of funds says: below a total it is a part, elsewhere it is like the line above.
changes('a line of funds inserted below the total', $e1, [['insert', '年度资金总额：', { '年度资金总额：' => '捐赠：' }]],
    { '/funds/1' => { kind => 'other', label => '捐赠', depth => 1 } });
changes('a line of funds inserted at the end', $sets, [['insert', '乡级', { '资金来源' => '村级' }]],
    { '/funds/6' => { kind => 'other', label => '村级', depth => 1 } }, @sets);
my $chapters = spurt("$folder/chapters.xml", encode_utf8(<<'XML'));
<form id="X1" name="表" version="1" title="{title}"><page/><table columns="1">
<each of="chapters" as="chapter"><row><cell>{chapter.heading}</cell></row></each></table></form>
XML
my $levels = write_json('chapters.json', { form => 'X1', title => '表', year => 2024,
    region => { code => '522700', name => '甲州' }, department => { code => '522700-1', name => '甲局' },
    chapters => [{ level => 1, heading => '一、概况' }] });
my $levelless = back($levels, [['insert', '一、概况', { '一、概况' => '二、绩效' }]], '--template', $chapters)->{err};
like($levelless, qr/第\d+行：.*不能加行：每一项要有“层次”，表上没有这一格/, 'a row that lacks a cell says which one');
like($levelless, qr/共 1 处错误/, '  once');

changes('another name of the sheet', $e1, [['rename', '我的表'], ['set', $row, $column, 5]], { '/funds/1/executed' => '5.00' });

# Days are numbers, of two epochs; computed cells are formulas that nobody fills in.
my $days = spurt("$folder/days.xml", encode_utf8(<<'XML'));
<form id="X1" name="日期表" version="1" title="{title}"><field name="ended" type="date" label="结束日期"/>
<page/><table columns="1 1 1"><row><label>填报日期</label><cell>{filled_on|date:年月日}</cell><cell>{extra.ended}</cell></row></table></form>
XML
my $dated = write_json('dated.json', { form => 'X1', title => '表', year => 2024, filled_on => '2025-02-11',
    extra => { ended => '2024-02-29' }, region => { code => '522700', name => '甲州' },
    department => { code => '522700-1', name => '甲局' } });
my @template = ('--template', $days);
changes('no day', $dated, [], {}, @template);
changes('days', $dated, [['date', 'C2', '2025-03-01'], ['date', 'D2', '2023-12-31']],
    { '/filled_on' => '2025-03-01', '/extra/ended' => '2023-12-31' }, @template);
changes('days of the other epoch', $dated, [['epoch', 1904], ['date', 'C2', '2025-03-01'], ['at', 'D2', '2023年12月31日']],
    { '/filled_on' => '2025-03-01', '/extra/ended' => '2023-12-31' }, @template);
# The third county's target, where no county has one: it stays the third.
my $matrix = read_json('tests/fixture/M1.json');
delete $matrix->{lists}{targets}[1]{children};
changes('a target of the last county alone', spurt("$folder/matrix.json", $json->encode($matrix)),
    [['set', '修复机井（眼）', '丙县', '≥99']], { '/lists/targets/1/children' => [{}, {}, { value => '≥99' }] });
changes('a sum that openpyxl leaves without its value', 'tests/fixture/G1.json', [], {});

# What is not understood names its cell, what stands there and what was expected.
refused('a word for a number', $e1, [['set', $row, $column, '约12']],
    '项目支出绩效目标自评表!\w+\d+：资金“财政拨款”的全年执行数：是“约12”，应为数', '共 1 处错误');
refused('too many places', $e1, [['set', $row, $column, 12.345]], '!\w+\d+：.*12\.345.*两位小数');
refused('a percentage of 元', $e1, [['set', $row, $column, '5%']], '!\w+\d+：.*百分号');
refused('a time of the day in a text', $e1, [['date', 'J16', '2025-03-01'], ['at', 'J16', 45000.5]], '!J16：.*“45000.5”，应为文字，或没有时刻的日期');
refused('no day', $e1, [['say', '填报日期：20250211', '填报日期：2025-02-30']], '!\w+\d+：.*2025-02-30.*日期');
refused('a label', $e1, [['set', $row, '资金来源', '拨款'], ['say', '项目名称', '名称']], '!\w+\d+：是“名称”，这一格不能填写；应为“项目名称”');
refused('a formula that openpyxl leaves without its value', $e1, [['formula', 'K8', '=1+2']], '!K8：公式没有算出的值');
refused('a code that is not to be filled in', $e1, [['say', '[197]中共黔南州委社会工作部', '[198]某部']], '!F6：.*198.*应照原来的写法');
refused('outside of the form', $e1, [['at', 'Z3', '附注'], ['at', 'C60', 5]], '!Z3：“附注”写在表格之外', '!C60：“5”');
refused('a fixed row deleted', $e1, [['delete', '项目名称']], '!第\d+行：.*少了一行');
refused('another sheet', $e1, [['sheet', '说明']], '说明：这张工作表');
refused('several at once', $e1, [['set', $row, $column, 'x'], ['set', '其他：', $column, 'y'], ['at', 'Z3', 'z']], '共 3 处错误');

# What is found later, in the document, names its cell, too: wherever its row stands now.
my ($below, $is_below) = (-5, '是“-5”');
refused('points below 0', $e1, [['set', '≥30次', '分值', $below]], "项目支出绩效目标自评表!P17：.*$is_below", '共 1 处错误');
refused('below a deleted row', $e1, [['delete', '水电通讯等保障'], ['set', '≥30次', '分值', $below]], "!P16：.*$is_below");
refused('in an inserted row', $e1, [['insert', '水电通讯等保障', { '三级指标' => '新', '分值' => $below }]], "!P17：.*$is_below");
refused('below an inserted row', $e1, [['insert', '水电通讯等保障', { '三级指标' => '新' }], ['set', '≥30次', '分值', $below]],
    "!P18：.*$is_below");
refused('a name taken out', $e1, [['say', '定额公用经费', undef]], '!F5：“名称”还没有填');

# Files that are none of ours.
sub is_refused {
    my ($name, $bytes, $says) = @_;
    my $run = gongkai('sheet', '--back', spurt("$folder/bad.xlsx", $bytes), '-o', "$folder/bad.json");
    is($run->{status}, 1, $name);
    like($run->{err}, qr/bad\.xlsx.*$says/, "  says $says");
}
is_refused('a file of the old kind', "\xD0\xCF\x11\xE0" . ("\0" x 600), '\.xlsx');
is_refused('a list that is no workbook', "name,amount\n", '不是完好的 \.xlsx 文件');
is_refused('half a file', substr(slurp($made{$e1}), 0, 3000), '重新保存');

# The workbook with another part of the file, by Python.
sub patched {
    my ($name, $says, @patch) = @_;
    open my $python, '|-', '/usr/bin/python3', 'tests/lib/workbook.py', 'patch', $made{$e1}, "$folder/patched.xlsx" or die;
    print $python $json->encode(\@patch);
    close $python or die 'Python failed';
    is_refused($name, slurp("$folder/patched.xlsx"), $says);
}
my $sheet = 'xl/worksheets/sheet1.xml';
my $many = '<x' . join('', map { qq( a$_="") } 1 .. 100_000) . '/>';
patched('an element of very many attributes', '不是表格程序写的', $sheet, '<sheetData>', "$many<sheetData>");
patched('the same, behind what looks like the end of a remark', '不是表格程序写的', $sheet, '<sheetData>',
    "<!--><a b=\"-->$many<sheetData>");
patched('a document type', '不是表格程序写的', $sheet, '<worksheet', '<!DOCTYPE x [<!ENTITY a "1">]><worksheet');
patched('references to other files', '引用了别的文件', 'xl/externalLinks/externalLink1.xml', undef, '<externalLink/>');
patched('macros under another name', '带有宏', '[Content_Types].xml', '</Types>',
    '<Override PartName="/xl/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>');
# What has room at its sides is still centred, and vertical text is as high as it has characters: 3 × 10.5 × 1.4 + 2 × 4.5 points, lines being no lower in workbooks.
my $template = spurt("$folder/look.xml", encode_utf8('<form id="X1" name="表" version="1" title="{title}"><page/><table columns="1 1 1"><row>'
    . '<label orientation="vertical">甲乙<br/>丙</label><label>丁</label><cell align="right">戊</cell></row></table></form>'));
my $document = spurt("$folder/look.json", $json->encode({ form => 'X1', title => '表', year => 2024,
    region => { code => '430699', name => '丙县' }, department => { code => '430699-001', name => '丙县文化馆' } }));
my $run = gongkai('render', '--template', $template, '--data', $document, '-o', "$folder/look.xlsx");
is($run->{status}, 0, 'a form without any style') or diag($run->{err});
is(qx(/usr/bin/python3 -c 'import openpyxl, sys
sheet = openpyxl.load_workbook(sys.argv[1]).active
print(round(sheet.row_dimensions[1].height), *(cell.alignment.horizontal for cell in sheet[1]))' '$folder/look.xlsx'), "53 center center right\n",
    '  has labels in the middle, and no row too low');
gongkai('render', '--data', $e1, '-o', "$folder/plain.xlsx");
is_refused('a workbook that is only to be read', slurp("$folder/plain.xlsx"), '请下载表格');
done_testing;
