package Gongkai::Whole;

# Clients that tell a whole answer from one that was cut: they read HTTP/1.1 as it
# stands on the wire, where HTTP::Tiny would hide how an answer ended.
#
#   my $answer = fetch(\my $socket, $stack->{uncached}, $path);
#   my %count = hammer(base => $stack->{uncached}, paths => [$path], clients => 6,
#       requests => 1000, meanwhile => sub { ... });

use strict;
use warnings;
use Exporter qw(import);
use IO::Socket::INET;
use IO::Uncompress::Gunzip qw(gunzip);
use List::Util qw(max);
use POSIX ();
use Time::HiRes qw(time);

our @EXPORT_OK = qw(fetch hammer);

# An answer that takes longer than this is counted as one that never ends.
our $PATIENCE = 30;

# Read until the buffer has what the pattern describes, or the connection ends.
sub read_until {
    my ($socket, $buffer, $is_there) = @_;
    until ($is_there->()) {
        sysread($socket, $$buffer, 65536, length $$buffer) or return 0;
    }
    return 1;
}

# The body behind the head, by its length or in chunks; undef when it is cut.
sub read_body {
    my ($socket, $head, $buffer) = @_;
    if ($head =~ /^Content-Length: (\d+)/mi) {
        my $length = $1;
        read_until($socket, $buffer, sub { length $$buffer >= $length }) or return undef;
        return substr $$buffer, 0, $length, '';
    }
    my $body = '';
    while (1) {
        read_until($socket, $buffer, sub { $$buffer =~ /\A[0-9a-fA-F]+\r\n/ }) or return undef;
        $$buffer =~ s/\A([0-9a-fA-F]+)\r\n// or return undef;
        my $length = hex $1;
        read_until($socket, $buffer, sub { length $$buffer >= $length + 2 }) or return undef;
        $body .= substr $$buffer, 0, $length, '';
        substr $$buffer, 0, 2, '';
        return $body if $length == 0;
    }
}

# One GET over a connection that stays open in $$socket while it can. The answer has
# `status` (0: none came) and `body`, unpacked; that is undef when HTTP says it was cut.
sub fetch {
    my ($socket, $base, $path, %header) = @_;
    my ($address) = $base =~ m{//(.*)};
    my %answer = (status => 0);
    my $begin = time;
    local $SIG{PIPE} = 'IGNORE';
    local $SIG{ALRM} = sub { die "hangs\n" };
    eval {
        alarm $PATIENCE;
        $$socket //= IO::Socket::INET->new(PeerAddr => $address) or die "connect: $!\n";
        my $buffer = '';
        syswrite $$socket, join "\r\n", "GET $path HTTP/1.1", 'Host: localhost',
            (map { "$_: $header{$_}" } sort keys %header), '', '';
        read_until($$socket, \$buffer, sub { $buffer =~ /\r\n\r\n/ }) or die "cut\n";
        $buffer =~ s/\A(.*?\r\n)\r\n//s;
        my $head = $1;
        ($answer{status}) = $head =~ m{\AHTTP/1\.1 (\d+)};
        my $body = read_body($$socket, $head, \$buffer) // die "cut\n";
        if ($head =~ /^Content-Encoding: gzip/mi) {
            gunzip(\$body, \my $plain) or die "the gzip is broken\n";
            $body = $plain;
        }
        $answer{body} = $body;
        die "closed\n" if $head =~ /^Connection: close/mi;
    };
    alarm 0;
    undef $$socket if $@;
    $answer{seconds} = time - $begin;
    return \%answer;
}

sub client {
    my ($option, $whole, $requests) = @_;
    my %count = map { $_ => 0 } qw(whole short refused cut slowest);
    my $end = time + ($option->{seconds} // 600);
    my $socket;
    for my $nth (1 .. $requests) {
        last if time > $end;
        my $path = $option->{paths}[ $nth % @{ $option->{paths} } ];
        my $answer = fetch(\$socket, $option->{base}, $path, %{ $option->{headers} // {} });
        my $kind = !defined $answer->{body} ? 'cut'
                 : $answer->{status} != 200 ? 'refused'
                 : $answer->{body} eq $whole->{$path} ? 'whole' : 'short';
        $count{$kind}++;
        $count{slowest} = max($count{slowest}, $answer->{seconds}) if $kind ne 'whole';
    }
    return %count;
}

# Ask from several processes at once, each `requests` divided by `clients` times and no
# longer than `seconds`; `meanwhile` is called all the while, and sleeps. Returns how many
# answers were whole, short (whole to HTTP, other bytes than before), refused (not 200) and
# cut (as HTTP tells), and the seconds of the slowest that was not whole.
sub hammer {
    my (%option) = @_;
    my %whole = map { $_ => fetch(\my $socket, $option{base}, $_)->{body} } @{ $option{paths} };
    my @pipes = map {
        my $pid = open(my $pipe, '-|') // die "fork: $!";
        if (!$pid) {
            my %count = client(\%option, \%whole, $option{requests} / $option{clients});
            print join(' ', %count), "\n";
            close STDOUT;
            POSIX::_exit(0);
        }
        [$pid, $pipe];
    } 1 .. $option{clients};
    my $readable = '';
    vec($readable, fileno $_->[1], 1) = 1 for @pipes;
    # Until the first has finished: then there is less load than was asked for.
    $option{meanwhile}->() until select my $ready = $readable, undef, undef, 0;
    my %count;
    for my $pipe (map { $_->[1] } @pipes) {
        my %one = split ' ', <$pipe> // '';
        $count{slowest} = max($count{slowest} // 0, delete $one{slowest});
        $count{$_} += $one{$_} for keys %one;
        close $pipe;
    }
    return %count;
}

1;
