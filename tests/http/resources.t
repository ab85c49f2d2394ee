# Summaries against sums done by hand from the sample: S2 of 2024, S3 of 2023 and
# S4 of 2024; and the life of a report: published, corrected, withdrawn, again.
use strict;
use warnings;
use utf8;
use Encode ();
use JSON::PP;
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my %direct = (base => $stack->{uncached});
my $api = '/api/v1';
my $id = 'e1-2024-522700-197-2024-01';

sub encode { return join '', map { sprintf '%%%02X', $_ } unpack 'C*', Encode::encode('UTF-8', $_[0]) }

# The code of the project of a sample document.
sub code_of {
    my ($name) = @_;
    open my $in, '<', "sql/sample/$name.json" or die "$name: $!";
    return JSON::PP->new->utf8->decode(do { local $/; <$in> })->{project}{code};
}

# S2: two projects, 200,000 and 100,000, of which 196,876.30 and 99,193.53 were spent.
my $s2 = $stack->json("$api/project-expenditures?department=522700-197&year=2024")->{total};
is($s2->{projects}, 2, 'S2: two projects');
is($s2->{annual_budget}, '300000.00', '300,000 annual');
is($s2->{executed}, '296069.83', '296,069.83 executed');
is($s2->{execution_rate}, '98.69', '98.69 percent');
is($s2->{grades}{excellent}, 2, 'both excellent');
is($s2->{scores}{'90-99'}, 2, 'between 90 and 99');
is($s2->{average_score}, '99.88', 'of 99.84 and 99.92 in the middle');

is("$s2->{rated}{executed} of $s2->{rated}{annual_budget}", '296069.83 of 300000.00', 'the rate is made of these');

# All of the sample: eleven projects with 5,313,720.00 annual, of which only the three
# of S2 and S3 tell what was spent, 296,069.83 + 1,177,300.00 of 300,000 + 1,177,300.
my $nation = $stack->json("$api/project-expenditures")->{total};
is_deeply($nation->{reported}, { initial_budget => 3, annual_budget => 11, executed => 3 }, 'how many projects tell each amount');
is_deeply($nation->{rated}, { annual_budget => '1477300.00', executed => '1473369.83' }, 'the amounts of those that tell both');
is($nation->{execution_rate}, '99.73', 'and their rate');
my $s1 = $stack->json("$api/project-expenditures?year=2022")->{total};
ok(!exists $s1->{execution_rate} && !exists $s1->{rated}, 'no rate, and nothing to make it of');
like($stack->get("$api/project-expenditures.csv")->{content},
    qr/execution_rate,rated\.annual_budget,rated\.executed,.*\r\n.*,99\.73,1477300\.00,1473369\.83,/s, 'in CSV, too');

# S3: the department as a whole.
my $s3 = $stack->json("$api/overall-expenditures/430602-106/2023");
is($s3->{funds}{annual_budget}, '1935100.00', 'S3: 1,935,100.00 annual');
is($s3->{funds}{executed}, '1935100.00', 'and executed');
is($s3->{currency} . $s3->{unit} . $s3->{rate_unit}, 'CNYyuanpercent', 'the units are told');
is_deeply($s3->{staff}, { authorized_staff => 7, staff_in_post => 5, staff_control_rate => '71.43' }, 'staff');
is("$s3->{score} of $s3->{weight}", '100 of 100', 'score');
my ($s3_item) = @{ $stack->json("$api/overall-expenditures?year=2023")->{items} };
is("$s3_item->{score} of $s3_item->{weight}", '100 of 100', 'in the list, too');
is_deeply($s3_item->{projects}{rated}, { annual_budget => '1177300.00', executed => '1177300.00' }, 'its project, rated');

# The points of the forms: 50, 30 and 10 of the indicators, and 10 of the budget.
my $points = $s3->{funds}{weight};
$points += $_->{weight} for @{ $s3->{points} };
is($points, $s3->{weight}, 'points of the budget and the indicators are all points');
my $fund = $stack->json("$api/project-expenditures/522700-197-2024-01/2024")->{funds};
is("$fund->{weight} $fund->{score}", '10 9.84', 'S2: 9.84 of 10 points for the budget');
is($fund->{by_source}[0]{execution_rate}, '98.44', 'each source has a rate: 196,876.30 of 200,000');

