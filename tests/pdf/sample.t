# Every sample document that has a template, with the real fonts and without a
# database: its structure, its texts, its bytes.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

# The tool, in another time zone and with another locale: one with a comma in
# its numbers, one in which the small letter of I is not i.
my $locales = folder() . '/locale';
mkdir $locales or die "$locales: $!";
for my $name (qw(de_DE tr_TR)) {
    system('localedef', '-i', $name, '-f', 'UTF-8', "$locales/$name.UTF-8");
    ok(-e "$locales/$name.UTF-8/LC_NUMERIC", "there is a locale $name");
}
my %places = (
    'in Kathmandu' => { TZ => 'Asia/Kathmandu', LC_ALL => 'C' },
    'in Germany'   => { TZ => 'Europe/Berlin', LC_ALL => 'de_DE.UTF-8', LOCPATH => $locales },
    'in Turkey'    => { TZ => 'Europe/Istanbul', LC_ALL => 'tr_TR.UTF-8', LOCPATH => $locales },
);

sub render {
    my ($sample, $build) = @_;
    my $pdf = folder() . '/sample.pdf';
    unlink $pdf;
    my $run = gongkai_of($build // $ENV{GONGKAI_BUILD} // 'build', 'render', '--data', $sample, '-o', $pdf);
    is($run->{status}, 0, 'is rendered') or diag($run->{err});
    return $pdf;
}

sub check_texts {
    my ($document, $pdf) = @_;
    # A paragraph goes on behind the number of its page.
    my @said = map { s/—\d+—//gr } pdf_says($pdf);
    my @texts = document_texts($document);
    push @texts, $document->{project}{code} if $document->{form} eq 'T1';
    my @lost = grep { my $text = $_; !grep { index($_, $text) >= 0 } @said } @texts;
    is_deeply(\@lost, [], 'every text of the document, whole');
}

sub check_bytes {
    my ($sample, $bytes) = @_;
    ok(slurp(render($sample)) eq $bytes, 'the same bytes again');
    for my $place (sort keys %places) {
        local @ENV{ keys %{ $places{$place} } } = values %{ $places{$place} };
        ok(slurp(render($sample)) eq $bytes, "the same bytes $place");
    }
    my @builds = grep { -x "$_/gongkai" } qw(build-gcc build-clang);
    return if @builds < 2;
    ok(slurp(render($sample, $_)) eq $bytes, "the same bytes by $_") for @builds;
}

# Amounts as the seeds print them.
my %printed = (
    's2-01' => ['200,000', '196,876.3'],
    's2-02' => ['100,000', '99,193.53'],
    's3-d1' => ['财政供养人员情况（人）', '71.43%', '项目支出：0.0053.00117.73', '2022年决算数2023年预算数2023年决算数', '000000'],
    's3-d2' => ['其中：一般公共预算：193.51', '其中：基本支出：75.78', '项目支出：117.73', '填表人：填报日期：联系电话：单位负责人签字：'],
    's3-e2' => ['其中：当年财政拨款53.00117.73117.73', '填表人：填报日期：联系电话：单位负责人签字：'],
    's3-r1' => ['部门（单位）名称：', '（盖章）', '报告需要以下附件：1.部门整体支出绩效评价基础数据表2.部门整体支出绩效自评表3.'],
    's3-g1' => ['本单位2023年度无政府性基金预算支出。'],
    's3-g2' => ['本单位2023年度无国有资本经营预算支出。'],
    's3-g3' => ['本单位2023年度无社会保险基金预算支出。'],
    's4-05' => ['0.642'],
);

my $count = 0;
for my $sample (glob 'sql/sample/*.json') {
    my $document = read_json($sample);
    next unless -e "templates/$document->{form}.xml";
    $count++;
    subtest $sample => sub {
        my $pdf = render($sample);
        my $bytes = slurp($pdf);
        pdf_is_sound($pdf);
        check_texts($document, $pdf);
        my ($name) = $sample =~ m{([^/]+)\.json$};
        ok(index((pdf_says($pdf))[0], $_) >= 0, "prints $_") for @{ $printed{$name} || [] };
        my $info = pdf_info($pdf);
        my $about = $document->{project}{name} // $document->{department}{name};
        is($info->{Title}, $document->{form} eq 'R1' ? $document->{title} : "$document->{title}：$about（$document->{year}年度）",
            'the title');
        is($info->{Author}, $document->{department}{name}, 'the author is the department');
        ok(!exists $info->{CreationDate} && !exists $info->{ModDate}, 'a draft has no date');
        check_bytes($sample, $bytes);
    };
}
is($count, 25, "$count documents have a template");
done_testing;
