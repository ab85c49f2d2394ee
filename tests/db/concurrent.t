# Several sessions publish, correct and withdraw at the same time, in another
# order each, while a reader follows the feed of changes: no deadlock, no gap, no
# repeat, and summaries that agree with what is public. In a copy of the empty
# database, because all of it must be committed.
use strict;
use warnings;
use utf8;
use IO::Handle;
use IPC::Open2;
use POSIX ();
use Test::More;

my $from = $ENV{PGDATABASE};
my $database = "gongkai_concurrent_$$";
my ($sessions, $reports) = (4, 24);
my @psql = qw(psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1);

sub run_sql {
    my ($user, $name, $script) = @_;
    my $pid = open2(my $out, my $in, @psql, "--username=$user", $name);
    binmode $_, ':utf8' for $out, $in;
    print $in $script;
    close $in;
    my $answer = do { local $/; <$out> };
    waitpid $pid, 0;
    die "psql failed: $script" if $?;
    chomp $answer;
    return $answer;
}

run_sql('postgres', 'postgres', "CREATE DATABASE $database TEMPLATE $from");
END {
    my $status = $?;
    system(@psql, 'postgres', '-c', "DROP DATABASE IF EXISTS $database (FORCE)");
    $? = $status;
}
run_sql('postgres', $database, 'GRANT CONNECT ON DATABASE ' . $database . ' TO gongkai_staff, gongkai_public');

# Drafts of three departments of one region and one year: all share summaries.
my $draft = sub {
    my ($n, $budget) = @_;
    my $department = '110000-' . $n % 3;
    return qq(SELECT 1 FROM gongkai.import_document('{"form": "E1", "title": "自评表", "year": 2024,
        "region": {"code": "110000", "name": "地区"}, "department": {"code": "$department", "name": "部门"},
        "project": {"code": "$department-$n", "name": "项目"}, "total": {"weight": "100", "score": "95"},
        "funds": [{"kind": "total", "label": "总额", "depth": 0, "annual_budget": "$budget"}]}');\n);
};
my $id = sub { "e1-2024-110000-" . $_[0] % 3 . "-$_[0]" };
my $approve = sub {
    my ($n) = @_;
    my $ids = "ARRAY['" . $id->($n) . "']";
    return "SET gongkai.person = '经办';\nSELECT 1 FROM gongkai.submit($ids, NULL, '更正', true);\n"
        . "SET gongkai.person = '审核';\n"
        . "SELECT 1 FROM gongkai.approve($ids, ARRAY[gongkai.draft_digest('" . $id->($n) . "')], NULL);\n"
        . "SET gongkai.person = '经办';\n";
};
run_sql('gongkai_staff', $database, "SET gongkai.person = '经办';\n" . join '', map { $draft->($_, $_) } 0 .. $reports - 1);
run_sql('gongkai_staff', $database, join '', map { $approve->($_) } 0 .. $reports - 1);

# Each session has reports of its own and goes through them by its own order;
# every third transaction publishes two reports, as publish --all does many.
sub work {
    my ($session) = @_;
    my @mine = grep { $_ % $sessions == $session } 0 .. $reports - 1;
    @mine = reverse @mine if $session % 2;
    my $script = '';
    my $publish = sub {
        my ($n) = @_;
        return "SELECT 1 FROM gongkai.publish('" . $id->($n) . "');\n";
    };
    for my $i (0 .. $#mine) {
        my $n = $mine[$i];
        $script .= 'BEGIN;' if $i % 3 == 0;
        $script .= $publish->($n);
        $script .= "\\! sleep 0.01\n" if $i % 3 == 0;
        $script .= 'COMMIT;' if $i % 3 == 1;
    }
    $script .= "COMMIT;\n" if $#mine % 3 == 0;
    $script .= $draft->($_, 1000 + $_) . $approve->($_) . $publish->($_) for grep { $_ % 2 } @mine;
    $script .= "SELECT gongkai.withdraw('" . $id->($_) . "', '有误');\n" for grep { $_ % 5 == 0 } @mine;
    run_sql('gongkai_staff', $database, $script);
}

my %child;
for my $session (0 .. $sessions - 1) {
    my $pid = fork;
    if (!$pid) {
        $? = 0;
        my $ok = eval { work($session); 1 };
        print STDERR $@ if !$ok;
        # Not exit, which would drop the database.
        POSIX::_exit($ok ? 0 : 1);
    }
    $child{$pid} = $session;
}

# The reader: page after page, each from the cursor of the one before.
open my $file, '<:utf8', 'sql/query/change_list.sql' or die $!;
my $change_list = do { local $/; <$file> };
my $reader = open2(my $out, my $in, @psql, '--username=gongkai_public', $database);
binmode $_, ':utf8' for $out, $in;
$in->autoflush;
print $in "PREPARE change_list AS $change_list\n";
my (@seen, $next, $failed, $rounds);
while (1) {
    my $finished = !%child;
    while ((my $pid = waitpid -1, POSIX::WNOHANG()) > 0) {
        $failed++ if $? && exists $child{$pid};
        delete $child{$pid};
    }
    print $in 'EXECUTE change_list(' . (defined $next ? "'$next'" : 'NULL') . ", 7, NULL);\n";
    my $line = <$out>;
    push @seen, $line =~ /"number":(\d+)/g;
    ($next) = $line =~ /"next":"([^"]+)"/;
    $rounds++;
    last if $finished && $line !~ /"more":true/;
    select undef, undef, undef, 0.005;
}
close $in;
waitpid $reader, 0;