# S1 has an explanation for each indicator.
my @explained;
sub collect { push @explained, $_->{explanation} // (), collect(@{ $_->{children} // [] }) for @_; return }
collect(@{ $stack->json("$api/project-expenditures/52270022P004296102284/2022")->{indicators} });
ok(@explained, 'explanations of indicators are told');

# Every group leads to its own summary, those without a score, too.
for my $group (@{ $stack->json("$api/project-expenditures?group_by=form,grade")->{items} }) {
    my $own = $stack->json($group->{links}{self})->{total};
    is($own->{projects}, $group->{projects}, "the group's link: $group->{links}{self}");
}

# S4: eight projects.
my $s4 = $stack->json("$api/project-expenditures?region=640221&year=2024&group_by=department");
is($s4->{total}{projects}, 8, 'S4: eight projects');
is($s4->{total}{annual_budget}, '3836420.00', '3,836,420.00');
is($s4->{items}[0]{annual_budget}, '3836420.00', 'in its only group, too');

my $count = $stack->json("$api/reports?form=E1&limit=1&count=exact");
is($count->{count}, 2, 'a total where one was asked for');
ok(!exists $stack->json("$api/reports?form=E1&limit=1")->{count}, 'and only there');

# A search for two characters.
my $found = $stack->json("$api/search?q=%E6%B0%B4%E7%94%B5&form=E1");
is($found->{items}[0]{id}, $id, 'two characters are found');
my ($start, $length) = @{ $found->{items}[0]{marks} };
is(substr($found->{items}[0]{context}, $start, $length), '水电', 'and marked');

# What a Chinese reader types: cells of their own together, a code, one character,
# traditional characters; nothing but punctuation is no question.
for (['4.55万元', 's1-03'], ['≤21.84', 's1-02'], ['52270022p00429610229p', '52270022P00429610229P'], ['宣傳專版', 's1-04']) {
    my ($words, $which) = @$_;
    my $answer = $stack->json("$api/search?q=" . encode($words));
    my $sample = $which =~ /^s1/ ? code_of($which) : $which;
    is(join(' ', map { $_->{project}{code} } @{ $answer->{items} }), $sample, "search for $words");
}
is($stack->get("$api/search?q=" . encode($_->[0]), %direct)->{status}, $_->[1], "search for $_->[0]: $_->[1]")
    for ['水', 200], ['①', 200], ['一 二 三 四 五 六 七 八 九 十 百 千 万 亿 兆 京 垓', 200], ['……', 400];

# --- the life of a report ---

sub revise {
    my ($note) = @_;
    open my $in, '<', 'sql/sample/s2-01.json' or die;
    open my $out, '>', "$stack->{dir}/revised.json" or die;
    print $out join('', <$in>) =~ s/"conclusion": *"/"conclusion": "$note/r;
    close $out;
    for (['import', "$stack->{dir}/revised.json"], ['publish', $id]) {
        $stack->approve($id) if $_->[0] eq 'publish';
        my ($status, $said) = $stack->gongkai(@$_);
        is($status, 0, "$_->[0]") or diag($said);
    }
}

my $since = do {
    my $page = { next => undef, more => 1 };
    $page = $stack->json("$api/changes?limit=200" . ($page->{next} ? "&since=$page->{next}" : ''), %direct) while $page->{more};
    $page->{next};
};
is_deeply($stack->json("$api/changes?since=$since", %direct)->{items}, [], 'nothing new');
my $first = $stack->get("$api/reports/$id", %direct);
my $first_pdf = $stack->get("$api/reports/$id/revisions/1.pdf");
my $list = header($stack->get("$api/reports", %direct), 'ETag');

revise('A');
my $second = $stack->get("$api/reports/$id", %direct);
isnt($second->{content}, $first->{content}, 'a correction is another document');
isnt(header($stack->get("$api/reports", %direct), 'ETag'), $list, 'and the list has another validator');
has_status($stack->get("$api/reports", %direct, headers => { 'If-None-Match' => $list }), 200, 'so that the old one is refused');
is($stack->get("$api/reports/$id/revisions/1", %direct)->{content}, $first->{content}, 'the first revision stays');
is($stack->get("$api/reports/$id/revisions/2", %direct)->{content}, $second->{content}, 'the second is the current');
is_problem($stack->get("$api/reports/$id/revisions/3", %direct), 404, 'there is no third');

# What the cache has when it is withdrawn.
my @cached = map { "$api/reports/$id$_" } '', '.pdf', '/revisions/2', '/revisions/2.pdf';
has_status($stack->get($_), 200, "$_ in the cache") for @cached;

my ($status, $said) = $stack->gongkai('withdraw', $id, '--reason', '数字"有误"');
is($status, 0, 'withdrawn') or diag($said);
for my $path ('', '.pdf', '/revisions/1', '/revisions/2', '/revisions/2.pdf') {
    my $problem = is_problem($stack->get("$api/reports/$id$path", %direct), 410, "410 for $path");
    is($problem->{reason}, '数字"有误"', '  with the reason');
    like($problem->{withdrawn_at}, qr/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/, '  and when');
    is($problem->{type}, '/problems/withdrawn', '  its type');
    has_status($stack->get("$api/reports/$id$path", %direct, headers => { 'If-None-Match' => header($first, 'ETag') }), 410,
        '  also for who has it');
}

# Without `gongkai purge`, too, nginx asks again.
$stack->age_cache(4);
is_problem($stack->get($_), 410, "$_ after four seconds") for @cached;

is($stack->json("$api/project-expenditures?department=522700-197", %direct)->{total}{executed}, '99193.53', 'sums are without it');
my $revisions = $stack->json("$api/reports/$id/revisions", %direct);
is(scalar @{ $revisions->{items} }, 2, 'its revisions are still listed');
ok(!$revisions->{links}{report}, 'without a link to what is not there');

revise('B');
has_status($stack->get("$api/reports/$id", %direct), 200, 'published again');
has_status($stack->get("$api/reports/$id/revisions/3", %direct), 200, 'as the third revision');
has_status($stack->get("$api/reports/$id/revisions/2", %direct), 410, 'the second is gone for good');
is_deeply([map { "$_->{kind} $_->{revision}" } @{ $stack->json("$api/changes?since=$since", %direct)->{items} }],
    ['correction 2', 'withdrawal 2', 'publication 3'], 'the feed tells it in order');

done_testing;
