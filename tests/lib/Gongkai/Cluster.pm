package Gongkai::Cluster;

# What the tests of more than one machine share: standbys, losses, and readers that
# compare every answer with the right one.
#
#   my $standby = standby_of($stack, 'b');
#   my $readers = readers(4, $stack->{uncached}, @paths);
#   lose($stack);
#   my %seen = $readers->stop(since => $lost_at);

use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Exporter qw(import);
use File::Path qw(make_path remove_tree);
use POSIX ();
use Time::HiRes qw(sleep time);
use Gongkai::Country;
use Gongkai::Stack qw(eventually);
use Gongkai::Whole qw(fetch);

our @EXPORT = qw(standby_of settings connect_to promote lose freeze thaw family as_postgres said
                 at_last readers drafts publisher publications
                 allow_replication);

my $PG_BIN = '/usr/lib/postgresql/15/bin';

# Run a command as PostgreSQL's user; what it says goes to the stack's log and dies with it.
sub as_postgres {
    my ($stack, @command) = @_;
    return $stack->script('as_service', @command);
}

# Lines for the end of postgresql.conf; later ones win.
sub settings {
    my ($stack, @lines) = @_;
    open my $file, '>>', "$stack->{dir}/pg/postgresql.conf" or die "postgresql.conf: $!";
    print $file map { "$_\n" } @lines;
    close $file or die "postgresql.conf: $!";
}

# A standby in a machine of its own, by pg_basebackup of one that runs. Standbys of a
# standby are made in the same way. It is named in the primary's views.
sub standby_of {
    my ($source, $name, %option) = @_;
    my $standby = $option{in} // $source->beside($name);
    remove_tree("$standby->{dir}/pg");
    as_postgres($source, "$PG_BIN/pg_basebackup", "--dbname=host=$source->{dir}/run user=postgres application_name=$name",
        "--pgdata=$standby->{dir}/pg", qw(--checkpoint=fast --write-recovery-conf --no-sync));
    $standby->start('postgres');
    return $standby;
}

# Replication over the unix socket, as whoever runs the test.
sub allow_replication {
    my ($stack) = @_;
    open my $file, '>>', "$stack->{dir}/pg/pg_hba.conf" or die "pg_hba.conf: $!";
    print $file "local replication all peer map=gongkai\n";
    close $file or die "pg_hba.conf: $!";
    $stack->value('SELECT pg_reload_conf()');
}

# The connection strings of readers and of staff: `hosts` in this order.
sub connect_to {
    my ($stack, @hosts) = @_;
    my $hosts = join ',', map { ref $_ ? "$_->{dir}/run" : $_ } @hosts;
    my $path = "$stack->{dir}/gongkai.conf";
    open my $in, '<', $path or die "$path: $!";
    my @kept = grep { !/database =/ } <$in>;
    open my $out, '>', $path or die "$path: $!";
    print $out @kept, "database = host=$hosts dbname=gongkai user=gongkai_public target_session_attrs=any\n",
        "staff_database = host=$hosts dbname=gongkai user=gongkai_staff target_session_attrs=read-write\n",
        "owner_database = host=$hosts dbname=gongkai user=gongkai_owner target_session_attrs=read-write\n";
    close $out or die "$path: $!";
}

sub promote {
    my ($stack) = @_;
    as_postgres($stack, "$PG_BIN/pg_ctl", 'promote', '--no-wait', "--pgdata=$stack->{dir}/pg");
}

# A process and all that it has started.
sub family {
    my ($pid) = @_;
    return ($pid, map { family($_) } split ' ', qx(pgrep -P $pid));
}

# The power of a machine goes: a service and all its processes at once.
sub lose {
    my ($stack, $name) = @_;
    $name //= 'postgres';
    my @lost = family($stack->pid($name));
    kill 'KILL', @lost;
    $stack->stop($name, 'KILL');
    unlink "$stack->{dir}/pg/postmaster.pid" if $name eq 'postgres';
    return time;
}

