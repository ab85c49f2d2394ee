package Gongkai::HTTP;

# What the tests say about answers.

use strict;
use warnings;
use Encode qw(decode_utf8);
use Exporter qw(import);
use JSON::PP qw(decode_json);
use Test::More;

our @EXPORT = qw(has_status is_problem header without_space raw_request);

# The value of a header; several of the same name are joined.
sub header {
    my ($answer, $name) = @_;
    my $value = $answer->{headers}{ lc $name };
    return ref $value ? join(', ', @$value) : $value;
}

sub has_status {
    my ($answer, $status, $name) = @_;
    local $Test::Builder::Level = $Test::Builder::Level + 1;
    return is($answer->{status}, $status, $name)
        || diag(substr($answer->{content} // '', 0, 500));
}

# The answer is a problem document of this status; returns it decoded.
sub is_problem {
    my ($answer, $status, $name) = @_;
    my $problem = eval { decode_json($answer->{content}) } || {};
    local $Test::Builder::Level = $Test::Builder::Level + 1;
    subtest $name => sub {
        has_status($answer, $status, "status $status");
        is(header($answer, 'Content-Type'), 'application/problem+json', 'content type');
        is($problem->{status}, $status, 'status inside');
        like($problem->{type}, qr{^/problems/[a-z-]+$}, 'type');
        ok(length($problem->{title} // ''), 'has a title');
        like($problem->{request_id}, qr/^[\w-]{8,64}$/, 'has a request id');
        unlike($answer->{content}, qr/\b(libpq|PostgreSQL|gongkai_\w+|socket|SELECT)\b/, 'tells nothing of the inside');
    };
    return $problem;
}

# Text as characters, without any white space.
sub without_space {
    my ($bytes) = @_;
    my $text = decode_utf8($bytes);
    $text =~ s/[\s\x{3000}\x{a0}]+//g;
    return $text;
}

# Bytes to the server as they are; returns what comes back until it closes.
sub raw_request {
    my ($stack, $bytes) = @_;
    require IO::Socket::INET;
    my ($address) = $stack->{url} =~ m{//(.*)};
    my $socket = IO::Socket::INET->new(PeerAddr => $address, Timeout => 5) or die "connect: $!";
    my $answer = '';
    local $SIG{ALRM} = sub { die "no answer\n" };
    alarm 10;
    print $socket $bytes;
    1 while sysread $socket, $answer, 65536, length $answer;
    alarm 0;
    return $answer;
}

1;
