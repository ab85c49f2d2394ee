# The command line tool: its options, its commands, its exit status.
use strict;
use warnings;
use utf8;
use Encode ();
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $run = gongkai_bare('--version');
is($run->{status}, 0, '--version');
like($run->{out}, qr/^gongkai \d+\.\d+\.\d+\n\z/, 'says the version');
is($run->{err}, '', 'and nothing else');

$run = gongkai_bare('--help');
is($run->{status}, 0, '--help');
like($run->{out}, qr/^  $_( |$)/m, "knows $_") for qw(migrate import publish render check-template fonts bench);
like($run->{out}, qr/^  $_ +\S/m, "and the setting $_") for qw(database templates fonts workers);
is($run->{err}, '', 'on standard output');
is(gongkai_bare('help')->{out}, $run->{out}, 'help says the same');

# One command, in three ways of asking; none does what it explains.
for my $command (qw(migrate import publish withdraw render bind check-document check-template fonts bench doctor guard config)) {
    $run = gongkai_bare('--help', $command);
    is($run->{status}, 0, "--help $command");
    like($run->{out}, qr/^用法：gongkai \Q$command\E\b/, '  begins with its usage');
    is(gongkai_bare($command, '--help')->{out}, $run->{out}, "  $command --help says the same");
    is(gongkai_bare('--set', 'workers=2', $command, 'x', '--help')->{out}, $run->{out}, '  also behind other words');
    is(gongkai_bare('-c', 'none.conf', '--help', $command)->{out}, $run->{out}, '  and behind settings, which it does not read');
}
is(gongkai_bare('--set', 'workers=2', '--help')->{out}, gongkai_bare('--help')->{out}, '--help behind a setting');
is(gongkai_bare('--set', 'workers=2', '--help', 'publish')->{out}, gongkai_bare('--help', 'publish')->{out}, '  of a command');
like(gongkai_bare('--help', 'bind')->{out}, qr/^  --department 部门代码 +\S/m, 'options have an explanation');
is(gongkai_bare('bind', 'x', '-h')->{out}, gongkai_bare('--help', 'bind')->{out}, '-h is --help');
is(gongkai_bare('--help', 'nonsense')->{status}, 2, 'help for a command that there is not');
is(gongkai_bare('--help', 'bind', 'render')->{status}, 2, 'help for two commands');

# The settings in force are a file of settings again.
my $file = spurt(folder() . '/origin.conf', "# mine\nworkers = 7\nstaff_database = host=db user=a password=tiger\n");
$run = gongkai_bare('-c', $file, '--set', 'log_level=debug', 'config');
is($run->{status}, 0, 'config');
like($run->{out}, qr/^# \Q$file\E:2\nworkers = 7\n/m, 'what is from the file, with its line');
like($run->{out}, qr/^# 命令行\nlog_level = debug\n/m, 'what is from the command line');
like($run->{out}, qr{^# 默认值\nsocket = /run/gongkai/gongkai\.sock\n}m, 'what is a default');
like($run->{out}, qr/^staff_database = .*host='db'/m, 'a connection string');
unlike($run->{out}, qr/tiger/, 'without its password');
my $again = gongkai_bare('-c', spurt(folder() . '/again.conf', Encode::encode_utf8($run->{out})), 'config');
is_deeply([grep { !/^#/ } split /\n/, $again->{out}], [grep { !/^#/ } split /\n/, $run->{out}],
    'read again, the same is in force');
is(gongkai_bare('config', 'workers')->{status}, 2, 'config takes no argument');

# Misuse: exit status 2, the fault, and where to read on.
my @misuse = (
    [[], '缺少命令'],
    [['nonsense'], 'nonsense'],
    [['pubish'], '是不是 publish？'],
    [['pubish', '--help'], '是不是 publish？'],
    [['publish', '--departmnt', 'x'], '是不是 --department？'],
    [['doctor', '--jsn'], '是不是 --json？'],
    [['guard', 'now'], 'guard 没有参数“now”'],
    [['fonts', 'now'], 'fonts 没有参数“now”'],
    [['check-document'], 'JSON'],
    [['--nonsense', 'render'], '--nonsense'],
    [['-c'], '-c'],
    [['--set'], '--set'],
    [['render'], '--data'],
    [['render', 'a', 'b'], '一份'],
    [['render', 'a', '--data', 'b'], '二者取一'],
    [['render', '--data'], '--data'],
    [['render', '--data', 'a', '--colour'], '--colour'],
    [['render', '--data', 'a', '--fixed-glyphs', '-o', 'b'], '--trace'],
    [['check-template'], '模板'],
    [['check-template', 'templates/T1.xml', '--quiet'], 'check-template 没有选项 --quiet'],
    [['import'], 'JSON'],
    [['publish'], '--all'],
    [['publish', '--colour'], '--colour'],
    [['approve', '--by', '', 'a'], '--by 之后应是姓名'],
    [['approve', '--by', "\x{200b}\x{3000}", 'a'], '--by 之后应是姓名'],
    [['approve', '--by', "甲\n乙", 'a'], '--by 之后应是姓名'],
    [['bench'], '--data'],
    [['bench', '--data', 'a', '--count', '0'], '--count'],
);
for my $misuse (@misuse) {
    my ($arguments, $says) = @$misuse;
    $run = gongkai_bare(@$arguments);
    is($run->{status}, 2, "gongkai @$arguments");
    like($run->{err}, qr/^gongkai：.*\Q$says\E/m, "  says '$says'");
    like($run->{err}, qr/--help/, '  and where to read on');
    is($run->{out}, '', '  not on standard output');
}

# Settings that are wrong: exit status 1.
for my $wrong (['-c', '/nonexistent/gongkai.conf'], ['--set', 'colour=red'], ['--set', 'workers=many']) {
    $run = gongkai_bare(@$wrong, 'check-template', 'templates/T1.xml');
    is($run->{status}, 1, "@$wrong");
    my ($value) = $wrong->[1] =~ /(\w+)/;
    like($run->{err}, qr/\Q$value\E/, '  names it');
}
my $settings = spurt(folder() . '/gongkai.conf', "# settings\ntemplates = templates\n\nfonts = fonts/manifest.json\n");
$run = gongkai_bare('-c', $settings, 'render', '--data', 'tests/fixture/T1.json', '-o',
    folder() . '/a.pdf');
is($run->{status}, 0, 'settings from a file') or diag($run->{err});
done_testing;
