package Gongkai::Tool;

# The command line tool and the files it makes, for tests without a database.
#
#   my $run = gongkai('render', '--data', $file, '-o', $pdf);
#   is($run->{status}, 0) or diag($run->{err});

use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use Exporter qw(import);
use File::Temp qw(tempdir);
use JSON::PP;

our @EXPORT = qw(gongkai gongkai_of folder slurp spurt read_json write_json render_document);

my $folder = tempdir('gongkai-test-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $json = JSON::PP->new->utf8->canonical->pretty->indent_length(2);

# A folder of the test's own, removed at its end.
sub folder { return $folder }

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!";
    local $/;
    return scalar <$file>;
}

sub spurt {
    my ($path, $bytes) = @_;
    open my $file, '>:raw', $path or die "$path: $!";
    print $file $bytes;
    close $file or die "$path: $!";
    return $path;
}

sub read_json { return $json->decode(slurp($_[0])) }

# Write a document to a file of the test's folder. Returns its path.
sub write_json {
    my ($name, $value) = @_;
    return spurt("$folder/$name", $json->encode($value));
}

# Run the tool of the build folder under test, or of another. What it prints is text.
sub gongkai { return gongkai_of($ENV{GONGKAI_BUILD} || 'build', @_) }

sub gongkai_of {
    my ($build, @arguments) = @_;
    my @command = ("$build/gongkai", '--set', 'templates=templates', '--set', 'fonts=fonts/manifest.json');
    @command = ("$build/gongkai") if ($arguments[0] // '') =~ /^-/;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDOUT, '>', "$folder/out" or die;
        open STDERR, '>', "$folder/err" or die;
        exec @command, map { utf8::is_utf8($_) ? encode_utf8($_) : $_ } @arguments or die "$build/gongkai: $!";
    }
    waitpid $pid, 0;
    return {
        status => $? & 127 ? "signal $?" : $? >> 8,
        out    => decode_utf8(slurp("$folder/out")),
        err    => decode_utf8(slurp("$folder/err")),
    };
}

# A document, given as data, as a PDF. Returns the run and the PDF's path.
sub render_document {
    my ($name, $document) = @_;
    my $data = write_json("$name.json", $document);
    my $pdf = "$folder/$name.pdf";
    unlink $pdf;
    return (gongkai('render', '--data', $data, '-o', $pdf), $pdf);
}

1;
