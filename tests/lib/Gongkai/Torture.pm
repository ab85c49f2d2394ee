package Gongkai::Torture;

# One call of a program fails, all the others are real: tests/torture/shim.c makes
# an allocation or a call of libpq fail, strace a system call.
#
#   my $torture = Gongkai::Torture->new("$folder/shim");
#   my $whole = $torture->run(kind => 'allocation', argv => [...]);
#   my $broken = $torture->run(kind => 'allocation', argv => [...], at => 7);

use strict;
use warnings;
use POSIX qw(WNOHANG);
use Time::HiRes qw(sleep time);

# As in shim.c.
my %KIND = (nothing => 0, allocation => 1, libpq => 2, system => 3);
my $SITES_MAX = 1 << 20;
my $HEAD = 32;
my @FIELDS = qw(kind fail_at armed count failed done ended live);

# What the kernel says when it cannot. Not for sendto: libpq hears of a lost connection
# when it reads, and this one would still be there; the shim shuts it down instead.
my %ERROR = (
    openat => 'EMFILE', read => 'EIO', pread64 => 'EIO', write => 'ENOSPC', pwrite64 => 'ENOSPC', mmap => 'ENOMEM',
    newfstatat => 'EIO', lseek => 'EIO', close => 'EIO', fsync => 'EIO', rename => 'EACCES', unlink => 'EACCES',
    linkat => 'EACCES', getdents64 => 'EIO', socket => 'EMFILE', connect => 'ECONNREFUSED', poll => 'ENOMEM',
    recvfrom => 'ECONNRESET', getrandom => 'ENOSYS', setsockopt => 'ENOMEM',
    fcntl => 'EINVAL', getsockopt => 'EINVAL', uname => 'EFAULT',
    access => 'EIO', mkdir => 'ENOSPC', rmdir => 'EACCES', clone => 'EAGAIN', clone3 => 'EAGAIN', prctl => 'EINVAL', getsockname => 'ENOBUFS',
);
sub system_calls { return sort keys %ERROR }


# What only takes in. One is as good as another that came the same way from main().
my %TAKES = map { $_ => 1 } qw(openat read pread64 mmap newfstatat lseek close getdents64 fcntl getsockopt getsockname access uname);

# What strace is told for call number `at` of a name to fail, or for a signal to come with it.
sub injection {
    my ($self, $call, $at, $signal) = @_;
    return "inject=$call:" . ($signal ? "signal=$signal" : "error=$ERROR{$call}") . ":when=$at";
}

# Compiles the shim as FOLDER/shim.so; with `bare` without allocations, for programs
# whose allocator is the sanitizer's.
sub new {
    my ($class, $folder, %option) = @_;
    my $self = bless { shim => "$folder/shim" . ($option{bare} ? '-bare' : '') . '.so', folder => $folder }, $class;
    my $include = qx(pkg-config --cflags libpq);
    chomp $include;
    system("gcc -std=gnu11 -D_GNU_SOURCE -O1 -g -fPIC -shared -Wall -Wextra -Werror $include "
            . ($option{bare} ? '-DTORTURE_NO_ALLOCATION ' : '') . "-o $self->{shim} tests/torture/shim.c") == 0
        or die "the shim does not compile\n";
    return $self;
}

# A control file; `set` and `get` are its fields.
sub control {
    my ($self, $name) = @_;
    my $path = "$self->{folder}/$name.control";
    open my $file, '+>:raw', $path or die "$path: $!\n";
    truncate $file, $HEAD + 8 * $SITES_MAX or die "$path: $!\n";
    return { path => $path, file => $file };
}

