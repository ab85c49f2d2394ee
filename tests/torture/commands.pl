# Each allocation, each call of libpq and each system call of every command fails once, and
# during each system call it is once interrupted: the command says so, or does its work all the
# same. Nothing crashes or leaks, no file is left half-written, and the database is as before
# or as after.
#
#   commands.pl [--only COMMAND[,COMMAND]] [--kind allocation|libpq|system|signal]
#       [--call CALL[,CALL]] [--most N] [--go-on] [--verbose]
#
# An allocation is known by the functions that led to it, and each such place is tried
# once, in the command in which it comes first; so are system calls that only take in, by
# their whole way. Of each kind and command at most N (30)
# are tried, evenly; 0: all. Of a command that does the same again and again (`loops`), as
# check --all, only the first and the last of calls that came the same way. --call: of system calls only
# these. --go-on: what an earlier run has tried is not tried again.
use strict;
use warnings;
use Getopt::Long;
use IO::Handle;
use IPC::Open2;
use Gongkai::Stack qw(eventually);
use Gongkai::Torture;
use Gongkai::TortureDone;
use Gongkai::TorturedFiles qw(before_bulk bulk_fault bulk_files key_fault);

my %option = (most => 30, kind => 'allocation,libpq,system,signal');
GetOptions(\%option, 'only=s', 'kind=s', 'call=s', 'most=i', 'go-on', 'verbose') or exit 2;
$| = 1;
# Who does it, whether or not the system can tell its users' names.
$ENV{SUDO_USER} = '张三';
$ENV{PGOPTIONS} = q(-c client_min_messages=warning);

my $stack = Gongkai::Stack->new(services => ['postgres']);
my $folder = "$stack->{dir}/torture";
mkdir $folder or die "$folder: $!\n";
my $torture = Gongkai::Torture->new($folder);
my $gongkai = "$ENV{GONGKAI_BUILD}/gongkai";
my $done = Gongkai::TortureDone->new($option{'go-on'}, 'commands', $gongkai);
my $database = "host=$stack->{dir}/run dbname=work user=";
# A busy machine is no fault.
my @settings = ('-c', "$stack->{dir}/gongkai.conf", map { ('--set', $_) } 'database_timeout_ms=20000', "database=${database}gongkai_public",
    "staff_database=${database}gongkai_staff", "owner_database=${database}gongkai_owner");
my $out = "$folder/written.pdf";

