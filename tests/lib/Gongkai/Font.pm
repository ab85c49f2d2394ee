package Gongkai::Font;

# OpenType files for tests: a face taken apart into tables, and put together again
# with some of them changed. Checksums are not kept.

use strict;
use warnings;
use Exporter qw(import);
use Gongkai::Tool qw(slurp);

our @EXPORT = qw(font_tables font_bytes);

# The tables of a face by their tags.
sub font_tables {
    my ($path, $index) = @_;
    my $file = slurp($path);
    my $at = substr($file, 0, 4) eq 'ttcf' ? unpack('N', substr $file, 12 + 4 * ($index // 0), 4) : 0;
    my $count = unpack 'n', substr $file, $at + 4, 2;
    my %tables;
    for my $i (0 .. $count - 1) {
        my ($tag, undef, $offset, $length) = unpack 'A4NNN', substr $file, $at + 12 + 16 * $i, 16;
        $tables{ sprintf '%-4s', $tag } = substr $file, $offset, $length;
    }
    return %tables;
}

# A font file with these tables.
sub font_bytes {
    my (%tables) = @_;
    my @tags = sort keys %tables;
    my $at = 12 + 16 * @tags;
    my ($list, $body) = ('', '');
    for my $tag (@tags) {
        $list .= pack 'A4NNN', $tag, 0, $at + length $body, length $tables{$tag};
        $body .= $tables{$tag} . "\0" x (-length($tables{$tag}) % 4);
    }
    return pack('a4nnnn', $tables{'CFF '} ? 'OTTO' : "\0\1\0\0", scalar @tags, 0, 0, 0) . $list . $body;
}

1;
