# The server under AddressSanitizer with its search for leaks: workers that have answered
# every kind of request, well and in vain, and the parent that started and reloaded them
# leave nothing behind when they end.
use strict;
use warnings;
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack qw(eventually);

my $FAULT = 99;
$ENV{GONGKAI_BUILD} =~ s{[^/]*$}{build-sanitizers};
my $stack = Gongkai::Stack->new(services => ['postgres']);
my $log = "$stack->{dir}/log";
my ($operator, $desk) = split ' ', $stack->script('free_ports', 2);
$stack->script('stack_configure_operator', $stack->{dir}, $operator, $desk);

sub set {
    my (@lines) = @_;
    open my $file, '>>', "$stack->{dir}/gongkai.conf" or die;
    print $file map { "$_\n" } @lines;
    close $file or die;
}

# The sanitizer reserves more addresses than any limit allows.
set('workers = 2', 'worker_memory_mb = 0');
$stack->start('server', sub {
    $ENV{ASAN_OPTIONS} = "detect_leaks=1:exitcode=$FAULT:log_path=$log/asan";
    $ENV{UBSAN_OPTIONS} = "print_stacktrace=1:exitcode=$FAULT:log_path=$log/asan";
});
$stack->start('nginx');
$stack->wait_ready;
like(`nm $ENV{GONGKAI_BUILD}/gongkai.fcgi`, qr/__lsan_do_leak_check/, 'the server is built with the sanitizers');

my %direct = (base => $stack->{uncached}, timeout => 60);
sub first { my ($list) = @_; return $stack->json("/api/v1/$list")->{items}[0] }
my $report = first('reports?form=E1');
my $self = $report->{links}{self};
my @faces = ('', map { ".$_" } qw(json html pdf xlsx ofd));
my @lists = qw(reports departments projects overall-expenditures project-expenditures indicators changes);
my $set = first('overall-expenditures?limit=1')->{links}{self} =~ s/overall-expenditures/sets/r;
my @good = (
    qw(/healthz /readyz /api/v1 /api/v1/openapi.json /api/v1/document.schema.json /api/v1/log/head),
    (map { ("$self$_", "$self/revisions/1$_") } @faces), "$self/revisions",
    (map { my $list = $_; map { "/api/v1/$list$_" } '?limit=3', '.csv', '.csv?bom=true', '.xlsx' } @lists),
    (map { first("$_?limit=1")->{links}{self} } qw(departments projects overall-expenditures)),
    (map { "$set.$_" } qw(html pdf xlsx ofd)),
    '/api/v1/search?q=%E7%BB%A9%E6%95%88', '/api/v1/search?q=%22%E9%A1%B9%E7%9B%AE%E6%94%AF%E5%87%BA%22%20%E9%BE%98',
);
my %bad = ('/api/v1/reports/none-1999-1' => 404, '/api/v1/reports?limit=x' => 400, '/api/v1/reports?cursor=xyz' => 400,
    '/api/v1/search?q=%E3%80%82' => 400, '/v/none' => 404);

sub ask_all {
    my ($when) = @_;
    my @failed = grep { $stack->get($_, %direct)->{status} != 200 } @good;
    is("@failed", '', "$when: every kind of page is answered");
    has_status($stack->get($_, %direct), $bad{$_}, "  and $_") for sort keys %bad;
    has_status($stack->get($self, %direct, headers => { 'If-None-Match' => header($stack->get($self, %direct), 'ETag') }), 304, '  not modified');
    has_status($stack->get($self, %direct, headers => { Accept => 'image/png' }), 406, '  nothing that is wanted');
    has_status($stack->get('/metrics', base => "http://127.0.0.1:$operator"), 200, '  and what is counted');
}

ask_all('at the start');
my $before = join ' ', sort $stack->workers;
$stack->signal('server', 'HUP');
ok(eventually(sub { my $now = join ' ', sort $stack->workers; $now ne $before && $stack->workers == 2 }), 'reloaded');
ask_all('after a reload');
set('workers = many');
$stack->signal('server', 'HUP');
ok(eventually(sub { $stack->log('server') =~ /reload failed/ }), 'a reload is refused');
has_status($stack->get($self, %direct), 200, '  and it goes on');
is($stack->stop('server'), 0, 'all end well');
my @told = glob "$log/asan*";
is("@told", '', 'nothing is left, and nothing was wrong') or diag(map { my $path = $_; open my $f, '<', $path or (); local $/; substr(<$f> // '', 0, 3000) } @told);
done_testing;
