# The manual pages and the completion, as make builds them: without a warning of
# groff, and complete.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Test::More;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
$ENV{MANWIDTH} = 90;
$ENV{LC_ALL} = 'C.UTF-8';
my $man = ($ENV{GONGKAI_BUILD} || 'build') . '/man';

# A page as a terminal shows it, and what groff has against it.
sub page {
    my ($name) = @_;
    my $shown = decode_utf8(qx(man --warnings --no-hyphenation -P cat -l $man/$name 2>@{[folder()]}/warnings));
    is($?, 0, "$name is shown");
    is(decode_utf8(slurp(folder() . '/warnings')), '', '  without a warning');
    my @long = grep { length > 90 && !/[│─┌└├]|^\s+[<{"]|^\s+TR / } split /\n/, $shown;
    is("@long", '', '  no line of text is too long') if $name !~ /template/;
    return $shown;
}

# Lines of a page broken anywhere are one again.
sub flat { return join ' ', split /\s+/, $_[0] }
sub squeezed { return $_[0] =~ s/\s+//gr }

my $tool = page('gongkai.1');
my $help = gongkai_bare('--help')->{out};
my ($listed) = $help =~ /^命令.*?\n(.*?)\n\n/ms;
my ($settings) = $help =~ /^设置.*?\n(.*?)\n\n/ms;
my %command = map { $_ => 1 } $listed =~ /^  ([a-z][a-z-]+)(?= |$)/mg;
cmp_ok(keys %command, '>=', 10, 'the tool tells its commands');
for my $command (sort keys %command) {
    my $one = gongkai_bare('--help', $command)->{out};
    my ($section) = $tool =~ /^   \Q$command\E\n(.*?)(?=^   \S|^\S)/ms;
    ok(defined $section, "gongkai(1) has $command") or next;
    my @lost = grep { index(squeezed($section), squeezed($_)) < 0 }
        map { s/^(?:用法：|      )gongkai //r } grep { !/^选项：$/ && /\S/ } map { s/。\z//r } split /\n/, $one;
    is("@lost", '', '  with all that its help says');
}

for my $page (['gongkai.conf.5', 'Default: '], ['zh_CN/gongkai.conf.5', '默认值：']) {
    my $shown = flat(page($page->[0]));
    for my $line (split /\n/, $settings) {
        my ($key, $default) = $line =~ /^  (\w+) .*（默认：(.*)）$/ or next;
        like($shown, qr/ \Q$key\E .*?\Q$page->[1]$default\E /, "  $key and its default");
    }
}

my $server = flat(page('gongkai.fcgi.8'));
like($server, qr/ \Q$_\E /, "  $_") for qw(--config --set SIGHUP SIGTERM);

# The manual of templates: every heading, every example, every row of its tables.
my $template = page('gongkai-template.5');
my $readme = decode_utf8(slurp('templates/README.md'));
my @headings = $readme =~ /^##+ (.*)$/mg;
is(join("\n", grep { $template !~ /^ {0,3}\Q$_\E$/m } @headings), '', '  every heading');
# groff sets an ideographic space as two spaces, and none at the end of a line.
my @examples = map { s/\x{3000}/  /gr =~ s/ +$//mgr } $readme =~ /^```\w*\n(.*?)^```$/msg;
cmp_ok(@examples, '>=', 20, '  has examples');
my $quoted = $template =~ s/^ {9}//mgr;
is(join("\n", grep { index($quoted, $_) < 0 } @examples), '', '  every example, letter by letter');
my $text = squeezed($template);
my @rows = grep { !/^\|-/ } $readme =~ /^(\| .* \|)$/mg;
my @cells = map { s/[`*]//gr } map { split /\s*(?<!\\)\|\s*/ } grep { /`/ } @rows;
is(join("\n", grep { index($text, squeezed($_)) < 0 } @cells), '', '  every row of its tables');

# Completion, by bash itself: the words that it gets stand as readline parts them, at `=`, too.
sub complete {
    my @words = @_;
    my $script = '. /usr/share/bash-completion/bash_completion; . "$1"; shift; compopt() { :; };
        COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_WORDS=();
        for word; do
            while [[ $word == *=* ]]; do
                [[ $word == =* ]] || COMP_WORDS+=("${word%%=*}");
                COMP_WORDS+=("="); word=${word#*=};
                [[ -n $word ]] || continue 2;
            done;
            COMP_WORDS+=("$word");
        done;
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1));
        _gongkai; echo "${COMPREPLY[*]}"';
    open my $bash, '-|', 'bash', '-c', $script, 'bash', "$man/gongkai", @words or die;
    local $/;
    my $answer = <$bash>;
    close $bash;
    return join ' ', sort split ' ', $answer;
}
is(complete(qw(gongkai check)), 'check check-document check-template', 'completes a command');
is(complete('gongkai', 'w'), 'withdraw', 'no setting among the commands');
is(complete(qw(gongkai publish --a)), '--all --at', 'an option of the command');
is(complete(qw(gongkai -c x fonts --g)), '--gaps', 'behind the options of the program');
is(complete(qw(gongkai --set database_)), 'database_timeout_ms=', 'a setting');
is(complete(qw(gongkai --set role=)), 'public staff', '  what it may be, behind the sign alone: readline keeps what is before it');
is(complete(qw(gongkai --set role=st)), 'staff', '  begun');
is(complete(qw(gongkai --set templates=templates/template.)), 'templates/template.rng', '  a file, where it is one');
is(complete(qw(gongkai --set workers=)), '', '  nothing where nobody can guess');
is(complete(qw(gongkai --set role=staff fonts --g)), '--gaps', 'behind a setting');
is(complete(qw(gongkai list --state), 'p'), 'published', 'one of the words that an option may have');
# What no face is says which there are.
my ($faces) = gongkai_bare(qw(--set templates=templates render --data tests/fixture/T1.json --as none))->{err} =~ /可以是：(.*)/;
is(complete(qw(gongkai render --as), ''), join(' ', sort $faces =~ /([a-z]+)/g), '  all of them');
is(complete(qw(gongkai --help ben)), 'bench', 'a command to explain');
is(complete(qw(gongkai user), 'd'), 'disable', 'what a command does');
is(complete(qw(gongkai token), ''), '--days --department --help --json --label --roles add end list', 'all that it does, and its options');
is(complete(qw(gongkai publish), 'd'), '', 'nothing of a command that does one thing');
is(complete(qw(gongkai import templates/template.)), 'templates/template.rng', 'a file');
is(complete(qw(gongkai publish templates/template.)), '', 'no file where none belongs');
done_testing;
