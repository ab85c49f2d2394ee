# The examples of templates/README.md: each is a template without fault, and
# prints what the manual says. What the vocabulary has is in the manual.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $manual = decode_utf8(slurp('templates/README.md'));

# What the examples may bind is declared in one of them.
my ($declared) = $manual =~ /^```xml\n(<field.*?<\/list>\n)<page/ms or BAIL_OUT('the manual declares nothing');

# An example that is no whole form becomes the content of one: declarations
# first, then pages, then styles.
sub whole {
    my ($example) = @_;
    return $example if $example =~ /<form\b/;
    my $lists = $example =~ /<list\b/ ? '' : $declared;
    $lists .= $1 if $example =~ s/\A(<(?:field|funds).*<\/(?:list|indicators)>\n)//s;
    my $pages = join '', $example =~ /<page\b[^>]*>/g;
    my $styles = join '', $example =~ /<style\b[^>]*>/g;
    $example =~ s/<(?:page|style)\b[^>]*>//g;
    $pages ||= '<page/>';
    return qq(<form id="X1" name="x" version="1" title="{title}">\n$lists$pages$styles\n$example\n</form>\n);
}

# What a trace's structure says, without the scope of labels.
sub structure {
    my ($trace) = @_;
    my ($tree) = $trace =~ /^Document\n(.*)\z/ms or return $trace;
    $tree =~ s/^  //mg;
    $tree =~ s/\bTH([\dx]*)[→↓]+/TH$1/g;
    return $tree;
}

my ($data) = $manual =~ /^```json\n(.*?)^```$/ms or BAIL_OUT('the manual has no document');
my $document = spurt(folder() . '/document.json', encode_utf8($data));

my $count = 0;
while ($manual =~ /^```xml\n(.*?)^```\n(?:```text\n(.*?)^```\n)?/msg) {
    my ($example, $printed) = ($1, $2);
    my $line = 1 + substr($manual, 0, $-[0]) =~ tr/\n//;
    my $template = spurt(folder() . '/example.xml', encode_utf8(whole($example)));
    my $run = gongkai('check-template', $template);
    is($run->{status}, 0, "line $line: a template without fault") or diag($run->{err});
    $count++;
    next if $run->{status} || !defined $printed;
    my $trace = folder() . '/example.trace';
    $run = gongkai('render', '--fixed-glyphs', '--trace', '--template', $template, '--data', $document, '-o', $trace);
    is($run->{status}, 0, "line $line: is typeset") or diag($run->{err});
    is(structure(decode_utf8(slurp($trace))), $printed, "line $line: prints what stands behind it");
}
cmp_ok($count, '>=', 15, "$count examples");

# Every name of the vocabulary and every filter is told.
my $schema = decode_utf8(slurp('templates/template.rng'));
for my $kind (qw(element attribute)) {
    my %names = map { $_ => 1 } $schema =~ /<$kind name="([^"]+)"/g;
    my @silent = grep { $manual !~ /`\Q$_\E[`=:]/ } sort keys %names;
    is("@silent", '', "every $kind is in the manual");
}
my ($reference) = $manual =~ /^## Reference\n(.*?)(?=^## |\z)/ms;
my @elements = $schema =~ /<element name="([^"]+)"/g;
my @lost = grep { ($reference // '') !~ /^\| (?:`[\w-]+` )*`\Q$_\E`/m } @elements;
is("@lost", '', 'and in its table of elements');

# What the table says is required is what the tool demands.
my %demanded;
my $bare = gongkai('check-template', spurt(folder() . '/bare.xml', encode_utf8(<<'END')));
<form><field/><list><field/></list><page/><style/><title>x</title><subtitle>x</subtitle><h1>x</h1><h2>x</h2><h3>x</h3>
<p>x<br/><b>x</b><span>x</span></p><line><left>x</left><center>x</center><right>x</right></line><space/>
<table><block><head><row><label>x</label><cell>x</cell></row></head></block></table>
<each><p>x</p></each><section><p>x</p></section></form>
END
$demanded{$1}{$2} = 1 while $bare->{err} =~ /<(\w+)> 缺少属性“([\w-]+)”/g;
my %told;
for my $row ($reference =~ /^\| (`.*)$/mg) {
    my ($names, $attributes) = split / \| /, $row;
    for my $element ($names =~ /`([\w-]+)`/g) {
        $told{$element}{$_} = 1 for $attributes =~ /\*\*`([\w-]+)`\*\*/g;
    }
}
cmp_ok(scalar keys %demanded, '>', 4, 'some elements demand attributes');
is_deeply(\%told, \%demanded, 'the attributes in bold are those that are required');

my $run = gongkai('check-template', spurt(folder() . '/filter.xml',
    encode_utf8('<form id="X1" name="x" version="1" title="{title|nofilter}"><page/><p>x</p></form>')));
my ($filters) = $run->{err} =~ /nofilter.*?应为其中之一：([\w, ]+)/ or fail('the tool tells its filters');
my @silent = grep { $manual !~ /`\Q$_\E[`:]/ } split /, /, $filters // '';
is("@silent", '', 'every filter is in the manual');
done_testing;
