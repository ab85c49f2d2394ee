package Gongkai::Spelling;

# Some things that can be asked for, each in many spellings that mean the same: a
# cache must keep each once.
#
#   for my $thing (spellings($stack, 20)) {
#       # $thing->{body}, and $thing->{spellings}: { target => ..., headers => { ... } }
#   }

use strict;
use warnings;
use Exporter qw(import);
use List::Util qw(shuffle);
use Gongkai::HTTP;

our @EXPORT_OK = qw(spellings);

# Percent-encode some letters that need it not, in one case or the other.
sub masked {
    my ($text, $share) = @_;
    return $text =~ s{([A-Za-z0-9-])}{rand() < $share ? sprintf(rand() < 0.5 ? '%%%02x' : '%%%02X', ord $1) : $1}ger;
}

# The same path: letters encoded, slashes doubled, steps back.
sub other_path {
    my ($path) = @_;
    $path = masked($path, 0.1) if rand() < 0.4;
    $path =~ s{(?<=/)(?=reports|sets|search|departments)}{rand() < 0.5 ? '/' : 'x/../'}e if rand() < 0.4;
    $path = "/$path" if rand() < 0.2;
    $path =~ s{^(/+)}{$1./} if rand() < 0.2;
    return $path;
}

# The same query: another order, values and names encoded, defaults, nothing between `&`.
sub other_query {
    my ($pairs, $defaults) = @_;
    my @pieces = map { "$_->[0]=$_->[1]" } @$pairs;
    my %given;
    push @pieces, grep { rand() < 0.4 && !$given{ (split /=/)[0] }++ } shuffle @$defaults;
    @pieces = shuffle @pieces;
    @pieces = map { my ($name, $value) = split /=/; join '=', masked($name, 0.1), rand() < 0.5 ? lc_hex($value) : $value } @pieces;
    @pieces = map { ($_, rand() < 0.2 ? '' : ()) } @pieces;
    my $query = join '&', @pieces;
    $query = "&$query" if rand() < 0.2;
    $query = "$query&" if rand() < 0.2;
    return length $query || rand() < 0.3 ? "?$query" : '';
}

sub lc_hex {
    my ($value) = @_;
    return $value =~ s/(%[0-9A-F]{2})/lc $1/ger =~ s/%20/+/gr;
}

# Headers that do not change what is answered; those of the first list choose a format.
sub other_headers {
    my ($accepts, $etag, $modified) = @_;
    my %headers;
    $headers{Accept} = $accepts->[rand @$accepts] if rand() < 0.7;
    $headers{'If-Match'} = ('*', $etag, "\"x\", $etag")[rand 3] if rand() < 0.3;
    $headers{'If-Unmodified-Since'} = $modified if $modified && rand() < 0.2;
    $headers{'If-None-Match'} = '"x"' if rand() < 0.2;
    $headers{'Cache-Control'} = 'no-cache' if rand() < 0.2;
    $headers{Pragma} = 'no-cache' if rand() < 0.1;
    $headers{Cookie} = 'a=' . int rand 1e6 if rand() < 0.2;
    $headers{'Accept-Language'} = ('en', 'zh-CN', 'de;q=0.3')[rand 3] if rand() < 0.3;
    $headers{'Accept-Encoding'} = 'gzip' if rand() < 0.3;
    return \%headers;
}

my %accepts = (
    html => ['*/*', 'text/html', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8', 'text/*'],
    choose_html => ['text/html', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html, application/json;q=0.9'],
    json => ['*/*', 'application/json', 'application/json;q=0.3', 'text/html;q=0.5, */*;q=0.8', 'application/*, x/y', 'application/json, text/csv;q=0.1', 'image/png, application/json'],
    csv  => ['*/*', 'text/csv', 'text/*', 'text/csv, application/json;q=0.2', 'TEXT/CSV', 'x/y, text/csv; charset=utf-8'],
    pdf  => ['*/*', 'application/pdf', 'application/pdf, x/y', 'application/*', 'APPLICATION/PDF;q=0.5'],
    choose_csv => ['text/csv', 'text/csv, application/json;q=0.2', 'TEXT/CSV', 'text/csv;q=1.0, x/y', '*/*, application/json;q=0'],
    choose_pdf => ['application/pdf', 'application/pdf;q=0.3, text/csv', '*/*, application/json;q=0'],
);

sub spellings {
    my ($stack, $each) = @_;
    my ($report) = $stack->reports('form=E1&limit=200');
    my ($id, $year, $department) = ($report->{id}, $report->{year}, $report->{department}{code});
    my $word = '%E4%BF%9D%E9%9A%9C%20%E8%B4%A8%E9%87%8F';
    my @things = (
        [json => "/api/v1/reports/$id", []],
        [pdf => "/api/v1/reports/$id.pdf", []],
        [choose_pdf => "/api/v1/reports/$id", []],
        [html => "/api/v1/reports/$id.html", []],
        [choose_html => "/api/v1/reports/$id", []],
        [pdf => "/api/v1/reports/$id/revisions/1.pdf", []],
        [pdf => "/api/v1/sets/$department/$year.pdf", []],
        [json => '/api/v1/reports', [[year => $year], [form => 'E1'], [limit => 7]], ['bom=false']],
        [csv => '/api/v1/reports.csv', [[year => $year], [department => $department]], ['bom=false', 'limit=50', 'limit=050']],
        [choose_csv => '/api/v1/reports', [[year => $year], [form => 'E1']], ['bom=false', 'limit=50']],
        [json => '/api/v1/search', [[q => $word], [year => $year]], ['limit=50', 'limit=00050']],
        [json => '/api/v1/departments', [[year => $year]], ['published=true', 'limit=50']],
    );
    return map { thing($stack, $each, @$_) } @things;
}

sub thing {
    my ($stack, $each, $kind, $path, $pairs, $defaults) = @_;
    my $plain = $path . (@$pairs ? '?' . join '&', map { "$_->[0]=$_->[1]" } @$pairs : '');
    my %headers = $kind =~ /choose/ ? (Accept => $accepts{$kind}[0]) : ();
    my $answer = $stack->get($plain, base => $stack->{uncached}, headers => \%headers);
    die "$plain: $answer->{status} $answer->{content}\n" if $answer->{status} != 200;
    my @spellings = map {
        my $more = other_headers($accepts{$kind}, header($answer, 'ETag'), header($answer, 'Last-Modified'));
        $more->{Accept} //= $headers{Accept} if %headers;
        { target => other_path($path) . other_query($pairs, $defaults // []) . (rand() < 0.1 ? '#x' : ''), headers => $more };
    } 1 .. $each;
    return { name => "$plain" . (%headers ? " as $headers{Accept}" : ''), body => $answer->{content}, spellings => \@spellings };
}

1;