my $expected = $reports + $reports / 2 + grep { $_ % 5 == 0 } 0 .. $reports - 1;
is($failed, undef, 'no session met a deadlock or another error');
is_deeply(\@seen, [1 .. $expected], "$expected changes, each once and in order, in $rounds rounds");
cmp_ok($rounds, '>', $expected / 7 + 1, 'the reader followed them while they came');

# By hand: project n has n yuan, or 1000 + n when n is odd; the fives are withdrawn.
my @public = grep { $_ % 5 } 0 .. $reports - 1;
my $sum = 0;
$sum += $_ % 2 ? 1000 + $_ : $_ for @public;
is(
    run_sql('gongkai_public', $database, "SELECT level, sum(projects), sum(annual_budget) FROM gongkai.project_summary GROUP BY level ORDER BY level"),
    join("\n", map { "$_|" . @public . "|$sum.00" } qw(department nation region)),
    'the summaries of all levels');
is(
    run_sql('gongkai_public', $database, 'SELECT sum(reports) FROM gongkai.published_department'),
    scalar @public,
    'the departments have as many reports');

# One who publishes several drafts has checked the department when another one approves a
# draft of it that comes next: nobody has what the other waits for. (Only the superuser may
# use PL/pgSQL here.)
my $held = q(SELECT FROM pg_locks AS l WHERE l.locktype = 'advisory' AND l.classid = 20200011 AND l.database = (
    SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()) AND );
my $when = sub {
    return "DO \$\$ BEGIN FOR i IN 1 .. 1000 LOOP EXIT WHEN EXISTS ($_[0]); PERFORM pg_sleep(0.01), pg_stat_clear_snapshot(); END LOOP; END \$\$;\n";
};
my $until = sub { return $when->("$held $_[0]") };
my ($reviewed, $approved, $fresh) = (300, 303, 306);
run_sql('gongkai_staff', $database, "SET gongkai.person = '经办';\n" . join '', map { $draft->($_, $_) } $reviewed, $approved);
run_sql('gongkai_staff', $database, $approve->($approved));
run_sql('gongkai_staff', $database, $draft->($reviewed, 1)
    . "SELECT 1 FROM gongkai.submit(ARRAY['" . $id->($reviewed) . "'], NULL, NULL);\n" . $draft->($fresh, $fresh));
