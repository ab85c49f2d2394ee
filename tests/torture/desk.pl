# Each allocation, each call of libpq and each system call of a worker of the desk fails
# once. Options: tests/lib/Gongkai/TorturedPages.pm.
use strict;
use warnings;
use Gongkai::Stack qw(eventually);
use Gongkai::TorturedPages qw(begin torture);

my $stack = Gongkai::Stack->new(services => ['postgres']);
begin($stack, 'desk');
$stack->start('nginx');
eventually(sub { $stack->get('/readyz', base => $stack->{desk})->{status} == 200 }, 60) or die "the desk does not become ready\n";

my ($token) = $stack->gongkai('token', 'add', '--label', '试', '--roles', 'editor,reader', 'editor-522700') =~ /(\S{30,})/
    or die "no token\n";
my $api = '/api/v1/staff';
my $id = $stack->value(q(SELECT id FROM gongkai.report WHERE department_code = '522700-197' AND form = 'E1' ORDER BY 1 LIMIT 1));
my $draft = "$api/drafts/$id";
my $document = $stack->gongkai('export', $id);
my %json = (CONTENT_TYPE => 'application/json');
# A draft's faces tell the time at which they were made.
my $watermark = qr{^(?:Content-Length|ETag|Repr-Digest): [^\r]*|(?s:\r\n\r\n.*)}m;

sub page {
    my ($name, $path, %more) = @_;
    my $variables = delete $more{variables} // {};
    return { name => $name, path => $path, %more, variables => { HTTP_AUTHORIZATION => "Bearer $token", %$variables } };
}

torture('every call of a worker of the desk fails once',
    page('session', "$api/session"),
    page('session, connecting', "$api/session", is_connecting => 1),
    page('drafts', "$api/drafts?limit=5"),
    page('overview', "$api/overview?year=2024"),
    page('draft', $draft),
    page('PDF', "$draft.pdf", chance => $watermark),
    page('HTML', "$draft.html", chance => $watermark),
    page('workbook', "$draft.xlsx", chance => $watermark),
    page('findings', "$draft/findings"),
    page('history', "$draft/history"),
    page('comments', "$draft/comments"),
    page('form', "$api/form", body => qq({"document":$document}), variables => { REQUEST_METHOD => 'POST', %json }),
    page('patch of another', $draft, is_bad => 1, body => '{"note":"x"}',
        variables => { REQUEST_METHOD => 'PATCH', CONTENT_TYPE => 'application/merge-patch+json', HTTP_IF_MATCH => '"other"' }),
    page('patch', $draft, is_bad => 1, body => '{"fund":1}',
        variables => { REQUEST_METHOD => 'PATCH', CONTENT_TYPE => 'application/merge-patch+json', HTTP_IF_MATCH => '*' }),
    page('no right', "$api/users", is_bad => 1),
);
