package Gongkai::Stack;

# A gongkai of one's own for a test: PostgreSQL with the sample data published,
# the server and nginx, in a folder that disappears when the test has passed.
# The folder starts as a copy of the cluster that `./dev test` prepared.
#
#   my $stack = Gongkai::Stack->new;
#   my $answer = $stack->get('/api/v1/reports');
#   $stack->signal('server', 'HUP');

use strict;
use warnings;
use Carp qw(croak);
use Exporter qw(import);
use File::Basename qw(basename);
use File::Find qw(find);
use File::Path qw(make_path remove_tree);
use HTTP::Tiny;
use JSON::PP qw(decode_json);
use List::Util qw(min);
use POSIX qw(WNOHANG);
use Test::More ();
use Time::HiRes qw(sleep time);

our @EXPORT_OK = qw(eventually);

my $SCRIPT = 'tests/lib/stack.sh';
my @SERVICES = qw(postgres server nginx);
my $PATIENCE = 120;
my @running;

$SIG{$_} = sub { exit 1 }
    for qw(INT TERM HUP);

# A stack that is up and ready. `services` names those to start instead of all.
sub new {
    my ($class, %option) = @_;
    my $state = $ENV{GONGKAI_TEST_STATE}
        or die "Call me as ./dev test http, or ./dev test FILE.\n";
    my $self = bless { dir => "$state/" . basename($0, '.t'), pid => {} }, $class;
    my ($port, $uncached, $desk) = split ' ', $self->script('free_ports', 3);
    remove_tree($self->{dir});
    make_path($self->{dir});
    system('cp', '-a', '--reflink=auto', "$state/base/pg", "$self->{dir}/pg") == 0 or die "cp failed\n";
    $self->script('stack_configure', $self->{dir}, $port, $desk);
    $self->script('stack_configure_uncached', $self->{dir}, $uncached);
    @$self{qw(url uncached desk)} = map { "http://127.0.0.1:$_" } $port, $uncached, $desk;
    push @running, $self;
    $self->start($_) for @{ $option{services} || \@SERVICES };
    $self->wait_ready unless $option{services};
    $self->start_desk if $option{desk};
    return $self;
}

# The server of the desk. Its people are those of stack_people() in stack.sh.
sub start_desk {
    my ($self) = @_;
    $self->start('desk');
    eventually(sub { $self->get('/readyz', base => $self->{desk})->{status} == 200 })
        or die "the desk does not become ready\n";
}

# Another place for services beside this one, in a folder of its own within this one's:
# one more machine. It has nothing yet.
sub beside {
    my ($self, $name) = @_;
    my $other = bless { dir => "$self->{dir}/$name", pid => {} }, ref $self;
    $other->script('stack_folders', $other->{dir});
    push @running, $other;
    return $other;
}

# Call a function of stack.sh and return what it prints.
sub script {
    my ($self, @command) = @_;
    my $log = -d "$self->{dir}/log" ? "$self->{dir}/log/script.log" : '/dev/null';
    open my $pipe, '-|', 'bash', '-c', 'exec 2>>"$0" bash "$@"', $log, $SCRIPT, @command
        or die "$SCRIPT: $!";
    my $output = join '', <$pipe>;
    close $pipe or croak "$SCRIPT @command failed";
    chomp $output;
    return $output;
}

# Start a service. `prepare` runs in its process before it becomes one.
sub start {
    my ($self, $name, $prepare) = @_;
    my $pid = $self->become($name, $prepare, 'stack_exec', $self->{dir}, $name);
    if ($name eq 'postgres') {
        $self->script('wait_for', 120, 'stack_postgres_ready', $self->{dir});
    }
    return $pid;
}

# Start any program as a service; TERM stops it.
sub start_program {
    my ($self, $name, @command) = @_;
    return $self->become($name, undef, 'exec_service', 'TERM', @command);
}

