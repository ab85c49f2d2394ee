package Gongkai::TorturedFiles;

# What the commands that write several files, or one that is not there before, find and may leave.
#
#   before_bulk($folder); ...; my $fault = bulk_fault($folder);

use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Exporter qw(import);
use File::Path qw(remove_tree);
use JSON::PP qw(decode_json);
use Gongkai::Torture;

our @EXPORT_OK = qw(before_bulk bulk_fault bulk_files key_fault);

# Packages of before, of which some are old and one is public no more.
sub before_bulk {
    my ($folder) = @_;
    remove_tree($folder);
    system('cp', '-a', "$folder-old", $folder) == 0 or die "cp failed\n";
    mkdir $_ or die "$_: $!\n" for map { "$folder/522700/1999$_" } '', '/pdf';
    for my $name (map { "$folder/522700/1999/$_" } qw(manifest.json pdf/a.pdf)) {
        open my $file, '>', $name or die "$name: $!\n";
        close $file or die;
    }
    return;
}

# All files, with what is in them.
sub bulk_files {
    my ($folder) = @_;
    my @files = split /\n/, qx(find "$folder" ! -type d -printf '%P\\n' | LC_ALL=C sort);
    return join "\n", map { "$_ " . sha256_hex(Gongkai::Torture::slurp("$folder/$_")) } @files;
}

# What a manifest names is whole, whenever the command ended.
sub bulk_fault {
    my ($folder) = @_;
    for my $manifest (glob "$folder/*/*/manifest.json") {
        my $text = Gongkai::Torture::slurp($manifest);
        # That of before_bulk() names nothing.
        next if $manifest =~ m{/1999/};
        my $files = eval { decode_json($text)->{files} } or return "$manifest is broken";
        for (@$files) {
            my $path = $manifest =~ s/manifest\.json\z/$_->{path}/r;
            return "$path is not what its manifest says" if sha256_hex(Gongkai::Torture::slurp($path)) ne $_->{sha256};
        }
    }
    return '';
}

# A key is whole under its name, or not there.
sub key_fault {
    my ($path, $run) = @_;
    my @files = glob "$path*";
    return @files && "@files" ne $path ? "left @files"
        : @files && Gongkai::Torture::slurp($path) !~ /\A-----BEGIN PRIVATE KEY-----\n.*\n-----END PRIVATE KEY-----\n\z/s ? 'a part of a key'
        : !@files && !$run->{status} ? 'says it is well, without a key' : '';
}

1;
