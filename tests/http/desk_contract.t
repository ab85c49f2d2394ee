# The desk's API does what its description says: each address of the table is in it, and
# answers are what their schemas have, by a validator that is not ours.
use strict;
use warnings;
use lib 'tests/lib';
use JSON::PP;
use Test::More;
use Gongkai::Desk;
use Gongkai::Npm qw(npm_folder);
use Gongkai::Stack;

my $folder = eval { npm_folder('tests/contract') };
ok($folder, 'the validator is installed') or diag($@);
my $stack = Gongkai::Stack->new(services => [qw(postgres nginx)], desk => 1);
my $admin = Gongkai::Desk->login($stack, 'admin');
my $description = Gongkai::Desk->new($stack)->ask(GET => '/openapi.json')->{json};
is($description->{openapi}, '3.1.0', 'the description is there for everybody');

# The table, as it is written.
open my $table, '<', 'cgi/desk/desk_route_list.c' or die;
my $source = join '', <$table>;
my %routes;
while ($source =~ /\b(READ|LOOK|GLANCE|STEP|DO|DO_BARE|TAKE)\((?:REQUEST_(\w+),\s*)?"([^"]+)"|\{\s*REQUEST_(\w+),\s*"([^"]+)"/g) {
    my $method = lc($4 // $2 // ($1 eq 'STEP' ? 'post' : 'get'));
    $routes{"$method " . ($5 // $3)} = 1;
}
my %described;
for my $path (keys %{ $description->{paths} }) {
    $described{"$_ " . $path =~ s{^/api/v1/staff}{}r} = 1 for grep { /^(?:get|post|put|patch|delete)$/ } keys %{ $description->{paths}{$path} };
}
is_deeply([grep { !$routes{ s/\.(?:pdf|html|ofd|xlsx)$//r } } sort keys %described], [], 'no address is described that there is not');
is_deeply([grep { $_ ne 'post /form' && !$described{$_} } sort keys %routes], [], 'each address is described but that of the pages alone');

# Answers, each with the operation that it is of.
my @answers;
sub asked {
    my ($who, $method, $path, $of, $body) = @_;
    my $answer = $who->ask($method, $path, $body);
    push @answers, { operation => $description->{paths}{"/api/v1/staff$of"}{ lc $method }, status => "$answer->{status}", type => ($answer->{headers}{'content-type'} // ''), body => $answer->{json},
        what => "$method $path $answer->{status}" };
    return $answer;
}
my $nobody = Gongkai::Desk->new($stack);
asked($admin, GET => '/session', '/session');
asked($nobody, GET => '/session', '/session');
asked($nobody, GET => '/login', '/login');
asked($nobody, POST => '/login', '/login', { name => 'x', password => 'y' });
asked($nobody, POST => '/login', '/login', { name => 'x', passwort => 'y' });
my $token = asked($admin, POST => '/tokens', '/tokens', { label => 'x', roles => ['reader'], days => 1 });
asked($admin, GET => '/tokens', '/tokens');
asked($admin, DELETE => "/tokens/$token->{json}{number}", '/tokens/{number}');
asked($admin, DELETE => '/tokens/999999', '/tokens/{number}');
asked($admin, GET => '/users?limit=3', '/users');
asked($admin, POST => '/users', '/users', { name => 'neu', person => '新', department => '', grants => [] });
asked($admin, POST => '/users', '/users', { name => 'neu', person => '新', department => '', grants => [] });
asked($admin, GET => '/users/neu', '/users/{name}');
asked($admin, PATCH => '/users/neu', '/users/{name}', { person => '更新' });
asked($admin, PATCH => '/users/neu', '/users/{name}', { grants => [{ role => 'king', department => '' }] });
asked($admin, POST => '/users/neu/password', '/users/{name}/password');
asked($admin, GET => '/audit?limit=5', '/audit');
asked($admin, GET => '/audit.csv?limit=5', '/audit.csv');
asked($admin, GET => '/audit.csv?limit=0', '/audit.csv');
asked($admin, GET => '/parameters', '/parameters');
asked($admin, PUT => '/parameters', '/parameters', []);
asked($admin, PUT => '/approvals', '/approvals', [{ department => '5227', year => 2024, account => 'final', approved_on => '2025-09-01' }]);
asked($admin, PUT => '/approvals', '/approvals', [{ department => '5227', year => 2024, account => 'final', approved_on => '2025-02-29' }]);
asked($admin, GET => '/approvals?year=2024', '/approvals');
asked($admin, GET => '/departments', '/departments');
asked($admin, GET => '/projects?limit=2', '/projects');
asked($admin, GET => '/projects?limit=0', '/projects');
asked($admin, POST => '/totp', '/totp', $_) for {}, { password => 'Gongkai=Desk=2025' };

my ($editor, $reader) = map { Gongkai::Desk->login($stack, "$_-522700") } qw(editor reader);
my $id = 'e1-2024-522700-197-2024-01';
my %of = map { $_ => "/drafts/{id}$_" } '', qw(/findings /history /comments /presence /submit);
my (undef, $etag) = $editor->draft($id);
# One more answer, of an operation with headers and a type.
sub sent {
    my ($who, $method, $path, $of, $body, %option) = @_;
    my $answer = $who->ask($method, $path, $body, %option);
    push @answers, { operation => $description->{paths}{"/api/v1/staff$of"}{ lc $method }, status => "$answer->{status}", type => ($answer->{headers}{'content-type'} // ''), body => $answer->{json},
        what => "$method $path $answer->{status}" };
    return $answer;
}
my %patch = (type => 'application/json-patch+json');
my @step = ({ op => 'add', path => '/texts/note', value => '说明' });
asked($reader, GET => '/drafts?limit=5', '/drafts');
asked($reader, GET => '/drafts?state=x', '/drafts');
asked($reader, GET => "/drafts/$id$_", $of{$_}) for '', qw(/findings /history /comments);
asked($reader, GET => '/drafts/e1-2024-1', $of{''});
sent($editor, PATCH => "/drafts/$id", $of{''}, \@step, %patch);
sent($editor, PATCH => "/drafts/$id", $of{''}, \@step, %patch, headers => { 'If-Match' => '"x"' });
sent($editor, PATCH => "/drafts/$id", $of{''}, \@step, headers => { 'If-Match' => $etag });
sent($editor, PATCH => "/drafts/$id", $of{''}, [{ op => 'add', path => '/year', value => 'x' }], %patch, headers => { 'If-Match' => $etag });
sent($editor, PATCH => "/drafts/$id", $of{''}, \@step, %patch, headers => { 'If-Match' => $etag });
sent($reader, PATCH => "/drafts/$id", $of{''}, \@step, %patch, headers => { 'If-Match' => $etag });
sent($editor, PATCH => "/drafts/$id", $of{''}, [{ op => 'add', path => '/texts/note', value => '另一说明' }], %patch,
    headers => { 'If-Match' => ($editor->draft($id))[1], Prefer => 'respond-async' });
sent($reader, GET => "/drafts/$id/findings", $of{'/findings'}, undef, headers => { Prefer => 'respond-async' });
sent($editor, POST => "/drafts/$id/submit", $of{'/submit'}, { correction_reason => '更正' }, headers => { 'If-Match' => ($editor->draft($id))[1] });
asked($editor, POST => "/drafts/$id/comments", $of{'/comments'}, { pointer => '', text => '已改' });
asked($editor, POST => "/drafts/$id/presence", $of{'/presence'}, { pointer => '' });
asked($reader, GET => "/drafts/$id.$_", "/drafts/{id}.$_") for qw(pdf html ofd xlsx);
asked($reader, GET => "/drafts/$id/revisions/1", '/drafts/{id}/revisions/{number}');
asked($reader, GET => "/drafts/$id/diff$_", '/drafts/{id}/diff') for '', '?from=1', '?to=1', '?from=x';
asked($reader, GET => "/drafts/$id/masks", '/drafts/{id}/masks');
asked($editor, DELETE => "/drafts/$id/explanations", '/drafts/{id}/explanations', { finding => 'x' });
asked($editor, DELETE => "/drafts/$id/masks", '/drafts/{id}/masks', { words => 'x', reason => 'x' });
asked($reader, GET => '/overview?year=2024', '/overview');
asked($reader, GET => '/templates', '/templates');
asked($editor, GET => '/templates/E1/blank?department=522700-197&project=522700-197-2024-01&year=2025', '/templates/{form}/blank');
asked($reader, POST => '/sets', '/sets', { ids => [$id], face => 'zip' });
asked($editor, GET => '/jobs', '/jobs');
sent($editor, POST => '/jobs', '/jobs', 'x', type => 'application/zip');
asked($editor, GET => '/jobs/0123', '/jobs/{job}');

my $check = "$stack->{dir}/check.json";
open my $out, '>', $check or die;
print $out JSON::PP->new->utf8->encode({ description => $description, answers => \@answers });
close $out;
open my $node, '-|', 'node', '--input-type=module', '-e', <<'JS', $check, $folder or die;
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const [file, folder] = process.argv.slice(1);
const need = createRequire(`${folder}/`);
const Ajv = need("ajv/dist/2020.js").default;
const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true });
need("ajv-formats").default(ajv);
const { description, answers } = JSON.parse(readFileSync(file, "utf8"));
ajv.addSchema(description, "desk");
for (const { operation, status, type, body, what } of answers) {
	const response = operation?.responses[status];
	const content = response?.content?.[type];
	let said = "";
	if (response === undefined) {
		said = "this status is not described";
	} else if (response.content !== undefined && content === undefined) {
		said = `the type ${type} is not described`;
	} else if (content?.schema?.$ref !== undefined) {
		const check = ajv.compile({ $ref: `desk${content.schema.$ref}` });
		said = check(body) ? "" : JSON.stringify(check.errors);
	}
	console.log(`${what}\t${said}`);
}
JS
my $count = 0;
while (<$node>) {
    chomp;
    my ($what, $said) = split /\t/, $_, 2;
    is($said, '', $what);
    $count++;
}
is($count, scalar @answers, 'all answers were looked at');
done_testing;
