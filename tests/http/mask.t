# Personal data that a draft has and the public must not: found, masked with a reason, and
# then in nothing that the public can read, whatever way it reads.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Audit;
use Gongkai::Stack;
use Gongkai::Tool qw(folder read_json slurp write_json);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
my $id = 't2-2024-430699-021-2024-02';
my %secret = ('PERSON-02' => '吴小兰', 'PERSON-05' => '13812345678');

sub run {
    my ($status, $said) = $stack->gongkai(map { encode_utf8($_) } @_);
    return ($status, decode_utf8($said));
}

sub import_with {
    my ($name, $goal) = @_;
    my $document = Gongkai::Audit::patched(read_json('tests/audit/base/t2.json'), [
        { op => 'replace', path => '/project/name', value => $name },
        { op => 'replace', path => '/texts/goal', value => $goal },
    ]);
    my ($status, $said) = run('import', write_json('t2.json', $document));
    BAIL_OUT($said) if $status;
}

sub findings {
    my (undef, $said) = run('check', '--json', $id);
    return map { $_->{rule} => $_->{finding} } map { @{ $_->{findings} } } @{ decode_json(encode_utf8($said)) };
}

import_with('住房公积金（吴小兰）', '我单位职工吴小兰属提前退休人员，电话13812345678，账户编号2013812345678。');
my %finding = findings();
is_deeply([grep { /^PERSON/ } sort keys %finding], [sort keys %secret], 'a name and a number are found');

my ($status, $said) = run('mask', $finding{'PERSON-02'});
is($status, 2, 'masking wants a reason');
($status, $said) = run('mask', '--reason', ' ', $finding{'PERSON-02'});
is($status, 1, '  one that says something');
($status, $said) = run('mask', '--reason', '个人信息', $finding{'PERSON-02'}, 'PERSON-02-0000000000000000');
is($status, 1, 'a finding that is not there');
like($said, qr/没有发现“PERSON-02-0{16}”/, '  is said');
is($stack->value('SELECT count(*) FROM gongkai.masking'), 0, '  and nothing is masked');
($status, $said) = run('mask', '--by', '经办', '--reason', '个人信息', @finding{sort keys %secret});
is($status, 0, 'masked') or diag($said);
like($said, qr/^已隐去 2 处$/m, '  and told');
%finding = findings();
is_deeply([grep { /^PERSON/ } sort keys %finding], [], 'and found no more');
is(decode_utf8($stack->value("SELECT string_agg(m.made_by || ' ' || m.reason || ' ' || m.pointer, ', ' ORDER BY m.said) FROM gongkai.masking AS m")),
    '经办 个人信息 /texts/goal, 经办 个人信息 /project/name', 'by whom, why, and where');

# The draft has both, struck in every face, so that it is seen what will be published.
my $folder = folder();
for my $face (qw(html xlsx pdf)) {
    ($status, $said) = run('render', $id, '-o', "$folder/draft.$face");
    is($status, 0, "the draft as $face") or diag($said);
}
my $struck = qr{<s class="absent" title="不公开">};
# Where lines may end is told by tests/unit/html_break.
my $html = decode_utf8(slurp("$folder/draft.html")) =~ s{</?span\b[^<>]*>|<wbr>}{}gr;
like($html, qr{住房公积金（${struck}吴小兰</s>）}, '  the name is struck in the page');
like($html, qr{电话${struck}13812345678</s>，账户编号2013812345678。}, '  and the number, but no other');
like($html, qr{草稿，未公开；划去的不公开}, '  which says what that means');
my $strings = decode_utf8(qx(unzip -p '$folder/draft.xlsx' xl/sharedStrings.xml));
like($strings, qr{<r><rPr><strike/>(?:(?!</r>).)*吴小兰</t></r>}, '  in the workbook');
like(decode_utf8(qx(unzip -p '$folder/draft.xlsx' xl/worksheets/sheet1.xml)), qr{草稿，划去的不公开}, '  and what it means');
($status, $said) = run('render', $id, '--trace', '-o', "$folder/draft.trace");
my $trace = decode_utf8(slurp("$folder/draft.trace"));
like($trace, qr/^watermark .* 划去的不公开$/m, '  as the PDF says');
my ($x, $y) = $trace =~ /^text \S+ \S+ ([\d.]+) ([\d.]+) .*吴小兰$/m;
ok(grep({ my ($x0, $y0, $x1) = /^h (\S+) (\S+) (\S+)/; defined $x0 && abs($x0 - $x) < 1 && $x1 > $x && $y0 < $y && $y0 > $y - 8 } split /\n/, $trace),
    '  with a rule through the name') or diag($trace);

