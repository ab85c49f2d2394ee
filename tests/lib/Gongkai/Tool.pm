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
use POSIX qw(_exit);

our @EXPORT = qw(gongkai gongkai_of gongkai_bare folder slurp spurt read_json write_json render_document write_text);

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

# Run the tool on the project's templates and fonts, from the build folder under
# test or from another. What it prints is text.
sub gongkai { return gongkai_of(build(), @_) }

sub gongkai_of {
    my ($build, @arguments) = @_;
    return run("$build/gongkai", '--set', 'templates=templates', '--set', 'fonts=fonts/manifest.json', @arguments);
}

# Run it with these arguments and no others.
sub gongkai_bare { return run(build() . '/gongkai', @_) }

sub build { return $ENV{GONGKAI_BUILD} || 'build' }

sub run {
    my @command = map { utf8::is_utf8($_) ? encode_utf8($_) : $_ } @_;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDOUT, '>', "$folder/.out" or _exit(127);
        open STDERR, '>', "$folder/.err" or _exit(127);
        exec { $command[0] } @command or _exit(127);
    }
    waitpid $pid, 0;
    return {
        status => $? & 127 ? "signal $?" : $? >> 8,
        out    => decode_utf8(slurp("$folder/.out")),
        err    => decode_utf8(slurp("$folder/.err")),
    };
}

# A file with the least document of a form that says one text. It is published:
# a draft would have its watermark among the text.
sub write_text {
    my ($file, $form, $text) = @_;
    return write_json($file, {
        form => $form, title => '字', year => 2024, texts => { goal => $text },
        region => { code => '430699', name => '丙县' }, department => { code => '430699-001', name => '丙县文化馆' },
        published => { revision => 1, at => '2025-03-01T09:00:00+08:00' },
    });
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
