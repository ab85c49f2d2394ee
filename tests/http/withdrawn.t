# What was withdrawn is gone from nginx within five seconds, from each address that showed
# it, for good: also when the application goes away right after it. And what is published
# is seen within five seconds. The cache learns it from the database, by `gongkai purge`.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use File::Find qw(find);
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::HTTP;
use Gongkai::Stack qw(eventually);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
$stack->start('purge');
my $id = 'e1-2024-522700-197-2024-01';
my ($department, $project) = ('522700-197', '522700-197-2024-01');
my %of = map { $_->{id} => $_ } $stack->reports;
my ($other) = grep { $_->{department}{code} ne $department } values %of;
$stack->value("UPDATE gongkai.report SET filled_on = filled_on - 1 WHERE id = '$id'");
$stack->approve($id);
is(($stack->gongkai('publish', $id))[0], 0, 'a correction, so that there are two revisions');
my ($first, $second) = split /\n/,
    $stack->value("SELECT code FROM gongkai.short_code WHERE report_id = '$id' ORDER BY revision");

# Each address that shows it, and how to ask for it.
my $report = "/api/v1/reports/$id";
my @faces = ('', qw(.json .html .pdf .xlsx .ofd));
my @documents = map { my $of = $_; map { [$of . $_] } @faces } $report, "$report/revisions/1", "$report/revisions/2";
push @documents, map { [$report, $_] } qw(text/html application/pdf application/ofd application/json),
    'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';
my @others = map { [$_] } "$report/revisions", "/v/$first", "/v/$second", '/api/v1/changes?limit=200',
    '/api/v1/reports?limit=200', '/api/v1/reports.csv?limit=200', '/api/v1/reports.xlsx?limit=200',
    "/api/v1/search?q=$project", "/api/v1/projects/$project", "/api/v1/project-expenditures/$project/2024",
    '/api/v1/project-expenditures?group_by=department', "/api/v1/departments/$department",
    '/api/v1/indicators?year=2024', map { "/api/v1/sets/$department/2024$_" } qw(.html .pdf .xlsx .ofd);

sub ask {
    my ($asked) = @_;
    my ($path, $accept) = @$asked;
    return $stack->get($path, headers => { $accept ? (Accept => $accept) : () });
}
sub told { return join ' ', grep { defined } @{ $_[0] } }

my %before;
# Three times: each worker of nginx, and its open files.
for (1 .. 3) {
    for my $asked (@documents, @others) {
        my $answer = ask($asked);
        $before{ told($asked) } = $answer->{content};
        fail(told($asked) . " is $answer->{status}") if $answer->{status} != 200;
    }
}
my $kept = ask([$other->{links}{pdf}])->{content};

# The database says it, and the application is gone before it can.
$stack->signal('server', 'STOP');
my $at = time;
my ($status, $said) = $stack->gongkai('withdraw', $id, '--reason', '填报有误');
is($status, 0, 'withdrawn') or diag($said);
$stack->signal('server', 'CONT');
is($stack->stop('server'), 0, 'and the application is away');
sleep 0.1 while time < $at + 5;
for my $asked (@documents, @others) {
    my $answer = ask($asked);
    is($answer->{status}, 502, told($asked) . ' is gone after five seconds');
}
is(ask([$other->{links}{pdf}])->{content}, $kept, 'another document is still there');
like($stack->log('purge'), qr/deleted \d+ answers with what was withdrawn, and \d+ that may have told of it/, 'the log tells of it');

# It comes back.
$stack->start('server');
$stack->wait_ready;
is(ask($_)->{status}, 410, told($_) . ' is withdrawn') for @documents;
like(decode_utf8(ask(["/v/$_"])->{content}), qr/已经撤回/, "/v/$_ says so") for $first, $second;
for my $asked (['/api/v1/reports?limit=200'], ["/api/v1/search?q=$project"], ['/api/v1/reports.csv?limit=200']) {
    unlike(ask($asked)->{content}, qr/\Q$id\E/, told($asked) . ' has it no more');
}

