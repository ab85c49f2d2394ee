#!/usr/bin/env perl
# What no file may contain, and the shape of all text files.
use strict;
use warnings;
use lib 'tests/lib';
use JSON::PP;
use Test::More;
use Gongkai::Lint;

# Addresses that may stand in the tree; any other host needs a decision.
my @hosts = qw(
    127.0.0.1 localhost json-schema.org schema.org www.sitemaps.org www.w3.org relaxng.org www.apache.org purl.org schemas.openxmlformats.org www.ofdspec.org ns.adobe.com
    www.aiim.org www.debian.org iec.ch www.npes.org www.rfc-editor.org scripts.sil.org
);
my $hosts = join '|', map { quotemeta } @hosts;

my (@place, @host, @space, @end, @encoding, @json);
# Inputs of the fuzz targets are any bytes.
my $inputs = qr{^tests/fuzz/(?:corpus|crash)/};
for my $path (grep { !/$inputs/ } files(qr{.})) {
    my $text = slurp($path);
    next if $text =~ /\0/;
    my $number = 0;
    for (split /\n/, $text) {
        $number++;
        push @place, "$path:$number: $_" if m{(?:^|[\s"'=(:,])/(?:work|farm|root|home)/\w};
        push @host, "$path:$number: $1"
            while m{\bhttps?://([^/\s"'<>)\]\$\\:`]+)}g && $1 !~ /^(?:$hosts)$|(?:^|\.)example(?:\.[a-z.]+)?$|^[%\$@]/;
        push @space, "$path:$number" if /[ \t]$/ && $path !~ /\.md$|^tests\/.*\.(?:txt|expected|trace)$/;
    }
    push @end, $path if length $text && $text !~ /[^\n]\n\z/;
    push @encoding, $path unless utf8::decode(my $copy = $text);
    push @encoding, "$path: carriage return" if $text =~ /\r\n/;
    if ($path =~ /\.json$/) {
        push @json, "$path: $@" unless eval { JSON::PP->new->utf8->decode($text); 1 };
    }
}
none('no path of somebody\'s machine', @place);
none('no address of an unknown host', @host);
none('no white space at the end of a line', @space);
none('every file ends with one line feed', @end);
none('all text is UTF-8 with line feeds', @encoding);
none('JSON is JSON', @json);
my @broken = grep { system('xmllint', '--noout', '--nonet', $_) != 0 } grep { !/$inputs/ } files(qr{\.(?:xml|rng|svg)$});
none('XML is XML', @broken);
done_testing;
