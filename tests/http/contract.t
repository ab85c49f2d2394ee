# The API does what its OpenAPI document says, by the word of validators that are
# not ours: tests/contract/contract.mjs, which needs Node and packages from npm.
use strict;
use warnings;
use Test::More;
use Gongkai::Npm qw(npm_folder);
use Gongkai::Stack;

my $folder = eval { npm_folder('tests/contract') };
if (!ok($folder, 'the validators are installed')) {
    diag($@);
    done_testing;
    exit 1;
}
my $stack = Gongkai::Stack->new;

# What was withdrawn has answers of its own.
my ($withdrawn) = split ' ', $stack->value("SELECT report_id FROM gongkai.publication WHERE form = 'T1' ORDER BY 1 LIMIT 1");
my ($status, $said) = $stack->gongkai('withdraw', $withdrawn, '--reason', '填报有误');
is($status, 0, "$withdrawn is withdrawn") or diag($said);

open my $node, '-|', 'node', "$folder/contract.mjs", $stack->{uncached}, $stack->{url}, $withdrawn or die "node: $!";
my $plan;
while (<$node>) {
    if (/^(not )?ok \d+ - (.*)/) {
        ok(!$1, $2);
    } elsif (/^1\.\.(\d+)/) {
        $plan = $1;
    } elsif (/^# ?(.*)/) {
        diag($1);
    }
}
close $node;
is($?, 0, 'the script came to its end');
cmp_ok($plan // 0, '>', 50, 'with all its tests');
done_testing;
