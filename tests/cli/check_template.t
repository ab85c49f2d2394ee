# `gongkai check-template`: every fault of a template at once, with its line.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

sub template {
    my ($name, $text) = @_;
    return spurt(folder() . "/$name.xml", encode_utf8($text));
}

# Run on files; the faults that were told, as "line fault".
sub check {
    my $run = gongkai('check-template', @_);
    $run->{faults} = [map { m{/\w+\.xml:(\d+)：(.*)} ? "$1 $2" : () } split /\n/, $run->{err}];
    return $run;
}

my $run = check(glob 'templates/*.xml');
is($run->{status}, 0, 'the templates of the project') or diag($run->{err});
is(() = $run->{out} =~ /没有错误/g, scalar(my @files = glob 'templates/*.xml'), 'are without fault');
is($run->{err}, '', 'nothing to complain');

# Faults of the vocabulary do not hide those of bindings on other lines.
my $both = check(template('both', <<'END'));
<form id="T8" name="坏" version="1" title="{titel}">
  <page size="A5"/>
  <table columns="1">
    <each as="f"><row><cell>{f.x}</cell></row></each>
    <row><cell>{projet.name}</cell></row>
  </table>
</form>
END
is_deeply([sort map { (split)[0] } @{ $both->{faults} }], [1, 2, 4, 5], 'the lines of both kinds of fault')
    or diag($both->{err});

# Faults in what the attributes and bindings say: all are found in one run.
my $wrong = template('wrong', <<'END');
<?xml version="1.0" encoding="UTF-8"?>
<form id="T9" name="坏" version="1" title="{title}">
  <page size="A4" orientation="portrait" margin="18mm"/>
  <style name="label" size="10xx"/>
  <title>{titel}</title>
  <table border="thin">
    <block columns="1 1">
      <row>
        <label>甲</label><cell style="nostyle">{project.nmae}</cell>
      </row>
      <each of="indicators" as="first">
        <row><cell>{first.name|nofilter}</cell><cell>{second.name}</cell></row>
      </each>
    </block>
  </table>
</form>
END
my @expected = (
    [4, '10xx', '长度'],
    [5, 'titel', '“title”'],
    [9, '没有', 'nostyle'],
    [9, 'nmae', '“name”'],
    [12, 'nofilter', 'yuan'],
    [12, 'second', 'second'],
);
$run = check($wrong);
is($run->{status}, 1, 'a template with faults');
is(scalar @{ $run->{faults} }, scalar @expected, 'each is told, on a line of its own') or diag($run->{err});
for my $fault (@expected) {
    my ($line, $found, $cure) = @$fault;
    ok((grep { /^$line .*\Q$found\E.*\Q$cure\E/ } @{ $run->{faults} }), "line $line: $found, and what helps: $cure");
}
like($run->{err}, qr/1 个模板有错误/, 'and how many templates');

# Faults in the elements.
$run = check(template('elements', <<'END'));
<?xml version="1.0" encoding="UTF-8"?>
<form id="T9" name="坏" version="1" title="{title}">
  <page size="A4" orientation="portrait" margin="18mm"/>
  <title>x</title>
  <table border="thin" colour="red">
    <foo/>
    <block columns="1"><row><cell>x</cell></row></block>
  </table>
</form>
END
is($run->{status}, 1, 'elements that there are not');
ok((grep { /^5 .*colour/ } @{ $run->{faults} }), 'an attribute, with its line');
ok((grep { /^6 .*foo/ } @{ $run->{faults} }), 'an element, with its line');

# What may stand somewhere depends on where that is: in a loop, on what is around it.
$run = check(template('stands', <<'END'));
<form id="T9" name="坏" version="1" title="{title}">
  <page/>
  <table columns="1">
    <each of="indicators" as="first">
      <p>x</p>
    </each>
    <row><each of="indicators" as="first"><row/></each></row>
  </table>
  <each of="indicators" as="first"><row><cell>x</cell></row></each>
  <table><block columns="1"><row><cell>x</cell></row></block>
    <row><cell>x</cell></row>
  </table>
