# Explanations that a department publishes: in the frozen document and in every face, carried
# while the figures are the same; and findings that are old when others go or are published.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Audit;
use Gongkai::Stack;
use Gongkai::Tool qw(read_json write_json);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
my $id = 'e1-2024-43069924P00210100001C';

sub run {
    my ($status, $said) = $stack->gongkai(map { encode_utf8($_) } @_);
    return ($status, decode_utf8($said));
}

# Submitted and approved by others than who wrote it.
sub publish {
    $stack->approve($id);
    return run('publish', $id);
}

sub import_base {
    my ($base, @patch) = @_;
    my ($status, $said) = run('import', write_json("$base.json", Gongkai::Audit::patched(read_json("tests/audit/base/$base.json"), [@patch])));
    BAIL_OUT($said) if $status;
}
sub value { return { op => 'replace', path => $_[0], value => $_[1] } }

sub frozen {
    my ($number) = @_;
    return decode_json($stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$id' AND number = $number"));
}
sub rules_of { return decode_utf8($stack->value("SELECT string_agg(f.rule, ' ' ORDER BY f.rule) FROM gongkai.findings('$_[0]') AS f")) }

import_base('e1', value('/funds/4/executed', '5000.00'));
for my $rule (split / /, $stack->value("SELECT string_agg(DISTINCT f.rule, ' ') FROM gongkai.findings('$id') AS f WHERE f.rule <> 'FUND-05'")) {
    run('explain', $_, '--reason', '内部的理由') for split / /,
        $stack->value("SELECT string_agg(f.name, ' ') FROM gongkai.findings('$id') AS f WHERE f.rule = '$rule'");
}
my $name = $stack->value("SELECT f.name FROM gongkai.findings('$id') AS f WHERE f.rule = 'FUND-05'");
my $reason = "年末追加 < 5 万元，\n见 <b>调整</b>文件 & 附件";
my ($status, $said) = run('explain', $name, '--by', '王主任', '--public', '--reason', $reason);
is($status, 0, 'explained for the public') or diag($said);
like((run('check', $id))[1], qr/王主任，[^）]*，随文公开）/, '  which check tells');
($status, $said) = publish();
is($status, 0, 'published') or diag($said);
is_deeply(frozen(1)->{explanations}, [{
    rule => 'FUND-05', place => '“其他”，全年执行数', pointer => '/funds/4/executed',
    finding => '“其他”的全年执行数 5,000.00元 大于全年预算数 0.00元',
    figures => { label => '其他', executed => '5,000.00元', annual_budget => '0.00元' },
    reason => "年末追加 &#60; 5 万元，\n见 &#60;b>调整&#60;/b>文件 &#38; 附件",
}], 'the explanation, for no markup, without who gave it');
unlike($stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$id'"), qr/王主任|内部的理由/, '  and no other');

# All faces print it, whatever template.
my $folder = $stack->{dir};
write_json('frozen.json', frozen(1));
my %text = (
    pdf  => sub { qx(pdftotext -raw $_[0] -) },
    html => sub { qx(cat $_[0]) =~ s/<\/?span\b[^<>]*>|<wbr>//gr =~ s/&lt;/</gr =~ s/&amp;/&/gr =~ s/<br>//gr },
    xlsx => sub { qx(unzip -p $_[0] xl/sharedStrings.xml) =~ s/&lt;/</gr =~ s/&gt;/>/gr =~ s/&amp;/&/gr },
    ofd  => sub { qx(unzip -p $_[0] '*Content.xml') =~ s/<[^<>]*>//gr =~ s/&lt;/</gr =~ s/&gt;/>/gr =~ s/&amp;/&/gr },
);
for my $face (sort keys %text) {
    ($status, $said) = run('render', $id, '--as', $face, '-o', "$folder/e1.$face");
    is($status, 0, "as $face") or diag($said);
    my $text = decode_utf8($text{$face}->("$folder/e1.$face")) =~ s/\s//gr;
    like($text, qr/有关差异的说明/, '  the heading');
    like($text, qr/1\.“其他”，全年执行数：“其他”的全年执行数5,000\.00元大于全年预算数0\.00元。/, '  what was found');
    like($text, qr/说明：年末追加<5万元，/, '  and the reason');
    like($text, qr/<b>调整<\/b>文件&附件/, '    letter by letter') if $face ne 'html';
}
like(decode_utf8(qx(cat $folder/e1.html)), qr{<h\d class="hei (s\d)[^"]*">有关差异的说明</h\d>\s*<p class="\w+ \1}, 'the heading is as large as what it heads');
($status, $said) = run('import', write_json('again.json', frozen(1)));
is($status, 0, 'a published document can be imported') or diag($said);
like($said, qr/没有变化 1 份/, '  and changes nothing');

# The next revision.
import_base('e1', value('/funds/4/executed', '5000.00'), value('/texts/goal', '汛前清淤干渠，恢复过水能力，保证灌溉。'));
($status, $said) = publish();
is($status, 0, 'the next revision') or diag($said);
is_deeply(frozen(2)->{explanations}, frozen(1)->{explanations}, '  has the same explanation');
run('explain', $name, '--reason', '内部的理由');
publish();
is(frozen(3)->{explanations}, undef, 'what is said to be internal goes with the next one');
run('explain', $name, '--public', '--reason', '联系人张三，13812345678');
like(rules_of($id), qr/PERSON-05/, 'what an explanation says of persons is found');
import_base('e1', value('/funds/4/executed', '0.00'));
unlike(rules_of($id), qr/FUND-05|PERSON/, 'with the error goes the explanation');
is($stack->value("SELECT gongkai.explanations_json('$id')"), '', '  and nothing is said');

# A reason that is given as an answer stands beside the finding that nothing gives a reason,
# and does not make it go, and itself with it.
import_base('e1', value('/funds/0/initial_budget', '1.00'));
$name = $stack->value("SELECT f.name FROM gongkai.findings('$id') AS f WHERE f.rule = 'FUND-07'");
run('explain', $name, '--public', '--reason', '年中追加预算，因新增灌溉面积');
import_base('e1', value('/funds/0/initial_budget', '1.00'), value('/texts/goal', '汛前清淤干渠，恢复过水能力，保证灌溉。'));
like(rules_of($id), qr/FUND-07/, 'a change of the budget is explained for the public, and found still');
like(decode_utf8($stack->value("SELECT gongkai.explanations_json('$id')")), qr/年中追加预算/, '  and published');

# What could be taken for markup stands as it was written, needed or not: in the reason, in
# the words of the finding and in the name of its row.
import_base('e1', value('/funds/4/executed', '5000.00'), value('/funds/4/label', '其他 < 5 & &#60;b>'));
run('explain', $_, '--public', '--reason', 'A & B 两项，各 < 5 万元')
    for split / /, $stack->value("SELECT string_agg(f.name, ' ') FROM gongkai.findings('$id') AS f");
($status, $said) = publish();
is($status, 0, 'signs that are no markup are no obstacle') or diag($said);
my ($signs) = grep { $_->{rule} eq 'FUND-05' } @{ frozen(4)->{explanations} };
is_deeply([@$signs{qw(place reason)}], ['“其他 &#60; 5 &#38; &#60;b>”，全年执行数', 'A &#38; B 两项，各 &#60; 5 万元'], '  and are told as such');

# Labels of places are those of the schema.
my $labels = $stack->value('SELECT json_object_agg(m.pointer, m.label) FROM gongkai.member_labels() AS m');
my $schema = read_json('sql/document.schema.json');
my %label;
for my $part ($schema, values %{ $schema->{'$defs'} }) {
    my $properties = $part->{properties} // {};
    $label{ $properties->{$_}{'x-label'} }{$_} = 1 for keys %$properties;
}
my %own = ('/total/weight' => 1, '/total/score' => 1, '/indicators' => 1, '/department/name' => 1, '/project/name' => 1, '/project/code' => 1);
my %said = %{ decode_json($labels) };
is_deeply([grep { !$own{$_} && !$label{ $said{$_} }{ s{.*/}{}r } } sort keys %said], [], 'places are called as in the schema');

# What others were compared with is deleted, by SQL: their findings are old.
import_base($_) for qw(d1 d2);
my ($d1, $d2) = map { "$_-2024-430699-021" } qw(d1 d2);
import_base('d2', value('/funds/0/initial_budget', '1.00'));
like(rules_of($d2), qr/SET-01/, 'compared with another draft');
$stack->value("SET ROLE gongkai_owner; DELETE FROM gongkai.report WHERE id = '$d1'");
run('check', $d2);
unlike(rules_of($d2), qr/SET-01/, '  which is gone: so is the finding');
done_testing;
