# `gongkai render` without a database: where it writes, and what it refuses.
use strict;
use warnings;
use utf8;
use POSIX qw(mkfifo);
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $folder = folder();
my $good = 'tests/fixture/T1.json';

sub fails {
    my ($name, $arguments, @says) = @_;
    my $run = gongkai('render', @$arguments);
    is($run->{status}, 1, $name);
    like($run->{err}, qr/\Q$_\E/, "  says '$_'") for @says;
    return $run;
}

sub files { return join ' ', sort map { s{.*/}{}r } glob "$folder/out/*" }

# Where the output goes.
mkdir "$folder/out";
my $run = gongkai('render', '--data', $good, '-o', "$folder/out/a.pdf");
is($run->{status}, 0, 'to a file') or diag($run->{err});
like(slurp("$folder/out/a.pdf"), qr/\A%PDF-1\.4\n.*%%EOF\s*\z/s, 'a whole PDF');
like($run->{err}, qr{out/a\.pdf}, 'and says which');
is(files(), 'a.pdf', 'nothing beside it');
my $bytes = slurp("$folder/out/a.pdf");
spurt("$folder/out/a.pdf", 'old');
gongkai('render', '--data', $good, '-o', "$folder/out/a.pdf");
ok(slurp("$folder/out/a.pdf") eq $bytes, 'an old file is replaced');
my $build = $ENV{GONGKAI_BUILD} || 'build';
my $settings = '--set templates=templates --set fonts=fonts/manifest.json';
ok(qx($build/gongkai $settings render --data $good -o -) eq $bytes, 'to standard output');
ok(qx($build/gongkai $settings render --data $good) eq $bytes, 'also when none is given');
ok(qx($build/gongkai $settings render --data $good --template templates/T1.xml -o -) eq $bytes, 'with one template');
is(system("$build/gongkai $settings render --data $good -o - >/dev/full 2>/dev/null") >> 8, 1, 'a full disk fails');

# A pipe is written, not replaced.
mkfifo("$folder/pipe", 0600) or die;
ok(qx(cat $folder/pipe & $build/gongkai $settings render --data $good -o $folder/pipe 2>/dev/null; wait) eq $bytes,
    'to a pipe');
ok(-p "$folder/pipe", 'which is still one');

# Where it cannot go.
fails('to a folder that is not there', ['--data', $good, '-o', "$folder/none/a.pdf"], "$folder/none/a.pdf：",
    '没有这个文件或目录');
fails('to a folder', ['--data', $good, '-o', "$folder/out"], "$folder/out：", '是目录');
fails('below a file', ['--data', $good, '-o', "$folder/out/a.pdf/b.pdf"], '有一级不是目录');
is(files(), 'a.pdf', 'no half file is left');

# Documents that are none.
my %bad = (
    'no JSON'             => ['{"form": ', ':1'],
    'an empty file'       => ['', 'bad.json:1'],
    'a second value'      => ["{}\n{}", ':2'],
    'ill-formed UTF-8'    => ["{\"form\":\n\"\xc3\x28\"}", 'UTF-8'],
    'a name twice'        => ['{"form": "T1", "form": "E1"}', 'form'],
    'no form'             => ['{"title": "x"}', 'form'],
    'a form without template' => ['{"form": "ZZ"}', 'ZZ'],
    'no object'           => ['[1]', 'form'],
);
for my $name (sort keys %bad) {
    my ($text, $says) = @{ $bad{$name} };
    my $data = spurt("$folder/bad.json", $text);
    unlink "$folder/b.pdf";
    fails($name, ['--data', $data, '-o', "$folder/b.pdf"], $says);
    ok(!-e "$folder/b.pdf", '  nothing is written');
}
fails('a document that is not there', ['--data', "$folder/none.json", '-o', "$folder/b.pdf"], "$folder/none.json");
fails('a template that is not there', ['--data', $good, '--template', "$folder/none.xml", '-o', "$folder/b.pdf"],
    "$folder/none.xml");
$run = gongkai_bare('--set', "fonts=$folder/none.json", '--set', 'templates=templates', 'render', '--data', $good);
is($run->{status}, 1, 'fonts that are not there');
$run = gongkai_bare('--set', "templates=$folder/none", 'render', '--data', $good);
is($run->{status}, 1, 'templates that are not there');
like($run->{err}, qr/\Q$folder\E/, '  are named');
# Where one types, a list without items has a first one, as at the desk; who reads sees none.
my $list = spurt("$folder/list.xml", '<form id="X1" name="x" version="1" title="{title}"><list name="towns" label="x"><field name="name" '
    . 'type="text" label="y"/></list><page/><each of="lists.towns" as="town"><p>{town.name}</p></each></form>');
my $empty = spurt("$folder/empty.json", '{"form":"X1","title":"x","year":2024,"region":{"code":"430699","name":"x"},'
    . '"department":{"code":"430699-001","name":"x"}}');
for my $flag (qw(--mark --edit)) {
    $run = gongkai('render', '--template', $list, '--data', $empty, $flag, '-o', "$folder/list.html");
    is($run->{status}, 0, "a page with $flag") or diag($run->{err});
    my $has = () = slurp("$folder/list.html") =~ m{data-place="/lists/towns/-/name"[^>]* role="textbox"}g;
    is($has, $flag eq '--edit' ? 1 : 0, '  has a place for a first item where one types');
}
done_testing;
