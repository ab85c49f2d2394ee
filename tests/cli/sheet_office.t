# The workbooks of all samples and capabilities in programs that nobody here wrote:
# LibreOffice opens and saves them, and the same documents come back, byte for byte;
# openpyxl reads the texts of the forms' boxes in them, all of them and no other.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $build = $ENV{GONGKAI_BUILD} || 'build';
my $folder = tempdir('gongkai-test-XXXXXX', TMPDIR => 1, CLEANUP => 1);
mkdir "$folder/$_" or die for qw(there saved);

is(system("$build/tests/unit/sheet_trip", 'write', "$folder/there"), 0, 'the workbooks are written');
my @read = glob "$folder/there/*-read.xlsx";
my @fill = grep { !/-read\.xlsx$/ } glob "$folder/there/*.xlsx";
cmp_ok(scalar @fill, '>', 80, 'of many documents');
is(scalar @read, scalar @fill, 'to read and to fill in');

my $compared = qx(/usr/bin/python3 tests/lib/workbook.py compare $folder/there);
is($compared, '', 'openpyxl reads the texts of the boxes');

system("soffice -env:UserInstallation=file://$folder/profile --headless --convert-to xlsx "
    . "--outdir $folder/saved @fill >$folder/log 2>&1") == 0 or diag(qx(cat $folder/log));
my @saved = glob "$folder/saved/*.xlsx";
is(scalar @saved, scalar @fill, 'LibreOffice saves all of them');
my @lines = qx($build/tests/unit/sheet_trip read $folder/saved);
is($?, 0, 'and the same documents come back');
diag(grep { /^(?:not ok|#)/ } @lines) if $?;
is(scalar(grep { /^ok/ } @lines), 2 * @fill, 'each of them');
done_testing;
