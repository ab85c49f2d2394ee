# Coming in at the desk: passwords, sessions, one-time codes, lock-out, and what strangers try.
use strict;
use warnings;
use lib 'tests/lib';
use Digest::SHA qw(sha256_hex);
use Encode qw(encode_utf8);
use Test::More;
use Time::HiRes qw(time);
use Gongkai::Desk;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => [qw(postgres nginx)], desk => 1);
my $password = $Gongkai::Desk::PASSWORD;

sub status { return $_[0]->ask(@_[1 .. $#_])->{status} }
sub sql { return $stack->value($_[0]) }

# --- in and out ---

my $nobody = Gongkai::Desk->new($stack);
is(status($nobody, GET => '/session'), 401, 'nobody has logged in');
my $clerk = Gongkai::Desk->new($stack);
my $in = $clerk->enter('editor-522700');
is($in->{status}, 200, 'a name and its password open a session');
is_deeply([@{ $in->{json} }{qw(account state means totp)}, $in->{json}{grants}],
    ['editor-522700', 'open', 'session', JSON::PP::false, [{ role => 'editor', department => '522700-197' }]], '  which says who that is, and what he may');
my ($session, $device) = Gongkai::Desk::cookies($in);
like($session, qr/^gongkai-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/, '  in a cookie that scripts cannot read and other sites do not send');
like($device, qr/^gongkai-desk-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=31536000$/, '  the browser has one of its own for a year');
is($in->{headers}{'cache-control'}, 'no-store', '  and no cache keeps');
is(status($clerk, GET => '/session'), 200, 'the session goes on');
my ($secret) = $clerk->{cookie} =~ /=(.*)/;
is(sql("SELECT count(*) FROM gongkai.session AS s WHERE s::text LIKE '%$secret%'"), 0, 'its secret is in no table');
is(sql("SELECT count(*) FROM gongkai.session WHERE hash = encode(sha256('$secret'), 'hex')"), 1, '  but its hash is');

my $old = $clerk->{cookie};
$clerk->enter('editor-522700');
isnt($clerk->{cookie}, $old, 'another login has another secret');
is(status(Gongkai::Desk->new($stack, cookie => $old), GET => '/session'), 401, '  and ends the session that the browser had');

# Session fixation: a secret that somebody else has put there opens nothing.
my $fixed = Gongkai::Desk->new($stack, cookie => 'gongkai-desk=' . 'A' x 43);
$fixed->enter('editor-522700');
isnt($fixed->{cookie}, 'gongkai-desk=' . 'A' x 43, 'a secret that was planted is not taken');
is(status(Gongkai::Desk->new($stack, cookie => 'gongkai-desk=' . 'A' x 43), GET => '/session'), 401, '  and opens nothing');

is(status($fixed, POST => '/logout'), 204, 'one goes');
is(status($fixed, GET => '/session'), 401, '  and is gone');

# --- other sites (CSRF) ---

for (['no origin', Origin => undef], ['another origin', Origin => 'http://evil.example'], ['no origin to be told', Origin => 'null'],
    ['the host with another port', Origin => 'http://127.0.0.1:1'], ['no token', 'X-Gongkai-Token' => undef],
    ['another token', 'X-Gongkai-Token' => 'f' x 64], ['a frame of another site', 'Sec-Fetch-Site' => 'cross-site']) {
    my ($what, @header) = @$_;
    is(status($clerk, POST => '/tokens', { label => 'x', roles => ['reader'], days => 1 }, headers => {@header}), 403, "nothing is changed with $what");
}
is(sql('SELECT count(*) FROM gongkai.token'), 0, '  indeed nothing');
is(status($nobody, POST => '/login', { name => 'editor-522700', password => $password }, headers => { Origin => 'http://evil.example' }), 403,
    'nobody is logged in by another site');
is(status($clerk, POST => '/tokens', 'label=x', headers => { 'Content-Type' => 'application/x-www-form-urlencoded' }), 415, 'a form of another site has not the type');
is(status($clerk, POST => '/tokens', '{"label":"x"}', headers => { 'Content-Type' => 'text/plain' }), 415, '  nor has a text');
my $open = $stack->get('/api/v1/staff/session', base => $stack->{desk}, headers => { Origin => 'http://evil.example' });
ok(!exists $open->{headers}{'access-control-allow-origin'}, 'no other site reads an answer');
my $page = $stack->get('/', base => $stack->{desk});
like($page->{headers}{'content-security-policy'}, qr/frame-ancestors 'self'/, 'no other site frames the desk');
is($page->{headers}{'x-frame-options'}, 'SAMEORIGIN', '  in an old browser, too');

# --- headers that are not headers ---

my $split = $nobody->ask(POST => '/login', { name => "x\r\nSet-Cookie: a=b", password => "y\r\nX-Evil: 1" });
is($split->{status}, 401, 'a name with line feeds is a wrong name');
ok(!exists $split->{headers}{'set-cookie'} && !exists $split->{headers}{'x-evil'}, '  and no header');
for my $path ('//evil.example', '/%0d%0aLocation:%20http://evil.example', '/login?next=http://evil.example', '/logout?return=//evil.example') {
    my $answer = $clerk->ask(GET => $path);
    ok($answer->{status} >= 400 && !exists $answer->{headers}{location}, "$path leads nowhere");
}

# --- who there is ---

my %said = map { $_ => $nobody->ask(POST => '/login', { name => $_, password => 'Wrong=Desk=2025' }) } qw(reader-522700 nosuchname);
$_->{content} =~ s/"request_id":"\w+"/"request_id":""/ for values %said;
is($said{nosuchname}{content}, $said{'reader-522700'}{content}, 'a name that there is not is answered as a wrong password');
my %least;
# In turn, until other work has disturbed neither's least.
for my $round (1 .. 12) {
    for my $name (qw(reader-522700 nosuchname)) {
        my $begin = time;
        $nobody->ask(POST => '/login', { name => $name, password => 'Wrong=Desk=2025' });
        my $took = time - $begin;
        $least{$name} = $took if !$least{$name} || $took < $least{$name};
    }
    last if $round >= 3 && abs(log($least{nosuchname} / $least{'reader-522700'})) < 0.3;
}
cmp_ok($least{nosuchname} / $least{'reader-522700'}, '>', 0.7, '  and as slowly');
cmp_ok($least{nosuchname} / $least{'reader-522700'}, '<', 1.4, '  not more so');
my $salts = sql(q{SELECT string_agg(DISTINCT s.salt, ' ') FROM generate_series(1, 2), gongkai.login_salt('nosuchname', '127.0.0.1', 'none', 1, 1, 1) AS s});
like($salts, qr/^[0-9a-f]{32}$/, 'the salt of a name that there is not is always the same');

# --- locking out ---

$nobody->ask(POST => '/login', { name => 'reader-430602', password => "wrong $_" }) for 1 .. 5;
my $late = $nobody->ask(POST => '/login', { name => 'reader-430602', password => $password });
is($late->{status}, 429, 'after five failures from one place the sixth login waits, right or wrong');
cmp_ok($late->{headers}{'retry-after'}, '<=', 30, '  for half a minute');
my $unknown = '0' x 64;
is(sql(qq{SELECT gongkai.login_wait('reader-430602', '10.9.9.9', '$unknown')}), 0, 'from elsewhere the name can come in');
sql(q{INSERT INTO gongkai.login_failure (name, network) SELECT 'reader-430602', '10.0.0.' || i FROM generate_series(1, 40) AS i});
is(sql(qq{SELECT gongkai.login_wait('reader-430602', '10.9.9.9', '$unknown') BETWEEN 1 AND 10}), 't', 'failures from many places make others wait some seconds');
sql(q{INSERT INTO gongkai.login_network VALUES ('10.9.9.9')});
is(sql(qq{SELECT gongkai.login_wait('reader-430602', '10.9.9.9', '$unknown')}), 0, '  but nobody at places from where somebody has come in before');
sql(q{INSERT INTO gongkai.login_failure (name, network) SELECT 'name' || i, '10.8.8.8' FROM generate_series(1, 30) AS i});
is(sql(qq{SELECT gongkai.login_wait('admin', '10.8.8.8', '$unknown') > 0}), 't', 'a place that tries many names waits, too');
is(sql(q{SELECT gongkai.network_of('2001:db8:1:2:3:4:5:6') || ' ' || gongkai.network_of('192.0.2.1') || ' ' || gongkai.network_of('unix:')}),
    '2001:db8:1:2::/64 192.0.2.1 unix:', 'a network of IPv6 is one place');
sql('DELETE FROM gongkai.login_failure');

# Behind one address nobody learns who comes in from there, and nobody keeps out who has a browser that is known.
my $home = Gongkai::Desk->login($stack, 'reader-430602');
my $shared = Gongkai::Desk->login($stack, 'editor-430602');
sub wrong { my ($who, $name) = @_; return $who->ask(POST => '/login', { name => $name, password => 'Wrong=Desk=2025' }) }
sql(q{INSERT INTO gongkai.login_failure (name, network) SELECT 'name' || i, '127.0.0.1' FROM generate_series(1, 30) AS i});
is(wrong($nobody, $_)->{status}, 429, "$_ waits where many names were tried") for qw(reader-430602 editor-430602 reader-522700 nosuchname);
is($shared->enter('editor-430602')->{status}, 200, '  not in the browser with which the account has come in');
is(wrong($shared, 'reader-430602')->{status}, 429, '  but any other name there');
sql('DELETE FROM gongkai.login_failure');
wrong($shared, 'reader-430602') for 1 .. 5;
is($nobody->enter('reader-430602')->{status}, 429, 'a colleague makes a name wait for all behind the address');
is($home->enter('reader-430602')->{status}, 200, '  but not for its own browser');
is($nobody->enter('reader-430602')->{status}, 429, '  whose login forgives the colleague nothing');
wrong($home, 'reader-430602') for 1 .. 5;
my $alone = $home->enter('reader-430602');
is($alone->{status}, 429, 'in its own browser, five failures are five failures');
sql('DELETE FROM gongkai.login_failure');
is($home->enter('reader-430602')->{status}, 200, '  and pass');
my ($mark) = $home->{device} =~ /=(.*)/;
is(sql("SELECT count(*) FROM gongkai.account_device AS d WHERE d::text LIKE '%$mark%'"), 0, 'what marks a browser is in no table');
is(status(Gongkai::Desk->new($stack, cookie => "gongkai-desk=$mark"), GET => '/session'), 401, '  and opens nothing');
sql(q{INSERT INTO gongkai.account_device SELECT 'reader-430602', encode(sha256(i::text::bytea), 'hex'), now() - i * interval '1 day' FROM generate_series(1, 30) AS i});
$home->enter('reader-430602');
is(sql(q{SELECT count(*) FROM gongkai.account_device WHERE account = 'reader-430602'}), 20, 'an account knows the twenty browsers that it used last');
$nobody = Gongkai::Desk->new($stack);
sql('DELETE FROM gongkai.login_failure');

# --- the end of a session ---

my $idle = Gongkai::Desk->login($stack, 'reader-430602');
sql(q{UPDATE gongkai.session SET seen_at = now() - interval '31 minutes' WHERE account = 'reader-430602'});
is(status($idle, GET => '/session'), 401, 'unused for half an hour, a session is over');
$idle->enter('reader-430602');
sql(q{UPDATE gongkai.session SET created_at = created_at - interval '13 hours', expires_at = expires_at - interval '13 hours' WHERE account = 'reader-430602'});
is(status($idle, GET => '/session'), 401, 'twelve hours after the login in any case');

# --- passwords ---

my $self = Gongkai::Desk->login($stack, 'reader-430602');
my $other = Gongkai::Desk->login($stack, 'reader-430602');
is(status($self, POST => '/password', { old => 'wrong', new => 'Another=Desk=2025' }), 400, 'the old password must be known');
for my $weak ('short1A!', 'alllowercase', 'aaaaAAAA1111aaaa1', 'Reader-430602=1') {
    is($self->ask(POST => '/password', { old => $password, new => $weak })->{json}{errors}[0]{pointer}, '/new', "$weak is no password");
}
my $changed = $self->keep($self->ask(POST => '/password', { old => $password, new => 'Another=Desk=2025' }));
is($changed->{status}, 200, 'a good one is taken');
is(status($self, GET => '/session'), 200, '  this session goes on');
is(status($other, GET => '/session'), 401, '  all others have ended');
is(Gongkai::Desk->new($stack)->enter('reader-430602')->{status}, 401, '  the old password opens nothing');
is(Gongkai::Desk->new($stack)->enter('reader-430602', 'Another=Desk=2025')->{status}, 200, '  the new one does');
is(sql(q{SELECT count(*) FROM gongkai.account WHERE account::text LIKE '%Another%'}), 0, '  and stands nowhere');

my $admin = Gongkai::Desk->login($stack, 'admin');
my $made = $admin->ask(POST => '/users', { name => 'zhang', person => '张三', department => '522700', grants => [{ role => 'reader', department => '522700' }] });
is($made->{status}, 201, 'an administrator makes an account');
my $new = Gongkai::Desk->new($stack);
is($new->enter('zhang', $made->{json}{password})->{json}{state}, 'change', 'its first password must be changed');
is(status($new, GET => '/departments'), 403, '  before anything else');
$new->keep($new->ask(POST => '/password', { old => $made->{json}{password}, new => 'Zhang-san=2025' }));
is(status($new, GET => '/departments'), 403, '  not to one with the name in it');
$new->keep($new->ask(POST => '/password', { old => $made->{json}{password}, new => 'Kaiyang=2025=x' }));
is(status($new, GET => '/departments'), 200, '  then it may work');
sql(q{UPDATE gongkai.account SET password_at = now() - interval '181 days' WHERE name = 'zhang'});
is(Gongkai::Desk->new($stack)->enter('zhang', 'Kaiyang=2025=x')->{json}{state}, 'change', 'after half a year it must be changed again');

# --- one-time codes ---

sub doctor { return ($stack->gongkai('doctor'))[1] }

sql('DELETE FROM gongkai.login_failure');
is(status($admin, POST => '/totp', {}), 400, 'who finds a session open does not begin with codes of his own');
is(status($admin, POST => '/totp', { password => 'wrong' }), 400, '  nor by guessing');
is(sql(q{SELECT count(*) FROM gongkai.account WHERE totp_secret IS NOT NULL}), 0, '  and nothing of them is kept');
is(sql(q{SELECT count(*) FROM gongkai.login_failure WHERE name = 'admin'}), 1, '  a guess counts as a failed login does');
my $begun = $admin->ask(POST => '/totp', { password => $password });
is($begun->{status}, 200, 'one-time codes begin with a secret');
like($begun->{json}{uri}, qr{^otpauth://totp/gongkai:admin\?secret=[A-Z2-7]{32}&issuer=gongkai&digits=6&period=30$}, '  in an address');
like($begun->{json}{svg}, qr/^<svg /, '  and a picture of it');
my $totp = $begun->{json}{secret};
is(Gongkai::Desk::code('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59), '287082', 'the test makes codes as RFC 6238 has them');
my $step = int(time / 30);
is(status($admin, POST => '/totp', { code => '000000' }), 400, 'a wrong code confirms nothing');
is(status($admin, POST => '/totp', { code => Gongkai::Desk::code($totp, 30 * $step) }), 204, 'a right one does');
my $second = Gongkai::Desk->new($stack);
is($second->enter('admin')->{json}{state}, 'code', 'from then on the password alone is not enough');
is(status($second, GET => '/users'), 401, '  for anything');
is(status($second, POST => '/login/totp', { code => Gongkai::Desk::code($totp, 30 * $step) }), 401, 'no code is taken twice');
is(status($second, POST => '/login/totp', { code => Gongkai::Desk::code($totp, 30 * $step - 3000) }), 401, 'nor an old one');
my $before = $second->{cookie};
my $through = $second->keep($second->ask(POST => '/login/totp', { code => Gongkai::Desk::code($totp, 30 * $step + 30) }));
is($through->{status}, 200, 'the next one is right');
isnt($second->{cookie}, $before, '  the session has another secret from then on');
is(status($second, GET => '/users'), 200, '  and may work');
my $guess = Gongkai::Desk->new($stack);
$guess->enter('admin');
$guess->ask(POST => '/login/totp', { code => sprintf '%06d', $_ }) for 1 .. 5;
is(status($guess, GET => '/session'), 401, 'after five wrong codes the login begins anew');
sql('DELETE FROM gongkai.login_failure');
# Who knows the password opens as many sessions as he likes before he begins to guess.
my @doors = map { my $door = Gongkai::Desk->new($stack); $door->enter('admin'); $door } 1 .. 2;
$doors[0]->ask(POST => '/login/totp', { code => sprintf '%06d', $_ }) for 1 .. 4;
is(status($doors[1], POST => '/login/totp', { code => '000005' }), 401, 'four codes guessed at one session, a fifth at another');
my $sixth = $doors[1]->ask(POST => '/login/totp', { code => Gongkai::Desk::code($totp, time) });
is($sixth->{status}, 429, '  no sixth is taken at either, right or wrong');
cmp_ok($sixth->{headers}{'retry-after'}, '>', 1, '  for as long as a login would wait');
is(sql('SELECT concat_ws(\'|\', account, action, result) FROM gongkai.trail ORDER BY number DESC LIMIT 1'), 'admin|POST /login/totp|crowded', '  which is noted');
sql('DELETE FROM gongkai.login_failure');

# What the database has of the secret is of no use without the key, nor for another account, and the key is the desk's alone.
my $key = "$stack->{dir}/code.key";
my $base32 = sub { my $bits = unpack 'B*', pack 'H*', $_[0]; $bits =~ s/(.{5})/substr 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', oct "0b$1", 1/ger };
my $hex = unpack 'H*', pack 'B*', join '', map { sprintf '%05b', index 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', $_ } split //, $totp;
is($base32->($hex), $totp, 'the secret in base32 is these digits');
my $dump = `/usr/lib/postgresql/15/bin/pg_dump -h $stack->{dir}/run -U postgres gongkai`;
like($dump, qr/\badmin\b.*\\x[0-9a-f]{96}\b/, 'a dump of the database has the secret of admin locked');
unlike($dump, qr/\Q$hex\E|\Q$totp\E/, '  and nowhere as it is');
is(sprintf('%o', (stat $key)[2] & 0777), '600', 'the key is a file that its owner alone may read');
open my $opened, '<', $key or die;
chomp(my $line = <$opened>);
close $opened;
is(sql(q{SELECT totp_key FROM gongkai.account WHERE name = 'admin'}), substr(sha256_hex(pack 'H*', $line), 0, 16), '  and the database knows which one it was');
unlike($dump, qr/\Q$line\E/, '  but not the key');
sub write_key { my ($text, $mode) = @_; open my $out, '>', $key or die; print $out $text; close $out; chmod $mode, $key; chown((stat $stack->{dir})[4, 5], $key) }
# Somebody whose code is due: logs in anew, so that no code is used twice.
sub code_now { sql(q{UPDATE gongkai.account SET totp_step = 0 WHERE name = 'admin'}); sql('DELETE FROM gongkai.login_failure'); my $who = Gongkai::Desk->new($stack); $who->enter('admin');
    return $who->ask(POST => '/login/totp', { code => Gongkai::Desk::code($totp, time) }) }
is(code_now()->{status}, 200, 'with it a code is right');
write_key("$line\n", 0640);
is(code_now()->{status}, 409, 'a key that others can read is not used');
unlink $key;
my $lost = code_now();
is($lost->{status}, 409, 'without the key nobody comes in by a code');
like(encode_utf8($lost->{json}{detail}), qr/请联系管理员/, '  and hears who helps');
ok(!-e $key, '  and no other key is made in its place');
is(status($second, GET => '/session'), 200, 'who is in stays in');
my $fresh = '5' x 64;
write_key("$fresh\n$line\n", 0600);
is(code_now()->{status}, 200, 'a new key before the old one: the old one opens');
is(sql(q{SELECT totp_key FROM gongkai.account WHERE name = 'admin'}), substr(sha256_hex(pack 'H*', $fresh), 0, 16), '  and the new one locks from then on');
write_key("$fresh\n", 0600);
is(code_now()->{status}, 200, '  so that the old one can go');
sql(q{UPDATE gongkai.account SET totp_secret = (SELECT totp_secret FROM gongkai.account WHERE name = 'admin'), totp_key = (SELECT totp_key FROM gongkai.account WHERE name = 'admin'), totp_since = now() WHERE name = 'zhang'});
sql(q{UPDATE gongkai.account SET password_at = now() WHERE name = 'zhang'});
my $swapped = Gongkai::Desk->new($stack);
is($swapped->enter('zhang', 'Kaiyang=2025=x')->{json}{state}, 'code', 'the row of another account has been put in place of one\'s own');
is(status($swapped, POST => '/login/totp', { code => Gongkai::Desk::code($totp, time) }), 409, '  and is of no use there');
sql(q{UPDATE gongkai.account SET totp_secret = NULL, totp_key = NULL, totp_since = NULL WHERE name = 'zhang'});
sql(qq{UPDATE gongkai.account SET totp_secret = decode('$hex', 'hex'), totp_key = NULL WHERE name = 'admin'});
is(code_now()->{status}, 200, 'a secret of before there was a key');
is(sql(q{SELECT length(totp_secret) || ' ' || totp_key FROM gongkai.account WHERE name = 'admin'}), '48 ' . substr(sha256_hex(pack 'H*', $fresh), 0, 16), '  is locked at the next login');
like(doctor(), qr/✓ 一次性密码的密钥：1 把/, 'doctor finds all in order');
write_key("$line\n", 0600);
like(doctor(), qr/✗ 一次性密码的密钥：.*没有.*（1 个账号）/, '  and says which key is missing, and for how many');
write_key("$fresh\n", 0644);
like(doctor(), qr/✗ 一次性密码的密钥：.*chmod 600/, '  and who may read it that must not');
write_key("$fresh\n", 0600);
is(status($second, DELETE => '/totp', { password => 'wrong' }), 400, 'who wants to be rid of codes must know the password');
is(status($second, DELETE => '/totp', { password => $password }), 204, '  then they are gone');
is(Gongkai::Desk->new($stack)->enter('admin')->{json}{state}, 'open', '  and not asked for');

# --- single sign-on ---

is(status($nobody, POST => '/login/sign-on', undef, headers => { 'GONGKAI-SIGN-ON' => 'zhang', 'GONGKAI_SIGN_ON' => 'zhang', 'X-Forwarded-User' => 'zhang', 'Remote-User' => 'zhang' }), 401,
    'no header of a client signs anybody on');
open my $file, '>', "$stack->{dir}/nginx/extra/on.sign-on" or die;
print $file "set \$gongkai_sign_on zhang;\n";
close $file;
$stack->signal('nginx', 'HUP');
my $sign_on = sub { my $who = Gongkai::Desk->new($stack); return $who->keep($who->ask(POST => '/login/sign-on'))->{status} };
my $refused = 0;
ok(Gongkai::Stack::eventually(sub { $refused = 1 if sql(q{SELECT count(*) FROM gongkai.trail WHERE action = 'sign-on' AND account = 'zhang'}) > 0; $sign_on->(); $refused }),
    'nginx says who it is');
is($sign_on->(), 401, '  and is not believed as long as the owner has not said so');
sql('SELECT gongkai.account_trust_sign_on(true)');
is($sign_on->(), 401, '  nor for an account that is not made for it');
is(status($admin, PATCH => '/users/zhang', { sign_on => JSON::PP::true }), 200, '  an administrator makes it so');
is($sign_on->(), 200, '  then the session opens');

# As the site file says it: its lines, without the remark, before an identity system that is nginx.
open my $site, '<', 'nginx/gongkai-desk.conf.in' or die;
my $recipe = join '', map { /^    #   (.*)/ ? "$1\n" : () } <$site>;
is($recipe =~ s{(proxy_pass \w+:)//\S+;}{$1//unix:$stack->{dir}/run/identity.sock:/;}, 1, 'the site file says how an identity system is asked');
open $file, '>', "$stack->{dir}/nginx/extra/identity.conf" or die;
print $file <<"CONF";
map \$http_cookie \$identity { ~identity=(?<name>\\w+) \$name; }
server {
    listen unix:$stack->{dir}/run/identity.sock;
    location / {
        if (\$identity = "") { return 401; }
        add_header X-Auth-Request-User \$identity;
        return 204;
    }
}
CONF
close $file;
open $file, '>', "$stack->{dir}/nginx/extra/on.sign-on" or die;
print $file $recipe;
close $file;
$stack->signal('nginx', 'HUP');
my $known = sub { return status($nobody, POST => '/login/sign-on', undef, headers => { Cookie => "identity=$_[0]", @_[1 .. $#_] }) };
ok(Gongkai::Stack::eventually(sub { $known->('nobody') == 401 && $known->('zhang') == 200 }), '  and it lets in whom that knows, if there is such an account');
is(status($nobody, POST => '/login/sign-on', undef, headers => { 'X-Auth-Request-User' => 'zhang' }), 401, '  nobody else');
is(status($admin, GET => '/session'), 200, '  and asks it of no one who came in before');
is_deeply($nobody->ask(GET => '/login')->{json}, { sign_on => JSON::PP::true }, '  what pages ask before they offer it');
sql('SELECT gongkai.account_trust_sign_on(false)');
is_deeply($nobody->ask(GET => '/login')->{json}, { sign_on => JSON::PP::false }, '  and not when it is off');
is($known->('zhang'), 401, '  nor is it believed then');

done_testing;
