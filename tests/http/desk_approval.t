# Until when it is to be published: approvals, which administrators enter, and the days that are left.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::Desk;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => [qw(postgres nginx)], desk => 1);
my ($admin, $local, $reader) = map { Gongkai::Desk->login($stack, $_) } qw(admin administrator-522700 reader-522700);
# The day so many days from today, where all of the country's clocks are.
sub day { return $stack->value("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date + $_[0]") }
sub enter { my ($who, @what) = @_; return $who->ask(PUT => '/approvals', [map { { department => $_->[0], year => $_->[1], account => $_->[2], approved_on => $_->[3] } } @what]) }
sub line { my ($form, $year, $who) = @_; return (grep { $_->{form} eq $form && $_->{department}{code} =~ /^5227/ } @{ ($who // $reader)->ask(GET => "/overview?year=$year")->{json}{items} })[0] }

my $line = line('E1', 2024);
is_deeply([@$line{qw(account approved_on due_on days_left)}], ['final', undef, undef, undef], 'before anything is entered');
is(line('T1', 2022, $admin)->{account}, 'budget', 'targets go with the budget');
my $answer = enter($admin, ['5227', 2024, 'final', day(-25)], ['522700-197', 2024, 'budget', day(-1)], ['430602', 2024, 'final', day(-1)]);
is($answer->{status}, 200, 'approvals of a prefecture, a department and a district') or diag($answer->{content});
is(scalar @{ $answer->{json}{items} }, 3, '  all are told');
$line = line('E1', 2024);
is_deeply([@$line{qw(account approved_on due_on days_left)}], ['final', day(-25), day(-5), -5], 'twenty days after it, and now five too late');
my ($item) = grep { $_->{id} eq 'e1-2024-522700-197-2024-01' } @{ $reader->ask(GET => '/drafts?year=2024')->{json}{items} };
is_deeply([@$item{qw(state due_on days_left)}], ['published', undef, undef], 'what is published has no time to keep');
# A correction takes nothing back: what is public was published in time.
my $id = 'e1-2024-522700-197-2024-01';
my ($editor, $publisher) = map { Gongkai::Desk->login($stack, "$_-522700") } qw(editor publisher);
my @stages = qw(reports draft in_review approved published withdrawn correcting);
is_deeply([@$line{@stages}], [2, 0, 0, 0, 2, 0, 0], 'two forms, which are public');
is($editor->patch($id, ($editor->draft($id))[1], [{ op => 'add', path => '/texts/note', value => '更正的说明' }])->{status}, 200, 'the correction of one is begun');
($item) = grep { $_->{id} eq $id } @{ $reader->ask(GET => '/drafts?year=2024')->{json}{items} };
is_deeply([@$item{qw(state due_on days_left)}], ['draft', undef, undef], '  it is a draft that has no time to keep');
is_deeply([@{ line('E1', 2024) }{@stages}], [2, 0, 0, 0, 2, 0, 1], '  the overview has it with the public ones, as one that is being corrected');
is($publisher->ask(POST => "/drafts/$id/withdraw", { reason => '数字有误' })->{status}, 200, 'it is withdrawn');
($item) = grep { $_->{id} eq $id } @{ $reader->ask(GET => '/drafts?year=2024')->{json}{items} };
is_deeply([@$item{qw(due_on days_left)}], [day(-5), -5], '  and its time counts again');
is_deeply([@{ line('E1', 2024) }{qw(published correcting)}], [1, 0], '  as nothing of it is public');

is(enter($local, ['522700-197', 2024, 'final', day(0)])->{status}, 200, 'the department knows better');
$line = line('E1', 2024);
is_deeply([@$line{qw(due_on days_left)}], [day(20), 20], '  and its own day counts');
is_deeply([map { "$_->{department} $_->{account}" } @{ $reader->ask(GET => '/approvals?year=2024')->{json}{items} }],
    ['5227 final', '522700-197 budget', '522700-197 final'], 'a reader sees those that are about its departments');
is_deeply($reader->ask(GET => '/approvals?year=2023')->{json}{items}, [], '  of the year');

my %wrong = (
    'tomorrow' => [['522700-197', 2024, 'final', day(1)], '/0/approved_on'], 'years before' => [['522700-197', 2024, 'final', '2022-12-31'], '/0/approved_on'],
    'no day' => [['522700-197', 2024, 'final', '2025-02-29'], '/0/approved_on'], 'another account' => [['522700-197', 2024, 'x', day(0)], '/0/account'],
    'no year' => [['522700-197', '2024', 'final', day(0)], '/0/year'], 'no code' => [['5227_', 2024, 'final', day(0)], '/0/department'],
);
for my $name (sort keys %wrong) {
    my ($given, $pointer) = @{ $wrong{$name} };
    $answer = enter($admin, $given);
    is_deeply([$answer->{status}, $answer->{json}{errors}[0]{pointer}], [400, $pointer], "refused: $name") or diag($answer->{content});
}
is(enter($local, ['522700-197', 2024, 'final', undef])->{status}, 200, 'it is taken away');
is(line('E1', 2024)->{days_left}, -5, '  and that of the prefecture counts again');
is(enter($local, ['5227', 2024, 'final', undef])->{status}, 403, 'which others look after');
is(enter($local, ['522700-197', 2024, 'budget', undef], ['5227', 2024, 'final', undef])->{status}, 403, 'all, or nothing');
is($stack->value('SELECT count(*) FROM gongkai.approval'), 3, '  was done');

done_testing;
