# The trail: every login, refusal, reading and change, who, from where, what and how it ended;
# nobody changes it unseen.
use strict;
use warnings;
use lib 'tests/lib';
use Test::More;
use Gongkai::Desk;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => [qw(postgres nginx)], desk => 1);
sub sql { return $stack->value($_[0]) }
sub last_entry { return sql(q{SELECT concat_ws('|', coalesce(account, '-'), means, address, action, coalesce(target, '-'), result) FROM gongkai.trail ORDER BY number DESC LIMIT 1}) }

is(sql(q{SELECT count(*) FROM gongkai.trail WHERE means = 'command' AND action = 'user add'}), 12, 'accounts that are made on the command line are noted');
my $admin = Gongkai::Desk->login($stack, 'admin');
is(last_entry(), 'admin|session|127.0.0.1|login|-|open', 'a login');
Gongkai::Desk->new($stack)->enter('admin', 'Wrong=Desk=2025');
is(last_entry(), 'admin|none|127.0.0.1|login|-|refused', 'one that fails');
my $reader = Gongkai::Desk->login($stack, 'reader-522700');
$reader->ask(GET => '/users');
is(last_entry(), 'reader-522700|session|127.0.0.1|GET /users|-|not allowed', 'a refusal');
$reader->ask(POST => '/tokens', { label => 'x', roles => ['reader'], days => 1 }, headers => { Origin => 'http://evil.example' });
is(last_entry(), 'reader-522700|session|127.0.0.1|POST /tokens|-|not allowed', 'what another site tries');
$admin->ask(GET => '/users/nobody');
is(last_entry(), 'admin|session|127.0.0.1|GET /users/{name}|nobody|200', 'a reading');
$admin->ask(PATCH => '/users/nobody', { person => '无人' });
is(last_entry(), 'admin|session|127.0.0.1|PATCH /users/{name}|nobody|200', 'a change');
my $token = $reader->ask(POST => '/tokens', { label => 'x', roles => ['reader'], days => 1 })->{json};
is(last_entry(), "reader-522700|session|127.0.0.1|POST /tokens|token $token->{number}|201", 'a new token');
Gongkai::Desk->bearer($stack, $token->{secret})->ask(GET => '/users');
is(last_entry(), "reader-522700|token $token->{number}|127.0.0.1|GET /users|-|not allowed", 'who uses it');
$reader->ask(POST => '/logout');
is(last_entry(), 'reader-522700|session|127.0.0.1|logout|-|done', 'a logout');
my $count = sql('SELECT count(*) FROM gongkai.trail');
$admin->ask(GET => '/session');
is(sql('SELECT count(*) FROM gongkai.trail'), $count, 'what only looks at oneself is not');
$reader->ask(GET => '/session');
is(last_entry(), '-|none|127.0.0.1|GET /session|-|not logged in', 'a session that is over is');

# Drafts: those that were read bound, parts of one, and what was refused of others'.
sub entries { return sql("SELECT string_agg(concat_ws(' ', action, target, result), ', ' ORDER BY number) FROM gongkai.trail WHERE number > $count") }
sub since { $count = sql('SELECT max(number) FROM gongkai.trail'); return }
my ($draft, $foreign, $foreign_too) = split ' ', sql(q{SELECT string_agg(id, ' ' ORDER BY department_code DESC, id) FROM gongkai.report WHERE id = 'e1-2024-522700-197-2024-01' OR department_code = '430602-106'});
my $looker = Gongkai::Desk->login($stack, 'reader-430602');
since();
is($looker->ask(POST => '/sets', { ids => [$foreign, $foreign_too], face => 'zip' })->{status}, 200, 'two drafts are read bound');
is(entries(), "POST /sets $foreign 200, POST /sets $foreign_too 200", '  each has an entry');
since();
$looker->ask(POST => '/sets', { ids => [$foreign, $draft], face => 'zip' });
is(entries(), "POST /sets $draft not found", '  and which one was refused');
since();
$looker->ask(GET => "/drafts/$draft/$_") for qw(findings comments history masks);
is(entries(), join(', ', map { "GET /drafts/{id}/$_ $draft not found" } qw(findings comments history masks)), 'parts of a draft of others are refused, each time');
my $closer = Gongkai::Desk->login($stack, 'editor-522700');
since();
$closer->ask(GET => "/drafts/$draft/$_") for qw(findings comments findings masks);
is(entries(), "GET /drafts/{id}/findings $draft 200", 'of one\'s own the first look is noted');
sql(q{BEGIN; ALTER TABLE gongkai.trail DISABLE TRIGGER ALL; UPDATE gongkai.trail SET at = at - interval '61 minutes' WHERE account = 'editor-522700'; ALTER TABLE gongkai.trail ENABLE TRIGGER ALL; COMMIT});
since();
$closer->ask(GET => "/drafts/$draft/comments");
is(entries(), "GET /drafts/{id}/comments $draft 200", '  an hour later again');
sql(q{BEGIN; ALTER TABLE gongkai.trail DISABLE TRIGGER ALL; UPDATE gongkai.trail SET at = at + interval '61 minutes' WHERE account = 'editor-522700' AND at < now() - interval '1 hour'; ALTER TABLE gongkai.trail ENABLE TRIGGER ALL; COMMIT});
since();
is($closer->ask(GET => '/templates/E1/blank?department=522700-197&project=522700-197-2024-01&year=2025')->{status}, 200, 'a form begins with the one of last year');
is(entries(), "GET /templates/{form}/blank $draft 200", '  which was read, too');

