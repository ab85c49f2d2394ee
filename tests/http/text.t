# Texts as departments copy them in: what is kept, served, found and printed is what
# they mean, and what was hidden is nowhere. An older draft that was kept as it came
# becomes canonical when it is published.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP qw(decode_json);
use Test::More;
use Gongkai::HTTP;
use Gongkai::PDF;
use Gongkai::Stack;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my $document = read_json('sql/sample/s2-01.json');
delete $document->{published};
my $id = 'e1-2024-' . ($document->{project}{code} = '522700-197-2024-77');
$document->{project}{name} = '送戏<span style="display:none">（秘而不宣）</span>下乡&amp;巡展';
$document->{texts}{goal} = "<p>培训<del>100</del><ins>200</ins>人</p>\n<ol start=3><li>误差≤10<sup>−3</sup></li></ol>";
$document->{texts}{completion} = "完成率&lt;5%\x{2028}\x{f0fc} 达标<!-- 勿示人 --><p hidden>勿示人</p>";
$document->{indicators}[0]{children}[0]{children}[0]{name} = '$\geq 95\%$';
my $file = write_json('text.json', $document);

my %kept = (
    goal       => "培训<s>100</s><u>200</u>人\n3. 误差≤10⁻³",
    completion => "完成率<5%\n✓ 达标",
);

sub served {
    my $answer = $stack->get("/api/v1/reports/$id", base => $stack->{uncached});
    has_status($answer, 200, 'it is published');
    unlike(decode_utf8($answer->{content}), qr/秘而不宣|勿示人|hidden|&amp;|<ol/, 'nothing hidden, nothing raw');
    return decode_json($answer->{content});
}

sub run_well {
    my ($status, $said) = $stack->gongkai(@_);
    is($status, 0, join ' ', @_[0, 1]) or diag($said);
}

run_well('import', $file);
$stack->approve($id);
run_well('publish', $id);
my $first = served();
is($first->{texts}{$_}, $kept{$_}, "$_ is canonical") for sort keys %kept;
is($first->{project}{name}, '送戏下乡&巡展', 'so is a name');
is($first->{indicators}[0]{children}[0]{children}[0]{name}, '≥95%', 'and an indicator');
my $pdf = "$stack->{dir}/text.pdf";
spurt($pdf, $stack->get("/api/v1/reports/$id.pdf")->{content});
my ($printed) = pdf_says($pdf);
like($printed, qr/误差≤10⁻³/, 'the PDF prints it');
unlike($printed, qr/勿示人|秘而不宣/, 'and nothing hidden');

# A draft of former times: its rows hold what was imported then.
my $raw = '<b>很</b>&#8203;好<span style="display:none">勿示人</span>';
$stack->value(encode_utf8("UPDATE gongkai.report_text SET body = '$raw' WHERE report_id = '$id' AND name = 'goal'"));
run_well('submit', '--reason', '更正', $id);
run_well('approve', '--by', '审核', $id);
run_well('publish', $id);
my $second = served();
is($second->{texts}{goal}, '<b>很</b>好', 'what is frozen is canonical');
is($second->{published}{revision}, 2, 'as a new revision');
$stack->value("UPDATE gongkai.report_text SET body = '<iframe></iframe>' WHERE report_id = '$id' AND name = 'goal'");
my ($status, $said) = $stack->gongkai('submit', '--reason', '更正', $id);
isnt($status, 0, 'what cannot be printed is not submitted');
like(decode_utf8($said), qr{/texts/goal：.*嵌入的网页 <iframe>}, 'it is named with its place');
done_testing;
