package Gongkai::Country;

# A country that does not exist: reports of its departments and projects, as many
# as asked for, always the same for the same seed and numbers.
#
#   my $country = Gongkai::Country->new(seed => 1, departments => 20, projects => 5,
#       indicators => 6, years => 5);
#   $country->reports($first, $last, sub { my ($report) = @_; ... });
#
# A block of reports is a year of a department: its base data (D1) and
# self-evaluation (D2), the self-evaluations of its projects (E1) and the target
# (T2) of the first of them. A department has its years one after the other, the
# newest first, and then comes the next department. So whatever report one stops
# after, what is there is a country, only smaller.
#
# Forms agree with each other: the projects of a department add up to its project
# expenditure, this year's base data have what was last year's, an evaluation has
# the targets that were set.

use strict;
use warnings;
use utf8;
use integer;
use Exporter qw(import);
use List::Util qw(max min sum0);
use Gongkai::Country::Form;
use Gongkai::Country::Number;
use Gongkai::Country::Words;

our @EXPORT_OK = qw(%LIMIT);

my $LAST_YEAR = 2024;

# Prefectures of GB/T 2260 without the provinces of sql/sample, one of each province after
# the other; each has so many counties.
my %prefecture = map { my ($province, $list) = split /:/; $province => [map { expand($province, $_) } split /,/, $list] } split ' ', <<'END';
    13:01-11 14:01-11 15:01-09,22,25,29 21:01-14 22:01-08,24 23:01-12,27 32:01-13 33:01-11 34:01-08,10-13,15-18
    35:01-09 36:01-11 37:01-11,13-17 41:01-17 42:01-03,05-13,28 44:01-09,12-20,51-53 45:01-14 46:01-04
    51:01,03-11,13-20,32-34 53:01,03-09,23,25,26,28,29,31,33,34 54:01-06,25 61:01-10 62:01-12,29,30
    63:01,02,22,23,25-28 65:01,02,04,05,23,27-32,40,42,43
