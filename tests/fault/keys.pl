# One thing asked for in all the ways to spell it: it is made once, and kept under one key.
use strict;
use warnings;
use File::Find qw(find);
use Time::HiRes qw(sleep);
use Gongkai::Fault;
use Gongkai::Spelling qw(spellings);
use Gongkai::Stack;
use Gongkai::Whole qw(fetch);

srand 20250301;
my $stack = Gongkai::Stack->new;
my @things = spellings($stack, 250);
# What was asked of the cache so far, which is something else.
my $cache = "$stack->{dir}/nginx/cache";
sub files { my $files = 0; find({ no_chdir => 1, wanted => sub { $files++ if -f } }, $cache); return $files }
my $before = files();
truncate "$stack->{dir}/log/access.log", 0 or die "truncate: $!\n";
my ($asked, $wrong, $conditional, $socket) = (0, 0, 0);
for my $thing (@things) {
    for my $spelling (@{ $thing->{spellings} }) {
        my $answer = fetch(\$socket, $stack->{url}, $spelling->{target}, %{ $spelling->{headers} });
        my $is_right = $answer->{status} == 200 && $answer->{body} eq $thing->{body};
        print STDERR "$answer->{status} $spelling->{target} ", join(' ', %{ $spelling->{headers} }), "\n" if !$is_right;
        $wrong++ if !$is_right;
        $conditional++ if $spelling->{headers}{'If-Unmodified-Since'};
        # As often as one address may ask.
        sleep 0.01 if $asked++ > 300;
    }
}
my $kept = files() - $before;
open my $log, '<', "$stack->{dir}/log/access.log" or die "access.log: $!\n";
my @lines = <$log>;
# nginx cannot judge If-Unmodified-Since: where the thing is cheap the application does,
# and what is dear is no way past the cache.
my $past = grep { /cache=-/ } @lines;
my $made = grep { !/cache=(?:-|HIT|STALE|UPDATING|REVALIDATED)/ } @lines;
tell('one thing in many spellings',
    sprintf('%d things in %d spellings: %d files in the cache, made %d times, %d judged by the application, %d wrong', scalar @things, $asked, $kept, $made, $past, $wrong),
    $kept == @things && $made <= 2 * @things && $past <= $conditional && $wrong == 0);
