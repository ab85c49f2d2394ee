package Gongkai::Machine;

# A bare Debian 12 that boots: a root folder with systemd as its first process, in
# namespaces of its own. It has no network but its loopback. Only root can.
#
#   my $machine = Gongkai::Machine->new($root, '/of/the/host' => '/srv/there');
#   my $run = $machine->run('systemctl is-active nginx');
#   $machine->stop;

use strict;
use warnings;
use POSIX qw(_exit WNOHANG);
use Time::HiRes qw(sleep time);

sub new {
    my ($class, $root, @mounts) = @_;
    my $self = bless { root => $root }, $class;
    $self->{unshare} = fork // die "fork: $!";
    if (!$self->{unshare}) {
        open STDIN, '<', '/dev/null';
        open STDOUT, '>', "$root.log" or _exit(127);
        open STDERR, '>&', \*STDOUT;
        exec qw(setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child=KILL --uts --ipc --net --cgroup),
            'tests/production/boot', $root, @mounts or _exit(127);
    }
    $self->wait_running;
    return $self;
}

# The process that is number one in there.
sub init {
    my ($self) = @_;
    open my $file, '<', "/proc/$self->{unshare}/task/$self->{unshare}/children" or return;
    my ($pid) = split ' ', <$file> // '';
    return $pid && (readlink("/proc/$pid/exe") // '') =~ /systemd/ ? $pid : undef;
}

sub wait_running {
    my ($self) = @_;
    my $until = time + 180;
    while (time < $until && waitpid($self->{unshare}, WNOHANG) == 0) {
        return if $self->init && $self->run('systemctl is-system-running')->{out} =~ /^(?:running|degraded)$/;
        sleep 0.1;
    }
    my $log;
    my @said = open($log, '<', "$self->{root}.log") ? <$log> : ();
    splice @said, 0, -20;
    die "the machine in a folder does not boot; its last words, of $self->{root}.log:\n", @said;
}

# Run a script of bash as root in /root, to its first fault, with the umask that
# hardened machines have. Both outputs are in `out`, in their order.
sub run {
    my ($self, $script) = @_;
    my @enter = (qw(nsenter --all --root --wd --target), $self->init // return { status => -1, out => '' });
    my @clean = qw(env -i HOME=/root USER=root TERM=dumb LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin);
    my $pid = open(my $pipe, '-|') // die "fork: $!";
    if (!$pid) {
        open STDERR, '>&', \*STDOUT;
        open STDIN, '<', '/dev/null';
        exec @enter, @clean, 'bash', '-ec', "umask 027\ncd /root\n$script" or _exit(127);
    }
    binmode $pipe, ':raw';
    my $out = do { local $/; <$pipe> } // '';
    close $pipe;
    return { status => $? >> 8, out => $out };
}

sub stop {
    my ($self) = @_;
    my $pid = delete $self->{unshare} or return;
    kill KILL => $pid;
    waitpid $pid, 0;
}

sub DESTROY {
    local $?;
    $_[0]->stop;
}

1;
