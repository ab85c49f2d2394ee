# `gongkai import` on faulty files: all faults of all files at once, each with
# file, JSON pointer, what was found and what was expected. No database is needed
# to say so.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

# Nothing listens here: who asks a database hears of it.
my @no_database = ('--set', 'staff_database=host=/nonexistent dbname=none connect_timeout=1');

sub import_files { return gongkai(@no_database, 'import', @_) }

my $document = read_json('sql/sample/s2-01.json');
$document->{title} = '';
$document->{year} = '2024';
$document->{region}{code} = '52';
$document->{department}{colour} = 'red';
delete $document->{department}{name};
$document->{funds}[0]{initial_budget} = 5;
$document->{funds}[0]{annual_budget} = '1,000.00';
$document->{funds}[1]{kind} = 'gold';
$document->{funds}[1]{depth} = -1;
$document->{filled_on} = '2025-02-30';
$document->{indicators}[0]{children}[1]{children}[0]{name} = 1;
$document->{extra} = { nosuch => 'x' };
my $bad = write_json('bad.json', $document);

# Pointer, what was found, what was expected.
my @expected = (
    ['/title', '空', '1 个字'],
    ['/year', 'string', 'integer'],
    ['/region/code', '“52”', '六位数字'],
    ['/department', 'name', ''],
    ['/department/colour', '', '删去'],
    ['/funds/0/initial_budget', 'integer', 'string'],
    ['/funds/0/annual_budget', '“1,000.00”', '没有千位分隔'],
    ['/funds/1/kind', '“gold”', 'fiscal_appropriation'],
    ['/funds/1/depth', '-1', '0 至 9'],
    ['/filled_on', '“2025-02-30”', '2025-02-11'],
    ['/indicators/0/children/1/children/0/name', 'integer', 'string'],
    ['/extra/nosuch', '', '模板'],
);
my $run = import_files($bad);
is($run->{status}, 1, 'a file with faults');
is($run->{out}, '', 'imports nothing');
for my $fault (@expected) {
    my ($pointer, $found, $wanted) = @$fault;
    like($run->{err}, qr/^\S*bad\.json: \Q$pointer\E：.*\Q$found\E.*\Q$wanted\E/m, "$pointer: $found, $wanted");
}
unlike($run->{err}, qr/[\[\]^\$]|\{\d/, 'no regular expression is shown');
like($run->{err}, qr/共 @{[scalar @expected]} 处错误/, 'all are counted');
unlike($run->{err}, qr/nonexistent/, 'without asking a database');

# Lists are what the template declares, to the fields of their items.
my $table = read_json('sql/sample/s3-g1.json');
$table->{lists}{rows} = [{ name => '土地' }, { nosuch => '1', children => [] }];
$table->{lists}{others} = [];
$run = import_files(write_json('lists.json', $table));
for my $place ('rows/1/nosuch', 'rows/1/children', 'others') {
    like($run->{err}, qr{lists\.json: /lists/\Q$place\E：表式 G1 的模板没有声明}, "/lists/$place is not declared");
}
like($run->{err}, qr/共 3 处错误/, 'and nothing else is wrong');

# Several files, of which one cannot even be read.
my %broken = (
    'name.json'  => ["{\"form\": \"E1\",\n\"form\": \"T1\"}", 'form'],
    'utf8.json'  => ["{\"form\": \"E1\",\n\"title\": \"\xff\"}", ':2：.*UTF-8'],
    'tail.json'  => ["{}\nx", ':2：'],
    'open.json'  => ['{"form": "E1"', 'open\.json'],
    'empty.json' => ['', 'empty\.json'],
    'nul.json'   => ['{"title": "a\u0000b"}', 'nul\.json'],
);
my @files = map { spurt(folder() . "/$_", $broken{$_}[0]) } sort keys %broken;
$run = import_files('sql/sample/s2-01.json', @files, folder() . '/none.json', $bad);
is($run->{status}, 1, 'several files');
for my $name (sort keys %broken) {
    like($run->{err}, qr/^\S*\Q$name\E.*$broken{$name}[1]|^\S*$broken{$name}[1].*/m, "$name is told");
    unlike($run->{err}, qr/\Q$name\E\S*\Q$name\E/, '  once');
}
like($run->{err}, qr/none\.json：No such file/, 'a file that is not there');
like($run->{err}, qr{bad\.json: /extra/nosuch}, 'the others are checked all the same');
unlike($run->{err}, qr/s2-01/, 'nothing about the good one');

# Many faults are counted to the end, and not all printed.
$document->{funds} = [map { { kind => 'gold', label => 'x', depth => 0 } } 1 .. 300];
$run = import_files(write_json('many.json', $document));
my $printed = () = $run->{err} =~ /many\.json: /g;
cmp_ok($printed, '<=', 200, "of many faults $printed are printed");
like($run->{err}, qr/另有 1\d\d 处错误/, 'and the rest counted');

# A good file without a database: an error that names the database, not the file.
$run = import_files('sql/sample/s2-01.json');
is($run->{status}, 1, 'a good file needs a database');
like($run->{err}, qr/database/, 'which is away');

# Templates that are broken: said as such.
$run = gongkai('--set', 'templates=' . folder(), 'import', 'sql/sample/s2-01.json');
is($run->{status}, 1, 'templates are needed to know the extra fields');
done_testing;
