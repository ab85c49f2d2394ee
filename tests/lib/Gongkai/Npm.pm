package Gongkai::Npm;

# The npm packages of a folder of tests, in the state folder of `./dev test`, where
# they stay until package-lock.json changes.

use strict;
use warnings;
use Exporter qw(import);
use Fcntl qw(:flock);
use File::Copy qw(copy);
use File::Path qw(make_path);
use Digest::SHA;

our @EXPORT_OK = qw(npm_folder);

# The folder, with the script in it: Node looks for packages beside a script.
# Dies with what to do where there is no npm or no registry to be had.
sub npm_folder {
    my ($source) = @_;
    my $folder = ($ENV{GONGKAI_TEST_STATE} or die "Call me as ./dev test FILE.\n") =~ s{/test/?$}{}r
        . '/npm/' . ($source =~ s{.*/}{}r);
    my $digest = Digest::SHA->new(256)->addfile("$source/package-lock.json")->hexdigest;
    make_path($folder);
    # Two tests may want the same packages at once.
    open my $lock, '>', "$folder.lock" or die "$folder.lock: $!";
    flock $lock, LOCK_EX or die "$folder.lock: $!";
    copy("$source/$_", "$folder/$_") or die "$folder: $!" for map { s{.*/}{}r } glob "$source/*";
    return $folder if -e "$folder/$digest";
    unlink glob "$folder/????????????????????????????????????????????????????????????????";
    my $said = qx(cd '$folder' && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 2>&1);
    die "npm ci failed in $folder: is there a network, and is npm installed?\n$said\n" if $? != 0;
    open my $mark, '>', "$folder/$digest" or die "$folder: $!";
    return $folder;
}

1;
