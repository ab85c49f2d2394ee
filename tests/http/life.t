# The life of a report by the commands: list, show, submit, approve, return, publish,
# history, diff, export, delete; two publishers at once; a publisher while `migrate` runs.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use IO::Handle;
use JSON::PP;
use Test::More;
use Gongkai::Stack qw(eventually);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
my $json = JSON::PP->new->utf8->canonical;
my $id = 't1-2022-430699-001-2024-L1';

sub run {
    my ($status, $said) = $stack->gongkai(@_);
    return ($status, decode_utf8($said));
}

sub says {
    my ($expected, $pattern, $what, @command) = @_;
    my ($status, $said) = run(@command);
    is($status, $expected, $what) or diag($said);
    like($said, $pattern, '  and says so');
    return $said;
}

# The fixture as a project of its own, changed.
sub document {
    my ($name, $change) = @_;
    open my $file, '<:raw', 'tests/fixture/T1.json' or die;
    my $document = $json->decode(do { local $/; <$file> });
    delete $document->{id};
    $document->{project}{code} = "430699-001-2024-$name";
    $change->($document) if $change;
    open my $out, '>:raw', "$stack->{dir}/$name.json" or die;
    print $out $json->encode($document);
    close $out or die;
    return "$stack->{dir}/$name.json";
}

says(0, qr/\Q$id\E：新建/, 'imported', 'import', '--by', '经办', document('L1'));
$stack->explain;
says(0, qr/^草稿　 +- +0 .*\Q$id\E/m, 'listed', 'list', '--state', 'draft', '--form', 'T1');
my ($row) = grep { $_->{id} eq $id } @{ $json->decode(($stack->gongkai('list', '--json'))[1]) };
is_deeply([@$row{qw(state form year department errors)}], ['draft', 'T1', 2022, '522799-002', 0], 'as JSON, too');
says(2, qr/状态是“none”/, 'no such state', 'list', '--state', 'none');
says(0, qr/\Q$id\E：已提交/, 'submitted', 'submit', '--by', '经办', $id);
says(1, qr/经办改过或提交/, 'a name that only looks like another is the same', 'approve', '--by', "\x{200b}经办　", $id);
says(1, qr/待审核，不能提交/, 'once', 'submit', '--by', '经办', $id);
says(1, qr/没有批准，是待审核/, 'not published', 'publish', $id);
says(1, qr/经办改过或提交，不能由本人批准/, 'not approved by its author', 'approve', '--by', '经办', $id);
says(0, qr/已退回/, 'returned', 'return', '--by', '审核', '--reason', '数字再核', $id);
says(0, qr/共 1 份/, 'submitted again', 'submit', '--by', '经办', '--all');
my ($digest) = says(0, qr/状态：待审核.*提交人：经办/s, 'shown', 'show', $id) =~ /^摘要：([0-9a-f]{64})$/m;
says(1, qr/此后有了改动/, 'another one is not approved', 'approve', '--by', '审核', '--digest', '0' x 64, $id);
says(0, qr/已批准/, 'approved', 'approve', '--by', '审核', '--digest', $digest, $id);
says(1, qr/gongkai_staff 无权指定时间.*gongkai_backdate/s, 'at no other time', 'publish', '--at', '2025-03-01', $id);

# Two publish at once: one does, the other finds it done.
my @pipes = map {
    open my $pipe, '-|:utf8', "$ENV{GONGKAI_BUILD}/gongkai", '-c', "$stack->{dir}/gongkai.conf", 'publish', '--by', "发布$_", $id or die;
    $pipe;
} 1, 2;
my @told = sort map { my $pipe = $_; my $told = join '', <$pipe>; close $pipe; ($? >> 8) . ' ' . ($told =~ /公开 (\d) 份/)[0] } @pipes;
is_deeply(\@told, ['0 0', '0 1'], 'two publishers at once');
is($stack->value("SELECT count(*) FROM gongkai.revision WHERE report_id = '$id'"), 1, '  make one revision');

# A correction.
says(0, qr/更新/, 'changed', 'import', '--by', '经办', document('L1', sub {
    $_[0]{title} = '更名';
    $_[0]{indicators}[0]{name} = '甲<乙';
    splice @{ $_[0]{indicators}[0]{children} }, 0, 1;
}));
# An explanation goes with its finding when the rules are asked again.
my $explained = "SELECT count(*) FROM gongkai.explanation AS e JOIN gongkai.finding AS f ON f.name = e.finding WHERE f.report_id = '$id'";
my $title = "UPDATE gongkai.report SET title = '%s' WHERE id = '$id'";
$stack->value(sprintf $title, encode_utf8('联系人张三，13812345678'));
$stack->explain;
my $before = $stack->value($explained);
$stack->value(sprintf $title, encode_utf8('更名'));
says(1, qr/再次公开的理由/, 'a correction needs a reason', 'submit', '--by', '经办', $id);
$stack->value(encode_utf8("SET gongkai.person = '经办'; SELECT count(*) FROM gongkai.submit(ARRAY['$id'], NULL, '资金有误')"));
cmp_ok($stack->value($explained), '<', $before, 'submitted: an explanation has gone with its finding');
is($stack->value("SELECT digest = gongkai.draft_digest(report_id) FROM gongkai.draft WHERE report_id = '$id'"), 't', '  and the draft can be approved');
says(0, qr/已退回/, '  or returned', 'return', '--by', '审核', '--reason', '先说明', $id);
$stack->explain;
says(0, qr/已提交/, 'with one', 'submit', '--by', '经办', '--reason', '资金有误', $id);
says(0, qr/已退回/, '  returned', 'return', '--by', '审核', '--reason', '请再核对', $id);
says(0, qr/已提交/, '  and submitted again, it needs not be said again', 'submit', '--by', '经办', $id);
says(0, qr/已批准/, 'approved', 'approve', '--by', '审核', $id);
says(0, qr/标题：“.*” → “更名”\n/, 'the draft against what is public', 'diff', $id);
says(0, qr/第 2 次修订/, 'published', 'publish', '--by', '审核', $id);
is($stack->value("SELECT document::json #>> '{published,correction_reason}' FROM gongkai.revision WHERE report_id = '$id' AND number = 2"),
    '资金有误' =~ s/(.*)/Encode::encode_utf8($1)/er, 'the document has the reason');
