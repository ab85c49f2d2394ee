# The chapter "Backup", command by command: a dump and what is restored from it, and the
# archive from which a database comes back as it was before an accident. Every revision is
# compared by its SHA-256. What belongs to the machine is put in place of it: the folders,
# and starting and stopping services.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Cluster;
use Gongkai::Stack qw(eventually);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new(services => ['postgres']);
allow_replication($stack);
$stack->start($_) for qw(server nginx);
$stack->wait_ready;
my $backups = "$stack->{dir}/backups";

my ($chapter) = decode_utf8(do { local (@ARGV, $/) = 'README.md'; <> }) =~ /^### Backup\n(.*?)^### /ms or die 'no chapter';
my ($dump, $restore, $archive, $name, $recover) = $chapter =~ /^```\n(.*?)^```$/msg;

# Run commands of the chapter; those for services are done here.
my %service = (
    stop => sub { $stack->stop($_) for 'server', 'postgres' },
    start => sub { $stack->start($_) for 'postgres', 'server' },
    restart => sub { $stack->stop('postgres'); $stack->start('postgres') },
);

sub does {
    my ($what, $commands, %environment) = @_;
    $commands =~ s{/var/lib/postgresql/15/main}{$stack->{dir}/pg}g;
    $commands =~ s{/var/lib/postgresql/15/damaged}{$stack->{dir}/damaged}g;
    $commands =~ s{/var/backups/gongkai}{$backups}g;
    # The base backup that there is, whatever day the chapter names, and whoever we are.
    $commands =~ s{/base-2\d{3}-\d\d-\d\d}{(glob "$backups/base-*")[0] =~ s/.*(?=\/)//r}e;
    $commands =~ s{ -o postgres }{ } if $> != 0;
    $commands =~ s{/usr/share/gongkai/roles\.sql}{sql/roles.sql}g;
    my $failed = '';
    for my $part (split /^(sudo systemctl .*)\n/m, $commands) {
        if ($part =~ /^sudo systemctl (\w+)/) { $service{$1}->() }
        elsif ($part =~ /\S/) {
            local %ENV = (%ENV, PGHOST => "$stack->{dir}/run", PGUSER => 'postgres', %environment);
            # Who is root becomes PostgreSQL's user, as in the chapter.
            my $sudo = 'sudo() { [[ $1 == -u ]] || { "$@"; return; }; shift 2; if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }';
            open my $pipe, '-|', 'bash', '-c', encode_utf8("exec 2>&1; set -e -o pipefail\n$sudo\n$part") or die;
            my $said = do { local $/; <$pipe> };
            close $pipe or $failed .= decode_utf8($said // '') . " status $?";
        }
    }
    is($failed, '', $what);
}

# Every revision: its digest as it stands there, and of the bytes that are there.
sub revisions {
    my ($database) = @_;
    return $stack->value(q{SELECT v.report_id, v.number, v.sha256, encode(sha256(convert_to(v.document, 'UTF8')), 'hex'), v.withdrawn_at
        FROM gongkai.revision AS v ORDER BY 1, 2}, $database);
}

sub whole { return join ' ', grep { my @f = split /\|/; $f[2] ne $f[3] } split /\n/, $_[0] }

# --- the dump ---

my @drafts = drafts($stack, 5);
my $here = revisions();
cmp_ok(scalar(split /\n/, $here), '>=', 20, 'there are revisions');
chdir_to($stack->{dir}, sub { does('a dump', $dump) });
(my $elsewhere = $restore) =~ s/template0 gongkai$/template0 restored/m;
$elsewhere =~ s/(-d |dbname=)gongkai\b/$1restored/g;
my $begin = time;
does('is restored', $elsewhere =~ s{< gongkai\.dump}{< $stack->{dir}/gongkai.dump}r);
diag sprintf 'backup: a dump of %d revisions restored in %.1f s', scalar(split /\n/, $here), time - $begin;
is(revisions('restored'), $here, 'every revision is there');
is(whole(revisions('restored')), '', 'each with the bytes that its digest says');

sub chdir_to {
    my ($folder, $what) = @_;
    require Cwd;
    my $before = Cwd::getcwd();
    local $ENV{PERL5LIB} = "$before/tests/lib";
    chdir $folder or die;
    $what->();
    chdir $before or die;
}

# --- the archive ---

sub publish {
    my ($status, $said) = $stack->gongkai('publish', @_);
    is($status, 0, "published: @_") or diag(decode_utf8($said));
}

does('the log is archived, and there is a base backup', $archive);
$stack->wait_ready;
publish($drafts[0]);
does('a moment has a name', $name);
publish($drafts[1]);
my $before = revisions();
sleep 1.1;
my $moment = $stack->value("SELECT to_char(clock_timestamp(), 'YYYY-MM-DD HH24:MI:SS.MSOF')");
sleep 1.1;

# The accident.
my ($id) = ($stack->reports)[0]{id};
is(($stack->gongkai('withdraw', $id, '--reason', encode_utf8('误撤')))[0], 0, 'a report is withdrawn by mistake');
$stack->value('DROP TABLE gongkai.change CASCADE; DELETE FROM gongkai.published_text');
isnt($stack->get('/api/v1/changes', base => $stack->{uncached})->{status}, 200, 'and a table is gone');
isnt(revisions(), $before, 'the database is another');

$begin = time;
(my $to_moment = $recover) =~ s/^recovery_target_time = '.*?'/recovery_target_time = '$moment'/m or die 'no time';
does('back to the moment before', $to_moment);
ok(eventually(sub { (said($stack, 'SELECT pg_is_in_recovery()') // 't') eq 'f' }, 60), 'the database is open again');
diag sprintf 'backup: back to the moment before the accident in %.1f s', time - $begin;
is(revisions(), $before, 'every revision is as it was before the accident');
is(whole(revisions()), '', 'each with the bytes that its digest says');
$stack->wait_ready;
is($stack->get("/api/v1/reports/$id", base => $stack->{uncached})->{status}, 200, 'what was withdrawn is public');
is($stack->get('/api/v1/changes', base => $stack->{uncached})->{status}, 200, 'the changes are there');
publish($drafts[2]);
is($stack->value('SELECT max(number) - count(*) FROM gongkai.change'), '0', 'the numbers go on without a gap');

# --- to a moment by its name, with the base backup of before ---

(my $to_name = $recover) =~ s/^recovery_target_time = '.*?'$/recovery_target_name = 'before'/m or die 'no time';
$to_name =~ s{15/damaged}{15/damaged-again};
does('back to the moment that has a name', $to_name =~ s{/var/lib/postgresql/15/damaged-again}{$stack->{dir}/damaged-again}r);
ok(eventually(sub { (said($stack, 'SELECT pg_is_in_recovery()') // 't') eq 'f' }, 60), 'the database is open again');
is($stack->value("SELECT string_agg(report_id, ' ' ORDER BY number) FROM gongkai.change WHERE report_id IN ('$drafts[0]', '$drafts[1]', '$drafts[2]')"),
    $drafts[0], 'with what was published before it, and nothing of later');

# --- what nobody needs any more ---

my ($clean) = $chapter =~ /`(sudo [^`]*pg_archivecleanup [^`]*)`/ or die 'no command';
my ($needed) = map { m{([^/]+)$} } glob "$backups/wal/*.backup";
my ($segment) = $needed =~ /^([0-9A-F]{24})/;
my $older = sub { scalar grep { m{/([0-9A-F]{24})$} && $1 lt $segment } glob "$backups/wal/*" };
cmp_ok($older->(), '>', 0, 'the archive has more than the base backup needs');
does('which goes', $clean =~ s/….backup/$needed/r);
is($older->(), 0, '  all of it');
ok(-e "$backups/wal/$segment", '  and nothing else');
done_testing;
