# Characters: every one prints and extracts, or the document is refused.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use Test::More;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

# The short T1 with another goal.
sub with_goal {
    my ($goal) = @_;
    my $document = read_json('tests/fixture/T1.json');
    $document->{texts}{goal} = $goal;
    return render_document('character', $document);
}

sub picture {
    my ($pdf) = @_;
    return sha256_hex(qx(pdftoppm -r 100 -gray -x 140 -y 130 -W 700 -H 60 '$pdf'));
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
pdf_is_sound($pdf);

# What cannot be printed is refused, with the field and the character.
my %refused = (
    'a private character'           => ["甲\x{e000}乙", 'U+E000'],
    'one that is not assigned'      => ["甲\x{10fffd}乙", 'U+10FFFD'],
    'one of no font'                => ["\x{13000}", 'U+13000'],
    'a control character'           => ["甲\x{1}乙", 'U+0001'],
    'another one'                   => ["\x{1b}", 'U+001B'],
    'delete'                        => ["\x{7f}", 'U+007F'],
    'one of the second set'         => ["\x{85}", 'U+0085'],
);
for my $name (sort keys %refused) {
    my ($goal, $says) = @{ $refused{$name} };
    ($run, $pdf) = with_goal($goal);
    is($run->{status}, 1, "$name fails");
    like($run->{err}, qr/texts\.goal/, '  names the field');
    like($run->{err}, qr/\Q$says\E/, '  and the character');
    ok(!-e $pdf, '  and leaves no file');
}

# In a field of a loop, of a title, and in the name of the project.
my $document = read_json('tests/fixture/T1.json');
$document->{indicators}[0]{children}[0]{children}[1]{name} = "书\x{e001}架";
($run) = render_document('loop', $document);
is($run->{status}, 1, 'in a row');
like($run->{err}, qr/third\.name.*U\+E001/, 'the path of the template');
done_testing;
