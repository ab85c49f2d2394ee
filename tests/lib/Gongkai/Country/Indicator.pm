package Gongkai::Country::Indicator;

# The indicators of a project or department: which there are, what is demanded of
# them in a year, what became of it, and the trees that forms have of them.

use strict;
use warnings;
use utf8;
use integer;
use Exporter qw(import);
use List::Util qw(max min);
use Gongkai::Country::Number;
use Gongkai::Country::Words;

our @EXPORT = qw(indicator_leaves indicator_targets indicator_result evaluation_tree target_tree);

# First levels: name, points, code in targets.
my @level1 = (['产出指标', 50, '1'], ['效益指标', 30, '2'], ['满意度指标', 10, '3']);
# Second levels: the first level, name in evaluations; code, name and obligation
# in targets.
my @level2 = (
    [0, '数量指标', '11', '数量指标', '必填 硬性指标'], [0, '质量指标', '12', '质量指标', '必填'],
    [0, '时效指标', '13', '时效指标', '必填'], [0, '成本指标', '14', '成本指标', '必填 硬性指标'],
    [1, '经济效益指标', '21', '经济效益'], [1, '社会效益指标', '22', '社会效益', '必填'],
    [1, '生态效益指标', '23', '生态效益'], [1, '可持续影响指标', '24', '可持续影响', '必填'],
    [2, '服务对象满意度指标', '31', '服务对象满意度', '必填'],
);
my ($QUANTITY, $QUALITY, $TIME, $COST, $SATISFACTION) = (0 .. 3, 8);
my %benefit = (经济 => 4, 社会 => 5, 生态 => 6, 可持续 => 7);

# What is demanded: at least a count, at least a percentage, a date, at most so
# much money, a change in words.
my ($IS_COUNT, $IS_PERCENT, $IS_DATE, $IS_MONEY, $IS_CHANGE) = 0 .. 4;

sub measured {
    my ($level2, $name, $unit, $least, $span) = @_;
    return {
        level2 => $level2, kind => $unit eq '%' ? $IS_PERCENT : $IS_COUNT,
        name => $name, unit => $unit, base => $least + pick($span),
    };
}

sub output_leaf {
    my ($i, $level2, $topic, $at) = @_;
    return { level2 => $TIME, kind => $IS_DATE, name => $topic . '完成时限' } if $level2 == $TIME;
    return { level2 => $COST, kind => $IS_MONEY, name => '总成本' } if $level2 == $COST;
    my ($name, @range) = @{ $level2 == $QUALITY ? $QUALITY[ ($at + $i / 3) % @QUALITY ] : $QUANTITY[ ($at + $i) % @QUANTITY ] };
    # Of many, those that could do without a topic would come twice.
    my $is_general = $name =~ s/^\+// && $i < @QUANTITY;
    return measured($level2, $is_general ? $name : $topic . $name, @range);
}

sub benefit_leaf {
    my ($i, $topic, $at) = @_;
    if (($at + $i) % 2) {
        my ($class, $name, @range) = @{ $BENEFIT[ ($at + $i / 2) % @BENEFIT ] };
        return measured($benefit{$class}, $i < @BENEFIT ? $name : $topic . $name, @range);
    }
    my ($class, $name, $change) = @{ $CHANGE[ ($at + $i / 2) % @CHANGE ] };
    return { level2 => $benefit{$class}, kind => $IS_CHANGE, name => $i < @CHANGE ? $name : $topic . $name, target => $change };
}

