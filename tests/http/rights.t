# What one holder of a role can do to the others: a session of the public role that
# lifts its limits is ended; who waits for a publication hears whom for; a long
# publication lets a withdrawal in between, and can be interrupted; a template that
# nobody registered publishes nothing.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use JSON::PP;
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep);
use Gongkai::Stack qw(eventually);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
my @psql = ('psql', '--no-psqlrc', '--quiet', '-At', "--host=$stack->{dir}/run", '--dbname=gongkai');

# A process of ours in the background; what it says goes to a file.
sub background {
    my ($name, @command) = @_;
    my $pid = fork // die;
    if ($pid == 0) {
        open STDIN, '<', '/dev/null' or POSIX::_exit(1);
        open STDOUT, '>', "$stack->{dir}/$name.out" or POSIX::_exit(1);
        open STDERR, '>&', \*STDOUT or POSIX::_exit(1);
        exec @command or POSIX::_exit(127);
    }
    return $pid;
}

sub said {
    my ($name) = @_;
    open my $file, '<:utf8', "$stack->{dir}/$name.out" or return '';
    local $/;
    return scalar <$file>;
}

sub ended {
    my ($pid) = @_;
    waitpid $pid, 0;
    return $? >> 8;
}

sub tool { return ("$ENV{GONGKAI_BUILD}/gongkai", '-c', "$stack->{dir}/gongkai.conf", @_) }

sub run {
    my ($status, $said) = $stack->gongkai(@_);
    return ($status, decode_utf8($said));
}

# --- the public role's limits ---
# One holds a lock that a migration wants, one computes; a third one is idle, as a
# worker is. The first two have lifted their limits.
my $lift = 'SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;';
my @public = (@psql, '--username=gongkai_public');
open my $holder, '|-', "@public >$stack->{dir}/holder.out 2>&1" or die;
print $holder "$lift BEGIN; LOCK TABLE gongkai.publication IN ACCESS SHARE MODE;\n";
open my $idle, '|-', "@public >$stack->{dir}/idle.out 2>&1" or die;
print $idle "SELECT 1;\n";
$_->flush for $holder, $idle;
my $busy = background('busy', @public, '-c', "$lift SELECT count(*) FROM (SELECT generate_series(1, 100000000000)) AS s");
my $sessions = q{SELECT count(*) FROM pg_stat_activity WHERE usename = 'gongkai_public'};
ok(eventually(sub { $stack->value($sessions) == 3 }), 'three sessions of the public role');
my $bound = ['--set', 'database_timeout_ms=1000'];
my ($status, $output) = run(@$bound, 'guard', '--once');
is($status, 0, 'the guard looks') or diag($output);
sleep 3.2;
($status, $output) = run(@$bound, 'guard', '--once');
is(() = $output =~ /ended session \d+ of the public role, from socket, after \d+ ms/g, 2, 'and ends two of them') or diag($output);
isnt(ended($busy), 0, 'the one that computed is gone');
like(said('busy'), qr/terminating connection due to administrator command/, '  by the guard');
is($stack->value($sessions), 1, 'the idle one stays');
close $_ for $holder, $idle;

# The role alters itself: no worker could connect any more.
my $worker = sub { scalar `@public -c 'SELECT 1' 2>&1` };
{
    local $ENV{PGOPTIONS} = '-c default_transaction_read_only=off';
    system(@public, '-c', 'ALTER ROLE gongkai_public SET local_preload_libraries = nosuch') == 0 or die;
}
like($worker->(), qr/nosuch/, 'the public role has locked itself out');
($status, $output) = run(@$bound, 'guard', '--once');
is($status, 0, '  the guard looks') or diag($output);
like($output, qr/the public role had altered itself: local_preload_libraries=nosuch; put back/, '  and says what it found');
is($worker->(), "1\n", '  and it gets in again');

# As a service: it stays, and a database that is away is told once.
my $guard = background('guard', tool('--set', 'database_timeout_ms=100', 'guard'));
$busy = background('busy', @public, '-c', "$lift SELECT count(*) FROM (SELECT generate_series(1, 100000000000)) AS s");
ok(eventually(sub { said('guard') =~ /ended session/ }), 'the guard as a service');
ended($busy);
kill 'TERM', $guard;
is(ended($guard), 0, '  ends in good order');

