# tests/bench/load on a database that has other reports: a country is loaded,
# continued, interrupted and repaired, and the feed of changes never has a gap. In
# a copy of the empty database, because all of it must be committed.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Tool qw(folder);

my @psql = qw(psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1);
my $from = $ENV{PGDATABASE};
my $database = "gongkai_load_$$";
my @scale = qw(--departments 3 --years 2 --projects 2 --indicators 3);
$ENV{GONGKAI_CHUNK} = 150;

sub sql {
    my ($statement, $name) = @_;
    open my $pipe, '-|', @psql, '-c', encode_utf8($statement), $name // $database or die;
    my $answer = do { local $/; <$pipe> };
    close $pipe or die encode_utf8("psql failed: $statement");
    chomp $answer;
    return $answer;
}

sql("CREATE DATABASE $database TEMPLATE $from", 'postgres');
$ENV{PGDATABASE} = $database;
END {
    my $status = $?;
    system(@psql, 'postgres', '-c', "DROP DATABASE IF EXISTS $database (FORCE)");
    $? = $status;
}

# Start the loader in a process group of its own; its words go to a file.
my $log = folder() . '/load.log';
sub start {
    my (@arguments) = @_;
    my $pid = fork // die "fork: $!";
    return $pid if $pid;
    setpgrp;
    open STDOUT, '>', $log or POSIX::_exit(127);
    open STDERR, '>&', \*STDOUT or POSIX::_exit(127);
    exec 'tests/bench/load', @arguments or POSIX::_exit(127);
}

sub finish {
    my ($pid) = @_;
    waitpid $pid, 0;
    open my $file, '<:utf8', $log or die "$log: $!";
    return ($? & 127 ? "signal $?" : $? >> 8, do { local $/; <$file> } // '');
}

sub load { return finish(start(@_)) }

# The first `count` reports are there, and nothing else of the country; the feed
# has no gap; the searches have their indexes.
sub is_whole {
    my ($name, $count, @arguments) = @_;
    local $Test::Builder::Level = $Test::Builder::Level + 1;
    my $last = $count - 1;
    my @expected = sort map { (split /\t/)[1] } qx(tests/bench/country @scale @arguments 0 $last);
    my @there = split /\n/, sql("SELECT report_id FROM gongkai.change WHERE made_by LIKE 'country %' ORDER BY 1");
    is_deeply(\@there, \@expected, "$name: the first $count reports");
    is(sql('SELECT max(number) - count(*) FROM gongkai.change'), 0, '  no gap in the feed');
    is(sql('SELECT sum(reports) - (SELECT count(*) FROM gongkai.publication) FROM gongkai.published_department'), 0, '  facts are there');
    is(
        sql("SELECT count(*) FROM pg_index WHERE indexrelid::regclass::text ~ '^gongkai.published_(words|indicator)_terms' AND indisvalid"),
        2, '  and the indexes of the searches');
    is(sql("SELECT to_regnamespace('gongkai_load')"), '', '  and nothing of the loader');
}

# Another report is there, and later another one more.
sub publish_other {
    my ($project) = @_;
    sql(qq(
        SELECT 1 FROM gongkai.import_document('{"form": "E1", "title": "自评表", "year": 2024,
            "region": {"code": "522700", "name": "地区"}, "department": {"code": "522700-1", "name": "部门"},
            "project": {"code": "$project", "name": "项目"}}');
        SET gongkai.person = '经办';
        SELECT 1 FROM gongkai.submit(ARRAY['e1-2024-$project'], NULL, NULL);
        SET gongkai.person = '审核';
        SELECT 1 FROM gongkai.approve(ARRAY['e1-2024-$project'], ARRAY[gongkai.draft_digest('e1-2024-$project')], NULL);
        SELECT 1 FROM gongkai.publish('e1-2024-$project');));
}
publish_other('522700-1-1');

my ($status, $said) = load('--reports', 400, @scale);
is($status, 0, 'load into a database with another report') or diag($said);
like($said, qr/^all 400 reports are there/m, 'says that it is done');
is_whole('loaded', 400);
is(sql("SELECT min(number) FROM gongkai.change WHERE made_by LIKE 'country %'"), 2, 'its changes follow those that were there');

($status, $said) = load('--reports', 300, @scale);
is($status, 0, 'what is there need not be loaded');
like($said, qr/has 400 reports of this country already/, 'and is told');
for (['--seed', 2], ['--departments', 4], ['--indicators', 4]) {
    ($status, $said) = load('--reports', 500, @scale, @$_);
    is($status, 1, "@$_: not into another country");
    like($said, qr/another country already: --seed 1 --departments 3 --projects 2 --indicators 3 --years 2$/m, '  says which');
}
is_whole('unharmed', 400);

publish_other('522700-1-2');
($status, $said) = load('--regions', 20, '--jobs', 3, @scale);
is($status, 0, 'continued after another report') or diag($said);
# 20 regions with 3 departments, 2 years and 2 + 3 reports.
is_whole('continued', 600);
is(sql('SELECT max(number) FROM gongkai.change'), 602, 'with the others');

# Wait until there are more reports than these, then do something.
sub once_more_than {
    my ($count, $then) = @_;
    my $end = time + 60;
    sleep 0.02 until sql('SELECT count(*) FROM gongkai.change') > $count || time > $end;
    $then->();
}
sub there { return sql("SELECT count(*) FROM gongkai.change WHERE made_by LIKE 'country %'") }

my $pid = start('--reports', 3000, @scale);
once_more_than(602, sub { kill 'TERM', $pid });
($status, $said) = finish($pid);
is($status, 130, 'interrupted');
like($said, qr/^load: stopped with (\d+) of 3000 reports\. .*goes on/m, 'says what there is and what to do');
my ($told) = $said =~ /stopped with (\d+)/;
is($told, there(), '  as many as there are');
cmp_ok($told, '<', 3000, '  and not all');
is_whole('interrupted', $told);

# Killed, it can do nothing more; its sessions end by themselves.
$pid = start('--reports', 3000, @scale);
once_more_than($told + 2, sub { kill 'KILL', $pid });
finish($pid);
my $end = time + 60;
sleep 0.1 while time < $end && sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gongkai-load'") > 0;
my $killed = there();
cmp_ok($killed, '<', 3000, 'killed in the middle');
isnt(sql("SELECT to_regnamespace('gongkai_load')"), '', 'the database knows what is missing');
($status, $said) = load('--reports', $killed, @scale);
is($status, 0, 'the next call repairs it');
is_whole('repaired', $killed);

# Who publishes in between waits, and comes after it.
$pid = start('--reports', 3000, @scale);
once_more_than($killed + 2, sub { publish_other('522700-1-3') });
($status, $said) = finish($pid);
is($status, 0, 'loaded to the end') or diag($said);
is_whole('all', 3000);
is(sql("SELECT number FROM gongkai.change WHERE report_id = 'e1-2024-522700-1-3'"), 3003, 'who published meanwhile came after it');
done_testing;
