# Documents as OFD, end to end: another reader in a real browser (tests/ofd, which needs
# Node, Chromium and packages from npm) draws the pages of the PDF and reads their text;
# a file is the same wherever it is made; what HTTP says of it.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP qw(decode_json encode_json);
use Test::More;
use Gongkai::HTTP qw(has_status header is_problem);
use Gongkai::Npm qw(npm_folder);
use Gongkai::OFD;
use Gongkai::Stack;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $npm = eval { npm_folder('tests/ofd') };
if (!ok($npm, 'the reader is installed')) {
    diag($@);
    done_testing;
    exit 1;
}
my $stack = Gongkai::Stack->new;
my %direct = (base => $stack->{uncached});
my $dir = folder();

# What the pages of a PDF say, in the order in which they are drawn. Poppler marks
# texts from right to left for terminals.
sub pdf_pages {
    my ($pdf) = @_;
    my @pages = split /\f/, decode_utf8(qx(pdftotext -raw -enc UTF-8 '$pdf' -)), -1;
    pop @pages;
    return map { s/[\s\x{202a}-\x{202e}\x{2066}-\x{2069}]+//gr } @pages;
}

# A file for the browser to look at beside its PDF.
sub page_of {
    my ($name, $ofd, $pdf, $has_pictures) = @_;
    my @texts = pdf_pages($pdf);
    is_deeply([ofd_says($ofd)], \@texts, "$name says what the PDF says");
    return { name => $name, file => $ofd, texts => \@texts } if !$has_pictures;
    system("mutool draw -q -r 101.6 -c gray -o '$dir/$name-%d.png' '$pdf' 2>/dev/null");
    return { name => $name, file => $ofd, texts => \@texts, pictures => [map { "$dir/$name-$_.png" } 1 .. @texts] };
}

sub render {
    my ($name, @arguments) = @_;
    for my $face (qw(ofd pdf)) {
        my $run = gongkai('render', @arguments, '-o', "$dir/$name.$face");
        is($run->{status}, 0, "$name as $face") or diag($run->{err});
    }
    return ("$dir/$name.ofd", "$dir/$name.pdf");
}

# Every form, as a draft; and what is beyond U+FFFF, upright, shaped, and markup.
my @pages;
for my $fixture (glob 'tests/fixture/*.json') {
    my ($form) = $fixture =~ /([\w-]+)\.json/;
    push @pages, page_of($form, render($form, '--data', $fixture), 1);
}
sub text {
    my ($name, $text, $template) = @_;
    return render($name, '--template', $template // 'tests/fixture/scripts.xml', '--data', write_text("$name.json", 'SCRIPTS', $text));
}
my $upright = spurt("$dir/upright.xml", encode_utf8(<<'END'));
<?xml version="1.0" encoding="UTF-8"?>
<form id="SCRIPTS" name="字" version="1" title="{title}">
  <page margin="10mm"/>
  <table columns="1 8">
    <row><cell orientation="vertical">{texts.goal}</cell><cell>{texts.goal}</cell></row>
  </table>
</form>
END
push @pages, page_of('upright', text('upright', '绩效（续）——“甲”Abcd ประชา', $upright), 1);
push @pages, page_of('beyond', text('beyond', '𠮷野家、𫖯仰、𬬻甲𠂇𠂇B𝐀<&>"]]>&amp;'), 1);
push @pages, page_of('apart', text('apart', 'น้ำใจ'), 1);
push @pages, page_of('shaped', text('shaped', "น้ำใจའབྲུགخەلقᠠᠷᠠᠳ葛\x{e0100}城q\x{307}\x{323}𖼐𖽘𖾐"), 0);
like($pages[-1]{texts}[0], qr/น้ำใจ.*خەلق.*葛\x{e0100}城/, 'all of it');

# What is published.
my @reports = $stack->reports('limit=200');
for my $report (@reports) {
    my %answer = map { $_ => $stack->get($report->{links}{$_}, %direct) } qw(ofd pdf);
    has_status($answer{$_}, 200, "$report->{id} as $_") for qw(ofd pdf);
    page_of($report->{id}, map({ spurt("$dir/$report->{id}.$_", $answer{$_}{content}) } qw(ofd pdf)), 0);
    my $all = join '', map { join '', @$_ } ofd_texts("$dir/$report->{id}.ofd");
    unlike($all, qr/何某|草稿/, '  no contact, no draft');
}
my $report = $reports[0];
my $set = "/api/v1/sets/$report->{department}{code}/$report->{year}";
my @set = map { spurt("$dir/set.$_", $stack->get("$set.$_", %direct)->{content}) } qw(ofd pdf);
push @pages, page_of('set', @set, 1);
my $root = decode_utf8(ofd_parts($set[0])->{'Doc_0/Document.xml'});
my $in_set = () = $stack->reports("department=$report->{department}{code}&year=$report->{year}&limit=200");
is(scalar(() = $root =~ /^<ofd:OutlineElem/mg) - scalar(() = $root =~ m{</ofd:Actions><ofd:OutlineElem}g), scalar(() = $root =~ /^<ofd:OutlineElem/mg),
    'its outline has a line for each entry');
my $titles = grep { $root =~ /<ofd:OutlineElem Title="\Q$_->{title}\E"/ } @reports;
is($titles, $in_set, 'with all documents of the set');

open my $node, '-|', 'node', "$npm/pages.mjs", spurt("$dir/pages.json", encode_json(\@pages)) or die "node: $!";
my $plan;
while (<$node>) {
    $_ = decode_utf8($_);
    if    (/^(not )?ok \d+ - (.*)/) { ok(!$1, $2) }
    elsif (/^1\.\.(\d+)/)           { $plan = $1 }
    elsif (/^# ?(.*)/)              { diag($1) }
}
close $node;
is($?, 0, 'the browser came to its end');
cmp_ok($plan // 0, '>', 3 * @pages, 'with all its tests');

# The same bytes again, in other places, and by the command line from the bytes that are frozen.
my $ofd = $stack->get($report->{links}{ofd}, %direct)->{content};
ok($ofd eq slurp("$dir/$report->{id}.ofd"), 'the same bytes again');
my $frozen = spurt("$dir/frozen.json", $stack->get("$report->{links}{self}.json", %direct)->{content});
for my $zone (qw(UTC Asia/Kathmandu America/St_Johns)) {
    local $ENV{TZ} = $zone;
    my $run = gongkai('render', '--data', $frozen, '-o', "$dir/frozen.ofd");
    is($run->{status}, 0, "rendered in $zone") or diag($run->{err});
    ok(slurp("$dir/frozen.ofd") eq $ofd, '  the same bytes');
}
my %part = %{ ofd_parts(\$ofd) };
my $said = decode_utf8($part{'OFD.xml'});
like($said, qr{<ofd:DocID>[0-9a-f]{32}</ofd:DocID><ofd:Title>\Q$report->{title}\E</ofd:Title>}, 'its identifier and title');
like($said, qr{Name="文件编号">\Q$report->{id}\E</ofd:CustomData><ofd:CustomData Name="修订">$report->{revision}<}, 'where it comes from');
my ($day) = $report->{published_at} =~ /^(.{10})/;
like($said, qr{<ofd:CreationDate>$day</ofd:CreationDate><ofd:ModDate>$day</ofd:ModDate>}, 'the day of publication');
is(scalar(grep { !/^OFD\.xml$|^Doc_0\/(?:Document|PublicRes)\.xml$|^Doc_0\/Pages\/Page_\d+\/Content\.xml$|^Doc_0\/Res\/font_\d+\.otf$/ } keys %part), 0,
    'nothing but its parts');

# What the answer says of itself.
my ($self, $path) = @{ $report->{links} }{qw(self ofd)};
for my $way (qw(url uncached)) {
    my %base = (base => $stack->{$way});
    my $answer = $stack->get($path, %base);
    is(header($answer, 'Content-Type'), 'application/ofd', "$way: its type");
    like(header($answer, 'Content-Disposition'), qr/^attachment; filename="\Q$report->{id}\E\.ofd"/, 'it is to be kept');
    like(header($answer, 'Link'), qr{<\Q$self\E\.pdf>; rel="alternate"; type="application/pdf"}, 'it leads to the other faces');
    my $tag = header($answer, 'ETag');
    is($stack->get($path, %base, headers => { 'If-None-Match' => $tag })->{status}, 304, 'asked again, it has not changed');
    isnt($tag, header($stack->get("$self.pdf", %base), 'ETag'), 'the PDF has another tag');
    my $negotiated = $stack->get($self, %base, headers => { Accept => 'application/ofd' });
    is(header($negotiated, 'Content-Location'), $path, 'it has an address of its own');
    like(header($stack->get("$self/revisions/1.ofd", %base), 'Cache-Control'), qr/immutable/, 'a revision never changes');
    like($stack->get("$self.html", %base)->{content}, qr{<a href="\Q$path\E"}, 'the page leads to it');
}

# A character that no font has fails it, as the PDF.
my $run = gongkai('render', '--template', 'tests/fixture/scripts.xml', '--data',
    write_text('missing.json', 'SCRIPTS', "\x{e123}"), '-o', "$dir/missing.ofd");
is($run->{status}, 1, 'a character that no font has');
like($run->{err}, qr{/texts/goal.*U\+E123}, '  is told with its place');
ok(!-e "$dir/missing.ofd", '  and there is no file');

# What is withdrawn is gone in this form, too.
$stack->gongkai('withdraw', $report->{id}, '--reason', '填报有误');
is_problem($stack->get($path, %direct), 410, 'withdrawn');
done_testing;
