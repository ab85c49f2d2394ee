#!/usr/bin/env perl
# Every exported symbol starts with its file's name, so that its place is known
# where it is used.
use strict;
use warnings;
use lib 'tests/lib';
use File::Find;
use Test::More;
use Gongkai::Lint;

my $build = $ENV{GONGKAI_BUILD} || 'build';

# Where several files share one subject, or one file has two: file => prefixes.
my %also = (
    'base/err.c' => [qw(ctx_)],
    # In the C library's place, for all libraries.
    'base/memory.c' => [qw(malloc calloc realloc)],
    # In libxlsxwriter's.
    'sheet/memory_file.c' => [qw(lxw_tmpfile)],
);

my (@wrong, $symbols);
find({ no_chdir => 1, wanted => sub {
    return unless m{^\Q$build\E/(?:.*/)?cgi/(.*)\.o$};
    # Objects with flags of their own are called PROGRAM-NAME.o.
    my $file = $1 =~ s{[^/]*-}{}r . '.c';
    return unless -e "cgi/$file";
    my ($stem) = $file =~ m{([^/]+)\.c$};
    # schema_check.c is part of schema.
    my @prefixes = (($stem =~ /^([a-z0-9]+)/)[0], @{ $also{$file} || [] });
    for (split /\n/, qx(nm --extern-only --defined-only '$_')) {
        my (undef, undef, $symbol) = split or next;
        next if !defined $symbol || $symbol eq 'main' || $symbol =~ /^__(?:asan|ubsan|odr)/;
        $symbols++;
        push @wrong, "cgi/$file: $symbol" unless grep { index($symbol, $_) == 0 } @prefixes;
    }
} }, $build);
ok($symbols, "$build has objects; without, run ./dev build");
none('exported symbols are named after their file', @wrong);
done_testing;
