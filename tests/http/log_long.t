# A long log: publications, corrections and withdrawals, followed by the auditor that has none
# of our code while it grows, and each of some entries rewritten by the owner. GONGKAI_ENTRIES
# is how many (10000 for a night), GONGKAI_SEED which entries are rewritten.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use File::Copy qw(copy);
use Test::More;
use Time::HiRes qw(time);
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $entries = $ENV{GONGKAI_ENTRIES} || 300;
srand($ENV{GONGKAI_SEED} || 1);
my $stack = Gongkai::Stack->new;
my $state = "$stack->{dir}/auditor";
my @keys = ('--set', "log_key=$stack->{dir}/log.pem");
my ($status, $public) = $stack->gongkai('key', '--new', "$stack->{dir}/log.pem");
is($status, 0, 'a key');
open my $pem, '>', "$stack->{dir}/log.pub" or die;
print $pem $public =~ /(-----BEGIN PUBLIC KEY-----\n.*-----END PUBLIC KEY-----\n)/s;
close $pem;

sub audit {
    my ($from) = @_;
    open my $auditor, '-|', 'node', 'tests/log/auditor.mjs', $stack->{uncached}, $from, "$stack->{dir}/log.pub" or die;
    my $said = do { local $/; decode_utf8(<$auditor>) };
    close $auditor;
    return $said;
}

# Revisions of one report, whose documents are copies, entered as publish() enters them: to
# import, check and approve so many would take hours. Every seventh is withdrawn.
my $id = 'e1-2024-522700-197-2024-01';
my $size = 25;
my $begun = time;
while ($size < $entries) {
    my $some = $entries - $size < 1000 ? $entries - $size : 1000;
    my $left = $stack->value(<<"    END");
        SET session_replication_role = replica;
        DO \$do\$ DECLARE n integer; BEGIN
            FOR n IN $size + 1 .. $size + $some LOOP
                INSERT INTO gongkai.revision
                SELECT (jsonb_populate_record(v, jsonb_build_object('number', n, 'document', d.text, 'previous_sha256', v.sha256,
                    'sha256', encode(sha256(convert_to(d.text, 'UTF8')), 'hex')))).*
                FROM gongkai.revision AS v
                CROSS JOIN LATERAL (SELECT v.document || n AS text) AS d
                WHERE v.report_id = '$id' AND v.number = 1;
                PERFORM gongkai.record_change(CASE WHEN n % 7 = 0 THEN 'withdrawal' ELSE 'correction' END, '$id', n, now(), false, 'test',
                    'E1', 2024, '522700-197', '部门');
                PERFORM gongkai.log_changes();
            END LOOP;
        END \$do\$;
        SELECT count(*) FROM gongkai.log_entry
    END
    ($size) = $left =~ /(\d+)\s*\z/;
    is(($stack->gongkai(@keys, 'publish', '--all'))[0] // -1, 0, "signed at $size") or last;
    like(audit($state), qr/^ok $size [0-9a-f]{64}$/, '  and followed');
}
diag(sprintf '%d entries in %.0f s', $size, time - $begun) if $entries > 1000;

# Whatever is asked of the log and of codes has an answer, and no fault of ours is one.
my @values = ('', '0', '-1', '1', $size, $size + 1, '00', '1e3', '1.0', '9223372036854775807', '9223372036854775808', '%00', '%FF',
    '%27', '%E4%B8%80', 'x' x 300, '+1', ' 1', '%201', '1%0A', 'null', '0x1', '{}', 'e1-2024-522700-197-2024-01', '0000-0000-0000-01ZV');
my %answered;
for (1 .. 300) {
    my ($one, $other) = map { $values[rand @values] } 1, 2;
    my @any = ("/api/v1/log/entries?from=$one&limit=$other", "/api/v1/log/consistency?from=$one&to=$other",
        "/api/v1/log/proof/$one/$other", "/api/v1/log/head?$one=$other", "/v/$one", "/v?code=$one", "/api/v1/log/$one");
    my $path = $any[rand @any];
    my $answer = $stack->get($path =~ s/ /%20/gr, base => $stack->{uncached});
    $answered{ $answer->{status} }++;
    diag("$path: $answer->{status}") if $answer->{status} !~ /^(?:200|303|400|404|414)$/;
}
is(join(' ', grep { !/^(?:200|303|400|404|414)$/ } keys %answered), '', 'any parameters: ' . join ', ', map { "$answered{$_} $_" } sort keys %answered);
unlike($stack->log('server'), qr/ error /, '  and the server knows of no fault');

copy($state, "$state.good") or die;
my $missed = 0;
for (1 .. 5) {
    my $number = 1 + int rand $size;
    my $text = $stack->value("SELECT text FROM gongkai.log_entry WHERE number = $number");
    $stack->value("UPDATE gongkai.log_entry AS e SET text = o.text, leaf = sha256('\\x00'::bytea || convert_to(o.text, 'UTF8'))
        FROM (SELECT replace(text, '\"recorded\":\"2', '\"recorded\":\"1') AS text FROM gongkai.log_entry WHERE number = $number) AS o
        WHERE e.number = $number");
    copy("$state.good", $state) or die;
    my $said = audit($state);
    if ($said !~ /^ALARM entry $number .* was rewritten/) {
        $missed++;
        diag("entry $number: $said");
    }
    $stack->value("UPDATE gongkai.log_entry SET text = \$t\$$text\$t\$, leaf = sha256('\\x00'::bytea || convert_to(\$t\$$text\$t\$, 'UTF8'))
        WHERE number = $number");
}
is($missed, 0, 'five entries that the owner rewrites, each is noticed');
copy("$state.good", $state) or die;
like(audit($state), qr/^ok $size /, 'and all is well again');
done_testing;