# So many indicators under the number stream `name`, by their second levels;
# `per_topic` of one group are about the same topic. They stay over the years, only
# their targets move.
sub indicator_leaves {
    my ($name, $topics, $per_topic, $count) = @_;
    begin('indicators', $name);
    my $satisfaction = 1 + $count / 12;
    my $benefit = $count / 3;
    my @at = map { pick(1000) } 0 .. 2;
    my $output = $count - $benefit - $satisfaction;
    # One of each of the four; of more, two in three are quantities.
    my @output = map { $_ < 4 ? $_ : $_ % 3 == 0 ? $QUALITY : $QUANTITY } 0 .. $output - 1;
    $output[2] = pick(2) ? $TIME : $COST if $output == 3;
    my @leaves = map { output_leaf($_, $output[$_], $topics->[ $_ / $per_topic % @$topics ], $at[0]) } 0 .. $#output;
    push @leaves, benefit_leaf($_, $topics->[ $_ / $per_topic % @$topics ], $at[1]) for 0 .. $benefit - 1;
    for my $i (0 .. $satisfaction - 1) {
        my $who = $SATISFACTION[ ($at[2] + $i) % @SATISFACTION ];
        push @leaves, measured(
            $SATISFACTION, $i < @SATISFACTION ? $who : $topics->[ $i / @SATISFACTION % @$topics ] . $who, '%', 80, 16);
    }
    give_weights(\@leaves);
    return [map { my $at = $_; grep { $_->{level2} == $at } @leaves } 0 .. $#level2];
}

# Whole points where there are enough, hundredths where there are not; the first
# have one more until all are given.
sub give_weights {
    my ($leaves) = @_;
    for my $i (0 .. $#level1) {
        my @of = grep { $level2[ $_->{level2} ][0] == $i } @$leaves;
        my $points = $level1[$i][1];
        my $step = @of <= $points ? 100 : 1;
        my $shares = $points * 100 / $step;
        $of[$_]{weight} = $step * ($shares / @of + ($_ < $shares % @of)) for 0 .. $#of;
    }
    return;
}

# A target or actual value as the database reads it out of one cell.
sub measure_json {
    my ($operator, $value, $unit) = @_;
    my $member = $operator ? qq("operator":"$operator",) : '';
    return qq({"text":"$operator$value$unit",$member"value":"$value","unit":"$unit"});
}

sub text_json { return qq({"text":"$_[0]"}) }

my @deadline = ('年12月31日前', '年12月底前完成', '年11月30日前', '年1月至12月');

# The targets of a year: for each leaf the number, where it is one, and the JSON.
# `amount` is the budget.
sub indicator_targets {
    my ($name, $year, $leaves, $amount) = @_;
    begin('targets', $name, $year);
    return map { [target_of($_, $year, $amount)] } @$leaves;
}

sub target_of {
    my ($leaf, $year, $amount) = @_;
    my ($kind, $base) = @$leaf{qw(kind base)};
    if ($kind == $IS_COUNT) {
        my $value = $base + pick($base / 8 + 1);
        return ($value, measure_json('≥', $value, $leaf->{unit}));
    }
    if ($kind == $IS_PERCENT) {
        my $value = min(100, $base + pick(3));
        return ($value, measure_json($value == 100 ? '＝' : '≥', $value, '%'));
    }
    if ($kind == $IS_MONEY) {
        my $value = wan($amount);
        return ($value, measure_json('≤', short($value), '万元'));
    }
    return (undef, text_json($kind == $IS_DATE ? $year . one(@deadline) : $leaf->{target}));
}

# What became of a target: JSON, and the part of it that was reached, in percent.
sub indicator_result {
    my ($leaf, $target, $year, $quality, $spent) = @_;
    my $kind = $leaf->{kind};
    my $is_missed = pick(100) < $quality->{missed};
    my $reached = $is_missed ? $quality->{low} + pick($quality->{high} - $quality->{low} + 1) : 100;
    if ($kind == $IS_COUNT || $kind == $IS_PERCENT) {
        my $value = $is_missed ? $target * $reached / 100
            : $kind == $IS_PERCENT ? $target + pick(min(100 - $target, 8, $target * 29 / 100) + 1)
            : pick(2) ? $target : $target + pick($target * 29 / 100 + 1);
        return (measure_json('', $value, $leaf->{unit}), min(100, $value * 100 / $target));
    }
    if ($kind == $IS_MONEY) {
        my $value = wan($spent);
        return (measure_json('', short($value), '万元'), $value > $target ? max(0, (2 * $target - $value) * 100 / $target) : 100);
    }
    if ($kind == $IS_CHANGE) {
        # For what was reached in part there are 60 to 80 percent of the points.
        return $is_missed ? (text_json('部分达成预期指标'), 60 + $reached % 21) : (text_json('达成预期指标'), 100);
    }
    return (text_json('顺延至' . ($year + 1) . '年' . (1 + pick(6)) . '月'), $reached) if $is_missed;
    return (text_json(one('按期完成', sprintf '%d年%d月%d日', $year, 10 + pick(2), 1 + pick(30))), 100);
}

# The leaves' strings, by second level.
sub below {
    my ($leaves, $strings) = @_;
    my @below;
    push @{ $below[ $leaves->[$_]{level2} ] }, $strings->[$_] for 0 .. $#$leaves;
    return map { $_ ? '[' . join(',', @$_) . ']' : undef } @below[0 .. $#level2];
}

sub evaluation_tree {
    my @below = below(@_);
    my @first;
    for my $i (0 .. $#level1) {
        my ($name, $points) = @{ $level1[$i] };
        push @first, qq({"name":"$name","weight":"$points","children":[)
            . join(',', map { qq({"name":"$level2[$_][1]","children":$below[$_]}) }
                grep { $level2[$_][0] == $i && $below[$_] } 0 .. $#level2)
            . ']}';
    }
    return '[' . join(',', @first) . ']';
}

# On a target's paper all second levels are printed, also those without a third.
sub target_tree {
    my @below = below(@_);
    my @first;
    for my $i (0 .. $#level1) {
        my ($name, undef, $code) = @{ $level1[$i] };
        my @second;
        for my $j (grep { $level2[$_][0] == $i } 0 .. $#level2) {
            my (undef, undef, $second_code, $second_name, $obligation) = @{ $level2[$j] };
            push @second, qq({"code":"$second_code","name":"$second_name")
                . ($obligation && $below[$j] ? qq(,"obligation":"$obligation") : '')
                . ($below[$j] ? qq(,"children":$below[$j]}) : '}');
        }
        push @first, qq({"code":"$code","name":"$name","children":[) . join(',', @second) . ']}';
    }
    return '[' . join(',', @first) . ']';
}

1;
