package Gongkai::OFD;

# What an OFD file has: its parts, and the texts of its pages. A reader that knows
# nothing of ours: ZIP by Perl's own module, text by the pattern of TextCode.

use strict;
use warnings;
use utf8;
use Encode qw(decode);
use Exporter qw(import);
use IO::Uncompress::Unzip qw($UnzipError);

our @EXPORT = qw(ofd_parts ofd_texts ofd_says);

# Name to bytes of all parts of a file, given by its name or as a reference to its bytes.
sub ofd_parts {
    my ($file) = @_;
    my $zip = IO::Uncompress::Unzip->new($file) or die "no ZIP: $UnzipError";
    my %parts;
    my $status;
    for ($status = 1; $status > 0; $status = $zip->nextStream) {
        my $name = $zip->getHeaderInfo->{Name};
        die "two parts called $name" if exists $parts{$name};
        $parts{$name} = '';
        while (($status = $zip->read($parts{$name}, 1 << 16, length $parts{$name})) > 0) { }
        last if $status < 0;
    }
    die "broken ZIP: $UnzipError" if $status < 0;
    return \%parts;
}

my %entities = (amp => '&', lt => '<', gt => '>', quot => '"', apos => "'");

# For each page, in the document's order, the texts of its text objects in theirs.
sub ofd_texts {
    my ($file) = @_;
    my $parts = ofd_parts($file);
    my @pages;
    for my $place ($parts->{'Doc_0/Document.xml'} =~ /<ofd:Page ID="\d+" BaseLoc="([^"]+)"/g) {
        my $page = decode('UTF-8', $parts->{"Doc_0/$place"} // die("no page $place"), Encode::FB_CROAK);
        push @pages, [map { s/&(\w+);/$entities{$1} \/\/ die("&$1;")/ger } $page =~ m{<ofd:TextCode[^>]*>([^<]*)</ofd:TextCode>}g];
    }
    return @pages;
}

# For each page all that it says, without white space.
sub ofd_says { return map { join('', @$_) =~ s/\s+//gr } ofd_texts($_[0]) }

1;
