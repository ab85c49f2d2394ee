# Twenty clients ask for what is dear and in no cache, over twenty connections each;
# another one reads documents, and now and then a PDF.
use strict;
use warnings;
use List::Util qw(max);
use Time::HiRes qw(sleep time);
use Gongkai::Crowd qw(insist);
use Gongkai::Fault;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;
my @reports = $stack->reports;
my @json = map { $_->{links}{self} } @reports;
my @pdf = map { $_->{links}{pdf} } @reports;
my ($set) = map { "/api/v1/sets/$_->{department}{code}/$_->{year}.pdf" } grep { $_->{form} eq 'R1' } @reports;

# Without the cache, but with all limits; searches for words that nobody sought before.
my ($port) = split ' ', $stack->script('free_ports', 1);
$stack->script('stack_configure_uncached', $stack->{dir}, $port, 'counted', '$gongkai_network');
$stack->signal('nginx', 'HUP');
sub dear {
    my $dice = rand;
    my $path = $dice < 0.3 ? '/api/v1/search?q=%E4%BF%9D%E9%9A%9C%20' . int rand 1e9
             : $dice < 0.5 ? '/api/v1/indicators?limit=200&q=%E6%8C%87%E6%A0%87&group=' . int rand 1e9
             : $dice < 0.9 ? $pdf[rand @pdf] : $set;
    return "GET $path HTTP/1.0\r\n\r\n";
}

# The median, the 95th of a hundred, and how many were not 200: of documents that the
# application is asked for each time, as cheap as they come.
sub read_documents {
    my ($seconds, $paths) = @_;
    my $end = time + $seconds;
    my (@times, $bad);
    while (time < $end) {
        my $answer = $stack->get($paths->[rand @$paths], base => $stack->{uncached}, timeout => 30);
        push @times, $answer->{seconds};
        $bad++ if $answer->{status} != 200;
        sleep 0.01;
    }
    @times = sort { $a <=> $b } @times;
    return (1000 * $times[@times / 2], 1000 * $times[@times * 0.95], $bad // 0);
}

my ($before) = read_documents(4, \@json);
my $crowd = Gongkai::Crowd->new(20, sub { insist("http://127.0.0.1:$port", $_[0], 20, \&dear) });
sleep 2;
my ($median, $tail, $bad) = read_documents(20, \@json);
my ($pdf_median, $pdf_tail, $pdf_bad) = read_documents(10, \@pdf);
$crowd->end;
tell('20 clients with 20 connections each for what is dear',
    sprintf('a document %.1f ms (alone %.1f), 95 %% %.1f, %d failed; a PDF %.0f ms, %d failed', $median, $before, $tail, $bad,
        $pdf_median, $pdf_bad),
    ($median < 10 || $median < 5 * $before) && $bad == 0 && $pdf_bad == 0 && $pdf_median < 150);
