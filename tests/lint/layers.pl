#!/usr/bin/env perl
# Arrows and doors of STYLE.md: which folder may include which, and where a
# foreign library may be seen.
use strict;
use warnings;
use lib 'tests/lib';
use Test::More;
use Gongkai::Lint;

# A layer and what it stands on. The files in cgi/ itself, page/, desk/ and server/ may use all.
my %below = (
    base     => [],
    text     => [qw(base)],
    doc      => [qw(base text)],
    template => [qw(base text doc)],
    typeset  => [qw(base text doc template)],
    render   => [qw(base text doc template typeset)],
    pdf      => [qw(base text doc template typeset render)],
    ofd      => [qw(base text doc template typeset render)],
    html     => [qw(base text doc template typeset render)],
    site     => [qw(base text doc html)],
    sheet    => [qw(base text doc template typeset render)],
    face     => [qw(base text doc template typeset render pdf ofd html sheet)],
    db       => [qw(base)],
    http     => [qw(base)],
    sign     => [qw(base)],
);

# A foreign header and the files that may include it.
my @doors = (
    [qr/^libpq/           => qr{^cgi/db/}],
    [qr/^hpdf/            => qr{^cgi/pdf/}],
    [qr/cJSON/            => qr{^cgi/doc/}],
    [qr/^fcgi/            => qr{^cgi/http/}],
    [qr/^libxml/          => qr{^cgi/(?:template/|sheet/|command/doctor_library)}],
    [qr/^xlsxwriter/      => qr{^cgi/(?:sheet/(?:book|cells|look|sheet)|command/doctor_library)}],
    [qr/^zip\.h/          => qr{^cgi/(?:sheet/|ofd/ofd_package|command/doctor_library)}],
    [qr/^argon2/          => qr{^cgi/sign/password}],
    [qr/^liboath/         => qr{^cgi/sign/onetime}],
    [qr/^openssl/         => qr{^cgi/(?:sign/|base/text|command/(?:doctor_machine|doctor_library|cache))}],
    [qr/^gumbo/           => qr{^cgi/text/}],
    [qr/^qrencode/        => qr{^cgi/(?:typeset/qr|desk/desk_qr|command/doctor_library)}],
    [qr/^fribidi/         => qr{^cgi/(?:typeset/line_bidi|command/doctor_library)}],
    [qr/^unicode\//       => qr{^cgi/(?:text/words|command/doctor_library)}],
    [qr/^hb\b|^harfbuzz/  => qr{^cgi/(?:typeset/|pdf/|ofd/ofd_)font}],
);

my (@arrows, @doors_passed, @order, @guards);
for my $path (files(qr{^cgi/.*\.[ch]$})) {
    my ($folder) = $path =~ m{^cgi/(\w+)/};
    my @includes;
    my $number = 0;
    for (lines($path)) {
        $number++;
        next unless /^\s*#\s*include\s+([<"])([^>"]+)[>"]/;
        my ($kind, $name) = ($1, $2);
        push @includes, $name;
        if ($kind eq '"' && $name =~ m{^(\w+)/} && $folder && $below{$folder}) {
            push @arrows, "$path:$number: $folder must not know $name"
                unless grep { $1 eq $_ } $folder, @{ $below{$folder} };
        }
        for my $door (@doors) {
            push @doors_passed, "$path:$number: $name belongs elsewhere"
                if $name =~ $door->[0] && $path !~ $door->[1];
        }
    }
    if ($path =~ m{^cgi/(.*)\.c$} && -e "cgi/$1.h") {
        push @order, "$path: its own header $1.h comes first" if ($includes[0] // '') ne "$1.h";
    }
    if ($path =~ m{^cgi/(.*)\.h$}) {
        my $guard = uc $1 =~ s{\W}{_}gr . '_H';
        push @guards, "$path: the guard is $guard" unless slurp($path) =~ /^#ifndef $guard\n#define $guard$/m;
    }
}
none('arrows between layers point down', @arrows);
none('foreign libraries are seen through their door only', @doors_passed);
none('a file includes its own header first', @order);
none('guards of headers are named after the file', @guards);
done_testing;