# It stands still: connections are accepted by the kernel, and nothing answers.
sub freeze {
    my ($stack, $name) = @_;
    kill 'STOP', family($stack->pid($name // 'postgres'));
    return time;
}

sub thaw {
    my ($stack, $name) = @_;
    kill 'CONT', family($stack->pid($name // 'postgres'));
}

# One value from a node, or undef while it has none.
sub said {
    my ($stack, $sql) = @_;
    return eval { $stack->value($sql) };
}

# Seconds until it is true, or undef after `limit`.
sub at_last {
    my ($limit, $condition) = @_;
    my $begin = time;
    return eventually($condition, $limit) ? time - $begin : undef;
}

# What a command said, which goes where the settings lead.
sub done {
    my ($stack, @command) = @_;
    my ($status, $told) = $stack->gongkai(@command);
    die "$command[0]: $told" if $status != 0;
    return $told;
}

# Drafts of reports that nobody has published, approved; returns their ids.
sub drafts {
    my ($stack, $count) = @_;
    my $country = Gongkai::Country->new(seed => 7, departments => 20, projects => 5, indicators => 3, years => 5);
    my @files;
    $country->reports(0, $count - 1, sub {
        my ($report) = @_;
        push @files, "$stack->{dir}/draft-" . @files . '.json';
        open my $file, '>:utf8', $files[-1] or die "$files[-1]: $!";
        print $file $report->{document};
        close $file or die "$files[-1]: $!";
    });
    my @ids = done($stack, 'import', @files) =~ /^(\S+)：新建$/mg;
    done($stack, 'submit', '--by', '经办', @ids);
    done($stack, 'approve', '--by', '审核', @ids);
    return @ids;
}

# A process that publishes draft after draft, each again until the command says that it
# is public. Give its handle to publications().
sub publisher {
    my ($stack, @ids) = @_;
    my $pid = open(my $pipe, '-|') // die "fork: $!";
    return $pipe if $pid;
    for my $id (@ids) {
        until ((my ($status, $said) = $stack->gongkai('publish', $id))[0] == 0) {
            syswrite STDOUT, sprintf "refused %.3f %s\n", time, $said =~ s/\s+/ /gr;
            sleep 0.1;
        }
        syswrite STDOUT, sprintf "done %.3f %s\n", time, $id;
    }
    POSIX::_exit(0);
}

# What became of it, when it is done: the ids that were `before` a moment, the times of
# those `after`, and what was said when it was `refused`.
sub publications {
    my ($pipe, $moment) = @_;
    my %told = (before => [], after => [], refused => []);
    while (<$pipe>) {
        chomp;
        my ($what, $at, $rest) = split ' ', $_, 3;
        if ($what eq 'refused') { push @{ $told{refused} }, $rest }
        elsif ($at < $moment) { push @{ $told{before} }, $rest }
        else { push @{ $told{after} }, $at - $moment }
    }
    close $pipe;
    return %told;
}

# Processes that ask for the paths at all times, until stop(). What the paths answer
# now is the right answer, and stays it.
sub readers {
    my ($count, $base, @paths) = @_;
    my %right;
    for my $path (@paths) {
        my $answer = fetch(\my $socket, $base, $path);
        $answer->{status} == 200 && defined $answer->{body} or die "$path: $answer->{status} before anything happened\n";
        $right{$path} = sha256_hex($answer->{body});
    }
    my $self = bless { pipes => [] }, __PACKAGE__;
    for my $nth (1 .. $count) {
        my $pid = open(my $pipe, '-|') // die "fork: $!";
        if (!$pid) {
            read_on($base, $nth, \%right, @paths);
            close STDOUT;
            POSIX::_exit(0);
        }
        push @{ $self->{pipes} }, [$pid, $pipe];
    }
    return $self;
}

# What one of them does. It keeps what it saw: when, how long, and what.
sub read_on {
    my ($base, $nth, $right, @paths) = @_;
    my $goes_on = 1;
    local $SIG{TERM} = sub { $goes_on = 0 };
    my ($socket, @seen);
    for (my $i = $nth; $goes_on; $i++) {
        my $path = $paths[ $i % @paths ];
        my $begin = time;
        my $answer = fetch(\$socket, $base, $path);
        my $kind = !defined $answer->{body} ? 'cut'
                 : $answer->{status} != 200 ? 'refused'
                 : sha256_hex($answer->{body}) eq $right->{$path} ? 'right' : 'wrong';
        # The one that is under way at the end is no failure, unless it waits in vain.
        last if !$goes_on && $kind eq 'cut' && time - $begin < 2;
        push @seen, sprintf "%.3f %.3f %s\n", $begin, time - $begin, $kind;
        # Slower than the limit that nginx sets for one address.
        sleep 0.015;
    }
    print @seen;
}

# Stop them. Returns how many answers were right, wrong, refused (503) and cut, the
# seconds of the slowest, and of what was asked since a moment: how many were not right
# (`failed`), after how many seconds the first right one was there (`first`), and the
# last that was not (`last`).
sub stop {
    my ($self, %option) = @_;
    my %seen = (right => 0, wrong => 0, refused => 0, cut => 0, failed => 0, slowest => 0, last => 0);
    kill 'TERM', map { $_->[0] } @{ $self->{pipes} };
    for my $pipe (map { $_->[1] } @{ $self->{pipes} }) {
        while (<$pipe>) {
            my ($begin, $seconds, $kind) = split;
            $seen{$kind}++;
            $seen{slowest} = $seconds if $seconds > $seen{slowest};
            next if !$option{since} || $begin < $option{since};
            my $after = $begin + $seconds - $option{since};
            if ($kind eq 'right') {
                $seen{first} = $after if !defined $seen{first} || $after < $seen{first};
            } else {
                $seen{failed}++;
                $seen{last} = $after if $after > $seen{last};
            }
        }
        close $pipe;
    }
    return %seen;
}

1;
