# The parent of the workers: each allocation, each call of libpq and each system call
# fails once while it starts and stops, and once while it reloads. It starts or ends with
# a reason; a reload that fails leaves the old workers, which answer as before.
#
#   server.pl [--only start|reload] [--kind allocation|libpq|system] [--most N] [--go-on] [--verbose]
#
# An allocation is known by the functions that led to it, and each such place is tried
# once, as is a system call that only takes in, by its whole way. Of each kind at most N
# (30) are tried, evenly; 0: all. --go-on: what an earlier run has tried is not tried again.
# Allocations are tried with the fonts that a site has; the rest with as many small ones, which are
# opened and mapped by the same calls, and loaded in a twentieth of the time.
use strict;
use warnings;
use Getopt::Long;
use POSIX qw(WNOHANG);
use Time::HiRes qw(sleep time);
use Gongkai::FastCGI qw(request);
use Gongkai::Stack qw(eventually);
use Gongkai::Torture;
use Gongkai::TortureDone;

my %option = (most => 30, kind => 'allocation,libpq,system', only => 'start,reload');
GetOptions(\%option, 'only=s', 'kind=s', 'most=i', 'go-on', 'verbose') or exit 2;
$| = 1;

my $stack = Gongkai::Stack->new(services => ['postgres']);
my $folder = "$stack->{dir}/torture";
mkdir $folder or die "$folder: $!\n";
my $torture = Gongkai::Torture->new($folder);
my $control = $torture->control('server');
my $program = "$ENV{GONGKAI_BUILD}/gongkai.fcgi";
my $done = Gongkai::TortureDone->new($option{'go-on'}, 'server', $program);
my $socket = "$folder/server.sock";
my @argv = ($program, '-c', "$stack->{dir}/gongkai.conf", map { ('--set', $_) } "socket=$socket", 'workers=1', 'database_timeout_ms=10000');
my $path = '/api/v1/reports/' . $stack->value('SELECT report_id FROM gongkai.publication ORDER BY 1 LIMIT 1');
my $small_fonts = small_fonts("$folder/fonts.json");
my $fonts = 'fonts/manifest.json';
my @strace = ('strace', '-o', "$folder/strace");
my $SECONDS = 90;

# The manifest, with a small file for each large one.
sub small_fonts {
    my ($path) = @_;
    my $manifest = Gongkai::Torture::slurp('fonts/manifest.json');
    my ($small) = grep { -s $_ < 1e6 } $manifest =~ /"file": "([^"]+)"/g;
    $manifest =~ s/"file": "[^"]+", "index": \d+/"file": "$small", "index": 0/g if defined $small;
    open my $file, '>:raw', $path or die "$path: $!\n";
    print $file $manifest;
    close $file or die;
    return $path;
}

# --- a server ---

my ($pid, $parent, $told, $whole);

# What it has said since it was last asked for.
sub said { return substr Gongkai::Torture::slurp("$folder/err"), $told }

# Its status when it has ended.
sub ended {
    return undef if !defined $pid || waitpid($pid, WNOHANG) == 0;
    undef $pid;
    return $?;
}

sub await {
    my ($words) = @_;
    my $status;
    # Who cannot write that it is ready answers.
    return 'hangs' if !eventually(sub {
        defined($status = ended()) || said() =~ $words || is_mute() && answer() eq $whole;
    }, $SECONDS);
    return $status;
}

# Start it, with strace before it, or the shim in it.
sub start {
    my (@before) = @_;
    unlink $socket, "$folder/strace";
    $told = 0;
    @before = ('setarch', '-R', 'env', "LD_PRELOAD=$torture->{shim}", "TORTURE_CONTROL=$control->{path}") if !@before;
    $parent = $pid = $torture->spawn([@before, @argv, '--set', "fonts=$fonts"]);
    my $status = await(qr/ready: \d+ workers/);
    ($parent) = split ' ', qx(pgrep -P $pid) if $before[0] eq 'strace' && !defined $status;
    return $status;
}

sub stop {
    my $status;
    return undef if !defined $pid;
    kill 'TERM', $parent;
    eventually(sub { defined($status = ended()) }, $SECONDS) and return $status;
    kill 'KILL', -$pid;
    waitpid $pid, 0;
    undef $pid;
    return 'hangs';
}

