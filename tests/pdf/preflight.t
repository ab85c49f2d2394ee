# Apache PDFBox preflight, an independent checker of PDF/A-1, finds nothing: in
# the sample documents, in titles that XML or PDF might trip over, in a long one.
use strict;
use warnings;
use utf8;
use Test::More;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $folder = folder() . '/files';
mkdir $folder or die "$folder: $!";
my @rendered;

# Render a document's data into the folder under check.
sub render {
    my ($name, $data) = @_;
    my $run = gongkai('render', '--data', $data, '-o', "$folder/$name.pdf");
    is($run->{status}, 0, "$name is rendered") or diag($run->{err});
    push @rendered, "$name.pdf";
}

for my $sample (glob('sql/sample/*.json'), glob('tests/fixture/*.json')) {
    my $document = read_json($sample);
    next unless -e "templates/$document->{form}.xml";
    render($sample =~ s{.*/(.*)\.json}{$1}r, $sample);
}

# As it is published: with a date, without the watermark.
my $document = read_json('tests/fixture/E1.json');
my $number = 0;
for my $at (qw(2024-05-06T07:08:09Z 2024-05-06T07:08:09.654321+08:00 2024-12-31T23:59:59-03:30)) {
    $document->{published} = { revision => 1, at => $at };
    render('published-' . ++$number, write_json('published.json', $document));
}

# What stands in the information dictionary and in XML alike.
my @titles = ('<甲> & "乙" \'丙\' ]]>', " 甲\t乙\n 丙 ", '𬬻与𫖯', '(甲\\乙', "e\x{301}", '/Name <</A 1>>');
for my $i (0 .. $#titles) {
    $document->{project}{name} = $titles[$i];
    $document->{department}{name} = $titles[$i];
    render("title-$i", write_json('title.json', $document));
}

# More than 300 pages: 10,000 rows, more than an array may hold.
my $row = $document->{indicators}[0]{children}[0]{children}[0];
$document->{project}{name} = '长';
$document->{indicators} = [map {
    my $first = $_;
    { name => "一级$first", weight => '1', children => [map {
        my $second = $_;
        { name => "二级$second", children => [map { { %$row, name => "第${first}组第${second}项之$_" } } 1 .. 50] }
    } 1 .. 20] }
} 1 .. 10];
render('long', write_json('long.json', $document));
cmp_ok(pdf_info("$folder/long.pdf")->{Pages}, '>', 300, 'the long one has more than 300 pages');

for my $name (@rendered) {
    my $check = qx(qpdf --check '$folder/$name' 2>&1);
    ok($? == 0 && $check !~ /warning/i, "$name: qpdf finds nothing") or diag($check);
}

# One that is wrong, so that we see the checker at work.
my $wrong = slurp("$folder/E1.pdf");
$wrong =~ s/GTS_PDFA1/GTS_PDFX1/ or die;
spurt("$folder/wrong.pdf", $wrong);

my $java = '/usr/share/java';
my $jars = join ':', map { "$java/$_.jar" }
    qw(preflight pdfbox2 xmpbox fontbox2 commons-logging commons-io javax.activation jaxb-api);
my $said = qx(java -cp $jars org.apache.pdfbox.preflight.Validator_A1b xml group $folder 2>&1);
ok(-s "$folder.preflight.xml", 'preflight runs') or diag($said);
my %result = -s "$folder.preflight.xml"
    ? slurp("$folder.preflight.xml") =~ m{<preflight name="([^"]+)">(.*?)</preflight>}gs : ();
like($result{'wrong.pdf'} // '', qr{<isValid type="PDF/A1-b">false}, 'preflight finds what is wrong');
for my $name (@rendered) {
    like($result{$name} // 'not checked', qr{<isValid type="PDF/A1-b">true}, "$name: preflight finds nothing");
}
cmp_ok(scalar @rendered, '>=', 30, scalar(@rendered) . ' documents');
done_testing;