my $approver = fork;
if (!$approver) {
    my $ok = eval {
        run_sql('postgres', $database, $until->('l.granted') . "SET gongkai.person = '审核';\nSELECT 1 FROM gongkai.approve(ARRAY['"
            . $id->($reviewed) . "'], ARRAY[gongkai.draft_digest('" . $id->($reviewed) . "')], NULL);\n");
        1;
    };
    POSIX::_exit($ok ? 0 : 1);
}
my $told = eval {
    run_sql('postgres', $database, "BEGIN;\nSELECT outcome FROM gongkai.publish('" . $id->($approved) . "');\n"
        . "SELECT gongkai.renew_findings(ARRAY['" . $id->($fresh) . "']);\n" . $until->('NOT l.granted')
        . "DO \$\$ BEGIN PERFORM gongkai.publish('" . $id->($reviewed) . "'); EXCEPTION WHEN SQLSTATE '55000' THEN NULL; END \$\$;\nCOMMIT;\n");
};
waitpid $approver, 0;
is($?, 0, 'an approver who met a publisher has approved');
is($told, "published\n", 'the publisher has published what was approved before') or diag($@);
is(
    run_sql('gongkai_staff', $database, "SELECT state FROM gongkai.draft WHERE report_id = '" . $id->($reviewed) . "'"),
    'approved',
    '  and not what was not yet');

# One withdraws what another is at work with: neither waits for the other with what that one
# needs, and an approval does not outlive the withdrawal.
my $waiting = q(SELECT FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database JOIN pg_stat_activity AS a ON a.pid = l.pid
    WHERE d.datname = current_database() AND a.wait_event_type = 'Lock');
my $met = $when->($waiting);
my $beside = sub {
    my ($user, $script) = @_;
    my $pid = fork // die "fork: $!\n";
    return $pid if $pid;
    POSIX::_exit(eval { run_sql($user, $database, $script); 1 } ? 0 : 1);
};
my ($gone, $later) = (309, 312);
my $base = $draft->($later, $later) =~ s/"year": 2024/"year": 2025, "base_data": [{"section": "staff", "rows": []}]/r;
run_sql('gongkai_staff', $database, "SET gongkai.person = '经办';\n" . $draft->($gone, $gone) . $base);
run_sql('gongkai_staff', $database, $approve->($gone) . "SELECT 1 FROM gongkai.publish('" . $id->($gone) . "');\n");
my $withdraw = "SELECT gongkai.withdraw('" . $id->($gone) . "', '有误');\n";
my $withdrawer = $beside->('postgres', $until->('l.granted') . $withdraw);
ok(eval { run_sql('postgres', $database, "SET gongkai.person = '经办';\nBEGIN;\n" . $draft->($gone, 1)
    . "SELECT gongkai.lock_audit(ARRAY['" . $id->($gone) . "']);\n" . $met . "SELECT gongkai.audit(ARRAY['e1-2025-110000-0-$later']);\nCOMMIT;\n"); 1 },
    'a clerk who met a withdrawer has imported and checked');
waitpid $withdrawer, 0;
is($?, 0, '  and it is withdrawn');
run_sql('gongkai_staff', $database, $approve->($gone) . "SELECT 1 FROM gongkai.publish('" . $id->($gone) . "');\nSET gongkai.person = '经办';\n"
    . $draft->($gone, 2) . "SELECT 1 FROM gongkai.submit(ARRAY['" . $id->($gone) . "'], NULL, '更正');\n");
my $late = $beside->('postgres', $when->($held =~ s/20200011/20200010/r . 'l.granted') . "SET gongkai.person = '审核';\nSELECT 1 FROM gongkai.approve(ARRAY['" . $id->($gone) . "'], ARRAY[gongkai.draft_digest('" . $id->($gone) . "')], NULL);\n");
run_sql('postgres', $database, "BEGIN;\n$withdraw$met" . "COMMIT;\n");
waitpid $late, 0;
isnt($?, 0, 'who approves what is withdrawn at that moment is refused');
is(
    run_sql('gongkai_staff', $database, "SELECT state FROM gongkai.draft WHERE report_id = '" . $id->($gone) . "'"),
    'withdrawn',
    '  and it is not approved');
done_testing;