my $secrets = join '|', $admin->{cookie} =~ s/.*=//r, $token->{secret}, $Gongkai::Desk::PASSWORD;
is(sql("SELECT count(*) FROM gongkai.trail AS t WHERE t::text ~ '$secrets'"), 0, 'no secret is in it');

my $page = $admin->ask(GET => '/audit?limit=3')->{json};
is(scalar @{ $page->{items} }, 3, 'administrators read it page by page');
my $rest = $admin->ask(GET => "/audit?limit=200&before=$page->{next}")->{json};
is($rest->{items}[0]{number}, $page->{items}[2]{number} - 1, '  without a gap');
is(scalar @{ $admin->ask(GET => '/audit?account=reader-522700&limit=200')->{json}{items} }, 6, '  by account');
is(scalar @{ $admin->ask(GET => '/audit?until=2020-01-01')->{json}{items} }, 0, '  by day');
is($admin->ask(GET => '/audit?since=yesterday')->{status}, 400, '  which must be one');
my %seen = map { ($_->{account} // '') => 1 } @{ Gongkai::Desk->login($stack, 'administrator-522700')->ask(GET => '/audit?limit=200')->{json}{items} };
is_deeply([sort keys %seen], ['administrator-522700', 'editor-522700', 'reader-522700'], 'who looks after a department sees what its accounts do');

# A file of it, in parts.
my $part = $admin->ask(GET => '/audit.csv?account=reader-522700&limit=4&bom=true');
my @lines = split /\r\n/, $part->{content};
is_deeply([$part->{headers}{'content-type'}, scalar @lines], ['text/csv; charset=utf-8', 5], 'the trail is had as CSV');
like($lines[0], qr/^\xEF\xBB\xBFnumber,at,account,/, '  with its names');
like(last_entry(), qr/^admin\|session\|127\.0\.0\.1\|GET \/audit\.csv\|-\|200$/, '  which is noted itself');
my ($next) = ($part->{headers}{link} // '') =~ m{^</api/v1/staff(/audit\.csv\?[^>]*)>; rel="next"$};
my $last = $admin->ask(GET => $next);
is(scalar(split /\r\n/, $last->{content}), 3, '  the last part has the rest');
is($last->{headers}{link}, undef, '  and leads no further');
is(scalar(grep { /reader-522700/ } @lines, split /\r\n/, $last->{content}), 6, '  together they are the entries of the account');
is(Gongkai::Desk->login($stack, 'editor-522700')->ask(GET => '/audit.csv')->{status}, 403, '  for administrators alone');

# The command line.
my ($status, $said) = $stack->gongkai('user', 'add', '--person', '李四', '--grants', 'reader:522700-197,editor:43', 'lisi');
is($status, 0, 'the owner makes an account');
my $lisi = Gongkai::Desk->new($stack);
is($lisi->enter('lisi', $said =~ s/\n//r)->{json}{state}, 'change', '  whose password is told once, and must be changed');
like(last_entry(), qr/^lisi\|session\|127\.0\.0\.1\|login\|-\|change$/, '  the login is noted');
($status, $said) = $stack->gongkai('user', 'add', '--person', '李四', '--grants', 'reader:43', 'lisi');
is($status, 1, 'there is one of that name already');
unlike($said, qr/^\w{16}$/m, '  and no password is told that is none');
is(($stack->gongkai('user', 'grant', '--grants', 'king', 'lisi'))[0], 1, 'there are no other roles');
is_deeply([$stack->gongkai('user', 'add', 'lisi')], [1, "gongkai：已有登录名“lisi”\n"], 'no password is told of an account that was not made');
is_deeply([$stack->gongkai('user', 'password', 'wangwu')], [1, "gongkai：没有账号“wangwu”\n"], '  nor of one that there is not');
is(($stack->gongkai('user', 'add', '--department', '部门', 'wangwu'))[1], "gongkai：部门是“部门”，应为部门代码或其开头，如 430602\n", 'what is no department is told in words');
is(($stack->gongkai('user', 'disable', 'lisi'))[0], 0, 'an account is closed');
like(last_entry(), qr/^-\|command\|\S.*\|user disable\|lisi\|done$/, '  by whom is noted');
is($lisi->ask(GET => '/session')->{status}, 401, '  and its session has ended');
($status, $said) = $stack->gongkai('token', 'add', '--label', '系统', '--roles', 'reader', 'reader-522700');
is(Gongkai::Desk->bearer($stack, $said =~ s/\n//r)->ask(GET => '/departments')->{status}, 200, 'the owner makes a token');
my $day = qr/20\d\d-\d\d-\d\d/;
like(($stack->gongkai('token', 'list'))[1], qr/^\d+  reader-522700  系统  reader  -  $day  $day$/m, '  and sees it, and until when it is good');
like(($stack->gongkai('token', 'list', '--json'))[1], qr/"label" : "系统"|"label":"系统"/, '    and programs do');
like(($stack->gongkai('user', 'list'))[1], qr/^lisi  .*  已停用[^ ]*$/m, '  and all accounts, with what is to be known of each');
like(($stack->gongkai('user', 'list', '--json'))[1], qr/"lisi"/, '    and programs do');
is(($stack->gongkai('token', 'end', '2'))[0], 0, '  and takes it back');
is(($stack->gongkai('token', 'end', '99'))[0], 1, '  not one that there is not');
is(($stack->gongkai('user', 'sign-on', 'perhaps'))[0], 2, 'single sign-on is on or off');

is(sql('SELECT gongkai.trail_fault() IS NULL'), 't', 'each entry is as it was written');
for my $change (q{UPDATE gongkai.trail SET account = 'x'}, q{DELETE FROM gongkai.trail}, q{TRUNCATE gongkai.trail}) {
    is(eval { sql("SET ROLE gongkai_owner; $change"); 1 }, undef, "not even the owner may: $change");
}
for (['changed', q{UPDATE gongkai.trail SET result = 'x' WHERE number = 5}, 5], ['taken out', 'DELETE FROM gongkai.trail WHERE number = 5', 6],
    ['cut off', 'DELETE FROM gongkai.trail WHERE number >= 14', 14]) {
    my ($what, $change, $found) = @$_;
    is(sql("BEGIN; ALTER TABLE gongkai.trail DISABLE TRIGGER ALL; $change; SELECT gongkai.trail_fault()"), $found, "who is the database itself is seen: an entry $what");
}
# Whoever rewrites it from its beginning cannot rewrite what the public log has of it.
my $newest = sql('SELECT encode(hash, \'hex\') FROM gongkai.trail ORDER BY number DESC LIMIT 1');
is(($stack->gongkai('withdraw', '--reason', '有误', 'e1-2024-522700-197-2024-01'))[0], 0, 'something is withdrawn');
is(sql('SELECT text::json ->> \'trail\' FROM gongkai.log_entry ORDER BY number DESC LIMIT 1'), $newest, '  its entry in the log names the newest of the trail');
($status, $said) = $stack->gongkai('verify', '--quick');
is($status, 0, '  and the log and the trail agree') or diag($said);
my $rewrite = 'ALTER TABLE gongkai.trail DISABLE TRIGGER ALL; DELETE FROM gongkai.trail WHERE number >= 14; UPDATE gongkai.trail_head SET (number, hash) = (SELECT t.number, t.hash FROM gongkai.trail AS t WHERE t.number = 13)';
is(sql("BEGIN; $rewrite; SELECT gongkai.trail_fault() IS NULL"), 't', 'a trail that is cut off with its head is whole in itself');
is(sql("BEGIN; $rewrite; SELECT count(*) FROM gongkai.trail_faults()"), 1, '  but not by the log');
sql("$rewrite; ALTER TABLE gongkai.trail ENABLE TRIGGER ALL");
($status, $said) = $stack->gongkai('verify', '--quick');
is($status, 1, '  as gongkai verify says') or diag($said);
like($said, qr/日志所记的工作台审计记录没有了/, '    in these words');
is(sql(q{SELECT count(*) FROM pg_trigger WHERE tgrelid = 'gongkai.trail'::regclass AND tgenabled = 'O' AND NOT tgisinternal}), 1, 'nothing was switched off for good');

done_testing;
