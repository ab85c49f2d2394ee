# One document says the same in all its faces: for every sample, every fixture and
# hundreds of random documents (GONGKAI_EQUALITY=1000: a thousand), what is read in PDF, OFD, web page and workbook, by readers that
# nobody here wrote, is what stands in the boxes: all of it and nothing else.
use strict;
use warnings;
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use Test::More;

my $build = $ENV{GONGKAI_BUILD} || 'build';
my $folder = tempdir('gongkai-test-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my @given = (glob('sql/sample/*.json'), grep { !m{/SET\.json$} } glob 'tests/fixture/*.json');
# As many as CI has the time for; a thousand are 80 seconds of processor.
my $wanted = $ENV{GONGKAI_EQUALITY} || 400;

# What is too wide for its column, or makes no table, is refused; others stand for it.
system('/usr/bin/python3', 'tests/lib/equality.py', 'make', $wanted * 1.1, $folder, @given) == 0 or die 'no documents';
my @documents = sort glob "$folder/*.json";

# In two halves, for two cores.
my $half = @documents / 2;
my @said;
for my $part ([@documents[0 .. $half - 1]], [@documents[$half .. $#documents]]) {
    open my $out, '-|', "$build/tests/lib/faces", 'templates', 'fonts/manifest.json', @$part or die $!;
    push @said, $out;
}
my @lines = map { my @of_one = <$_>; ok(close $_, 'the faces are made'); @of_one } @said;
is(join('', grep { /^not ok/ } @lines), '', 'each document that prints has all faces, and its page says its texts');
is(join('', grep { !m{/random-} } @lines), '', 'every sample and fixture prints');

sub compare {
    my ($in) = @_;
    my @differences = qx(/usr/bin/python3 tests/lib/equality.py compare $in);
    return ({ split ' ', pop @differences }, @differences);
}

my ($read, @differences) = compare($folder);
is(join('', @differences), '', 'and each face says the texts of the boxes');
cmp_ok($read->{$_}, '>=', $wanted + @given, "$_ of $read->{$_} documents") for sort keys %$read;
cmp_ok(scalar keys %$read, '>=', 4, 'faces');

# The faces of one document beside the texts of another: each reader finds it.
my $other = tempdir('gongkai-test-XXXXXX', TMPDIR => 1, CLEANUP => 1);
copy("$folder/s1-01.$_", "$other/x.$_") or die $! for grep { $_ ne 'html' } keys %$read;
copy("$folder/s1-02.texts", "$other/x.texts") or die $!;
(undef, @differences) = compare($other);
is(scalar @differences, keys(%$read) - 1, 'a text of another document is found in each');
done_testing;