# A set of drafts shows the same; what cannot be struck, titles and contents, has asterisks.
for my $face (qw(html xlsx)) {
    ($status, $said) = run('bind', '-o', "$folder/set.$face", ($id) x 4);
    is($status, 0, "bound as $face") or diag($said);
}
my $set = decode_utf8(slurp("$folder/set.html"));
is(() = $set =~ m{住房公积金（${struck}吴小兰</s>）}g, 4, '  the name is struck in each part');
is(() = $set =~ m{${struck}吴小兰</s>}g, 8, '  wherever it stands');
like($set, qr{<li><a href="#part-1">[^<]*住房公积金（\*\*\*）</a></li>}, '  and hidden in the contents') or diag($set =~ /(<nav.*?<\/nav>)/s);
is(() = $set =~ /吴小兰/g, 8, '  and nowhere else');
$strings = decode_utf8(qx(unzip -p '$folder/set.xlsx' xl/sharedStrings.xml));
like($strings, qr{<rPr><strike/>(?:(?!</r>).)*吴小兰</t>}, '  struck in the workbook');
like($strings, qr{住房公积金（\*\*\*）}, '  and hidden in its contents');
($status, $said) = run('export', $id);
unlike($said, qr/"masked"/, 'what is exported can be imported');

$stack->approve($id);
($status, $said) = run('publish', $id);
is($status, 0, 'published') or diag($said);
my $frozen = decode_json($stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$id'"));
is($frozen->{project}{name}, '住房公积金（***）', 'asterisks in the name');
is($frozen->{texts}{goal}, '我单位职工***属提前退休人员，电话***********，账户编号2013812345678。', '  and in the text; a longer number is another one');
is($frozen->{id}, $id, '  and what identifies it is as it was');
my @tables = split /\n/, $stack->value("SELECT c.oid::regclass FROM pg_class AS c
    WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind IN ('r', 'v')
        AND has_any_column_privilege('gongkai_public', c.oid, 'SELECT') ORDER BY 1");
cmp_ok(scalar @tables, '>', 10, 'tables of the public');
is_deeply([grep { $stack->value(encode_utf8("SELECT count(*) FROM $_ AS t WHERE t::text LIKE '%吴小兰%'")) } @tables],
    [], '  have neither: what every face and the search are made of');
is(decode_utf8($stack->value("SELECT project_name FROM gongkai.report WHERE id = '$id'")), '住房公积金（吴小兰）', 'the draft has it still');

import_with('住房公积金（吴小兰）', '我单位职工吴小兰属提前退休人员，按月缴存。');
$stack->approve($id);
($status, $said) = run('publish', $id);
is($status, 0, 'what is masked stays masked') or diag($said);
is(decode_json($stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$id' AND number = 2"))->{texts}{goal},
    '我单位职工***属提前退休人员，按月缴存。', '  in the next revision');

# Shown again: by whom and why is kept, and what was public stays as it was.
($status, $said) = run('unmask', $id, '吴小兰');
is($status, 2, 'showing again wants a reason');
($status, $said) = run('unmask', '--reason', '本人同意', $id, '吴大兰');
is($status, 1, 'what was not masked');
like($said, qr/里没有隐去“吴大兰”（隐去的有：13812345678、吴小兰）/s, '  is said, with what was');
($status, $said) = run('unmask', '--reason', '本人书面同意', $id, '吴小兰', '吴大兰');
is($status, 1, 'all of them');
is($stack->value('SELECT count(*) FROM gongkai.masking'), 2, '  or none');
($status, $said) = run('unmask', '--by', '王主任', '--reason', '本人书面同意', $id, '吴小兰');
is($status, 0, 'shown again') or diag($said);
is(decode_utf8($stack->value("SELECT string_agg(concat_ws(' ', u.said, u.masked_by, u.masked_reason, u.made_by, u.reason), ', ') FROM gongkai.unmasking AS u")),
    '吴小兰 经办 个人信息 王主任 本人书面同意', '  and both reasons are kept');
%finding = findings();
ok($finding{'PERSON-02'}, 'the rules find it again');
run('explain', $finding{'PERSON-02'}, '--reason', '本人书面同意公开');
run('explain', $finding{'PERSON-03'}, '--reason', '本人书面同意公开') if $finding{'PERSON-03'};
$stack->approve($id);
($status, $said) = run('publish', $id);
is($status, 0, 'published again') or diag($said);
my @goals = map { decode_json($_)->{texts}{goal} }
    split /\n/, $stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$id' AND number > 1 ORDER BY number");
is_deeply(\@goals, ['我单位职工***属提前退休人员，按月缴存。', '我单位职工吴小兰属提前退休人员，按月缴存。'],
    '  with the words, and the revision before without them');

import_with('住房公积金', '我单位职工<b>钱</b>大有，提前退休。');
%finding = findings();
($status, $said) = run('mask', '--reason', '个人信息', $finding{'PERSON-02'});
is($status, 1, 'what markup cuts in two');
like($said, qr/“钱大有”在 \/texts\/goal 里被格式隔开/, '  is said, not passed over');
import_with('住房公积金', '我单位职工，提前退休,,，');
%finding = findings();
($status, $said) = run('mask', '--reason', '个人信息', $finding{'TEXT-11'});
is($status, 1, 'what is no personal data');
like($said, qr/不是个人信息/, '  is not masked');
done_testing;
