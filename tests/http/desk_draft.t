# Drafts at the desk: reading, writing whole and by patches, conditions, faults with their
# places, workbooks, faces with a watermark, and lists.
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
my $dir = $stack->{dir};
my $id = 'e1-2024-522700-197-2024-01';
my $editor = Gongkai::Desk->login($stack, 'editor-522700');
my $reader = Gongkai::Desk->login($stack, 'reader-522700');
my $other = Gongkai::Desk->login($stack, 'editor-430602');

sub read_file { open my $file, '<:raw', $_[0] or die "$_[0]: $!"; local $/; return scalar <$file> }

sub file_name {
    my ($name) = $_[0]{headers}{'content-disposition'} =~ /filename\*=UTF-8''([^;]+)/;
    return decode_utf8(($name // '') =~ s/%([0-9A-F]{2})/chr hex $1/ger);
}

# Reading.
my ($document, $etag) = $editor->draft($id);
is($document->{id}, $id, 'a draft');
like($etag, qr/^"[0-9a-f]{64}"$/, '  with its digest as ETag');
ok(exists $document->{department}{name}, '  of the internal edition');
is($other->ask(GET => "/drafts/$id")->{status}, 404, 'that of another department is none');
is($editor->ask(GET => '/drafts/e1-2024-522700-197-2024-99')->{status}, 404, 'as one that there is not');

# Conditions.
my @step = ({ op => 'replace', path => '/funds/0/executed', value => '12345.67' });
is($editor->ask(PATCH => "/drafts/$id", \@step, type => 'application/json-patch+json', headers => { 'If-Match' => '*' })->{status}, 428,
    'any state is no state');
is($editor->ask(PATCH => "/drafts/$id", \@step, type => 'application/json-patch+json')->{status}, 428,
    'a change without If-Match');
my $answer = $editor->patch($id, '"' . '0' x 64 . '"', \@step);
is($answer->{status}, 412, 'of another state');
is($answer->{headers}{etag}, $etag, '  tells the state');
is($reader->patch($id, $etag, \@step)->{status}, 403, 'by a reader');
is($other->patch($id, $etag, \@step)->{status}, 404, 'by an editor of another department');

# Patches.
$answer = $editor->patch($id, $etag, \@step);
is($answer->{status}, 200, 'a JSON Patch') or diag($answer->{content});
is_deeply($answer->{json}{changed}, ['/funds/0/executed'], '  tells what changed');
is($answer->{json}{document}{funds}[0]{executed}, '12345.67', '  and the document');
is($answer->{headers}{etag}, qq("$answer->{json}{etag}"), '  and its new state');
ok((grep { $_->{severity} eq 'error' && $_->{cells}[0] =~ m{^/funds/0} } @{ $answer->{json}{findings} }),
    '  and findings at the cell');
isnt($answer->{headers}{etag}, $etag, '  which is another');
is($editor->patch($id, $etag, \@step)->{status}, 412, 'the old state is no more');
$etag = $answer->{headers}{etag};
is(($editor->draft($id))[1], $etag, 'reading gives the same state');
$answer = $editor->patch($id, $etag, { texts => { note => '说明' }, total => { score => undef } });
is($answer->{status}, 200, 'a JSON Merge Patch') or diag($answer->{content});
is_deeply([sort @{ $answer->{json}{changed} }], ['/texts/note', '/total/score'], '  tells what changed');
$etag = $answer->{headers}{etag};
$answer = $editor->patch($id, $etag, [{ op => 'test', path => '/year', value => 2023 }]);
is($answer->{status}, 409, 'a test that fails');
is($answer->{json}{errors} && $answer->{json}{errors}[0]{pointer}, '/0', '  with its place');
is($editor->ask(PATCH => "/drafts/$id", '{}', headers => { 'If-Match' => $etag })->{status}, 415, 'a patch of no type');

# What it says otherwise than what is published.
$answer = $reader->ask(GET => "/drafts/$id/diff");
is($answer->{status}, 200, 'the difference to what is published') or diag($answer->{content});
is_deeply([@{ $answer->{json} }{qw(id from to)}], [$id, 1, undef], '  of the newest revision and the draft');
is_deeply([map { $_->{pointer} } @{ $answer->{json}{changes} }], ['/texts/note', '/funds/0/executed', '/total/score'], '  names what changed')
    or diag(explain($answer->{json}));
is_deeply([map { "$_->{op} $_->{path}" } @{ $answer->{json}{patch} }], ['add /texts/note', 'replace /funds/0/executed', 'remove /total/score'],
    '  as a patch, in which the time of publication is none');
like(($answer->{json}{changes}[1]{place}), qr/执行/, '  in the words of the form');
is_deeply([@{ $answer->{json}{changes}[1] }{qw(before after)}], ['196876.30', '12345.67'], '  with both values');
is($reader->ask(GET => "/drafts/$id/diff$_")->{status}, 404, "there is no other revision: $_") for qw(?from=2 ?to=2 ?to=1);
is_deeply($reader->ask(GET => "/drafts/$id/diff?from=1&to=1")->{json}{patch}, [], 'a revision and itself');

# Faults: all of them, each with its place.
$answer = $editor->patch($id, $etag, [
    { op => 'replace', path => '/funds/0/executed', value => '12万元' },
    { op => 'replace', path => '/filled_on', value => '2025-02-30' },
    { op => 'add', path => '/colour', value => 'red' },
]);
is($answer->{status}, 422, 'a faulty document');
my %told = map { $_->{pointer} => $_->{message} } @{ $answer->{json}{errors} };
ok(exists $told{$_}, "  $_ is told") or diag(explain(\%told)) for qw(/funds/0/executed /filled_on /colour);
is(($editor->draft($id))[1], $etag, '  and nothing is kept');
$answer = $editor->patch($id, $etag, [{ op => 'replace', path => '/year', value => 2023 }]);
is($answer->{status}, 422, 'a draft stays the report that it is');

# Whole documents.
($document) = $editor->draft($id);
$document->{funds}[0]{executed} = '200000.00';
$answer = $editor->ask(PUT => "/drafts/$id", $document, headers => { 'If-Match' => $etag });
is($answer->{status}, 200, 'PUT') or diag($answer->{content});
is_deeply($answer->{json}{changed}, ['/funds/0/executed'], '  tells what changed');
$answer = $editor->ask(PUT => "/drafts/$id", $document, headers => { 'If-Match' => $answer->{headers}{etag} });
is_deeply($answer->{json}{changed}, [], 'the same again changes nothing');
$etag = $answer->{headers}{etag};
is($editor->ask(PUT => "/drafts/$id", '{"a":', headers => { 'If-Match' => $etag })->{status}, 422, 'half a document');
is($editor->ask(PUT => "/drafts/$id", ' ' x 9_000_000, headers => { 'If-Match' => $etag })->{status}, 413, 'one that is too long');

# A new one, once.
my %new = %$document;
delete @new{qw(id)};
$new{year} = 2030;
my %once = (headers => { 'Idempotency-Key' => 'first' });
$answer = $editor->ask(POST => '/drafts', \%new, %once);
is($answer->{status}, 201, 'a new draft') or diag($answer->{content});
my $made = $answer;
my $new = 'e1-2030-522700-197-2024-01';
is($answer->{headers}{location}, "/api/v1/staff/drafts/$new", '  has an address');
my $again = $editor->ask(POST => '/drafts', \%new, %once);
is($again->{status}, 201, 'the same request again');
is($again->{content}, $answer->{content}, '  has the same answer');
is($editor->ask(POST => '/drafts', \%new)->{status}, 409, 'without the key there is one already');
$new{year} = 2031;
is($editor->ask(POST => '/drafts', \%new, %once)->{status}, 400, 'another request with the key');
is($other->ask(POST => '/drafts', \%new)->{status}, 403, 'one of another department');
# A report's identifier is made of its project's code: who files the project of another department would keep that one out.
my %taken = (%new, region => { code => '430602', name => '岳阳楼区' }, department => { code => '430602-106', name => '新时代文明实践服务中心' });
$answer = $other->ask(POST => '/drafts', \%taken);
is($answer->{status}, 403, 'a project of another department for one\'s own');
like($answer->{json}{detail}, qr/项目“522700-197-2024-01”是别的部门填报的/, '  in words');
$stack->value(q{INSERT INTO gongkai.account_grant (account, role, department) VALUES ('editor-430602', 'editor', '522700-197')});
$answer = $other->ask(POST => '/drafts', \%taken);
is($answer->{status}, 201, '  is handed over by who edits in both') or diag($answer->{content});
$stack->value(q{DELETE FROM gongkai.account_grant WHERE account = 'editor-430602' AND department = '522700-197'});
is($other->ask(POST => '/drafts', { %taken, year => 2032 })->{status}, 201, '  and theirs from then on');
is($editor->ask(POST => '/drafts', { %new, year => 2033 })->{status}, 403, '  no longer of those before');
$stack->value(q{DELETE FROM gongkai.report WHERE year IN (2031, 2032)});
is($editor->ask(DELETE => "/drafts/$new", { reason => '误建' })->{status}, 428, 'deleting without a state');
is($editor->ask(DELETE => "/drafts/$new", { reason => '误建' }, headers => { 'If-Match' => $made->{headers}{etag} })->{status},
    204, 'deleting');
is($editor->ask(GET => "/drafts/$new")->{status}, 404, '  it is gone');

# Faces.
for my $face (qw(pdf html ofd xlsx)) {
    $answer = $reader->ask(GET => "/drafts/$id.$face");
    is($answer->{status}, 200, "the draft as $face");
    open my $file, '>:raw', "$dir/draft.$face" or die;
    print $file $answer->{content};
    close $file;
    my $text = $face eq 'pdf' ? `mutool draw -F txt $dir/draft.pdf 2>/dev/null`
        : $face eq 'html' ? $answer->{content}
        : `unzip -p $dir/draft.$face`;
    like(decode_utf8($text), qr/reader-522700 20\d\d-\d\d-\d\d \d\d:\d\d/, '  with who got it, and when');
    like(decode_utf8($text), qr/草稿/, '  as a draft');
    like(file_name($answer), qr/^项目支出绩效目标自评表：定额公用经费（2024年度）\.$face$/, '  called as a clerk calls it');
}

# Workbooks.
$answer = $editor->ask(GET => "/drafts/$id/workbook");
is($answer->{status}, 200, 'a workbook to fill in');
open my $book, '>:raw', "$dir/fill.xlsx" or die;
print $book $answer->{content};
close $book;
like(file_name($answer), qr/^项目支出绩效目标自评表：定额公用经费（2024年度）\.xlsx$/, '  called after its project and year');
like(decode_utf8(scalar `unzip -p $dir/fill.xlsx xl/worksheets/sheet1.xml`), qr/&amp;R草稿 editor-522700 20\d\d-\d\d-\d\d \d\d:\d\d</, '  with who got it, and when, on its pages');
open my $python, '|-', '/usr/bin/python3', 'tests/lib/workbook.py', 'edit', "$dir/fill.xlsx", "$dir/filled.xlsx" or die;
print $python $json->encode([['set', '年度资金总额：', '全年执行数（B）', 1500.5]]);
close $python or die 'openpyxl failed';
my %book = (type => 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
$answer = $editor->ask(POST => "/drafts/$id/workbook", read_file("$dir/filled.xlsx"), %book, headers => { 'If-Match' => $etag });
is($answer->{status}, 200, 'filled in') or diag($answer->{content});
is($answer->{json}{document}{funds}[0]{executed}, '1500.50', '  with the amount');
$etag = $answer->{headers}{etag};
open $python, '|-', '/usr/bin/python3', 'tests/lib/workbook.py', 'edit', "$dir/fill.xlsx", "$dir/faulty.xlsx" or die;
print $python $json->encode([['set', '年度资金总额：', '全年执行数（B）', '约']]);
close $python or die 'openpyxl failed';
$answer = $editor->ask(POST => "/drafts/$id/workbook", read_file("$dir/faulty.xlsx"), %book, headers => { 'If-Match' => $etag });
is($answer->{status}, 422, 'with a fault');
like($answer->{json}{errors}[0]{pointer}, qr/!\w+\d+$/, '  at its cell');
like($answer->{json}{errors}[0]{message}, qr/“约”/, '  in words');
$answer = $editor->ask(POST => "/drafts/$id/workbook/read", read_file("$dir/filled.xlsx"), %book);
is($answer->{status}, 200, 'a workbook is read and not kept') or diag($answer->{content});
isnt($json->encode($answer->{json}{base}), $json->encode($answer->{json}{document}), '  with what it was made from');
is($editor->ask(GET => "/drafts/$id")->{headers}{etag}, $etag, '  the draft is as it was');
is($editor->ask(POST => "/drafts/$id/workbook/read", read_file("$dir/faulty.xlsx"), %book)->{status}, 422, '  and a faulty one is refused');
is($editor->ask(POST => "/drafts/e1-2024-522700-197-2024-02/workbook/read", read_file("$dir/filled.xlsx"), %book)->{status}, 422, '  as is that of another draft');
is($editor->ask(POST => "/drafts/$id/workbook", 'PK', %book, headers => { 'If-Match' => $etag })->{status}, 422, 'no workbook');

# A workbook knows what it was made from: what others have done in the draft since stays, and nothing is lost.
sub upload {
    my (@edits) = @_;
    open my $to, '|-', '/usr/bin/python3', 'tests/lib/workbook.py', 'edit', "$dir/late.xlsx", "$dir/later.xlsx" or die;
    print $to $json->encode(\@edits);
    close $to or die 'openpyxl failed';
    return $editor->ask(POST => "/drafts/$id/workbook", read_file("$dir/later.xlsx"), %book,
        headers => { 'If-Match' => $editor->ask(GET => "/drafts/$id")->{headers}{etag} });
}
open $book, '>:raw', "$dir/late.xlsx" or die;
print $book $editor->ask(GET => "/drafts/$id/workbook")->{content};
close $book;
$stack->value(qq{UPDATE gongkai.fund_line SET annual_budget = '777.00' WHERE report_id = '$id' AND kind = 'total'});
$stack->value(qq{UPDATE gongkai.draft SET edited_by = 'publisher-522700', edited_at = '2026-03-04T05:06:00Z' WHERE report_id = '$id'});
$answer = upload(['set', '年度资金总额：', '全年执行数（B）', 1600.5]);
is($answer->{status}, 200, 'a workbook that is older than the draft') or diag($answer->{content});
is($answer->{json}{document}{funds}[0]{executed}, '1600.50', '  brings what was filled in');
is($answer->{json}{document}{funds}[0]{annual_budget}, '777.00', '  and leaves what others have changed since');
is_deeply($answer->{json}{changed}, ['/funds/0/executed'], '  which is no change');
$answer = upload(['set', '年度资金总额：', '全年执行数（B）', 1600.5]);
is($answer->{status}, 200, '  the same again') or diag($answer->{content});
is_deeply($answer->{json}{changed}, [], '    changes nothing');
$stack->value(qq{UPDATE gongkai.draft SET edited_by = 'publisher-522700', edited_at = '2026-03-04T05:06:00Z' WHERE report_id = '$id'});
$answer = upload(['set', '年度资金总额：', '全年预算数（A）', 888]);
is($answer->{status}, 409, '  a cell that both have changed') or diag($answer->{content});
like($answer->{json}{errors}[0]{pointer}, qr/!\w+\d+$/, '    is told by its cell');
like($answer->{json}{errors}[0]{message}, qr/最后由\S+于 2026-03-04 13:06 改动.*“读回表格”/, '    with who changed the draft, when, and what to do');
is($editor->ask(GET => "/drafts/$id")->{json}{funds}[0]{annual_budget}, '777.00', '    and is kept');
# Rows are known by their names.
my $group = '/indicators/0/children/0/children';
my ($whole, $then) = $editor->draft($id);
$editor->patch($id, $then, [{ op => 'add', path => "$group/-", value => { name => '别人加的', score => '1' } },
    { op => 'replace', path => "$group/0/score", value => '4' }]);
$answer = upload(['insert', '工作调研等', { '三级指标' => '表格加的', "年度指标值\n(A)" => '≥1次' }]);
is($answer->{status}, 200, '  rows that both have added') or diag($answer->{content});
is_deeply([map { $_->{name} } @{ $answer->{json}{document}{indicators}[0]{children}[0]{children} }],
    [qw(水电通讯等保障 工作调研等 表格加的 办公用品等保障 别人加的)], '    are both there');
is($answer->{json}{document}{indicators}[0]{children}[0]{children}[0]{score}, '4', '    and what was filled in beside them');
$answer = upload(['delete', '水电通讯等保障']);
is($answer->{status}, 409, '  a row that the workbook lacks and the draft has changed') or diag($answer->{content});
like($answer->{json}{errors}[0]{message}, qr/表格里删去了“水电通讯等保障”这一行.*草稿里改了这一行/, '    is told by its name');
$editor->ask(PUT => "/drafts/$id", $whole, headers => { 'If-Match' => $editor->ask(GET => "/drafts/$id")->{headers}{etag} });
$etag = $editor->ask(GET => "/drafts/$id")->{headers}{etag};

# Findings, answered.
$answer = $editor->ask(GET => "/drafts/$id/findings");
is($answer->{status}, 200, 'findings');
my ($finding) = grep { $_->{severity} eq 'error' } @{ $answer->{json}{findings} };
ok($finding, '  among them an error') or diag($answer->{content});
$answer = $editor->ask(POST => "/drafts/$id/explanations", { finding => $finding->{finding}, reason => '原表如此' },
    headers => { 'If-Match' => $etag });
is($answer->{status}, 200, 'an explanation') or diag($answer->{content});
($finding) = grep { $_->{finding} eq $finding->{finding} } @{ $answer->{json}{findings} };
is($finding->{explanation}{reason}, '原表如此', '  stands with it');
is($finding->{explanation}{by}, 'editor-522700', '  with the name of who gave it');

# Taken back, it is as before; said otherwise, it says so.
my %back = (finding => $finding->{finding});
is($reader->ask(DELETE => "/drafts/$id/explanations", \%back, headers => { 'If-Match' => $answer->{headers}{etag} })->{status}, 403, '  which a reader does not take back');
$answer = $editor->ask(DELETE => "/drafts/$id/explanations", \%back, headers => { 'If-Match' => $answer->{headers}{etag} });
is($answer->{status}, 200, 'an explanation is taken back') or diag($answer->{content});
is((grep { $_->{finding} eq $back{finding} && !$_->{explanation} } @{ $answer->{json}{findings} }), 1, '  and the finding stands without');
is($editor->ask(DELETE => "/drafts/$id/explanations", \%back, headers => { 'If-Match' => $answer->{headers}{etag} })->{status}, 404, '  once');
$answer = $editor->ask(POST => "/drafts/$id/explanations", { %back, reason => '原表如此，有批复' }, headers => { 'If-Match' => $answer->{headers}{etag} });
is((grep { ($_->{explanation}{reason} // '') eq '原表如此，有批复' } @{ $answer->{json}{findings} }), 1, '  or said otherwise');
$etag = $answer->{headers}{etag};
is($editor->ask(POST => "/drafts/$id/explanations", { finding => 'FUND-01-0000000000000000', reason => 'x' },
    headers => { 'If-Match' => $etag })->{status}, 400, 'one of nothing');

# Lists.
$answer = $reader->ask(GET => '/drafts?limit=1');
is(scalar @{ $answer->{json}{items} }, 1, 'a page of drafts');
my @seen = map { $_->{id} } @{ $answer->{json}{items} };
while (defined $answer->{json}{next}) {
    $answer = $reader->ask(GET => "/drafts?limit=1&cursor=$answer->{json}{next}");
    push @seen, map { $_->{id} } @{ $answer->{json}{items} };
}
is_deeply(\@seen, [split /\n/, $stack->value(
    "SELECT string_agg(id, E'\\n' ORDER BY id) FROM gongkai.report WHERE department_code LIKE '522700-197%'")],
    'all pages have all drafts that may be read, once');
$answer = $reader->ask(GET => '/drafts?state=draft&form=E1&year=2024&findings=error');
ok(!(grep { $_->{state} ne 'draft' || $_->{form} ne 'E1' || $_->{findings}{errors} == 0 } @{ $answer->{json}{items} }), 'filters');
is($reader->ask(GET => '/drafts?state=lost')->{status}, 400, 'an unknown state');
is($reader->ask(GET => '/drafts?cursor=zz')->{status}, 400, 'a cursor that no page has given');
$answer = $reader->ask(GET => '/overview?year=2024');
my ($line) = grep { $_->{form} eq 'E1' } @{ $answer->{json}{items} };
is($line->{draft} + $line->{in_review} + $line->{approved} + $line->{published} + $line->{withdrawn}, $line->{reports},
    'the overview counts each draft in one state');
cmp_ok($line->{correcting}, '<=', $line->{published}, '  those that are being corrected are public');
is((grep { $_->{department}{code} ne '522700-197' } @{ $answer->{json}{items} }), 0, '  of the own department');

# Beginnings.
$answer = $editor->ask(GET => '/templates');
is_deeply({ map { $_->{form} => $_->{project} ? 1 : 0 } grep { $_->{form} =~ /^(?:E1|M1|D1|SET)$/ } @{ $answer->{json}{items} } },
    { E1 => 1, M1 => 1, D1 => 0 }, 'the forms that are filled in, and whether there is one for each project');
is($editor->ask(GET => '/templates/SET/blank?department=522700-197&year=2025')->{status}, 404, '  the contents of a set are none');
my $wish = 'department=522700-197&project=522700-197-2024-01&year=2025';
$answer = $editor->ask(GET => "/templates/E1/blank?$wish");
is($answer->{json}{year}, 2025, 'a document to begin with') or diag($answer->{content});
ok(!exists $answer->{json}{funds}[0]{executed}, '  without what is of the year before');
is($editor->ask(GET => "/templates/E1/workbook?$wish")->{status}, 200, 'and as a workbook');
is($editor->ask(GET => '/templates/E1/blank?department=430602-106&year=2025')->{status}, 403, 'not for others');
is($other->ask(GET => '/templates/R1/blank?department=430602-106&year=2024')->{json}{title}, '2024年度岳阳楼区新时代文明实践服务中心整体支出绩效自评报告',
    'a title that names the year before names the new one');
# A department that has never had the form, nor may see another's draft of it, has the rows of what
# is public, and nothing that others wrote.
$answer = $editor->ask(GET => '/templates/D1/blank?department=522700-197&year=2025');
my $first = $answer->{json};
is_deeply([@$first{qw(form title)}, $first->{department}{name}], ['D1', '部门整体支出绩效评价基础数据表', '中共黔南州委社会工作部'],
    'the first one of its kind') or diag(explain($first));
ok((grep { $_->{label} eq '三公经费' } map { @{ $_->{rows} } } @{ $first->{base_data} }), '  with its rows');
unlike($answer->{content}, qr/430602/, '  and nothing of whose they were');
$answer = $editor->ask(POST => '/drafts', $first);
is($answer->{status}, 201, '  is a draft as it is') or diag($answer->{content});
$first = $editor->ask(GET => '/templates/E1/blank?department=522700-197&project=522700-197-new&year=2025')->{json};
is_deeply($first->{project}, { code => '522700-197-new' }, 'of a project that is not known there is the code');
is_deeply([grep { exists $first->{$_} } qw(id explanations published)], [], '  and nothing that the server adds');
$first = $editor->ask(GET => '/templates/M1/blank?department=522700-197-9&project=1&year=2025')->{json};
is_deeply($first, { form => 'M1', title => '转移支付区域绩效目标表', year => 2025, department => { code => '522700-197-9' }, project => { code => '1' } },
    'of a department that is not known, and a form that nobody has, there is nothing else') or diag(explain($first));

# The points that the funds have are the form's; headings that say something are their author's.
$first = $editor->ask(GET => '/templates/E2/blank?department=522700-197&project=522700-197-new&year=2025')->{json};
is($first->{funds}[0]{weight}, '10', 'the points of the funds are there') or diag(explain($first->{funds}));
$first = $editor->ask(GET => '/templates/R1/blank?department=522700-197&year=2025')->{json};
is_deeply([grep { /存在的问题|改进措施|建.*优/ } map { $_->{heading} } @{ $first->{chapters} }], ['七、存在的问题及原因分析', '八、下一步改进措施'],
    'headings of a report, but for what others found');

# Its workbook has rows to be filled in; those that are not are none.
open $book, '>:raw', "$dir/begin.xlsx" or die;
print $book $editor->ask(GET => '/templates/E1/workbook?department=522700-197&project=522700-197-new&year=2025')->{content};
close $book;
open $python, '|-', '/usr/bin/python3', 'tests/lib/workbook.py', 'edit', "$dir/begin.xlsx", "$dir/begun.xlsx" or die;
print $python $json->encode([['at', 'F5', '路灯'], ['at', 'G17', '亮灯率']]);
close $python or die 'openpyxl failed';
my ($status, $said) = $stack->gongkai('sheet', '--back', "$dir/begun.xlsx", '-o', "$dir/begun.json");
is($status, 0, 'a workbook to begin with is read') or diag($said);
$first = $json->decode(read_file("$dir/begun.json"));
is($first->{project}{name}, '路灯', '  with what was filled in');
is_deeply([map { $_->{children} } @{ $first->{indicators}[0]{children} }], [[], [{ name => '亮灯率' }], [], []], '  and no row that was not');
is($editor->ask(POST => '/drafts', $first)->{status}, 201, '  is a draft');

$answer = $editor->ask(GET => '/templates/M1/blank?department=522700-197&year=2025');
is($answer->{status}, 400, 'a form that nobody has says by itself that it is about a project');
like($answer->{json}{detail}, qr/每个项目一份/, '  in words');

# Of a form of regions neither counties nor targets of another project.
my $regions = $json->decode(read_file('tests/fixture/M1.json'));
@$regions{qw(department region)} = @{ $editor->ask(GET => "/drafts/$id")->{json} }{qw(department region)};
$regions->{project}{code} = '522700-197-m1';
$answer = $editor->ask(POST => '/drafts', $regions);
is($answer->{status}, 201, 'a form of regions') or diag($answer->{content});
my $regional = $answer->{json}{id};
$answer = $editor->ask(GET => '/templates/M1/blank?department=522700-197&project=522700-197-m2&year=2025');
is_deeply($answer->{json}{lists}, { counties => [{}], targets => [{ children => [{}] }] }, '  gives the next one a row of each') or diag($answer->{content});
$answer->{json}{project}{name} = '河道治理资金';
$answer = $editor->ask(POST => '/drafts', $answer->{json});
is($answer->{status}, 201, '  which is a draft') or diag($answer->{content});

# Presence.
is_deeply($editor->ask(POST => "/drafts/$id/presence", { pointer => '/funds/0/executed' })->{json}{items}, [], 'nobody else');
$answer = $reader->ask(POST => "/drafts/$id/presence", { pointer => '' });
is($answer->{json}{items}[0]{pointer}, '/funds/0/executed', 'somebody is there, and where');
is($other->ask(POST => "/drafts/$id/presence", { pointer => '' })->{status}, 404, 'not for others');

# Sets.
for my $face (qw(pdf ofd zip)) {
    $answer = $reader->ask(POST => '/sets', { ids => [@seen[0, 1]], face => $face });
    is($answer->{status}, 200, "two drafts as $face") or diag($answer->{content});
}
open my $zip, '>:raw', "$dir/set.zip" or die;
print $zip $answer->{content};
close $zip;
sub names_in { return [split /\n/, decode_utf8(scalar `python3 -c 'import sys, zipfile; print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))' $_[0]`)] }
my @alone = map { decode_utf8($editor->ask(GET => "/drafts/$_/workbook")->{headers}{'content-disposition'} =~ s/.*UTF-8''//r =~ s/%(..)/chr hex $1/ger) } @seen[0, 1];
is_deeply(names_in("$dir/set.zip"), \@alone, '  a workbook for each, called as when it is downloaded alone');
is($seen[0], $id, '  one of them of a draft');
system("unzip -p $dir/set.zip >$dir/copy.xlsx '*$document->{project}{name}*'") == 0 or die;
like(decode_utf8(scalar `unzip -p $dir/copy.xlsx xl/worksheets/sheet1.xml`), qr/&amp;R草稿 reader-522700 20\d\d-\d\d-\d\d \d\d:\d\d</, '  with who got it, and when');
$answer = $other->ask(POST => '/sets', { ids => [$seen[0]], face => 'pdf' });
is($answer->{status}, 404, 'not for others');
my @unseen = map { { pointer => "/ids/$_->[0]", message => "没有编号为“$_->[1]”的草稿，或者您不能看" } } [0, $seen[0]], [1, 'e1-1999-1'];
is_deeply($answer->{json}{errors}, [$unseen[0]], '  and it is said which');
for my $face (qw(pdf zip)) {
    is_deeply($reader->ask(POST => '/sets', { ids => [$seen[0], 'e1-1999-1'], face => $face })->{json}{errors}, [$unseen[1]], "  in the same words where there is none ($face)");
}
$regions->{project}{code} = '522700-197-m3';
my @twins = ($regional, $editor->ask(POST => '/drafts', $regions)->{json}{id});
open $zip, '>:raw', "$dir/twins.zip" or die;
print $zip $editor->ask(POST => '/sets', { ids => \@twins, face => 'zip' })->{content};
close $zip;
my ($first_name, $second_name) = @{ names_in("$dir/twins.zip") };
is($second_name, $first_name =~ s/\.xlsx$/（$twins[1]）.xlsx/r, 'two of one title are told apart');
is($reader->ask(POST => '/sets', { ids => [], face => 'pdf' })->{status}, 400, 'none');
is($reader->ask(POST => '/sets', { ids => [$seen[0]], face => 'doc' })->{status}, 400, 'of no face');

done_testing;
