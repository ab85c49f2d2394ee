# Who may do what at the desk: each address with each role, at home and in another
# department; and what holds when one of the two guards is off.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use JSON::PP;
use Test::More;
use Gongkai::Desk;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => [qw(postgres nginx)], desk => 1);
my @roles = qw(reader editor reviewer publisher administrator);
my %who = map { $_ => Gongkai::Desk->login($stack, $_) } 'admin', 'nobody', map { "$_-522700" } @roles;
$who{none} = Gongkai::Desk->new($stack);
my $encode = JSON::PP->new->canonical->utf8;

sub sql { return $stack->value($_[0]) }

# One who belongs to the department 430602-106, and one who has more rights there than here.
$who{admin}->ask(POST => '/users', { name => 'far', person => '远', department => '430602', grants => [] });
$who{admin}->ask(POST => '/users', { name => 'near', person => '近', department => '522700-197', grants => [] });
$who{admin}->ask(POST => '/users', { name => 'both', person => '两处', department => '522700-197',
    grants => [{ role => 'reader', department => '430602-106' }] });

# --- the table: what each of them is answered ---

# method, address, body, and the status for nobody logged in, nobody's grants, the four roles
# that work with drafts, an administrator of the department, an administrator of the country.
my @user = (person => '新', department => '522700-197', grants => []);
my $made = 0;
my @table = (
    ['GET', '/session', undef, 401, 200, 200, 200, 200],
    ['GET', '/login', undef, 200, 200, 200, 200, 200],
    ['GET', '/tokens', undef, 401, 200, 200, 200, 200],
    ['POST', '/tokens', { label => 'x', roles => ['reader'], days => 1 }, 401, 400, 201, 201, 201],
    ['DELETE', '/tokens/999999', undef, 401, 404, 404, 404, 404],
    ['POST', '/totp', {}, 401, 400, 400, 400, 400],
    ['DELETE', '/totp', { password => 'x' }, 401, 400, 400, 400, 400],
    ['GET', '/departments', undef, 401, 403, 200, 200, 200],
    ['GET', '/projects', undef, 401, 403, 200, 200, 200],
    ['GET', '/parameters', undef, 401, 403, 200, 200, 200],
    ['PUT', '/parameters', [], 401, 403, 403, 200, 200],
    ['PUT', '/parameters', [{ name => 'x', region => '522700', value => 1 }], 401, 403, 403, 403, 400],
    ['PUT', '/parameters', [{ name => 'x', region => '430602', value => 1 }], 401, 403, 403, 403, 400],
    ['GET', '/users', undef, 401, 403, 403, 200, 200],
    ['POST', '/users', sub { return { name => 'made' . ++$made, @user } }, 401, 403, 403, 201, 201],
    ['POST', '/users', sub { return { name => 'made' . ++$made, @user, department => '430602-106' } }, 401, 403, 403, 403, 201],
    ['POST', '/users', sub { return { name => 'made' . ++$made, @user, department => '522700' } }, 401, 403, 403, 403, 201],
    ['POST', '/users', sub { return { name => 'made' . ++$made, @user, grants => [{ role => 'reader', department => '' }] } }, 401, 403, 403, 403, 201],
    ['GET', '/users/near', undef, 401, 403, 403, 200, 200],
    ['GET', '/users/far', undef, 401, 403, 403, 404, 200],
    ['GET', '/users/nosuchname', undef, 401, 403, 403, 404, 404],
    ['PATCH', '/users/near', { person => '更近' }, 401, 403, 403, 200, 200],
    ['PATCH', '/users/near', { department => '430602' }, 401, 403, 403, 403, undef],
    ['PATCH', '/users/far', { person => '更远' }, 401, 403, 403, 404, 200],
    ['PATCH', '/users/both', { person => '两处' }, 401, 403, 403, 403, 200],
    ['PATCH', '/users/nosuchname', { person => '无' }, 401, 403, 403, 404, 404],
    ['POST', '/users/near/password', undef, 401, 403, 403, 200, 200],
    ['POST', '/users/far/password', undef, 401, 403, 403, 404, 200],
    ['DELETE', '/users/near/totp', undef, 401, 403, 403, 204, 204],
    ['DELETE', '/users/far/totp', undef, 401, 403, 403, 404, 204],
    ['GET', '/audit', undef, 401, 403, 403, 200, 200],
    ['GET', '/audit.csv', undef, 401, 403, 403, 200, 200],
);
for my $row (@table) {
    my ($method, $path, $body, $none, $nobody, $worker, $local, $whole) = @$row;
    my %expected = (none => $none, nobody => $nobody, admin => $whole, 'administrator-522700' => $local,
        map { ("$_-522700" => $worker) } @roles[0 .. 3]);
    my %got;
    for my $name (sort keys %expected) {
        next unless defined $expected{$name};
        $got{$name} = $who{$name}->ask($method, $path, ref $body eq 'CODE' ? $body->() : $body)->{status};
    }
    delete $expected{admin} unless defined $whole;
    is_deeply(\%got, \%expected, "$method $path" . ($body && ref $body ne 'CODE' ? ' ' . $encode->encode($body) : ''));
}
for my $route (qw(/login/totp /login/sign-on /logout /password /totp)) {
    is($who{none}->ask(GET => $route)->{status}, 405, "$route is not for reading");
}
is($who{admin}->ask(GET => '/nosuch')->{status}, 404, 'there are no other addresses');
is($who{'administrator-522700'}->ask(GET => "/users/$_")->{json}{detail}, '没有这个地址或者这项内容，或者不归您看、不归您管。', "nobody hears whether $_ is there, nor of what is public") for qw(far nosuchname);
is($stack->get('/api/v1/reports', base => $stack->{desk})->{status}, 404, 'nor those of the public on the desk');
like(join(' ', map { $_->{code} } @{ $who{'reader-522700'}->ask(GET => '/departments')->{json}{items} }), qr/^522700-197\w*$/, 'one sees one\'s own departments');
cmp_ok(scalar @{ $who{admin}->ask(GET => '/departments?limit=200')->{json}{items} }, '>', 2, '  and who has all of them sees all');

