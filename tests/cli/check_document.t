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

# Fields that only this form has on funds and indicators, ranges, dashes, sets.
my $own = 'tests/fixture/capability/own-fields';
sub own {
    my ($change) = @_;
    my $changed = read_json("$own.json");
    @$changed{qw(region department)} = ({ code => '430699', name => '丙县' }, { code => '430699-001', name => '丙县文化馆' });
    $change->($changed);
    return gongkai('check-document', '--template', "$own.xml", write_json('own.json', $changed));
}
is(own(sub { })->{status}, 0, 'a form with fields of its own');
my @wrong = (
    [sub { $_[0]{indicators}[0]{children}[0]{children}[0]{children} = [{ name => '四', children => [{ name => '五' }] }] },
        '/indicators/0/children/0/children/0/children/0/children', '指标多于四级'],
    [sub { $_[0]{base_data} = [({ section => 'staff', rows => [] }) x 2] }, '/base_data/1/section', '栏目“staff”出现了两次'],
    [sub { $_[0]{funds}[0]{extra}{provinse} = '1.00' }, '/funds/0/extra/provinse', '是不是“province”'],
    [sub { $_[0]{funds}[0]{extra}{city} = '1,000' }, '/funds/0/extra/city', '市县资金：是“1,000”，应为金额'],
    [sub { $_[0]{indicators}[0]{children}[0]{children}[0]{extra}{review_score} = '高' },
        '/indicators/0/children/0/children/0/extra/review_score', '复核分：是“高”，应为数'],
    [sub { $_[0]{indicators}[0]{weight} = '20-0' }, '/indicators/0/weight', '范围应从小到大'],
    [sub { $_[0]{indicators}[0]{weight} = '0~20' }, '/indicators/0/weight', '如 0-20'],
    [sub { $_[0]{indicators}[0]{children}[0]{set} = '年度' }, '/indicators/0/children/0/set', '只写在一级指标上'],
    [sub { $_[0]{funds}[1]{executed} = '无' }, '/funds/1/executed', '不适用时为 - 或 —'],
    [sub { $_[0]{funds}[1]{kind} = 'own_fund' }, '/funds/1/kind', 'own_funds'],
);
for my $wrong (@wrong) {
    my ($change, $place, $says) = @$wrong;
    $run = own($change);
    is($run->{status}, 1, "a fault at $place");
    like($run->{err}, qr{own\.json: \Q$place\E：.*\Q$says\E}, "  says '$says'");
}

# A group stands for what its items have alike.
my $groups = read_json('tests/fixture/capability/each-blocks.json');
@$groups{qw(region department)} = ({ code => '430699', name => '丙县' }, { code => '430699-001', name => '丙县文化馆' });
$groups->{lists}{tasks}[2]{leader} = '办公室';
$run = gongkai('check-document', '--template', 'tests/fixture/capability/each-blocks.xml', write_json('groups.json', $groups));
is($run->{status}, 1, 'what the items of a group have differently');
like($run->{err}, qr{/lists/tasks/0/leader：.*单位负责科室.*一组里各项的内容不同}, '  it does not stand for') or diag($run->{err});

# Columns are the items of one list, and the cells of a row those of another.
my $matrix = read_json('tests/fixture/M1.json');
$matrix->{lists}{counties} = [$matrix->{lists}{counties}[0]];
my $narrow = write_json('narrow.json', $matrix);
my @targets = @{ $matrix->{lists}{targets} };
for my $command (['check-document'], ['sheet', '-o', folder() . '/x.xlsx', '--data']) {
    $run = gongkai(@$command, $narrow);
    is($run->{status}, 1, "$$command[0]: rows with more cells than columns");
    is(() = $run->{err} =~ m{/lists/targets/\d+：指标“[^”]+”：这一行的格多于表的列，列是“县（市、区）”的各项}g, @targets, '  are told one by one');
    like($run->{err}, qr/共 @{[scalar @targets]} 处错误/, '  and counted') or diag($run->{err});
}
$matrix->{lists}{counties} = [map { { name => $_ } } qw(甲 乙 丙 丁)];
is(gongkai('check-document', write_json('wide.json', $matrix))->{status}, 0, 'a column that no row has something for is empty');
my $columns = 'tests/fixture/capability/data-columns';
my $lacking = read_json("$columns.json");
@$lacking{qw(region department)} = ({ code => '430699', name => '丙县' }, { code => '430699-001', name => '丙县文化馆' });
push @{ $lacking->{lists}{counties} }, { name => '丁县' };
$run = gongkai('check-document', '--template', "$columns.xml", write_json('lacking.json', $lacking));
like($run->{err}, qr{lacking\.json: /lists/\w+/0：.*这一行的格比表的列少 1 个，列是“[^”]+”的各项；请补上缺的}, 'a row with fewer cells than columns') or diag($run->{err});

# An id that is given is the one that form, year and code make.
for my $case (['e1-2024-522799-001-2024-02', 'e1-2024-522799-001-2024-01'], ['E1', undef]) {
    my ($id, $derived) = @$case;
    my $given = read_json($good);
    $given->{id} = $id;
    $run = gongkai('check-document', write_json('id.json', $given));
    is($run->{status}, 1, "the id $id");
    my @told = $run->{err} =~ m{id\.json: /id：(.*)}g;
    is(@told, 1, '  is told once') or diag($run->{err});
    like($told[0], $derived ? qr/“\Q$id\E”，按表式、年度和代码应为“\Q$derived\E”；请删去 id/ : qr/编号/, '  with what it should be');
}

$run = gongkai('check-document', folder() . '/none.json');
is($run->{status}, 1, 'no file');
done_testing;