</form>
END
my @flow = qw(title subtitle h1 h2 h3 p line space table each);
is_deeply([map { /^(\d+) .*可以放：(.*)/ ? "$1 $2" : $_ } @{ $run->{faults} }],
    ['5 each, head, row', '7 each, label, cell', '9 ' . join(', ', @flow), '11 each, block'],
    'what may stand in a loop, of rows, of cells, on the page, and beside blocks') or diag($run->{err});
$run = check(template('order', <<'END'));
<form id="T9" name="坏" version="1" title="{title}">
  <page/>
  <line><right>x</right><left>y</left></line>
</form>
END
ok((grep { /^3 .*依次写 left、center、right/ } @{ $run->{faults} }), 'an order, and how it goes') or diag($run->{err});

# Names by likeness, and all names where none is like.
$run = check(template('names', <<'END'));
<form id="T9" name="坏" version="1" title="{title}">
  <field name="town_count" type="integer" label="乡镇数"/>
  <list name="towns" label="乡镇"><field name="amount" type="amount" label="金额"/></list>
  <page/>
  <p>{extra.town_cout}</p>
  <p>{lists.town[1].amount}</p>
  <p>{lists.towns[1].amonut}</p>
  <p>{department.xyzzy}</p>
  <p>{title.x}</p>
  <each of="funds" as="fund"><p>{fnud.label}</p></each>
</form>
END
my @names = ([5, '是不是“town_count”'], [6, '是不是“towns”'], [7, '是不是“amount”'],
    [8, '可以有的是：code, budget_code, parent_code, name'], [9, '没有成员'], [10, '是不是“fund”']);
for my $name (@names) {
    my ($line, $says) = @$name;
    ok((grep { /^$line .*\Q$says\E/ } @{ $run->{faults} }), "line $line: $says") or diag($run->{err});
}

# A box that a boolean never ticks.
for my $box (['check:true', 0], ['tick:否', 0], ['tick:是:否', 1], ['check:实现', 1]) {
    my ($filter, $status) = @$box;
    $run = check(template('box', <<"END"));
<form id="T9" name="表" version="1" title="{title}"><field name="is_matched" type="boolean" label="收支平衡"/><page/><p>{extra.is_matched|$filter}</p></form>
END
    is($run->{status}, $status, "a boolean with $filter");
    like($run->{err}, qr/布尔值，“\Q$filter\E”的冒号之后应为 true 或 false/, '  is told') if $status;
}

# Rows that do not fill their columns.
for my $row ([1, '没有单元格'], [3, '多于']) {
    my ($count, $says) = @$row;
    my $cells = '<cell>x</cell>' x $count;
    $run = check(template('row', <<"END"));
<?xml version="1.0" encoding="UTF-8"?>
<form id="T9" name="坏" version="1" title="{title}">
  <page size="A4" orientation="portrait" margin="18mm"/>
  <title>x</title>
  <table>
    <block columns="1 1">
      <row>$cells</row>
    </block>
  </table>
</form>
END
    is($run->{status}, 1, "a row of $count cells in two columns");
    like($run->{err}, qr/\b7\b.*\Q$says\E/, '  is told with its line');
}

# What is no template at all, and several files.
my $no_xml = template('noxml', "<form>\n<title>x</titel>\n</form>\n");
$run = check($no_xml, 'templates/T1.xml', $wrong, folder() . '/none.xml');
is($run->{status}, 1, 'several files');
like($run->{err}, qr/noxml\.xml:2：/, 'no XML: its line');
like($run->{err}, qr/none\.xml：没有这个文件/, 'no file: its name');
like($run->{err}, qr/wrong\.xml:12：/, 'the others are checked all the same');
like($run->{out}, qr/T1\.xml：没有错误/, 'and the good one is good');
like($run->{err}, qr/3 个模板有错误/, 'three of four');
unlike($run->{err}, qr/none\.xml：\S*none\.xml/, 'no name stands twice');
done_testing;
