# Workbooks and the database: one that begins with an earlier year, and import of
# workbooks and JSON together, all or nothing.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
my $json = JSON::PP->new->utf8->canonical;
my $dir = $stack->{dir};

sub run {
    my ($status, $said) = $stack->gongkai(@_);
    return ($status, decode_utf8($said));
}

sub edit {
    my ($from, $to, @edits) = @_;
    open my $python, '|-', '/usr/bin/python3', 'tests/lib/workbook.py', 'edit', $from, $to or die;
    print $python $json->encode(\@edits);
    close $python or die 'openpyxl failed';
}

sub read_file { open my $file, '<:raw', $_[0] or die "$_[0]: $!"; local $/; return $json->decode(<$file>) }

my @e1 = ('E1', '--department', '522700-197', '--project', '522700-197-2024-01');
my ($status, $said) = run('sheet', @e1, '--year', '2025', '-o', "$dir/e1.xlsx");
is($status, 0, 'the sheet of the next year') or diag($said);
($status, $said) = run('sheet', '--back', "$dir/e1.xlsx", '-o', "$dir/e1.json");
is($status, 0, '  as a document') or diag($said);
my $document = read_file("$dir/e1.json");
is($document->{year}, 2025, '  of that year');
ok(!exists $document->{id} && !exists $document->{filled_on}, '  without what is of the other year');
is($document->{funds}[0]{label}, '年度资金总额', '  with the labels');
ok(!exists $document->{funds}[0]{executed}, '  but no amount');
is($document->{indicators}[0]{children}[0]{children}[0]{target}{text}, '≥9次', '  with the targets');
ok(!exists $document->{indicators}[0]{children}[0]{children}[0]{actual}, '  but no result');

# A clerk fills it in; another file has a fault.
edit("$dir/e1.xlsx", "$dir/filled.xlsx", ['set', '年度资金总额：', '全年执行数（B）', 1500.5],
    ['set', '工作调研等', "实际完成值\n(B)", '31次']);
edit("$dir/e1.xlsx", "$dir/faulty.xlsx", ['set', '年度资金总额：', '全年执行数（B）', '约']);
my $reports = $stack->value('SELECT count(*) FROM gongkai.report');
($status, $said) = run('import', "$dir/filled.xlsx", 'tests/fixture/T1.json', "$dir/faulty.xlsx");
is($status, 1, 'a fault in one of three files');
like($said, qr/faulty\.xlsx: \S+!\w+\d+：.*“约”/, '  is told with its cell');
is($stack->value('SELECT count(*) FROM gongkai.report'), $reports, '  and nothing is imported');
($status, $said) = run('import', "$dir/filled.xlsx", 'tests/fixture/T1.json');
is($status, 0, 'a workbook and JSON') or diag($said);
like($said, qr/e1-2025-522700-197-2024-01：新建/, '  are drafts');
is($stack->value("SELECT executed FROM gongkai.fund_line WHERE report_id = 'e1-2025-522700-197-2024-01' AND kind = 'total'"),
    '1500.50', '  with the amount');

($status, $said) = run('sheet', @e1, '--year', '2025', '-o', "$dir/again.xlsx");
like($said, qr/已经有草稿 e1-2025-522700-197-2024-01，这份空表不能代替它/, 'an empty sheet of what is filled in is told');
($status, $said) = run('sheet', @e1, '--year', '2026', '-o', "$dir/again.xlsx");
unlike($said, qr/已经有草稿/, '  and of no other year');
($status, $said) = run('sheet', 'e1-2025-522700-197-2024-01', '-o', "$dir/draft.xlsx");
is($status, 0, 'the sheet of a draft') or diag($said);
($status, $said) = run('import', "$dir/draft.xlsx");
like($said, qr/没有变化 1 份/, '  which changes nothing when it is not touched') or diag($said);
# A draft that has changed since its workbook was made: what is filled in comes into it, cell by cell.
my $funds = "SELECT concat_ws(' ', annual_budget, executed) FROM gongkai.fund_line WHERE report_id = 'e1-2025-522700-197-2024-01' AND kind = 'total'";
$stack->value("UPDATE gongkai.fund_line SET annual_budget = 900 WHERE report_id = 'e1-2025-522700-197-2024-01' AND kind = 'total'");
edit("$dir/draft.xlsx", "$dir/later.xlsx", ['set', '年度资金总额：', '全年执行数（B）', 1600.5]);
($status, $said) = run('import', "$dir/later.xlsx");
is($status, 0, 'a workbook that is older than its draft') or diag($said);
is($stack->value($funds), '900.00 1600.50', '  takes nothing away');
edit("$dir/draft.xlsx", "$dir/later.xlsx", ['set', '年度资金总额：', '全年执行数（B）', 1700.5]);
($status, $said) = run('import', "$dir/later.xlsx");
is($status, 1, '  where both have changed a cell it is refused');
like($said, qr/later\.xlsx: \S+!\w+\d+：表格下载以后，草稿的这一处也改了.*“读回表格”/, '    and told with the cell') or diag($said);
is($stack->value($funds), '900.00 1600.50', '    and nothing is imported');

