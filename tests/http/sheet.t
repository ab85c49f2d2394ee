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

($status, $said) = run('sheet', 'e1-2025-522700-197-2024-01', '-o', "$dir/draft.xlsx");
is($status, 0, 'the sheet of a draft') or diag($said);
($status, $said) = run('import', "$dir/draft.xlsx");
like($said, qr/没有变化 1 份/, '  which changes nothing when it is not touched') or diag($said);
($status, $said) = run('sheet', 'E1', '--department', '522700-999', '--year', '2025', '-o', "$dir/none.xlsx");
is($status, 1, 'a department without an earlier year');
like($said, qr/--data/, '  is told the way');
done_testing;
