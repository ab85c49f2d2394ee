# Workers die, are reloaded and stopped under load; no request may fail for it.
use strict;
use warnings;
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack qw(eventually);

my $stack = Gongkai::Stack->new;
my ($report) = $stack->reports;
my @paths = ($report->{links}{self}, $report->{links}{pdf}, '/api/v1/reports');
my $count = scalar $stack->workers;
cmp_ok($count, '>=', 2, 'at least two workers');

sub all_well {
    my ($what, %count) = @_;
    is_deeply([keys %count], [200], "$what: every request is answered")
        or diag(join ', ', map { "$_: $count{$_}" } sort keys %count);
    cmp_ok($count{200} // 0, '>', 50, 'and there were many');
}

# kill -9: the request in hand goes to another worker (the socket stands twice in
# the upstream), and the parent starts a new one.
all_well('killing workers', $stack->load(4, \@paths, sub {
    for (1 .. 3) {
        select undef, undef, undef, 0.8;
        my ($victim) = $stack->workers;
        kill 'KILL', $victim;
    }
}));
ok(eventually(sub { $stack->workers == $count }), 'the dead are replaced');
like($stack->log('server'), qr/worker \d+ died: signal 9/, 'and the log says so');

# All at once.
my @old = $stack->workers;
kill 'KILL', @old;
ok(eventually(sub { $stack->get($paths[0], base => $stack->{uncached})->{status} == 200 }), 'all workers killed: it comes back');
ok(eventually(sub { $stack->workers == $count }), 'with as many as before');

# SIGHUP: new workers, no failed request.
@old = $stack->workers;
all_well('reloading', $stack->load(12, \@paths, sub {
    for my $nth (1, 2) {
        sleep 1;
        $stack->signal('server', 'HUP');
        eventually(sub { my @reloads = $stack->log('server') =~ /reloaded/g; @reloads >= $nth });
    }
}));
my %old = map { $_ => 1 } @old;
ok(eventually(sub { !grep { $old{$_} } $stack->workers }), 'reloading replaces the workers');
like($stack->log('server'), qr/reloaded/, 'and the log says so');

# A reload with broken settings leaves the old ones in force.
my $settings = "$stack->{dir}/gongkai.conf";
open my $file, '>>', $settings or die;
print $file "workers = many\n";
close $file;
$stack->signal('server', 'HUP');
ok(eventually(sub { $stack->log('server') =~ /reload failed/ }), 'broken settings are refused');
has_status($stack->get($paths[0], base => $stack->{uncached}), 200, 'and the server goes on');
system('sed', '-i', '/workers = many/d', $settings) == 0 or die;

# Readers have the way to this socket, so the desk does not come to it unasked.
open $file, '>>', $settings or die;
print $file "role = staff\n";
close $file;
$stack->signal('server', 'HUP');
ok(eventually(sub { $stack->log('server') =~ /the setting 'role' was public and is staff/ }), 'another role is refused');
has_status($stack->get($paths[0], base => $stack->{uncached}), 200, 'and the public is served on');
system('sed', '-i', '/role = staff/d', $settings) == 0 or die;

# Another version of a template makes other pages of what is published from then on; a
# revision keeps the one that it was published with, which the database has.
my $revision = "$report->{links}{self}/revisions/1.pdf";
my $before = $stack->get($revision, base => $stack->{uncached});
like(header($before, 'Cache-Control'), qr/immutable/, 'a revision as published never changes');
my $set = "/api/v1/sets/$report->{department}{code}/$report->{year}.pdf";
my %known = (headers => { 'If-None-Match' => header($stack->get($set, base => $stack->{uncached}), 'ETag') });
has_status($stack->get($set, base => $stack->{uncached}, %known), 304, 'nor does the set that it is part of');
my $templates = "$stack->{dir}/other-templates";
system('cp', '-r', 'templates', $templates) == 0 or die;
system('sed', '-i', 's/footer="[^"]*"/footer="- {page} -"/', "$templates/$report->{form}.xml") == 0 or die;
system('chmod', '-R', 'a+rX', $templates) == 0 or die;
system('sed', '-i', "s|^templates = .*|templates = $templates|", $settings) == 0 or die;
$stack->signal('server', 'HUP');
ok(eventually(sub { $stack->get($set, base => $stack->{uncached}, %known)->{status} == 200 }),
    'another template, another set');
my $after = $stack->get($revision, base => $stack->{uncached});
ok($after->{content} eq $before->{content}, 'the revision is the same, byte for byte');
is(header($after, $_), header($before, $_), "  and its $_") for 'ETag', 'Cache-Control', 'Last-Modified';
# Where its template is lost, it is made with the one in force, and nobody is told that
# this never changes.
$stack->value("UPDATE gongkai.revision SET template_digest = repeat('0', 64) WHERE report_id = '$report->{id}'");
$after = $stack->get($revision, base => $stack->{uncached});
has_status($after, 200, 'without its template');
isnt(header($after, 'ETag'), header($before, 'ETag'), '  it has another validator');
unlike(header($after, 'Cache-Control'), qr/immutable/, '  which does not last for ever');
is(header($after, 'Last-Modified'), undef, '  nor is it of the time of publication');
like(header($stack->get("$report->{links}{self}/revisions/1", base => $stack->{uncached}), 'Cache-Control'), qr/immutable/,
    'the document stays as it is');

# SIGTERM: the requests in hand are finished, then the process ends in good order.
my %last = $stack->load(3, \@paths, sub {
    sleep 1;
    is($stack->stop('server'), 0, 'SIGTERM: ends with status 0');
});
is_deeply([grep { !/^(200|502)$/ } keys %last], [], 'under load: 200, then nginx says 502');
ok(!-e "$stack->{dir}/run/gongkai.sock", 'its socket is removed');
is(scalar(grep { kill 0, $_ } @old), 0, 'no worker is left');

# Without the server: old answers from the cache, a problem document for the rest.
$stack->start('server');
$stack->wait_ready;
my $pdf = $stack->get($paths[1])->{content};
$stack->stop('server');
ok($stack->get($paths[1])->{content} eq $pdf, 'the cache answers while the server is away');
my $away = $stack->get('/api/v1/projects');
is_problem($away, 502, 'what is not in the cache');
cmp_ok(header($away, 'Retry-After') // 0, '>', 0, 'with Retry-After');
$stack->start('server');
ok(eventually(sub { $stack->get('/api/v1/projects')->{status} == 200 }), 'and works when it is back');

done_testing;
