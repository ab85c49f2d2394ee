# Rules against a country that does not exist: its reports are without findings above a
# note, and of errors that are seeded in them none is missed. Some hundred errors;
# GONGKAI_SEEDED=100000 says how many.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use JSON::PP;
use List::Util qw(min sum0);
use Storable qw(dclone);
use Test::More;
use Gongkai::Audit;
use Gongkai::Country;
use Gongkai::Seeding qw(%OF_DOCUMENT %OF_SET other_form report report_id);

my $WANTED = $ENV{GONGKAI_SEEDED} // 300;
# A batch is whole departments, so that rules across forms and years have all they read.
my ($BATCH, $PASSES) = ($WANTED < 1000 ? 160 : 400, 10);

my $json = JSON::PP->new->utf8;
my $audit = Gongkai::Audit->new;
$audit->ask('SET jit = off;');
srand 1;
my $pick = sub { return int rand $_[0] };

sub generated {
    my ($seed) = @_;
    my $country = Gongkai::Country->new(seed => $seed, departments => 20, projects => 5, indicators => 6, years => 5);
    my @documents;
    $country->reports(0, $BATCH - 1, sub { push @documents, $json->decode(encode_utf8($_[0]{document})) });
    delete $_->{id} for @documents;
    return @documents;
}

# What is found in documents: {report}{rule}. All is taken back. Emptied tables are those of
# a new database, of which the planner knows nothing, and have no rows of the passes before.
sub found {
    my (@documents) = @_;
    my $values = join ', ', map { '(' . Gongkai::Audit::quoted($json->encode($_)) . '::jsonb)' } @documents;
    my $answer = $audit->ask("SAVEPOINT seeded;
        TRUNCATE gongkai.report, gongkai.audit_indicator, gongkai.audit_text CASCADE;
        SELECT array_agg(i.report_id) AS reports FROM (VALUES $values) AS d (document)
        CROSS JOIN LATERAL gongkai.import_document(d.document) AS i \\gset
        SELECT gongkai.audit(:'reports') \\g /dev/null
        SELECT f.report_id, f.rule FROM gongkai.finding AS f;
        ROLLBACK TO SAVEPOINT seeded; RELEASE SAVEPOINT seeded;");
    my %found;
    for (split /\n/, $answer) {
        /^([a-z0-9]+-[^|]+)\|([A-Z]+-\d+)$/ or BAIL_OUT($_);
        $found{$1}{$2}++;
    }
    return \%found;
}

my (%seeded, @missed, %turn);
sub seed_documents {
    my (@documents) = @_;
    my (@seeded, @changed);
    for my $document (@documents) {
        # Every second one as a form that the country does not have.
        $document = other_form($document) if $turn{other}++ % 2;
        my $changes = $OF_DOCUMENT{ $document->{form} };
        my @rules = sort keys %$changes;
        for my $try (1 .. @rules) {
            my $rule = $rules[ $turn{ $document->{form} }++ % @rules ];
            my $copy = dclone($document);
            $changes->{$rule}->($copy, $pick) or next;
            push @changed, $copy;
            push @seeded, [report_id($copy), $rule, $copy];
            last;
        }
    }
    check_found(\@changed, @seeded);
    return;
}

# The years of departments.
sub blocks {
    my (@documents) = @_;
    my @blocks;
    push @{ $blocks[$_ / 8]{ $documents[$_]{form} } }, $documents[$_] for 0 .. $#documents;
    return @blocks;
}

# One error in each block.
sub seed_sets {
    my (@documents) = map { dclone($_) } @_;
    my @rules = sort keys %OF_SET;
    my @seeded;
    for (blocks(@documents)) {
        my %block = %$_;
        $block{R1} = [report(\%block)];
        push @documents, @{ $block{R1} };
        my $rule = $rules[ $turn{set}++ % @rules ];
        # There must be a year before.
        next if $rule eq 'YEAR-01' && $block{D1}[0]{year} == 2020;
        my $changed = $OF_SET{$rule}->(\%block, $pick) or next;
        push @seeded, [undef, $rule, $changed, map { report_id($_) } map { @$_ } values %block];
    }
    check_found(\@documents, @seeded);
    return;
}

sub check_found {
    my ($documents, @seeded) = @_;
    my $found = found(@$documents);
    for (@seeded) {
        my ($report, $rule, $document, @block) = @$_;
        $seeded{$rule}++;
        push @missed, "$rule in " . report_id($document) if !grep { $found->{$_}{$rule} } $report // (), @block;
    }
    return;
}

my (%clean, $clean, @documents);
my @all = map { sort keys %$_ } values %OF_DOCUMENT, \%OF_SET;
# An error that the country has no place for would be waited for without end.
for (my ($pass, $seed) = (0, 0); $pass < $PASSES * $WANTED / 100 && (sum0(values %seeded) < $WANTED || grep({ !$seeded{$_} } @all)); $pass++) {
    if ($pass % $PASSES == 0) {
        @documents = generated(++$seed);
        my @reports = map { report($_) } blocks(@documents);
        for my $all ([@documents, @reports], [map { other_form($_) } @documents]) {
            $clean += @$all;
            my $found = found(@$all);
            $clean{$_}++ for map { keys %$_ } values %$found;
        }
    }
    $pass % $PASSES == 1 ? seed_sets(@documents)
        : seed_documents(@documents, $pass % $PASSES == 2 ? map { report($_) } blocks(@documents) : ());
}
my %is_note = map { $_ => 1 } split /\n/, $audit->ask("SELECT r.id FROM gongkai.audit_rule AS r WHERE r.severity = 'note';");
is_deeply([map { "$_: $clean{$_}" } grep { !$is_note{$_} } sort keys %clean], [], "$clean reports without an error have no finding above a note");
note("$_: $clean{$_} in clean reports") for sort keys %clean;
is_deeply([sort @missed], [], sum0(values %seeded) . ' errors of ' . keys(%seeded) . ' rules were seeded and found');
is_deeply([grep { !$seeded{$_} } @all], [], 'each kind of error was seeded');
note("$_: $seeded{$_}") for sort keys %seeded;
diag($_) for @missed[0 .. min($#missed, 20)];
done_testing;
