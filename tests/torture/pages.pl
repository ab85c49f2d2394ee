# Each allocation, each call of libpq and each system call of a worker fails once while
# it answers the public: one page of each kind. Options: tests/lib/Gongkai/TorturedPages.pm.
use strict;
use warnings;
use Gongkai::Stack;
use Gongkai::TorturedPages qw(begin torture);

my $stack = Gongkai::Stack->new(services => ['postgres']);
# Without an address of its own a site has no map.
open my $settings, '>>', "$stack->{dir}/gongkai.conf" or die;
print $settings "site = $stack->{url}\n";
close $settings or die;
begin($stack, 'server');
$stack->start('nginx');
$stack->wait_ready;

# One of each route; what stands in the address is of the first item of a list.
sub first { my ($list) = @_; return $stack->json("/api/v1/$list")->{items}[0] }

my $report = first('reports?form=E1');
my $self = $report->{links}{self};
my $overall = first('overall-expenditures?limit=1')->{links}{self};
my @pages = (
    { name => 'health', path => '/healthz' },
    { name => 'ready', path => '/readyz' },
    { name => 'entry', path => '/api/v1' },
    { name => 'description', path => '/api/v1/openapi.json' },
    { name => 'schema', path => '/api/v1/document.schema.json' },
    { name => 'document', path => $self },
    { name => 'document unchanged', path => $self, is_unchanged => 1 },
    { name => 'document, connecting', path => $self, is_connecting => 1 },
    { name => 'PDF', path => $report->{links}{pdf} },
    { name => 'OFD', path => $report->{links}{ofd} },
    { name => 'revision', path => "$self/revisions/1" },
    (map { { name => $_, path => "/api/v1/$_?limit=5" } }
            qw(reports departments projects overall-expenditures project-expenditures indicators changes)),
    (map { { name => "one of $_", path => first("$_?limit=1")->{links}{self} } } qw(departments projects overall-expenditures)),
    { name => 'revisions', path => "$self/revisions" },
    { name => 'CSV', path => '/api/v1/reports.csv' },
    { name => 'HTML', path => "$self.html" },
    { name => 'workbook', path => "$self.xlsx" },
    { name => 'list as workbook', path => '/api/v1/reports.xlsx' },
    { name => 'difference', path => "$self/diff?from=1&to=1" },
    { name => 'totals', path => '/api/v1/totals' },
    (map { { name => $_, path => "/api/v1/$_?limit=5" } } qw(latest amendments log/entries)),
    { name => 'log head', path => '/api/v1/log/head' },
    { name => 'log proof', path => '/api/v1/log/proof/' . $self =~ s{.*/}{}r . '/1' },
    { name => 'log consistency', path => '/api/v1/log/consistency?from=1&to=2' },
    { name => 'verify', path => '/v/' . $stack->value('SELECT code FROM gongkai.short_code ORDER BY code LIMIT 1') },
    { name => 'search', path => '/api/v1/search?q=%E7%BB%A9%E6%95%88' },
    { name => 'start page', path => '/' },
    { name => 'search page', path => '/search?q=%E7%BB%A9%E6%95%88' },
    { name => 'report page', path => $self =~ s{^/api/v1}{}r },
    { name => 'department page', path => first('departments?limit=1')->{links}{self} =~ s{^/api/v1}{}r },
    { name => 'year page', path => $overall =~ s{^/api/v1/overall-expenditures}{/departments}r },
    { name => 'feed', path => '/atom.xml' },
    { name => 'sitemap', path => '/sitemap.xml' },
    { name => 'set', path => $overall =~ s/overall-expenditures/sets/r . ".pdf" },
    { name => 'nothing there', is_bad => 1, path => '/api/v1/reports/none-1999-1' },
    { name => 'a bad parameter', is_bad => 1, path => '/api/v1/reports?limit=x' },
);
torture('every call of a worker fails once, on every kind of page', @pages);
