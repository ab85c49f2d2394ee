# Two thousand clients that send their request a byte at a time, and a thousand that
# hardly read what they asked for, from forty addresses; another one is served.
use strict;
use warnings;
use IO::Select;
use Socket qw(SOL_SOCKET SO_RCVBUF);
use Time::HiRes qw(sleep time);
use Gongkai::Crowd qw(connection);
use Gongkai::Fault;
use Gongkai::Stack qw(eventually);

# Descriptors for all of them.
if (!$ENV{GONGKAI_DESCRIPTORS}) {
    $ENV{GONGKAI_DESCRIPTORS} = 1;
    exec 'sh', '-c', 'ulimit -n 8192 && exec "$@"', 'sh', $^X, '-Itests/lib', $0 or die "sh: $!\n";
}
my ($HEADS, $READERS, $ADDRESSES) = (2000, 1000, 40);
my $stack = Gongkai::Stack->new;
my @paths = map { @{ $_->{links} }{qw(self pdf)} } $stack->reports;
push @paths, '/', '/api/v1/reports';
my $HEAD = "GET /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nX-Slow: " . 'x' x 4000;
my $MUCH = "GET /api/v1/indicators?limit=200 HTTP/1.1\r\nHost: localhost\r\n\r\n" x 50;

# Who is left comes again.
sub drip {
    my ($number) = @_;
    my @slow;
    while (1) {
        for my $nth (1 .. $HEADS / $ADDRESSES) {
            my $one = $slow[$nth] //= { socket => connection($stack->{url}, $number) // next, at => 0 };
            if (!syswrite $one->{socket}, substr $HEAD, $one->{at}++, 1) { undef $slow[$nth] }
        }
        sleep 0.5;
    }
}

sub sip {
    my ($number) = @_;
    my @slow;
    while (1) {
        for my $nth (1 .. $READERS / $ADDRESSES) {
            if (!$slow[$nth]) {
                my $socket = connection($stack->{url}, $number) or next;
                setsockopt $socket, SOL_SOCKET, SO_RCVBUF, 4096;
                syswrite $socket, $MUCH;
                $slow[$nth] = $socket;
            }
            $slow[$nth]->blocking(0);
            my $read = sysread $slow[$nth], my $bytes, 100;
            undef $slow[$nth] if defined $read && $read == 0;
        }
        sleep 1;
    }
}

# How many connections nginx has at this moment.
sub connections {
    my ($port) = $stack->{url} =~ /:(\d+)/;
    return scalar(() = qx(ss -Htn state established "sport = :$port") =~ /\n/g);
}

my $readers = Gongkai::Crowd->new($ADDRESSES, \&sip);
my $heads = Gongkai::Crowd->new($ADDRESSES, \&drip);
eventually(sub { connections() > ($HEADS + $READERS) * 0.95 }, 40);
my $held = connections();
my ($asked, $failed, $slowest) = (0, 0, 0);
my $end = time + 25;
while (time < $end) {
    my $path = $paths[$asked % @paths];
    my $answer = $stack->get($path, $asked++ % 2 ? (base => $stack->{uncached}) : ());
    $failed++ if $answer->{status} != 200;
    $slowest = $answer->{seconds} if $answer->{seconds} > $slowest;
    # A good client asks less often than the limit of one address.
    sleep 0.02;
}
my $still = connections();
$_->end for $readers, $heads;
tell(sprintf('%d slow heads, %d slow readers', $HEADS, $READERS),
    sprintf('%d of %d failed, the slowest %.2f s, beside %d to %d connections', $failed, $asked, $slowest, sort { $a <=> $b } $held, $still),
    $failed == 0 && $slowest < 2 && $asked > 100 && $held > ($HEADS + $READERS) * 0.9 && $still > ($HEADS + $READERS) * 0.9);
