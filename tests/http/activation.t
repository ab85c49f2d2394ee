# The listening socket as file descriptor 0, as systemd hands it over: while the
# server restarts, requests wait in the socket's queue and none fails.
use strict;
use warnings;
use IO::Socket::UNIX;
use POSIX qw(F_GETFL F_SETFL O_NONBLOCK);
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => ['postgres', 'nginx']);
my $path = "$stack->{dir}/run/gongkai.sock";
my $socket = IO::Socket::UNIX->new(Local => $path, Listen => 512) or die "$path: $!";
chmod 0666, $path;

sub start_server {
    $stack->start('server', sub { POSIX::dup2(fileno $socket, 0) // die "dup2: $!" });
}

start_server();
$stack->wait_ready;
like($stack->log('server'), qr/file descriptor 0/, 'the server takes file descriptor 0');

my ($report) = $stack->reports;
my %count = $stack->load(4, [$report->{links}{self}, $report->{links}{pdf}], sub {
    sleep 1;
    is($stack->stop('server'), 0, 'the server stops');
    start_server();
});
is_deeply([keys %count], [200], 'a restart under load: no request fails')
    or diag(join ', ', map { "$_: $count{$_}" } sort keys %count);
ok(-S $path, 'the socket stays');

# systemd makes it a blocking one with each process that it starts for the unit, that of a reload
# among them: no worker may wait in accept(), with a request in its hand or when it is to end.
fcntl($socket, F_SETFL, fcntl($socket, F_GETFL, 0) & ~O_NONBLOCK) or die "fcntl: $!";
%count = $stack->load(2, [$report->{links}{self}, $report->{links}{pdf}]);
is_deeply([keys %count], [200], 'a socket that blocks: no request fails');
is($stack->get($report->{links}{pdf}, base => $stack->{uncached})->{status}, 200, 'nor one alone');
my %old = map { $_ => 1 } $stack->workers;
$stack->signal('server', 'HUP');
ok(Gongkai::Stack::eventually(sub { my @now = $stack->workers; @now && !grep { $old{$_} } @now }),
    'after a reload the workers of before end by themselves');
unlike($stack->log('server'), qr/does not end/, 'none is killed');

done_testing;
