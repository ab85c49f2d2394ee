# The country of tests/bench/country: always the same, in slices too; documents
# that import and print; forms that add up and agree with each other. The sums are
# done here.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use JSON::PP qw(decode_json);
use List::Util qw(sum0 uniq);
use Test::More;
use Gongkai::Country qw(%LIMIT);
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

sub country { return scalar qx(tests/bench/country @_ 2>&1) }

# --- the same bytes ---

my $whole = country('--seed 7', 0, 199);
is($whole =~ tr/\n//, 200, '200 reports');
is($whole, country('--seed 7', 0, 199), 'the same seed makes the same bytes');
{
    local @ENV{qw(PERL_HASH_SEED PERL_PERTURB_KEYS LC_ALL TZ)} = (17, 1, 'C', 'Asia/Tokyo');
    is($whole, country('--seed 7', 0, 199), 'whatever the order of hashes, the locale and the time zone');
}
is($whole, country('--seed 7', 0, 36) . country('--seed 7', 37, 154) . country('--seed 7', 155, 199), 'in slices too');
is($whole, country('--seed 7 --regions 1', 0, 199), 'and in a smaller country');
isnt($whole, country('--seed 8', 0, 199), 'another seed makes another country');
is(country('--regions 2 --departments 3 --projects 2 --years 2') =~ tr/\n//, 2 * 3 * 2 * (2 + 3),
    'as many reports as regions, departments, years and projects make');

for (
    [qr/--seed is 1000000000, expected 0 to 999999999/, '--seed 1000000000'],
    [qr/--regions is 10981/, '--regions 10981'], [qr/--indicators is 2, expected 3/, '--indicators 2'],
    [qr/--projects is -1/, '--projects -1'], [qr/nonsense/, '--nonsense 1'], [qr/"x"/, '--years x'],
    [qr/'x' is no number/, 'x'], [qr/report 1600 is not there, 2 regions have 1600/, '--regions 2 1600 1600'],
    [qr/report 99999999 is not there, 10980 regions have 8784000/, '99999999 99999999'],
) {
    my ($says, $arguments) = @$_;
    like(country($arguments), $says, "country $arguments");
    is($? >> 8, 2, '  fails');
}

# The loader, as far as it needs no database.
for (
    [0, qr/^  load \[--reports 10000/m, '--help'], [0, qr/^usage: \.\/dev load.*^  load \[--reports/ms, '--help', './dev load'],
    [1, qr/no option '--nonsense'/, '--nonsense 1'], [1, qr/--reports is 'x', expected a number/, '--reports x'],
    [1, qr/cannot both be given\n +A region has 800 reports/, '--reports 1 --regions 1'],
    [1, qr/--indicators is 1000, expected 3 to 999/, '--indicators 1000'], [1, qr/no reports/, '--regions 0'],
    [1, qr/cannot be reached\n +PGHOST is '\/nonexistent'/, '--reports 5'],
) {
    my ($status, $says, $arguments, $command) = @$_;
    local $ENV{PGHOST} = '/nonexistent';
    $command //= 'tests/bench/load';
    like(scalar qx($command $arguments 2>&1), $says, "$command $arguments");
    is($? >> 8, $status, "  status $status");
}
like(country('--help'), qr/^  country \[--seed 1\].*document text \(JSON[^\n]*\n\z/ms, 'country --help');

# --- who there is ---

my $large = Gongkai::Country->new(seed => 3, departments => 999, projects => 1, indicators => 3, years => 1);
my @region = map { $large->region($_) } 0 .. $LIMIT{regions}[1] - 1;
is(scalar uniq(map { $_->{code} } @region), scalar @region, scalar @region . ' regions have a code each');
is(scalar uniq(map { $_->{name} } @region), scalar @region, 'and a name');
is(scalar(grep { $_->{code} !~ /^[1-6][0-9](?:0[1-9]|[1-9][0-9])(?:0[1-9]|[2-9][0-9])\z/ } @region), 0, 'codes as counties have them');
my %sample = map { read_json($_)->{region}{code} => 1 } glob 'sql/sample/*.json';
is(scalar(grep { $sample{ $_->{code} } } @region), 0, 'none is one of the samples');
cmp_ok(scalar uniq(map { substr $_->{code}, 0, 2 } @region[0 .. 9]), '>', 5, 'ten are in several provinces');
is(scalar uniq(map { $large->department($_)->{name} } 0 .. 998), 999, 'departments of a region have different names');

# --- documents ---

# Hundredths of what a document has as text.
sub hundredths {
    my ($text) = @_;
    my ($whole, $part) = $text =~ /^(\d+)(?:\.(\d{1,2}))?\z/ or die "'$text' is no number";
    return $whole * 100 + substr(($part // '') . '00', 0, 2);
}

my @names = qw(report report_id form year region_code region_name department_code department_name
    project_code project_name title published_at document);
my (@row, %by_id);
for my $line (split /\n/, country('--seed 7 --years 3 --departments 5', 0, 2999)) {
    my %row;
    @row{@names} = map { $_ eq '\N' ? undef : s/\\(.)/$1/gr } split /\t/, $line;
    $row{bytes} = $row{document};
    $row{document} = decode_json($row{bytes});
    $row{$_} = decode_utf8($row{$_} // '-') for grep { $_ ne 'document' } @names;
    push @row, \%row;
    $by_id{ $row{report_id} } = $row{document};
}
is(scalar keys %by_id, 3000, 'each report has an id of its own');

my %fault;
sub fault { my ($what, $row) = @_; push @{ $fault{$what} }, $row->{report_id} }
my @column = (
    [report_id => 'id'], [form => 'form'], [year => 'year'], [region_code => 'region', 'code'], [region_name => 'region', 'name'],
    [department_code => 'department', 'code'], [department_name => 'department', 'name'],
    [project_code => 'project', 'code'], [project_name => 'project', 'name'],
);
for my $row (@row) {
    for (@column) {
        my ($name, $member, $part) = @$_;
        my $value = $row->{document}{$member};
        $value = $value->{$part} if defined $value && defined $part;
        fault("column $name", $row) if $row->{$name} ne ($value // '-');
    }
    fault('white space outside texts', $row) if $row->{bytes} =~ /[\]\[{}",:]\s|\s[\]\[{}":]/;
}

# Amounts of the fund lines of a kind.
sub funds {
    my ($document, $kind) = @_;
    my ($line) = grep { $_->{kind} eq $kind } @{ $document->{funds} };
    return map { hundredths($line->{$_} // '0') } qw(initial_budget annual_budget executed);
}

sub leaves { return map { $_->{children} ? leaves(@{ $_->{children} }) : $_->{target} ? $_ : () } @_ }

# What an evaluation adds up to.
sub check_evaluation {
    my ($row) = @_;
    my $document = $row->{document};
    my ($total) = @{ $document->{funds} };
    my (undef, $annual, $executed) = funds($document, 'total');
    # Rounded half up: a whole number of hundredths of a percent.
    fault('execution rate', $row) if hundredths($total->{execution_rate}) != int(($executed * 20_000 + $annual) / (2 * $annual));
    my $points = hundredths($total->{weight});
    my @missing = grep { !defined $_->{score} } $total, leaves(@{ $document->{indicators} });
    my $score = hundredths($total->{score} // 0);
    for my $first (@{ $document->{indicators} }) {
        my @leaves = leaves($first);
        my $weight = sum0(map { hundredths($_->{weight}) } @leaves);
        fault("points of $first->{name}", $row) if $weight != hundredths($first->{weight});
        $points += $weight;
        $score += hundredths($_->{score} // 0) for @leaves;
        for my $leaf (@leaves) {
            next if !defined $leaf->{score};
            fault('more than all points', $row) if hundredths($leaf->{score}) > hundredths($leaf->{weight});
            fault('points lost without a reason', $row)
                if hundredths($leaf->{score}) < hundredths($leaf->{weight}) && !$leaf->{deviation};
            my ($target, $actual) = map { $_->{value} } @$leaf{qw(target actual)};
            next if ($leaf->{target}{operator} // '') ne '≥';
            fault('points that are not those of the result', $row)
                if hundredths($leaf->{score}) != int(hundredths($leaf->{weight}) * ($actual >= $target ? 100 : int($actual * 100 / $target)) / 100);
        }
    }
    fault('100 points', $row) if $points != 10_000 || $document->{total}{weight} ne '100';
    if (defined $document->{total}{score}) {
        fault('total score', $row) if @missing || $score != hundredths($document->{total}{score});
    } else {
        fault('some scores', $row) if @missing != 1 + leaves(@{ $document->{indicators} });
    }
}

sub check_project_funds {
    my ($row) = @_;
    my %of = map { my $kind = $_; $kind => [funds($row->{document}, $kind)] }
        qw(total fiscal_appropriation own_level upper_level_transfer carry_over other);
    for my $i (0 .. 2) {
        fault('total of the funds', $row) if $of{total}[$i] != sum0(map { $of{$_}[$i] } qw(fiscal_appropriation carry_over other));
        fault('fiscal appropriation', $row) if $of{fiscal_appropriation}[$i] != sum0(map { $of{$_}[$i] } qw(own_level upper_level_transfer));
    }
    fault('more spent than there was', $row) if $of{total}[2] > $of{total}[1];
}

# Projects of the department of which the country has all, so that they can be summed.
sub check_department {
    my ($row) = @_;
    my $document = $row->{document};
    my @executed = map { (funds($document, $_))[2] } qw(total general_public_budget government_fund special_account_non_tax other basic project);
    fault('sources of a department', $row) if $executed[0] != sum0(@executed[1 .. 4]);
    fault('uses of a department', $row) if $executed[0] != sum0(@executed[5, 6]);
    my @projects = map { "e1-$row->{year}-$row->{department_code}-00$_" } 1 .. 5;
    return if grep { !$by_id{$_} } @projects;
    my $sum = sum0(map { (funds($by_id{$_}, 'total'))[2] } @projects);
    fault('projects of a department', $row) if $sum > $executed[6] || $sum < $executed[6] * 0.9;
    fault('sum of the projects', $row) if $sum != $executed[6];
}

sub base_rows {
    my ($document) = @_;
    my ($section) = grep { $_->{section} eq 'expenditure' } @{ $document->{base_data} };
    return map { $_->{kind} => $_->{values} } @{ $section->{rows} };
}

my %parts = (
    three_public => [qw(vehicle abroad reception)], vehicle => [qw(vehicle_purchase vehicle_operation)],
    project_expenditure => [qw(business operation special)], public_expense => [qw(office utilities_travel meeting_training)],
);
sub check_base_data {
    my ($row) = @_;
    my %now = base_rows($row->{document});
    for my $kind (sort keys %parts) {
        for my $column (qw(previous_final budget final)) {
            fault("$column of $kind", $row)
                if hundredths($now{$kind}{$column}) != sum0(map { hundredths($now{$_}{$column}) } @{ $parts{$kind} });
        }
    }
    my $id = substr $row->{report_id}, 7;
    if (my $overall = $by_id{"d2-$row->{year}$id"}) {
        fault('project expenditure in both forms', $row) if hundredths($now{project_expenditure}{final}) != (funds($overall, 'project'))[2];
        fault('basic expenditure in both forms', $row) if hundredths($now{basic_adjustment}{final}) != (funds($overall, 'basic'))[2];
    }
    if (my $before = $by_id{ 'd1-' . ($row->{year} - 1) . $id }) {
        my %then = base_rows($before);
        fault('last year in both years', $row)
            if grep { $now{$_}{previous_final} ne $then{$_}{final} } grep { !/procurement|basic_adjustment/ } keys %now;
    }
}

sub check_target {
    my ($row) = @_;
    my $evaluation = $by_id{ $row->{report_id} =~ s/^t2/e1/r } or return;
    my ($annual, $fiscal, $other) = map { (funds($row->{document}, $_))[1] } qw(total fiscal_appropriation other);
    fault('budget in both forms', $row) if $annual != (funds($evaluation, 'total'))[0];
    fault('funds of a target', $row) if $annual != $fiscal + $other;
    my @said = map { [map { "$_->{name} $_->{target}{text}" } leaves(@{ $_->{indicators} })] } $row->{document}, $evaluation;
    fault('targets in both forms', $row) if "@{ $said[0] }" ne "@{ $said[1] }";
}

for my $row (@row) {
    my $form = $row->{form};
    check_base_data($row) if $form eq 'D1';
    check_department($row) if $form eq 'D2';
    check_evaluation($row) if $form eq 'D2' || $form eq 'E1';
    check_project_funds($row) if $form eq 'E1';
    check_target($row) if $form eq 'T2';
}
for my $what (sort keys %fault) {
    fail("$what: " . join ' ', @{ $fault{$what} }[0 .. ($#{ $fault{$what} } < 4 ? $#{ $fault{$what} } : 4)]);
}
ok(!%fault, '3000 documents add up and agree');

# --- as real ones are ---

my @project = map { $_->{document} } grep { $_->{form} eq 'E1' } @row;
my @scores = map { $_->{total}{score} // () } @project;
my $between = sub {
    my ($what, $count, $of, $least, $most) = @_;
    my $percent = $count * 100 / $of;
    ok($percent >= $least && $percent <= $most, sprintf '%s: %.1f %%', $what, $percent);
};
$between->('scores of 85 and more', scalar(grep { $_ >= 85 } @scores), scalar @scores, 70, 95);
$between->('scores below 60', scalar(grep { $_ < 60 } @scores), scalar @scores, 1, 6);
my @overall = grep { $_->{form} eq 'D2' } @row;
$between->('departments without a score', scalar(grep { !defined $_->{document}{total}{score} } @overall), scalar @overall, 0.5, 5);
$between->('rates of 90 % and more', scalar(grep { $_->{funds}[0]{execution_rate} >= 90 } @project), scalar @project, 80, 98);
$between->('with a carry-over', scalar(grep { grep { $_->{kind} eq 'carry_over' } @{ $_->{funds} } } @project), scalar @project, 5, 25);
my @amount = sort { $a <=> $b } map { $_->{funds}[0]{annual_budget} } @project;
my $most = sum0(@amount[@amount * 9 / 10 .. $#amount]);
$between->('what the tenth with the largest budgets has of all', $most, sum0(@amount), 60, 95);
my @long = grep { leaves(@{ $_->{document}{indicators} }) > 6 } grep { $_->{form} eq 'E1' } @row;
$between->('long ones', scalar @long, scalar @project, 0.2, 3);

# --- with the real program ---

my @no_database = ('--set', 'staff_database=host=/nonexistent dbname=none connect_timeout=1');
my %first;
$first{ $_->{form} } //= $_ for @row;
$first{long} = $long[0];
my @files = map { spurt(folder() . "/$_.json", $first{$_}{bytes}) } sort keys %first;
my $run = gongkai(@no_database, 'import', @files);
like($run->{err}, qr/数据库/, 'gongkai import asks for a database');
unlike($run->{err}, qr/json/, 'and has nothing against the documents');
for my $file (@files) {
    my $pdf = $file =~ s/json$/pdf/r;
    $run = gongkai('render', '--data', $file, '-o', $pdf);
    is($run->{status}, 0, 'printed: ' . $file =~ s{.*/}{}r) or diag($run->{err});
}
my ($pages) = qx(pdfinfo @{[folder()]}/long.pdf) =~ /^Pages:\s+(\d+)/m;
cmp_ok($pages, '>', 1, "a long one has $pages pages");
done_testing;
