# Characters: every one prints and extracts, or the document is refused.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode_utf8);
use Test::More;
use Gongkai::Font;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

# The short T1 with another goal, and other settings if there are any.
sub with_goal {
    my ($goal, @settings) = @_;
    my $document = read_json('tests/fixture/T1.json');
    $document->{texts}{goal} = $goal;
    my $pdf = folder() . '/character.pdf';
    unlink $pdf;
    return (gongkai(@settings, 'render', '--data', write_json('character.json', $document), '-o', $pdf), $pdf);
}

# Also by a reader that knows no ActualText.
sub mutool_says { return without_space(decode_utf8(qx(mutool draw -q -F txt -o - '$_[0]' 2>/dev/null))) }

sub picture {
    my ($pdf, $width) = @_;
    $width //= 700;
    return sha256_hex(qx(pdftoppm -r 100 -gray -x 140 -y 130 -W $width -H 60 '$pdf'));
}

# Outside GB 2312, outside the BMP; ☑ and U+20001 are in the last fonts of the chain only.
my $special = '𬬻𫖯濉畲耒〔〕㎡‰★☑≧𠀁';
my ($run, $pdf) = with_goal("甲${special}乙");
is($run->{status}, 0, $special) or diag($run->{err});
my @fonts = pdf_is_sound($pdf);
for my $said (pdf_says($pdf)) {
    ok(index($said, "甲${special}乙") >= 0, 'extract, in their order');
}
is(scalar(grep { /HanaMin[AB]$/ } @fonts), 2, 'two of them from the fonts at the end of the chain');

# Each makes a picture of its own: none is blank, none a replacement.
my %pictures;
for my $character (split //, "　$special") {
    (undef, $pdf) = with_goal($character);
    push @{ $pictures{ picture($pdf) } }, $character;
}
is_deeply([grep { @$_ > 1 } values %pictures], [], 'each prints as no other does');

# Characters that share a glyph extract as what they are: radicals of the Kangxi
# block come into documents with text copied from a PDF.
my $twins = "甲\x{2f00}乙一丙\x{2f64}丁用戊一\x{2f00}己";
(undef, $pdf) = with_goal($twins);
for my $said (pdf_says($pdf)) {
    ok(index($said, $twins) >= 0, 'a radical and its twin extract each as itself');
}
ok(index(mutool_says($pdf), $twins) >= 0, 'also by mutool');
pdf_is_sound($pdf);
my $compatible = "甲\x{f900}豈\x{fa0e}\x{2f800}丽乙";
($run, $pdf) = with_goal($compatible);
is($run->{status}, 0, 'compatibility characters') or diag($run->{err});
ok(index($_, $compatible) >= 0, 'extract as themselves') for pdf_says($pdf), mutool_says($pdf);

# What cannot be printed is refused, with the field and the character.
my %refused = (
    'a private character'           => ["甲\x{e000}乙", 'U+E000'],
    'one that is not assigned'      => ["甲\x{10fffd}乙", 'U+10FFFD'],
    'one of no font'                => ["\x{13000}", 'U+13000'],
    'a control character'           => ["甲\x{1}乙", 'U+0001'],
    'another one'                   => ["\x{1b}", 'U+001B'],
    'delete'                        => ["\x{7f}", 'U+007F'],
    'one of the second set'         => ["\x{81}", 'U+0081'],
    'a sign of no known meaning'    => ["甲\x{f0a3}乙", 'U+F0A3'],
);
for my $name (sort keys %refused) {
    my ($goal, $says) = @{ $refused{$name} };
    ($run, $pdf) = with_goal($goal);
    is($run->{status}, 1, "$name fails");
    like($run->{err}, qr{/texts/goal：}, '  names the place');
    like($run->{err}, qr/\Q$says\E/, '  and the character');
    ok(!-e $pdf, '  and leaves no file');
}

