# The pages of three short documents, typeset with the test glyphs, against the
# reviewed traces in tests/typeset/golden.
#
# After a change of layout or template that is meant:
#   GONGKAI_BUILD=build perl -Itests/lib tests/typeset/golden.t --renew
# and read the difference in git line by line: the files are worth what that
# reading is worth.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $renew = @ARGV && $ARGV[0] eq '--renew';
for my $form (qw(E1 T1 T2)) {
    my $golden = "tests/typeset/golden/$form.trace";
    my $now = folder() . "/$form.trace";
    my $run = gongkai('render', '--fixed-glyphs', '--trace', '--data', "tests/fixture/$form.json", '-o', $now);
    is($run->{status}, 0, "$form is typeset") or diag($run->{err});
    spurt($golden, slurp($now)) if $renew;
    my $difference = decode_utf8(qx(diff -u --label '$golden' --label now '$golden' '$now'));
    is($difference, '', "$form as in $golden");
}

# What the files are there to show; a renewal must not lose it.
my $e1 = decode_utf8(slurp('tests/typeset/golden/E1.trace'));
my ($first, $second) = $e1 =~ /^(page 1 .*?)^(page 2 .*)\z/ms;
like($first, qr/ 三级指标\n/, 'E1: the head stands on the first page');
like($second, qr/ 三级指标\n/, 'and again on the second');
like($second, qr/ 效益指标\n.* \(30分\)\n.* （续）\n/, 'a label that is cut is repeated with its mark');
like($second, qr/ 绩\n.* 效\n.* 指\n.* 标\n.* （\n.* 续\n.* ）\n/, 'a vertical one too');
done_testing;
