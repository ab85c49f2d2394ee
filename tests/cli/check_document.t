# `gongkai check-document`: what import would refuse, without a database.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $good = 'tests/fixture/E1.json';
my $run = gongkai('check-document', $good, 'tests/fixture/R1.json');
is($run->{status}, 0, 'documents without a fault') or diag($run->{err});
is($run->{out}, "$good：没有错误\ntests/fixture/R1.json：没有错误\n", '  are told one by one');

my $book = folder() . '/e1.xlsx';
is(gongkai('sheet', '--data', $good, '-o', $book)->{status}, 0, 'a workbook');
is(gongkai('check-document', $book)->{status}, 0, '  is checked, too');

# What is misspelt is told with what was meant, as `render --data` tells it.
my $document = read_json($good);
$document->{extra} = { project_atribute => '延续' };
$document->{indicators}[0]{wieght} = '50';
$document->{funds}[0]{annual_budget} = '1,000';
my $bad = write_json('bad.json', $document);
for my $command (['check-document'], ['render', '-o', folder() . '/x.pdf', '--data']) {
    $run = gongkai(@$command, $bad);
    is($run->{status}, 1, "$$command[0]: a document with faults");
    like($run->{err}, qr{bad\.json: /indicators/0/wieght：.*“weight”}, '  a member by likeness');
    like($run->{err}, qr{bad\.json: /extra/project_atribute：表式 E1 的模板没有声明}, '  a field that nobody declared');
    like($run->{err}, qr{bad\.json: /funds/0/annual_budget：.*金额}, '  a value, and what it should be');
}

# The form of the document and the id of the template.
$document = read_json($good);
$document->{form} = 'Y1';
my $other = write_json('y1.json', $document);
for my $command (['check-document'], ['render', '-o', folder() . '/x.pdf', '--data']) {
    $run = gongkai(@$command, $other, '--template', 'templates/E1.xml');
    is($run->{status}, 1, "$$command[0]: a document of another form");
    is(() = $run->{err} =~ m{/form：文档的 form 是“Y1”，模板的 id 是“E1”}g, 1, '  is told as such, once') or diag($run->{err});
}
$run = gongkai('check-document', $other);
is($run->{status}, 0, 'import keeps a form without a template');
like($run->{err}, qr/Y1 .*没有模板，有模板的表式：D1、.*E1/, '  which is told, and which forms have one');
$run = gongkai('check-document', folder() . '/none.json');
is($run->{status}, 1, 'no file');
done_testing;
