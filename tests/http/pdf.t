# Every published PDF, end to end: each text of the document stands whole in it,
# its structure and fonts are sound, and its bytes are always the same.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use JSON::PP qw(decode_json);
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my %direct = (base => $stack->{uncached});
my $file = "$stack->{dir}/report.pdf";

# Members that are for machines (of the codes, only T1 prints the project's), and
# those that a form prints in a shape of its own.
my %unprinted = map { $_ => 1 } qw(
    id form region department kind section depth level published budget_code year filled_on
);
my %is_amount = map { $_ => 1 } qw(
    initial_budget annual_budget executed execution_rate
    previous_final budget final budgeted_investment actual_investment
);

# How often each text of the document must stand in the PDF.
sub texts {
    my ($value, $count, $name) = @_;
    if (ref $value eq 'HASH') {
        my @names = grep { !$unprinted{$_} } keys %$value;
        # The database reads operator, value and unit from the text of a one-cell target.
        @names = ('text') if exists $value->{text};
        texts($value->{$_}, $count, $_) for @names;
    } elsif (ref $value eq 'ARRAY') {
        texts($_, $count, $name) for @$value;
    } elsif ($is_amount{ $name // '' } && $value =~ /\d/) {
        $count->{amount}{$value}++;
    } elsif (!JSON::PP::is_bool($value) && $value =~ /\S/) {
        $count->{text}{ without_space(encode_utf8($value)) }++;
    }
    return $count;
}

# Times that the text stands in the pages. One that is broken by a page counts
# when its beginning stands on one page and the rest on the following ones.
sub occurrences {
    my ($text, @pages) = @_;
    my $times = 0;
    for my $page (@pages) {
        $times++ while $page =~ /\Q$text\E/g;
    }
    return $times || (broken_over($text, @pages) ? 1 : 0);
}

sub broken_over {
    my ($text, @pages) = @_;
    for my $first (0 .. $#pages - 1) {
        my $rest = $text;
        for my $page (@pages[$first .. $#pages]) {
            return 1 if index($page, $rest) >= 0;
            my $part = longest_part($rest, $page) or last;
            $rest = substr $rest, $part;
        }
    }
    return 0;
}

# Length of the longest beginning of the text that stands on the page.
sub longest_part {
    my ($text, $page) = @_;
    my ($found, $beyond) = (0, length($text) + 1);
    while ($beyond - $found > 1) {
        my $middle = int(($found + $beyond) / 2);
        if (index($page, substr $text, 0, $middle) >= 0) { $found = $middle } else { $beyond = $middle }
    }
    return $found;
}

# The shapes in which a form may print an amount: yuan or 万元, grouped or not. A rate is one of yuan.
sub amount_shapes {
    my ($amount) = @_;
    my ($sign, $yuan, $fen) = $amount =~ /^(-?)(\d+)(?:\.(\d+))?$/;
    my $digits = sprintf '%05d', $yuan;
    my $wan = substr($digits, 0, -4) . '.' . substr($digits, -4) . ($fen // '');
    my $trimmed = sub { $_[0] =~ s/\.?0*$//r };
    return ($amount, $trimmed->("$yuan." . ($fen // 0)), $wan, $trimmed->($wan), substr($wan, 0, index($wan, '.') + 3));
}

sub fetch {
    my ($report) = @_;
    my $answer = $stack->get($report->{links}{pdf}, %direct);
    has_status($answer, 200, 'PDF');
    open my $out, '>:raw', $file or die;
    print $out $answer->{content};
    close $out;
    return $answer->{content};
}

sub extracted {
    my ($layout) = @_;
    my $text = qx(pdftotext $layout -enc UTF-8 '$file' -);
    return map { without_space($_) } split /\f/, $text;
}

sub check_texts {
    my ($report) = @_;
    my $document = $stack->json($report->{links}{self}, %direct);
    delete $document->{project}{code} if $report->{form} ne 'T1';
    my $count = texts($document, {});
    my @ways = map { [extracted($_)] } '-raw', '-layout', '';
    my @missing;
    for my $text (sort keys %{ $count->{text} }) {
        my $times = 0;
        for my $pages (@ways) {
            my $found = occurrences($text, @$pages);
            $times = $found if $found > $times;
        }
        push @missing, "$text: $times of $count->{text}{$text}" if $times < $count->{text}{$text};
    }
    is_deeply(\@missing, [], 'every text of the document, whole and as often');
    my $all = join '', map { tr/,，//dr } @{ $ways[0] };
    my @lost = grep { my $amount = $_; !grep { index($all, $_) >= 0 } amount_shapes($amount) }
        sort keys %{ $count->{amount} || {} };
    is_deeply(\@lost, [], 'every amount');
}

# The command line tool, which starts with cold fonts, makes the same file.
sub check_command_line {
    my ($report, $bytes) = @_;
    my ($json, $pdf) = ("$stack->{dir}/report.json", "$stack->{dir}/cold.pdf");
    open my $out, '>:raw', $json or die;
    print $out $stack->get($report->{links}{self}, %direct)->{content};
    close $out;
    my ($status, $said) = $stack->gongkai('render', '--data', $json, '-o', $pdf);
    is($status, 0, 'the command line renders it') or return diag($said);
    open my $in, '<:raw', $pdf or die;
    local $/ = undef;
    ok(<$in> eq $bytes, 'to the same bytes');
}

sub check_structure {
    my $check = qx(qpdf --check '$file' 2>&1);
    is($?, 0, 'qpdf --check is clean') or diag($check);
    unlike($check, qr/warning/i, 'without warnings');
    my @fonts = split /\n/, qx(pdffonts '$file' 2>&1);
    splice @fonts, 0, 2;
    cmp_ok(scalar @fonts, '>', 0, 'has fonts');
    for (@fonts) {
        like($_, qr/\s(?:yes\s+){3}\d+\s+\d+\s*$/, 'font embedded, subset, with Unicode: ' . (split)[0]);
    }
    like(qx(pdfinfo '$file' 2>&1), qr/^Pages:\s+[1-9]/m, 'has pages');
}

my @reports = $stack->reports;
is(scalar @reports, 25, '25 published reports');
my %bytes;
for my $report (@reports) {
    subtest $report->{id} => sub {
        $bytes{ $report->{id} } = fetch($report);
        ok($stack->get($report->{links}{pdf}, %direct)->{content} eq $bytes{ $report->{id} }, 'the same bytes again');
        ok($stack->get($report->{links}{pdf})->{content} eq $bytes{ $report->{id} }, 'and from the cache');
        check_command_line($report, $bytes{ $report->{id} });
        check_structure();
        check_texts($report);
    };
}

# A second database, with another locale, from the same files in another order.
$stack->value("CREATE DATABASE gongkai_second TEMPLATE template0 LOCALE 'C'", 'postgres');
$stack->script('stack_database', $stack->{dir}, 'gongkai_second');
$stack->script('stack_sample', $stack->{dir}, 'gongkai_second', '-r');
my %json = map { $_->{id} => $stack->get($_->{links}{self}, %direct)->{content} } @reports;
{
    local $ENV{GONGKAI_DATABASE} = 'gongkai_second';
    $stack->script('stack_configure', $stack->{dir}, $stack->{url} =~ /(\d+)$/);
}
$stack->value("DELETE FROM gongkai.publication WHERE report_id = '$reports[0]{id}'");
my @workers = $stack->workers;
$stack->signal('server', 'HUP');
ok(Gongkai::Stack::eventually(sub { my %now = map { $_ => 1 } $stack->workers; !grep { $now{$_} } @workers }),
    'the server turns to the second database');
is(scalar $stack->reports, 25, 'which has as many reports');
for my $report ($stack->reports) {
    ok($stack->get($report->{links}{self}, %direct)->{content} eq $json{ $report->{id} }, "same JSON: $report->{id}");
    ok($stack->get($report->{links}{pdf}, %direct)->{content} eq $bytes{ $report->{id} }, "same PDF: $report->{id}");
}

done_testing;
