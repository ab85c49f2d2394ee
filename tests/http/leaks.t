# What each command took it gives back: all commands under AddressSanitizer with its
# search for leaks, at work and refused.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Audit;
use Gongkai::Stack;
use Gongkai::Tool qw(folder read_json slurp spurt write_json);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
# A status that no command has of its own.
my $FAULT = 99;
$ENV{ASAN_OPTIONS} = "detect_leaks=1:exitcode=$FAULT";
$ENV{UBSAN_OPTIONS} = "print_stacktrace=1:exitcode=$FAULT";
($ENV{GONGKAI_BUILD} = $ENV{GONGKAI_BUILD}) =~ s{[^/]*$}{build-sanitizers};

# The test itself: a leak is found on this machine, and the program is one that looks for it.
my $dir = folder();
my $leak = "$dir/leak";
spurt("$leak.c", "#include <stdlib.h>\nvoid *volatile p;\nint main(void) { p = malloc(10); p = 0; return 0; }\n");
is(system("clang -fsanitize=address -o $leak $leak.c && exec $leak 2>$leak.log") >> 8, $FAULT, 'a leak is found');
like(slurp("$leak.log"), qr/10 byte\(s\) leaked/, '  and told');
like(`nm $ENV{GONGKAI_BUILD}/gongkai`, qr/__lsan_do_leak_check/, 'gongkai is built with the sanitizers');

my %told;
sub run {
    my ($expected, @arguments) = @_;
    my ($status, $said) = map { decode_utf8($_) } $stack->gongkai(map { encode_utf8($_) } @arguments);
    $told{ $arguments[0] }++;
    # One report has hundreds of lines; the first leak says where.
    is($status, $expected, "@arguments") or diag(substr $said, 0, 3000);
    return $said;
}

my $e1 = 'tests/fixture/E1.json';
my $bad = spurt("$dir/bad.json", '{"form":"E1","year":"x"}');
my $cut = spurt("$dir/cut.json", '{"form":');
my $template = spurt("$dir/bad.xml", '<form id="X1" title="{titel}"><p>{</p></form>');

# --- without a database ---

run(0, 'config');
run(0, 'publish', '--help');
run(2, 'publsh');
run(0, 'check-template', glob 'templates/*.xml');
run(1, 'check-template', $template);
run(0, 'check-document', $e1);
run(1, 'check-document', $e1, $bad, $cut);
run(0, 'fonts', '--gaps');
run(0, 'render', '--data', $e1, '-o', "$dir/e1.$_") for qw(pdf ofd html xlsx csv json);
run(0, 'render', '--trace', '--data', $e1, '-o', "$dir/trace");
run(1, 'render', '--data', $_, '-o', "$dir/none.pdf") for $bad, $cut, "$dir/nowhere";
run(1, 'render', '--data', $e1, '--template', $template, '-o', "$dir/none.pdf");
run(0, 'bind', '--data', $e1, 'tests/fixture/T1.json', '-o', "$dir/set.$_") for qw(pdf ofd);
run(1, 'bind', '--data', $e1, $bad, '-o', "$dir/none.pdf");
run(0, 'bench', '--count', 1, '--data', 'tests/fixture/T1.json');
run(0, 'sheet', '--data', $e1, '-o', "$dir/sheet.xlsx");
run(0, 'sheet', '--back', "$dir/sheet.xlsx", '-o', "$dir/back.json");
run(1, 'sheet', '--back', $bad, '-o', "$dir/none.json");
run(0, 'key', '--new', "$dir/key.pem");
run(0, 'key', '--new', '--sm2', "$dir/sm2.pem");
run(0, 'key', "$dir/key.pem");
run(1, 'key', $bad);

# --- with one ---

my ($report) = $stack->value('SELECT min(p.report_id::text) FROM gongkai.publication AS p');
my $id = 'e1-2024-43069924P00210100001C';
my $draft = write_json('e1.json', Gongkai::Audit::patched(read_json('tests/audit/base/e1.json'),
    [{ op => 'replace', path => '/funds/4/executed', value => '5000.00' }]));
run(0, 'migrate');
run(1, 'import', $draft, $bad);
run(0, 'import', $draft);
run(0, 'check', '--rules');
my $found = run(1, 'check', '--json', $id);
$found =~ s/\A[^\[]*//;
my @findings = map { $_->{finding} // $_->{name} // () } map { @{ $_->{findings} // [$_] } } @{ decode_json(encode_utf8($found)) };
cmp_ok(scalar @findings, '>', 0, '  finds something');
run(1, 'publish', $id);
run(0, 'submit', '--by', '经办', $id);
run(1, 'approve', '--by', '审核', $id);
run(0, 'return', '--reason', '有误', $id);
run(1, 'return', '--reason', '有误', $id);
run(0, 'list', '--json');
run(0, 'list');
run(0, 'show', $id);
run(0, 'history', $id);
run(0, 'export', $report, '-o', "$dir/draft.json");
run(0, 'diff', $report);
run(0, 'explain', '--reason', '测试', $findings[0]);
run(1, 'explain', '--reason', '测试', 'nothing');
run(1, 'mask', '--reason', '测试', 'nothing');
run(1, 'unmask', '--reason', '测试', $id, '没有隐去');
$stack->explain;
run(0, 'submit', '--all', '--by', '经办');
run(1, 'approve', '--by', '经办', $id);
run(0, 'approve', '--by', '审核', '--all');
run(0, 'publish', $id);
run(1, 'publish', 'e1-2024-nothing');
run(0, 'render', $report, '-o', "$dir/draft.pdf");
run(0, 'sheet', $report, '-o', "$dir/draft.xlsx");
run(0, 'bind', '-o', "$dir/drafts.pdf", $report, $id);
run(0, 'user', 'add', '--person', '甲', '--grants', 'editor:522700', 'jia');
run(1, 'user', 'add', '--grants', 'nothing', 'yi');
run(0, 'user', 'list');
run(0, 'token', 'add', '--label', '测试', '--roles', 'editor', 'jia');
run(0, 'token', 'list');
run(1, 'token', 'end', '999999');
run(0, 'purge', '--once');
run(0, 'bulk', '-o', "$dir/bulk");
run(0, 'verify', '--quick');
run(0, 'verify');
run(1, 'verify', $bad);
run(0, 'withdraw', '--reason', '重复', $id);
run(1, 'withdraw', '--reason', '重复', $id);
run(0, 'delete', '--reason', '重复', $id);
run(1, 'delete', '--reason', '重复', $id);
run(0, 'guard', '--once');
run(1, 'doctor', '--json');
run(1, '--set', 'staff_database=host=/nowhere', 'publish', '--all');

my ($commands) = decode_utf8(`$ENV{GONGKAI_BUILD}/gongkai --help`) =~ /^命令：\n(.*?)\n\n/ms;
is($? >> 8, 0, '--help');
is_deeply([grep { !$told{$_} } $commands =~ /^  (\S+)/mg], [], 'no command is left out');
done_testing;
