# `gongkai withdraw`: what must be given. What it does is in tests/db/withdraw.sql.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my @no_database = ('--set', 'staff_database=host=/nonexistent dbname=none connect_timeout=1');
my @cases = (
    [2, qr/--reason/, 'without a report and a reason'],
    [2, qr/--reason/, 'without a reason', 'e1-2024-x'],
    [2, qr/--reason/, 'without a report', '--reason', '有误'],
    [2, qr/--reason.*缺少/, 'with an option that has no value', 'e1-2024-x', '--reason'],
    [2, qr/一份/, 'with two reports', '--reason', '有误', 'e1-2024-x', 'e1-2024-y'],
    [2, qr/--all/, 'with an unknown option', '--reason', '有误', '--all'],
    (map { [2, qr/--at 是“\Q$_\E”，应为时间/, "with no moment: $_", '--reason', '有误', '--at', $_, 'e1-2024-x'] }
            'tomorrow', 'infinity', '2025-02-30', '2025-13-01Z', '2025-03-01T25:00Z', '2025-03-01 09:00 CST', '2025-03-01T', '2025-03-01+8', '25-03-01', ''),
    (map { [1, qr/数据库/, "with a moment: $_", '--reason', '有误', '--at', $_, 'e1-2024-x'] }
            '2025-03-01', '2025-03-01 09:00', '2025-03-01T09:00:00+08', '2025-03-01T09:00:00-0800', '2024-02-29T09:00:00+08:00'),
    [1, qr/数据库/, 'with all that it needs it asks the database', '--reason', '有误', '--at', '2025-03-01Z', 'e1-2024-x'],
);
for (@cases) {
    my ($status, $message, $what, @arguments) = @$_;
    my $run = gongkai(@no_database, 'withdraw', @arguments);
    is($run->{status}, $status, "$what: exit status");
    like($run->{err}, $message, "$what: the message");
}
done_testing;