# --- faults have their places, and words ---

sub fault {
    my ($method, $path, $body) = @_;
    my $answer = $who{admin}->ask($method, $path, $body);
    return "$answer->{status} $answer->{json}{errors}[0]{pointer} $answer->{json}{errors}[0]{message}";
}
my @grant = (role => 'reader', department => '522700-197');
like(fault(POST => '/users', { name => 'new', @user, department => '社会工作部' }), qr{^400 /department 部门是“社会工作部”}, 'what is no code of a department is none for an account');
like(fault(PATCH => '/users/near', { department => '５２２７００' }), qr{^400 /department 部门是“}, '  nor for one that there is');
like(fault(POST => '/tokens', { label => 'x', roles => ['reader'], department => '全部', days => 1 }), qr{^400 /department 部门是“全部”}, '  nor for a token');
like(fault(PATCH => '/users/near', { grants => [{@grant}, { role => 'reader', department => '部门' }] }), qr{^400 /grants/1/department 部门是“部门”}, '  nor for a grant, whose place is told');
like(fault(PATCH => '/users/near', { grants => [{@grant}, { role => 'reader' }] }), qr{^400 /grants/1/department }, '  also where it is missing');
like(fault(PATCH => '/users/near', { grants => [{ @grant, level => 1 }] }), qr{^400 /grants/0/level }, '  or one member too many');
like(fault(PUT => '/approvals', [{ department => '522700', year => 2024, account => 'final', approved_on => '2025-13-01' }]), qr{^400 /0/approved_on }, 'and in an array');
like(fault(PUT => '/approvals', [{ year => 2024, account => 'final', approved_on => undef }]), qr{^400 /0/department }, '  at each member');