# A sample with another goal, so that import changes something.
my $sample = 'sql/sample/s2-01.json';
sub other_goal {
    my ($name, $words) = @_;
    (my $text = Gongkai::Torture::slurp($sample)) =~ s/("goal": ")/$1$words/ or die "$sample has no goal\n";
    open my $file, '>:raw', "$folder/$name.json" or die;
    print $file $text;
    close $file or die;
    return "$folder/$name.json";
}
my $changed = other_goal('changed', '改');

# One session for all, which goes from database to database.
my ($psql, $psql_says, $connected);
sub sql {
    my ($name, $script) = @_;
    if (!$psql) {
        open2($psql_says, $psql, qw(psql --no-psqlrc -qAt -v ON_ERROR_STOP=1 -U postgres -d postgres -h), "$stack->{dir}/run");
        $psql->autoflush;
    }
    my $connect = ($connected // '') eq $name ? '' : "\\connect $name\n";
    $connected = $name;
    print $psql "$connect$script;\n\\echo .\n";
    my $answer = '';
    while (defined(my $line = <$psql_says>)) {
        return $answer =~ s/\n\z//r if $line eq ".\n";
        $answer .= $line;
    }
    die "psql: $script\n";
}

sub copy_database {
    my ($from, $to) = @_;
    sql('postgres', "DROP DATABASE IF EXISTS $to WITH (FORCE)");
    sql('postgres', "CREATE DATABASE $to TEMPLATE $from");
    # What roles may do with a database is not copied.
    sql($to, "\\i sql/roles.sql\n") if $from eq 'bare';
    sql('postgres', '');
    return;
}

# All rows of all tables but for what the clock, counters of numbers and chance give, and
# for which writings of a draft were checked.
my %digest;

# PostgreSQL may read the tables in any order, several at a time.
sub sorted { my ($name, $sql) = @_; return join "\n", sort split /\n/, sql($name, $sql) }

sub digest {
    my ($name, $from) = @_;
    return sorted($name, $digest{$from}) if $digest{$from};
    my @tables = split /\n/, sql($name, <<'SQL');
SELECT format('SELECT %L, count(*), md5(string_agg(x, %L ORDER BY x)) FROM (SELECT (to_jsonb(t) - %L::text[])::text AS x FROM %s t) s',
    c.oid::regclass, ' ', array(SELECT attname::text FROM pg_attribute a
        WHERE a.attrelid = c.oid AND attnum > 0 AND (attidentity <> '' OR (atttypid IN ('timestamptz'::regtype, 'xid8'::regtype)
            OR c.relname IN ('account', 'token', 'trail') AND attname IN ('salt', 'verifier', 'hash')))),
    c.oid::regclass)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE nspname = 'gongkai' AND relkind = 'r' AND relname NOT IN ('secret', 'audited') ORDER BY 1
SQL
    return '' if !@tables;
    my $digest = join ' UNION ALL ', @tables;
    # A bare database has no tables to begin with.
    $digest{$from} = $digest if $from ne 'bare';
    return sorted($name, $digest);
}

# The sample database with the document imported, under a name; returns the report's id.
sub imported {
    my ($name, $document) = @_;
    copy_database('gongkai', 'work');
    my $run = $torture->run(kind => 'nothing', argv => [$gongkai, @settings, 'import', $document]);
    $run->{out} =~ /^(\S+)：更新/m or die "import: $run->{out}$run->{err}\n";
    my $report = $1;
    $torture->run(kind => 'nothing', argv => [$gongkai, @settings, 'check', $report]);
    copy_database('work', $name);
    return $report;
}
my $id = imported('changed', $changed);
imported('named', other_goal('named', '联系电话13912345678。'));
my $finding = sql('named', "SELECT name FROM gongkai.finding WHERE name LIKE 'PERSON-%' ORDER BY 1 LIMIT 1") || die "nothing to mask\n";
my $frozen = "$folder/frozen.json";
open my $frozen_file, '>:raw', $frozen or die;
print $frozen_file sql('gongkai', "SELECT document FROM gongkai.revision WHERE report_id = '$id' ORDER BY number DESC LIMIT 1");
close $frozen_file or die;

# A database, what is done to it, and what it is then called.
sub done {
    my ($from, $argv, $said, $to) = @_;
    copy_database($from, 'work');
    my $run = $torture->run(kind => 'nothing', argv => [$gongkai, @settings, @$argv]);
    die "@$argv: $run->{out}$run->{err}\n" if $run->{out} !~ $said;
    copy_database('work', $to);
    return;
}
done('changed', ['submit', '--by', '经办', '--reason', '更正', $id], qr/共 1 份/, 'submitted');
done('submitted', ['approve', '--by', '审核', $id], qr/共 1 份/, 'approved');
done('approved', ['publish', '--by', '公开', $id], qr/./, 'corrected');
done('named', ['mask', '--by', '审核', '--reason', '是个人的电话', $finding], qr/./, 'masked');
my $password = "$folder/password";
open my $password_file, '>', $password or die;
print $password_file "Gongkai=Desk=2025\n";
close $password_file or die;
my @masked = split /\|/, sql('masked', 'SELECT report_id, said FROM gongkai.masking');
done('gongkai', ['user', 'add', '--password-file', $password, '--grants', 'editor:522700', 'zhang'], qr/^/, 'known');
my $key = "$folder/key.pem";
$torture->run(kind => 'nothing', argv => [$gongkai, 'key', '--new', $key]);
my $new_key = "$folder/new.pem";
my $bulk = "$folder/bulk";
done('gongkai', ['bulk', '-o', "$bulk-old"], qr/更新了 [1-9]/, 'packed');
mkdir $_ for map { "$folder/$_" } 'cache', 'cache/documents', 'cache/lists';
sql('postgres', 'CREATE DATABASE bare');

my ($department, $year) = split / /, sql('gongkai', q(SELECT department_code || ' ' || year FROM gongkai.publication LIMIT 1));
my @documents = qw(tests/fixture/T1.json tests/fixture/E1.json);
my @commands = (
    { name => 'config', argv => ['config'] },
    { name => 'help', argv => ['--help', 'publish'], bare => 1 },
    { name => 'check-template', argv => ['check-template', 'templates/E1.xml'] },
    { name => 'check-document', argv => ['check-document', $documents[1]] },
    { name => 'fonts', argv => ['fonts', '--json'] },
    { name => 'trace', argv => ['render', '--trace', '--fixed-glyphs', '--data', $documents[1], '-o', $out] },
    { name => 'render', argv => ['render', '--data', $documents[1], '-o', $out] },
    { name => 'bind', argv => ['bind', '-o', $out, '--data', @documents] },
    { name => 'bench', argv => ['bench', '--count', 1, '--data', $documents[0]], varies => 1 },
    { name => 'import', from => 'gongkai', argv => ['import', $changed] },
    { name => 'render draft', from => 'gongkai', argv => ['render', $id, '-o', $out] },
    { name => 'bind year', from => 'gongkai', argv => ['bind', '-o', $out, '--department', $department, '--year', $year] },
    { name => 'check', from => 'changed', argv => ['check', '--json', '--severity', 'error', $id] },
    { name => 'explain', from => 'named', argv => ['explain', '--reason', '是公开的电话', $finding] },
    { name => 'mask', from => 'named', argv => ['mask', '--reason', '是个人的电话', $finding] },
    { name => 'verify', from => 'gongkai', argv => ['verify', '--quick'] },
    { name => 'verify file', from => 'gongkai', argv => ['verify', $frozen] },
    # Not `check --data`: calls of the processes that run its PostgreSQL would count as its own.
    # Nothing of a service is there, which is told: its faults are the same or more.
    { name => 'doctor', from => 'gongkai', argv => ['doctor', '--nginx', "$folder/none", '--certificate', "$folder/none"], varies => 1, status => 256 },
    { name => 'unmask', from => 'masked', argv => ['unmask', '--reason', '可以公开', @masked] },
    { name => 'list', from => 'submitted', argv => ['list', '--json'] },
    { name => 'show', from => 'submitted', argv => ['show', $id] },
    { name => 'history', from => 'corrected', argv => ['history', $id] },
    { name => 'diff', from => 'corrected', argv => ['diff', '--from', 1, '--to', 2, $id] },
    { name => 'export', from => 'changed', argv => ['export', '-o', $out, $id] },
    { name => 'sheet', from => 'changed', argv => ['sheet', $id, '-o', $out] },
    { name => 'OFD', argv => ['render', '--as', 'ofd', '--data', $documents[1], '-o', $out] },
    { name => 'HTML', argv => ['render', '--as', 'html', '--data', $documents[1], '-o', $out] },
    { name => 'workbook', argv => ['render', '--as', 'xlsx', '--data', $documents[1], '-o', $out] },
    { name => 'submit', from => 'changed', argv => ['submit', '--reason', '更正', $id] },
    { name => 'approve', from => 'submitted', argv => ['approve', '--by', '审核', $id] },
    { name => 'return', from => 'approved', argv => ['return', '--reason', '再核对', $id] },
    { name => 'delete', from => 'changed', argv => ['delete', '--reason', '重复', $id] },
    { name => 'publish', from => 'approved', argv => ['publish', $id], tells_time => 1 },
    { name => 'purge', from => 'corrected', argv => ['--set', "cache=$folder/cache", '--set', "cache_database=${database}gongkai_cache", 'purge', '--once'], varies => 1 },
    { name => 'guard', from => 'gongkai', argv => ['guard', '--once'] },
    { name => 'key', argv => ['key', $key] },
    { name => 'key new', argv => ['key', '--new', $new_key], varies => 1, prepare => sub { unlink glob "$new_key*" }, fault => sub { key_fault($new_key, @_) } },
    # Its two processes take their turns at each call as it comes.
    { name => 'check all', from => 'changed', argv => ['check', '--all', '--json', '--severity', 'error'], is_in_steps => 1, loops => 1 },
    # A manifest that cannot be read is written again, and counted.
    { name => 'bulk', from => 'corrected', argv => ['bulk', '-o', $bulk], varies => 1, prepare => sub { before_bulk($bulk) }, fault => \&packed_fault, loops => 1 },
    { name => 'user add', from => 'gongkai', argv => ['user', 'add', '--password-file', $password, '--grants', 'editor:522700', 'zhang'], tells_time => 1 },
    { name => 'user list', from => 'known', argv => ['user', 'list'] },
    { name => 'token add', from => 'known', argv => ['token', 'add', '--label', '汇总', '--roles', 'reader', 'zhang'], varies => 1, tells_time => 1 },
    { name => 'token list', from => 'known', argv => ['token', 'list'] },
    { name => 'withdraw', from => 'gongkai', argv => ['withdraw', '--reason', '重复', $id], tells_time => 1 },
    { name => 'migrate', from => 'bare', argv => ['migrate'], varies => 1, is_in_steps => 1, loops => 1 },
);

# --- one run and what it left ---

# The rows of a command's database; only their number where each run writes its time, or chance,
# into what it says.
sub rows_of {
    my ($command) = @_;
    my $rows = digest('work', $command->{from});
    $rows =~ s/\|[0-9a-f]{32}$//mg if $command->{tells_time};
    return $rows;
}

# What each run finds: an older file where it is to write, and its database.
sub prepare {
    my ($command) = @_;
    unlink glob "$folder/written.pdf*";
    open my $old, '>', $out or die;
    print $old 'old';
    close $old;
    $command->{prepare}->() if $command->{prepare};
    copy_database($command->{from}, 'work') if $command->{from} && ($command->{dirty} // 1);
    $command->{dirty} = 0;
    return;
}

# The number that the next transaction that writes will have, once nobody is at work any more.
sub next_write {
    my ($count, $next);
    eventually(sub {
        ($count, $next) = split /\|/, sql('postgres', "SELECT count(*), pg_snapshot_xmax(pg_current_snapshot())
            FROM pg_stat_activity WHERE datname = 'work'");
        return $count == 0;
    }, 60) or die "the database is still at work\n";
    return $next;
}

sub run {
    my ($command, %case) = @_;
    prepare($command);
    my $write = $command->{from} && next_write();
    my $run = $torture->run(argv => [$gongkai, $command->{bare} ? () : @settings, @{ $command->{argv} }], %case);
    $run->{written} = Gongkai::Torture::slurp($out);
    $run->{beside} = join ' ', grep { $_ ne $out } glob "$folder/written.pdf*";
    if ($command->{from}) {
        # Without a transaction that wrote all is as it was.
        $run->{rows} = next_write() == $write && $command->{before} || rows_of($command);
        $command->{dirty} = !$command->{before} || $run->{rows} ne $command->{before};
    }
    return $run;
}

# The tables that are not as they were.
sub other_tables {
    my ($before, $rows) = @_;
    my %was = map { $_ => 1 } split /\n/, $before;
    return join ' ', map { (split /\|/)[0] } grep { !$was{$_} } split /\n/, $rows;
}

# Packages are whole when it is well, or when it is done again.
my $packed;

sub packed_fault {
    my ($run) = @_;
    my $fault = bulk_fault($bulk);
    return $fault if $fault;
    $torture->run(kind => 'nothing', argv => [$gongkai, @settings, 'bulk', '-o', $bulk]) if $run->{status};
    my $files = bulk_files($bulk);
    $packed //= $files;
    return $files eq $packed ? '' : 'other packages' . ($run->{status} ? ', also when it is done again' : '');
}

# The first reason why this is not as it should be, or ''.
sub fault {
    my ($command, $whole, $run) = @_;
    local $run->{out} = $command->{varies} ? $whole->{out} : $run->{out};
    my $fault = Gongkai::Torture::fault($whole, $run);
    return $fault if $fault;
    return "left $run->{beside}" if $run->{beside};
    $fault = $command->{fault} ? $command->{fault}->($run) : '';
    return $fault if $fault;
    my ($before, $rows, $after) = map { $_ // '' } $command->{before}, $run->{rows}, $whole->{rows};
    if ($rows ne $before && $rows ne $after) {
        return 'half of the rows: ' . other_tables($before, $rows) if !$command->{is_in_steps};
        $torture->run(kind => 'nothing', argv => [$gongkai, @settings, @{ $command->{argv} }]);
        return 'half of the rows, also when it is done again' if rows_of($command) ne $after;
    }
    return 'a part of the file' if $run->{written} ne 'old' && $run->{written} ne $whole->{written};
    return 'says it is well, with another file' if !$run->{status} && $run->{written} ne $whole->{written};
    return 'says it is well, with other rows' if !$run->{status} && $rows ne $after;
    return '';
}

# --- all of one kind ---

my (%total, @faults, %known);

# What a failure came to, and the first reason why that is not as it should be, or ''.
sub tried {
    my ($command, $whole, $words, %case) = @_;
    my $run = run($command, %case, tell => $option{verbose});
    my $fault = fault($command, $whole, $run);
    my ($last) = reverse grep { /\S/ } split /\n/, $run->{err};
    print "  $words: status $run->{status} ", $option{verbose} && $fault ? $run->{err} : $last // '', "\n" if $option{verbose};
    $fault .= " ($last)" if $fault && defined $last;
    # Fewer calls may have come this time than when they were counted.
    return (!$run->{failed} ? 'missed' : $run->{status} eq '0' ? 'same' : 'said', $fault);
}

sub try_one {
    my ($command, $whole, $what, %case) = @_;
    my $words = join ' ', "$command->{name}: $what", map { "--$_ $case{$_}" } sort keys %case;
    # An allocation is known by who makes it.
    my $key = $what eq 'allocation' ? "$what $whole->{sites}[$case{at} - 1]" : $words;
    my ($outcome, $fault) = $done->once($key, sub { tried($command, $whole, $words, %case) });
    $total{$what}{tried}++;
    $total{$what}{$outcome}++;
    return if !$fault;
    push @faults, "$words: $fault";
    print "FAULT $faults[-1]\n";
    return;
}

sub torture_shim {
    my ($command, $kind) = @_;
    my $whole = run($command, kind => $kind);
    die "$command->{name}: $whole->{status} $whole->{err}\n" if $whole->{status} ne ($command->{status} // '0');
    my @calls = 1 .. @{ $whole->{sites} };
    $total{$kind}{counted} += @calls;
    @calls = grep { !$known{ $whole->{sites}[$_ - 1] }++ } @calls if $kind eq 'allocation';
    @calls = Gongkai::Torture::ends_of_loops([$whole->{sites}], @calls) if $command->{loops};
    $total{$kind}{places} += @calls;
    try_one($command, $whole, $kind, kind => $kind, at => $_)
        for Gongkai::Torture::some($command->{most} // $option{most}, @calls);
    return;
}

my %wanted = map { $_ => 1 } split /,/, $option{call} // '';

# `signal`: it does not fail, but a signal comes with it.
sub torture_system {
    my ($command, $signal) = @_;
    my $whole = run($command, call => 'all', signal => $signal);
    die "$command->{name}: $whole->{status} $whole->{err}\n" if $whole->{status} ne ($command->{status} // '0');
    my %calls = $torture->calls_after_start($gongkai, $whole->{trace});
    for my $call (grep { !%wanted || $wanted{$_} } sort keys %calls) {
        my @calls = @{ $calls{$call} };
        my $what = $signal ? "$signal in $call" : $call;
        $total{$what}{counted} += @calls;
        @calls = $torture->new_ways($whole->{trace}, $call, $what, @calls);
        @calls = Gongkai::Torture::ends_of_loops([Gongkai::Torture::ways($whole->{trace}, $call)], @calls) if $command->{loops};
        $total{$what}{places} += @calls;
        try_one($command, $whole, $what, call => $call, at => $_, $signal ? (signal => $signal) : ())
            for Gongkai::Torture::some($command->{most} // $option{most}, @calls);
    }
    return;
}

my %only = map { $_ => 1 } split /,/, $option{only} // '';
for my $command (@commands) {
    next if %only && !$only{ $command->{name} };
    my $before = @faults;
    my $tried = 0;
    $tried += $_->{tried} // 0 for values %total;
    my $begin = time;
    if ($command->{from}) {
        prepare($command);
        $command->{before} = rows_of($command);
    }
    for my $kind (split /,/, $option{kind}) {
        if ($kind eq 'system') { torture_system($command) }
        elsif ($kind eq 'signal') { torture_system($command, 'SIGTERM') }
        elsif ($kind ne 'libpq' || $command->{from}) { torture_shim($command, $kind) }
    }
    $tried = -$tried;
    $tried += $_->{tried} // 0 for values %total;
    printf "%-16s %5d failed, %d faults, %d s\n", $command->{name}, $tried, @faults - $before, time - $begin;
}
printf "%-24s %9s %7s %7s %7s %7s %7s\n", qw(call counted places tried said same missed);
my %sum;
for my $what (sort keys %total) {
    my @numbers = map { $total{$what}{$_} // 0 } qw(counted places tried said same missed);
    printf "%-24s %9d %7d %7d %7d %7d %7d\n", $what, @numbers;
    $sum{tried} += $numbers[2];
}
print "$done->{earlier} of them in earlier runs\n" if $done->{earlier};
printf "%s\t%d calls failed, one at a time; %d faults\t%s\n", 'every call of every command fails once', $sum{tried} // 0,
    scalar @faults, @faults ? 'NOT OK' : 'ok';
exit(@faults ? 1 : 0);
