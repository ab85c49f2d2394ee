# Many documents at once: archives of workbooks and JSON, all of them or none, with a result
# for each; cancelled, with workers that are killed, and archives that are meant to hurt.
use strict;
use warnings;
use utf8;
use JSON::PP;
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Desk;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new(desk => 1);
my $json = JSON::PP->new->utf8->canonical;
my $dir = $stack->{dir};
my $editor = Gongkai::Desk->login($stack, 'editor-522700');
my $other = Gongkai::Desk->login($stack, 'editor-430602');
my ($document) = $editor->draft('e1-2024-522700-197-2024-01');
delete @$document{qw(id published)};

sub one {
    my ($year, %change) = @_;
    return $json->encode({ %$document, year => $year, %change });
}

# A ZIP archive of names and bytes, made by Python.
sub zip_of {
    my (%files) = @_;
    open my $list, '>:raw', "$dir/zip.json" or die;
    print $list $json->encode({ map { $_ => [unpack 'C*', $files{$_}] } keys %files });
    close $list;
    system('/usr/bin/python3', '-c', 'import json, sys, zipfile
files = json.load(open(sys.argv[1]))
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as archive:
    for name in sorted(files): archive.writestr(name, bytes(files[name]))', "$dir/zip.json", "$dir/made.zip") == 0 or die;
    open my $made, '<:raw', "$dir/made.zip" or die;
    local $/;
    return scalar <$made>;
}

sub post {
    my ($who, $archive, %headers) = @_;
    return $who->ask(POST => '/jobs?name=报表.zip' =~ s/([^ -~])/join '', map { sprintf '%%%02X', ord } split m{}, do { my $c = $1; utf8::encode($c); $c }/ger,
        $archive, type => 'application/zip', headers => \%headers);
}

# The job when it is over.
sub over {
    my ($who, $answer) = @_;
    my $path = "/jobs/$answer->{json}{id}";
    my $end = time + 60;
    my $job;
    do {
        sleep 0.1;
        $job = $who->ask(GET => $path)->{json};
    } while (!defined $job->{ended_at} && time < $end);
    return $job;
}

sub drafts { $stack->value("SELECT count(*) FROM gongkai.report WHERE year >= 2040") }

# All of it.
my %good = ('甲/2040.json' => one(2040), '2041.json' => one(2041));
my $book = $editor->ask(GET => '/templates/E1/workbook?department=522700-197&project=522700-197-2024-01&year=2042');
my $answer = post($editor, zip_of(%good, 'leer/.DS_Store' => 'x', '2042.xlsx' => $book->{content}));
is($answer->{status}, 202, 'an archive is taken') or diag($answer->{content});
is($answer->{json}{files}, 3, '  with its files');
is($answer->{json}{name}, '报表.zip', '  and its name');
is($answer->{headers}{location}, "/api/v1/staff/jobs/$answer->{json}{id}", '  and an address');
my $job = over($editor, $answer);
is($job->{state}, 'done', 'it is imported') or diag($json->encode($job));
is_deeply([map { "$_->{name} $_->{state} $_->{outcome} $_->{id}" } @{ $job->{results} }],
    ['2041.json imported created e1-2041-522700-197-2024-01', '2042.xlsx imported created e1-2042-522700-197-2024-01',
     '甲/2040.json imported created e1-2040-522700-197-2024-01'], '  with a result for each file');
is(drafts(), 3, '  the drafts are there');
ok($stack->value("SELECT count(*) FROM gongkai.audited WHERE report_id LIKE 'e1-2041-%'"), '  checked by the rules');
is($stack->value("SELECT person FROM gongkai.transition WHERE report_id = 'e1-2041-522700-197-2024-01' AND kind = 'create'"),
    'editor-522700', '  made by who sent it');
is($stack->value('SELECT count(*) FROM gongkai.job_file WHERE bytes IS NOT NULL'), 0, '  and the files are gone');
is($stack->value(qq{SELECT string_agg(concat_ws('|', account, means, address, target, result, detail), ' ' ORDER BY number) FROM gongkai.trail WHERE action = 'job'}),
    join(' ', map { "editor-522700|job|127.0.0.1|e1-$_-522700-197-2024-01|created|$job->{id}" } 2041, 2042, 2040), '  each draft has its entry in the trail');
# The secret with which workers act stands in the database while a job is under way: it opens nothing from outside.
$stack->value(q{INSERT INTO gongkai.job (id, account, secret, hash, department, name) VALUES ('secret', 'editor-522700', 'abc', encode(sha256('abc'), 'hex'), '', 'x');
    INSERT INTO gongkai.job_file (job, number, name, bytes) VALUES ('secret', 1, 'x.json', '{}')});
is(Gongkai::Desk->new($stack, cookie => 'gongkai-desk=abc')->ask(GET => '/session')->{status}, 401, 'the secret of a job is no cookie');
ok(Gongkai::Stack::eventually(sub { $stack->value(q{SELECT count(*) FROM gongkai.job WHERE id = 'secret' AND ended_at IS NULL}) == 0 }), '  and the job ends');
$stack->value(q{DELETE FROM gongkai.job WHERE id = 'secret'});
is($other->ask(GET => "/jobs/$job->{id}")->{status}, 404, 'others do not see it');
is(scalar @{ $other->ask(GET => '/jobs')->{json}{items} }, 0, '  nor in their list');
is($editor->ask(GET => '/jobs')->{json}{items}[0]{state}, 'done', 'whose it is, does');

# Or nothing.
$job = over($editor, post($editor, zip_of('a.json' => one(2050), 'b.json' => one(2051, filled_on => '2050-02-30'), 'c.json' => '{', 'd.xlsx' => 'PK', '说明.txt' => 'x', 'E.JSON' => one(2052))));
is($job->{state}, 'failed', 'with faults in some files');
my %result = map { $_->{name} => $_ } @{ $job->{results} };
is($result{'a.json'}{state}, 'sound', '  the sound one is told');
is($result{'b.json'}{errors}[0]{pointer}, '/filled_on', '  and the faults with their places') or diag($json->encode(\%result));
is($result{$_}{state}, 'faulty', "  $_ is faulty") for qw(c.json d.xlsx);
like($result{'说明.txt'}{errors}[0]{message}, qr/应是 \.xlsx.*或 \.json 文件/, '  what is neither is told by its name');
is($result{'E.JSON'}{state}, 'sound', '  in whichever letters');
is(drafts(), 3, '  nothing is imported');
$job = over($editor, post($editor, zip_of('a.json' => one(2050), 'b.json' => one(2050, title => '另一份'))));
is($job->{state}, 'failed', 'one report twice, with other contents');
like($job->{results}[1]{errors}[0]{message}, qr/与 a\.json 是同一份报告/, '  is told');
$job = over($other, post($other, zip_of('a.json' => one(2050))));
is($job->{state}, 'failed', 'a report of another department');
like($job->{results}[0]{errors}[0]{message}, qr/权限/, '  is not for everybody');
is($stack->value(qq{SELECT concat_ws('|', account, target = '$job->{id}', result, detail ~ 'a[.]json.*editor') FROM gongkai.trail WHERE action = 'job' ORDER BY number DESC LIMIT 1}),
    'editor-430602|t|failed|t', '  the refusal is in the trail');
# A second worker that gives it up, when the first one has.
$stack->value("SELECT set_config('gongkai.session', j.secret, false) FROM gongkai.job AS j WHERE j.id = '$job->{id}'; SELECT gongkai.end_job('$job->{id}', 'failed', NULL)");
is($stack->value("SELECT count(*) FROM gongkai.trail WHERE action = 'job' AND target = '$job->{id}'"), 1, '    once, whoever ends it once more');
is(drafts(), 3, '  nothing is imported');

# A workbook that is older than its draft: what was filled in comes into the draft as it is, and where both
# have changed a cell the file is refused.
my $late = 'e1-2042-522700-197-2024-01';
my $fund = "SELECT concat_ws(' ', annual_budget, executed) FROM gongkai.fund_line WHERE report_id = '$late' AND kind = 'total'";
sub filled {
    my ($from, @edits) = @_;
    open my $to, '>:raw', "$dir/late.xlsx" or die;
    print $to $from;
    close $to;
    open my $python, '|-', '/usr/bin/python3', 'tests/lib/workbook.py', 'edit', "$dir/late.xlsx", "$dir/later.xlsx" or die;
    print $python $json->encode(\@edits);
    close $python or die 'openpyxl failed';
    open my $made, '<:raw', "$dir/later.xlsx" or die;
    local $/;
    return scalar <$made>;
}
$book = $editor->ask(GET => "/drafts/$late/workbook")->{content};
my ($now, $tag) = $editor->draft($late);
is($editor->patch($late, $tag, [{ op => 'add', path => '/funds/0/annual_budget', value => '900.00' }])->{status}, 200, 'a draft changes');
$job = over($editor, post($editor, zip_of('晚.xlsx' => filled($book, ['set', '年度资金总额：', '全年执行数（B）', 16.5]))));
is($job->{state}, 'done', '  an older workbook of it comes') or diag($json->encode($job));
is($stack->value($fund), '900.00 16.50', '    and takes nothing away');
$job = over($editor, post($editor, zip_of('晚.xlsx' => filled($book, ['set', '年度资金总额：', '全年预算数（A）', 17.5]), 'z.json' => one(2055))));
is($job->{state}, 'failed', '  where both have changed a cell');
%result = map { $_->{name} => $_ } @{ $job->{results} };
like($result{'晚.xlsx'}{errors}[0]{pointer}, qr/^\S+!\w+\d+$/, '    that cell is told');
like($result{'晚.xlsx'}{errors}[0]{message}, qr/草稿最后由\S+于 20\d\d-\d\d-\d\d \d\d:\d\d 改动.*“读回表格”/, '    with who changed the draft, when, and what to do');
is($stack->value($fund), '900.00 16.50', '    and nothing is lost');
is(drafts(), 3, '  nor imported');

# Once.
my $archive = zip_of('a.json' => one(2052));
$answer = post($editor, $archive, 'Idempotency-Key' => 'zip');
is(post($editor, $archive, 'Idempotency-Key' => 'zip')->{json}{id}, $answer->{json}{id}, 'sent twice it is one job');
over($editor, $answer);

# What is no archive, and what is meant to hurt.
is(post($editor, 'x')->{status}, 400, 'no archive');
is(post($editor, '')->{status}, 400, 'nothing');
is($editor->ask(POST => '/jobs', 'x', type => 'text/plain')->{status}, 415, 'of no such type');
is(post(Gongkai::Desk->login($stack, 'reader-522700'), $archive)->{status}, 403, 'from a reader');
my $bomb = zip_of('a.json' => "\0" x 7_000_000, 'b.json' => one(2053));
$job = over($editor, post($editor, $bomb));
is($job->{state}, 'failed', 'a bomb');
is($job->{results}[0]{errors}[0]{message}, '文件解压后太大', '  is not unpacked');

# Workers are killed while they work: nothing is lost, nothing is done twice.
my %many = map { ("$_.json" => one($_)) } 2060 .. 2099;
$answer = post($editor, zip_of(%many));
my $kills = 0;
for (1 .. 4) {
    sleep 0.3;
    my @workers = split ' ', `pgrep -P $stack->{pid}{desk}`;
    $kills += kill KILL => @workers;
}
ok($kills > 0, "$kills workers are killed");
$job = over($editor, $answer);
is($job->{state}, 'done', '  the job is done all the same') or diag($json->encode($job));
is($job->{imported}, 40, '  with all its files');
is($stack->value("SELECT count(*) FROM gongkai.transition WHERE kind = 'create' AND report_id ~ '^e1-20[6-9]'"), 40, '  each imported once');

# Cancelled.
%many = map { ("$_.json" => one($_)) } 2100 .. 2180;
$answer = post($editor, zip_of(%many));
is($editor->ask(DELETE => "/jobs/$answer->{json}{id}")->{status}, 202, 'a job is cancelled');
$job = over($editor, $answer);
is($job->{state}, 'cancelled', '  and ends') or diag($job->{state});
is($stack->value("SELECT count(*) FROM gongkai.report WHERE year >= 2100"), 0, '  without having done anything');
is($other->ask(DELETE => "/jobs/$answer->{json}{id}")->{status}, 404, 'others cancel nothing');

done_testing;
