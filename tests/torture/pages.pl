# Each allocation, each call of libpq and each system call of a worker fails once while
# it answers: of every kind of page. It answers in 5xx, or as it should, or it ends and
# is followed by another one; the next request is answered as it should be, and nothing
# is left behind in the worker.
#
#   pages.pl [--only NAME[,NAME]] [--kind allocation|libpq|system] [--most N] [--verbose]
#
# An allocation is known by the functions that led to it, and each such place is tried
# once, on the page on which it comes first. Of each kind and page at most N (30) are
# tried, evenly; 0: all.
use strict;
use warnings;
use Getopt::Long;
use Time::HiRes qw(sleep time);
use Gongkai::FastCGI qw(request);
use Gongkai::Stack qw(eventually);
use Gongkai::Torture;
use Gongkai::Tool ();

my %option = (most => 30, kind => 'allocation,libpq,system');
GetOptions(\%option, 'only=s', 'kind=s', 'most=i', 'verbose') or exit 2;
$| = 1;

my $stack = Gongkai::Stack->new(services => ['postgres']);
my $folder = "$stack->{dir}/torture";
mkdir $folder or die "$folder: $!\n";
chmod 0755, $folder;
my $torture = Gongkai::Torture->new($folder);
my $control = $torture->control('worker');
chmod 0666, $control->{path};
Gongkai::Torture::set($control, kind => 'nothing');
open my $settings, '>>', "$stack->{dir}/gongkai.conf" or die;
print $settings "workers = 1\n";
close $settings;
# Bash and the others on the way to the server are not counted: only who waits by epoll.
$stack->start('server', sub {
    %ENV = (%ENV, LD_PRELOAD => $torture->{shim}, TORTURE_CONTROL => $control->{path}, TORTURE_WORKER => 1,
        TORTURE_BLOCKS => 1);
    $ENV{TORTURE_TELL} = 1 if $option{verbose};
});
$stack->start('nginx');
$stack->wait_ready;

# One of each route; what stands in the address is of the first item of a list.
sub first { my ($list) = @_; return $stack->json("/api/v1/$list")->{items}[0] }

my $report = first('reports?form=E1');
my $self = $report->{links}{self};
my $overall = first('overall-expenditures?limit=1')->{links}{self};
my @pages = (
    { name => 'health', path => '/healthz' },
    { name => 'ready', path => '/readyz' },
    { name => 'entry', path => '/api/v1' },
    { name => 'description', path => '/api/v1/openapi.json' },
    { name => 'schema', path => '/api/v1/document.schema.json' },
    { name => 'document', path => $self },
    { name => 'document unchanged', path => $self, unchanged => 1 },
    { name => 'document, connecting', path => $self, is_connecting => 1 },
    { name => 'PDF', path => $report->{links}{pdf} },
    { name => 'OFD', path => $report->{links}{ofd} },
    { name => 'revision', path => "$self/revisions/1" },
    (map { { name => $_, path => "/api/v1/$_?limit=5" } }
            qw(reports departments projects overall-expenditures project-expenditures indicators changes)),
    (map { { name => "one of $_", path => first("$_?limit=1")->{links}{self} } } qw(departments projects overall-expenditures)),
    { name => 'revisions', path => "$self/revisions" },
    { name => 'CSV', path => '/api/v1/reports.csv' },
    { name => 'search', path => '/api/v1/search?q=%E7%BB%A9%E6%95%88' },
    { name => 'set', path => $overall =~ s/overall-expenditures/sets/r . ".pdf" },
    { name => 'nothing there', is_bad => 1, path => '/api/v1/reports/none-1999-1' },
    { name => 'a bad parameter', is_bad => 1, path => '/api/v1/reports?limit=x' },
);

# --- one request, without nginx, so that what the worker says is seen as it is ---

# The answer's bytes if it has its end, else undef.
sub ask {
    my ($page) = @_;
    return request("$stack->{dir}/run/gongkai.sock", $page->{path}, $page->{etag} ? (HTTP_IF_NONE_MATCH => $page->{etag}) : ());
}

