# A draft's life at the desk: submitted, returned with comments, approved, published,
# corrected and withdrawn, each by whom it is for, and with what was looked at.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Desk;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new(desk => 1);
my $json = JSON::PP->new->utf8->canonical;
my $id = 'e1-2024-522700-197-2024-01';
my %at = map { $_ => Gongkai::Desk->login($stack, "$_-522700") } qw(reader editor reviewer publisher);
my $other = Gongkai::Desk->login($stack, 'reviewer-430602');

# A step with the state that $who sees now.
sub step {
    my ($who, $step, $body, $etag) = @_;
    $etag //= ($at{$who}->draft($id))[1];
    return $at{$who}->ask(POST => "/drafts/$id/$step", $body, headers => { 'If-Match' => $etag });
}

# People have names; two of them have the same.
$stack->value("UPDATE gongkai.account SET person = '欧阳芳' WHERE name = 'editor-522700'");
$stack->value("UPDATE gongkai.account SET person = '司马伟' WHERE name IN ('reviewer-522700', 'reviewer-430602')");
sub listed { return (grep { $_->{id} eq $id } @{ $at{ $_[0] }->ask(GET => '/drafts?year=2024&limit=200')->{json}{items} })[0] }

my ($document, $etag) = $at{editor}->draft($id);
my $answer = $at{editor}->patch($id, $etag, [{ op => 'add', path => '/indicators/0/children/0/children/0/remark', value => '见附件' }]);
is($answer->{status}, 200, 'an editor changes a draft') or diag($answer->{content});

