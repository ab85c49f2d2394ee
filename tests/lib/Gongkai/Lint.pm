package Gongkai::Lint;

# For lints in Perl: the files of the project, and one TAP test per rule.

use strict;
use warnings;
use Exporter qw(import);
use Test::More;

our @EXPORT = qw(files slurp lines none);

# Files of the project whose path matches, committed or not.
sub files {
    my ($pattern) = @_;
    my @all = -e '.git'
        ? split(/\0/, qx(git ls-files -z --cached --others --exclude-standard))
        : map { s{^\./}{}r } split /\0/, qx(find . -type f -print0);
    # Outside a repository: what .gitignore keeps away.
    my $made = qr{^(?:build[\w-]*|var|autom4te\.cache)/|^(?:aclocal\.m4|configure~?|Makefile\.in)$};
    return grep { $_ =~ $pattern && $_ !~ $made && -f } @all;
}

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!";
    local $/;
    return scalar <$file>;
}

sub lines {
    my ($path) = @_;
    return split /\n/, slurp($path), -1;
}

# A test that passes when the list of violations is empty.
sub none {
    my ($name, @violations) = @_;
    ok(!@violations, $name);
    diag($_) for @violations;
}

1;
