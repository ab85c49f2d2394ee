# `gongkai verify`: what was altered in the database is found and named, whatever it is;
# and files say whether they are what was published. GONGKAI_FLIPS is how many random
# alterations are made (10000 for a night), GONGKAI_SEED which ones.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Test::More;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $flips = $ENV{GONGKAI_FLIPS} || 33;
my $seed  = $ENV{GONGKAI_SEED}  || 1;
srand $seed;
my $stack = Gongkai::Stack->new(services => ['postgres']);
my $staff = "staff_database=host=$stack->{dir}/run dbname=%s user=gongkai_staff";

sub gongkai {
    my ($status, $said) = $stack->gongkai(@_);
    return ($status, decode_utf8($said));
}

# A correction, a withdrawal, and signatures.
my @keys = map { my ($name, @option) = @$_; gongkai('key', '--new', @option, "$stack->{dir}/$name.pem");
    ('--set', "log_key" . ($name eq 'sm2' ? '_sm2' : '') . "=$stack->{dir}/$name.pem") } ['ed'], ['sm2', '--sm2'];
my $id = 'e1-2024-522700-197-2024-01';
$stack->value("UPDATE gongkai.report SET filled_on = filled_on - 1 WHERE id = '$id'");
$stack->approve($id);
is((gongkai(@keys, 'publish', $id))[0], 0, 'a correction');
is((gongkai(@keys, 'withdraw', '--reason', '填报有误', 'd1-2023-430602-106'))[0], 0, 'a withdrawal');
my ($status, $said) = gongkai('verify');
is($status, 0, 'what was published is whole') or diag($said);
like($said, qr/日志 27 条，根 [0-9a-f]{64}\n签名 4 个\nPDF 26 份与登记的一致，0 份没有登记，0 份.*\n没有改动/, 'and all of it was looked at');

