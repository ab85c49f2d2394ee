# Every character of 通用规范汉字表, and a sample of every Han block of GB 18030-2022,
# implementation level 3, and of its scripts whose letters stand alone, in every role and
# weight: poppler and mutool find each of them, once, in order. The scripts whose letters
# join or bear marks are in scripts.t.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Test::More;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

# The Han blocks of GB 18030-2022, with what it takes of each, and how many that is.
my @blocks = (
    ['中日韩统一表意文字', 0x4e00, 0x9fef, 20976],
    ['扩展 A', 0x3400, 0x4db5, 6582],
    ['扩展 B', 0x20000, 0x2a6d6, 42711],
    ['扩展 C', 0x2a700, 0x2b734, 4149],
    ['扩展 D', 0x2b740, 0x2b81d, 222],
    ['扩展 E', 0x2b820, 0x2cea1, 5762],
    ['扩展 F', 0x2ceb0, 0x2ebe0, 7473],
    ['康熙部首', 0x2f00, 0x2fd5, 214],
);
my @compatible = map { hex } qw(FA0E FA0F FA11 FA13 FA14 FA1F FA21 FA23 FA24 FA27 FA28 FA29);
my @radicals = map { hex } qw(2E81 2E84 2E88 2E8B 2E8C 2E97 2EA7 2EAA 2EAE 2EB3 2EB6 2EB7 2EBB 2ECA);
my $step = 97;

# The table, as one string; the facts are those of the State Council's notice.
my $table = join '', grep { !/^#/ } split /\n/, decode_utf8(slurp('fonts/tgh8105.txt'));
is(length $table, 8105, '通用规范汉字表 has 8,105 characters');

# Every block with its first and its last character; the radicals look like
# characters of the table and are others.
my $sample = join '', map { chr } @compatible, @radicals;
for my $block (@blocks) {
    my ($name, $first, $last, $count) = @$block;
    is($last - $first + 1, $count, "$name: $count");
    my $every = $name eq '康熙部首' ? 1 : $step;
    $sample .= join '', map { chr($first + $every * $_) } 0 .. ($last - $first) / $every;
    $sample .= chr $last if substr($sample, -1) ne chr $last;
}
my %scripts = (
    '彝文' => [[0xa000, 0xa48c], [0xa490, 0xa4c6]], '傈僳文' => [[0xa4d0, 0xa4ff]],
    '德宏傣文' => [[0x1950, 0x196d], [0x1970, 0x1974]], '西双版纳新傣文' => [[0x1980, 0x19ab], [0x19d0, 0x19d9]],
    '朝鲜文' => [[0x3131, 0x3163], [0xac00, 0xac1c]], '藏文字母' => [[0xf40, 0xf47], [0xf49, 0xf6c]],
);
for my $script (sort keys %scripts) {
    $sample .= join '', map { my ($first, $last) = @$_; map { chr } $first .. $last } @{ $scripts{$script} };
}
my $text = $table . $sample;

my $data = write_text('coverage.json', 'COVERAGE', $text);
my $pdf = folder() . '/coverage.pdf';
my $run = gongkai('render', '--template', 'tests/fixture/coverage.xml', '--data', $data, '-o', $pdf);
is($run->{status}, 0, length($text) . ' characters in eight roles and weights') or diag($run->{err});
pdf_is_sound($pdf);

my %readers = (
    poppler => "pdftotext -raw -enc UTF-8 '$pdf' -",
    mutool  => "mutool draw -q -F txt -o - '$pdf'",
);
for my $reader (sort keys %readers) {
    my $found = without_space(decode_utf8(qx($readers{$reader})));
    is($?, 0, "$reader reads it");
    my ($at, $said) = first_difference($found, $text x 8);
    is($at, undef, '  and finds every character, in order, in each role and weight') or diag($said);
}
done_testing;

# Where two strings part, and how, or nothing.
sub first_difference {
    my ($found, $wanted) = @_;
    return if $found eq $wanted;
    my $at = 0;
    $at++ while $at < length $found && substr($found, $at, 1) eq substr($wanted, $at, 1);
    return ($at, sprintf '%d characters of %d; character %d of text %d: ...%s... instead of ...%s...', length $found,
        length $wanted, $at % length $text, $at / length $text, map { codes(substr $_, $at, 4) } $found, $wanted);
}

sub codes { return join ' ', map { sprintf 'U+%04X', ord } split //, $_[0] }