# A value that a rule cannot read would stop all saving in the region.
sub parameter { my ($name, $value) = @_; return [{ name => $name, region => '522700', value => $value }] }
for ([budget_change => '十'], [budget_change => '10'], [budget_change => -1], [budget_change => 1001], [budget_change => [10]], [budget_change => JSON::PP::true],
    [capped_score => 'half'], [capped_score => 1], [grades => {}], [grades => { '优' => '90' }], [grades => { '特优' => 95 }], [grades => [90]],
    [point_split => { output => -1 }], [quality_bands => [60, 80]], [satisfaction => [100, 80]], [grades => { '良' => 80, '中' => 85 }], [grades => { '差' => 1, '优' => 0 }], [quality_bands => [80]], [quality_bands => [80, 'x']], [satisfaction => [80, 90, 100]], [satisfaction => 'x'],
    [required_groups => ['outputs']], [required_groups => [1]], [required_groups => 'output'], [person_exceptions => ['']], [person_exceptions => { a => 1 }]) {
    like(fault(PUT => '/parameters', parameter(@$_)), qr{^400 /0/value “.+”（$_->[0]）的值应为}, "$_->[0] cannot be " . JSON::PP->new->utf8->canonical->allow_nonref->encode($_->[1]));
}
for ([budget_change => 12.5], [capped_score => 'ratio'], [grades => { '优' => 95, '良' => 80, '中' => 60, '差' => 0 }], [point_split => { execution => 10, cost => 90 }],
    [grades => { '优' => 60, '差' => 60 }], [quality_bands => [90, 70]], [quality_bands => [70, 70]], [satisfaction => [85, 100]], [required_groups => []], [required_groups => ['quantity']], [person_exceptions => ['高温']], map { [$_, undef] } qw(budget_change capped_score grades point_split quality_bands satisfaction required_groups person_exceptions)) {
    is($who{admin}->ask(PUT => '/parameters', parameter(@$_))->{status}, 200, "$_->[0] can be " . JSON::PP->new->utf8->canonical->allow_nonref->encode($_->[1]));
}
like(fault(PUT => '/parameters', [@{ parameter(budget_change => 10) }, { name => 'x', region => '522700', value => 1 }]), qr{^400 /1/name }, 'a parameter that there is not has a place, too');
like(fault(PUT => '/parameters', [{ name => 'budget_change', region => '522700' }]), qr{^400 /0/value }, '  and a value that is forgotten takes nothing away');

# --- what nobody may give himself (mass assignment) ---

my $editor = $who{'editor-522700'};
for my $member (qw(verifier salt must_change totp_secret disabled_at created_at role hash)) {
    is($who{'administrator-522700'}->ask(PATCH => '/users/near', { $member => 'x' })->{status}, 400, "no request sets $member of an account");
}
is($editor->ask(POST => '/tokens', { label => 'x', roles => ['reader'], days => 1, account => 'admin' })->{status}, 400, 'nobody makes a token for another');
is($who{'administrator-522700'}->ask(PATCH => '/users/administrator-522700', { grants => [{ role => 'publisher', department => '522700-197' }] })->{status}, 403,
    'nobody changes the own rights');