# Files.
sub spurt {
    my ($name, $bytes) = @_;
    open my $file, '>:raw', "$stack->{dir}/$name" or die;
    print $file $bytes;
    close $file;
    return "$stack->{dir}/$name";
}
my $json = $stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$id' AND number = 2");
($status, $said) = gongkai('verify', spurt('current.json', $json));
is($status, 0, 'a document that is public');
like($said, qr/✓ .*current\.json：是这里于 \S+ 公开的 JSON，\Q$id\E 第 2 次修订，现行有效/, '  is said to be so');
for my $case (
    ['superseded', $id, qr/已被第 2 次修订代替/],
    ['withdrawn', 'd1-2023-430602-106', qr/已于 \S+ 撤回：填报有误/])
{
    my ($name, $report, $words) = @$case;
    ($status, $said) = gongkai('verify', spurt("$name.json", $stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$report' AND number = 1")));
    is($status, 1, "a document that is $name");
    like($said, $words, '  is said to be so');
}
(my $altered = $json) =~ s/"year":2024/"year":2023/;
like((gongkai('verify', spurt('altered.json', $altered)))[1], qr/自称是 \Q$id\E，但内容被改动过/, 'one that was altered');
like((gongkai('verify', spurt('strange.pdf', '%PDF-1.4')))[1], qr/不是这里公开的文件，或者被改动过/, 'one of somebody else');

# Alterations of whoever may do anything: constraints are in nobody's way.
$stack->value("DO \$\$ DECLARE c record; BEGIN
    FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
        WHERE connamespace = 'gongkai'::regnamespace AND contype IN ('c', 'f') AND conrelid <> 0 LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname);
    END LOOP;
    FOR c IN SELECT contypid::regtype AS t, conname FROM pg_constraint
        WHERE connamespace = 'gongkai'::regnamespace AND contypid <> 0 LOOP
        EXECUTE format('ALTER DOMAIN %s DROP CONSTRAINT %I', c.t, c.conname);
    END LOOP; END \$\$");
my %kinds = (
    text  => q{overlay(%1$s placing chr(ascii(substr(%1$s::text, %2$d %% length(%1$s::text) + 1, 1)) # 1) from %2$d %% length(%1$s::text) + 1 for 1)},
    bytes => q{set_byte(%1$s, %2$d %% length(%1$s), get_byte(%1$s, %2$d %% length(%1$s)) # (1 << (%2$d %% 8)))},
    count => q{%1$s + 1},
    time  => q{%1$s + interval '1 second'},
);
my @columns = (
    [qw(log_entry text text)], [qw(log_entry leaf bytes)], [qw(log_node hash bytes)], [qw(change at time)],
    [qw(change revision count)], [qw(change reason text)], [qw(change report_id text)],
    [qw(revision document text)], [qw(revision sha256 text)], [qw(revision previous_sha256 text)],
    [qw(revision template_digest text)], [qw(revision published_at time)], [qw(revision withdrawn_at time)],
    [qw(rendition pdf_sha256 text)], [qw(rendition sha256 text)], [qw(rendition program text)], [qw(rendition fonts text)],
    [qw(font_set text text)], [qw(short_code code text)], [qw(log_signature signature bytes)], [qw(log_key public_key bytes)],
    [qw(publication revision count)], [qw(publication title text)], [qw(publication published_at time)],
    [qw(publication department_code text)], [qw(publication year count)],
);
my @deleted = qw(log_entry log_node change revision rendition short_code publication);
my $missed = 0;
for my $flip (1 .. $flips) {
    my ($table, $column, $kind) = @{ $columns[($flip - 1) % @columns] };
    my $where = "SELECT ctid FROM gongkai.$table WHERE $column IS NOT NULL ORDER BY ctid OFFSET %d LIMIT 1";
    my $alteration;
    if ($flip % (@columns + @deleted) >= @columns) {
        $table = $deleted[$flip % @deleted];
        $alteration = "DELETE FROM gongkai.$table WHERE ctid = (SELECT ctid FROM gongkai.$table ORDER BY ctid OFFSET %d LIMIT 1)";
    }
    else {
        # Where the alphabet of codes or the form of an identifier is left, it is still an alteration.
        $alteration = "UPDATE gongkai.$table SET $column = " . sprintf($kinds{$kind}, $column, int rand 100_000)
            . " WHERE ctid = ($where)";
    }
    my $rows = $stack->value("SELECT count(*) FROM gongkai.$table" . ($alteration =~ /^UPDATE/ ? " WHERE $column IS NOT NULL" : ''));
    $alteration = sprintf $alteration =~ s/%(?!d LIMIT)/%%/gr, int rand $rows;
    $stack->value("DROP DATABASE IF EXISTS flipped", 'postgres');
    $stack->value("CREATE DATABASE flipped TEMPLATE gongkai STRATEGY file_copy", 'postgres');
    $stack->value($alteration, 'flipped');
    ($status, $said) = gongkai('--set', sprintf($staff, 'flipped'), 'verify', '--quick');
    next if $status == 1 && $said =~ /^✗ \S/m;
    diag("seed $seed, flip $flip: $alteration\n$said");
    $missed++;
}
is($missed, 0, "each of $flips alterations is found and named");

# What only the pages show: another site on the paper, another template.
for my $alteration ("UPDATE gongkai.rendition SET site = 'https://gongkai.example' WHERE report_id = '$id'",
    "UPDATE gongkai.template_version SET text = replace(text, '— {page} —', '- {page} -')")
{
    $stack->value("DROP DATABASE IF EXISTS flipped", 'postgres');
    $stack->value("CREATE DATABASE flipped TEMPLATE gongkai STRATEGY file_copy", 'postgres');
    $stack->value($alteration, 'flipped');
    ($status, $said) = gongkai('--set', sprintf($staff, 'flipped'), 'verify');
    is($status, 1, $alteration);
    like($said, qr/^✗ .*(?:用同样的字体和程序做出的 PDF 与登记的不同|登记的模板不是公开时的)/m, '  is found');
}
done_testing;
