package Gongkai::Seeding;

# Errors for documents that have none (Gongkai::Country's): for each rule of 勾稽 one that
# it must find, at a random place.
#
#   $OF_DOCUMENT{E1}{'FUND-05'}->($document, sub { int rand $_[0] }) or it has no such place
#
# Forms that the country does not have are made of its own: other_form() makes E2 of E1 and T1
# of T2, others() the R1 and G1 of a department and the M1 of its first project.
#
# %OF_DOCUMENT has errors of a document alone, %OF_SET those that show beside others.

use strict;
use warnings;
use utf8;
use Exporter qw(import);

our @EXPORT_OK = qw(%OF_DOCUMENT %OF_SET other_form others report_id);

sub report_id {
    my ($document) = @_;
    return lc($document->{form}) . "-$document->{year}-" . ($document->{project} // $document->{department})->{code};
}

# --- places ---

sub hundredths { return $_[0] =~ s/^(-?\d+)(?:\.(\d{1,2}))?\z/$1 . substr(($2 \/\/ '') . '00', 0, 2)/er }
sub text { return sprintf '%s%d.%02d', $_[0] < 0 ? '-' : '', abs($_[0]) / 100, abs($_[0]) % 100 }

# One of some places; undef without any.
sub any { my ($pick, @of) = @_; return @of ? $of[ $pick->(scalar @of) ] : undef }

my @AMOUNT = qw(initial_budget annual_budget executed);

sub total { return $_[0]{funds}[0] }

# A line and a column of it that has an amount.
sub amount {
    my ($document, $pick, $wanted) = @_;
    return any($pick, map { my $line = $_; map { [$line, $_] } grep { defined $line->{$_} } @AMOUNT }
        grep { $wanted->($_) } @{ $document->{funds} });
}

sub more { my ($place, $name, $by) = @_; $place->{$name} = text(hundredths($place->{$name}) + $by); return 1 }

# Leaves whose groups are called so. An empty pattern would be the last one that matched.
sub leaves {
    my ($document, $first, $second) = @_;
    return map { my $group = $_; map { @{ $_->{children} // [] } } grep { $_->{name} =~ /(?:$second)/ } @{ $group->{children} } }
        grep { $_->{name} =~ /(?:$first)/ } @{ $document->{indicators} };
}

sub leaf { my ($document, $pick, $first, $second) = @_; return any($pick, leaves($document, $first // '', $second // '')) }

sub measure {
    my ($operator, $value, $unit) = @_;
    return { text => "$operator$value$unit", $operator ? (operator => $operator) : (), value => "$value", unit => $unit };
}

# A leaf whose target is at least so many; those of money and of words are others. In quotes,
# because what was used as a number is written as one.
sub counted {
    my ($document, $pick) = @_;
    return any($pick, grep { ($_->{target}{operator} // '') eq '≥' && "$_->{target}{value}" >= 2 } leaves($document, '', ''));
}

sub money { my ($document) = @_; return (grep { $_->{target}{unit} // '' eq '万元' } leaves($document, '', '成本'))[0] }

sub wordy { my ($document, $pick) = @_; return any($pick, grep { !exists $_->{target}{value} } leaves($document, '效益', '')) }

sub row {
    my ($document, $section, @kind) = @_;
    my ($part) = grep { $_->{section} eq $section } @{ $document->{base_data} };
    return map { $_->{values} } grep { my $row = $_; !@kind || grep { $row->{kind} eq $_ } @kind } @{ $part->{rows} };
}

# Without a reason anywhere.
sub silent {
    my ($document) = @_;
    $document->{texts}{$_} = '工作完成。' for grep { exists $document->{texts}{$_} } qw(completion conclusion note);
    for (leaves($document, '', '')) {
        delete $_->{deviation};
        $_->{actual} = { text => '按期完成' } if $_->{actual}{text} =~ /顺延/;
    }
    return 1;
}

# A row of a fund's list, a new one where there is none.
sub fund_row {
    my ($document, $pick) = @_;
    my $rows = $document->{lists}{rows};
    push @$rows, spent_row('2120802', '土地开发支出', 100_000) if !@$rows;
    return any($pick, @$rows);
}

sub spent_row {
    my ($code, $name, $spent) = @_;
    my $basic = int($spent / 10);
    return {
        code => $code, name => $name, opening_balance => '200.00', revenue => text($spent + 10_000),
        expenditure => text($spent), basic => text($basic), project => text($spent - $basic), closing_balance => '300.00',
    };
}

my $CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

sub check {
    my ($sum, $weight) = (0, 1);
    for (split //, $_[0]) { $sum += index($CHARACTERS, $_) * $weight; $weight = $weight * 3 % 31 }
    return substr $CHARACTERS, (30 - $sum % 31) % 31, 1;
}

# A text, and which member of what it is; a report's are in its chapters.
sub said_in {
    my ($document, $pick, $wanted) = @_;
    my $texts = $document->{texts} // {};
    return any($pick, grep { length $_->[0]{ $_->[1] } && $_->[0]{ $_->[1] } =~ /(?:$wanted)/ }
        (map { [$texts, $_] } sort keys %$texts), (map { [$_, 'body'] } @{ $document->{chapters} // [] }));
}

sub said {
    my ($document, $pick, $text) = @_;
    my $in = said_in($document, $pick, '') or return;
    $in->[0]{ $in->[1] } .= $text;
    return 1;
}

# Hundredths that are printed with two decimals.
sub odd { my ($hundredths) = @_; return $hundredths % 10 ? $hundredths : $hundredths + 3 }

# --- forms ---

my %OTHER = (E1 => ['E2', '项目支出绩效自评表'], T2 => ['T1', '预算项目绩效目标表']);

# The document as another form; itself if there is none.
sub other_form {
    my ($document) = @_;
    my $other = $OTHER{ $document->{form} } or return $document;
    my %copy = %$document;
    @copy{qw(form title)} = @$other;
    if ($copy{form} eq 'T1') { delete $copy{funds} }
    else { $copy{funds} = [grep { $_->{depth} < 2 } @{ $copy{funds} }] }
    return \%copy;
}

# A percentage with two decimals.
sub share { my ($part, $whole) = @_; return text(int((2 * 10_000 * $part + $whole) / (2 * $whole))) }

sub government_fund { my ($d2) = @_; return (grep { $_->{kind} eq 'government_fund' } @{ $d2->{funds} })[0] }

# What else a department would publish in a year, of the numbers in its forms.
sub others {
    my ($block) = @_;
    return { R1 => [report($block)], G1 => [fund_list($block->{D2}[0])], M1 => [matrix($block->{T2}[0])] };
}

# What was spent of the fund, as two lines of the budget.
sub fund_list {
    my ($d2) = @_;
    my $all = hundredths(government_fund($d2)->{executed} // '0');
    my $first = int($all / 3);
    return {
        (map { $_ => $d2->{$_} } qw(year region department)), form => 'G1', title => '政府性基金预算支出情况表',
        lists => { rows => [$all > 0
            ? (spent_row('2120802', '土地开发支出', $first), spent_row('2120803', '城市建设支出', $all - $first)) : ()] },
    };
}

# The counts of a project's targets, divided among three parts of its region.
sub matrix {
    my ($t2) = @_;
    return {
        (map { $_ => $t2->{$_} } qw(year region department project)), form => 'M1', title => '转移支付区域绩效目标表',
        lists => {
            counties => [map { { name => $_ } } qw(甲镇 乙镇 丙镇)],
            targets => [map {
                my ($third, $all) = (int("$_->{target}{value}" / 3), "$_->{target}{value}");
                my $value = sub { "≥$_[0]$_[1]" };
                my $unit = $_->{target}{unit};
                { first => '产出指标', second => '数量指标', name => $_->{name}, total => $value->($all, $unit),
                    children => [map { { value => $value->($_, $unit) } } $third, $third, $all - 2 * $third] }
            } grep { ($_->{target}{operator} // '') eq '≥' } leaves($t2, '产出', '数量')],
        },
    };
}

# What it says in sentences.
sub report {
    my ($block) = @_;
    my ($d1, $d2) = map { $block->{$_}[0] } qw(D1 D2);
    my ($staff) = row($d1, 'staff');
    my ($basic) = row($d1, 'expenditure', 'basic_adjustment');
    my ($projects) = row($d1, 'expenditure', 'project_expenditure');
    my $all = total($d2);
    my $rate = share(map { hundredths($_) } @$projects{qw(final budget)});
    my ($meals) = row($d1, 'expenditure', 'three_public');
    my ($budget, $final, $before) = map { hundredths($_) } @$meals{qw(budget final previous_final)};
    my $fund = government_fund($d2);
    my $spent = "三公经费决算数$meals->{final}元";
    $spent .= '，完成预算的' . share($final, $budget) . '%' if $budget > 0;
    $spent .= '，比上年' . ($final > $before ? '增加' : '减少') . text(abs($final - $before)) . '元' if $final != $before;
    my @body = (
        ['部门基本情况', "本单位核定编制$staff->{authorized_staff}人，年末在职$staff->{staff_in_post}人。"],
        ['一般公共预算支出情况', "基本支出预算数$basic->{budget}元，决算数$basic->{final}元。$spent。"],
        hundredths($fund->{executed} // '0') == 0 ? ['政府性基金预算支出情况', '本单位无政府性基金预算支出。'] : (),
        ['支出总体情况', "年初预算安排$all->{initial_budget}元，全年实际支出$all->{executed}元。基本支出$basic->{final}元。"
            . "项目支出执行率$rate%。"],
        ['部门整体支出绩效情况', '对' . @{ $block->{E1} } . '个项目支出开展了绩效自评。'],
    );
    my @numbers = split //, '一二三四五';
    return {
        (map { $_ => $d1->{$_} } qw(year region department)), form => 'R1',
        title => "$d1->{year}年度$d1->{department}{name}整体支出绩效自评报告",
        chapters => [map { { level => 1, heading => "$numbers[$_]、$body[$_][0]", body => $body[$_][1] } } 0 .. $#body],
        attachments => [
            { title => '附件1：部门整体支出绩效评价基础数据表', form => 'D1' }, { title => '附件2：部门整体支出绩效自评表' },
            { title => '附件3：政府性基金预算支出情况表', form => 'G1' }],
    };
}

# One of the report's sentences, changed.
sub reworded {
    my ($block, $change) = @_;
    my $report = $block->{R1}[0];
    for ($report ? @{ $report->{chapters} } : ()) {
        return $report if $change->($_);
    }
    return;
}

# --- errors, by form and rule ---

my %of_funds = (
    'FUND-04' => sub { my $t = total($_[0]); $t->{execution_rate} = text(odd(hundredths($t->{execution_rate}) + 1 + $_[1]->(99))); 1 },
    'FUND-05' => sub { my $t = total($_[0]); $t->{executed} = text(hundredths($t->{annual_budget}) + 1 + $_[1]->(9)); 1 },
    'FUND-06' => sub { my $t = total($_[0]); defined $t->{score} or return; my $s = hundredths($t->{score});
        $t->{score} = text($s > 500 ? $s - 25 - $_[1]->(100) : $s + 125 + $_[1]->(100)); 1 },
    'FUND-07' => sub { silent($_[0]); my $t = total($_[0]); $t->{initial_budget} = text(hundredths($t->{annual_budget}) * (2 + $_[1]->(5))); 1 },
    'FUND-08' => sub { silent($_[0]); my $t = total($_[0]); $t->{executed} = text(int(hundredths($t->{annual_budget}) * $_[1]->(90) / 100)); 1 },
    'FUND-09' => sub { total($_[0])->{annual_budget} = '0.00'; 1 },
    'FUND-10' => sub { my $p = amount($_[0], $_[1], sub { 1 }); $p->[0]{ $p->[1] } = text(-1 - $_[1]->(9999)); 1 },
    'FUND-11' => sub { total($_[0])->{annual_budget} = '0.00'; 1 },
    'FUND-13' => sub { my $l = money($_[0]) or return; $l->{actual} = measure('', "$l->{actual}{value}" * 3 + 1, '万元'); 1 },
    'FUND-15' => sub { my ($first) = @{ $_[0]{indicators} }; my $r = hundredths(total($_[0])->{execution_rate});
        push @{ $first->{children} }, { name => '成本指标', children => [{ name => '成本控制率', target => measure('≤', '100', '%'),
            actual => measure('', abs($r - 5000) < 200 ? '71' : '50', '%') }] }; 1 },
    'FUND-16' => sub { my ($first) = @{ $_[0]{indicators} }; my $r = hundredths(total($_[0])->{execution_rate});
        push @{ $first->{children} }, { name => '质量指标', children => [{ name => '预算执行率', target => measure('≥', '90', '%'),
            actual => measure('', abs($r - 5000) < 200 ? '71' : '50', '%') }] }; 1 },
    'FUND-18' => sub { silent($_[0]); $_[0]{texts}{completion} .= any($_[1], '预算执行率1.23%。', '资金执行率为1.2％。'); 1 },
    'FUND-17' => sub { $_[0]{texts}{goal} .= '年度资金总额' . (987_654 + $_[1]->(9999)) . '.5万元。'; 1 },
);
my %of_points = (
    'TEXT-15' => sub { $_[0]{filled_on} = sprintf '%d-%02d-28', $_[0]{year}, 1 + $_[1]->(6); 1 },
    'POINT-01' => sub { my $l = leaf(@_[0, 1]); more($l, 'weight', 100) },
    'POINT-02' => sub { more(any($_[1], @{ $_[0]{indicators} }), 'weight', 1 + $_[1]->(500)) },
    'POINT-03' => sub { $_[0]{total}{weight} = text(5000 + $_[1]->(5000)); 1 },
    'POINT-04' => sub { defined $_[0]{total}{score} or return; $_[0]{total}{score} = text(odd(hundredths($_[0]{total}{score}) - 20 - $_[1]->(500))); 1 },
    'POINT-05' => sub { my $l = leaf(@_[0, 1]); $l->{score} = text(hundredths($l->{weight}) + 1 + $_[1]->(50)); 1 },
    'POINT-06' => sub { defined $_[0]{total}{score} or return; any($_[1], @{ $_[0]{indicators} })->{score} = '0.01'; 1 },
    'POINT-07' => sub { my $l = counted(@_) or return; $l->{score} = $l->{weight}; $l->{actual} = measure('', int("$l->{target}{value}" / 2), $l->{target}{unit}); 1 },
    'POINT-08' => sub { my $l = wordy(@_) or return; delete $l->{deviation}; $l->{score} = text(hundredths($l->{weight}) - 1 - $_[1]->(100)); 1 },
    'POINT-09' => sub { my $l = wordy(@_) or return; $l->{actual} = { text => '部分达成预期指标' }; $l->{score} = $l->{weight}; 1 },
    'POINT-11' => sub { defined $_[0]{total}{score} or return; $_[0]{texts}{completion} .= '自评得分' . (120 + $_[1]->(99)) . '.5分。'; 1 },
    'POINT-12' => sub { $_[0]{indicators}[0]{weight} = '40'; $_[0]{indicators}[1]{weight} = '40'; 1 },
    'POINT-16' => sub { leaf(@_[0, 1])->{weight} = text(2001 + $_[1]->(2000)); 1 },
    'POINT-17' => sub { leaf(@_[0, 1])->{target} = { text => any($_[1], '/', '无', '——') }; 1 },
    'POINT-18' => sub { delete leaf(@_[0, 1])->{weight}; 1 },
    'IND-03' => sub { my $l = counted(@_) or return; $l->{actual} = measure('', $l->{target}{value}, '吨'); 1 },
    'IND-04' => sub { my $l = counted(@_) or return; $l->{actual} = { text => '已完成' }; 1 },
    'IND-05' => sub { my $l = counted(@_) or return; delete $l->{deviation}; $l->{actual} = measure('', int("$l->{target}{value}" / 2), $l->{target}{unit}); 1 },
    'IND-06' => sub { my $l = counted(@_) or return; delete $l->{deviation}; $l->{actual} = measure('', "$l->{target}{value}" * 2, $l->{target}{unit}); 1 },
    'IND-07' => sub { $_->{actual} = { text => $_->{target}{text} } for leaves($_[0], '', ''); 1 },
    'TEXT-01' => sub { defined $_[0]{total}{score} or return; $_[0]{texts}{completion} = ''; 1 },
);
my %of_targets = (
    'FUND-12' => sub { my $l = money($_[0]) or return; $l->{target} = measure('≤', "$l->{target}{value}" * 3 + 1, '万元'); 1 },
    'FUND-14' => sub { my $l = money($_[0]) or return; $l->{target} = measure('≤', $l->{target}{value}, '元'); 1 },
    'POINT-13' => sub { pop @{ $_[0]{indicators} }; 1 },
    'POINT-14' => sub { leaf(@_[0, 1], '满意')->{target} = measure('≤', 90, '%'); 1 },
    'POINT-15' => sub { my $l = money($_[0]) or return; $l->{target} = measure('≥', $l->{target}{value}, '万元'); 1 },
    'IND-01' => sub { leaf(@_[0, 1], '产出', '数量')->{target} = { text => '若干' }; 1 },
    'IND-02' => sub { my $l = leaf(@_[0, 1], '产出', '数量'); $l->{name} = '任务'; $l->{target} = { text => '≥12', operator => '≥', value => '12' }; 1 },
    'IND-09' => sub { my ($second, $of) = @{ any($_[1], [数量 => '合格率'], [数量 => '及时率'], [质量 => '成本控制率'], [质量 => '群众满意度']) };
        my $l = leaf(@_[0, 1], '产出', $second) or return; $l->{name} .= $of; 1 },
    'IND-13' => sub { my $l = counted(@_) or return; $l->{target} = measure('＞', @{ $l->{target} }{qw(value unit)}); 1 },
    'IND-16' => sub { my $l = leaf(@_[0, 1], '产出', '数量'); $l->{target} = { operator => '定性', value => '培训≥' . (2 + $_[1]->(99)) . '次' }; 1 },
    'IND-10' => sub { my $l = money($_[0]) or return; $l->{target} = measure('', 1000, '册'); 1 },
    'IND-11' => sub { my $l = wordy(@_) or return; $l->{name} = $l->{target}{text}; 1 },
    'IND-20' => sub { my $l = leaf(@_[0, 1], '产出', '数量'); $l->{name} = '任务完成率'; $l->{target} = measure('≥', 12, '次'); 1 },
    'IND-08' => sub { my $l = leaf(@_[0, 1], '产出', '质量') or return; $l->{name} = '检查点位'; $l->{target} = measure('≥', 76, '个'); 1 },
    'IND-12' => sub { my $l = leaf(@_[0, 1], '产出', '时效') or return; $l->{target} = { text => '若干' }; 1 },
    'IND-15' => sub { leaf(@_[0, 1])->{name} = '≥12'; 1 },
    'IND-17' => sub { my ($group) = @{ $_[0]{indicators}[0]{children} }; push @{ $group->{children} }, { %{ $group->{children}[0] } }; 1 },
    'IND-19' => sub { leaf(@_[0, 1], '满意')->{target} = measure('≥', 120, '%'); 1 },
    'TEXT-05' => sub { my $l = leaf(@_[0, 1], '产出', '时效') or return; $l->{target} = { text => '2009年12月31日前' }; 1 },
    'IND-14' => sub { leaf(@_[0, 1], '满意')->{target} = measure('＝', 100, '%'); 1 },
    'IND-18' => sub { shift @{ $_[0]{indicators} }; 1 },
    'TEXT-11' => sub { $_[0]{texts}{goal} .= '还要做好别的工作，'; 1 },
);
my %of_all = (
    'CODE-04' => sub { my $r = $_[0]{region}; $r->{code} = '1399' . substr $r->{code}, 4; 1 },
    'CODE-05' => sub { $_[0]{region}{code} = any($_[1], qw(430000 522700 110000)); 1 },
    'CODE-06' => sub { $_[0]{department}{code} =~ s/^\d{6}/110101/; 1 },
    'TEXT-02' => sub { said(@_, '（一个专项一行）') },
    'TEXT-04' => sub { my $in = said_in(@_, '^(?!.*20\d\d)') or return; $in->[0]{ $in->[1] } .= '完成2009年度各项任务。'; 1 },
    'TEXT-07' => sub { said(@_, '$\geq 95\%$') },
    'TEXT-08' => sub { said(@_, any($_[1], '“', '《', '（') . '未完') },
    'TEXT-09' => sub { said(@_, '做好的的工作。') },
    'TEXT-10' => sub { said(@_, "工\x{fffd}作。") },
    'PERSON-01' => sub { $_[0]{contact} = { any($_[1], qw(name prepared_by head)) => '妫晓飞' }; said(@_, '由妫晓飞办理。') },
    'PERSON-04' => sub { said(@_, '身份证号11010519491231002X。') },
    'PERSON-05' => sub { said(@_, '电话13800138000。') },
    'PERSON-06' => sub { said(@_, '电话0851-85828888。') },
    'PERSON-07' => sub { said(@_, '账号6222021234567890128。') },
    'PERSON-08' => sub { said(@_, '邮箱someone@example.com。') },
    'PERSON-02' => sub { said(@_, any($_[1], '慰问职工王建国、李红梅。', '慰问周秀英、王芳等两名困难职工。', '联系人：王芳。')) },
    'TEXT-03' => sub { $_[0]{title} = '2009年度' . $_[0]{title} =~ s/\d{4}年度//r; 1 },
    'PERSON-09' => sub { said(@_, '由局长王建国牵头。') },
);
my %of_project = (
    'CODE-01' => sub { my $code = "$_[0]{region}{code}24P" . sprintf '%011d', $_[1]->(99_999_999);
        $code .= substr $CHARACTERS, (index($CHARACTERS, check($code)) + 1 + $_[1]->(30)) % 31, 1; $_[0]{project}{code} = $code; 1 },
    'CODE-02' => sub { $_[0]{project}{code} =~ s/^\d{6}/110101/; 1 },
    'CODE-03' => sub { $_[0]{project}{code} .= '-2099-01'; 1 },
    'PERSON-03' => sub { $_[0]{project}{name} .= '（王建国）'; 1 },
    'TEXT-14' => sub { $_[0]{project}{name} .= any($_[1], '（万元）', '(单位：元)'); 1 },
);
my $column = sub { any($_[0], qw(budget final)) };
my %of_base = (
    'FUND-21' => sub { my ($row) = any($_[1], row($_[0], 'expenditure', qw(three_public vehicle_operation abroad reception business operation special))); more($row, $column->($_[1]), 100) },
    'FUND-22' => sub { my ($all) = row($_[0], 'expenditure', 'public_expense'); my ($row) = row($_[0], 'expenditure', 'office');
        my $c = $column->($_[1]); $row->{$c} = text(hundredths($all->{$c}) + 1); 1 },
    'FUND-23' => sub { my ($row) = row($_[0], 'staff'); more($row, 'staff_control_rate', 100 * (1 + $_[1]->(20))) },
    'FUND-24' => sub { my ($row) = row($_[0], 'staff'); $row->{authorized_staff} = '0'; 1 },
    'FUND-25' => sub { any($_[1], row($_[0], 'expenditure'))->{ $column->($_[1]) } = '-0.01'; 1 },
    'FUND-26' => sub { my ($row) = row($_[0], 'staff'); $row->{staff_in_post} = '' . ("$row->{authorized_staff}" + 1 + $_[1]->(5)); 1 },
    'FUND-27' => sub { my ($row) = row($_[0], 'expenditure', 'procurement'); $row->{ $column->($_[1]) } = '9999999999999.99'; 1 },
    'FUND-28' => sub { my $row = any($_[1], row($_[0], 'expenditure', 'procurement', 'three_public')); $row->{final} = text(hundredths($row->{budget}) + 1); 1 },
    'FUND-29' => sub { silent($_[0]); my $row = any($_[1], row($_[0], 'expenditure', 'project_expenditure', 'public_expense'));
        $row->{final} = text(hundredths($row->{budget}) * 2 + 100); 1 },
);
my %of_period = (
    'TEXT-06' => sub { my ($attribute, $period) = @{ any($_[1], ['0101－一年期项目', '长期'], ['0101－一年期项目', "$_[0]{year}年1月至2099年12月"],
        ['0103－跨年度项目', "$_[0]{year}年1-12月"], ['0102－经常性项目', '2009年1-12月']) };
        @{ $_[0]{extra} }{qw(project_attribute project_period)} = ($attribute, $period); 1 },
);

my %without_funds = map { $_ => $of_targets{$_} } grep { !/^FUND/ } keys %of_targets;

our %OF_DOCUMENT = (
    T1 => { %of_all, %without_funds, %of_project, %of_period },
    E2 => { %of_all, %of_funds, %of_points, %of_targets, %of_project,
        'FUND-01' => sub { my $p = amount(@_, sub { $_[0]{depth} == 1 }); more(@$p, 1 + $_[1]->(9999)) } },
    R1 => { %of_all,
        'TEXT-12' => sub { my ($c) = grep { $_->{heading} =~ /政府性基金/ } @{ $_[0]{chapters} } or return; $c->{body} =~ s/政府性基金/国有资本经营/ },
        'TEXT-13' => sub { $_[0]{chapters}[1]{heading} =~ s/^二/五/ },
        'TEXT-09' => sub { $_[0]{chapters}[0]{body} .= '完成各项任务完成各项任务。'; 1 } },
    G1 => {
        'FUND-31' => sub { my $row = fund_row(@_); more($row, 'expenditure', 1 + $_[1]->(99)) },
        'FUND-32' => sub { my $row = fund_row(@_); more($row, 'closing_balance', 1 + $_[1]->(99)) },
        'FUND-33' => sub { my $row = fund_row(@_); $row->{ any($_[1], qw(expenditure basic project)) } = '-5.00'; 1 },
        'CODE-07' => sub { my $row = fund_row(@_); $row->{code} = any($_[1], '21', '3120802', '21208021'); 1 } },
    M1 => {
        'IND-21' => sub { my $t = any($_[1], @{ $_[0]{lists}{targets} }) or return; $t->{total} =~ s/^≥/≥9/ } },
    D1 => { %of_all, %of_base },
    D2 => { %of_all, %of_funds, %of_points, %of_targets,
        'FUND-01' => sub { my $p = amount(@_, sub { $_[0]{kind} eq 'general_public_budget' }); more(@$p, 1 + $_[1]->(9999)) },
        'FUND-03' => sub { my $p = amount(@_, sub { $_[0]{kind} =~ /^(?:basic|project)$/ }); more(@$p, 1 + $_[1]->(9999)) } },
    E1 => { %of_all, %of_funds, %of_points, %of_targets, %of_project,
        'FUND-01' => sub { my $p = amount(@_, sub { $_[0]{depth} == 1 }); more(@$p, 1 + $_[1]->(9999)) },
        'FUND-02' => sub { my ($of) = grep { $_->{kind} eq 'fiscal_appropriation' } @{ $_[0]{funds} };
            my $p = amount(@_, sub { $_[0]{depth} == 2 }); $p->[0]{ $p->[1] } = text(hundredths($of->{ $p->[1] }) + 1); 1 },
        'POINT-10' => sub { $_[0]{texts}{conclusion} =~ s/^([优良中差])/(grep { $_ ne $1 } qw(优 良 中 差))[ $_[1]->(3) ]/e } },
    T2 => { %of_all, %of_targets, %of_project, %of_period,
        'FUND-01' => sub { my $p = amount(@_, sub { $_[0]{depth} == 1 }); more(@$p, 1 + $_[1]->(9999)) } },
);

# Errors that show beside other documents of the block: D1, D2, E1 ..., T2 of a department
# and year, and its others(). Returns the document that is changed.
our %OF_SET = (
    'SET-01' => sub { more(total($_[0]{D2}[0]), 'initial_budget', 1_000_000); $_[0]{D2}[0] },
    'SET-02' => sub { my $p = amount($_[0]{D2}[0], $_[1], sub { $_[0]{kind} =~ /^(?:basic|project)$/ }); more(@$p, 1_000_000); $_[0]{D2}[0] },
    'SET-03' => sub { my $e = any($_[1], @{ $_[0]{E1} }); more(total($e), 'executed', 9_000_000_000); $e },
    'SET-05' => sub { more(total($_[0]{T2}[0]), 'annual_budget', 1_000_000); $_[0]{T2}[0] },
    'SET-12' => sub { my $l = counted($_[0]{T2}[0], $_[1]) or return; $l->{target} = measure('≥', "$l->{target}{value}" * 2, $l->{target}{unit}); $_[0]{T2}[0] },
    'SET-06' => sub { reworded($_[0], sub { $_[0]{body} =~ s/(基本支出预算数)/${1}9/ }) },
    'SET-15' => sub { reworded($_[0], sub { $_[0]{body} =~ s/(编制)/${1}9/ }) },
    'SET-17' => sub { reworded($_[0], sub { $_[0]{body} =~ s/(完成预算的)/${1}9/ }) },
    'SET-18' => sub { reworded($_[0], sub { $_[0]{body} =~ s/(增加|减少)/$1 eq '增加' ? '减少' : '增加'/e }) },
    'SET-19' => sub { reworded($_[0], sub { $_[0]{body} =~ s/^对(\d)/对9$1/ }) },
    'SET-20' => sub { reworded($_[0], sub { $_[0]{body} =~ s/本单位无(政府性基金预算支出)/${1}45万元/ }) },
    'SET-21' => sub { reworded($_[0], sub { $_[0]{body} =~ s/(年初预算安排|全年实际支出)/${1}9/ }) },
    'SET-22' => sub { reworded($_[0], sub { $_[0]{body} =~ s/(项目支出执行率)[0-9.]+/${1}1.23/ }) },
    'SET-04' => sub { my $e = any($_[1], @{ $_[0]{E1} }); more(total($e), 'executed', -1); $e },
    'SET-07' => sub { push @{ $_[0]{R1}[0]{attachments} }, { title => '国有资本经营预算支出情况表', $_[1]->(2) ? (form => 'G2') : () }; $_[0]{R1}[0] },
    'SET-09' => sub { my $row = any($_[1], @{ $_[0]{G1}[0]{lists}{rows} }) or return; more($row, 'expenditure', 1_000_000); $_[0]{G1}[0] },
    'SET-11' => sub { delete $_[0]{M1}; $_[0]{T2}[0]{project}{code} .= '9'; $_[0]{E1}[0] },
    'SET-14' => sub { my ($one, $other) = @{ $_[0]{E1} }; $_[1]->(2) ? ($other->{project}{name} = $one->{project}{name})
        : ($other->{texts}{goal} = $one->{texts}{goal} = '目标1：清淤渠道并修补全部渠段；目标2：建立巡护和管养的制度。'); $other },
    'SET-08' => sub { my $fund = government_fund($_[0]{D2}[0]);
        return if hundredths($fund->{executed} // '0') > 0; $fund->{executed} = '0.01'; $_[0]{D2}[0] },
    'SET-10' => sub { $_[0]{T2}[0]{project}{code} .= '9'; $_[0]{T2}[0] },
    'SET-16' => sub { my $e = any($_[1], @{ $_[0]{E1} }); $e->{department} = { %{ $e->{department} }, name => '另一个局' }; $e },
    'SET-13' => sub { leaf($_[0]{T2}[0], $_[1])->{name} .= '及其他'; $_[0]{T2}[0] },
    'YEAR-01' => sub { my $row = any($_[1], row($_[0]{D1}[0], 'expenditure', qw(three_public project_expenditure public_expense)));
        more($row, 'previous_final', 1_000_000); $_[0]{D1}[0] },
    'YEAR-02' => sub { if ($_[1]->(2)) { my $t = total(my $e = any($_[1], @{ $_[0]{E1} })); $t->{annual_budget} = text(hundredths($t->{annual_budget}) * 3); return $e }
        my $d = silent($_[0]{D1}[0]) && $_[0]{D1}[0]; my ($row) = row($d, 'expenditure', 'project_expenditure');
        $row->{previous_final} = text(int(hundredths($row->{final}) / 2)); $d },
    'YEAR-03' => sub { my $e = any($_[1], @{ $_[0]{E1} }); leaf($e, $_[1])->{name} = '另一个指标'; $e },
    'YEAR-04' => sub { my $e = any($_[1], @{ $_[0]{E1} });
        @{ $e->{funds} } = grep { $_->{kind} ne 'carry_over' } @{ $e->{funds} };
        push @{ $e->{funds} }, { kind => 'carry_over', label => '上年结转资金', depth => 1, annual_budget => '9000000000.00' }; $e },
);

1;