is($stack->value("SELECT correction_reason IS NULL FROM gongkai.draft WHERE report_id = '$id'"), 't', '  which is none for the next one');
says(0, qr/^没有差别$/m, 'now they are the same', 'diff', $id);
my $steps = says(0, qr/新建  经办（gongkai_staff）/, 'its history', 'history', $id);
is_deeply([$steps =~ /\+08:00  (\S+)  /g], [qw(新建 提交 退回 提交 批准 公开 改动 提交 退回 提交 退回 提交 批准 公开)], '  step by step');
like($steps, qr/公开  审核（gongkai_staff）  第 2 次修订  资金有误/, '  with the reason');

# The patch makes the second of the first.
my $patch = $json->decode(($stack->gongkai('diff', '--from', 1, '--to', 2, '--json', $id))[1]);
my ($first, $second) = map { $json->decode($stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$id' AND number = $_")) } 1, 2;
for my $one (@$patch) {
    my @path = map { s/~1/\//gr =~ s/~0/~/gr } split m{/}, substr $one->{path}, 1;
    my $last = pop @path;
    my $at = $first;
    $at = ref $at eq 'ARRAY' ? $at->[$_] : $at->{$_} for @path;
    if (ref $at eq 'ARRAY') { splice @$at, $last, $one->{op} eq 'add' ? 0 : 1, $one->{op} eq 'remove' ? () : $one->{value} }
    elsif ($one->{op} eq 'remove') { delete $at->{$last} }
    else { $at->{$last} = $one->{value} }
}
is($json->encode($first), $json->encode($second), 'the JSON Patch makes the second revision of the first');
is(scalar(grep { $_->{path} =~ m{^/indicators/0/children} && $_->{op} eq 'remove' } @$patch), 1, '  a row that went is one operation');

# Exported and imported again, nothing changes.
says(0, qr/^$/, 'exported', 'export', '-o', "$stack->{dir}/exported.json", $id);
says(0, qr/没有变化 1 份/, 'and read again', 'import', '--by', '旁人', "$stack->{dir}/exported.json");
says(0, qr/状态：已公开/, 'it is still published', 'show', $id);

# Published while the owner migrates: neither is disturbed.
says(0, qr/新建/, 'another', 'import', '--by', '经办', document('L2'));
$stack->explain;
$stack->approve;
open my $migration, '-|', "$ENV{GONGKAI_BUILD}/gongkai", '-c', "$stack->{dir}/gongkai.conf", 'migrate' or die;
says(0, qr/公开 1 份/, 'published while migrate runs', 'publish', '--all');
my $migrated = join '', <$migration>;
ok(close $migration, '  which ends well') or diag(decode_utf8($migrated));

# Who publishes locks out others first and the tables then; `migrate` waits for him and has
# locked nothing that he needs.
my @psql = ('psql', '-XqAt', "--host=$stack->{dir}/run", '--dbname=gongkai', '--username=postgres');
open my $publisher, '|-', @psql, '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null' or die;
$publisher->autoflush;
print {$publisher} "BEGIN; SELECT gongkai.lock_changes();\n";
sub locks { return $stack->value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 20200010 AND granted = $_[0]") }
ok(eventually(sub { locks('true') == 1 }), 'a publisher has begun');
open $migration, '-|', "$ENV{GONGKAI_BUILD}/gongkai", '-c', "$stack->{dir}/gongkai.conf", 'migrate' or die;
ok(eventually(sub { locks('false') == 1 }), '  migrate waits for him');
print {$publisher} "LOCK TABLE $_ IN ROW EXCLUSIVE MODE;\n" for map { "gongkai.$_" } qw(report revision publication draft masking explanation
    published_text published_indicator published_words published_total
    published_region published_project published_department department_year project_year change log_entry);
print {$publisher} "COMMIT;\n";
ok(close $publisher, '  he goes on');
$migrated = join '', <$migration>;
ok(close $migration, '  and migrate after him') or diag(decode_utf8($migrated));

# Deleted: the draft goes, the revisions stay, and so does the history.
says(0, qr/草稿已删除/, 'deleted', 'delete', '--by', '经办', '--reason', '重复', $id);
says(1, qr/没有编号为/, 'it is gone', 'show', $id);
is($stack->value("SELECT count(*) FROM gongkai.revision WHERE report_id = '$id'"), 2, 'its revisions stay');
says(0, qr/删除草稿  经办（gongkai_staff）  重复/, 'and its history', 'history', $id);
$stack->stop_all;
done_testing;
