package Gongkai::TortureDone;

# What a torture has tried, in a file, so that a run that was ended goes on where it
# stopped. A line is a try; the first names the program, and the tries of another one are
# forgotten: its calls are others.
#
#   my $done = Gongkai::TortureDone->new($option{'go-on'}, 'commands', $program);   # false: nothing is kept
#   my ($outcome, $fault) = $done->once("publish libpq 7", sub { ...; return ($outcome, $fault) });

use strict;
use warnings;
use Digest::SHA;
use IO::Handle;
use Gongkai::Torture;

sub new {
    my ($class, $is_wanted, $name, $program) = @_;
    my $self = bless { seen => {}, earlier => 0 }, $class;
    return $self if !$is_wanted;
    # Beside the folder of the tests, which is made anew each time.
    my $path = "$ENV{GONGKAI_TEST_STATE}/../torture-$name.done";
    my $head = 'program ' . Digest::SHA->new(256)->addfile($program, 'b')->hexdigest;
    my ($first, @lines) = split /(?<=\n)/, Gongkai::Torture::slurp($path);
    my $goes_on = defined $first && $first eq "$head\n";
    for ($goes_on ? @lines : ()) {
        # The last may have been cut.
        my ($key, $outcome, $fault) = /^([^\t]+)\t([^\t]*)\t([^\t\n]*)\n\z/ or next;
        $self->{seen}{$key} = [$outcome, $fault];
        # What was a fault may have been the machine's, and is tried again.
        delete $self->{seen}{$key} if $fault ne '';
    }
    open $self->{file}, $goes_on ? '>>' : '>', $path or die "$path: $!\n";
    $self->{file}->autoflush;
    $self->{file}->print(!$goes_on ? "$head\n" : @lines && $lines[-1] !~ /\n\z/ ? "\n" : '');
    return $self;
}

# What a try came to, now or in an earlier run.
sub once {
    my ($self, $key, $try) = @_;
    if (my $seen = $self->{seen}{$key}) {
        $self->{earlier}++;
        return @$seen;
    }
    my ($outcome, $fault) = map { s/\s+/ /gr } $try->();
    $self->{file}->print("$key\t$outcome\t$fault\n") if $self->{file};
    return ($outcome, $fault);
}

1;
