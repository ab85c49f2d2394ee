# Each address of drafts × each role × a foreign department: the status that it must have.
# Changes name a state that the draft is not in, so whoever may gets 412 and nothing changes.
use strict;
use warnings;
use Test::More;
use Gongkai::Desk;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => [qw(postgres nginx)], desk => 1);
my $id = 'e1-2024-522700-197-2024-01';
my @roles = qw(reader editor reviewer publisher administrator);
my %who = (map({ $_ => Gongkai::Desk->login($stack, "$_-522700"), "foreign $_" => Gongkai::Desk->login($stack, "$_-430602") } @roles),
    nobody => Gongkai::Desk->login($stack, 'nobody'), stranger => Gongkai::Desk->new($stack));
my $sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
my %note = (finding => 'x', reason => 'x');
my ($document) = $who{editor}->draft($id);
delete @$document{qw(id published explanations)};

# Method, address, body, type; who may and what they get, what the same role gets elsewhere.
my @table = (
    (map { [GET => "/drafts/$id$_", undef, undef, \@roles, 200, 404] } '', qw(.pdf .html .ofd .xlsx /findings /history /comments /masks /revisions/1 /diff)),
    [GET => "/drafts/$id/workbook", undef, undef, ['editor'], 200, 404],
    [PUT => "/drafts/$id", {}, undef, ['editor'], 412, 404],
    [PATCH => "/drafts/$id", [], 'application/json-patch+json', ['editor'], 412, 404],
    [DELETE => "/drafts/$id", { reason => 'x' }, undef, ['editor'], 412, 404],
    [POST => "/drafts/$id/workbook", 'x', $sheet, ['editor'], 412, 404],
    [POST => "/drafts/$id/workbook/read", 'x', $sheet, ['editor'], 422, 404],
    [POST => "/drafts/$id/explanations", \%note, undef, ['editor'], 412, 404],
    [DELETE => "/drafts/$id/explanations", { finding => 'x' }, undef, ['editor'], 412, 404],
    [POST => "/drafts/$id/masks", \%note, undef, ['editor'], 412, 404],
    [DELETE => "/drafts/$id/masks", { words => 'x', reason => 'x' }, undef, ['editor'], 412, 404],
    [POST => "/drafts/$id/submit", {}, undef, ['editor'], 412, 404],
    [POST => "/drafts/$id/approve", {}, undef, ['reviewer'], 412, 404],
    [POST => "/drafts/$id/return", { reason => 'x' }, undef, ['reviewer'], 412, 404],
    [POST => "/drafts/$id/publish", {}, undef, ['publisher'], 412, 404],
    [POST => "/drafts/$id/presence", { pointer => '' }, undef, \@roles, 200, 404],
    [POST => "/drafts/$id/withdraw", { reason => '' }, undef, ['publisher'], 400, 404],
    [POST => "/drafts/$id/comments", { pointer => 'x', text => 'x' }, undef, [qw(editor reviewer)], 400, 404],
    [DELETE => "/drafts/$id/comments/1", undef, undef, [qw(editor reviewer)], 404, 404],
    [GET => '/drafts', undef, undef, \@roles, 200, 200],
    [POST => '/drafts', $document, undef, ['editor'], 409, 403],
    [GET => '/overview?year=2024', undef, undef, \@roles, 200, 200],
    [POST => '/form', { document => $document }, undef, \@roles, 200, 200],
    [GET => '/approvals', undef, undef, \@roles, 200, 200],
    [PUT => '/approvals', [{ department => '522700-197', year => 2024, account => 'final', approved_on => undef }], undef, ['administrator'], 200, 403],
    [POST => '/sets', { ids => [$id], face => 'pdf' }, undef, \@roles, 200, 404],
    [GET => '/templates/E1/blank?department=522700-197&project=522700-197-2024-01&year=2025', undef, undef, ['editor'], 200, 403],
    [GET => '/templates/E1/workbook?department=522700-197&project=522700-197-2024-01&year=2025', undef, undef, ['editor'], 200, 403],
    [GET => '/templates', undef, undef, \@roles, 200, 200],
    [GET => '/jobs', undef, undef, ['editor'], 200, 200],
    [GET => '/jobs/0123', undef, undef, ['editor'], 404, 404],
    [DELETE => '/jobs/0123', undef, undef, ['editor'], 404, 404],
    [POST => '/jobs', 'x', 'application/zip', ['editor'], 400, 400],
);
for my $row (@table) {
    my ($method, $path, $body, $type, $may, $own, $foreign) = @$row;
    my %may = map { $_ => 1 } @$may;
    my @wrong;
    my $check = sub {
        my ($name, $expected) = @_;
        my $status = $who{$name}->ask($method, $path, $body, $type ? (type => $type) : (), $method eq 'GET' ? () : (headers => { 'If-Match' => '"x"' }))->{status};
        push @wrong, "$name: $status, not $expected" if $status != $expected;
    };
    # Who has no such role anywhere is refused before anything is looked for; of reading, where anybody may read, not.
    $check->($_, $may{$_} ? $own : 403) for @roles;
    my $is_open = grep({ $path =~ /$_$/ } qw(comments comments/1)) && $method ne 'GET';
    $check->("foreign $_", $may{$_} || $is_open ? $foreign : 403) for @roles;
    $check->('nobody', 403);
    $check->('stranger', 401);
    is_deeply(\@wrong, [], "$method " . $path =~ s/\?.*//r) or diag(join "\n", @wrong);
}
is($stack->value("SELECT state FROM gongkai.draft WHERE report_id = '$id'"), 'published', 'nothing has changed');

# Each address stands in this table or in that of accounts; the steps of a login have a test of their own.
open my $accounts, '<', 'tests/http/desk_account.t' or die;
my @rows = map { "$_->[0] " . $_->[1] =~ s/\?.*//r } @table;
while (<$accounts>) { push @rows, "$1 $2" if /^\s*\['(\w+)', '([^'?]+)/ }
my $paths = $who{stranger}->ask(GET => '/openapi.json')->{json}{paths};
my %missing;
for my $path (keys %$paths) {
    my $pattern = join '[^/]+', map { quotemeta } split /\{\w+\}/, $path =~ s{^/api/v1/staff}{}r, -1;
    for my $method (map { uc } grep { /^(?:get|post|put|patch|delete)$/ } keys %{ $paths->{$path} }) {
        $missing{"$method $path"} = 1 if !grep { /^$method $pattern$/ } @rows;
    }
}
delete @missing{map { s{ }{ /api/v1/staff}r } 'GET /openapi.json', 'POST /login', 'POST /login/totp', 'POST /login/sign-on', 'POST /logout', 'POST /password', 'POST /totp'};
is_deeply([sort keys %missing], [], 'each address is in a table');

# The same with the guard of the database off: every policy lets all pass, every function believes
# that all may. What is not refused then, C did not ask.
$stack->value(q{CREATE OR REPLACE FUNCTION gongkai.acting_reach(the_role text) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT ARRAY['''']'});
for my $row (grep { $_->[1] =~ m{^/(?:drafts|sets|approvals|templates)} && $_->[6] != 200 } @table) {
    my ($method, $path, $body, $type) = @$row;
    my @opened = grep { $who{"foreign $_"}->ask($method, $path, $body, $type ? (type => $type) : (), $method eq 'GET' ? () : (headers => { 'If-Match' => '"x"' }))->{status} != 403 } @roles;
    is("@opened", '', "without the database: $method " . $path =~ s/\?.*//r);
}

# Nor do lists tell of others' departments then, nor anybody of their accounts.
for my $path ('/drafts?limit=200', '/overview?year=2024', '/overview?year=2025', '/departments?limit=200', '/projects?limit=200', '/users?limit=200', '/tokens') {
    $who{'editor'}->ask(POST => '/tokens', { label => '甲', roles => ['editor'], days => 1 }) if $path eq '/tokens';
    my ($asker) = $path =~ /users/ ? ('foreign administrator') : ('foreign administrator', 'foreign editor');
    my $answer = $who{$asker}->ask(GET => $path);
    is($answer->{status}, 200, "without the database: $path is answered");
    unlike($answer->{content}, qr/522700/, '  and tells nothing of another department');
}
my $number = $who{editor}->ask(POST => '/tokens', { label => '乙', roles => ['editor'], days => 1 })->{json}{number};
is($who{"foreign $_"}->ask(DELETE => "/tokens/$number")->{status}, 404, "  nor is a token ended by a foreign $_") for qw(administrator editor);
is($who{editor}->ask(DELETE => "/tokens/$number")->{status}, 204, '  but by its own');
like($who{administrator}->ask(GET => '/users?limit=200')->{content}, qr/"editor-522700"/, '  but of the own');
like($who{reader}->ask(GET => '/drafts?limit=200')->{content}, qr/522700-197/, '  drafts, too');
unlike($who{'foreign administrator'}->ask(GET => '/audit?limit=200')->{content}, qr/"account" : "\w+-522700"/, '  the trail of another department is not told');
like($who{administrator}->ask(GET => '/audit?limit=200')->{content}, qr/"account" : "\w+-522700"/, '  but that of the own');
is($who{'foreign administrator'}->ask(@$_)->{status}, 403, "  @$_[0, 1]")
    for [GET => '/users/editor-522700'], [PATCH => '/users/editor-522700', { person => '别人' }], [POST => '/users/editor-522700/password'], [DELETE => '/users/editor-522700/totp'];

done_testing;
