# An answer is whole or it is none. Workers are killed while they send, and what
# breaks off is told at once by HTTP, never by a body that looks complete.
use strict;
use warnings;
use IO::Socket::UNIX;
use Test::More;
use Time::HiRes qw(sleep);
use Gongkai::HTTP;
use Gongkai::Stack qw(eventually);
use Gongkai::Whole qw(fetch hammer);

# --- a web server's view of an application that breaks off on order ---

my $stack = Gongkai::Stack->new(services => ['nginx']);
my $path = "$stack->{dir}/run/gongkai.sock";
my %asked;

sub record {
    my ($type, $content) = @_;
    return pack('CCnnCx', 1, $type, 1, length $content, 0) . $content;
}

# What the application sends for a path: how far it comes is in the path itself.
my $body = join '', map { "line $_\n" } 1 .. 3000;
my %break = (
    whole    => sub { record(6, "$_[0]$body") . record(6, '') . record(3, "\0" x 8) },
    half     => sub { record(6, $_[0] . substr $body, 0, 9000) },
    inside   => sub { substr record(6, "$_[0]$body"), 0, 9000 },
    unended  => sub { record(6, "$_[0]$body") },
    unstated => sub { record(6, "$_[0]$body") . record(6, '') },
);

sub application {
    my $socket = IO::Socket::UNIX->new(Local => $path, Listen => 50) or die "$path: $!";
    chmod 0666, $path;
    my $pid = fork // die "fork: $!";
    return $pid if $pid;
    my $count = 0;
    while (my $connection = $socket->accept) {
        sysread $connection, my $request, 65536;
        my ($how, $length) = $request =~ m{/api/v1/(\w+?)(?:-(length))?\.} or next;
        $count++;
        my $head = "Content-Type: text/csv\r\nCache-Control: max-age=60\r\nX-Count: $count\r\n"
            . ($length ? 'Content-Length: ' . length($body) . "\r\n" : '') . "\r\n";
        syswrite $connection, $break{$how}->($head);
        close $connection;
    }
    POSIX::_exit(0);
}

my $application = application();
ok(eventually(sub { $stack->get('/api/v1/whole.csv')->{status} == 200 }), 'nginx asks the application');
for my $how (sort keys %break) {
    for my $length ('', '-length') {
        for my $encoding ('gzip', 'identity') {
            my $name = "$how$length, $encoding";
            my @answers = map {
                fetch(\my $socket, $stack->{url}, "/api/v1/$how$length.csv", 'Accept-Encoding' => $encoding);
            } 1, 2;
            # All bytes, and a Content-Length that says so: the client has what it asked for.
            my $has_all = $how eq 'whole' || $how =~ /^un/ && $length && $encoding eq 'identity';
            if ($has_all) {
                ok($_->{body} && $_->{body} eq $body, "$name: the whole body") for @answers;
            } else {
                ok(!defined $_->{body}, "$name: HTTP says that it is cut") for @answers;
            }
            cmp_ok($_->{seconds}, '<', 2, '  at once') for @answers;
        }
    }
}
kill 'KILL', $application;
waitpid $application, 0;
unlink $path;
for my $how (sort keys %break) {
    for my $length ('', '-length') {
        my $answer = $stack->get("/api/v1/$how$length.csv");
        if ($how eq 'whole') {
            ok($answer->{content} eq $body, "$how$length: the whole one is in the cache");
        } else {
            has_status($answer, 502, "$how$length: nothing of it is in the cache");
        }
    }
}

# --- workers are killed under load ---

$stack->start($_) for qw(postgres server);
$stack->wait_ready;
my @paths = ('/api/v1/openapi.json', '/api/v1/indicators?limit=200', '/api/v1/reports.csv');
for my $encoding ('gzip', 'identity') {
    my $kills = 0;
    my %count = hammer(
        base => $stack->{uncached}, paths => \@paths, clients => 6, requests => 1200, seconds => 10,
        headers => { 'Accept-Encoding' => $encoding },
        meanwhile => sub {
            sleep 0.1;
            my @workers = $stack->workers;
            $kills += kill 'KILL', $workers[rand @workers] if @workers;
        },
    );
    diag("$encoding: ", join ', ', "$kills kills", map { "$_ $count{$_}" } sort keys %count);
    cmp_ok($kills, '>', 5, "$encoding: workers were killed");
    cmp_ok($count{whole}, '>', $kills, '  and there were more answers');
    is($count{short}, 0, '  none was short and looked whole');
    cmp_ok($count{cut} + $count{refused}, '<=', $kills, '  a worker that is killed takes the answer with it that it was giving, and no other');
    cmp_ok($count{slowest}, '<', 5, '  and those that failed did so at once');
}
ok(eventually(sub { $stack->get($paths[0], base => $stack->{uncached})->{status} == 200 }), 'it goes on');

done_testing;
