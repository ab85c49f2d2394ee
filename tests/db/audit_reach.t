# What a change of one draft changes in the findings of others: the same as when all are
# checked anew.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Audit;
use Gongkai::Country;

my $audit = Gongkai::Audit->new;
my $json = JSON::PP->new->utf8;
my @documents;
Gongkai::Country->new(seed => 1, departments => 2, projects => 5, indicators => 6, years => 2)
    ->reports(0, 31, sub { push @documents, $json->decode(encode_utf8($_[0]{document})) });
delete $_->{id} for @documents;
$audit->ask('TRUNCATE gongkai.report, gongkai.audit_indicator CASCADE; SELECT count(i.*) FROM (VALUES '
    . join(', ', map { '(' . Gongkai::Audit::quoted($json->encode($_)) . '::jsonb)' } @documents)
    . ') AS d (document) CROSS JOIN LATERAL gongkai.import_document(d.document) AS i;');
my @id = split /\n/, $audit->ask('SELECT r.id FROM gongkai.report AS r ORDER BY r.year, r.id;');
is(scalar @id, 32, 'two years of two departments');
my %first = map { my $form = $_; ($form => (grep { /^$form-/ } @id)[0]) } qw(d1 d2 e1 t2);

sub findings {
    return $audit->ask('SELECT f.name, f.report_id, f.cells FROM gongkai.finding AS f ORDER BY 1;');
}

sub renewed {
    my (@some) = @_;
    $audit->ask('SELECT gongkai.renew_findings(ARRAY[' . join(', ', map { "'$_'" } @some) . "]) \\g /dev/null");
    return findings();
}

my $found = renewed(@id);
for (
    ['funds of targets', 't2', "UPDATE gongkai.fund_line SET annual_budget = annual_budget + 1000000 WHERE report_id = '%s' AND kind = 'total'"],
    ['a target', 't2', "UPDATE gongkai.indicator SET name = name || 'Z' WHERE report_id = '%s' AND level = 3"],
    ['an indicator of last year', 'e1', "UPDATE gongkai.indicator SET name = name || 'Z' WHERE report_id = '%s' AND level = 3"],
    ['money of a project', 'e1', "UPDATE gongkai.fund_line SET executed = executed + 1000000 WHERE report_id = '%s'"],
    ['base data of last year', 'd1', "UPDATE gongkai.base_value SET number = number + 1000 WHERE report_id = '%s' AND name = 'final'"],
    ['money of a department', 'd2', "UPDATE gongkai.fund_line SET executed = executed + 1000 WHERE report_id = '%s' AND kind = 'basic'"],
    ['another department', 'e1', "UPDATE gongkai.report AS r SET department_code = o.department_code FROM gongkai.report AS o
        WHERE r.id = '%s' AND o.department_code <> r.department_code"],
) {
    my ($what, $form, $change) = @$_;
    # The number of a transaction tells that something was written; each part of one has its own.
    is($audit->ask("SAVEPOINT part; " . sprintf($change, $first{$form}) . '; RELEASE SAVEPOINT part;'), '', "$what is changed");
    my $now = renewed($first{$form});
    isnt($now, $found, '  which is found, or found no more');
    $audit->ask('DELETE FROM gongkai.audited; DELETE FROM gongkai.audit_indicator;');
    $found = renewed(@id);
    is($now, $found, '  and nothing else than when all are checked');
}
done_testing;