# The setting that prints a mark instead: the text stays what it is.
for my $goal ("甲\x{13000}乙", "甲〓\x{13000}\x{e000}乙〓") {
    ($run, $pdf) = with_goal($goal, '--set', 'missing_glyph=mark');
    is($run->{status}, 0, 'missing_glyph = mark') or diag($run->{err});
    like($run->{err}, qr{warning .*/texts/goal: no font has U\+13000 \x{13000}}, '  the log has field and character');
    ok(index($_, $goal) >= 0, '  every reader finds the character itself') for pdf_says($pdf);
    pdf_is_sound($pdf);
}
(undef, $pdf) = with_goal("\x{13000}", '--set', 'missing_glyph=mark');
my $marked = picture($pdf);
(undef, $pdf) = with_goal('〓');
is($marked, picture($pdf), 'the mark is 〓');
($run, $pdf) = with_goal('甲乙', '--set', 'missing_glyph=mark');
my $bytes = slurp($pdf);
(undef, $pdf) = with_goal('甲乙');
ok($bytes eq slurp($pdf), 'where nothing is missing, nothing is changed');
unlike($run->{err}, qr/no font has/, 'and nothing logged');
($run) = with_goal('甲', '--set', 'missing_glyph=blank');
is($run->{status}, 1, 'another word fails');
like($run->{err}, qr/missing_glyph 为 'blank'，应为其中之一：error mark/, '  and says what is expected');

# In a field of a loop, of a title, and in the name of the project.
my $document = read_json('tests/fixture/T1.json');
$document->{indicators}[0]{children}[0]{children}[1]{name} = "书\x{e001}架";
($run) = render_document('loop', $document);
is($run->{status}, 1, 'in a row');
like($run->{err}, qr{/indicators/0/children/0/children/1/name：.*第2项的名称.*U\+E001}, 'the place in words, too');

# CFF fonts of other kinds: with CIDs that are not the glyphs' numbers, and without
# any. What stands for 宋 is one more face at the head of its chain.
sub with_face {
    my ($file) = @_;
    my $manifest = read_json('fonts/manifest.json');
    push @{ $manifest->{faces} }, { name => 'other', file => $file };
    unshift @{ $manifest->{roles}{song}{$_} }, 'other' for qw(regular bold);
    return ('--set', 'fonts=' . write_json('manifest.json', $manifest));
}

# The CIDs of Noto Serif are 1 to 65,534, one range from glyph 1 on; here they are one more.
my %noto = font_tables('/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', 2);
my $range = pack 'Cnn', 2, 1, 65533;
is(() = $noto{'CFF '} =~ /\Q$range\E/g, 1, 'the charset of Noto Serif is found');
$noto{'CFF '} =~ s/\Q$range\E/pack 'Cnn', 2, 2, 65533/e;
spurt(folder() . '/shifted.otf', font_bytes(%noto));
($run, $pdf) = with_goal($special);
my $wanted = picture($pdf);
($run, $pdf) = with_goal($special, with_face('shifted.otf'));
is($run->{status}, 0, 'a font with CIDs of its own') or diag($run->{err});
is(picture($pdf), $wanted, '  prints the same');
ok(index($_, $special) >= 0, '  and extracts') for pdf_says($pdf), mutool_says($pdf);
pdf_is_sound($pdf);

# Without CIDs. A glyph looks the same whichever others are in the subset.
my @named = with_face('/usr/share/fonts/opentype/tlwg/TlwgTypo.otf');
($run, $pdf) = with_goal('Ag', @named);
is($run->{status}, 0, 'a font without CIDs') or diag($run->{err});
is(scalar(grep { /TlwgTypo$/ } pdf_is_sound($pdf)), 1, '  is in the PDF');
my $two = picture($pdf, 35);
(undef, $pdf) = with_goal('Ag甲 0123456789 abcdefxyz ABCXYZ ¥é', @named);
ok(index($_, 'Ag甲0123456789abcdefxyzABCXYZ¥é') >= 0, '  extracts') for pdf_says($pdf), mutool_says($pdf);
is(picture($pdf, 35), $two, '  and prints as itself, in whatever company');
my %letters;
for my $letter (' ', 'a' .. 'z', 'A' .. 'Z', 0 .. 9) {
    (undef, $pdf) = with_goal($letter eq ' ' ? '　' : "$letter", @named);
    push @{ $letters{ picture($pdf) } }, $letter;
}
is_deeply([grep { @$_ > 1 } values %letters], [], '  each letter prints as no other does');
done_testing;
