# The log of all that is published, followed by an auditor that has none of our code
# (tests/log/auditor.mjs): it agrees with what happened, and notices what is rewritten,
# whoever does it and however thoroughly.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode_utf8);
use File::Copy qw(copy);
use JSON::PP qw(decode_json);
use Test::More;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my $state = "$stack->{dir}/auditor";
my @settings;

sub gongkai {
    my ($status, $said) = $stack->gongkai(@settings, @_);
    return ($status, decode_utf8($said));
}

sub audit {
    my ($site, @keys) = @_;
    open my $auditor, '-|', 'node', 'tests/log/auditor.mjs', $site, $state, @keys or die;
    my $said = do { local $/; decode_utf8(<$auditor>) };
    close $auditor;
    return $said;
}

# As the owner: change an entry, and make every hash after it right again.
sub rewrite {
    my ($change) = @_;
    $stack->value("WITH one AS (SELECT e.number, $change AS text FROM gongkai.log_entry AS e WHERE e.number = 3)
        UPDATE gongkai.log_entry AS e
        SET text = o.text, leaf = sha256('\\x00'::bytea || convert_to(o.text, 'UTF8')) FROM one AS o
        WHERE e.number = o.number RETURNING e.number");
}
sub rebuild {
    $stack->value('DELETE FROM gongkai.log_node RETURNING 1');
    $stack->value('SELECT count(gongkai.log_grow(e.number - 1, e.leaf)::text)
        FROM (SELECT number, leaf FROM gongkai.log_entry ORDER BY number) AS e');
}

# What was published without a key.
my $site = $stack->{uncached};
like(audit($site), qr/^ok 25 [0-9a-f]{64}$/, 'the auditor follows the log of the samples');
my $entry = decode_json($stack->get('/api/v1/log/entries?from=1&limit=1')->{content})->{items}[0]{entry};
my $pdf = $stack->get("/api/v1/reports/$entry->{report}/revisions/1.pdf");
is($pdf->{status}, 200, 'the PDF of an entry');
is(sha256_hex($pdf->{content}), $entry->{pdf}, 'is that of the entry');


# Keys.
for my $key (['ed25519'], ['sm2', '--sm2']) {
    my ($name, @option) = @$key;
    my ($status, $said) = gongkai('key', '--new', @option, "$stack->{dir}/$name.pem");
    is($status, 0, "a key is made: $name") or diag($said);
    is((stat "$stack->{dir}/$name.pem")[2] & 07777, 0600, '  that only its owner reads');
    open my $public, '>', "$stack->{dir}/$name.pub" or die;
    print $public $said =~ /(-----BEGIN PUBLIC KEY-----\n.*-----END PUBLIC KEY-----\n)/s;
    close $public;
}
my @keys = map { "$stack->{dir}/$_.pub" } qw(ed25519 sm2);
my ($status, $said) = gongkai('key', '--new', "$stack->{dir}/sm2.pem");
is($status, 1, 'a key is not overwritten');
like($said, qr/已有这个文件/, '  and that is told');
like(audit($site, @keys), qr/^ALARM the head of 25 entries has no signature/, 'without signatures, the auditor who wants them says so');
@settings = ('--set', "log_key=$stack->{dir}/sm2.pem");
($status, $said) = gongkai('publish', '--all');
is($status, 1, 'a key of another algorithm');
like($said, qr/这里应是 Ed25519 的密钥/, '  is refused');
@settings = ('--set', "log_key=$stack->{dir}/ed25519.pem", '--set', "log_key_sm2=$stack->{dir}/sm2.pem");
is((gongkai('publish', '--all'))[0], 0, 'publishing nothing');
like(audit($site, @keys), qr/^ok 25 /, 'signs the log, with both keys');

# The log grows.
is((gongkai('withdraw', '--reason', '填报有误', $entry->{report}))[0], 0, 'a withdrawal');
like(audit($site, @keys), qr/^ok 26 /, 'is followed');
$stack->approve($entry->{report});
is((gongkai('publish', $entry->{report}))[0], 0, 'publishing again');
like(audit($site, @keys), qr/^ok 27 /, 'is followed');
my $proof = decode_json($stack->get("/api/v1/log/proof/$entry->{report}/1")->{content});
is($proof->{withdrawal}{entry}{kind}, 'withdrawal', 'the proof of a revision has its withdrawal');
is($proof->{withdrawal}{entry}{previous}, $proof->{publication}{leaf}, '  which names the publication');
my $feed = decode_json($stack->get('/api/v1/changes?limit=200')->{content})->{items};
is($feed->[26]{links}{proof}, "/api/v1/log/proof/$entry->{report}/2", 'the feed of changes leads to the proof');
is($stack->get("/api/v1/log/$_")->{status}, 404, "$_ is not there")
    for "proof/$entry->{report}/3", 'proof/e1-2024-x/1', 'consistency?from=28', 'consistency?from=5&to=4';
is($stack->get("/api/v1/log/$_")->{status}, 400, "$_ is refused")
    for 'entries?from=0', 'entries?limit=201', 'consistency', 'consistency?from=-1';

# Rewriting.
copy($state, "$state.good") or die;
my $backup = $stack->value('SELECT text FROM gongkai.log_entry WHERE number = 3');
sub restored {
    rewrite('$text$' . $backup . '$text$');
    rebuild();
    copy("$state.good", $state) or die;
    like(audit($site, @keys), qr/^ok 27 /, '  all is well again');
}
rewrite(q{replace(e.text, '2025-03-01T09', '2025-02-28T09')});
like(audit($site, @keys), qr/^ALARM entry 3 .* was rewritten/, 'an entry is rewritten by the owner');
unlink $state;
like(audit($site, @keys), qr/^ALARM the entries do not make the root of the head/, '  who comes for the first time sees it, too');
copy("$state.good", $state) or die;
rebuild();
like(audit($site, @keys), qr/^ALARM the head of 27 entries is not signed by/, 'with all hashes made anew, the signature is wrong');
# Without the key nobody can sign it; with the key, there is who remembers.
$stack->value('DELETE FROM gongkai.log_signature RETURNING 1');
is((gongkai('publish', '--all'))[0], 0, 'signed again, with the key');
like(audit($site, @keys), qr/^ALARM entry 3 .* was rewritten/, 'whoever has followed the log notices');
$stack->value('DELETE FROM gongkai.log_signature RETURNING 1');
rewrite('$text$' . $backup . '$text$');
rebuild();
gongkai('publish', '--all');
restored();
$stack->value("UPDATE gongkai.log_signature SET signature = set_byte(signature, 40, get_byte(signature, 40) # 1) RETURNING 1");
like(audit($site, @keys), qr/^ALARM .* is not signed by/, 'a signature with a wrong bit');
$stack->value('DELETE FROM gongkai.log_signature RETURNING 1');
gongkai('publish', '--all');
$stack->value("DELETE FROM gongkai.log_entry WHERE number = 27 RETURNING 1");
like(audit($site, @keys), qr/^ALARM .*(?:had 27 entries, and has 26|no signature)/, 'an entry is taken away');

done_testing;
