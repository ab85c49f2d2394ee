# `gongkai import` on faulty files: all faults of all files at once, each with
# file, JSON pointer, what was found and what was expected. No database is needed
# to say so.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP ();
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
    ['/year', '文字', '整数'],
    ['/region/code', '“52”', '六位数字'],
    ['/department/name', '“名称”', '还没有填'],
    ['/department/colour', '', '删去'],
    ['/funds/0/initial_budget', '整数', '文字'],
    ['/funds/0/annual_budget', '“1,000.00”', '没有千位分隔'],
    ['/funds/1/kind', '“gold”', 'fiscal_appropriation'],
    ['/funds/1/depth', '-1', '0 至 9'],
    ['/filled_on', '“2025-02-30”', '2025-02-11'],
    ['/indicators/0/children/1/children/0/name', '整数', '文字'],
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
like($run->{err}, qr/none\.json：没有这个文件/, 'a file that is not there');
like($run->{err}, qr{bad\.json: /extra/nosuch}, 'the others are checked all the same');
unlike($run->{err}, qr/s2-01/, 'nothing about the good one');

# Many faults are counted to the end, and not all printed.
$document->{funds} = [map { { kind => 'gold', label => 'x', depth => 0 } } 1 .. 300];
$run = import_files(write_json('many.json', $document));
my $printed = () = $run->{err} =~ /many\.json: /g;
cmp_ok($printed, '<=', 200, "of many faults $printed are printed");
like($run->{err}, qr/另有 1\d\d 处错误/, 'and the rest counted');

# What publishing would refuse: characters that no font has, in four files and
# several in one; a title that the template composes.
sub faulty {
    my ($name, $change) = @_;
    my $copy = read_json('sql/sample/s2-01.json');
    delete $copy->{id};
    $copy->{project}{code} .= "-$name";
    $change->($copy);
    return write_json("$name.json", $copy);
}

my %missing = (f1 => "\x{13000}", f2 => "\x{13001}", f3 => "\x{13006}", f4 => "\x{13007}");
@files = map {
    my $character = $missing{$_};
    faulty($_, sub { $_[0]{indicators}[0]{children}[1]{children}[0]{name} = "修${character}桥" })
} sort keys %missing;
push @files, faulty('several', sub {
    $_[0]{texts}{goal} = "\x{13002}甲\x{13003}乙\x{13002}";
    $_[0]{funds}[1]{label} = "\x{13004}";
});
push @files, faulty('long', sub { $_[0]{title} = '题' x 300; $_[0]{project}{name} = '名' x 301 });
$run = import_files(@files);
is($run->{status}, 1, 'what cannot be published is not imported');
for my $name (sort keys %missing) {
    my $code = sprintf 'U\+%04X', ord $missing{$name};
    like($run->{err}, qr{^\S*\Q$name\E\.json: /indicators/0/children/1/children/0/name：一级指标“产出指标”→}m,
        "$name: the place, also in words");
    like($run->{err}, qr{\Q$name\E\.json: .*三级指标第1项的名称：“修$missing{$name}桥”里，.* $code }, '  the words around, the character');
}
like($run->{err}, qr{several\.json: /texts/goal：绩效目标：.*U\+$_}, "several: $_") for qw(13002 13003);
like($run->{err}, qr{several\.json: /funds/1/label：资金第2项的名称：.*U\+13004}, 'in another value, too');
like($run->{err}, qr{long\.json: /project/name：项目的名称：.*标题有 \d{3} 个字，应有 1 至 500 个}, 'a title that is composed');
like($run->{err}, qr/共 8 处错误，什么也没有导入/, 'all are counted, each once');

# One report in two files: which of them counts is not for the order to decide.
my @twins = map { my $goal = $_; faulty('twin', sub { $_[0]{texts}{goal} = $goal }); } '甲';
my $other = read_json($twins[0]);
$other->{texts}{goal} = '乙';
push @twins, write_json('other.json', $other);
$run = import_files(@twins, 'sql/sample/s2-02.json');
is($run->{status}, 1, 'a report in two files of different contents');
like($run->{err}, qr{^\S*other\.json：与 \S*twin\.json 是同一份报告（E1、2024 年度、代码 \S+-twin）}m, 'both are named');
like($run->{err}, qr/共 1 处错误，什么也没有导入/, 'and nothing is imported');
$run = import_files($twins[0], write_json('again.json', read_json($twins[0])));
like($run->{err}, qr/数据库：/, 'the same contents twice are no fault');

# Fields are of the type that the template declares. `render` and `bind` say the same.
my $typed = spurt(folder() . '/template.rng', slurp('templates/template.rng'));
spurt(folder() . '/X1.xml', encode_utf8(<<'END'));
<form id="X1" name="表" version="1" title="{title}">
  <field name="flag" type="boolean" label="是否延续"/>
  <field name="cost" type="amount" label="造价"/>
  <field name="number" type="integer" label="数量"/>
  <field name="share" type="decimal" label="比例"/>
  <field name="day" type="date" label="日期"/>
  <field name="note" type="text" label="备注"/>
  <list name="roads" label="路段"><field name="open" type="boolean" label="是否通车"/></list>
  <page/>
  <p>旗<span when="extra.flag">真</span><span unless="extra.flag">假</span><span when="extra.flag=true">是</span>{extra.flag}{extra.flag|check:true}</p>
  <each of="lists.roads" as="road"><p>路<span when="road.open">通</span><span unless="road.open">断</span></p></each>
