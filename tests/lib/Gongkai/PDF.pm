package Gongkai::PDF;

# What other programs find in a PDF: poppler and qpdf.

use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Exporter qw(import);
use Test::More;

our @EXPORT = qw(pdf_is_sound pdf_says pdf_info document_texts without_space);

sub without_space { return $_[0] =~ s/\s+//gr }

# qpdf finds nothing; every font is embedded, a subset, and has a Unicode map.
sub pdf_is_sound {
    my ($pdf) = @_;
    my $check = qx(qpdf --check '$pdf' 2>&1);
    is($?, 0, 'qpdf --check is clean') or diag($check);
    unlike($check, qr/warning/i, 'without warnings');
    my (undef, undef, @fonts) = split /\n/, qx(pdffonts '$pdf' 2>&1);
    ok(scalar @fonts, 'has fonts');
    my @poor = grep { !/\s(?:yes\s+){3}\d+\s+\d+\s*$/ } @fonts;
    is_deeply(\@poor, [], 'all embedded, subset, with Unicode');
    my @names = map { (split)[0] } @fonts;
    is_deeply([grep { !/^[A-Z]{6}\+/ } @names], [], 'subsets are tagged');
    return @names;
}

# All text of the PDF in three ways of reading it, without white space.
sub pdf_says {
    my ($pdf) = @_;
    return map { without_space(decode_utf8(qx(pdftotext $_ -enc UTF-8 '$pdf' -))) } '-raw', '-layout', '';
}

# The information dictionary: name to value.
sub pdf_info {
    my ($pdf) = @_;
    return { map { /^(\w[\w ]*):\s+(.*?)\s*$/ ? ($1 => $2) : () } split /\n/, decode_utf8(qx(pdfinfo -isodates '$pdf' 2>&1)) };
}

# Members that are for machines or that a form prints in a shape of its own.
my %unprinted = map { $_ => 1 } qw(
    id form region department kind section published year filled_on
    initial_budget annual_budget executed values code
);

# The texts of a document that stand on the paper as they are.
sub document_texts {
    my ($value) = @_;
    if (ref $value eq 'HASH') {
        return map { document_texts($value->{$_}) } grep { !$unprinted{$_} } sort keys %$value;
    }
    return map { document_texts($_) } @$value if ref $value eq 'ARRAY';
    return grep { length } map { without_space($_) } split /\n/, $value;
}

1;