# While the application is there, and no purge: by its leases alone.
is($stack->stop('purge'), 0, 'the purge ends in good order');
sub seen {
    my ($what, $condition) = @_;
    my $begun = time;
    ok(eventually($condition, 5), sprintf '%s is seen within five seconds (%.1f)', $what, time - $begun);
}
my @watched = ([$report], ["$report.pdf"], ['/api/v1/reports?limit=200'], ["/api/v1/sets/$department/2024.pdf"]);
ask($_) for @watched, @watched;
$stack->approve($id);
is(($stack->gongkai('publish', $id))[0], 0, 'published again');
seen('the third revision', sub { ask([$report])->{content} =~ /"revision":3/ });
seen('the list', sub { ask(['/api/v1/reports?limit=200'])->{content} =~ /\Q$id\E/ });
ask($_) for @watched, @watched;
is(($stack->gongkai('withdraw', $id, '--reason', '填报有误'))[0], 0, 'withdrawn again');
seen('the withdrawal', sub { ask([$report])->{status} == 410 });
seen('that of its PDF', sub { ask(["$report.pdf"])->{status} == 410 });
seen('that of its revision', sub { ask(["$report/revisions/3.pdf"])->{status} == 410 });
seen('that in the list', sub { ask(['/api/v1/reports?limit=200'])->{content} !~ /\Q$id\E/ });

# What was withdrawn while there was no purge is deleted at its start.
sub files {
    my ($folder) = @_;
    my @files;
    find({ no_chdir => 1, wanted => sub { push @files, $_ if -f } }, "$stack->{dir}/nginx/cache/$folder");
    return @files;
}
sub with_id {
    my ($folder) = @_;
    return grep { open my $file, '<:raw', $_ or die; local $/; <$file> =~ /KEY: \S*\Q$id\E/ } files($folder);
}
cmp_ok(scalar(with_id('documents')), '>', 0, 'its files are in the cache');
my $files = files('documents');
is(($stack->gongkai('purge', '--once'))[0], 0, 'the purge looks once');
is(scalar(with_id('documents')), 0, '  and they are not any more');
is(scalar(files('lists')), 0, '  nor is what may have told of it');
cmp_ok(scalar(files('documents')), '>', 0, '  but other documents are');

# An answer that was begun before the withdrawal and comes into the cache after it.
$stack->approve($id);
is(($stack->gongkai('publish', $id))[0], 0, 'published again');
ask($_) for [$report], [$report];
my ($late) = with_id('documents');
$stack->start('purge');
is(($stack->gongkai('withdraw', $id, '--reason', '填报有误'))[0], 0, 'withdrawn again');
ok(eventually(sub { !-e $late }), 'its file is deleted');
open my $file, '>:raw', $late or die "$late: $!";
close $file;
chown +(stat "$stack->{dir}/nginx/cache/documents")[4, 5], $late;
ok(eventually(sub { !-e $late }), 'and again, when it comes late');

# The database was put back: nobody knows what was public.
$stack->value("DELETE FROM gongkai.$_") for qw(log_signature log_node log_entry);
$stack->value('SET session_replication_role = replica; DELETE FROM gongkai.change WHERE number > 3');
ok(eventually(sub { !files('documents') }), 'of an earlier database, nothing is kept');
ask([$other->{links}{self}]) for 1, 2;
is(($stack->gongkai('purge', '--all'))[0], 0, 'and all is deleted on demand');
is(scalar(files('documents')), 0, '  all of it');
($status, $said) = $stack->gongkai('purge', '--all', '--once');
is($status, 2, 'either, or');

# A fault is told once, with the cure.
$stack->stop('postgres');
ok(eventually(sub { $stack->log('purge') =~ /数据库：/ }), 'a database that is away is told of');
$stack->start('postgres');
ok(eventually(sub { $stack->log('purge') =~ /all is well again/ }), 'and that it is back');
done_testing;
