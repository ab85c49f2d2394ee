# What the rules of 勾稽 find in the samples, all of it reviewed against the papers
# (tests/audit/seeds.json): findings, each with why it is true; and never, the rules that
# must not find anything in a report, because its figures are right.
use strict;
use warnings;
use Encode qw(encode_utf8);
use Test::More;
use Gongkai::Audit;
use Gongkai::Tool qw(read_json slurp);

my $audit = Gongkai::Audit->new;
my @documents = map { read_json($_) } glob 'sql/sample/*.json';
is(scalar @documents, 25, 'the samples');
my $found = $audit->found(undef, { documents => \@documents });
ref $found or BAIL_OUT($found);

my $seeds = read_json('tests/audit/seeds.json');
my $line = sub { join ' ', $_[0]{report}, $_[0]{rule}, @{ $_[0]{cells} } };
my @reviewed = map { $line->($_) } @{ $seeds->{findings} };
my %is_reviewed = map { $_ => 1 } @reviewed;
my %is_found = map { $line->($_) => 1 } @$found;
is_deeply([grep { !$is_reviewed{$_} } sort keys %is_found], [], 'all that is found was reviewed');
is_deeply([grep { !$is_found{$_} } @reviewed], [], 'and all that was reviewed is found');
is_deeply([sort @reviewed], \@reviewed, 'the list is in order');
is_deeply([map { $line->($_) } grep { !length($_->{why} // '') } @{ $seeds->{findings} }], [], 'and says why each is true');

my %count;
$count{ $_->{rule} }++ for @$found;
is_deeply([slurp('tests/audit/README.md') =~ /^(\| [A-Z]+-\d+ \| \d+ \|)$/mg], [map { "| $_ | $count{$_} |" } sort keys %count],
    'tests/audit/README.md counts them');

my %rules = map { $_ => 1 } $audit->rules;
for my $never (@{ $seeds->{never} }) {
    ok($rules{ $never->{rule} } && !grep({ $_->{report} eq $never->{report} && $_->{rule} eq $never->{rule} } @$found),
        encode_utf8("$never->{report}, $never->{rule}: $never->{why}"));
}
done_testing;
