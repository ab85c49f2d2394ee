# Every sample document that has a template, with the real fonts and without a
# database: its structure, its texts, its bytes.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

# The tool, in another time zone and with another locale.
my %places = (
    'in Kathmandu' => { TZ => 'Asia/Kathmandu', LC_ALL => 'C' },
    'in Tarawa'    => { TZ => 'Pacific/Tarawa', LC_ALL => 'C.UTF-8', LANG => 'de_DE.UTF-8' },
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
    my @said = pdf_says($pdf);
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
        is($info->{Title}, "$document->{title}：$document->{project}{name}（$document->{year}年度）", 'the title');
        is($info->{Author}, $document->{department}{name}, 'the author is the department');
        ok(!exists $info->{CreationDate} && !exists $info->{ModDate}, 'a draft has no date');
        check_bytes($sample, $bytes);
    };
}
cmp_ok($count, '>=', 18, "$count documents have a template");
done_testing;