END
my @prefecture = map { my $i = $_; map { $_->[$i] // () } @prefecture{ sort keys %prefecture } } 0 .. 99;
my @county = ((map { [$_, '区'] } '02' .. '09'), (map { [$_, '县'] } 21 .. 39), (map { [$_, '市'] } 81 .. 89));

sub expand {
    my ($province, $range) = @_;
    my ($first, $last) = split /-/, $range;
    return map { $province . $_ } $first .. $last // $first;
}

# Least and most. Codes have three digits for a department and a project, a tree
# has three groups of indicators to fill, and the Budget Law is of 1994.
our %LIMIT = (
    seed => [0, 999_999_999], regions => [1, @prefecture * @county], departments => [1, 999],
    projects => [1, 999], indicators => [3, 999], years => [1, 30],
);

sub new {
    my ($class, %scale) = @_;
    return bless { %scale, block => $scale{projects} + 3 }, $class;
}

# How many reports so many regions have.
sub count {
    my ($self, $regions) = @_;
    return $regions * $self->{departments} * $self->{years} * $self->{block};
}

# Without a common factor with the number of pairs of characters, so that none
# comes twice before all were there.
my $STEP = 1327;

sub place {
    my ($number) = @_;
    my $pair = $number * $STEP % (@PLACE1 * @PLACE2);
    return $PLACE1[ $pair / @PLACE2 ] . $PLACE2[ $pair % @PLACE2 ];
}

sub region {
    my ($self, $number) = @_;
    my $prefecture = $number % @prefecture;
    my ($code, $kind) = @{ $county[ ($number / @prefecture + 5 * $prefecture) % @county ] };
    return {
        code => $prefecture[$prefecture] . $code,
        name => $QUARTER[ $number / (@PLACE1 * @PLACE2) ] . place($number + $self->{seed}) . $kind,
    };
}

my %bureau_number = map { $BUREAU[$_][0] => $_ } 0 .. $#BUREAU;

# Name with % for the region's, topics, number of the superior bureau. Once there
# is one of each, towns follow.
sub bureau {
    my ($self, $region, $number) = @_;
    return ('%' . place($number + 1000 * $region) . '镇人民政府', \@TOWN_TOPIC) if $number > $#BUREAU;
    my ($name, $parent, $topics) = @{ $BUREAU[$number] };
    my $above = $bureau_number{$parent};
    undef $above if defined $above && $above >= $self->{departments};
    return ($name =~ /%/ ? $name : "%$name", [split ' ', $topics], $above);
}

# A department, counted through the country. The last one is kept, with all that
# was found out about it.
sub department {
    my ($self, $number) = @_;
    return $self->{last} if ($self->{last}{number} // -1) == $number;
    my ($in, $local) = ($number / $self->{departments}, $number % $self->{departments});
    my $region = $self->region($in);
    my ($name, $topics, $parent) = $self->bureau($in, $local);
    my $code = sprintf '%s-%03d', $region->{code}, $local + 1;
    begin('department', my $name_of = "$self->{seed} $code");
    return $self->{last} = {
        number => $number, name_of => $name_of, region => $region, code => $code, topics => $topics,
        name => $name =~ s/%/$region->{name}/r,
        budget_code => sprintf('%03d', $local + 1),
        parent => defined $parent ? sprintf('%s-%03d', $region->{code}, $parent + 1) : undef,
        staff => one(6, 9, 12, 15, 18, 22, 26, 30, 36, 45, 60, 90, 140, 260) + pick(8),
        # Pay and office of a person for a year.
        cost => 100 * (70_000 + 100 * pick(700)),
        # Some write this where there is nothing to explain.
        no_deviation => one('', '', '无偏差'),
    };
}

sub project {
    my ($self, $department, $number) = @_;
    return $department->{projects}[$number] //= $self->new_project($department, $number);
}

sub new_project {
    my ($self, $department, $number) = @_;
    my $code = sprintf '%s-%03d', $department->{code}, $number + 1;
    my $topics = $department->{topics};
    my $topic = $topics->[ $number % @$topics ];
    # The projects of a topic are called differently.
    my $round = $number / @$topics;
    begin('topic', $department->{name_of}, $number % @$topics);
    my $form = (pick(1000) + 5 * $round) % (@SCOPE * @PURPOSE);
    my $series = $round / (@SCOPE * @PURPOSE);
    begin('project', my $name_of = "$self->{seed} $code");
    return {
        name_of => $name_of, code => $code, topic => $topic,
        name => $SCOPE[ $form % @SCOPE ] . $topic . $PURPOSE[ $form / @SCOPE ] . ($series ? "（$series）" : ''),
        attribute => one('0101－一年期项目', '0102－经常性项目', '0103－跨年度项目'),
        size => size(),
        # Percent of other funds, and of what the superior level gives.
        other => pick(10) ? 0 : 5 + pick(25),
        upper => pick(10) < 3 ? 20 + pick(70) : 0,
        is_long => pick(100) == 0,
    };
}

# Yearly budgets of projects in yuan, each between two neighbours as often as
# between two others: half are below 200,000, one in thirty above 25 million.
my @size = (
    3000, 6000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 100_000, 120_000,
    150_000, 180_000, 200_000, 240_000, 300_000, 360_000, 450_000, 560_000, 700_000, 900_000, 1_200_000, 1_600_000,
    2_200_000, 3_000_000, 4_500_000, 7_000_000, 12_000_000, 25_000_000, 80_000_000,
);

sub size {
    my $i = pick($#size);
    return $size[$i] + pick($size[ $i + 1 ] - $size[$i]);
}

# Yuan in fen, as round as a plan is.
sub planned {
    my ($yuan) = @_;
    my $step = $yuan > 100_000 ? 10_000 : $yuan > 10_000 ? 1000 : 100;
    return 100 * max($step, $yuan / $step * $step);
}

# How well something was done: how many of a hundred indicators are missed, how
# many percent of their targets they reach then, and how many millionths of the
# money may be left.
my %quality = (
    excellent => { missed => 12, low => 70, high => 98, unspent => 70_000 },
    good => { missed => 60, low => 65, high => 95, unspent => 120_000 },
    fair => { missed => 85, low => 45, high => 85, unspent => 400_000 },
    poor => { missed => 97, low => 10, high => 55, unspent => 800_000 },
);
my @quality = (('excellent') x 80, ('good') x 12, ('fair') x 5, ('poor') x 3);

# What a project had and spent in a year; some of it may be what was left of the year before.
# A budget differs from last year's by less than what an audit asks a reason for.
sub money {
    my ($self, $project, $year) = @_;
    my $money = $self->new_money($project, $year);
    if ($money->{carried}) {
        my $before = $self->new_money($project, $year - 1);
        $money->{carried} = $before->{annual} - $before->{executed};
    }
    return $money;
}

sub new_money {
    my ($self, $project, $year) = @_;
    begin('money', $project->{name_of}, $year);
    my $quality = $quality{ one(@quality) };
    my $initial = planned($project->{size} * (96 + pick(9)) / 100);
    my $annual = $initial;
    # Most stay as they were; some grow, some are cut.
    my $change = pick(100);
    if ($change < 10) {
        $annual += planned($initial * (5 + pick(11)) / 10_000);
    } elsif ($change < 16) {
        $annual -= $initial * (1 + pick(12)) / 100;
    }
    my $left = pick(100) < 30 ? 0 : pick($quality->{unspent});
    return {
        initial => $initial, annual => $annual, executed => $annual * (1_000_000 - $left) / 1_000_000,
        carried => !pick(8),
        quality => $quality, is_scored => 1,
    };
}

# What a department had and spent in a year: on its projects, and on itself.
sub year {
    my ($self, $department, $year) = @_;
    return $department->{years}{$year} //= $self->new_year($department, $year);
}

my @AMOUNT = qw(initial annual executed);

sub new_year {
    my ($self, $department, $year) = @_;
    my @money = map { $self->money($self->project($department, $_), $year) } 0 .. $self->{projects} - 1;
    begin('year', $department->{name_of}, $year);
    my %project = map { my $of = $_; $of => sum0(map { $_->{$of} } @money) } @AMOUNT;
    my $staff = $department->{staff};
    my $post = $staff - min($staff - 1, pick($staff / 6 + 2));
    my %basic = (initial => planned($post * $department->{cost} / 100));
    $basic{annual} = $basic{initial} + (pick(3) ? 0 : planned($basic{initial} * pick(12) / 10_000));
    $basic{executed} = $basic{annual} * (1_000_000 - pick(30_000)) / 1_000_000;
    return {
        money => \@money, staff => $staff, post => $post, project => \%project, basic => \%basic,
        all => {
            (map { $_ => $basic{$_} + $project{$_} } @AMOUNT),
            quality => $quality{ one(@quality) }, is_scored => pick(60) != 0,
        },
        base => base_amounts(\%basic, \%project, $staff),
    };
}

# Budget and final amount of each kind of base data. What has parts is their sum.
sub base_amounts {
    my ($basic, $project, $staff) = @_;
    my (%budget, %final);
    my %part = (
        vehicle_purchase => pick(15) ? 0 : 15_000_000 + 100_000 * pick(50),
        vehicle_operation => $staff < 12 ? 0 : 100_000 * (10 + pick($staff)),
        abroad => pick(60) ? 0 : 100_000 * (30 + pick(100)),
        reception => 100_000 * pick($staff / 4 + 2),
        office => $basic->{initial} * (4 + pick(4)) / 100,
        utilities_travel => $basic->{initial} * (2 + pick(3)) / 100,
        meeting_training => $basic->{initial} * (1 + pick(2)) / 100,
        procurement => ($basic->{initial} + $project->{initial}) * pick(20) / 100,
    );
    for (sort keys %part) {
        $budget{$_} = $part{$_};
        $final{$_} = $part{$_} * (70 + pick(31)) / 100;
    }
    my ($business, $operation) = (20 + pick(50), 5 + pick(25));
    for ([\%budget, 'initial'], [\%final, 'executed']) {
        my ($of, $which) = @$_;
        my $amount = $of->{project_expenditure} = $project->{$which};
        $of->{business} = $amount * $business / 100;
        $of->{operation} = $amount * $operation / 100;
        $of->{special} = $amount - $of->{business} - $of->{operation};
        $of->{vehicle} = $of->{vehicle_purchase} + $of->{vehicle_operation};
        $of->{three_public} = $of->{vehicle} + $of->{abroad} + $of->{reception};
        $of->{public_expense} = $of->{office} + $of->{utilities_travel} + $of->{meeting_training};
        $of->{basic_adjustment} = $basic->{$which};
    }
    return { budget => \%budget, final => \%final };
}

# Call `take` with each report from `first` to `last`, counted from 0. A report is
# a hash: number, id, form, year, region, department, project, title, document;
# the three are hashes with code and name, the document is JSON.
sub reports {
    my ($self, $first, $last, $take) = @_;
    for my $number ($first .. $last) {
        my $slot = $number % $self->{block};
        my $block = $number / $self->{block};
        my @of = ($self, $self->department($block / $self->{years}), $LAST_YEAR - $block % $self->{years});
        my $report = $slot == 0 ? form_d1(@of)
            : $slot == 1 ? form_d2(@of)
            : $slot < $self->{block} - 1 ? form_e1(@of, $slot - 2)
            : form_t2(@of, 0);
        $report->{number} = $number;
        $take->($report);
    }
    return;
}

1;