# A process that calls a function of stack.sh, which becomes something else.
sub become {
    my ($self, $name, $prepare, @call) = @_;
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        open STDOUT, '>>', "$self->{dir}/log/$name.log" or die;
        open STDERR, '>&', \*STDOUT or die;
        open STDIN, '<', '/dev/null' or die;
        $prepare->() if $prepare;
        exec 'bash', $SCRIPT, @call or POSIX::_exit(127);
    }
    $self->{pid}{$name} = $pid;
    return $pid;
}

sub pid { return $_[0]{pid}{ $_[1] } }

# What the service wrote so far.
sub log {
    my ($self, $name) = @_;
    open my $file, '<:utf8', "$self->{dir}/log/$name.log" or return '';
    return join '', <$file>;
}

# The server's worker processes.
sub workers {
    my ($self, $service) = @_;
    my $parent = $self->pid($service // 'server');
    open my $children, '<', "/proc/$parent/task/$parent/children" or return;
    return split ' ', <$children> // '';
}

sub signal {
    my ($self, $name, $signal) = @_;
    return kill $signal, $self->pid($name);
}

# Stop a service and return its wait status, or undef if it had to be killed.
sub stop {
    my ($self, $name, $signal) = @_;
    my $pid = delete $self->{pid}{$name} or return 0;
    kill $signal || ($name eq 'postgres' ? 'INT' : 'TERM'), $pid;
    return $? if eventually(sub { waitpid($pid, WNOHANG) != 0 });
    kill 'KILL', $pid;
    waitpid $pid, 0;
    return undef;
}

sub wait_ready {
    my ($self) = @_;
    return if eventually(sub { $self->get('/readyz', base => $self->{uncached})->{status} == 200 });
    for my $name (@SERVICES) {
        my @lines = split /\n/, $self->log($name);
        splice @lines, 0, @lines > 10 ? @lines - 10 : 0;
        Test::More::diag("$name: " . substr $_, 0, 200) for @lines;
    }
    die "the stack does not become ready\n";
}

# Try until it is true or the seconds are over: soon at first, then twenty times a second.
# Without a number it is waited for as long as the slowest machine may take; a number is
# what the product promises.
sub eventually {
    my ($condition, $seconds) = @_;
    my $end = time + ($seconds // $PATIENCE);
    my $pause = 0.003;
    until ($condition->()) {
        return 0 if time > $end;
        sleep $pause;
        $pause = min(0.05, 2 * $pause);
    }
    return 1;
}

# One request. Options: method, headers, content, timeout, base (default: through the
# cache; $stack->{uncached} asks the application itself, $stack->{desk} the desk).
sub get {
    my ($self, $path, %option) = @_;
    $self->{http} //= HTTP::Tiny->new(max_redirect => 0, keep_alive => 0, agent => 'gongkai-test');
    my $http = $self->{http};
    $http->timeout($option{timeout} || 60);
    my $begin = time;
    my $answer = $http->request($option{method} || 'GET', ($option{base} || $self->{url}) . $path,
        { headers => $option{headers} || {}, defined $option{content} ? (content => $option{content}) : () });
    $answer->{seconds} = time - $begin;
    $answer->{content} //= '';
    return $answer;
}

# The JSON of an answer that must be 200.
sub json {
    my ($self, $path, %option) = @_;
    my $answer = $self->get($path, %option);
    croak "$path: $answer->{status} $answer->{content}" if $answer->{status} != 200;
    return decode_json($answer->{content});
}

# Every published report: the items of the list, page after page.
sub reports {
    my ($self, $query) = @_;
    my (@items, $cursor);
    do {
        my $page = $self->json('/api/v1/reports?' . join '&',
            $query || 'limit=200', $cursor ? "cursor=$cursor" : ());
        push @items, @{ $page->{items} };
        $cursor = $page->{next};
    } while defined $cursor;
    return @items;
}

# Let everything in nginx's cache be older by some seconds. The second number of
# a cache file is the time until which it is fresh.
sub age_cache {
    my ($self, $seconds) = @_;
    find({ no_chdir => 1, wanted => sub {
        return unless -f;
        open my $file, '+<:raw', $_ or die "$_: $!";
        # How long it is valid, and how long it may be shown while it is renewed; 0: not at all.
        seek $file, 8, 0;
        read $file, my $times, 16;
        seek $file, 8, 0;
        print $file pack 'q2', map { $_ == 0 ? 0 : $_ - $seconds } unpack 'q2', $times;
        close $file or die "$_: $!";
    } }, "$self->{dir}/nginx/cache");
}

# One value from the database, as bytes.
sub value {
    my ($self, $sql, $database) = @_;
    my $value = $self->script('stack_psql', $self->{dir}, '-At', '-d', $database || 'gongkai', '-c', $sql);
    return $value;
}

# Run the command line tool; returns its exit status and what it printed.
sub gongkai {
    my ($self, @arguments) = @_;
    open my $pipe, '-|', 'bash', '-c', 'exec "$@" 2>&1', 'gongkai',
        "$ENV{GONGKAI_BUILD}/gongkai", '-c', "$self->{dir}/gongkai.conf", @arguments or die;
    my $output = join '', <$pipe>;
    close $pipe;
    return ($? >> 8, $output);
}

# Explain all findings of all drafts, for tests of something else than findings.
sub explain {
    my ($self) = @_;
    $self->value('SELECT gongkai.renew_findings(array_agg(r.id::text)) FROM gongkai.report AS r');
    return $self->value("SELECT count(gongkai.explain(f.name, '测试')) FROM gongkai.finding AS f"
        . ' WHERE NOT EXISTS (SELECT FROM gongkai.explanation AS e WHERE e.finding = f.name)');
}

# Have drafts submitted and approved, by two persons: those that are named, or all that
# are drafts. What is public already gets a reason.
sub approve {
    my ($self, @ids) = @_;
    my $ids = @ids ? "ARRAY['" . join("','", @ids) . "']"
        : "ARRAY(SELECT d.report_id::text FROM gongkai.draft AS d WHERE d.state = 'draft')";
    return $self->value("SET gongkai.person = '经办'; CREATE TEMP TABLE submitted AS SELECT * FROM gongkai.submit($ids, NULL, '更正', true);"
        . " SET gongkai.person = '审核'; SELECT count(*) FROM (SELECT array_agg(report_id) AS ids, array_agg(digest) AS digests"
        . ' FROM submitted HAVING count(*) > 0) AS s CROSS JOIN LATERAL gongkai.approve(s.ids, s.digests, NULL)');
}

# Ask for the paths from several processes at once for some seconds, while
# `meanwhile` runs; returns how often each status came.
sub load {
    my ($self, $seconds, $paths, $meanwhile) = @_;
    my $end = time + $seconds;
    my @pipes = map { $self->load_client($end, $paths) } 1 .. 4;
    $meanwhile->() if $meanwhile;
    my %count;
    for my $pipe (@pipes) {
        while (<$pipe>) {
            my ($status, $times) = split;
            $count{$status} += $times;
        }
        close $pipe;
    }
    return %count;
}

sub load_client {
    my ($self, $end, $paths) = @_;
    my $pid = open(my $pipe, '-|') // die "fork: $!";
    return $pipe if $pid;
    my %count;
    while (time < $end) {
        for my $path (@$paths) {
            $count{ $self->get($path, base => $self->{uncached}, timeout => 30)->{status} }++;
        }
    }
    print "$_ $count{$_}\n" for keys %count;
    close STDOUT;
    POSIX::_exit(0);
}

sub stop_all {
    my ($self) = @_;
    my @order = qw(postgres server desk nginx);
    my %last = map { $order[$_] => 1 + $_ } 0 .. $#order;
    $self->stop($_) for sort { ($last{$b} // 99) <=> ($last{$a} // 99) } keys %{ $self->{pid} };
}

END {
    my $status = $?;
    $_->stop_all for @running;
    for my $stack (@running) {
        if ($status == 0 && Test::More->builder->is_passing) {
            remove_tree($stack->{dir});
        } else {
            Test::More::diag("logs are in $stack->{dir}/log");
        }
    }
    $? = $status;
}

1;
