#!/usr/bin/env perl
# The manual says what the program has: every setting, every command, in both
# languages.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use lib 'tests/lib';
use Test::More;
use Gongkai::Lint;

my $build = $ENV{GONGKAI_BUILD} || 'build';

# The settings as the programs tell them, with the paths of the packages.
my %settings = map {
    my $language = $_;
    my $table = decode_utf8(qx($build/manual settings $language));
    $table =~ s{`/usr/local/etc/}{`/etc/}g;
    $table =~ s{`/usr/local/}{`/usr/}g;
    ($language => $table);
} qw(en zh_CN);

# The metrics, as /metrics and the programs tell them.
my %metrics = map { $_ => decode_utf8(qx($build/manual metrics $_)) } qw(en zh_CN);

# Where a line ends is the writer's business.
sub unwrapped {
    my ($text) = @_;
    return join "\n", map { /^\|/ ? $_ : s/\n/ /gr =~ s/(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])//gr }
        split /\n(?=\||\n)/, $text // '';
}

my %shape;
for my $path (qw(README.md README.zh-CN.md)) {
    my $text = slurp($path);
    my ($told) = decode_utf8($text) =~ /<!-- settings -->
(.*?)<!-- end -->/s;
    my $language = $path =~ /zh-CN/ ? 'zh_CN' : 'en';
    is(unwrapped($told), unwrapped($settings{$language}),
        "$path: the settings are those of the programs; cure: build/manual settings $language");
    my ($counted) = decode_utf8($text) =~ /<!-- metrics -->\n(.*?)<!-- end -->/s;
    is($counted, $metrics{$language}, "$path: the metrics are those of the server; cure: build/manual metrics $language");
    like($text, qr{\A# [^\n]+\n(?:(?!\n#).){0,1200}\./dev up\b.*\./dev test\b}s, "$path: the two commands stand at the top");

    # The siblings have the same build: headings by level, and the same commands.
    my $fences = 0;
    my @shape;
    for (split /\n/, $text) {
        $fences++ if /^\s*```/;
        if ($fences % 2) {
            # Commands, without remarks; drawings are not ASCII.
            s/\s+# .*//;
            push @shape, $_ if !/[^\x20-\x7e]/;
        } elsif (/^(#+) /) {
            push @shape, $1;
        }
    }
    $shape{$path} = join "\n", @shape;
}
is($shape{'README.zh-CN.md'}, $shape{'README.md'}, 'both languages have the same chapters and commands');

# Files that the manual names exist.
my @lost;
for my $path (qw(README.md README.zh-CN.md CONTRIBUTING.md)) {
    my $text = slurp($path);
    while ($text =~ /\]\(([\w.\/-]+)\)/g) {
        push @lost, "$path: $1" unless -e $1;
    }
}
none('links lead to files', @lost);
done_testing;
