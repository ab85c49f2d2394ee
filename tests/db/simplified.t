# The table of simplified characters in the database is the library's; what the
# library does with whole texts, character by character, the function does.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use IPC::Open2;
use Test::More;

open my $file, '<', 'sql/schema/014_simplified.sql' or die $!;
my $there = do { local $/; <$file> };
my $made = qx(sql/simplified);
is($?, 0, 'sql/simplified runs');
ok($made eq $there, 'the migration is what it prints')
    or diag('A newer OpenCC has another table: make it the next migration.');

# Every Han character that the library takes, by its own program.
my @han = map { chr } 0x3400 .. 0x4dbf, 0x4e00 .. 0x9fff, 0x20000 .. 0x2a6df;
my $pid = open2(my $out, my $in, 'opencc', '-c', 't2s.json');
binmode $_, ':utf8' for $out, $in;
my $writer = fork // die "fork: $!";
if (!$writer) {
    close $out;
    print $in "$_\n" for @han;
    close $in;
    require POSIX;
    POSIX::_exit(0);
}
close $in;
chomp(my @expected = <$out>);
waitpid $_, 0 for $writer, $pid;
is(scalar @expected, scalar @han, 'the library answers for each');

my @psql = qw(psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1);
$pid = open2($out, $in, @psql);
binmode $_, ':utf8' for $out, $in;
print $in "SELECT gongkai.simplified(", join(" || ", map { "'$_'" } join('', @han) =~ /(.{1,1000})/gs), ");\n";
close $in;
chomp(my $answer = join '', <$out>);
waitpid $pid, 0;
my @got = split //, $answer;
is(scalar @got, scalar @han, 'the text stays as long');
# Where it makes another that it would make yet another, both are that one.
my %simple;
@simple{@han} = @expected;
for my $one (@expected) {
    $one = $simple{$one} while ($simple{$one} // $one) ne $one;
}
my @wrong = grep { $got[$_] ne $expected[$_] } 0 .. $#han;
is(join(' ', map { "$han[$_]>$got[$_]($expected[$_])" } @wrong), '', 'and each is what the library says');
done_testing;
