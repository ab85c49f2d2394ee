package Gongkai::Desk;

# Somebody at the desk: a browser with its cookie and token, or a program with a bearer token.
#
#   my $clerk = Gongkai::Desk->login($stack, 'editor-522700');
#   my $answer = $clerk->ask(POST => '/tokens', { label => 'x', roles => ['reader'], days => 1 });
#   is($answer->{status}, 201);
#   is($answer->{json}{number}, 1);

use strict;
use warnings;
use Digest::SHA qw(hmac_sha1);
use JSON::PP;

our $PASSWORD = 'Gongkai=Desk=2025';
my $json = JSON::PP->new->utf8->canonical;

# Nobody yet.
sub new {
    my ($class, $stack, %with) = @_;
    return bless { stack => $stack, %with }, $class;
}

sub login {
    my ($class, $stack, $name, $password) = @_;
    my $self = $class->new($stack);
    my $answer = $self->enter($name, $password);
    die "$name cannot log in: $answer->{status} $answer->{content}\n" if $answer->{status} != 200;
    return $self;
}

# A program: all it has is a token.
sub bearer {
    my ($class, $stack, $token) = @_;
    return $class->new($stack, bearer => $token);
}

sub enter {
    my ($self, $name, $password) = @_;
    return $self->keep($self->ask(POST => '/login', { name => $name, password => $password // $PASSWORD }));
}

# The cookies that an answer sets, whole, of the session and of the browser.
sub cookies {
    my ($answer) = @_;
    my $set = $answer->{headers}{'set-cookie'} // [];
    my @cookies = ref $set ? @$set : ($set);
    return ((grep { !/-device=/ } @cookies)[0], (grep { /-device=/ } @cookies)[0]);
}

# Take over the session that an answer opens, and what marks the browser.
sub keep {
    my ($self, $answer) = @_;
    my ($session, $device) = map { defined ? /^([^;]+)/ : undef } cookies($answer);
    if (defined $session) {
        $self->{cookie} = $session;
        $self->{token} = $answer->{json}{token} if $answer->{json};
    }
    $self->{device} = $device if defined $device;
    return $answer;
}

# Ask. The body is what becomes JSON, or bytes with their type in the headers. Options:
# headers, over those that the browser sends (undef takes one away), type, timeout.
sub ask {
    my ($self, $method, $path, $body, %option) = @_;
    my %headers = ('Content-Type' => 'application/json');
    if ($self->{bearer}) {
        $headers{Authorization} = "Bearer $self->{bearer}";
    } else {
        $headers{Origin} = $self->{stack}{desk} if $method ne 'GET';
        my $cookies = join '; ', grep { $_ } @$self{qw(cookie device)};
        $headers{Cookie} = $cookies if $cookies;
        $headers{'X-Gongkai-Token'} = $self->{token} if $self->{token} && $method ne 'GET';
    }
    $headers{'Content-Type'} = $option{type} if $option{type};
    %headers = (%headers, %{ $option{headers} || {} });
    delete $headers{$_} for grep { !defined $headers{$_} } keys %headers;
    delete $headers{'Content-Type'} if !defined $body;
    my $answer = $self->{stack}->get("/api/v1/staff$path", base => $self->{stack}{desk}, method => $method,
        headers => \%headers, timeout => $option{timeout} || 30,
        defined $body ? (content => ref $body ? $json->encode($body) : $body) : ());
    $answer->{json} = $json->decode($answer->{content})
        if ($answer->{headers}{'content-type'} // '') =~ m{^application/(?:problem\+)?json} && length $answer->{content};
    return $answer;
}

# The draft as it is, and the value for If-Match.
sub draft {
    my ($self, $id) = @_;
    my $answer = $self->ask(GET => "/drafts/$id");
    return ($answer->{json}, $answer->{headers}{etag});
}

# Change it by a JSON Patch, or a JSON Merge Patch, with further headers.
sub patch {
    my ($self, $id, $etag, $steps, %headers) = @_;
    return $self->ask(PATCH => "/drafts/$id", $steps,
        type => ref $steps eq 'ARRAY' ? 'application/json-patch+json' : 'application/merge-patch+json',
        headers => { 'If-Match' => $etag, %headers });
}

# The one-time code of a secret in base32 at a time (RFC 6238, RFC 4226).
sub code {
    my ($secret, $time) = @_;
    my $bits = join '', map { sprintf '%05b', index 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', $_ } split //, $secret;
    my $key = pack 'B*', substr $bits, 0, 8 * int(length($bits) / 8);
    my $mac = hmac_sha1(pack('Q>', int($time / 30)), $key);
    my $number = unpack('N', substr $mac, ord(substr $mac, 19) & 15, 4) & 0x7fffffff;
    return sprintf '%06d', $number % 1_000_000;
}

1;
