#!/usr/bin/env perl
# What is packaged is what is there: versions, packages that are needed, sources.
use strict;
use warnings;
use lib 'tests/lib';
use Test::More;
use Gongkai::Lint;

my ($version) = slurp('configure.ac') =~ /^AC_INIT\(\[gongkai\], \[([\d.]+)\]\)/m;
my ($packaged) = slurp('debian/changelog') =~ /^gongkai \(([^)]+)\)/;
is($packaged, $version, 'configure.ac and debian/changelog have the same version');

my (%section, $name);
for (lines('debian-packages')) {
    s/\s*#.*//;
    if (/^\[(\w+)\]$/) { $name = $1 }
    elsif (/\S/) { push @{ $section{ $name // '' } }, $_ }
}
is(join(' ', sort keys %section), 'build cluster dev package run test', 'the sections of debian-packages');
for my $section (sort keys %section) {
    is(join(' ', @{ $section{$section} }), join(' ', sort { $a cmp $b } @{ $section{$section} }), "[$section] is sorted");
}
my %seen;
none('a package stands once', grep { $seen{$_}++ } map { @$_ } values %section);

# A field of debian/control: names, of alternatives the first, without versions, profiles and variables.
my $control = slurp('debian/control');
sub field {
    my ($field) = @_;
    my ($value) = $control =~ /^\Q$field\E: (.*(?:\n .*)*)/m;
    return grep { !/^\$/ } map { s/\s*[(|<].*//sr } split /,\s*/, $value;
}

# What debhelper and build-essential bring is in our list alone.
my %brought = map { $_ => 1 } qw(autoconf automake gcc libc6-dev make);
my @build = grep { !$brought{$_} } @{ $section{build} };
is(join(' ', grep { !/^fonts-|^debhelper/ } field('Build-Depends')), "@build", 'Build-Depends is [build]');
my @run = sort grep { $_ ne 'adduser' } field('Depends'), field('Recommends');
is("@run", join(' ', sort @{ $section{run} }), 'Depends and Recommends are [run]');
is(join(' ', grep { /^fonts-/ } field('Build-Depends')), join(' ', grep { /^fonts-/ } @run), 'the unit tests have the fonts');

my $make = slurp('Makefile.am');
none('every source is in Makefile.am', grep { index($make, $_) < 0 } files(qr{^cgi/.*\.[ch]$}));
none('every template is installed', grep { index($make, $_) < 0 } files(qr{^templates/.*\.(?:xml|rng)$}));
done_testing;