</form>
END
my %plain = map { $_ => $document->{$_} } qw(region department);
$plain{department} = { code => '522700-197', name => '局' };
$plain{region} = { code => '522700', name => '州' };
my $x1 = {
    %plain, form => 'X1', title => '表', year => 2024,
    extra => { flag => 'yes', cost => '1,000', number => '1.5', share => '07', day => '2025-02-30', note => '1,000' },
    lists => { roads => [{ open => 'true' }, { open => '否' }] },
};
my @types = (
    ['/extra/flag', '是否延续：是“yes”，应为“true”（是）或“false”（否）'],
    ['/extra/cost', '造价：是“1,000”，应为金额'],
    ['/extra/number', '数量：是“1.5”，应为整数'],
    ['/extra/share', '比例：是“07”，应为数'],
    ['/extra/day', '日期：是“2025-02-30”，应为日期'],
    ['/lists/roads/1/open', '是否通车：是“否”，应为“true”（是）或“false”（否）'],
);
my $wrong = write_json('types.json', $x1);
my @commands = (['import', $wrong], ['render', '-o', folder() . '/out.pdf', '--data', $wrong],
    ['bind', '-o', folder() . '/out.pdf', '--data', $wrong]);
for my $command (@commands) {
    $run = gongkai(@no_database, '--set', 'templates=' . folder(), @$command);
    is($run->{status}, 1, "$command->[0]: values of other types");
    like($run->{err}, qr{^\S*types\.json: \Q$_->[0]：$_->[1]\E}m, "  $_->[0]") for @types;
    like($run->{err}, qr/共 6 处错误/, '  and no more');
    ok(!-e folder() . '/out.pdf', '  and nothing is written');
}
$x1->{extra} = { flag => JSON::PP::false };
$run = gongkai(@no_database, '--set', 'templates=' . folder(), 'import', write_json('json.json', $x1));
like($run->{err}, qr{/extra/flag：.*写在引号里："true" 或 "false"}, 'a boolean of JSON: how to write it');

# What the schema refuses, all three refuse in the same words.
my $odd = read_json('sql/sample/s2-01.json');
$odd->{funds}[0]{executed} = 196876.3;
$odd->{year} = '2024';
$odd->{project}{code} = '522700/197';
delete $odd->{id};
my $file = write_json('odd.json', $odd);
my %told;
for my $command (['import'], ['render', '-o', folder() . '/out.pdf', '--data'], ['bind', '-o', folder() . '/out.pdf', '--data']) {
    $run = gongkai(@no_database, @$command, $file);
    is($run->{status}, 1, "$command->[0] refuses");
    $told{ join "\n", grep { /odd\.json/ } split /\n/, $run->{err} } = 1;
}
is(scalar keys %told, 1, 'all with the same words');
like((keys %told)[0], qr{$_}, "  $_") for '/funds/0/executed：.*引号', '/year：', '/project/code：是“522700/197”，应为代码';

# Booleans: false is false, in conditions and in print.
for my $case (['false', '旗假否□', '断'], ['true', '旗真是是☑', '通'], ['', '旗假□', '断']) {
    my ($flag, $says, $road) = @$case;
    $x1->{extra} = { flag => $flag };
    $x1->{lists}{roads} = [{ open => $flag }];
    $run = gongkai('--set', 'templates=' . folder(), 'render', '--trace', '--data', write_json('flag.json', $x1), '-o', folder() . '/flag');
    is($run->{status}, 0, "a boolean '$flag'") or diag($run->{err});
    my $trace = decode_utf8(slurp(folder() . '/flag'));
    like($trace, qr/^\s*P \Q$says\E$/m, "  prints $says");
    like($trace, qr/^\s*P 路$road$/m, "  and in a list 路$road");
}

# The whole document has limits, not only each list: these seven lists have 8,000 items each.
my $large = read_json('sql/sample/s2-01.json');
$large->{indicators} = [map { my $list = $_; +{ name => "第${list}类", children => [
    map { +{ name => "第${_}项" } } 1 .. 8000 ] } } 1 .. 7];
$run = import_files(write_json('large.json', $large));
is($run->{status}, 1, 'a document of seven long lists');
# Each item is an object with a name; nothing else is as many.
like($run->{err}, qr/large\.json：文件有 11[23]\d{3} 个值，一份文件最多 100000 个，请分成几份/, 'is told its size and what would do');
$large->{indicators} = [];
$large->{texts} = { map { ("t$_" => '长' x 99_000) } 1 .. 18 };
$run = import_files(write_json('large.json', $large));
like($run->{err}, qr/large\.json：文件有 53\d{5} 字节，一份文件最多 5 MiB/, 'so is one of long texts');

# A good file without a database: an error that names the database, not the file.
$run = import_files('sql/sample/s2-01.json');
is($run->{status}, 1, 'a good file needs a database');
like($run->{err}, qr/数据库：/, 'which is away');

# Templates that are broken: said as such.
$run = gongkai('--set', 'templates=' . folder(), 'import', 'sql/sample/s2-01.json');
is($run->{status}, 1, 'templates are needed to know the extra fields');
done_testing;