# Amounts as other tables have them, with a sign of money or a unit.
for (['￥1,700.50' => '1700.50'], ['0.18005万元' => '1800.50'], ['¥ 1900.50元' => '1900.50']) {
    my ($typed, $amount) = @$_;
    run('sheet', 'e1-2025-522700-197-2024-01', '-o', "$dir/money.xlsx");
    edit("$dir/money.xlsx", "$dir/typed.xlsx", ['set', '年度资金总额：', '全年执行数（B）', $typed]);
    ($status, $said) = run('import', "$dir/typed.xlsx");
    is($status, 0, "an amount as $typed") or diag($said);
    is($stack->value($funds), "900.00 $amount", '  is understood');
}
edit("$dir/money.xlsx", "$dir/typed.xlsx", ['set', '年度资金总额：', '全年执行数（B）', '18千元']);
($status, $said) = run('import', "$dir/typed.xlsx");
like($said, qr/是“18千元”，应为数/, 'in a unit that nobody knows it is refused');

# The first one of a department that has other forms, and of a project that is not known: the
# rows of another department's form and nothing else of it.
my @first = ('E1', '--department', '640221-001', '--project', '640221-001-2025-01', '--year', '2025');
($status, $said) = run('sheet', @first, '-o', "$dir/first.xlsx");
is($status, 0, 'the first form of a department') or diag($said);
($status, $said) = run('sheet', '--back', "$dir/first.xlsx");
like($said, qr/first\.xlsx: 项目支出绩效目标自评表!F5：“名称”还没有填/, '  which is told as missing, by its cell, when it is not filled in') or diag($said);
edit("$dir/first.xlsx", "$dir/begun.xlsx", ['at', 'F5', '新项目'], map { ['at', "G$_", "指标$_"] } 16 .. 21);
($status, $said) = run('sheet', '--back', "$dir/begun.xlsx", '-o', "$dir/begun.json");
is($status, 0, 'names filled in') or diag($said);
my $first = read_file("$dir/begun.json");
is($first->{department}{name}, '中共平罗县委办公室', '  the department has its name');
is($first->{region}{name}, '平罗县', '  and region');
is_deeply($first->{project}, { code => '640221-001-2025-01', name => '新项目' }, '  the project has its code');
is_deeply([map { $_->{label} } @{ $first->{funds} }], ['年度资金总额', '财政拨款', '本级安排', '其中：上级补助', '其他'], '  the rows of funds');
is_deeply($first->{indicators}[0]{children}[0], { name => '数量指标', children => [{ name => '指标16' }] }, '  a row of indicators for each group');
unlike($json->encode($first), qr/522700|保障|完成|"\d+\.\d\d"/, '  nothing that another department has written');
($status, $said) = run('import', "$dir/begun.xlsx");
is($status, 0, '  and it is a draft') or diag($said);
# Rows that only say that there may be more are the other department's, too; rows are added instead.
my @base = ('D1', '--department', '640221-001', '--year', '2025');
($status, $said) = run('sheet', @base, '-o', "$dir/base.xlsx");
is($status, 0, 'the first base data of a department') or diag($said);
($status, $said) = run('sheet', '--back', "$dir/base.xlsx", '-o', "$dir/base.json");
is($status, 0, '  read back') or diag($said);
my @labels = map { $_->{label} } map { @{ $_->{rows} } } @{ read_file("$dir/base.json")->{base_data} };
is_deeply([grep { /…/ } @labels], [], '  without filler rows');
is_deeply([grep { /专项资金/ } @labels], ['3、市级专项资金'], '  and without hints how to fill them in');
ok(grep({ $_ eq '2、运行维护经费' } @labels), '  with the others') or diag("@labels");
edit("$dir/base.xlsx", "$dir/added.xlsx", ['insert', '2、运行维护经费', { '2、运行维护经费' => '3、培训经费' }]);
($status, $said) = run('sheet', '--back', "$dir/added.xlsx", '-o', "$dir/added.json");
is($status, 0, '  and a row that is added') or diag($said);
is_deeply([grep { $_->{label} eq '3、培训经费' } map { @{ $_->{rows} } } @{ read_file("$dir/added.json")->{base_data} }],
    [{ label => '3、培训经费', depth => 1, values => {} }], '  is one like that above it');

for (['of a form that nobody has filled in' => ['E3', '--department', '640221-001', '--project', 'x'], qr/还没有表式 E3 的报告.*--data/],
     ['of a department that nobody knows' => ['E1', '--department', '640221-999', '--project', 'x'], qr/还没有部门 640221-999 的报告，不知道它的名称和地区.*--data/],
     ['of a project that is not named' => ['E1', '--department', '640221-001'], qr/--project 项目代码/],
     ['of a project where there is none' => ['D2', '--department', '522700-197', '--project', 'x'], qr/不分项目/]) {
    my ($name, $arguments, $expected) = @$_;
    ($status, $said) = run('sheet', @$arguments, '--year', '2025', '-o', "$dir/none.xlsx");
    is($status, 1, "a first form $name");
    like($said, $expected, '  is told what is missing');
}
done_testing;
