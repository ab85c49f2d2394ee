package Gongkai::Crowd;

# Many clients at once for tests/fault, each with an address of its own on the
# loopback and many connections.
#
#   my $crowd = Gongkai::Crowd->new(20, sub { my ($number) = @_; ... });
#   ...
#   $crowd->end;
#
# The function is what a client does, in a process of its own, until it is killed.

use strict;
use warnings;
use Exporter qw(import);
use IO::Select;
use IO::Socket::INET;
use POSIX ();

our @EXPORT_OK = qw(connection insist);

sub new {
    my ($class, $clients, $life) = @_;
    my @pids;
    for my $number (1 .. $clients) {
        my $pid = fork // die "fork: $!\n";
        if (!$pid) {
            $SIG{$_} = 'DEFAULT' for qw(INT TERM HUP);
            $SIG{PIPE} = 'IGNORE';
            $life->($number);
            POSIX::_exit(0);
        }
        push @pids, $pid;
    }
    return bless { pids => \@pids, parent => $$ }, $class;
}

sub end {
    my ($self) = @_;
    kill 'KILL', @{ $self->{pids} };
    waitpid $_, 0 for @{ $self->{pids} };
    $self->{pids} = [];
}

sub DESTROY {
    my ($self) = @_;
    $self->end if $$ == $self->{parent};
}

# A connection to a stack's nginx from the address of client NUMBER.
sub connection {
    my ($base, $number) = @_;
    my ($address) = $base =~ m{//(.*)};
    return IO::Socket::INET->new(PeerAddr => $address, LocalAddr => sprintf('127.0.%d.%d', 1 + int($number / 250), 1 + $number % 250));
}

# Ask over so many connections without a pause; `next_request` makes the bytes of a request.
sub insist {
    my ($base, $number, $connections, $next_request) = @_;
    my $select = IO::Select->new;
    while (1) {
        while ($select->count < $connections) {
            my $socket = connection($base, $number) or last;
            syswrite $socket, $next_request->();
            $select->add($socket);
        }
        for my $socket ($select->can_read(0.1)) {
            next if sysread $socket, my $bytes, 65536;
            $select->remove($socket);
            close $socket;
        }
    }
}

1;
