package Gongkai::Kills;

# Kills a command, the server or PostgreSQL at a random moment of the life of a report: an
# import, a submission, an approval, a publication, a withdrawal, again and again, and looks
# each time whether all or nothing of it is there.
#
#   my ($count, @faults) = kills($stack, 500, 1);
#
# `$count` is how often what was killed in which work.

use strict;
use warnings;
use Exporter qw(import);
use JSON::PP;
use POSIX qw(WNOHANG);
use Time::HiRes qw(sleep time);
use Gongkai::Stack qw(eventually);

our @EXPORT_OK = qw(begin kills);

my $id = 'e1-2024-522700-197-2024-01';

# A new version of a draft each time.
sub draft {
    my ($stack, $round) = @_;
    my $document = JSON::PP->new->utf8->decode($stack->value("SELECT gongkai.document('$id', 'internal')"));
    $document->{filled_on} = sprintf '2025-%02d-%02d', 1 + $round / 28 % 12, 1 + $round % 28;
    my $path = "$stack->{dir}/kills.json";
    open my $file, '>:raw', $path or die "$path: $!\n";
    print $file JSON::PP->new->utf8->canonical->encode($document);
    close $file or die "$path: $!\n";
    return $path;
}

# The command of a round, as an administrator goes on after a loss: what is there decides.
sub work {
    my ($stack, $round, @keys) = @_;
    my $state = $stack->value("SELECT state FROM gongkai.draft WHERE report_id = '$id'");
    return ('submit', 'submit', '--by', '经办', '--reason', '测试', $id) if $state eq 'draft';
    return ('approve', 'approve', '--by', '审核', $id) if $state eq 'in_review';
    return ('publish', @keys, 'publish', $id) if $state eq 'approved';
    return ('withdraw', @keys, 'withdraw', $id, '--reason', '测试') if $state eq 'published' && $round % 2;
    return ('import', 'import', draft($stack, $round));
}

# Start a command; returns its process and where its words go.
sub begin {
    my ($stack, @command) = @_;
    my $said = "$stack->{dir}/kills.out";
    my $pid = fork // die "fork: $!\n";
    return ($pid, $said) if $pid;
    open STDOUT, '>', $said or POSIX::_exit(127);
    open STDERR, '>&', \*STDOUT or POSIX::_exit(127);
    exec "$ENV{GONGKAI_BUILD}/gongkai", '-c', "$stack->{dir}/gongkai.conf", @command or POSIX::_exit(127);
}

sub strike {
    my ($stack, $what, $pid) = @_;
    kill 'KILL', $pid if $what eq 'command';
    if ($what eq 'server') {
        my @workers = $stack->workers;
        kill 'KILL', $workers[rand @workers] if @workers;
    }
    $stack->stop('postgres', 'QUIT') if $what eq 'postgres';
}

sub slurp {
    my ($path) = @_;
    open my $file, '<', $path or return '';
    local $/;
    return <$file> // '';
}

# What is wrong after a round, in words.
sub faults {
    my ($stack, $seen, $told) = @_;
    my @faults;
    my ($status, $said) = $stack->gongkai('verify', '--quick');
    push @faults, "verify: $said" if $status != 0;
    my $leaves = $stack->value('SELECT string_agg(encode(e.leaf, $$hex$$), $$ $$ ORDER BY e.number) FROM gongkai.log_entry AS e');
    push @faults, 'the log is another' if index($leaves, $$seen) != 0;
    $$seen = $leaves;
    push @faults, 'what was told as done is not there'
        if $told && !$stack->value("SELECT count(*) FROM gongkai.revision WHERE report_id = '$id' AND number = $told");
    return @faults;
}

sub kills {
    my ($stack, $times, $seed, @keys) = @_;
    my (%count, @faults, %lasts);
    my $seen = '';
    srand $seed;
    faults($stack, \$seen);
    for my $round (1 .. $times) {
        my ($kind, @command) = work($stack, $round, @keys);
        my $what = (qw(command command postgres server))[rand 4];
        my $begun = time;
        my ($pid, $said) = begin($stack, @command);
        # Anywhere in the time that it takes, which the undisturbed ones tell.
        sleep rand($lasts{$kind} // 0.5);
        strike($stack, $what, $pid);
        waitpid $pid, 0;
        # What another was killed for must end by itself.
        push @faults, "round $round: $kind hangs" if time - $begun > 120;
        $lasts{$kind} = ($lasts{$kind} // 0.5) * 0.8 + (time - $begun) * 0.2 if $what eq 'server';
        $stack->start('postgres') if $what eq 'postgres';
        my ($told) = slurp($said) =~ /第 (\d+) 次修订$/m;
        $told = undef if $kind eq 'withdraw';
        push @faults, map { "round $round, $what in $kind: $_" } faults($stack, \$seen, $told);
        $count{"$what in $kind"}++;
        print STDERR "# $round kills, ", scalar @faults, " faults\n" if $round % 50 == 0;
    }
    # And all goes on.
    $stack->value(<<"    END");
        SELECT count(*) FROM (
            SELECT jsonb_set(gongkai.document('$id', 'internal')::jsonb, '{filled_on}', '"2025-06-01"') AS document
        ) AS d CROSS JOIN LATERAL gongkai.import_document(d.document, '{}')
    END
    $stack->approve($id) if $stack->value("SELECT state FROM gongkai.draft WHERE report_id = '$id'") ne 'approved';
    my ($status, $words) = $stack->gongkai(@keys, 'publish', $id);
    push @faults, "at the end: $words" if $status != 0;
    push @faults, map { "at the end: $_" } faults($stack, \$seen);
    return (\%count, @faults);
}

1;
