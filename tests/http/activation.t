# The listening socket as file descriptor 0, as systemd hands it over: while the
# server restarts, requests wait in the socket's queue and none fails.
use strict;
use warnings;
use IO::Socket::UNIX;
use POSIX ();
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

done_testing;