END {
    my $status = $?;
    kill 'KILL', -$pid if defined $pid;
    $? = $status;
}

# A database that gave no answer is not asked for half a second.
sub answer {
    my $answer;
    eventually(sub { ($answer = eval { request($socket, $path) } // 'none') !~ /\AStatus: 503/ }, 5);
    return $answer;
}

# --- one failure ---

# The first reason why this end is not as it should be, or ''.
sub end_fault {
    my ($status, %run) = @_;
    return $status if $status =~ /hangs/;
    return 'ended by signal ' . ($status & 127) if $status & 127;
    return 'status ' . ($status >> 8) if $status >> 8 > 1;
    return 'says nothing' if $status && !$run{is_mute} && said() !~ /\S.{5}/;
    return '';
}

sub try_start {
    my ($kind, $at, $call) = @_;
    Gongkai::Torture::set($control, kind => $call ? 'nothing' : $kind, fail_at => $at);
    my $status = start($call ? (@strace, '-e', "trace=$call", '-e', $torture->injection($call, $at)) : ());
    my $fault = defined $status ? end_fault($status, is_mute => is_mute())
        : answer() eq $whole ? '' : 'another answer';
    my $outcome = defined $status ? 'ended' : 'went on';
    my $last = defined $status ? undef : stop();
    $fault ||= end_fault($last, is_mute => is_mute()) if defined $last;
    stop();
    # Whether it is its own nobody told it.
    $fault ||= 'leaves its socket' if -e $socket && $kind ne 'allocation' && ($call // '') !~ /^(?:unlink|newfstatat)$/;
    return ($fault, $outcome);
}

sub is_mute { return Gongkai::Torture::slurp("$folder/strace") =~ /\bwrite\(2,.*\(INJECTED\)/ ? 1 : 0 }

# strace on the parent while `what` runs.
sub traced {
    my ($what, @arguments) = @_;
    unlink "$folder/strace";
    # The shell becomes strace.
    my $strace = open my $pipe, '-|', 'sh', '-c', 'exec "$@" 2>&1', 'sh', @strace, '-p', $parent, @arguments or die "strace: $!\n";
    my $line = <$pipe> // '';
    die "strace: $line" if $line !~ /attached/;
    my $result = $what->();
    kill 'TERM', $strace;
    close $pipe;
    return $result;
}

sub reload {
    $told = length Gongkai::Torture::slurp("$folder/err");
    kill 'HUP', $parent;
    return await(qr/reloaded: \d+ workers|reload failed/);
}

sub try_reload {
    my ($kind, $at, $call) = @_;
    die "the server does not start\n" if !defined $pid && defined start();
    my $status;
    if ($call) {
        $status = traced(\&reload, '-e', "trace=$call", '-e', $torture->injection($call, $at));
    } else {
        Gongkai::Torture::set($control, kind => $kind, fail_at => $at, armed => 1);
        $status = reload();
        Gongkai::Torture::set($control, kind => 'nothing', armed => 1);
    }
    my $outcome = defined $status ? 'ended' : said() =~ /reload failed/ ? 'refused' : 'went on';
    my $fault = defined $status ? end_fault($status) : answer() eq $whole ? '' : 'another answer';
    # Memory that is short for the second load only: nobody can go on from there.
    $fault ||= 'ended' if defined $status && $kind ne 'allocation';
    if ($fault eq 'hangs') {
        kill 'KILL', -$pid;
        waitpid $pid, 0;
        undef $pid;
    }
    return ($fault, $outcome);
}

# --- all of one kind ---

my (%total, @faults);

# What a failure came to, and the first reason why that is not as it should be, or ''.
sub tried {
    my ($what, $kind, $at, $call) = @_;
    my ($fault, $outcome) = $what eq 'start' ? try_start($kind, $at, $call) : try_reload($kind, $at, $call);
    my ($last) = reverse grep { /\S/ } split /\n/, said();
    print "  $what ", $call // $kind, " $at: $outcome", $last ? " ($last)" : '', "\n" if $option{verbose};
    return ($outcome, $fault && $last ? "$fault ($last)" : $fault);
}

# `sites`: who makes an allocation, by which it is known.
sub try_all {
    my ($what, $kind, $call, $sites, @calls) = @_;
    my $name = $call // $kind;
    $total{$what}{$name}{counted} += @calls;
    for my $at (Gongkai::Torture::some($option{most}, @calls)) {
        my ($outcome, $fault) = $done->once("$what $name " . ($sites ? $sites->[$at - 1] : $at),
            sub { tried($what, $kind, $at, $call) });
        $total{$what}{$name}{tried}++;
        $total{$what}{$name}{$outcome}++;
        next if !$fault;
        push @faults, "$what $name $at: $fault";
        print "FAULT $faults[-1]\n";
    }
    return;
}

# The undisturbed one, by which calls are counted.
sub undisturbed {
    my ($what, $kind) = @_;
    my $is_system = $kind eq 'system';
    my $trace = 'trace=' . join ',', Gongkai::Torture::system_calls();
    Gongkai::Torture::set($control, kind => $is_system ? 'nothing' : $kind);
    if ($what eq 'start') {
        my $status = start($is_system ? (@strace, '-k', '-e', $trace) : ());
        die "it does not start: ${\ said()}\n" if defined $status;
        $whole = answer();
        die "no answer: $whole\n" if $whole !~ /\AStatus: 200/;
        die "it does not stop\n" if stop() ne '0';
    } else {
        Gongkai::Torture::set($control, kind => 'nothing');
        die "the server does not start\n" if !defined $pid && defined start();
        $whole = answer();
        Gongkai::Torture::set($control, kind => $kind, armed => 1) if !$is_system;
        my $status = $is_system ? traced(\&reload, '-k', '-e', $trace) : reload();
        die "it does not reload: ${\ said()}\n" if defined $status || said() !~ /reloaded/;
    }
    my @sites = Gongkai::Torture::sites($control);
    Gongkai::Torture::set($control, kind => 'nothing', armed => 1);
    return @sites;
}

for my $what (split /,/, $option{only}) {
    for my $kind (split /,/, $option{kind}) {
        my ($begin, $before) = (time, scalar @faults);
        $fonts = $kind eq 'allocation' ? 'fonts/manifest.json' : $small_fonts;
        my @sites = undisturbed($what, $kind);
        if ($kind eq 'system') {
            my $trace = Gongkai::Torture::slurp("$folder/strace") =~ s/^(?! >)/1 /mgr;
            my $counts = Gongkai::Torture::counts($trace);
            my %calls = $what eq 'start' ? $torture->calls_after_start($program, $trace)
                : map { my $call = $_; $call => [1 .. $counts->{$call}] } keys %$counts;
            stop() if $what eq 'start';
            try_all($what, $kind, $_, undef, $torture->new_ways($trace, $_, "$what $_", @{ $calls{$_} })) for sort keys %calls;
        } else {
            my %known;
            my @calls = grep { $kind ne 'allocation' || !$known{ $sites[$_ - 1] }++ } 1 .. @sites;
            try_all($what, $kind, undef, $kind eq 'allocation' ? \@sites : undef, @calls);
        }
        stop();
        printf "%-8s %-12s %d faults, %.0f s\n", $what, $kind, @faults - $before, time - $begin;
    }
}
my @columns = (qw(counted tried ended refused), 'went on');
printf "%-24s" . '%9s' x @columns . "\n", 'call', @columns;
my $sum = 0;
for my $what (sort keys %total) {
    for my $name (sort keys %{ $total{$what} }) {
        my $row = $total{$what}{$name};
        printf "%-24s" . '%9d' x @columns . "\n", "$what $name", map { $row->{$_} // 0 } @columns;
        $sum += $row->{tried} // 0;
    }
}
print "$done->{earlier} of them in earlier runs\n" if $done->{earlier};
printf "%s\t%d calls failed, one at a time; %d faults\t%s\n", 'every call of a start and of a reload fails once', $sum,
    scalar @faults, @faults ? 'NOT OK' : 'ok';
exit(@faults ? 1 : 0);
