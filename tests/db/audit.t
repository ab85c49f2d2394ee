# Each rule of 勾稽 on documents that violate it and on others next to them that comply.
use strict;
use warnings;
use Test::More;
use Gongkai::Audit;

my $audit = Gongkai::Audit->new;
my @rules = $audit->rules;
cmp_ok(scalar @rules, '>', 0, 'there are rules');
for my $rule (@rules) {
    my $cases = $audit->cases($rule);
    my @faults = !$cases ? "there is no tests/audit/rule/$rule.json"
        : !$cases->{violating} || !$cases->{complying} ? 'needs violating and complying cases'
        : $audit->faults($rule, $cases);
    is(join("\n", @faults), '', $rule);
}
my %is_rule = map { $_ => 1 } @rules;
is_deeply([grep { !$is_rule{$_} } map { m{(\S+/)?(\S+)\.json$} && $2 } glob 'tests/audit/rule/*.json'], [], 'and no cases of others');
done_testing;
