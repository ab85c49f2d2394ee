# The scripts of GB 18030-2022 and marks that do not compose: what is printed comes out of
# the PDF as it went in, by poppler and by mutool, which knows no ActualText.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode_utf8);
use Test::More;
use Unicode::Normalize qw(NFC NFKD);
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $pdf = folder() . '/scripts.pdf';

sub print_text {
    my ($text) = @_;
    unlink $pdf;
    return gongkai('render', '--template', 'tests/fixture/scripts.xml', '--data',
        write_text('scripts.json', 'SCRIPTS', $text), '-o', $pdf);
}

sub poppler { return without_space(plain(decode_utf8(qx(pdftotext -enc UTF-8 '$pdf' -)))) }
sub mutool { return without_space(plain(decode_utf8(qx(mutool draw -q -F txt -o - '$pdf' 2>/dev/null)))) }
# Poppler marks texts from right to left for terminals.
sub plain { return $_[0] =~ s/[\x{202a}-\x{202e}\x{2066}-\x{2069}]//gr }
sub picture { return sha256_hex(qx(pdftoppm -r 100 -gray '$pdf')) }

# Each says: of the people, in the language of an autonomous region or its neighbours.
my %texts = (
    'Thai'           => 'ประชาชนที่นี่',
    'Tibetan'        => 'མི་དམངས་སྐྱོང་',
    'Uyghur'         => 'خەلق',
    'Kazakh'         => 'حالىق',
    'Mongolian'      => 'ᠠᠷᠠᠳ',
    'Todo'           => 'ᡐᡆᡑᡆ',
    'Manchu'         => 'ᠨᡳᠶᠠᠯᠮᠠ',
    'Yi'             => 'ꊨꏦꏱꅉ',
    'Korean'         => '인민',
    'Tai Le'         => 'ᥐᥨᥢᥰ',
    'New Tai Lue'    => 'ᦅᦳᧃ',
    'Lisu'           => 'ꓚꓳ',
    'Miao'           => '𖼐𖽘𖾐',
    'Zhuang'         => 'beksingq',
    'Chinese'        => '人民',
);
for my $script (sort keys %texts) {
    # Poppler takes a line with as many letters from the right for one from the right.
    my $text = $script =~ /Uyghur|Kazakh/ ? $texts{$script} : "甲：$texts{$script}。";
    my $run = print_text($text);
    is($run->{status}, 0, "$script is printed") or diag($run->{err});
    my $wanted = without_space($text) x 2;
    is(poppler(), $wanted, '  poppler reads it');
    is(mutool(), $wanted, '  mutool too') unless $script eq 'Miao';
    pdf_is_sound($pdf);
}

# Some characters are drawn apart, or with others in another order: poppler has them by
# ActualText; mutool has them as what they are composed of.
for my $text ('น้ำใจ', 'ᨾᩮᩬᩥᨦ') { # the second in Tai Tham
    is(print_text($text)->{status}, 0, "$text is printed");
    is(poppler(), $text x 2, '  poppler reads it');
    is(join('', sort split //, NFKD(mutool())), join('', sort split //, NFKD($text x 2)), '  mutool has its characters');
}

# Canonical equivalents look alike (UAX #15, D70), and come out as they went in.
my @equivalents = (["caf\x{e9}", "cafe\x{301}"], ["n\x{1d0}", "ni\x{30c}"], ["h\x{1ce}o", "ha\x{30c}o"],
    ["\x{1ee9}", "u\x{31b}\x{301}"], ["e\x{332}\x{301}", "\x{e9}\x{332}"], ["\x{d55c}", "\x{1112}\x{1161}\x{11ab}"],
    ["q\x{307}\x{323}", "q\x{323}\x{307}"]);
for my $pair (@equivalents) {
    is(NFC($pair->[0]), NFC($pair->[1]), "$pair->[0]: two forms of one text");
    my @pictures = map { is(print_text($_)->{status}, 0, '  printed'); is(poppler(), $_ x 2, '  and read'); picture() } @$pair;
    is($pictures[0], $pictures[1], '  look alike');
}
my %pictures = map { print_text($_); (picture() => 1) } 'm', "m\x{300}", "m\x{301}", "\x{4e2d}", "\x{4e2d}\x{301}", "\x{ea}", "\x{ea}\x{304}";
is(scalar(keys %pictures), 7, 'what does not compose has its marks, on letters and on Han characters');

# Ideographic variation sequences: 葛 has two forms in the font of rare characters; a
# sequence that no font has prints the character, and keeps its selector.
my ($plain, $first, $second, $none) = map { print_text($_); picture() } '葛', "葛\x{e0100}", "葛\x{e0101}", "葛\x{e01ef}";
isnt($first, $second, 'two forms of 葛');
is($none, $plain, 'an unknown one is the character');
my $sequences = "葛\x{e0100}甲葛\x{e0101}乙葛丙葛\x{e01ef}0\x{fe00}";
is(print_text($sequences)->{status}, 0, 'variation sequences');
is(poppler(), $sequences x 2, '  are kept on copying');
is(mutool(), $sequences =~ s/[\x{fe00}\x{e0100}-\x{e01ef}]//gr x 2, '  readers without ActualText have the characters');
pdf_is_sound($pdf);

# From right to left: lines break, and numbers and brackets read on.
my $long = join ' ', ('ئۇيغۇر ئاپتونوم رايونى (2024)') x 12;
is(print_text($long)->{status}, 0, 'a text from right to left of several lines');
is(mutool(), without_space($long) x 2, '  is read in its order');
for my $box (qx(pdftotext -bbox '$pdf' -) =~ /xMax="([\d.]+)"/g) {
    next if $box <= 842 - 28.3 + 0.1;
    fail("  a word beyond the right margin: $box");
}

# What no font has is told with its letter.
my $run = print_text("甲\x{13000}乙");
is($run->{status}, 1, 'what no font has');
like(decode_utf8(Encode::encode_utf8($run->{err})), qr/U\+13000/, '  is told');
done_testing;