# Submitting.
is(step(reader => 'submit', {})->{status}, 403, 'a reader submits nothing');
is(step(reviewer => 'submit', {})->{status}, 403, 'nor does a reviewer');
is($at{editor}->ask(POST => "/drafts/$id/submit", {})->{status}, 428, 'what, has to be said');
is(step(editor => 'submit', {}, $etag)->{status}, 412, 'and it has to be that still');
is(step(editor => 'submit', { note => '请审核' })->{status}, 400, 'a correction has a reason');
# An explanation goes with its finding, whoever asks the rules first: a worker, or this step.
my $score = '/indicators/0/children/0/children/0/score';
my $old = $document->{indicators}[0]{children}[0]{children}[0]{score};
sub score { return $at{editor}->patch($id, ($at{editor}->draft($id))[1], [{ op => 'add', path => $score, value => $_[0] }], @_[1 .. $#_]) }
$answer = score('50.00');
my ($above) = grep { $_->{cells}[0] eq $score && !$_->{explanation} } @{ $answer->{json}{findings} };
ok($above, 'a score above its weight is found') or diag($answer->{content});
$answer = $at{editor}->ask(POST => "/drafts/$id/explanations", { finding => $above->{finding}, reason => '加分' }, headers => { 'If-Match' => $answer->{headers}{etag} });
is($answer->{status}, 200, '  and explained');
$answer = score($old, Prefer => 'respond-async');
is(step(editor => 'submit', { correction_reason => '补充备注' }, $answer->{headers}{etag})->{status}, 412, 'a state whose explanation has gone is not submitted unseen');
$answer = step(editor => 'submit', { note => '请审核', correction_reason => '补充备注' });
is($answer->{status}, 200, 'the editor submits') or diag($answer->{content});
is($answer->{json}{state}, 'in_review', '  it waits for review');
is(step(editor => 'submit', { correction_reason => '补充备注' })->{status}, 409, 'once');
is_deeply([@{ listed('reviewer') }{qw(submitted_by submitted_by_name edited_by_name approved_by_name)}], ['editor-522700', '欧阳芳', '欧阳芳', undef],
    'lists tell the person, beside the account');
ok(listed('editor')->{own} && !listed('reviewer')->{own}, '  and whose own it is, who cannot approve it');

# Returning.
is(step(editor => 'return', { reason => '不对' })->{status}, 403, 'an editor returns nothing');
is($other->ask(POST => "/drafts/$id/return", { reason => '不对' }, headers => { 'If-Match' => $etag })->{status}, 404, 'nor others');
is(step(reviewer => 'return', {})->{status}, 400, 'without a reason');
$answer = step(reviewer => 'return', { reason => '备注不清楚', comments => [
    { pointer => '/indicators/0/children/0/children/0/remark', text => '哪个附件？' }, { pointer => '', text => '其余无误' }] });
is($answer->{status}, 200, 'the reviewer returns it') or diag($answer->{content});
is($answer->{json}{state}, 'draft', '  it is a draft again');
is(listed('editor')->{correction_reason}, '补充备注', '    with the reason that was given for the correction');
$answer = $at{editor}->ask(GET => "/drafts/$id/comments");
my @comments = @{ $answer->{json}{items} };
is_deeply([map { [@$_{qw(pointer text by)}] } @comments], [
    ['/indicators/0/children/0/children/0/remark', '哪个附件？', 'reviewer-522700'], ['', '其余无误', 'reviewer-522700']],
    '  with comments at its cells');
$answer = $at{editor}->ask(DELETE => "/drafts/$id/comments/$comments[0]{number}");
is($answer->{json}{items}[0]{settled_by}, 'editor-522700', '  which can be settled');
is_deeply([@{ $answer->{json}{items}[0] }{qw(by_name settled_by_name)}], ['司马伟（reviewer-522700）', '欧阳芳'], '  by people, of whom two have one name');
is($at{reader}->ask(POST => "/drafts/$id/comments", { pointer => '', text => 'x' })->{status}, 403, 'a reader says nothing');
is($other->ask(GET => "/drafts/$id/comments")->{status}, 404, 'others hear nothing');
is($at{editor}->ask(POST => "/drafts/$id/comments", { pointer => 'x', text => 'x' })->{status}, 400, 'a place that is none');
is($at{editor}->ask(POST => "/drafts/$id/comments", { pointer => '', text => '已改' })->{status}, 201, 'an editor answers');
my @twice = map { $at{editor}->ask(POST => "/drafts/$id/comments", { pointer => '', text => '见附件二' }, headers => { 'Idempotency-Key' => 'comment' }) } 1 .. 2;
is_deeply([map { $_->{status} } @twice], [201, 201], '  sent twice with one key');
is((grep { $_->{text} eq '见附件二' } @{ $at{editor}->ask(GET => "/drafts/$id/comments")->{json}{items} }), 1, '    it is one comment');

# Approving.
# Rules that came since, or a rule's other value, are asked as the command asks them.
my $audited = "SELECT count(*) FROM gongkai.finding AS f WHERE f.report_id = '$id'";
my $found = $stack->value($audited);
cmp_ok($found, '>', 0, 'the draft has findings');
# Workers may find them again at once: what went is counted as it goes.
my $lose = "WITH lost AS (DELETE FROM gongkai.finding AS f WHERE f.report_id = '$id' AND NOT EXISTS (SELECT FROM gongkai.explanation AS e WHERE e.finding = f.name) RETURNING 1),
    due AS (DELETE FROM gongkai.audited WHERE report_id = '$id') SELECT count(*) FROM lost";
cmp_ok($stack->value($lose), '>', 0, '  which are lost, as before new rules');
is(scalar @{ $at{reader}->ask(GET => "/drafts/$id/findings")->{json}{findings} }, $found, 'who looks at them finds them by the rules of now');
$stack->value($lose);
is(step(reviewer => 'approve', {}, '"x"')->{status}, 412, 'an approval of another state');
is($stack->value($audited), $found, '  renews the findings first');
is(step(editor => 'submit', {})->{status}, 200, 'submitted again, the reason that was given before is kept');
is(listed('editor')->{correction_reason}, '补充备注', '  and told');
is(step(editor => 'approve', {})->{status}, 403, 'an editor approves nothing');
is(step(reviewer => 'approve', {}, $etag)->{status}, 412, 'nor a reviewer what he has not seen');
$answer = step(reviewer => 'approve', { note => '同意' });
if ($answer->{status} == 409) {
    # Errors of 勾稽 are answered first.
    for my $finding (grep { $_->{severity} eq 'error' && !$_->{explanation} }
        @{ $at{editor}->ask(GET => "/drafts/$id/findings")->{json}{findings} }) {
        my $now = ($at{editor}->draft($id))[1];
        $at{editor}->ask(POST => "/drafts/$id/explanations", { finding => $finding->{finding}, reason => '原表如此' }, headers => { 'If-Match' => $now });
    }
    step(editor => 'submit', { correction_reason => '补充备注' });
    $answer = step(reviewer => 'approve', { note => '同意' });
}
is($answer->{status}, 200, 'the reviewer approves') or diag($answer->{content});
is($answer->{json}{state}, 'approved', '  it is approved');

# Publishing.
$answer = step(reviewer => 'return', { reason => '再核对', state => 'in_review' });
is($answer->{status}, 409, 'who saw it waiting does not return what was approved meanwhile');
is(listed('reviewer')->{state}, 'approved', '  and it stays approved');
is(step(reviewer => 'publish', {})->{status}, 403, 'a reviewer publishes nothing');
$answer = step(publisher => 'publish', {});
is($answer->{status}, 200, 'the publisher publishes') or diag($answer->{content});
is($answer->{json}{outcome}, 'published', '  it is public');
is($answer->{json}{revision}, 2, '  as the next revision');
my $public = $stack->get("/api/v1/reports/$id", base => $stack->{uncached});
is($json->decode($public->{content})->{published}{revision}, 2, '  everybody reads it');
is($json->decode($public->{content})->{published}{correction_reason}, '补充备注', '  with the reason');
is($answer->{json}{code}, $stack->value("SELECT code FROM gongkai.short_code WHERE report_id = '$id' AND revision = 2"), '  and its code')
    if $answer->{json}{code};
$answer = $at{reader}->ask(GET => "/drafts/$id/revisions/1");
is($answer->{json}{published}{revision}, 1, 'the revision before, to compare');
is($at{reader}->ask(GET => "/drafts/$id/revisions/9")->{status}, 404, 'one that there is not');

# What has been.
$answer = $at{reader}->ask(GET => "/drafts/$id/history");
is($answer->{json}{revisions}[0]{code}, $stack->value("SELECT code FROM gongkai.short_code WHERE report_id = '$id' AND revision = 2"),
    'the code that stands on paper is told afterwards, too');
ok(exists $answer->{json}{site}, '  with where it is public');
my @steps = map { "$_->{kind} $_->{person}" } reverse @{ $answer->{json}{steps} };
is_deeply([grep { /-522700$/ } @steps],
    ['edit editor-522700', 'submit editor-522700', 'return reviewer-522700', 'submit editor-522700',
     (grep { /^edit/ } @steps) > 1 ? ('edit editor-522700', 'submit editor-522700') : (),
     'approve reviewer-522700', 'publish publisher-522700'], 'the history has each step with who took it')
    or diag(explain(\@steps));

my ($approval) = grep { $_->{kind} eq 'approve' } @{ $answer->{json}{steps} };
is($approval->{person_name}, '司马伟（reviewer-522700）', '  and by name');
my @public = map { $stack->get($_, base => $stack->{uncached})->{content} } "/api/v1/reports/$id", "/reports/$id", '/amendments', '/atom.xml';
is_deeply([grep { decode_utf8($_) =~ /欧阳芳|司马伟|-522700"/ } @public], [], 'the public hears no name of a person or account');

# Withdrawing.
is($at{reviewer}->ask(POST => "/drafts/$id/withdraw", { reason => '数字有误' })->{status}, 403, 'a reviewer withdraws nothing');
my $seen = listed('publisher')->{published}{revision};
$answer = $at{publisher}->ask(POST => "/drafts/$id/withdraw", { reason => '数字有误', revision => $seen - 1 });
is($answer->{status}, 409, '  nor does the publisher what he has not seen: another revision is public') or diag($answer->{content});
is($answer->{json}{errors}[0]{pointer}, '/revision', '    which is told');
is($stack->value("SELECT revision FROM gongkai.publication WHERE report_id = '$id'"), $seen, '    and stays');
is($at{publisher}->ask(POST => "/drafts/$id/withdraw", { reason => '数字有误', revision => 'x' })->{status}, 400, '    a revision is a number');
$answer = $at{publisher}->ask(POST => "/drafts/$id/withdraw", { reason => '数字有误', revision => $seen });
is($answer->{status}, 200, 'the publisher withdraws') or diag($answer->{content});
is($answer->{json}{state}, 'withdrawn', '  it is withdrawn');
is($at{publisher}->ask(POST => "/drafts/$id/withdraw", { reason => '数字有误', revision => $seen })->{status}, 409, '  once');
is($stack->get("/api/v1/reports/$id", base => $stack->{uncached})->{status}, 410, '  nobody reads it any more');

done_testing;
