# Import and publish with a database: what import accepts can be published, and of
# faulty drafts all faults are told.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
my $json = JSON::PP->new->utf8->canonical;

sub run {
    my ($status, $said) = $stack->gongkai(@_);
    return ($status, decode_utf8($said));
}

sub write_file {
    my ($name, $text) = @_;
    open my $file, '>:raw', "$stack->{dir}/$name" or die;
    print $file $text;
    close $file;
    return "$stack->{dir}/$name";
}

# A document of a project of its own.
sub document {
    my ($name, $change) = @_;
    open my $file, '<:raw', 'tests/fixture/T1.json' or die;
    local $/;
    my $document = $json->decode(<$file>);
    delete $document->{id};
    $document->{project}{code} = "430699-001-2024-$name";
    $change->($document) if $change;
    return write_file("$name.json", $json->encode($document));
}

sub count { return $stack->value("SELECT count(*) FROM gongkai.$_[0]") }

my ($status, $said) = run('publish', '--all');
is($status, 0, 'the samples are published') or diag($said);
my $revisions = count('revision');

# Two faults that only the database finds, in two files: both are told, and the
# sound file between them is not imported.
my $reports = count('report');
my @levels = ({ name => '一', children => [{ name => '二', children => [{ name => '三', children => [
    { name => '四', children => [{ name => '五' }] } ] }] }] });
my @deep = map { document($_, sub { $_[0]{indicators} = [@levels] }) } qw(D1 D2);
($status, $said) = run('import', $deep[0], document('S0'), $deep[1]);
is($status, 1, 'indicators of five levels');
like($said, qr{$_\.json: /indicators/0/children/0/children/0/children/0}, "  $_ is named, with the place") for qw(D1 D2);
is(count('report'), $reports, '  and nothing is imported');

# Four drafts, of which two were broken after they came in.
my @ids = map { "t1-2022-430699-001-2024-$_" } qw(A1 A2 A3 A4);
($status, $said) = run('import', map { document($_) } qw(A1 A2 A3 A4));
is($status, 0, 'four sound documents') or diag($said);
like($said, qr/新建 4 份/, 'are drafts');
$stack->value("UPDATE gongkai.indicator SET name = name || chr(x'$_->[1]'::integer) WHERE report_id = '$_->[0]' AND level = 1")
    for [$ids[1], '13000'], [$ids[2], '13001'];
$stack->approve;
($status, $said) = run('publish', '--all');
is($status, 1, 'publish --all with two faulty drafts');
like($said, qr{^\Q$ids[1]\E: /indicators/0/name：.*U\+13000}m, 'tells the one');
like($said, qr{^\Q$ids[2]\E: /indicators/0/name：.*U\+13001}m, 'and the other');
like($said, qr/2 份有错误，什么也没有公开；.*--keep-going/, 'and what helps');
is(count('revision'), $revisions, 'and publishes nothing');
($status, $said) = run('publish', '--all', '--keep-going');
is($status, 1, 'with --keep-going not all is done');
like($said, qr/^\Q$_\E：已公开，第 1 次修订/m, "$_ is published") for @ids[0, 3];
like($said, qr/2 份有错误，没有公开：\n\Q$ids[1]\E\n\Q$ids[2]\E\n/, 'and the list says what is not');
is(count('revision'), $revisions + 2, 'as the database says');

# Booleans from the database are those of the file.
mkdir "$stack->{dir}/templates";
system('cp', 'templates/template.rng', "$stack->{dir}/templates") == 0 or die;
write_file('templates/X9.xml', encode_utf8(<<'END'));
<form id="X9" name="表" version="1" title="{title}">
  <field name="flag" type="boolean" label="是否延续"/>
  <list name="roads" label="路段"><field name="open" type="boolean" label="是否通车"/></list>
  <page/>
  <p>旗<span when="extra.flag">真</span><span unless="extra.flag">假</span>{extra.flag}</p>
  <each of="lists.roads" as="road"><p>路<span when="road.open">通</span><span when="road.open=false">断</span></p></each>
</form>
END
my $file = document('B1', sub {
    my ($document) = @_;
    delete @$document{qw(indicators funds texts extra lists total)};
    $document->{form} = 'X9';
    $document->{extra} = { flag => 'false' };
    $document->{lists} = { roads => [{ open => 'false' }, { open => 'true' }] };
});
my @templates = ('--set', "templates=$stack->{dir}/templates");
($status, $said) = run(@templates, 'import', $file);
is($status, 0, 'a document with booleans') or diag($said);
($status, $said) = run(@templates, 'render', '--trace', 'x9-2022-430699-001-2024-B1', '-o', '-');
is($status, 0, 'from the database') or diag($said);
like($said, qr/^\s*P 旗假否$/m, 'false does not hold');
like($said, qr/^\s*P 路断$/m, 'nor in a list');
like($said, qr/^\s*P 路通$/m, 'where true does');
$stack->stop_all;
done_testing;
