# Rules against a country that does not exist: its reports are without findings above a
# note, and of errors that are seeded in them none is missed. Some hundred errors;
# GONGKAI_SEEDED=100000 says how many, GONGKAI_COUNTRY=9 after which country they begin.
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
use Gongkai::Seeding qw(%OF_DOCUMENT %OF_SET other_form others report_id);

my $WANTED = $ENV{GONGKAI_SEEDED} // 300;
my $COUNTRY = $ENV{GONGKAI_COUNTRY} // 0;
# A batch is whole departments, so that rules across forms and years have all they read.
my ($BATCH, $PASSES) = $WANTED < 1000 ? (160, 10) : (400, 20);

my $json = JSON::PP->new->utf8;
my $audit = Gongkai::Audit->new;
$audit->ask('SET jit = off;');
srand 1 + $COUNTRY;
my $pick = sub { return int rand $_[0] };

sub generated {
    my ($seed) = @_;
    my $country = Gongkai::Country->new(seed => $seed, departments => 20, projects => 5, indicators => 6, years => 5);
    my @documents;
    $country->reports(0, $BATCH - 1, sub { push @documents, $json->decode(encode_utf8($_[0]{document})) });
    delete $_->{id} for @documents;
    return @documents;
}

# Without names, all would be looked at, those too that databases share and wait for.
my $TABLES = join ', ', map { "gongkai.$_" }
    qw(report indicator fund_line report_text report_extra report_list base_section base_row base_value chapter);

# What is found in documents: {report}{rule}. All is taken back. Emptied tables have no rows of
# the passes before, and the planner is told how many there are.
sub found {
    my (@documents) = @_;
    my $values = join ', ', map { '(' . Gongkai::Audit::quoted($json->encode($_)) . '::jsonb)' } @documents;
    my $answer = $audit->ask("SAVEPOINT seeded;
        TRUNCATE gongkai.report, gongkai.audit_indicator, gongkai.audit_text CASCADE;
        SELECT array_agg(i.report_id) AS reports FROM (VALUES $values) AS d (document)
        CROSS JOIN LATERAL gongkai.import_document(d.document) AS i \\gset
        ANALYZE $TABLES;
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

# Before errors were seeded: {report}{rule}, only of notes.
my (%seeded, @missed, %turn, %before);
# The rules of a kind, those first that had the fewest errors there, and anywhere.
sub by_turn {
    my ($kind, $changes) = @_;
    my $had = $turn{$kind} //= {};
    return sort { ($had->{$a} // 0) <=> ($had->{$b} // 0)
        || ($seeded{$a} // 0) <=> ($seeded{$b} // 0) || $a cmp $b } keys %$changes;
}

# Beside an error in numbers, one in words or codes: neither makes or hides the other.
sub beside {
    my ($document, $changes) = @_;
    my @rules = grep { /^(?:PERSON|CODE-0[1-6])/ } by_turn($document->{form}, $changes);
    for my $rule (@rules) {
        return $rule if $changes->{$rule}->($document, $pick);
    }
    return;
}

sub seed_documents {
    my (@documents) = @_;
    my (@seeded, @changed);
    for my $document (@documents) {
        # Every second one as a form that the country does not have.
        $document = other_form($document) if $turn{other}++ % 2;
        my $changes = $OF_DOCUMENT{ $document->{form} };
        for my $rule (by_turn($document->{form}, $changes)) {
            my $copy = dclone($document);
            $changes->{$rule}->($copy, $pick) or next;
            push @changed, $copy;
            my @rules = ($rule, $rule =~ /^(?:FUND|POINT|IND)/ ? beside($copy, $changes) : ());
            $turn{ $document->{form} }{$_}++ for @rules;
            push @seeded, map { [report_id($copy), $_, $copy] } @rules;
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
    my @seeded;
    for (blocks(@documents)) {
        my %block = (%$_, %{ others($_) });
        for my $rule (by_turn('set', \%OF_SET)) {
            # There must be a year before.
            next if $rule =~ /YEAR/ && $block{D1}[0]{year} == 2020;
            my $changed = $OF_SET{$rule}->(\%block, $pick) or next;
            $turn{set}{$rule}++;
            push @seeded, [undef, $rule, $changed, map { report_id($_) } map { @$_ } values %block];
            last;
        }
        push @documents, map { @{ $block{$_} // [] } } qw(R1 G1 M1);
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
        push @missed, "$rule in " . report_id($document)
            if !grep { ($found->{$_}{$rule} // 0) > ($before{$_}{$rule} // 0) } $report // (), @block;
    }
    return;
}

my (%clean, $clean, @documents, @others);
my @all = map { sort keys %$_ } values %OF_DOCUMENT, \%OF_SET;

# Reports of another country, in which nothing but notes is found.
sub emigrate {
    diag("country $COUNTRY: " . sum0(values %seeded) . ' errors, ' . @missed . ' missed') if $clean && $WANTED >= 1000;
    @documents = generated(++$COUNTRY);
    @others = map { map { @$_ } @{ others($_) }{qw(R1 G1 M1)} } blocks(@documents);
    %before = ();
    for my $all ([@documents, @others], [map { other_form($_) } @documents]) {
        $clean += @$all;
        my $found = found(@$all);
        $clean{$_}++ for map { keys %$_ } values %$found;
        %before = (%$found, %before);
    }
    return;
}

# An error that the country has no place for would be waited for without end.
for (my $pass = 0; $pass < $PASSES * $WANTED / 100 && (sum0(values %seeded) < $WANTED || grep({ !$seeded{$_} } @all)); $pass++) {
    emigrate() if $pass % $PASSES == 0;
    my $in = $pass % $PASSES;
    $in == 1 || $in == 3 ? seed_sets(@documents) : seed_documents(@documents, $in == 2 ? @others : ());
}
my %is_note = map { $_ => 1 } split /\n/, $audit->ask("SELECT r.id FROM gongkai.audit_rule AS r WHERE r.severity = 'note';");
is_deeply([map { "$_: $clean{$_}" } grep { !$is_note{$_} } sort keys %clean], [], "$clean reports without an error have no finding above a note");
note("$_: $clean{$_} in clean reports") for sort keys %clean;
is_deeply([sort @missed], [], sum0(values %seeded) . ' errors of ' . keys(%seeded) . ' rules were seeded and found');
is_deeply([grep { !$seeded{$_} } @all], [], 'each kind of error was seeded');
note("$_: $seeded{$_}") for sort keys %seeded;
diag($_) for @missed[0 .. min($#missed, 20)];
done_testing;
