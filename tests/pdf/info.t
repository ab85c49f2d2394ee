# What a published document's PDF says about itself comes from the document.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $document = read_json('tests/fixture/T1.json');
$document->{published} = { revision => 1, at => '2024-05-06T07:08:09Z' };
my ($run, $pdf) = render_document('published', $document);
is($run->{status}, 0, 'a published document') or diag($run->{err});
{
    local $ENV{TZ} = 'UTC';
    my $info = pdf_info($pdf);
    is($info->{Title}, '预算项目绩效目标表：图书购置（2022年度）', 'title');
    is($info->{Author}, '甲县图书馆', 'author');
    is($info->{Subject}, '预算项目绩效目标表', 'subject');
    is($info->{Keywords}, join(', ', $document->{region}{name}, '2022年度', $document->{project}{code}, '预算项目绩效目标表'), 'keywords');
    is($info->{Creator}, 'gongkai', 'creator');
    like($info->{CreationDate}, qr/^2024-05-06T07:08:09(?:Z|\+00)/, 'created when it was published');
    is($info->{ModDate}, $info->{CreationDate}, 'never changed');
    is($info->{Producer}, 'gongkai', 'producer');
    is($info->{Tagged}, 'yes', 'tagged');
    is($info->{'PDF version'}, '1.4', 'version');
    is($info->{Pages}, '1', 'pages');
}

# The date is the document's, not the place's.
my $bytes = slurp($pdf);
for my $zone (qw(Asia/Shanghai America/Los_Angeles)) {
    local $ENV{TZ} = $zone;
    (undef, $pdf) = render_document('published', $document);
    ok(slurp($pdf) eq $bytes, "the same bytes in $zone");
}
$document->{published}{at} = '2024-05-06T15:08:09+08:00';
(undef, $pdf) = render_document('published', $document);
local $ENV{TZ} = 'UTC';
like(pdf_info($pdf)->{CreationDate}, qr/^2024-05-06T(?:07:08:09(?:Z|\+00)|15:08:09\+08)/, 'another zone, the same moment');

# A title of characters beyond the BMP.
$document->{project}{name} = '𬬻与𫖯';
($run, $pdf) = render_document('plane', $document);
is(pdf_info($pdf)->{Title}, '预算项目绩效目标表：𬬻与𫖯（2022年度）', 'a title beyond the BMP');
done_testing;
