# Documents as pages, end to end: what another program finds valid, what a browser
# shows, what it may load, and what a cache may keep. tests/html, which needs Node,
# Chromium and packages from npm, looks at them.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP qw(decode_json encode_json);
use Test::More;
use Gongkai::HTTP;
use Gongkai::Npm qw(npm_folder);
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $folder = eval { npm_folder('tests/html') };
if (!ok($folder, 'the validators are installed')) {
    diag($@);
    done_testing;
    exit 1;
}
my $stack = Gongkai::Stack->new;
my %direct = (base => $stack->{uncached});
my @reports = $stack->reports('limit=200');
my $report = $reports[0];

sub spurt {
    my ($path, $bytes) = @_;
    open my $out, '>:raw', $path or die "$path: $!";
    print $out $bytes;
    close $out or die "$path: $!";
    return $path;
}

# The pages, and the texts that they should have.
my (@files, @documents, @pages);
for my $each (@reports) {
    my $answer = $stack->get($each->{links}{html}, %direct);
    has_status($answer, 200, "$each->{id}");
    push @files, spurt("$stack->{dir}/$each->{id}.html", $answer->{content});
    push @documents, spurt("$stack->{dir}/$each->{id}.json", $stack->get($each->{links}{self}, %direct)->{content});
    push @pages, { name => $each->{id}, url => "$stack->{url}$each->{links}{html}" };
}
my $build = $ENV{GONGKAI_BUILD} or die 'no GONGKAI_BUILD';
my @texts = split /\n/, qx($build/tests/lib/texts templates fonts/manifest.json @documents);
is(scalar @texts, scalar @documents, 'the texts of all of them');
$pages[$_]{texts} = decode_json($texts[$_]) for 0 .. $#pages;
my $set = "/api/v1/sets/$report->{department}{code}/$report->{year}.html";
my $answer = $stack->get($set, %direct);
has_status($answer, 200, 'a set');
push @files, spurt("$stack->{dir}/set.html", $answer->{content});
push @pages, { name => 'a set', url => "$stack->{url}$set" };

my $said = qx(java -jar '$folder/node_modules/vnu-jar/build/dist/vnu.jar' --errors-only --stdout --format gnu @files 2>&1);
is($said, '', 'the Nu checker finds no error');
open my $node, '-|', 'node', "$folder/pages.mjs", spurt("$stack->{dir}/pages.json", encode_json(\@pages)) or die "node: $!";
my $plan;
while (<$node>) {
    $_ = decode_utf8($_);
    if    (/^(not )?ok \d+ - (.*)/) { ok(!$1, $2) }
    elsif (/^1\.\.(\d+)/)           { $plan = $1 }
    elsif (/^# ?(.*)/)              { diag($1) }
}
close $node;
is($?, 0, 'the browser came to its end');
cmp_ok($plan // 0, '>', 10 * @reports, 'with all its tests');

# A time that somebody gave is told as such, and why something was corrected.
my $words = decode_utf8($stack->get($report->{links}{html}, %direct)->{content});
like($words, qr{2025年3月1日</time>（补录）</dd>}, 'a time that was given');
unlike($words, qr/更正理由/, 'and no reason, as nothing was corrected');
my ($corrected) = grep { $_->{id} eq 'e1-2024-522700-197-2024-02' } @reports;
$stack->value("UPDATE gongkai.report SET filled_on = filled_on - 1 WHERE id = '$corrected->{id}'");
$stack->approve($corrected->{id});
is(($stack->gongkai('publish', $corrected->{id}))[0], 0, 'a correction');
$words = decode_utf8($stack->get($corrected->{links}{html}, %direct)->{content});
like($words, qr{<dt>更正理由</dt><dd>更正</dd>}, '  says why');
unlike($words, qr/补录/, '  and has the time of the database');

# What the answer says of itself.
my ($self, $html) = @{ $report->{links} }{qw(self html)};
for my $way (qw(url uncached)) {
    my %base = (base => $stack->{$way});
    $answer = $stack->get($html, %base);
    is(header($answer, 'Content-Type'), 'text/html; charset=utf-8', "$way: its type");
    is(header($answer, 'Content-Security-Policy'), q{default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'},
        'nothing but a style sheet may be loaded');
    like(header($answer, 'Link'), qr{<\Q$self\E\.json>; rel="alternate"; type="application/json".*<\Q$self\E\.pdf>; rel="alternate"},
        'it leads to the other faces');
    like(header($answer, 'Content-Disposition'), qr/^inline; filename="\Q$report->{id}\E\.html"/, 'it is shown');
    my $tag = header($answer, 'ETag');
    is($stack->get($html, %base, headers => { 'If-None-Match' => $tag })->{status}, 304, 'asked again, it has not changed');
    isnt($tag, header($stack->get("$self.pdf", %base), 'ETag'), 'the PDF has another tag');
    my $unchanged = $stack->get($self, %base, headers => { 'If-None-Match' => $tag, Accept => 'text/html' });
    is($unchanged->{status}, 304, 'nor under the bare address');
    like(header($unchanged, 'Content-Security-Policy') // '', qr/style-src 'self'/, 'whose policy still lets the style sheet in');
    my $negotiated = $stack->get($self, %base, headers => { Accept => 'text/html' });
    is(header($negotiated, 'Content-Location'), $html, 'it has an address of its own');
    like(header($negotiated, 'Vary'), qr/\bAccept\b/, 'and depends on Accept');
    my $revision = $stack->get("$self/revisions/1.html", %base);
    like(header($revision, 'Cache-Control'), qr/immutable/, 'a revision never changes');
    like($revision->{content}, qr{<a href="\Q$self\E/revisions/1\.pdf"}, 'and leads to itself in other forms');
}

# Its style sheet has its hash in its name; an old name is better than none.
my ($sheet) = $answer->{content} =~ m{<link rel="stylesheet" href="(/document-[0-9a-f]{8}\.css)">};
$answer = $stack->get($sheet);
has_status($answer, 200, 'the style sheet');
is(header($answer, 'Content-Type'), 'text/css; charset=utf-8', 'its type');
like(header($answer, 'Cache-Control'), qr/max-age=315360000/, 'may be kept for ever');
has_status($stack->get('/document-00000000.css'), 200, 'also under the name that it had');
is_problem($stack->get('/document-x.css'), 404, 'but not under any other');

# Nothing internal. Two of the samples name a contact.
for my $file (@files) {
    open my $in, '<:encoding(UTF-8)', $file or die;
    my $page = do { local $/; <$in> };
    unlike($page, qr/data-place|联系人：[^\s<]|草稿/, 'no marks, no contact, no draft') or diag($file);
}

# What is withdrawn is gone in this form, too.
$stack->gongkai('withdraw', $report->{id}, '--reason', '填报有误');
is_problem($stack->get($html, %direct), 410, 'withdrawn');
done_testing;
