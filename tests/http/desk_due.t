# Findings after the answer: a save does not wait for the rules nor for who runs them, and what
# is due is renewed once, whoever is killed; and two who make one draft. Nothing here is a
# matter of time: others are held up by locks of this test's own.
use strict;
use warnings;
use utf8;
use JSON::PP;
use POSIX ();
use Test::More;
use Gongkai::Desk;
use Gongkai::Stack qw(eventually);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new(services => [qw(postgres nginx)], desk => 1);
my $id = 'e1-2024-522700-197-2024-01';
my ($editor, $reader) = map { Gongkai::Desk->login($stack, "$_-522700") } qw(editor reader);
my $foreign = Gongkai::Desk->login($stack, 'editor-430602');
my @psql = ('psql', '-XqAt', "--host=$stack->{dir}/run", '--dbname=gongkai');

# A session that does something and stays in its transaction until it is closed.
sub session {
    my ($sql) = @_;
    open my $session, '|-', @psql, '--username=postgres', '-o', '/dev/null' or die;
    $session->autoflush;
    print {$session} "BEGIN;\n$sql;\nSELECT 'it is there';\n";
    eventually(sub { $stack->value("SELECT count(*) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND state = 'idle in transaction' AND query ~ 'it is there'") == 1 }) or die $sql;
    return $session;
}

sub let_go {
    my ($session) = @_;
    print {$session} "COMMIT;\n";
    close $session;
}

sub step { return [{ op => 'replace', path => '/funds/0/executed', value => $_[0] }] }

