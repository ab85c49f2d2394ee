# Findings of 勾稽 from import to publication: told in words, answered, carried as long as
# the figures are the same. One draft of a base document, in which the total of the year was
# put below what was executed.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Audit;
use Gongkai::Stack qw(eventually);
use Gongkai::Tool qw(read_json write_json);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
my $id = 'e1-2024-43069924P00210100001C';

# Run a command; returns its exit status and what it said.
sub run {
    my ($status, $said) = $stack->gongkai(map { encode_utf8($_) } @_);
    return ($status, decode_utf8($said));
}

# The reports of a list as JSON; before it there may be a bar of progress.
sub listed {
    my ($said) = @_;
    $said =~ s/\A[^\[]*//;
    return @{ decode_json(encode_utf8($said)) };
}

sub import_with {
    my (@patch) = @_;
    my $document = Gongkai::Audit::patched(read_json('tests/audit/base/e1.json'), [@patch]);
    return run('import', write_json('e1.json', $document));
}
sub executed { return { op => 'replace', path => '/funds/4/executed', value => $_[0] } }

my ($status, $said) = import_with(executed('5000.00'));
is($status, 0, 'a finding is no fault of the import');
like($said, qr/^勾稽检查：[1-9]\d* 个错误、\d+ 个提醒、\d+ 个提示$/m, '  which counts it');

($status, $said) = run('check', '--json', $id);
is($status, 1, 'an unexplained error: exit status 1');
my ($finding) = grep { $_->{rule} eq 'FUND-05' } @{ (listed($said))[0]{findings} };
is_deeply(
    { map { $_ => $finding->{$_} } qw(severity cells place) },
    { severity => 'error', cells => ['/funds/4/executed', '/funds/4/annual_budget'], place => '资金“其他”的全年执行数' },
    'a finding as JSON, with its place in words');
is($finding->{sentence}, '“其他”的全年执行数 5,000.00元 大于全年预算数 0.00元', '  and the figures in its sentence');
my $name = $finding->{finding};

($status, $said) = run('check', '--severity', 'error', '--department', '430699-021', '--year', '2024');
is($status, 1, 'the same of a department');
like($said, qr/^\Q$id\E 项目支出绩效目标自评表\n.*^  错误 \Q$name\E：资金“其他”的全年执行数\n    .*5,000\.00元.*\n    另见：资金“其他”的全年预算数\n    依据：.+\n    办法：.+\n/ms, '  for people');
($status, $said) = run('check', '--severity', 'fatal', $id);
is($status, 2, 'no such severity');
($status, $said) = run('check', 'e1-2024-none');
is($status, 1, 'no such draft');
like($said, qr/没有编号为“e1-2024-none”的草稿/, '  is said');

# Answers.
sub explained {
    my ($wanted) = @_;
    my (undef, $list) = run('check', '--json', $id);
    my ($found) = grep { $_->{finding} eq ($wanted // $name) } map { @{ $_->{findings} } } listed($list);
    return $found && $found->{explanation};
}
($status, $said) = run('explain', 'FUND-05-0000000000000000', '--reason', '有原因');
is($status, 1, 'no such finding');
($status, $said) = run('explain', $name, '--reason', ' ');
is($status, 1, 'no reason');
($status, $said) = run('explain', '--by', '经办', $name, '--reason', '年末追加，预算调整文件在后');
is($status, 0, 'explained') or diag($said);
my $explanation = explained();
is($explanation->{reason}, '年末追加，预算调整文件在后', '  why');
is($explanation->{by}, '经办', '  by whom');
like($explanation->{at}, qr/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/, '  and when');
import_with(executed('5000.00'), { op => 'replace', path => '/texts/goal', value => '汛前清淤干渠，恢复过水能力，保证灌溉。' });
is_deeply(explained(), $explanation, 'carried, while the figures are the same');
import_with(executed('5000.01'));
is(explained(), undef, 'gone with the figure');
import_with(executed('5000.00'));
is(explained(), undef, 'and does not come back with it');
($status, $said) = run('explain', '--file', write_json('reasons.json',
    [{ report => $id, rule => 'FUND-05', cell => '/funds/4/executed', reason => '见调整文件' }]));
is($status, 0, 'from a file') or diag($said);
is(explained()->{reason}, '见调整文件', '  by report, rule and cell');
($status, $said) = run('explain', '--file', write_json('reasons.json',
    [{ finding => $name, reason => '另一个' }, { report => $id, rule => 'NONE-01', reason => '没有这个' }]));
is($status, 1, 'a file with a fault');
like($said, qr/第 2 项/, '  says where');
is(explained()->{reason}, '见调整文件', '  and changes nothing');

# A row before others changes the place, not the name.
my $inserted = { op => 'add', path => '/funds/1', value => { kind => 'other', label => '捐赠', depth => 1,
    initial_budget => '0.00', annual_budget => '0.00', executed => '0.00' } };
import_with(executed('5000.00'), $inserted);
is(explained()->{reason}, '见调整文件', 'a row before it leaves the explanation');
is($stack->value("SELECT f.cells[1] FROM gongkai.finding AS f WHERE f.name = '$name'"), '/funds/5/executed', '  at its new place');
import_with(executed('5000.00'));

# All drafts, in batches, by two processes, which one signal ends.
is($stack->value("UPDATE gongkai.audited SET rules = 'older' RETURNING 'older'") =~ /older/, 1, 'rules have changed');
my $held = $stack->start_program('holder', 'bash', 'tests/lib/stack.sh', 'stack_psql', $stack->{dir}, '-d', 'gongkai', '-c',
    'BEGIN; LOCK gongkai.audited; SELECT pg_sleep(600)');
my $waiting = q(SELECT count(*) FROM pg_stat_activity WHERE usename = 'gongkai_staff' AND wait_event_type = 'Lock');
ok(eventually(sub { $stack->value(q(SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep')) == 1 }), 'somebody holds the drafts');
my $checking = $stack->start_program('check', "$ENV{GONGKAI_BUILD}/gongkai", '-c', "$stack->{dir}/gongkai.conf", 'check', '--all');
ok(eventually(sub { $stack->value($waiting) == 2 }), 'both processes wait');
chomp(my ($other) = qx(pgrep -P $checking));
kill 'TERM', $checking;
waitpid $checking, 0;
is($? & 127, 15, 'it ends by the signal');
like($stack->log('check'), qr/^gongkai：收到 SIGTERM，已中断：.+再执行一次同样的命令就会继续$/m, '  with a last word');
ok(eventually(sub { !kill 0, $other }), '  and so does the other');
ok(eventually(sub { $stack->value($waiting) == 0 }), '  and PostgreSQL works for neither any more');
$stack->value(q(SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'));
# What was checked is not checked again.
($status, $said) = run('check', '--all', '--json');
ok((grep { $_->{report} eq $id } listed($said)), 'all drafts, with this one');
is($stack->value('SELECT count(*) FROM gongkai.report AS r LEFT JOIN gongkai.audited AS a ON a.report_id = r.id
    WHERE a.rules IS DISTINCT FROM (SELECT s.rules FROM gongkai.audit_stamp AS s)'), 0, 'all were checked again');
my $before = $stack->value('SELECT max(a.xmin::text::bigint) FROM gongkai.audited AS a');
run('check', '--all', '--json');
is($stack->value('SELECT max(a.xmin::text::bigint) FROM gongkai.audited AS a'), $before, 'and not a second time');
$said = decode_utf8(qx(strace -o $stack->{dir}/strace -e trace=clone,clone3 -e inject=clone,clone3:error=EAGAIN $ENV{GONGKAI_BUILD}/gongkai -c $stack->{dir}/gongkai.conf check --all 2>&1));
isnt($?, 0, 'a process that does not start is no success');
like($said, qr/^gongkai：fork：.+\n(?:.*\n)*gongkai：没有全部检查，再执行一次同样的命令就会继续$/m, '  and is told with the reason');

# Rows that were written beside the import are noticed.
$stack->value("UPDATE gongkai.fund_line SET executed = 0 WHERE report_id = '$id' AND position = 5");
is(explained($name), undef, 'what was corrected is found no more');

for my $table (split /\n/, $stack->value("SELECT DISTINCT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'gongkai'::regnamespace AND c.relkind = 'r' AND a.attname = 'report_id' AND has_table_privilege('gongkai_staff', c.oid, 'UPDATE')")) {
    my $answer = $stack->value("BEGIN; SELECT gongkai.renew_findings(ARRAY(SELECT r.id::text FROM gongkai.report AS r));
        UPDATE gongkai.$table SET report_id = report_id;
        SELECT count(*) = (SELECT count(DISTINCT t.report_id) FROM gongkai.$table AS t)
        FROM gongkai.stale_findings(ARRAY(SELECT r.id::text FROM gongkai.report AS r)); ROLLBACK");
    like($answer, qr/\bt\b/, "so is writing to $table");
}

# Publishing: an error that nobody has explained holds its draft up, and no other.
import_with(executed('5000.00'));
my $unexplained = qr/^\Q$id\E: 资金“其他”的全年执行数：“其他”的全年执行数 5,000\.00元 大于全年预算数 0\.00元（\Q$name\E）$/m;
($status, $said) = run('submit', '--by', '经办', $id);
is($status, 0, 'it can be submitted') or diag($said);
($status, $said) = run('approve', '--by', '审核', $id);
is($status, 1, 'but not approved');
like($said, qr/“\Q$id\E”的勾稽检查有 \d+ 个错误没有说明/, '  and that is said');
$stack->value("DELETE FROM gongkai.finding; UPDATE gongkai.audited SET rules = 'older'");
my ($told) = (run('approve', '--by', '审核', $id))[1] =~ /（([A-Z]+-\d+-[0-9a-f]+)）/;
($status, $said) = run('explain', '--by', '经办', $told // 'none', '--reason', '年末追加');
is($status, 0, 'a finding that only the approval found can be explained') or diag($said);
my @errors = map { $_->{finding} } grep { $_->{severity} eq 'error' }
    map { @{ $_->{findings} } } listed((run('check', '--json', $id))[1]);
run('explain', '--by', '经办', $_, '--reason', '年末追加，预算调整文件在后') for @errors;
($status, $said) = run('check', $id);
cmp_ok($status, '!=', 1, 'all errors are explained');
($status, $said) = run('approve', '--by', '审核', $id);
like($said, qr/\Q$id\E”是草稿，不能批准/, 'what was explained since is to be submitted again');
$stack->approve($id);
# A rule came after the approval: the error holds its draft up, and no other.
$stack->value("DELETE FROM gongkai.explanation; UPDATE gongkai.draft SET state = 'approved', approved_by = '审核',"
    . " digest = gongkai.draft_digest(report_id), template_digest = (SELECT t.digest FROM gongkai.template AS t WHERE t.form = 'T1')"
    . " WHERE report_id = '$id'");
($status, $said) = run('publish', $id);
is($status, 1, 'publish refuses');
like($said, $unexplained, '  and tells the finding');
for my $call ("publish('$id')", "next_revision('$id', NULL)") {
    my $answer = eval { $stack->value("SET ROLE gongkai_staff; SELECT * FROM gongkai.$call") };
    is($answer, undef, "the database refuses $call");
}
run('import', '--by', '经办', write_json('clean.json', read_json('tests/audit/base/t1.json')));
$stack->approve;
($status, $said) = run('publish', '--all');
is($status, 1, 'of all, one is left');
like($said, $unexplained, '  and said to be');
like($said, qr/^公开 1 份/m, '  the clean one is published');
run('explain', '--by', '经办', $_, '--reason', '年末追加，预算调整文件在后') for @errors;
$stack->approve($id);
($status, $said) = run('publish', $id);
is($status, 0, 'published') or diag($said);
$stack->value("DELETE FROM gongkai.explanation");
($status, $said) = run('publish', $id);
is($status, 0, 'what is public already is not refused');
import_with(executed('5000.00'), { op => 'replace', path => '/texts/goal', value => '汛前清淤干渠，恢复过水能力，保证灌溉。' });
($status, $said) = run('publish', $id);
is($status, 1, 'its next revision is');
($status, $said) = run('check', '--rules');
is($status, 0, 'the rules');
like($said, qr/^\| FUND-05 \| 错误 \| 全年执行数不大于全年预算数 \| 预算法/m, '  as a table');

# What differs by region: rules read it from then on.
my ($parameter) = $said =~ /^\| (\w+) \| 全国 \| `/m;
($status, $said) = run('check', '--parameters', write_json('parameters.json', [{ name => $parameter, region => '52', value => 7 }]));
is($status, 0, "$parameter of a region") or diag($said);
like((run('check', '--rules'))[1], qr/^\| \Q$parameter\E \| 52 \| `7` \|/m, '  is set');
is($stack->value("SELECT gongkai.audit_parameter('$parameter', '522700')"), 7, '  for whom is there');
isnt($stack->value("SELECT gongkai.audit_parameter('$parameter', '430600')"), 7, '  and for nobody else');
cmp_ok($stack->value('SELECT count(*) FROM gongkai.stale_findings((SELECT array_agg(r.id::text) FROM gongkai.report AS r))'), '>', 0, '  and findings are old');
for ([{ name => 'none', region => '52', value => 1 }], [{ name => $parameter, region => '', value => 1 }], {}) {
    ($status, $said) = run('check', '--parameters', write_json('parameters.json', $_));
    is($status, 1, 'no parameter of a region: ' . encode_json($_));
}

# A form of 万元 is told of in 万元, to the last digit; its figures stay as they are.
my $base = Gongkai::Audit::patched(read_json('tests/fixture/D1.json'),
    [{ op => 'replace', path => '/base_data/1/rows/0/values/final', value => '12345678.91' }]);
($status, $said) = run('import', write_json('d1.json', $base));
is($status, 0, 'a form of 万元') or diag($said);
($status, $said) = run('check', '--json', "d1-2023-$base->{department}{code}");
($finding) = grep { $_->{rule} eq 'FUND-28' } @{ (listed($said))[0]{findings} };
is($finding->{sentence}, '“三公经费”的决算数 1,234.567891 万元 大于预算数 2 万元', '  has its findings in 万元') or diag($said);
is_deeply([@{ $finding->{figures} }{qw(final budget)}], ['12,345,678.91元', '20,000.00元'], '    beside the figures');
($status, $said) = run('check', "d1-2023-$base->{department}{code}");
like($said, qr/“三公经费”的决算数 1,234\.567891 万元 大于预算数 2 万元/, '  for people as well');
($status, $said) = run('import', write_json('d1.json', Gongkai::Audit::patched($base,
    [{ op => 'replace', path => '/base_data/1/rows/0/values/final', value => '-12345.67' }])));
is($status, 0, '  with a negative amount') or diag($said);
$stack->value("UPDATE gongkai.draft SET state = 'approved', approved_by = '审核', digest = gongkai.draft_digest(report_id),"
    . " template_digest = (SELECT t.digest FROM gongkai.template AS t WHERE t.form = 'D1') WHERE report_id = 'd1-2023-$base->{department}{code}'");
($status, $said) = run('publish', "d1-2023-$base->{department}{code}");
is($status, 1, '  which is not published') or diag($said);
like($said, qr/决算数是 -1\.234567 万元，各分项之和是 0 万元，相差 1\.234567 万元（FUND-21-/, '    for what is said in 万元, too');

done_testing;
