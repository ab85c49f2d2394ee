# gongkai check --data: files, without a database of the house.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Fcntl qw(O_NONBLOCK O_WRONLY);
use POSIX qw(WNOHANG mkfifo);
use Test::More;
use Time::HiRes qw(sleep);
use Gongkai::Audit;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my $base = 'tests/audit/base/e1.json';

# A folder of its own, to see what is left in it.
$ENV{TMPDIR} = folder() . '/tmp';
mkdir $ENV{TMPDIR};
chmod 0755, folder(), $ENV{TMPDIR};
chown((getpwnam 'postgres')[2, 3], $ENV{TMPDIR}) if $> == 0;

my $run = gongkai('check', '--data', $base);
is($run->{status}, 0, 'a document without a fault') or diag($run->{err});
is($run->{out}, "0 个错误、0 个提醒、0 个提示\n", '  has no finding');
like($run->{err}, qr/下列规则没有检查.* SET-01 .* YEAR-01 /, '  as far as rules need nothing else; which do is said');
unlike($run->{err}, qr/ FUND-05 /, '  and no others');

my $document = Gongkai::Audit::patched(read_json($base), [{ op => 'replace', path => '/funds/4/executed', value => '5000.00' }]);
my $file = write_json('e1.json', $document);
my $book = folder() . '/e1.xlsx';
is(gongkai('sheet', '--data', $file, '-o', $book)->{status}, 0, 'a workbook of another');
$run = gongkai('check', '--severity', 'error', '--data', $book);
is($run->{status}, 1, 'an error in a workbook');
like($run->{out}, qr/^  错误 FUND-05-[0-9a-f]{16}：资金“其他”的全年执行数\n    “其他”的全年执行数 5,000\.00元 大于全年预算数 0\.00元\n/m, '  is told');

delete $document->{department};
$run = gongkai('check', '--data', write_json('faulty.json', $document));
is($run->{status}, 1, 'no document of the schema');
like($run->{err}, qr/faulty\.json.*department/, '  says so');
$run = gongkai('check', '--data', folder() . '/none.json');
is($run->{status}, 1, 'no file');
$run = gongkai('check', '--data');
is($run->{status}, 2, 'no name');
is(join(' ', glob "$ENV{TMPDIR}/*"), '', 'nothing is left');

# Interrupted while it waits for a file, it has nothing to go on from.
my $pipe = folder() . '/pipe.json';
mkfifo($pipe, 0600) or die "$pipe: $!";
my $pid = fork // die "fork: $!";
if ($pid == 0) {
    open STDERR, '>', folder() . '/interrupted' or POSIX::_exit(127);
    exec(($ENV{GONGKAI_BUILD} || 'build') . '/gongkai', qw(--set templates=templates check --data), $pipe) or POSIX::_exit(127);
}
my $writing;
sleep 0.02 until sysopen($writing, $pipe, O_WRONLY | O_NONBLOCK) || waitpid($pid, WNOHANG) != 0;
kill 'TERM', $pid;
waitpid $pid, 0;
is($? & 127, 15, 'interrupted, it ends by the signal');
my $word = decode_utf8(slurp(folder() . '/interrupted'));
like($word, qr/收到 SIGTERM，已中断：/, '  with a last word');
unlike($word, qr/就会继续/, '  that promises nothing');
my @left = (1);
for (1 .. 1000) {
    last if !(@left = glob "$ENV{TMPDIR}/*");
    sleep 0.02;
}
is("@left", '', '  and its PostgreSQL goes too');
done_testing;
