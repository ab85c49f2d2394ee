# The pages of short documents, typeset with the test glyphs, against the
# reviewed traces in tests/typeset/golden: one for each form, and one for each
# template of the list of capabilities.
#
# After a change of layout or template that is meant:
#   GONGKAI_BUILD=build perl -Itests/lib tests/typeset/golden.t --renew [NAME...]
# and read the difference in git line by line: the files are worth what that
# reading is worth.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use File::Basename qw(basename);
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $renew = @ARGV && shift eq '--renew';
my %only = map { $_ => 1 } @ARGV;

# Typeset a document and compare its trace, or keep it.
sub check {
    my ($name, $data, $golden, @template) = @_;
    my $now = folder() . '/now.trace';
    unlink $now;
    my $run = gongkai('render', '--fixed-glyphs', '--trace', '--data', $data, @template, '-o', $now);
    is($run->{status}, 0, "$name is typeset") or diag($run->{err});
    return if $run->{status};
    spurt($golden, slurp($now)) if $renew && (!%only || $only{$name});
    my $difference = decode_utf8(qx(diff -u --label '$golden' --label now '$golden' '$now' 2>&1));
    is($difference, '', "$name as in $golden");
}

sub names { return map { basename($_) =~ /^(.+)\.\w+$/ } @_ }

# Every form has short documents, FORM.json or FORM-WHAT.json, each with its trace.
my @documents = names(glob 'tests/fixture/*.json');
check($_, "tests/fixture/$_.json", "tests/typeset/golden/$_.trace") for @documents;
my %has = map { s/-.*//r => 1 } @documents;
is_deeply([sort keys %has], [sort(names(glob 'templates/*.xml'))], 'every form has one');
is_deeply([sort(names(glob 'tests/typeset/golden/*.trace'))], [sort @documents], 'no trace without a document');

# Every capability names what shows it, and nothing is there that none names.
my $folder = 'tests/fixture/capability';
my $traces = 'tests/typeset/golden/capability';
my %shows;
for (split /\n/, decode_utf8(slurp('tests/typeset/capability.txt'))) {
    next if /^#|^$/;
    my ($capability, $names) = /^(.+): (\S.*)$/ or do { fail("capability.txt: no name behind '$_'"); next };
    for my $name (split ' ', $names) {
        my @files = $name =~ m{/} ? $name : ("$folder/$name.xml", "$folder/$name.json", "$traces/$name.trace");
        my @lost = grep { !-e } @files;
        is("@lost", '', "$capability: $name") unless $renew;
        $shows{$name} = 1 unless $name =~ m{/};
    }
}
cmp_ok(scalar keys %shows, '>', 30, 'the list is read');
is_deeply([sort(names(glob "$folder/*.xml"))], [sort keys %shows], 'every template shows a capability');
is_deeply([sort(names(glob "$traces/*.trace"))], [sort keys %shows], 'and so does every trace') unless $renew;
check($_, "$folder/$_.json", "$traces/$_.trace", '--template', "$folder/$_.xml") for sort keys %shows;

# What the files are there to show; a renewal must not lose it.
sub golden { return decode_utf8(slurp("tests/typeset/golden/$_[0].trace")) }

my ($first, $second) = golden('E1') =~ /^(page 1 .*?)^(page 2 .*)\z/ms;
like($first, qr/ 三级指标\n/, 'E1: the head stands on the first page');
like($second, qr/ 三级指标\n/, 'and again on the second');
like($second, qr/ 效益指标\n.* \(30分\)\n.* （续）\n/, 'a label that is cut is repeated with its mark');
like($second, qr/ 绩\n.* 效\n.* 指\n.* 标\n.* （\n.* 续\n.* ）\n/, 'a vertical one too');
like(golden('T2'), qr/ 年度资金总额：\n.* 其中：财政拨款\n.* 其他资金\n/s, 'T2: a colon only behind the total');
like(golden('G1'), qr/ 合　　计\n.* 100.00\n.* 249.57\n.* 315.00\n.* 0.00\n.* 315.00\n.* 34.57\n/, 'G1: the sums');
done_testing;