sub save {
    my ($who, $amount, $etag) = @_;
    return $who->ask(PATCH => "/drafts/$id", step($amount), type => 'application/json-patch+json',
        headers => { 'If-Match' => $etag // ($editor->draft($id))[1], Prefer => 'respond-async' });
}

sub later { return $_[0]->ask(GET => "/drafts/$id/findings", undef, headers => { Prefer => 'respond-async' }) }

sub is_told { return scalar grep { $_->{cells}[0] =~ m{^/funds/0} && $_->{sentence} =~ /$_[1]/ } @{ $_[0]{json}{findings} } }

sub due { return $stack->value('SELECT count(*) FROM gongkai.audit_due') }

# No worker may begin.
my $no_worker = session('SELECT pg_advisory_xact_lock(20200012)');
my $answer = save($editor, '12345.67');
is($answer->{status}, 200, 'a cell is saved') or diag($answer->{content});
is($answer->{headers}{'preference-applied'}, 'respond-async', '  without the rules, as it was asked');
is($answer->{json}{document}{funds}[0]{executed}, '12345.67', '  it is in the document');
is(($editor->draft($id))[1], qq("$answer->{json}{etag}"), '  whose state is told');
ok($answer->{json}{findings_pending}, '  its findings are to come');
ok(!is_told($answer, '12,345.67'), '  those of before are told');
is(due(), 1, '  and the database knows');
is($stack->value('SELECT string_agg(report_id, $$,$$) FROM gongkai.audit_due'), $id, '  of what');
$answer = later($editor);
is($answer->{status}, 202, 'until then who asks hears so');
is($answer->{headers}{'retry-after'}, 1, '  and when to come again');
is(save($foreign, '1')->{status}, 404, 'in another department nobody saves');
is(later($foreign)->{status}, 404, '  or asks');
is(save($reader, '1')->{status}, 403, 'a reader does not save');
is(later($reader)->{status}, 202, '  but may ask');
is(due(), 1, '  nothing more is due');
let_go($no_worker);
ok(eventually(sub { ($answer = later($editor))->{status} == 200 }), 'a worker renews them') or diag($answer->{status});
ok(!$answer->{json}{findings_pending}, '  they are those of now') and is(due(), 0, '  nothing is due');
ok(is_told($answer, '12,345.67'), '  and tell of the cell') or diag($answer->{content});

# Who wants the findings with the answer has them.
$no_worker = session('SELECT pg_advisory_xact_lock(20200012)');
$answer = $editor->patch($id, ($editor->draft($id))[1], step('23456.78'));
ok(is_told($answer, '23,456.78'), 'without the preference the answer has the findings');
ok(!$answer->{json}{findings_pending} && !defined $answer->{headers}{'preference-applied'}, '  and says so');
save($editor, '34567.89');
$answer = $editor->ask(GET => "/drafts/$id/findings");
ok(is_told($answer, '34,567.89') && !$answer->{json}{findings_pending}, 'and who asks without it');
let_go($no_worker);
ok(eventually(sub { due() == 0 }), 'what was due is due no more');

# A save beside a check that keeps its findings and has not ended. The check has read what was
# there before, and so the draft is still to be checked after it.
$stack->value("SELECT gongkai.audit(ARRAY['$id'])");
my $check = session("UPDATE gongkai.audited SET rules = ''; DELETE FROM gongkai.finding WHERE report_id = '$id';
    SELECT gongkai.audit(ARRAY['$id'])");
$answer = $editor->ask(PATCH => "/drafts/$id", [@{ step('45678.90') }, { op => 'replace', path => '/title', value => '表' },
    { op => 'replace', path => '/indicators/0/name', value => '产出' }], type => 'application/json-patch+json', timeout => 60,
    headers => { 'If-Match' => ($editor->draft($id))[1], Prefer => 'respond-async' });
is($answer->{status}, 200, 'a save does not wait for a check of the same draft') or diag($answer->{content});
is($stack->value("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype <> 'advisory'"), 0, '  nor does anybody for a draft');
let_go($check);
ok(eventually(sub { ($answer = later($editor))->{status} == 200 && due() == 0 }) && is_told($answer, '45,678.90'),
    '  and what it saved is checked after that');

# A worker is killed at it; meanwhile another machine's has nothing to do.
my $department = session("SELECT gongkai.lock_audit(ARRAY['$id'])");
save($editor, '56789.01');
my $waits = q{SELECT count(*) FROM pg_stat_activity WHERE usename = 'gongkai_desk' AND wait_event = 'advisory' AND query ~ 'renew_due'};
ok(eventually(sub { $stack->value($waits) == 1 }), 'a worker is at it');
my @desk = (@psql, '--username=gongkai_desk', '-c');
is(`@desk 'SELECT gongkai.begin_due(100, 0) IS NULL'`, "t\n", 'another machine finds nothing to begin');
is(system("@desk 'SELECT gongkai.renew_due(ARRAY(SELECT generate_series(1, 100)))' >/dev/null"), 0, '  and does nothing');
is(due(), 1, '  it is still due');
kill KILL => $stack->workers('desk');
let_go($department);
ok(eventually(sub { ($answer = later($editor))->{status} == 200 }), 'it is killed: another one does it');
ok(is_told($answer, '56,789.01') && due() == 0, '  and nothing is lost') or diag($answer->{content});

# Two make one draft, and neither is there before the other: who comes second is told.
my %new = %{ ($editor->draft($id))[0] };
delete @new{qw(id)};
$new{year} = 2032;
my $text = JSON::PP->new->canonical->utf8->encode(\%new) =~ s/'/''/gr;
my $first = session("SELECT gongkai.import_document('$text')");
my $second = open(my $told, '-|') // die "fork: $!";
if (!$second) {
    syswrite STDOUT, $editor->ask(POST => '/drafts', { %new, title => '后来的人写的' }, timeout => 60)->{status};
    POSIX::_exit(0);
}
my $held = q{SELECT count(*) FROM pg_stat_activity WHERE usename = 'gongkai_desk' AND wait_event_type = 'Lock' AND query ~ 'import_document'};
ok(eventually(sub { $stack->value($held) == 1 }), 'the second to make a draft waits for the first');
let_go($first);
is(join('', <$told>), '409', '  and overwrites nothing');
isnt(($editor->draft('e1-2032-522700-197-2024-01'))[0]{title}, '后来的人写的', '  the draft is the one of the first');

done_testing;
