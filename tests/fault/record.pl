# Requests whose bytes were changed, cut and repeated, on the FastCGI socket itself.
use strict;
use warnings;
use Time::HiRes qw(sleep);
use Gongkai::Fault;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;

sub record {
    my ($type, $content) = @_;
    return pack('CCnnCx', 1, $type, 1, length $content, 0) . $content;
}

my $params = join '', map { pack('CC', length $_->[0], length $_->[1]) . join '', @$_ }
    ['REQUEST_METHOD', 'GET'], ['REQUEST_URI', '/api/v1/departments'], ['REQUEST_ID', 'x' x 32], ['HTTP_ACCEPT', '*/*'];
my $good = record(1, pack('nCx5', 1, 1)) . record(4, $params) . record(4, '') . record(5, '');
my @bytes = ("\0", "\xff", "\x7f", "\x80", "\x01", "\x0b", "\xff\xff\xff\xff", "\x80\0\0\0");

srand 20250301;
$SIG{PIPE} = 'IGNORE';
my %before = map { $_ => 1 } $stack->workers;
my $answered = 0;
my $count = 3000;
for (1 .. $count) {
    my $request = $good;
    for (1 .. 1 + rand 4) {
        my $at = rand() < 0.7 ? int rand 60 : int rand length $request;
        my $how = rand;
        if ($how < 0.6)    { substr $request, $at, 1, $bytes[rand @bytes] }
        elsif ($how < 0.8) { substr $request, $at, 1 + int rand 8, '' }
        else               { substr $request, $at, 0, substr $request, int rand length $request, 16 }
    }
    my $peer = peer($stack, $request);
    shutdown $peer, 1;
    $peer->timeout(2);
    my $readable = '';
    vec($readable, fileno $peer, 1) = 1;
    select $readable, undef, undef, 2;
    $answered++ if sysread $peer, my $answer, 100;
    close $peer;
}
my $lost = grep { !$before{$_} } $stack->workers;
my $well = $stack->get('/readyz')->{status} == 200;
tell("$count hostile requests on the FastCGI socket",
    "$answered answered, $lost workers died, the server is " . ($well ? 'well' : 'not well'), !$lost && $well && $answered);
