package Gongkai::Fault;

# What the scripts of tests/fault share: one line at the end, and the status.
#
#   tell('workers killed every 100 ms', "0 of 5,000 short", $short == 0);

use strict;
use warnings;
use Exporter qw(import);
use IO::Socket::UNIX;

our @EXPORT = qw(tell peer rate);

# Print the line; a bound that does not hold ends the script with status 1.
sub tell {
    my ($what, $figure, $holds) = @_;
    printf "%s\t%s\t%s\n", $what, $figure, $holds ? 'ok' : 'NOT OK';
    exit($holds ? 0 : 1);
}

# A connection to the FastCGI socket of a stack, on which so much has been said.
sub peer {
    my ($stack, $said) = @_;
    my $socket = IO::Socket::UNIX->new(Peer => "$stack->{dir}/run/gongkai.sock") or die "connect: $!\n";
    syswrite $socket, $said if length $said;
    return $socket;
}

# Requests a second of some clients for some seconds, the seconds of the slowest, and
# how many were not 200; `wrk` counts them.
sub rate {
    my ($stack, $path, $clients, $seconds) = @_;
    open my $pipe, '-|', 'wrk', '-t', 1, '-c', $clients, '-d', $seconds, '--timeout', 10, "$stack->{uncached}$path"
        or die "wrk: $!\n";
    my $said = join '', <$pipe>;
    close $pipe or die "wrk failed\n";
    my ($rate) = $said =~ m{Requests/sec:\s*([\d.]+)} or die "wrk: $said\n";
    my ($slowest, $unit) = $said =~ /Latency\s+\S+\s+\S+\s+([\d.]+)(us|ms|s)/;
    my ($bad) = $said =~ /Non-2xx or 3xx responses: (\d+)/;
    return ($rate, $slowest * { us => 1e-6, ms => 1e-3, s => 1 }->{$unit}, $bad // 0);
}

1;
