# `gongkai verify`: what was altered in the database is found and named, whatever it is;
# and files say whether they are what was published. GONGKAI_FLIPS is how many random
# alterations are made (10000 for a night), GONGKAI_SEED which ones, GONGKAI_TOGETHER how many
# at most in one run of `verify`. On 2026-11-30 none was missed of 6,000, in seeds 61 to 66; before
# that none of 4,900, of which it was only asked that some fault was told.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use IO::Handle;
use IPC::Open2 qw(open2);
use JSON::PP qw(decode_json encode_json);
use POSIX qw(strftime);
use Test::More;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $flips = $ENV{GONGKAI_FLIPS} || 90;
my $seed  = $ENV{GONGKAI_SEED}  || 1;
srand $seed;
my $stack = Gongkai::Stack->new;

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
like($said, qr/日志 27 条，根 [0-9a-f]{64}\n签名 4 个\n文件：26 次修订与登记的一致，0 次没有登记，因为字体（0 次）或程序（0 次）.*\n没有改动/, 'and all of it was looked at');

# Files.
sub spurt {
    my ($name, $bytes) = @_;
    open my $file, '>:raw', "$stack->{dir}/$name" or die;
    print $file utf8::is_utf8($bytes) ? encode_utf8($bytes) : $bytes;
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
like((gongkai('verify', spurt('page.html', $stack->get("/api/v1/reports/$id.html")->{content})))[1], qr/^！ \S+：网页没有登记摘要，不能核对/, 'a page, of which nobody can say');
($status, $said) = gongkai('verify', "$stack->{dir}/none.pdf", "$stack->{dir}/withdrawn.json", "$stack->{dir}/current.json");
is($status, 1, 'a file that there is not');
like($said, qr/^✗ \S+none\.pdf：.*^！ \S+：是这里于 2025-03-01T09:00:00\+08:00（补录）公开的.*^✓ \S+current\.json：/ms, '  is in nobody\'s way; a time that was given is told as such');
like((gongkai('verify', spurt('strange.pdf', '%PDF-1.4')))[1], qr/不是这里公开的文件，或者被改动过/, 'one of somebody else');

# All faces, as the site gives them; and without database or network, with what was saved.
sub get {
    my ($name, $path) = @_;
    my $answer = $stack->get($path);
    is($answer->{status}, 200, $path);
    return spurt($name, $answer->{content});
}
my $revision = "/api/v1/reports/$id/revisions/2";
my %face = map { $_ => get("current.$_", "$revision.$_") } qw(pdf ofd xlsx json);
my %label = (pdf => 'PDF', ofd => 'OFD', xlsx => 'Excel', json => 'JSON');
my $proof = get('proof', "/api/v1/log/proof/$id/2");
my $head = get('head', '/api/v1/log/head');
my $key = spurt('ed.pub', (gongkai('key', "$stack->{dir}/ed.pem"))[1]);
my $other_key = spurt('other.pub', (gongkai('key', '--new', "$stack->{dir}/other.pem"))[1]);
my @nowhere = ('--set', 'staff_database=host=/nonexistent', 'verify', '--proof', $proof);
for my $name (sort keys %face) {
    ($status, $said) = gongkai('verify', $face{$name});
    is($status, 0, "$name as it was published") or diag($said);
    like($said, qr/✓ \S+：是这里于 \S+ 公开的 $label{$name}，\Q$id\E 第 2 次修订，现行有效/, '  is said to be so');
    ($status, $said) = gongkai(@nowhere, '--head', $head, '--key', $key, $face{$name});
    is($status, 0, '  without a database') or diag($said);
    like($said, qr/✓ \S+：是于 \S+ 公开的 $label{$name}，\Q$id\E 第 2 次修订，日志到 \S+ 的这份证明没有提到撤回；有没有撤回或更正，要联网才知道/, '    too');
    # One bit of it.
    my $bytes = do { open my $file, '<:raw', $face{$name} or die; local $/; <$file> };
    my $wrong = 0;
    for (1 .. 10) {
        my $place = int rand length $bytes;
        my $flipped = substr($bytes, 0, $place) . chr(ord(substr $bytes, $place, 1) ^ 1 << int rand 8) . substr $bytes, $place + 1;
        my $path = spurt("flipped.$name", $flipped);
        ($status, $said) = gongkai('verify', $path);
        $wrong++ if $status != 1 || $said !~ /^✗ \S+：(?:不是这里公开的文件|自称是 \Q$id\E，但内容被改动过)/m;
        ($status, $said) = gongkai(@nowhere, '--head', $head, $path);
        $wrong++ if $status != 1 || $said !~ /^✗ \S+：与证明中的 \Q$id\E 第 2 次修订不同/m;
    }
    is($wrong, 0, '  ten times with one bit changed, it is found');
}
my $gone = get('gone.proof', '/api/v1/log/proof/d1-2023-430602-106/1');
($status, $said) = gongkai('verify', '--proof', $gone, '--head', $head, "$stack->{dir}/withdrawn.json");
is($status, 1, 'what was withdrawn');
like($said, qr/！ \S+：是于 \S+（补录）公开的 JSON，d1-2023-430602-106 第 1 次修订，已于 \S+ 撤回/, '  is said to be so');
my $proven = do { open my $file, '<:raw', $proof or die; local $/; <$file> };
for my $case (
    ['an entry that is another', sub { s/"revision":2/"revision":1/ }, qr/证明不成立/],
    ['a path that is another', sub { s/"path":\["./"path":["g/ }, qr/证明不成立/],
    ['a root that is another', sub { s/("root":")(.)/$1 . ($2 eq 'a' ? 'b' : 'a')/e }, qr/证明不成立/],
    ['another size', sub { s/"size":27/"size":28/ }, qr/证明不成立|要同时保存/],
    ['nothing', sub { $_ = '{}' }, qr/证明不成立/],
    ['no JSON', sub { $_ = '{' }, qr/wrong/])
{
    my ($what, $change, $words) = @$case;
    local $_ = $proven;
    $change->();
    ($status, $said) = gongkai('verify', '--proof', spurt('wrong.proof', $_), '--head', $head, $face{pdf});
    is($status, 1, "a proof with $what");
    like($said, $words, '  is none') if $what ne 'no JSON';
}
my $saved = do { open my $file, '<:raw', $head or die; local $/; <$file> };
like((gongkai(@nowhere, '--head', spurt('wrong.head', $saved =~ s/("root":")(.)/$1 . ($2 eq 'a' ? 'b' : 'a')/er), $face{pdf}))[1],
    qr/根却不同：日志被改写过，或者证明是假的/, 'a head that was saved and is another');
like((gongkai(@nowhere, '--head', spurt('old.head', $saved =~ s/"size":27/"size":26/r), $face{pdf}))[1],
    qr/是 26 条的头，.* 是 27 条的证明/, 'a head of another time');
like((gongkai(@nowhere, '--key', $other_key, $face{pdf}))[1], qr/不是用 \S+ 签的/, 'a key that is another');
like((gongkai(@nowhere, '--key', $proof, $face{pdf}))[1], qr/不是 PEM 格式的公钥/, 'a key that is none');
like((gongkai(@nowhere, $face{pdf}))[1], qr/离线核对要有 --proof/, 'nothing to go by');
is((gongkai('verify', '--proof', $proof, '--head', $head))[0], 2, 'no file');

# Fonts that are others are a state of its own, and no alteration.
my $manifest = do { open my $file, '<', 'fonts/manifest.json' or die; local $/; <$file> };
$manifest =~ s/NotoSerifCJK-Regular/NotoSansCJK-Regular/;
($status, $said) = gongkai('--set', 'fonts=' . spurt('fonts.json', $manifest), 'verify');
is($status, 0, 'with another font') or diag($said);
like($said, qr/文件：0 次修订与登记的一致，0 次没有登记，因为字体（26 次）或程序（0 次）已不是公开时的而无法照原样重做/, '  no file comes out as it was, and that is told');

# For many alterations more departments, which go together: with codes that no alteration of one
# character makes of another.
my $entries = 27;
if ($flips > 500) {
    $stack->value("SET gongkai.person = '经办'; SELECT count(*)
        FROM unnest('{2,4,6}'::integer[]) AS a CROSS JOIN unnest('{2,4,6,8}'::integer[]) AS b CROSS JOIN gongkai.publication AS p
        JOIN gongkai.revision AS v ON v.report_id = p.report_id AND v.number = p.revision
        CROSS JOIN LATERAL gongkai.import_document(
            replace(v.document, '522700-197', concat('522700-', a, 9, b))::jsonb - 'id' - 'published') AS i
        WHERE p.department_code = '522700-197'");
    $stack->approve;
    is((gongkai(@keys, 'publish', '--all'))[0], 0, 'more departments');
    $entries += 24;
}

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
    text  => q{overlay(%1$s placing chr(coalesce(nullif(ascii(substr(%1$s::text, %2$d %% length(%1$s::text) + 1, 1)) # 1, 0), 2)) from %2$d %% length(%1$s::text) + 1 for 1)},
    bytes => q{set_byte(%1$s, %2$d %% length(%1$s), get_byte(%1$s, %2$d %% length(%1$s)) # (1 << (%2$d %% 8)))},
    count => q{%1$s + 1},
    time  => q{%1$s + interval '1 second'},
);
my @columns = (
    [qw(log_entry text text)], [qw(log_entry leaf bytes)], [qw(log_node hash bytes)], [qw(change at time)],
    [qw(change revision count)], [qw(change reason text)], [qw(change report_id text)],
    [qw(revision document text)], [qw(revision sha256 text)], [qw(revision previous_sha256 text)],
    [qw(change department_name text)], [qw(change year count)], [qw(change made_by text)], [qw(revision title text)],
    [qw(revision published_by text)], [qw(published_region name text)], [qw(published_region reports count)],
    [qw(revision template_digest text)], [qw(revision published_at time)], [qw(revision withdrawn_at time)],
    [qw(rendition pdf_sha256 text)], [qw(rendition ofd_sha256 text)], [qw(rendition xlsx_sha256 text)],
    [qw(rendition sha256 text)], [qw(rendition program text)], [qw(rendition fonts text)],
    [qw(font_set text text)], [qw(short_code code text)], [qw(log_signature signature bytes)], [qw(log_key public_key bytes)],
    [qw(publication revision count)], [qw(publication title text)], [qw(publication published_at time)],
    [qw(publication department_code text)], [qw(publication year count)], [qw(publication executed count)],
    [qw(publication region_name text)], [qw(publication index_number text)], [qw(published_text body text)], [qw(published_text folded text)],
    [qw(published_indicator name text)], [qw(published_indicator actual_value text)], [qw(published_indicator weight count)],
    [qw(project_year executed count)], [qw(project_year project_name text)], [qw(project_summary executed count)],
    [qw(project_summary projects count)], [qw(published_project name text)], [qw(department_year executed count)],
    [qw(department_year department_name text)], [qw(published_department name text)], [qw(published_department reports count)],
    [qw(published_total total count)], [qw(transition change count)], [qw(transition person text)], [qw(transition at time)],
);
my @deleted = qw(log_entry log_node log_key change revision rendition short_code publication published_text
    published_words published_indicator project_year project_summary published_project department_year published_department published_region);
my @inserted = qw(log_node change revision publication short_code published_text published_indicator project_year published_project
    department_year published_department);

# One session for all alterations, which answers each statement with a line.
my $psql = open2(my $answers, my $asks, 'psql', '--no-psqlrc', '-qAt', '-h', "$stack->{dir}/run", '-U', 'postgres', '-d', 'gongkai');
binmode $_, ':utf8' for $answers, $asks;
$asks->autoflush(1);
sub told {
    my ($statement) = @_;
    print $asks "$statement;\n\\echo .\n";
    my @lines;
    while (defined(my $line = <$answers>)) {
        last if $line eq ".\n";
        push @lines, $line;
    }
    my $told = join '', @lines;
    chomp $told;
    return $told;
}
told($_) for 'SET session_replication_role = replica', 'SET search_path = gongkai';
my %names = map { $_ => told("SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = '$_'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''") } @deleted, @inserted;

# Alterations of several departments are made together and verified at once. Each must be named
# by itself: a fault is told of something of its department, or of the very row, and no fault is
# told of a department in which nothing was altered. So what one does, none can hide.
my %of_department;  # what a department's faults are told of
my %department;     # by entry, report, project and by itself
for (split /\n/, told("SELECT concat_ws('|', c.number, c.report_id, v.document::json #>> '{project,code}', c.department_code)
    FROM change AS c JOIN revision AS v ON v.report_id = c.report_id AND v.number = c.revision"))
{
    my ($number, @which) = split /\|/;
    @department{ $number, @which } = ($which[-1]) x (@which + 1);
    push @{ $of_department{ $which[-1] } }, "日志第 $number 条", @which;
}

# What a fault may be told of, for a row of a table, and what of the database it takes for itself
# or touches: none that takes goes together with another that takes or touches the same.
my %sums = map { $_ => 1 } qw(publication project_year published_project department_year published_department);
sub scope {
    my ($table, $column, $which, $row) = @_;
    my $number = $table eq 'log_node' ? ($row->{place} + 1) << $row->{level}
        : $table =~ /^(?:log_entry|change)$/ ? $row->{number} : $row->{change};
    my ($of) = grep { defined } map { $department{ $_ // '' } } @$row{qw(report_id project_code department_code code)}, $number;
    my %scope = (which => [ @{ $of_department{ $of // '' } || [] } ], takes => [ $of // () ], touches => [ '', $sums{$table} ? 'sums' : () ]);
    if ($table eq 'log_node' || $table eq 'log_entry' && $column ne 'leaf') {
        push @{ $scope{takes} }, 'tree';
        push @{ $scope{which} }, "$row->{level} $row->{place}" if $table eq 'log_node';
    } elsif ($table =~ /^log_(?:signature|key)$/) {
        @scope{qw(which takes)} = ([qr/日志前 \d+ 条的签名/], ['tree']);
    } elsif ($table =~ /^(?:project_summary|published_total|published_region)$/) {
        my @key = $table eq 'published_region' ? $row->{code} : $table eq 'project_summary' ? @$row{qw(level code year form band)} : (@$row{qw(list region_code)}, $row->{year} || (), $row->{form});
        @scope{qw(which takes)} = (["@key"], [ $of // (), 'sums' ]);
    } elsif ($table eq 'font_set') {
        @scope{qw(which takes)} = ([qr/日志第 \d+ 条/], ['']);
    }
    return \%scope;
}

sub together {
    my ($one, @others) = @_;
    for my $other (@others) {
        my %taken = map { $_ => 1 } @{ $other->{takes} };
        my %held = (%taken, map { $_ => 1 } @{ $other->{touches} });
        return 0 if grep({ $held{$_} } @{ $one->{takes} }) || grep { $taken{$_} } @{ $one->{touches} };
    }
    return 1;
}

# Alter something that goes together with what was altered already; returns what was done, with
# the statement that undoes it, or nothing where no row was found.
sub alter {
    my ($flip, @others) = @_;
    my ($table, $column, $kind) = @{ $columns[$flip % @columns] };
    my $which = $flip % 4 ? 'alter' : $flip % 8 ? 'delete' : 'insert';
    $table = $deleted[$flip / 8 % @deleted] if $which eq 'delete';
    $table = $inserted[$flip / 8 % @inserted] if $which eq 'insert';
    $column = '' if $which ne 'alter';
    my $where = $which eq 'alter' ? "WHERE $column IS NOT NULL" : '';
    my $rows = told("SELECT count(*) FROM $table $where");
    my ($at, $row) = split /\|/, told("SELECT ctid, to_jsonb(t) FROM $table AS t $where ORDER BY ctid OFFSET " . int(rand $rows) . ' LIMIT 1'), 2;
    return if !defined $row;
    my $scope = scope($table, $column, $which, decode_json(encode_utf8($row)));
    return if !together($scope, @others);
    my $done;
    if ($which eq 'alter') {
        my $new = sprintf $kinds{$kind}, 'o.old', int rand 100_000;
        $done = "UPDATE $table AS t SET $column = $new FROM (SELECT ctid AS at, $column AS old FROM $table WHERE ctid = '$at') AS o
            WHERE t.ctid = o.at RETURNING format('UPDATE $table SET $column = %L WHERE ctid = %L', o.old, t.ctid)";
    } elsif ($which eq 'delete') {
        $done = "DELETE FROM $table AS t WHERE ctid = '$at'
            RETURNING format('INSERT INTO $table ($names{$table}) SELECT $names{$table} FROM jsonb_populate_record(NULL::$table, %L)', to_jsonb(t))";
    } else {
        $done = another($table, $at, decode_json(encode_utf8($row)), $scope);
    }
    return { %$scope, flip => $flip, done => $done, undo => told($done) };
}

# A second row like another, as far as its keys allow: its first text or number is another.
my %first = (log_node => 'place', change => 'number', revision => 'number', publication => 'report_id', short_code => 'code',
    published_text => 'change', published_indicator => 'change', project_year => 'project_code', published_project => 'code',
    department_year => 'department_code', published_department => 'code');
sub another {
    my ($table, $at, $row, $scope) = @_;
    my $key = $first{$table};
    my $value = $table eq 'short_code' ? $row->{code} =~ tr/0-9/1-90/r : $key =~ /code|report_id/ ? "$row->{$key}x" : $row->{$key} + 1000;
    push @{ $scope->{which} }, $table eq 'log_node' ? "$row->{level} $value" : $key eq 'change' ? "change $value" : $value;
    my $new = encode_json({ $key => $value, $table eq 'short_code' ? (revision => $row->{revision} + 1000)
        : $table eq 'publication' ? (change => $row->{change} + 1000) : () });
    return "INSERT INTO $table ($names{$table}) SELECT " . join(', ', map { "n.$_" } split /, /, $names{$table})
        . " FROM $table AS k, jsonb_populate_record(NULL::$table, to_jsonb(k) || '$new') AS n
        WHERE k.ctid = '$at' RETURNING format('DELETE FROM $table WHERE ctid = %L', ctid)";
}

# Whether a fault is one of an alteration. Those of the tree and of the signatures come up at
# later entries, too.
sub is_named {
    my ($alteration, $which, $what) = @_;
    my $is_tree = grep { $_ eq 'tree' } @{ $alteration->{takes} // [] };
    my $text = $what =~ /^日志缺(第 \d+ 条)/ ? "日志$1" : $what eq '日志的树与条目不符' && !$is_tree ? '' : $which;
    return grep { $text =~ (ref $_ ? $_ : qr/(?<![\w-])\Q$_\E(?![\w-])/) } @{ $alteration->{which} };
}

# The alterations that `verify` did not name; and faults of what nothing was done to.
sub missed {
    my @alterations = @_;
    my ($status, $said) = gongkai('verify', '--quick');
    my @faults = $said =~ /^✗ (.*?)：(.*)$/mg;
    my %is_found;
    my @strange;
    while (my ($which, $what) = splice @faults, 0, 2) {
        my @of = grep { is_named($alterations[$_], $which, $what) } 0 .. $#alterations;
        @is_found{@of} = (1) x @of;
        push @strange, "$which：$what" if !@of && grep { is_named({ which => $_ }, $which, $what) } values %of_department;
    }
    my @missed = grep { $status != 1 || !$is_found{$_} } 0 .. $#alterations;
    diag("seed $seed, flip $alterations[$_]{flip}: $alterations[$_]{done}\nnot named in $said") for @missed;
    diag("said of what was not altered by " . join(', ', map { $_->{flip} } @alterations) . ": $_") for @strange;
    told($_->{undo}) for reverse @alterations;
    return @missed + @strange;
}

my $most = $ENV{GONGKAI_TOGETHER} || 8;
my @waiting = 1 .. $flips;
my $missed = 0;
my $runs = 0;
while (@waiting) {
    my @alterations;
    my @later;
    while (@waiting && @alterations < $most && @later < 3 * $most) {
        my $flip = shift @waiting;
        my $alteration = alter($flip, @alterations);
        die "flip $flip: $alteration->{done}\n" if $alteration && $alteration->{undo} eq '';
        push @{ $alteration ? \@alterations : \@later }, $alteration // $flip;
    }
    unshift @waiting, @later;
    $missed += missed(@alterations);
    diag(strftime('%T', localtime), ' ', $flips - @waiting, " alterations in ", $runs + 1, " runs, $missed missed") if $runs++ % 50 == 49;
    next if $runs % 25 && @waiting;
    ($status, $said) = gongkai('verify', '--quick');
    die "not undone: $said" if $status != 0;
}
is($missed, 0, "each of $flips alterations, in $runs runs, is found and named, and nothing else");

# Parts: entry 26, the correction, is of the first of two.
my $half = int $entries / 2;
for my $part (qw(0/3 4/3 3 1/2x)) {
    is((gongkai('verify', '--part', $part))[0], 2, "no part: $part");
}
told("UPDATE revision SET document = document || ' ' WHERE report_id = '$id' AND number = 2");
($status, $said) = gongkai('verify', '--quick', '--part', '1/2');
like("$status $said", qr/^1 .*✗ 日志第 26 条 \Q$id\E 第 2 次修订：文档被改动\n日志 $entries 条.*第 1 份，共 2 份：对照了其中 $half 条/ms, 'a part finds what was altered in it');
($status, $said) = gongkai('verify', '--quick', '--part', '2/2');
like("$status $said", qr/^0 .*日志 $entries 条.*对照了其中 @{[$entries - $half]} 条.*\n没有改动\n/ms, '  and no other');
told("UPDATE revision SET document = left(document, -1) WHERE report_id = '$id' AND number = 2");

# The steps of publishing say the same as the log.
told("CREATE TEMP TABLE kept AS SELECT * FROM transition WHERE kind = 'publish' ORDER BY number LIMIT 1");
told("UPDATE transition AS t SET person = 'other' FROM kept AS k WHERE t.number = k.number");
($status, $said) = gongkai('verify', '--quick');
like("$status $said", qr/^1 .*✗ \S+ \d+：步骤与公开或撤回不符$/ms, 'somebody else is said to have published');
told('DELETE FROM transition AS t USING kept AS k WHERE t.number = k.number');
($status, $said) = gongkai('verify', '--quick');
like("$status $said", qr/^1 .*✗ \S+ \d+：公开或撤回没有记作步骤$/ms, 'a step is gone');
told('INSERT INTO transition OVERRIDING SYSTEM VALUE SELECT * FROM kept');
told("INSERT INTO transition (report_id, kind, person, change) SELECT report_id, 'publish', person, 1000000 FROM kept");
($status, $said) = gongkai('verify', '--quick');
like("$status $said", qr/^1 .*✗ \S+ \d+：步骤没有对应的公开或撤回$/ms, 'a step that never was');
told('DELETE FROM transition WHERE change = 1000000');

# And of the other steps, too: the log has a digest of them.
my $approval = told("SELECT max(number) FROM transition WHERE report_id = '$id' AND kind = 'approve'");
told("UPDATE transition SET person = person || '他人' WHERE number = $approval");
($status, $said) = gongkai('verify', '--quick');
like("$status $said", qr/^1 .*✗ 日志第 26 条 \Q$id\E 第 2 次修订：条目与数据库不符：steps\n日志/ms, 'somebody else is said to have approved');
told("UPDATE transition SET person = replace(person, '他人', '') WHERE number = $approval");
is((gongkai('verify', '--quick'))[0], 0, '  and taken back, all is as it was');
close $asks;
waitpid $psql, 0;

# What is published meanwhile is left to the next time: here, while the verifier loads fonts.
my $seen = "SELECT FROM pg_stat_activity AS a WHERE a.usename = 'gongkai_staff' AND a.state = 'idle' AND a.query LIKE '%verify_size%'";
my $publish = "DO \$\$ BEGIN FOR i IN 1 .. 3000 LOOP EXIT WHEN EXISTS ($seen); PERFORM pg_sleep(0.01), pg_stat_clear_snapshot(); END LOOP; END \$\$;"
    . " SELECT outcome FROM gongkai.publish('e1-2024-522700-197-2024-02')";
$stack->value("UPDATE gongkai.report SET filled_on = filled_on - 1 WHERE id = 'e1-2024-522700-197-2024-02'");
$stack->approve('e1-2024-522700-197-2024-02');
my $meanwhile = fork // die "fork: $!";
if (!$meanwhile) {
    POSIX::_exit((eval { $stack->value($publish) } // '') =~ /published/ ? 0 : 1);
}
($status, $said) = gongkai('verify');
waitpid $meanwhile, 0;
is($?, 0, 'a publication while the log is verified');
is($status, 0, '  is no fault') or diag($said);
like($said, qr/日志 $entries 条/, '  and not looked at');
is((gongkai(@keys, 'publish', '--all'))[0], 0, '  its signature comes with the next');

is(($stack->gongkai('render', $id, '-o', "$stack->{dir}/draft.pdf"))[0], 0, 'a draft is rendered');
like((gongkai('verify', "$stack->{dir}/draft.pdf"))[1], qr/不是这里公开的文件，或者被改动过/, '  and is no publication');

# What only the pages show: another site on the paper, another template.
for my $case (
    ["UPDATE gongkai.rendition SET site = 'https://gongkai.example' WHERE report_id = '$id'",
        "UPDATE gongkai.rendition SET site = NULL WHERE report_id = '$id'"],
    ["UPDATE gongkai.template_version SET text = replace(text, '— {page} —', '- {page} -')", undef])
{
    my ($alteration, $undo) = @$case;
    $stack->value("SET session_replication_role = replica; $alteration");
    ($status, $said) = gongkai('verify');
    is($status, 1, $alteration);
    like($said, qr/^✗ .*(?:用同样的字体和程序做出的 (?:PDF|OFD) 与登记的不同|登记的模板不是公开时的)/m, '  is found');
    $stack->value("SET session_replication_role = replica; $undo") if $undo;
}
done_testing;