is($who{'administrator-522700'}->ask(PATCH => '/users/administrator-522700', { disabled => JSON::PP::true })->{status}, 403, '  nor shuts himself out');
is($who{'administrator-522700'}->ask(PATCH => '/users/administrator-522700', { person => '管理员' })->{status}, 200, '  but may say how he is called');
# What is created once though it was sent twice tells its secret once.
for (['/tokens', { label => '两次', roles => ['reader'], days => 1 }, 'number', 'secret', $editor], ['/users', { name => 'twice', @user }, 'name', 'password', $who{admin}]) {
    my ($path, $order, $key, $secret, $whose) = @$_;
    my @answers = map { $whose->ask(POST => $path, $order, headers => { 'Idempotency-Key' => 'made' }) } 1 .. 2;
    is_deeply([map { $_->{status} } @answers], [201, 201], "$path twice with one key");
    is($answers[1]{json}{$key}, $answers[0]{json}{$key}, '  makes one');
    is($answers[1]{headers}{location}, $answers[0]{headers}{location}, '  at one address');
    ok(length $answers[0]{json}{$secret}, '  the secret is in the first answer');
    is_deeply([keys %{ $answers[1]{json} }], [$key], '  and in no other');
    is($stack->value("SELECT count(*) FROM gongkai.once AS o WHERE o::text LIKE '%$answers[0]{json}{$secret}%'"), 0, '  nor kept');
}
is($stack->value("SELECT count(*) FROM gongkai.token WHERE label = '两次'"), 1, 'one token');
my $answer = $editor->ask(POST => '/tokens', { label => '系统', roles => ['editor', 'administrator'], days => 30 });
is($answer->{status}, 400, 'nor one with a role that the account has not');
like($answer->{json}{errors}[0]{message} // $answer->{json}{detail}, qr/ administrator\x{ff08}/, '  which is told');
is($editor->ask(POST => '/tokens', { label => '窄', roles => ['editor'], department => '430602', days => 1 })->{status}, 400, '  or has elsewhere');
sub token { return $editor->ask(POST => '/tokens', { label => '系统', roles => [@_], days => 30 })->{json} }
my $token = token('editor');
my $program = Gongkai::Desk->bearer($stack, $token->{secret});
is($program->ask(GET => '/departments')->{status}, 200, 'a token works without a cookie');
is($program->ask(GET => '/users')->{status}, 403, '  and gives no role that its account has not');
my $look = Gongkai::Desk->bearer($stack, token('reader')->{secret});
is_deeply($look->ask(GET => '/session')->{json}{grants}, [{ role => 'reader', department => '522700-197' }], 'an editor gives a program what it reads with');
is_deeply([$look->ask(GET => '/drafts')->{status}, $look->ask(POST => '/drafts', {})->{status}], [200, 403], '  and no more');
sql(q{INSERT INTO gongkai.account_grant (account, role, department) VALUES ('editor-522700', 'administrator', '522700-197')});
is($program->ask(GET => '/users')->{status}, 403, 'nor a role that the account is given later');
sql(q{UPDATE gongkai.token SET roles = '{editor,administrator}' WHERE number = } . $token->{number});
is($program->ask(GET => '/users')->{status}, 200, '  if it was not made for that');
sql(q{DELETE FROM gongkai.account_grant WHERE account = 'editor-522700' AND role = 'administrator'});
is($program->ask(GET => '/users')->{status}, 403, 'and what the account loses the token loses');
is($program->ask(POST => '/tokens', { label => 'x', roles => ['reader'], days => 1 })->{status}, 403, '  and makes no other token');
is_deeply($program->ask(GET => '/session')->{json}{grants}, [{ role => 'editor', department => '522700-197' }], '  it says what it may');
is(Gongkai::Desk->new($stack, cookie => "gongkai-desk=$token->{secret}")->ask(GET => '/session')->{status}, 401, 'a token is no cookie');
is(Gongkai::Desk->bearer($stack, $editor->{cookie} =~ s/.*=//r)->ask(GET => '/session')->{status}, 401, 'a cookie is no token');
is($who{'reader-522700'}->ask(DELETE => "/tokens/$token->{number}")->{status}, 404, 'nobody takes back the token of another');
is($look->ask(DELETE => "/tokens/$token->{number}")->{status}, 404, '  nor does a program that of another program');
is(sql("SELECT ended_at IS NULL FROM gongkai.token WHERE number = $token->{number}"), 't', '  which lives');
my $done = token('reader');
is(Gongkai::Desk->bearer($stack, $done->{secret})->ask(DELETE => "/tokens/$done->{number}")->{status}, 204, '  but its own, when it is done');
for ([POST => 'password'], [DELETE => 'totp']) {
    my ($method, $what) = @$_;
    is($who{'administrator-522700'}->ask($method, "/users/administrator-522700/$what")->{status}, 403, "an administrator has no way around the own $what");
}
is(Gongkai::Desk->new($stack)->enter('administrator-522700')->{status}, 200, '  which is what it was');
is($who{'administrator-522700'}->ask(GET => '/tokens')->{status}, 200, '  but its administrator sees it');
my $narrow = $editor->ask(POST => '/tokens', { label => '窄', roles => ['editor'], department => '5227', days => 1 })->{json};
is_deeply(Gongkai::Desk->bearer($stack, $narrow->{secret})->ask(GET => '/session')->{json}{grants}, [{ role => 'editor', department => '522700-197' }],
    'a token reaches no further than its account');
sql(q{UPDATE gongkai.token SET created_at = created_at - interval '31 days', expires_at = now() WHERE number = } . $token->{number});
is($program->ask(GET => '/session')->{status}, 401, 'a token expires');
is($editor->ask(DELETE => "/tokens/$narrow->{number}")->{status}, 204, '  or is taken back');
my (@pages, $before);
do {
    my $page = $editor->ask(GET => '/tokens?limit=2' . (defined $before ? "&before=$before" : ''))->{json};
    push @pages, [map { $_->{number} } @{ $page->{items} }];
    $before = $page->{next};
} while defined $before && @pages < 20;
my @own = split ' ', sql(q{SELECT string_agg(number::text, ' ' ORDER BY number DESC) FROM gongkai.token WHERE account = '} . $editor->ask(GET => '/session')->{json}{account} . q{'});
cmp_ok(scalar @own, '>', 3, 'those that have ended are kept');
is_deeply([map { @$_ } @pages], \@own, '  and listed, the newest first');
is_deeply([grep { @$_ != 2 } @pages[0 .. $#pages - 1]], [], '  page by page');
is(Gongkai::Desk->bearer($stack, $narrow->{secret})->ask(GET => '/session')->{status}, 401, '  and is good for nothing then');

# --- an account that is closed ---

my $leaving = Gongkai::Desk->login($stack, 'publisher-430602');
is($who{admin}->ask(PATCH => '/users/publisher-430602', { disabled => JSON::PP::true })->{status}, 200, 'an account is closed');
is($leaving->ask(GET => '/session')->{status}, 401, '  its session ends');
my $closed = Gongkai::Desk->new($stack)->enter('publisher-430602');
is($closed->{status}, 401, '  and it does not come in');
like($closed->{json}{detail}, qr/停用.*管理员/, '  who knows the password hears why');
unlike(Gongkai::Desk->new($stack)->enter('publisher-430602', 'Wrong=Desk=2025')->{json}{detail}, qr/停用/, '  nobody else');

# --- each guard with the other one off ---

# The database without C: what a program that asks nothing could do with the secret of a session.
sub as {
    my ($secret, $statement) = @_;
    open my $out, '-|', 'sh', '-c', 'exec "$@" 2>&1', 'sh', 'psql', '-h', "$stack->{dir}/run", qw(-U postgres -d gongkai -X -At -v ON_ERROR_STOP=1 -v VERBOSITY=sqlstate -c),
        "SET SESSION AUTHORIZATION gongkai_desk; BEGIN; SELECT set_config('gongkai.session', '$secret', true) IS NULL; $statement" or die "psql: $!";
    my $answer = join '', readline $out;
    # 42501: it may not; P0002: for it there is no such account. Any other error is an answer that nobody expects.
    return 'refused' if !close $out && $answer =~ /^ERROR:  (?:42501|P0002)$/m;
    return ((split /\n/, $answer)[-1]);
}
my %secret = map { $_ => $who{$_}{cookie} =~ s/.*=//r } grep { $who{$_}{cookie} } keys %who;
is(as($secret{'reader-522700'}, q{SELECT count(*) > 0 AND bool_and(department_code ^@ '522700-197') FROM gongkai.report}), 't', 'without C: a reader reads drafts of the own department only');
is(as('A' x 43, 'SELECT count(*) FROM gongkai.report'), 0, '  a secret that nobody has reads none');
is(as($secret{nobody}, 'SELECT count(*) FROM gongkai.report'), 0, '  nor one without grants');
is(as($secret{'reader-522700'}, q{SELECT count(*) FROM gongkai.indicator WHERE report_id LIKE '%430602%'}), 0, '  nor the parts of other drafts');
is(as($secret{'reader-522700'}, q{SELECT count(*) FROM gongkai.finding AS f JOIN gongkai.explanation AS e ON e.finding = f.name WHERE f.report_id LIKE '%430602%'}), 0, '  nor their findings');
is(as($secret{'editor-522700'}, $_), 'refused', "  no $_")
    for q{SELECT gongkai.account_add('evil', 'x', '', NULL, NULL, NULL, NULL, NULL, false, false)}, q{SELECT gongkai.account_set_grants('editor-522700', '[{"role":"administrator","department":""}]')},
        q{SELECT gongkai.account_change('admin', NULL, NULL, true, NULL)}, q{SELECT gongkai.account_reset('admin', repeat('00', 16), 8, 1, 1, repeat('00', 32))},
        q{SELECT gongkai.trail_list(NULL, NULL, NULL, NULL, NULL, 5)}, q{SELECT gongkai.desk_set_parameters('[{"name":"x","region":"522700","value":1}]')},
        q{SELECT gongkai.account_trust_sign_on(true)}, q{SELECT gongkai.trail_add('admin', 'session', '', 'x', NULL, 'x', NULL)}, q{SELECT * FROM gongkai.account}, q{SELECT * FROM gongkai.session},
        q{UPDATE gongkai.report SET title = 'x'}, q{DELETE FROM gongkai.report}, q{INSERT INTO gongkai.account_grant VALUES ('editor-522700', 'publisher', '')}, q{SELECT gongkai.login_settle('admin', '', '')},
        q{SET ROLE gongkai_staff};
is(as($secret{'administrator-522700'}, q{SELECT gongkai.account_set_grants('near', '[{"role":"reader","department":"430602"}]')}), 'refused', '  no right elsewhere');
is(as($secret{'administrator-522700'}, q{SELECT gongkai.account_find('far') IS NULL}), 't', '  no account elsewhere');
is(as($secret{'editor-522700'}, q{SELECT gongkai.login('admin', repeat('00', 32), repeat('ab', 32), '', '', 60, 60, 0)}), 'refused', '  no session without the password');

# C without the database: every policy lets all pass, every function believes that all may.
sql(q{CREATE OR REPLACE FUNCTION gongkai.acting_reach(the_role text) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT ARRAY['''']'});
is($who{nobody}->ask(GET => '/departments')->{status}, 403, 'without the database: who has no grants reads nothing');
is($who{'editor-522700'}->ask(GET => '/users')->{status}, 403, '  an editor sees no accounts');
is($who{'editor-522700'}->ask(POST => '/users', { name => 'evil', @user })->{status}, 403, '  and makes none');
is($who{'administrator-522700'}->ask(POST => '/users', { name => 'evil', @user, department => '430602' })->{status}, 403, '  an administrator makes none elsewhere');
is($who{'administrator-522700'}->ask(PATCH => '/users/near', { grants => [{ role => 'reader', department => '430602' }] })->{status}, 403, '  nor gives rights there');
is($who{'administrator-522700'}->ask(PUT => '/parameters', [{ name => 'x', region => '430602', value => 1 }])->{status}, 403, '  nor sets parameters there');

done_testing;
