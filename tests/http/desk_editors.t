# Fifty editors of one document, all at once: each change is there in the end. Who comes too
# late hears 412, merges, and comes again.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::Desk;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
use constant EDITORS => 50;
my $stack = Gongkai::Stack->new(desk => 1);
my $id = 'e1-2024-522700-197-2024-01';
my $editor = Gongkai::Desk->login($stack, 'editor-522700');

# A list in which each editor has a row.
my ($document, $etag) = $editor->draft($id);
my @rows = map { { name => "指标$_", remark => '空' } } 1 .. EDITORS;
my $answer = $editor->patch($id, $etag, [{ op => 'replace', path => '/indicators', value => [{ name => '一级', children => [{ name => '二级', children => \@rows }] }] }]);
is($answer->{status}, 200, 'a row for each editor') or diag($answer->{content});

# Each in a process of its own: change a cell; when somebody was faster, look again.
sub edit {
    my ($number) = @_;
    my $retries = 0;
    delete $stack->{http};
    {
        my $path = "/indicators/0/children/0/children/$number/remark";
        my $done = 0;
        for (1 .. 500) {
            my (undef, $now) = $editor->draft($id);
            my $status = $editor->patch($id, $now, [
                { op => 'test', path => $path, value => '空' },
                { op => 'replace', path => $path, value => "第${number}人" }])->{status};
            $done = $status == 200;
            last if $done;
            die "editor $number: $status\n" if $status != 412 && $status != 503;
            $retries++;
        }
        die "editor $number gives up\n" unless $done;
    }
    return $retries;
}

my @pids;
for my $number (0 .. EDITORS - 1) {
    my $pid = fork // die;
    if ($pid == 0) {
        my $retries = eval { edit($number) };
        warn $@ if $@;
        require POSIX;
        POSIX::_exit($@ ? 255 : $retries > 200 ? 200 : $retries);
    }
    push @pids, $pid;
}
my ($failed, $retries) = (0, 0);
for my $pid (@pids) {
    waitpid $pid, 0;
    my $status = $? >> 8;
    $status == 255 ? $failed++ : ($retries += $status);
}
is($failed, 0, EDITORS . ' editors at once come through');
cmp_ok($retries, '>', 0, "  some of them had to merge ($retries times)");
($document) = $editor->draft($id);
my @final = @{ $document->{indicators}[0]{children}[0]{children} };
is_deeply([map { $_->{remark} } @final], [map { "第${_}人" } 0 .. EDITORS - 1], 'no change is lost');
is($stack->value("SELECT count(*) FROM gongkai.trail WHERE result = '200' AND action LIKE 'PATCH%'"), EDITORS + 1,
    'and the trail has each of them once') or diag($stack->value("SELECT string_agg(DISTINCT action || ' ' || result, ', ') FROM gongkai.trail"));

done_testing;
