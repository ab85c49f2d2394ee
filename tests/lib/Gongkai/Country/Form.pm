package Gongkai::Country::Form;

# The four forms of a country (Gongkai::Country) as JSON: base data and
# self-evaluation of a department, self-evaluation and target of a project. The
# members stand in the order of gongkai.document(), so that publish() would freeze
# the same bytes. All words are ours (Gongkai::Country::Words), hence no encoder.

use strict;
use warnings;
use utf8;
use integer;
use Exporter qw(import);
use List::Util qw(min sum0);
use Gongkai::Country::Indicator;
use Gongkai::Country::Number;
use Gongkai::Country::Words;

our @EXPORT = qw(form_d1 form_d2 form_e1 form_t2);

my %title = (
    D1 => '部门整体支出绩效评价基础数据表', D2 => '部门整体支出绩效自评表',
    E1 => '项目支出绩效目标自评表', T2 => '部门项目支出预算绩效目标表',
);
my %attachment = (D1 => '附件1', D2 => '附件2');

# A report: what it is listed with, and the beginning of its document.
sub report {
    my ($form, $year, $department, $project) = @_;
    my $region = $department->{region};
    my ($code, $name) = @{ $project // $department }{qw(code name)};
    my $id = lc($form) . "-$year-$code";
    my $attachment = $attachment{$form} ? qq("attachment":"$attachment{$form}",) : '';
    my $parent = $department->{parent} ? qq("parent_code":"$department->{parent}",) : '';
    my $of_project = $project
        ? qq("project":{"code":"$code","name":"$name","supervising_department":"$department->{name}","implementing_unit":"$department->{name}"},)
        : '';
    return {
        id => $id, form => $form, year => $year, region => $region, department => $department, project => $project,
        # As the templates have it, which is what publish() is given.
        title => "$title{$form}：$name（${year}年度）",
        document => qq({"id":"$id","form":"$form","title":"$title{$form}",$attachment"year":$year,)
            . qq("region":{"code":"$region->{code}","name":"$region->{name}"},)
            . qq("department":{"code":"$department->{code}","budget_code":"$department->{budget_code}",$parent"name":"$department->{name}"},)
            . $of_project,
    };
}

# Evaluations are filled in between New Year and spring.
sub filled_on {
    my ($year) = @_;
    return sprintf '"filled_on":"%d-%02d-%02d",', $year + 1, 1 + pick(3), 1 + pick(28);
}

# Some have a fund that others do not, and then the cells stay empty.
sub fund {
    my ($kind, $label, $depth, %amount) = @_;
    return join '', qq({"kind":"$kind","label":"$label","depth":$depth),
        (map { defined $amount{$_} ? (qq(,"$_":"), yuan($amount{$_}), '"') : () } qw(initial_budget annual_budget executed)), '}';
}

# Ten points are for the money that was spent.
sub total_fund {
    my ($money, $is_scored) = @_;
    my ($annual, $executed) = @$money{qw(annual executed)};
    return join '', '{"kind":"total","label":"年度资金总额","depth":0,"initial_budget":"', yuan($money->{initial}),
        '","annual_budget":"', yuan($annual), '","executed":"', yuan($executed),
        '","weight":"10","execution_rate":"', yuan(ratio($executed, $annual, 10_000)),
        $is_scored ? ('","score":"', short(ratio($executed, $annual, 1000))) : (), '"}';
}

# The money of a self-evaluation by its sources; each column adds up.
sub project_funds {
    my ($project, $money) = @_;
    my @total = @$money{qw(initial annual executed)};
    my @other = map { $_ * $project->{other} / 100 } @total;
    my @carried = map { min($money->{carried}, $_ / 4) } @total;
    my @fiscal = map { $total[$_] - $other[$_] - $carried[$_] } 0 .. 2;
    my @upper = map { $_ * $project->{upper} / 100 } @fiscal;
    my @own = map { $fiscal[$_] - $upper[$_] } 0 .. 2;
    my $line = sub {
        my ($kind, $label, $depth, @amount) = @_;
        return fund($kind, $label, $depth, initial_budget => $amount[0], annual_budget => $amount[1], executed => $amount[2]);
    };
    return join ',', total_fund($money, $money->{is_scored}),
        $line->('fiscal_appropriation', '财政拨款', 1, @fiscal),
        $line->('own_level', '本级安排', 2, @own),
        $line->('upper_level_transfer', '其中：上级补助', 2, @upper),
        $carried[1] ? $line->('carry_over', '上年结转资金', 1, @carried) : (),
        $line->('other', '其他', 1, @other);
}

# Total and indicators of an evaluation. Returns the JSON, and the score or undef.
sub evaluation {
    my ($name, $year, $leaves, $money, $no_deviation) = @_;
    my ($quality, $is_scored) = @$money{qw(quality is_scored)};
    my @target = indicator_targets($name, $year, $leaves, $money->{initial});
    begin('results', $name, $year);
    my $score = ratio($money->{executed}, $money->{annual}, 1000);
    my @json;
    for my $i (0 .. $#$leaves) {
        my $leaf = $leaves->[$i];
        my ($value, $json) = @{ $target[$i] };
        my ($actual, $reached) = indicator_result($leaf, $value, $year, $quality, $money->{executed});
        my $points = $leaf->{weight} * $reached / 100;
        $score += $points;
        my $deviation = $reached < 100 ? one(@REASON) . '。改进措施：' . one(@CURE) : $no_deviation;
        push @json, join '', qq({"name":"$leaf->{name}","target":$json,"actual":$actual,"weight":"), short($leaf->{weight}),
            $is_scored ? ('","score":"', short($points)) : (), $deviation ? qq(","deviation":"$deviation"}) : '"}';
    }
    my $total = $is_scored ? '","score":"' . short($score) : '';
    return (
        qq("total":{"weight":"100$total"},"indicators":) . evaluation_tree($leaves, \@json),
        $is_scored ? $score : undef);
}

# Paragraphs are separated by line feeds.
sub goal {
    my ($name, $year, $what, $count) = @_;
    begin('goal', $name, $year);
    my $at = pick(scalar @GOAL);
    return "目标1：完成${what}年度各项任务；目标2：$GOAL[$at]" if $count == 1;
    return join '\n', map {
        "目标$_：完成${what}第${_}项任务。" . $GOAL[ ($at + $_) % @GOAL ] . $GOAL[ ($at + 3 * $_ + 1) % @GOAL ]
    } 1 .. $count;
}

sub completion {
    my ($quality, $count) = @_;
    my $is_good = $quality->{missed} < 50;
    return $is_good ? one(@DONE) : one(@PARTLY) if $count == 1;
    return join '\n', map { "目标$_：" . ($is_good || pick(2) ? one(@DONE) : one(@PARTLY)) } 1 .. $count;
}

# What the money must be explained with: rules of the audit ask for it.
sub of_money {
    my ($money) = @_;
    my ($initial, $annual, $executed) = @$money{qw(initial annual executed)};
    return (abs($annual - $initial) * 10 > $initial ? '年中预算经批准调整。' : '')
        . ($executed * 10 < $annual * 9 ? '部分资金年内没有支付，结转下年使用。' : '');
}

sub conclusion {
    my ($score, $count) = @_;
    my $grade = $score >= 9000 ? '优' : $score >= 8000 ? '良' : $score >= 6000 ? '中' : '差';
    my $why = $score >= 8000 ? "自评为${grade}的理由：" . join('；', two(@MERIT)) : '主要问题：' . join('；', two(@REASON));
    return join '\n', "$grade。$why。今后努力方向：" . join('，', two(@PLAN)) . '。',
        map { "（$_）" . one(@REASON) . '。' . one(@CURE) . one(@PLAN) . '。' } 2 .. $count;
}

# The rows of the table of base data: kind, label, depth.
my @base_row = map { [split /\|/] } split ' ', <<'END';
three_public|三公经费|0 vehicle|1、公务用车购置和维护经费|1 vehicle_purchase|其中：公车购置|2
vehicle_operation|公车运行维护|2 abroad|2、出国经费|1 reception|3、公务接待|1
project_expenditure|项目支出|0 business|1、业务工作经费|1 operation|2、运行维护经费|1 special|3、县级专项资金|1
public_expense|公用经费|0 office|其中：办公经费|1 utilities_travel|水费、电费、差旅费|1 meeting_training|会议费、培训费|1
procurement|政府采购金额|0 basic_adjustment|部门基本支出预算调整|0
END
# The paper has a dash where these have nothing to say of the year before.
my %has_no_past = (procurement => 1, basic_adjustment => 1);

sub expenditure_rows {
    my ($now, $before) = @_;
    return join ',', map {
        my ($kind, $label, $depth) = @$_;
        join '', qq({"kind":"$kind","label":"$label","depth":$depth,"values":{"previous_final":"),
            $has_no_past{$kind} ? '——' : yuan($before->{final}{$kind}),
            '","budget":"', yuan($now->{budget}{$kind}), '","final":"', yuan($now->{final}{$kind}), '"}}';
    } @base_row;
}

# Hardly anybody builds.
sub building {
    my $area = pick(12) ? 0 : 300 + pick(4000);
    my $built = $area * (92 + pick(9)) / 100;
    my $investment = $area * 100 * (2000 + pick(2500));
    my $cost = $investment * (9000 + pick(1001)) / 10_000;
    return join '', qq({"approved_area":"$area","actual_area":"$built","area_control_rate":"),
        $area ? yuan(ratio($built, $area, 10_000)) : '——',
        '","budgeted_investment":"', yuan($investment), '","actual_investment":"', yuan($cost),
        '","investment_control_rate":"', $area ? yuan(ratio($cost, $investment, 10_000)) : '——', '"}';
}

# Rules of the audit ask for a reason when half more or less was spent than the year before.
sub changed_much {
    my ($now, $before) = @_;
    return grep { abs($now->{$_} - $before->{$_}) * 2 > $before->{$_} } qw(three_public project_expenditure public_expense);
}

# What a department has to work with: staff, expenditure, buildings.
sub form_d1 {
    my ($country, $department, $year) = @_;
    my $report = report('D1', $year, $department);
    my $now = $country->year($department, $year);
    my $before = $country->year($department, $year - 1);
    begin('base data', $department->{name_of}, $year);
    $report->{document} .= join '', filled_on($year),
        '"texts":{"thrift_measures":"', two(@THRIFT),
        '","note":"“项目支出”填报基本支出以外的所有项目支出，“公用经费”填报基本支出中的一般商品和服务支出。',
        $now->{project}{executed} * 10 > $now->{project}{initial} * 11 ? '项目预算年中有追加。' : '',
        changed_much($now->{base}{final}, $before->{base}{final}) ? '与上年相比增减较大的，是任务有变动。' : '', '"},',
        '"base_data":[{"section":"staff","rows":[{"label":"","depth":0,"values":{',
        qq("authorized_staff":"$now->{staff}","staff_in_post":"$now->{post}","staff_control_rate":"),
        yuan(ratio($now->{post}, $now->{staff}, 10_000)), '"}}]},{"section":"expenditure","rows":[',
        expenditure_rows($now->{base}, $before->{base}),
        ']},{"section":"buildings","rows":[{"label":"","depth":0,"values":', building(), '}]}]}';
    return $report;
}

# The self-evaluation of a whole department.
sub form_d2 {
    my ($country, $department, $year) = @_;
    my $report = report('D2', $year, $department);
    my $now = $country->year($department, $year);
    my $money = $now->{all};
    my $leaves = $department->{leaves} //= indicator_leaves($department->{name_of}, $department->{topics}, 1, $country->{indicators});
    my ($evaluation) = evaluation($department->{name_of}, $year, $leaves, $money, $department->{no_deviation});
    my $goal = goal($department->{name_of}, $year, '部门履职', 1);
    begin('overall', $department->{name_of}, $year);
    my $filled_on = filled_on($year);
    my $completion = completion($money->{quality}, 1) . of_money($money);
    my ($government, $non_tax, $other) = map { $money->{executed} * $_ / 100 || undef }
        pick(6) ? 0 : 5 + pick(20), pick(8) ? 0 : 2 + pick(10), pick(6) ? 0 : 1 + pick(5);
    my $budget = $money->{executed} - sum0(grep { defined } $government, $non_tax, $other);
    $report->{document} .= join '', $filled_on, qq("texts":{"goal":"$goal","completion":"$completion"},"funds":[),
        join(',',
            total_fund($money, $money->{is_scored}),
            fund('general_public_budget', '一般公共预算', 1, executed => $budget),
            fund('government_fund', '政府性基金拨款', 1, executed => $government),
            fund('special_account_non_tax', '纳入专户管理的非税收入拨款', 1, executed => $non_tax),
            fund('other', '其他资金', 1, executed => $other),
            fund('basic', '基本支出', 1, executed => $now->{basic}{executed}),
            fund('project', '项目支出', 1, executed => $now->{project}{executed})),
        '],', $evaluation, '}';
    return $report;
}

# A few projects fill several pages.
sub project_leaves {
    my ($country, $department, $project) = @_;
    return $project->{leaves} //= indicator_leaves(
        $project->{name_of}, [$project->{topic}, grep { $_ ne $project->{topic} } @{ $department->{topics} }], 4,
        $project->{is_long} ? min(8 * $country->{indicators}, 990) : $country->{indicators});
}

# The self-evaluation of a project.
sub form_e1 {
    my ($country, $department, $year, $number) = @_;
    my $project = $country->project($department, $number);
    my $money = $country->year($department, $year)->{money}[$number];
    my $report = report('E1', $year, $department, $project);
    my ($evaluation, $score) = evaluation(
        $project->{name_of}, $year, project_leaves($country, $department, $project), $money, $department->{no_deviation});
    my $paragraphs = $project->{is_long} ? 12 : 1;
    my $goal = goal($project->{name_of}, $year, $project->{topic}, $paragraphs);
    begin('texts', $project->{name_of}, $year);
    $report->{document} .= join '', filled_on($year), qq("texts":{"goal":"$goal","completion":"),
        completion($money->{quality}, $paragraphs), of_money($money),
        defined $score ? ('","conclusion":"', conclusion($score, $paragraphs)) : (),
        '"},"funds":[', project_funds($project, $money), '],', $evaluation, '}';
    return $report;
}

# What was demanded of a project at the beginning of the year.
sub form_t2 {
    my ($country, $department, $year, $number) = @_;
    my $project = $country->project($department, $number);
    my $money = $country->year($department, $year)->{money}[$number];
    my $amount = $money->{initial};
    my $other = $amount * $project->{other} / 100;
    my $leaves = project_leaves($country, $department, $project);
    my $report = report('T2', $year, $department, $project);
    my @target = indicator_targets($project->{name_of}, $year, $leaves, $amount);
    my $goal = goal($project->{name_of}, $year, $project->{topic}, $project->{is_long} ? 12 : 1);
    my $period = $project->{attribute} =~ /跨年/ ? "${year}年1月至" . ($year + 1) . '年12月' : "${year}年1-12月";
    $report->{document} .= join '', qq("texts":{"goal":"$goal"},"funds":[),
        join(',',
            fund('total', '年度资金总额', 0, annual_budget => $amount),
            fund('fiscal_appropriation', '其中：财政拨款', 1, annual_budget => $amount - $other),
            fund('other', '其他资金', 1, annual_budget => $other || undef)),
        '],"indicators":', target_tree($leaves, [map { qq({"name":"$leaves->[$_]{name}","target":$target[$_][1]}) } 0 .. $#$leaves]),
        qq(,"extra":{"project_attribute":"$project->{attribute}","project_period":"$period"}});
    return $report;
}

1;
