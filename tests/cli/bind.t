# `gongkai bind`: many documents in one PDF, read back by other programs.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Test::More;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

# Copies of a fixture under project names of their own, published.
sub documents {
    my ($count) = @_;
    return map {
        my $document = read_json('tests/fixture/T1.json');
        $document->{project}{name} = "第${_}个项目";
        $document->{published} = { revision => 1, at => sprintf '2024-05-%02dT07:08:09+08:00', 1 + $_ % 28 };
        write_json("part$_.json", $document);
    } 1 .. $count;
}

sub bind_as {
    my ($face, $name, @rest) = @_;
    my $file = folder() . "/$name.$face";
    my $run = gongkai('bind', '-o', $file, '--data', @rest);
    is($run->{status}, 0, "$name is bound as $face") or diag($run->{err});
    return $file;
}

sub bind_files { return bind_as('pdf', @_) }

# The rows of each sheet of a workbook, each with the sheet's name and what its cells say.
sub workbook_rows {
    my $rows = qx(/usr/bin/python3 -c 'import openpyxl, sys
for sheet in openpyxl.load_workbook(sys.argv[1]):
    for row in sheet.iter_rows(values_only=True):
        print("|".join([sheet.title] + [str(cell) for cell in row if cell not in (None, "")]))' '$_[0]');
    return split /\n/, decode_utf8($rows);
}

sub lines_of { return split /\n/, decode_utf8(qx($_[0])) }

my @four = documents(4);
my $pdf = bind_files('four', '--title', '甲县图书馆2022年度预算绩效公开', @four);
pdf_is_sound($pdf);
my $info = pdf_info($pdf);
is($info->{Pages}, 6, 'a cover, a table of contents and four pages');
is($info->{Title}, '甲县图书馆2022年度预算绩效公开', 'the title');
is($info->{Author}, '甲县图书馆', 'the author that all have');
like($info->{CreationDate}, qr/^2024-05-0[45]T/, 'the time of the latest');
my ($contents) = without_space(decode_utf8(qx(pdftotext -layout -f 2 -l 2 '$pdf' -)));
is($contents, '目录甲县图书馆2022年度预算绩效公开序号附件名称页码'
    . join('', map { "${_}预算项目绩效目标表：第${_}个项目$_" } 1 .. 4),
    'the table of contents, behind the cover: what all parts share is said once');
is(without_space(decode_utf8(qx(pdftotext -l 1 '$pdf' -))), '甲县图书馆2022年度预算绩效公开', 'the cover');
for my $part (1 .. 4) {
    my $page = $part + 2;
    my $said = without_space(decode_utf8(qx(pdftotext -layout -f $page -l $page '$pdf' -)));
    like($said, qr/第${part}个项目/, "page $part of 4 has its document");
    # Upright as on other pages, so at the right of an odd page that lies on its side, at the left of an even one (GB/T 9704, 7.5, 7.6).
    like($said, $part % 2 ? qr/—${part}—$/ : qr/^预算项目绩效目标表—${part}—/, 'and its number at the outer edge');
}
my @outline = lines_of("mutool show '$pdf' outline");
is_deeply([map { /"([^"]*)"\s+#page=(\d+)/ ? "$2 $1" : $_ } @outline],
    ['2 目录', map { ($_ + 2) . " 预算项目绩效目标表：第${_}个项目（2022年度）" } 1 .. 4], 'a bookmark for each part, that of the contents behind the cover');
like(join('', lines_of("pdfinfo -struct '$pdf'")), qr/Document.*(?:Part.*){5}/s, 'each part is one of the structure');

# Two parts that say that they are attachment 4 are told apart, in the contents and on their pages.
my @labels = qw(附件1 附件2 附件4 附件4);
my @attached = map {
    my $document = read_json('tests/fixture/D1.json');
    $document->{attachment} = $labels[$_];
    write_json("attached$_.json", $document);
} 0 .. 3;
$pdf = bind_files('attached', @attached);
my ($list, @pages) = map { without_space(decode_utf8(qx(pdftotext -layout -f $_ -l $_ '$pdf' -))) } 2 .. 6;
like($list, qr/1附件1.*2附件2.*3附件4-1.*4附件4-2/, 'attachments have numbers in the contents');
like($pages[1], qr/^附件2/, 'a label of one part stays');
like($pages[$_], qr/^附件4-@{[$_ - 1]}/, 'that of several has a number') for 2, 3;

# So they are in the other faces.
my $page = decode_utf8(slurp(bind_as('html', 'attached', @attached))) =~ s{</?span\b[^<>]*>|<wbr>}{}gr;
my $name = '部门整体支出绩效评价基础数据表';
like($page, qr{<li><a href="#part-2">附件2　$name</a></li>\n<li><a href="#part-3">附件4-1　$name</a></li>},
    'as a page: labels, and names without what all parts share');
like($page, qr{id="part-4">.*?附件4-2}s, '  and in the part itself');
my @rows = workbook_rows(bind_as('xlsx', 'attached', @attached));
my @sheets = ('', '部门整体支出绩效评价基础数据表', map { "部门整体支出绩效评价基础数据表 ($_)" } 2 .. 4);
is_deeply([grep { /^目录\|(?:序号|\d)/ } @rows],
    ['目录|序号|附件|名称|工作表', map { "目录|$_|" . ('', qw(附件1 附件2 附件4-1 附件4-2))[$_] . "|$name|$sheets[$_]" } 1 .. 4],
    'as a workbook: a sheet before the others');
like($rows[0], qr/^目录\|预算绩效公开文件/, '  with the title of the set');
ok(grep({ $_ eq "$sheets[4]|附件4-2" } @rows), '  and in the part itself');

# Up to three need no table of contents.
$pdf = bind_files('three', @four[0 .. 2]);
is(pdf_info($pdf)->{Pages}, 3, 'three have no table of contents');

# Landscape and portrait in one file; a draft among them.
my $e1 = 'tests/fixture/E1.json';
$pdf = bind_files('mixed', $four[0], $e1);
my @sizes = map { /size:\s+([\d.]+ x [\d.]+)/ ? $1 : () } lines_of("pdfinfo -f 1 -l 2 '$pdf'");
is_deeply(\@sizes, ['841.89 x 595.276', '595.276 x 841.89'], 'each part in its own orientation');
$info = pdf_info($pdf);
is($info->{CreationDate}, undef, 'a set with a draft has no time');
is($info->{Author}, undef, 'and with several departments no author');

# The same bytes again.
my $bytes = slurp(bind_files('once', @four));
ok(slurp(bind_files('twice', @four)) eq $bytes, 'the same bytes again');

# One fault, and nothing is left behind.
my $broken = read_json('tests/fixture/T1.json');
$broken->{form} = 'X9';
my $out = folder() . '/none.pdf';
my $run = gongkai('bind', '-o', $out, '--data', $four[0], write_json('broken.json', $broken));
is($run->{status}, 1, 'a document without a template is a fault');
like($run->{err}, qr/第 2 份：表式 X9/, 'which tells its place');
is_deeply([glob "$out*"], [], 'and nothing is written');
is(gongkai('bind')->{status}, 2, 'nothing to bind is a misuse');
is(gongkai('bind', '--department', '430602-106')->{status}, 2, 'a department without a year');
is(gongkai('bind', '--department', '430602-106', '--year', '2023', 'x')->{status}, 2, 'two sources');
is(gongkai('bind', '--department', '430602-106', '--year', '23')->{status}, 2, 'no year');
is(gongkai('bind', '--data', '/nonexistent.json')->{status}, 1, 'a file that is not there');
done_testing;
