# The logical structure: what level A of PDF/A-1 asks for, and that it reads as
# the document does.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Test::More;
use Gongkai::PDF;
use Gongkai::Structure;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $pdf = folder() . '/tagged.pdf';

sub render {
    my ($data, @more) = @_;
    unlink $pdf;
    my $run = gongkai('render', '--data', $data, @more);
    is($run->{status}, 0, "$data is rendered") or diag($run->{err});
    return $run->{out};
}

# The fixture as it is to be read aloud. What is repeated on the second page is read once.
my $cause = '偏差原因：测算值偏小。改进措施：一是科学测算，二是按月核对，三是把目标（含时限）分到人。';
my $expected = <<"END";
Document
H1 项目支出绩效目标自评表
P （2024年度）
P 单位（盖章）：
P 填报日期：20250211
Table
TR | TH 项目名称 | TD5x1 道路养护
TR | TH 主管部门及代码 | TD2x1 [001]甲县财政局 | TH 实施单位 | TD2x1 甲县公路所
Table
TR | TH1x3 项目资金（元） | TH 资金来源 | TH 年初预算数 | TH 全年预算数（A） | TH 全年执行数（B） | TH 分值 | TH 执行率 | TH 得分
TR | TH 年度资金总额： | TD 0 | TD 1,200,000 | TD 1,196,876.3 | TD 10 | TD 99.74 | TD 9.97
TR | TH 财政拨款： | TD 0 | TD 1,200,000 | TD 1,196,876.3 | TD - | TD - | TD -
Table
TR | TH1x2 年度总体目标 | TH 预期目标 | TH 实际完成情况
TR | TD 目标1：养护县道12.5公里；目标2：修补“坑槽”，消除隐患。 | TD 全部完成。
Table
TR | TH1x9 绩效指标 | TH 一级指标 | TH 二级指标 | TH 三级指标 | TH 年度指标值(A) | TH 实际完成值(B) | TH 分值 | TH 得分 | TH 未完成原因分析 | TH 备注
TR | TH1x5 产出指标(50分) | TH1x2 数量指标 | TH 养护里程 | TD ≥12公里 | TD 12.5公里 | TD 10 | TD 10 | TD $cause | TD
TR | TH 修补坑槽 | TD ≥300处 | TD 312处 | TD 10 | TD 10 | TD $cause | TD
TR | TH 质量指标 | TH 验收合格率 | TD ＝100% | TD 100% | TD 10 | TD 10 | TD $cause | TD 抽查
TR | TH 时效指标 | TH 完成时限 | TD 2024年12月31日前 | TD 达成预期指标 | TD 10 | TD 10 | TD $cause | TD
TR | TH 成本指标 | TH 每公里成本 | TD ≤95000元 | TD 95750元 | TD 10 | TD 9 | TD $cause$cause | TD
TR | TH1x2 效益指标(30分) | TH1x2 社会效益指标 | TH 道路通畅 | TD 持续改善 | TD 达成预期指标 | TD 15 | TD 15 | TD $cause | TD
TR | TH 事故减少 | TD ≥2起 | TD 3起 | TD 15 | TD 15 | TD $cause$cause | TD
TR | TH 满意度指标(10分) | TH 满意度指标 | TH 沿线居民满意度 | TD ≥90% | TD 96% | TD 10 | TD 10 | TD | TD
TR | TH6x1 总分 | TD 100 | TD 98.97 | TD | TD
Table
TR | TH 自评结论 | TD 优。各项目标全面达成。
P 联系人：何某
END
render('tests/fixture/E1.json', '-o', $pdf);
is_deeply([map { s/[→↓]//gr } structure_lines($pdf)], [map { without_space($_) } split /\n/, $expected],
    'the fixture reads as it should');

# Each sample reads as the typesetter has set it, with the scope of each header.
my $count = 0;
for my $sample (glob 'sql/sample/*.json') {
    next unless -e 'templates/' . read_json($sample)->{form} . '.xml';
    $count++;
    render($sample, '-o', $pdf);
    is_deeply([structure_faults($pdf)], [], '  nothing against level A');
    is_deeply([structure_lines($pdf)], [trace_lines(render($sample, '--trace', '-o', '-'))],
        '  each text in its element, in order, once');
}
cmp_ok($count, '>=', 18, "$count documents have a template");

# The checks above find what is wrong.
my $plain = folder() . '/plain.pdf';
render('tests/fixture/E1.json', '-o', $pdf);
system('qpdf', '--qdf', $pdf, $plain) == 0 or die 'qpdf';
my $right = slurp($plain);
my %wrong = (
    'an end that is missing'       => [qr/\nEMC\n/, "\n"],
    'another number of a piece'    => [qr{/MCID 3>>}, '/MCID 9999>>'],
    'a piece without a mark'       => [qr{/TD <</MCID 20>>BDC\n(.*?)EMC\n}s, '$1'],
    'a rule that is no artifact'   => [qr{/Artifact <</Type/Layout>>BDC\n(.*?)EMC\n}s, '$1'],
    'a piece that is called other' => [qr{/TH <</MCID}, '/TD <</MCID'],
    'text that is not marked'      => [qr{/H1 <</MCID 0>>BDC}, '/H1 BMC'],
    'no claim'                     => [qr{/Marked true}, '/Marked false'],
    'no language'                  => [qr{/Lang \(zh-CN\)}, '/Gnal (zh-CN)'],
    'another level'                => [qr{<pdfaid:conformance>A}, '<pdfaid:conformance>B'],
    'no Unicode'                   => [qr{/ToUnicode}, '/XoUnicode'],
    'a header without scope'       => [qr{/Scope /Row}, '/Epocs /Row'],
    'a cell outside of rows'       => [qr{/S /TR}, '/S /Table'],
    'a cell that is lost'          => [qr{(/K \[\s*\d+ 0 R\s+)\d+ 0 R}, '$1'],
);
for my $what (sort keys %wrong) {
    my ($pattern, $instead) = @{ $wrong{$what} };
    my $bytes = $right;
    my $kept = '';
    $bytes =~ s/$pattern/$kept = $1 || ''; $instead =~ s{\$1}{$kept}r/e or die $what;
    spurt($plain, $bytes);
    my $mended = spurt(folder() . '/mended.pdf', scalar qx(fix-qdf '$plain'));
    my @faults = structure_faults($mended);
    ok(scalar @faults, "$what is found: " . ($faults[0] // ''));
}
done_testing;