# --- whom a withdrawal waits for ---
my ($first, $second) = $stack->value('SELECT report_id FROM gongkai.publication ORDER BY report_id LIMIT 2') =~ /(\S+)\n(\S+)/;
{
    local $ENV{PGAPPNAME} = 'desk of Zhang';
    open $holder, '|-', "@psql --username=gongkai_staff >$stack->{dir}/holder.out 2>&1" or die;
}
print $holder "BEGIN; SELECT gongkai.wait_for_changes();\n";
$holder->flush;
ok(eventually(sub { $stack->value(q{SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'}) == 1 }), 'one publishes');
my $pid = $stack->value(q{SELECT pid FROM pg_locks WHERE locktype = 'advisory'});
my $withdrawal = background('withdraw', tool('withdraw', '--reason', '有误', $first));
ok(eventually(sub { said('withdraw') ne '' }), 'another waits and hears whom for');
like(said('withdraw'), qr/^“desk of Zhang”（数据库用户 gongkai_staff，进程 $pid，自 \d\d:\d\d:\d\d 起）正在公开或撤回，等它结束……\n\z/,
    '  in its language, with the process and since when');
print $holder "COMMIT;\n";
close $holder;
is(ended($withdrawal), 0, 'and then it does its work');
like(said('withdraw'), qr/\Q$first\E：已撤回/, '  and says so');

# --- batches ---
# Each revision takes a fiftieth of a second more, so that one batch is about a second.
my $json = JSON::PP->new->utf8->canonical;
open my $file, '<:raw', 'tests/fixture/T1.json' or die;
my $document = $json->decode(do { local $/; <$file> });
delete $document->{id};
my @files;
for my $n (100 .. 219) {
    $document->{project}{code} = "430699-001-2024-$n";
    push @files, "$stack->{dir}/$n.json";
    open my $draft, '>:raw', $files[-1] or die;
    print $draft $json->encode($document);
    close $draft;
}
($status, $output) = run('import', @files);
is($status, 0, '120 drafts') or diag($output);
$stack->approve;
$stack->value(q{
    CREATE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN PERFORM pg_catalog.pg_sleep(0.02); RETURN NEW; END';
    CREATE TRIGGER dawdle BEFORE INSERT ON gongkai.revision FOR EACH ROW EXECUTE FUNCTION public.dawdle()});
my $count = q{SELECT count(*) FROM gongkai.revision WHERE report_id ~ '-430699-001-2024-[12]..$'};
my $published = background('publish', tool('publish', '--all'));
ok(eventually(sub { $stack->value($count) > 0 }), 'they are being published');
($status, $output) = run('withdraw', '--reason', '有误', $second);
is($status, 0, 'a withdrawal meanwhile waits for a batch') or diag($output);
kill 'TERM', $published;
is(ended($published), 1, 'and the publication is interrupted');
my $all = said('publish');
my $done = $stack->value($count);
cmp_ok($done, '<', 120, '  not for its end');
is(() = $all =~ /：已公开，第 1 次修订$/mg, $done, '  what it said is what was published');
like($all, qr/公开了 $done 份，再执行一次同样的命令就会继续\n.*已停止/, '  and how to go on');
is($stack->value(q{
    SELECT (SELECT max(number) FROM gongkai.change WHERE kind = 'withdrawal') < (SELECT max(number) FROM gongkai.change WHERE kind = 'publication')}),
    't', '  the withdrawal came in between');
$stack->value('DROP TRIGGER dawdle ON gongkai.revision');
($status, $output) = run('publish', '--all');
is($status, 0, 'again') or diag($output);
is($stack->value($count), 120, '  and all are there');

# --- templates ---
mkdir "$stack->{dir}/templates" or die;
system('cp', '-r', 'templates', $stack->{dir}) == 0 or die;
system('sed', '-i', 's/footer="[^"]*"/footer="- {page} -"/', "$stack->{dir}/templates/T1.xml") == 0 or die;
my @other = ('--set', "templates=$stack->{dir}/templates");
$document->{project}{name} = '更名';
open my $draft, '>:raw', $files[-1] or die;
print $draft $json->encode($document);
close $draft;
is((run('import', $files[-1]))[0], 0, 'a correction');
my ($id) = 't1-2022-430699-001-2024-219';
$stack->approve($id);
($status, $output) = run(@other, 'publish', $id);
is($status, 1, 'with a template that is not registered it is not published');
like($output, qr/\Q$id\E：表式 T1 的模板与登记的不同；.*gongkai migrate 登记它/, '  with the cure');
($status, $output) = run(@other, 'migrate');
like($output, qr/^登记模板 T1\n共 14 个模板，本次登记了 1 个$/m, 'the owner registers it');
($status, $output) = run(@other, 'publish', $id);
like($output, qr/\Q$id\E”的模板在批准以后换过/, '  what was approved was approved with another');
run('return', '--reason', '模板换过', $id);
$stack->approve($id);
($status, $output) = run(@other, 'publish', $id);
is($status, 0, '  and it is') or diag($output);
is($stack->value("SELECT v.text ~ '- \\{page\\} -' FROM gongkai.revision r JOIN gongkai.template_version v ON v.digest = r.template_digest WHERE r.report_id = '$id' AND r.number = 2"),
    't', '  the database keeps the text that printed it');
is(decode_utf8($stack->value("SELECT title FROM gongkai.publication WHERE report_id = '$id'")), '预算项目绩效目标表：更名（2022年度）', '  and has composed the title');
$stack->stop_all;
done_testing;
