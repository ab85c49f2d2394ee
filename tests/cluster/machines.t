# Two application machines behind one nginx. One of them dies, one is stopped and comes
# back, one stands still: what readers see.
use strict;
use warnings;
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Cluster;
use Gongkai::Stack;
use Gongkai::Whole;

my $stack = Gongkai::Stack->new(services => ['postgres']);
my $other = $stack->beside('two');

# The other machine has the same program and settings, and a socket of its own.
sub copied {
    my ($from, $to, $change) = @_;
    open my $in, '<', $from or die "$from: $!";
    my $text = join '', <$in>;
    close $in;
    $change->() for $text;
    open my $out, '>', $to or die "$to: $!";
    print $out $text;
    close $out or die "$to: $!";
}
copied("$stack->{dir}/gongkai.conf", "$other->{dir}/gongkai.conf", sub { s{^socket = .*}{socket = $other->{dir}/run/gongkai.sock}m });
$stack->script('give', "$other->{dir}/gongkai.conf");
system('cp', '-p', "$stack->{dir}/bin/gongkai.fcgi", "$other->{dir}/bin/") == 0 or die 'cp';

# The upstream that the manual gives for more than one machine.
my ($upstream) = do { local (@ARGV, $/) = 'README.md'; <> } =~ m{^(upstream gongkai \{.*?^\})}ms or die 'the manual has no upstream';
$upstream =~ s{unix:/run/gongkai/gongkai\.sock}{unix:$stack->{dir}/run/gongkai.sock}g;
$upstream =~ s{\b10\.0\.0\.2:9000\b}{unix:$other->{dir}/run/gongkai.sock}g;
my $path = "$stack->{dir}/nginx/nginx.conf";
copied($path, $path, sub { s/^    upstream gongkai \{.*?^    \}/$upstream/ms or die 'no upstream' });
# All that nginx waits for takes a fifth, so that how they are to one another stays.
copied($_, $_, sub { s{^(\s*fastcgi_(?:read|next_upstream)_timeout) (\d+)s;}{$1 . ' ' . $2 / 5 . 's;'}gme })
    for map { "$stack->{dir}/nginx/snippets/gongkai-$_.conf" } qw(fastcgi server);
$other->start('server');
$stack->start($_) for qw(server nginx);
$stack->wait_ready;

my @reports = ($stack->reports)[0 .. 4];
my @paths = ((map { ($_->{links}{self}, $_->{links}{pdf}) } @reports), '/api/v1/indicators?limit=20', '/api/v1/reports.csv');

# Whoever reads meanwhile: while `happens`, and so many seconds on.
sub seen {
    my ($what, $seconds, $happens) = @_;
    my $direct = readers(3, $stack->{uncached}, @paths);
    my $cached = readers(1, $stack->{url}, @paths);
    sleep 1;
    my $at = time;
    $happens->();
    sleep $seconds;
    my %direct = $direct->stop(since => $at);
    my %cached = $cached->stop(since => $at);
    diag sprintf '%s: without a cache %d right, %d wrong, %d refused, %d cut, the slowest took %.0f ms; through it %d right, %d not',
        $what, @direct{qw(right wrong refused cut)}, 1000 * $direct{slowest}, @cached{qw(right failed)};
    is($direct{wrong} + $cached{wrong}, 0, "$what: no answer was wrong");
    is($cached{failed}, 0, "$what: through the cache none failed");
    cmp_ok($direct{right}, '>', 100, "$what: many were right");
    return %direct;
}

my %direct = seen('both run', 1, sub { });
is($direct{refused} + $direct{cut}, 0, 'none failed');
cmp_ok(scalar $other->workers, '>', 0, 'the other machine works');

%direct = seen('one machine dies', 3, sub { lose($other, 'server') });
# What it was about to send cannot be taken back; nothing else is lost.
cmp_ok($direct{refused}, '<=', 1, 'the others ask the machine that is there');
cmp_ok($direct{cut}, '<=', 3, 'at most the answers that were on their way were cut');

%direct = seen('it is started again and stopped in good order', 3, sub { $other->start('server'); sleep 2; $other->stop('server') });
is($direct{refused} + $direct{cut}, 0, 'none failed');

$other->start('server');
sleep 2;
# nginx asks the other machine when fastcgi_read_timeout is over. Until then this one is
# asked less than the other, because more of its requests are under way.
my ($cheap, $dear) = (15 / 5, 60 / 5);
$Gongkai::Whole::PATIENCE = $cheap + $dear + 10;
%direct = seen('one machine stands still', 4, sub { freeze($other, 'server'); sleep $cheap + $dear + 2; thaw($other, 'server') });
cmp_ok($direct{cut}, '<=', 3, 'at most the answers that were on their way were cut');
is($direct{refused}, 0, 'who waited for it is answered by the other machine');
cmp_ok($direct{right}, '>', 1000, 'all others ask the machine that works');
done_testing;