sub set {
    my ($control, %value) = @_;
    $value{kind} = $KIND{ $value{kind} } // die "no kind $value{kind}\n";
    sysseek $control->{file}, 0, 0;
    # In a worker `live` goes on.
    my @set = $value{armed} || exists $value{live} ? @FIELDS[0 .. $#FIELDS - 1] : @FIELDS;
    syswrite $control->{file}, pack 'L*', map { $value{$_} // 0 } @set;
    return;
}

sub get {
    my ($control) = @_;
    sysseek $control->{file}, 0, 0;
    my ($bytes, %value);
    sysread $control->{file}, $bytes, $HEAD;
    @value{@FIELDS} = unpack 'L8', $bytes;
    return \%value;
}

# Who made each call that was counted, as numbers.
sub sites {
    my ($control) = @_;
    my $count = get($control)->{count};
    $count = $SITES_MAX if $count > $SITES_MAX;
    sysseek $control->{file}, $HEAD, 0;
    sysread $control->{file}, my ($bytes), 8 * $count;
    return unpack 'Q*', $bytes;
}

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or return '';
    local $/;
    return <$file> // '';
}

sub spawn {
    my ($self, $argv) = @_;
    unlink map { "$self->{folder}/$_" } qw(out err);
    my $pid = fork // die "fork: $!\n";
    return $pid if $pid;
    $SIG{$_} = 'DEFAULT' for qw(INT TERM HUP);
    setpgrp;
    open STDIN, '<', '/dev/null';
    open STDOUT, '>', "$self->{folder}/out" or POSIX::_exit(127);
    open STDERR, '>', "$self->{folder}/err" or POSIX::_exit(127);
    exec @$argv or POSIX::_exit(127);
}

# Returns the wait status, or 'hangs'.
sub await {
    my ($pid, $seconds) = @_;
    my $end = time + $seconds;
    while (waitpid($pid, WNOHANG) == 0) {
        if (time > $end) {
            kill 'KILL', -$pid;
            waitpid $pid, 0;
            return 'hangs';
        }
        sleep 0.002;
    }
    return $?;
}

# Run a program to its end: `argv`, `kind` and `at` (0: nothing fails), or `call` and
# `at` for a system call, which fails, or during which comes `signal`. Addresses are the same in each run.
sub run {
    my ($self, %case) = @_;
    my (@argv, %result);
    if ($case{call}) {
        my @calls = $case{at} ? ($case{call}, '-e', $self->injection(@case{qw(call at signal)}))
            : (join(',', system_calls(), $case{signal} ? 'sendto' : ()), '-k');
        # With that filter strace 6.1 brings no signal.
        @argv = ('strace', '-f', $case{signal} ? () : '--seccomp-bpf', '-o', "$self->{folder}/strace", '-e', "trace=$calls[0]", @calls[1 .. $#calls]);
        $result{status} = await($self->spawn([@argv, @{ $case{argv} }]), $case{at} ? 120 : 900);
        $result{trace} = slurp("$self->{folder}/strace");
        $result{signal} = $case{signal};
        $result{failed} = $result{trace} =~ ($case{signal} ? qr/^\d+ +--- $case{signal} /m : qr/\(INJECTED\)/) ? 1 : 0;
        $result{is_mute} = $result{trace} =~ /\bwrite\(2,.*\(INJECTED\)/ ? 1 : 0;
    } else {
        my $control = $self->{control} //= $self->control('run');
        set($control, kind => $case{kind}, fail_at => $case{at} // 0);
        @argv = ('setarch', '-R', 'env', "LD_PRELOAD=$self->{shim}", "TORTURE_CONTROL=$control->{path}");
        push @argv, 'TORTURE_BLOCKS=1' if $case{kind} eq 'allocation';
        push @argv, 'TORTURE_TELL=1' if $case{tell};
        $result{status} = await($self->spawn([@argv, @{ $case{argv} }]), $case{at} ? 120 : 900);
        %result = (%result, %{ get($control) });
        $result{sites} = [sites($control)] if !$case{at};
    }
    $result{out} = slurp("$self->{folder}/out");
    $result{err} = slurp("$self->{folder}/err");
    return \%result;
}

# The first reason why a run with a failure is not as it should be, or ''. It ends well
# with the same output as the undisturbed run, or it says in words what is wrong; it is
# not ended by a signal, and leaves no block that the undisturbed run does not leave. Whose
# words cannot be written (`is_mute`) need not say any. A signal (`signal`) may end it with a last word.
sub fault {
    my ($whole, $run) = @_;
    my $status = $run->{status};
    return 'hangs' if $status eq 'hangs';
    return '' if $status & 127 && $run->{signal} && $run->{err} =~ /收到 $run->{signal}，已中断：/;
    return 'ended by signal ' . ($status & 127) if $status & 127;
    return 'status ' . ($status >> 8) if $status >> 8 > 2;
    return 'leaks ' . ($run->{live} - $whole->{live}) . ' blocks' if $run->{ended} && $run->{live} > $whole->{live};
    return 'says nothing' if $status && !$run->{is_mute} && $run->{err} !~ /\S.{5}/;
    return 'gives no reason' if $status && !$run->{is_mute} && $run->{err} =~ /(?:：|:)\s*\z/;
    return 'says it is well, with another output' if !$status && $run->{out} ne $whole->{out};
    return '';
}

# At most so many of a list, evenly, the last among them; 0: all.
sub some {
    my ($most, @list) = @_;
    return @list if !$most || @list <= $most;
    return map { $list[int(($_ + 1) * @list / $most) - 1] } 0 .. $most - 1;
}

# The ways that led to the calls of one name, by the trace with the ways: a list for each
# process, because strace counts the calls of each by itself.
sub ways {
    my ($trace, $call) = @_;
    my (%ways, $way);
    for (split /\n/, $trace) {
        if (/^ > /) { $$way .= "$_\n" if $way; next }
        my ($pid, $is_resumed, $name) = /^(\d+) +(<\.\.\. )?(\w+)/;
        undef $way;
        next if !defined $name || $name ne $call;
        push @{ $ways{$pid} }, '' if !$is_resumed;
        $way = \$ways{$pid}[-1];
    }
    return map { $ways{$_} } sort { $a <=> $b } keys %ways;
}

# Those of a program's calls of one name whose way is a new one.
# `what`: to what they are put.
sub new_ways {
    my ($self, $trace, $call, $what, @calls) = @_;
    return @calls if !$TAKES{$call};
    my @processes = ways($trace, $call);
    return grep {
        my $at = $_;
        my @ways = map { $_->[$at - 1] // () } @processes;
        !@ways || grep { !$self->{ways}{"$what\n$_"}++ } @ways;
    } @calls;
}

# Of calls that came the same way, as a loop makes them, the first and the last of each process.
sub ends_of_loops {
    my ($processes, @calls) = @_;
    my %is_end;
    for my $ways (@$processes) {
        my (%first, %last);
        for (grep { defined $ways->[$_ - 1] } @calls) {
            my $way = $ways->[$_ - 1];
            $first{$way} //= $_;
            $last{$way} = $_;
        }
        $is_end{$_} = 1 for values %first, values %last;
    }
    return grep { $is_end{$_} } @calls;
}

# How often each system call stands in a trace, in the process that makes most.
sub counts {
    my ($trace) = @_;
    my (%each, %most);
    for (split /\n/, $trace) {
        next if !/^(\d+) +(\w+)\(/;
        my $count = ++$each{$1}{$2};
        $most{$2} = $count if $count > ($most{$2} // 0);
    }
    return \%most;
}

# The system calls of a program from main() on, by name, as numbers for `at`. How many
# the loader makes before, a run tells that does nothing but write one line.
sub calls_after_start {
    my ($self, $program, $trace) = @_;
    $self->{startup} //= counts($self->run(call => 'all', argv => [$program, '--version'])->{trace} =~ s/\n[^\n]*newfstatat\(1,.*//sr);
    my $count = counts($trace);
    return map { my $call = $_; $call => [($self->{startup}{$call} // 0) + 1 .. $count->{$call}] } sort keys %$count;
}

1;
