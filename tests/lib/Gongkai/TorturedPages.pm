package Gongkai::TorturedPages;

# Each call of a worker fails once while it answers one page of each kind, and what it
# says is judged: the right answer, a problem in 5xx, or none; the next answer is right,
# and no block is left in the worker.
#
#   begin($stack, 'server');     # the service, with one worker whose calls can fail
#   torture('what this was', @pages);
#
# A page has name and path, and perhaps: is_bad (4xx is right), is_unchanged (asked with
# its ETag), is_connecting (the database has ended the connection before), variables (of
# FastCGI), body, chance (a pattern: what of the answer chance makes). The program's
# options are --only NAME[,NAME], --kind allocation|libpq|system, --most N, --go-on, --verbose.

use strict;
use warnings;
use Exporter qw(import);
use Getopt::Long;
use Time::HiRes qw(sleep time);
use Gongkai::FastCGI ();
use Gongkai::Stack qw(eventually);
use Gongkai::Torture;
use Gongkai::TortureDone;

our @EXPORT_OK = qw(begin torture);

my %option = (most => 30, kind => 'allocation,libpq,system');
my ($stack, $service, $control, $done);
my %ROLE = (server => 'gongkai_public', desk => 'gongkai_desk');
my %SOCKET = (server => 'gongkai.sock', desk => 'desk.sock');

sub begin {
    ($stack, $service) = @_;
    GetOptions(\%option, 'only=s', 'kind=s', 'most=i', 'go-on', 'verbose') or exit 2;
    $done = Gongkai::TortureDone->new($option{'go-on'}, $service eq 'desk' ? 'desk' : 'pages', "$ENV{GONGKAI_BUILD}/gongkai.fcgi");
    $| = 1;
    my $folder = "$stack->{dir}/torture";
    mkdir $folder or die "$folder: $!\n";
    chmod 0755, $folder;
    my $torture = Gongkai::Torture->new($folder);
    $control = $torture->control('worker');
    chmod 0666, $control->{path};
    Gongkai::Torture::set($control, kind => 'nothing');
    open my $settings, '>>', "$stack->{dir}/gongkai.conf" or die;
    # A busy machine is no fault.
    print $settings "workers = 1\ndatabase_timeout_ms = 20000\n";
    close $settings;
    # Bash and the others on the way to the server are not counted: only who waits by epoll.
    $stack->start($service, sub {
        %ENV = (%ENV, LD_PRELOAD => $torture->{shim}, TORTURE_CONTROL => $control->{path}, TORTURE_WORKER => 1,
            TORTURE_BLOCKS => 1);
        $ENV{TORTURE_TELL} = 1 if $option{verbose};
    });
    return;
}

# --- one request, without nginx, so that what the worker says is seen as it is ---

# The answer's bytes if it has its end, else undef.
sub ask {
    my ($page) = @_;
    my $answer = Gongkai::FastCGI::request("$stack->{dir}/run/$SOCKET{$service}", $page->{path}, %{ $page->{variables} // {} },
        $page->{etag} ? (HTTP_IF_NONE_MATCH => $page->{etag}) : (), defined $page->{body} ? (body => $page->{body}) : ());
    $answer =~ s/$page->{chance}//g if defined $answer && $page->{chance} && $answer =~ /\AStatus: 2/;
    return $answer;
}

sub settled { my ($answer) = @_; return $answer // 'none' }

sub workers { return join ' ', $stack->workers($service) }

sub status { my ($answer) = @_; return $answer =~ /\AStatus: (\d+)/ ? $1 : '' }

# --- one failure ---

# A connection that was made anew may have some blocks more.
my $LEFT_MAX = 8;

# Ask with a call that fails; returns the answer and what the shim counted.
sub broken {
    my ($page, %case) = @_;
    my $worker = workers();
    # What the worker finds out when it asks.
    $stack->value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '$ROLE{$service}'")
        if $page->{is_connecting};
    Gongkai::Torture::set($control, %case, armed => 1);
    my $answer = eval { ask($page) };
    my $hangs = $@;
    my $seen;
    # The worker has finished with it, or ended, or never heard of it.
    eventually(sub {
        $seen = Gongkai::Torture::get($control);
        return $seen->{done} || workers() ne $worker;
    }, 2);
    my @sites = $case{fail_at} ? () : Gongkai::Torture::sites($control);
    Gongkai::Torture::set($control, kind => 'nothing', live => 1);
    return { answer => $answer, hangs => $hangs, sites => \@sites, %$seen,
        ended => workers() ne $worker };
}

# The first reason why this is not as it should be, or ''.
sub fault {
    my ($page, $run) = @_;
    return "hangs" if $run->{hangs};
    if (defined $run->{answer}) {
        my $status = status($run->{answer});
        return '' if settled($run->{answer}) eq $page->{whole};
        return "answers $status, which it should not: " . other_line($page, $run->{answer}) if $status !~ /^5/;
        return "answers $status without a problem" if $run->{answer} !~ /"status"\s*:\s*$status/;
        return '';
    }
    return '';
}

# The first line that should be another one.
sub other_line {
    my ($page, $answer) = @_;
    my @whole = split /\r?\n/, $page->{whole};
    for (split /\r?\n/, $answer) {
        my $right = shift @whole;
        return substr($_, 0, 100) . ' for ' . substr($right // '', 0, 100) if !defined $right || $_ ne $right;
    }
    return 'its end';
}

# The next request, perhaps to another worker, which needs a moment to be there.
sub well_again {
    my ($page) = @_;
    my $answer;
    eventually(sub {
        $answer = eval { ask($page) };
        # A database that gave no answer is not asked for half a second.
        return defined $answer && status($answer) ne '503';
    }, 20);
    return settled($answer) eq $page->{whole} ? '' : 'the next answer is wrong: ' . (defined $answer ? other_line($page, $answer) : 'none');
}

my (%total, @faults, %known);

# What a failure came to, and the first reason why that is not as it should be, or ''.
sub tried {
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
    print "  $kind $at: $end\n" if $option{verbose};
    return ($run->{failed} ? $end : 'missed', $fault);
}

sub try_one {
    my ($page, $kind, $at, $site) = @_;
    # An allocation is known by who makes it.
    my $key = $kind eq 'allocation' ? "$kind $site" : "$page->{name}: $kind $at";
    my ($outcome, $fault) = $done->once($key, sub { tried($page, $kind, $at) });
    $total{$kind}{tried}++;
    $total{$kind}{$outcome}++;
    return if !$fault;
    push @faults, $fault;
    print "FAULT $page->{name}: --kind $kind --at $at: $fault\n";
    return;
}

# --- every page ---

sub torture {
    my ($what, @pages) = @_;
    my %only = map { $_ => 1 } split /,/, $option{only} // '';
    for my $page (@pages) {
        next if %only && !$only{ $page->{name} };
        my $begin = time;
        my ($before, $tried) = (scalar @faults, 0);
        if ($page->{is_unchanged}) {
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
            try_one($page, $kind, $_, $whole->{sites}[$_ - 1]) for @calls;
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
    print "$done->{earlier} of them in earlier runs\n" if $done->{earlier};
    printf "%s\t%d calls failed, one at a time; %d faults\t%s\n", $what, $sum,
        scalar @faults, @faults ? 'NOT OK' : 'ok';
    exit(@faults ? 1 : 0);
}

1;
