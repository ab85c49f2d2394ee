# The API does what its OpenAPI document says, by the word of validators that are
# not ours, and the document is one that typed clients can be made from:
# tests/contract, which needs Node and packages from npm.
use strict;
use warnings;
use Test::More;
use Gongkai::Npm qw(npm_folder);
use Gongkai::Stack;
use Gongkai::Tool qw(read_json write_json);

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

# What was corrected, too.
my $corrected = $stack->value("SELECT min(report_id::text) FROM gongkai.publication WHERE form = 'E1'");
($status, $said) = $stack->gongkai('export', $corrected, '-o', "$stack->{dir}/corrected.json");
is($status, 0, "$corrected is exported") or diag($said);
my $correction = write_json('corrected.json', { %{ read_json("$stack->{dir}/corrected.json") }, filled_on => '2025-03-02' });
for my $step (['import', $correction], undef, ['publish', $corrected]) {
    ($status, $said) = $step ? $stack->gongkai(@$step) : do { $stack->approve($corrected); (0) };
    is($status, 0, $step ? "  $step->[0]" : '  approve') or diag($said);
}

# Run a script of that folder; it has at least so many tests.
sub script {
    my ($name, $least, @arguments) = @_;
    open my $node, '-|', 'node', "$folder/$name", @arguments or die "node: $!";
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
    is($?, 0, "$name came to its end");
    cmp_ok($plan // 0, '>', $least, 'with all its tests');
    return;
}

script('contract.mjs', 50, $stack->{uncached}, $stack->{url}, $withdrawn);
script('clients.mjs', 20, $stack->{uncached});
done_testing;