sub settled { my ($answer) = @_; return $answer // 'none' }

sub status { my ($answer) = @_; return $answer =~ /\AStatus: (\d+)/ ? $1 : '' }

# --- one failure ---

# A connection that was made anew may have some blocks more.
my $LEFT_MAX = 8;

# Ask with a call that fails; returns the answer and what the shim counted.
sub broken {
    my ($page, %case) = @_;
    my $worker = join ' ', $stack->workers;
    # What the worker finds out when it asks.
    $stack->value(q(SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'gongkai_public'))
        if $page->{is_connecting};
    Gongkai::Torture::set($control, %case, armed => 1);
    my $answer = eval { ask($page) };
    my $hangs = $@;
    my $seen;
    # The worker has finished with it, or ended, or never heard of it.
    eventually(sub {
        $seen = Gongkai::Torture::get($control);
        return $seen->{done} || join(' ', $stack->workers) ne $worker;
    }, 2);
    my @sites = $case{fail_at} ? () : Gongkai::Torture::sites($control);
    Gongkai::Torture::set($control, kind => 'nothing', live => 1);
    return { answer => $answer, hangs => $hangs, sites => \@sites, %$seen,
        ended => join(' ', $stack->workers) ne $worker };
}

# The first reason why this is not as it should be, or ''.
sub fault {
    my ($page, $run) = @_;
    return "hangs" if $run->{hangs};
    if (defined $run->{answer}) {
        my $status = status($run->{answer});
        return '' if settled($run->{answer}) eq $page->{whole};
        if ($option{verbose} && $status !~ /^5/) {
            Gongkai::Tool::spurt("/tmp/torture.$_->[0]", $_->[1]) for ['whole', $page->{whole}], ['broken', $run->{answer}];
        }
        return "answers $status, which it should not" if $status !~ /^5/;
        return "answers $status without a problem" if $run->{answer} !~ /"status"\s*:\s*$status/;
        return '';
    }
    return '';
}

# The next request, perhaps to another worker, which needs a moment to be there.
sub well_again {
    my ($page) = @_;
    my $answer;
    eventually(sub {
        $answer = eval { ask($page) };
        # A database that gave no answer is not asked for half a second.
        return defined $answer && status($answer) ne '503';
    }, 5);
    return settled($answer) eq $page->{whole} ? '' : 'the next answer is wrong: ' . (status($answer // '') || 'none');
}

my (%total, @faults, %known);

sub try_one {
    my ($page, $kind, $at) = @_;
    my $live = Gongkai::Torture::get($control)->{live};
    my $run = broken($page, kind => $kind, fail_at => $at);
    my $fault = fault($page, $run) || well_again($page);
    my $more;
    # The last answer is here before the worker has put away what it needed for it.
    eventually(sub { ($more = Gongkai::Torture::get($control)->{live} - $live) <= $LEFT_MAX }, $run->{ended} ? 0 : 1);
    $fault ||= "leaves $more blocks" if !$run->{ended} && $more > $LEFT_MAX;
    print "  $more blocks\n" if $option{verbose} && $more && !$run->{ended};
    my $end = $run->{ended} ? 'ended' : defined $run->{answer} && settled($run->{answer}) eq $page->{whole} ? 'same'
        : defined $run->{answer} ? 'said' : 'closed';
    $total{$kind}{tried}++;
    $total{$kind}{ $run->{failed} ? $end : 'missed' }++;
    print "  $kind $at: $end\n" if $option{verbose};
    return if !$fault;
    push @faults, $fault;
    print "FAULT $page->{name}: --kind $kind --at $at: $fault\n";
    return;
}

# --- every page ---

my %only = map { $_ => 1 } split /,/, $option{only} // '';
for my $page (@pages) {
    next if %only && !$only{ $page->{name} };
    my $begin = time;
    my ($before, $tried) = (scalar @faults, 0);
    if ($page->{unchanged}) {
        my ($etag) = ask($page) =~ /^ETag: (.*?)\r/m or die "$page->{path} has no ETag\n";
        $page->{etag} = $etag;
    }
    ask($page) for 1 .. 2;
    $page->{whole} = settled(ask($page));
    die "$page->{name}: " . substr($page->{whole}, 0, 200) . "\n" if status($page->{whole}) !~ ($page->{is_bad} ? qr/^4/ : qr/^[23]/);
    for my $kind (split /,/, $option{kind}) {
        my $whole = broken($page, kind => $kind);
        my @calls = 1 .. @{ $whole->{sites} };
        $total{$kind}{counted} += @calls;
        @calls = grep { !$known{ $whole->{sites}[$_ - 1] }++ } @calls if $kind eq 'allocation';
        @calls = Gongkai::Torture::some($option{most}, @calls);
        try_one($page, $kind, $_) for @calls;
        $tried += @calls;
    }
    printf "%-20s %5d failed, %d faults, %.0f s\n", $page->{name}, $tried, @faults - $before, time - $begin;
}
my @columns = qw(counted tried said same closed ended missed);
printf "%-12s" . '%9s' x @columns . "\n", 'call', @columns;
my $sum = 0;
for my $kind (sort keys %total) {
    printf "%-12s" . '%9d' x @columns . "\n", $kind, map { $total{$kind}{$_} // 0 } @columns;
    $sum += $total{$kind}{tried} // 0;
}
printf "%s\t%d calls failed, one at a time; %d faults\t%s\n", 'every call of a worker fails once, on every kind of page', $sum,
    scalar @faults, @faults ? 'NOT OK' : 'ok';
exit(@faults ? 1 : 0);
