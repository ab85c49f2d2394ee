# Lists: what is in them, filters, pages without gap or repeat, wrong parameters.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;

# All documents of the sample have a template.
my @all = $stack->reports;
my %by_form;
$by_form{ $_->{form} }++ for @all;
is_deeply(\%by_form, { T1 => 8, E1 => 2, T2 => 8, map { $_ => 1 } qw(D1 D2 E2 R1 G1 G2 G3) }, 'the published documents by form');
is($stack->value('SELECT count(*) FROM gongkai.report'), 25, 'the database has all 25 drafts');
is($stack->value('SELECT count(*) FROM gongkai.publication'), 25, 'and as many publications');

for my $item (@all) {
    my $id = $item->{id};
    subtest "item $id" => sub {
        like($id, qr/^[a-z][a-z0-9]*-\d{4}-[0-9A-Za-z-]+$/, 'id');
        is(substr($id, 0, index $id, '-'), lc $item->{form}, 'form');
        like($id, qr/-$item->{year}-/, 'year');
        ok(length $item->{title}, 'title');
        like($item->{department}{code}, qr/^\d{6}-\w+$/, 'code of the department');
        ok(length $item->{department}{name}, 'name of the department');
        is($item->{links}{self}, "/api/v1/reports/$id", 'link to itself');
        is($item->{links}{pdf}, "/api/v1/reports/$id.pdf", 'link to the PDF');
    };
}

# The number of all, where one asks for it.
for my $format ('', '.csv') {
    is(header($stack->get("/api/v1/reports$format?limit=2&count=exact"), 'X-Total-Count'), 25, "X-Total-Count of reports$format");
    is(header($stack->get("/api/v1/reports$format?limit=2"), 'X-Total-Count'), undef, 'and not where one does not');
}

# Filters.
my %expected = (
    'year=2022'                     => 8,
    'year=2024'                     => 10,
    'year=2023'                     => 7,
    'form=E1'                       => 2,
    'form=D1'                       => 1,
    'form=Z9'                       => 0,
    'department=522700-197'         => 2,
    'department=522700-197&form=T1' => 0,
    'year=2024&form=T2'             => 8,
);
is(scalar($stack->reports("$_&limit=200")), $expected{$_}, "filter $_") for sort keys %expected;
ok(exists $stack->json('/api/v1/reports?form=Z9')->{next}, 'an empty list has `next` too');

# Pages.
for my $limit (1, 2, 5, 24, 25, 26) {
    my @ids = map { $_->{id} } $stack->reports("limit=$limit");
    is_deeply(\@ids, [map { $_->{id} } @all], "pages of $limit: same items, same order, no gap, no repeat");
}
my $page = $stack->json('/api/v1/reports?limit=7&year=2024');
is(scalar @{ $page->{items} }, 7, 'a page has as many items as asked for');
my $next = $stack->json("/api/v1/reports?limit=7&year=2024&cursor=$page->{next}");
is(scalar @{ $next->{items} }, 3, 'the cursor goes on with the filter');
is($next->{next}, undef, 'the last page has no next');

# Projects.
my $projects = $stack->json('/api/v1/projects?limit=200');
is(scalar @{ $projects->{items} }, 19, 'the projects of T1, E1, T2 and E2');
my $code = $projects->{items}[0]{code};
is($stack->json("/api/v1/projects/$code")->{code}, $code, 'a project by its code');
is_problem($stack->get('/api/v1/projects/none'), 404, 'an unknown project');

# Which departments have published a form of a year, and which have not: of the four,
# one has E1 and one has D1; the one of S1 is of 2022.
my %departments = (
    ''                                  => '430602-106 522700-197 522700-300 640221-001',
    'year=2024'                         => '522700-197 640221-001',
    'year=2024&published=false'         => '430602-106 522700-300',
    'form=E1&year=2024'                 => '522700-197',
    'form=E1&published=true'            => '522700-197',
    'form=E1&region=522700&published=false' => '522700-300',
    'form=E1&year=2023&published=false' => '430602-106 522700-197 522700-300 640221-001',
    'published=false'                   => '',
);
for my $query (sort keys %departments) {
    my $found = $stack->json("/api/v1/departments?limit=200&count=exact&$query");
    is(join(' ', map { $_->{code} } @{ $found->{items} }), $departments{$query}, "departments: $query");
    is($found->{count}, scalar @{ $found->{items} }, '  and their number');
}
is(is_problem($stack->get('/api/v1/departments?published=no'), 400, 'published=no is refused')->{parameter}, 'published', 'by name');

# Wrong parameters are named.
my @wrong = (
    ['limit=0', 'limit'], ['limit=201', 'limit'], ['limit=x', 'limit'], ['limit=', 'limit'],
    ['year=20', 'year'], ['year=2024&year=2023', 'year'], ['year=２０２４', 'year'],
    ['form=e1', 'form'], ['form=E1%00', 'form'], ['department=..', 'department'],
    ['department=%ff', 'department'], ['cursor=xyz', 'cursor'], ['cursor=%27--', 'cursor'],
    ['yaer=2024', 'yaer'], ['unknown=1', 'unknown'],
);
for (@wrong) {
    my ($query, $parameter) = @$_;
    utf8::encode(my $bytes = $query);
    my $problem = is_problem($stack->get("/api/v1/reports?$bytes"), 400, "?$query is refused");
    is($problem->{parameter}, $parameter, "?$query: the problem names $parameter");
}
like($stack->get('/api/v1/reports?yaer=2024')->{content}, qr/year/, 'a misspelt name gets a suggestion');
is_problem($stack->get('/api/v1/reports?%zz=1'), 400, 'a broken percent encoding');

done_testing;
