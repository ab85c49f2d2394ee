# The chapter "Production" of README.md, command by command, on a bare Debian 12
# without network: install, publish, look at it over TLS, reload, back up, restore,
# upgrade, remove. The commands are read from the chapter; what it leaves to the
# administrator (names, certificate, documents) is done here.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use File::Path qw(make_path);
use JSON::PP qw(decode_json);
use Test::More;
use Gongkai::Machine;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $state = $ENV{GONGKAI_PRODUCTION} // BAIL_OUT('run it by ./dev test production');
my $packaged = $ENV{GONGKAI_PACKAGED};
my ($bundle) = grep { -d } glob "$packaged/gongkai-*-bundle-*";
my $site = 'gongkai.example.gov.cn';
my $root = "$state/root";

sub spurt {
    my ($path, $bytes) = @_;
    open my $file, '>:raw', $path or die "$path: $!";
    print $file $bytes;
    close $file or die "$path: $!";
}

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!";
    local $/;
    return scalar <$file>;
}

sub system_ok { system(@_) == 0 or die "@_: $?" }

# --- the chapter ---

# The blocks of commands of a section, each as one script.
sub blocks {
    my ($section) = @_;
    my ($chapter) = decode_utf8(slurp('README.md')) =~ /^## Production\n(.*?)(?=^## )/ms or die 'no chapter';
    my ($text) = $chapter =~ /^### \Q$section\E\n(.*?)(?=^### |\z)/ms or die "no section $section";
    return $text =~ /^```\n(.*?)^```$/msg;
}

# --- the machine ---

system_ok('rm', '-rf', $root);
make_path($root);
system_ok('tar', '-C', $root, '-xf', "$state/root.tar");
system_ok('cp', glob("$packaged/gongkai_*.deb"), "$root/root/");
make_path("$root/srv/sample", "$root/srv/old");
system_ok('cp', glob('sql/sample/*.json'), "$root/srv/sample/");
system_ok('cp', 'sql/explanations.json', "$root/srv/");
system_ok('cp', glob('sql/schema/00[1-5]_*.sql'), 'tests/production/schema-005.sql', "$root/srv/old/");
# What a network would be: the archive, and the names of hosts.
system_ok('rm', '-rf', glob("$root/etc/apt/sources.list*"));
spurt("$root/etc/apt/sources.list", "deb [trusted=yes] file:/srv/bundle ./\n");
spurt("$root/etc/apt/apt.conf.d/90test", qq(APT::Get::Assume-Yes "true";\nAPT::Sandbox::User "root";\n));
spurt("$root/etc/dpkg/dpkg.cfg.d/90test", "force-unsafe-io\n");
spurt("$root/etc/sudoers.d/test", "Defaults env_keep += \"DEBIAN_FRONTEND PGCLUSTER\"\n");
spurt("$root/etc/hosts", "127.0.0.1 localhost gongkai $site\n::1 localhost $site\n");
spurt("$root/etc/hostname", "gongkai\n");

my $machine = Gongkai::Machine->new($root, $bundle => '/srv/bundle');

# Run a script there; what it printed is shown if it fails.
sub does {
    my ($name, $script) = @_;
    my $run = $machine->run($script);
    is($run->{status}, 0, $name) or diag("$script\n", decode_utf8($run->{out}));
    return decode_utf8($run->{out});
}

# What a script prints, without its complaints and the last line feed.
sub told {
    my $out = decode_utf8($machine->run("exec 2>/dev/null\n$_[0]")->{out});
    chomp $out;
    return $out;
}

# What a script prints in the end; a busy machine takes its time.
sub told_at_last {
    my ($script, $expected, $name) = @_;
    my $out;
    for (1 .. 90) {
        last if ($out = told($script)) =~ $expected;
        sleep 1;
    }
    like($out, $expected, $name);
}

does('apt knows the packages', 'apt-get update');
my $before = told('dpkg-query -W -f "\${Package}\n"');

# --- install ---

my ($install, $database, $open) = blocks('Install');
does('the package is installed', $install);
is(told("systemctl is-active $_"), 'active', "$_ runs") for qw(gongkai.socket gongkai.service gongkai-purge.service nginx postgresql);
is(told("systemctl is-enabled $_"), 'enabled', "$_ will run after a start") for qw(gongkai.socket gongkai.service gongkai-purge.service);
my %before = map { $_ => 1 } split /\n/, $before;
my @new = grep { !$before{$_} } split /\n/, told('dpkg-query -W -f "\${Package}\n"');
is(join(' ', grep { /^(?:gcc|g\+\+|clang|make|cpp)(?:-\d+)?$|jre|jdk|nodejs|npm|-dev$/ } @new), '', 'no compiler, no Java, no npm');
does('the database is made', $database);
does('a certificate is there', <<"END");
mkdir -m 700 -p /etc/nginx/tls
cd /etc/nginx/tls
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=test authority' -keyout ~/ca.key -out /usr/local/share/ca-certificates/test.crt
openssl req -newkey rsa:2048 -nodes -subj /CN=$site -keyout gongkai.key -out ~/gongkai.csr
printf 'subjectAltName=DNS:$site' >~/san
openssl x509 -req -in ~/gongkai.csr -days 30 -CA /usr/local/share/ca-certificates/test.crt -CAkey ~/ca.key -CAcreateserial -extfile ~/san -out gongkai.crt
update-ca-certificates
END
like(does('the site is opened', $open), qr/^HTTP\/2 200/m, 'and is ready');
like(told("curl -sS https://$site/.well-known/security.txt"), qr{^Contact: mailto:security\@$site\nExpires: 20.*Canonical: https://$site/}s,
    'it says whom to tell of a weakness');
does('also after the machine starts again, as far as nginx can tell', 'systemctl restart nginx');

# --- publish ---

sub filled {
    my ($block, %with) = @_;
    $block =~ s/\b(FILE|ID)\.\.\./$with{$1}/g;
    return $block;
}

# The ids that import has told, for the command that publishes them.
my ($publish) = blocks('Publish');
$publish =~ s/--by CLERK/--by 经办/g;
$publish =~ s/--by HEAD/--by 审核/g;
my ($import) = $publish =~ /^(.* import .*)$/m;
my $told = does('documents are imported', filled($import, FILE => '/srv/sample/*.json'));
my @ids = $told =~ /^(\S+)：新建$/mg;
cmp_ok(@ids, '>=', 20, scalar(@ids) . ' drafts');
does('their publishers\' errors are explained', 'sudo -u gongkai_staff gongkai explain --by 经办 --file /srv/explanations.json');
does('they are published', filled($publish, FILE => '/srv/sample/*.json', ID => "@ids"));
my $reports = decode_json($machine->run("curl -sS 'https://$site/api/v1/reports?limit=200'")->{out});
is(scalar @{ $reports->{items} }, @ids, 'the public sees them over TLS');
like(told("curl -sS https://$site/"), qr/<title>/, 'the page opens');
like(told("curl -sSi http://$site/"), qr/^HTTP\/1\.1 308/, 'plain HTTP leads to TLS');
like(told("curl -sSi http://$site/a"), qr{^Location: https://\Q$site\E/a\r?$}m, '  to the same page');
unlike(told("curl -sSi -H 'Host: evil.example' http://$site/a"), qr/^Location:/m, '  and nobody to another host');
my $pdf = $reports->{items}[0]{links}{pdf};
is(told("curl -sS https://$site$pdf | head -c 5"), '%PDF-', 'a PDF');

my ($bulk) = decode_utf8(slurp('README.md')) =~ /`(sudo [^`]* bulk [^`]*)`/ or die 'the manual has no bulk';
does('packages for who wants all', $bulk);
like(told("curl -sSi https://$site/bulk/index.json"), qr/^HTTP\/2 200.*522700/s, 'are there');

# --- withdraw ---

my $gone = $reports->{items}[1];
my $asks = "curl -sS -o /dev/null -w '%{http_code}\\n' https://$site$gone->{links}{pdf}";
told($asks) for 1, 2;
does('one is withdrawn, and the application goes away',
    "sudo -u gongkai_staff gongkai withdraw $gone->{id} --reason test; systemctl stop gongkai.socket gongkai; sleep 5");
like(told($asks), qr/^50/, 'it is gone from the cache');
is(told("curl -sS https://$site$pdf | head -c 5"), '%PDF-', '  which has the others');
does('all is back', join "\n", 'systemctl start gongkai.socket gongkai', map { "sudo -u gongkai_staff gongkai $_ $gone->{id}" }
    'submit --by 经办 --reason 重新公开', 'approve --by 审核', 'publish --by 审核');

# --- the desk ---

my $desk = 'https://localhost:8443';
isnt(told('systemctl is-active gongkai-desk.socket'), 'active', 'there is no desk');
does('it has a certificate', <<'END');
cd /etc/nginx/tls
cp gongkai.crt gongkai-desk.crt
cp gongkai.key gongkai-desk.key
END
my ($open_desk) = blocks('The desk');
like(does('it is opened', $open_desk), qr/\S{10}/, 'and somebody has a password');
told_at_last("curl -sSki $desk/readyz", qr/^HTTP\/2 200/, 'it is ready');
like(told("curl -sSk $desk/"), qr/<title>/, 'its page opens');
like(told("curl -sSki $desk/api/v1/staff/session"), qr/^HTTP\/2 401/, 'to strangers it tells nothing');

my ($doctor) = blocks('When something is wrong');
my $seen = does('the doctor is asked', $doctor);
unlike($seen, qr/^[✗！]/m, '  and sees all, and nothing wrong');
like($seen, qr/^✓ $_：/m, "  $_, too") for '证书', '工作台的证书';
does('nginx has not the socket', 'chown root:root /run/gongkai/gongkai.sock');
like(told("$doctor; true"), qr/^✗ 套接字：\S+，属于 root，.*\n    nginx 的用户是 www-data/m, '  which is told');
does('it has it again', 'chown www-data:www-data /run/gongkai/gongkai.sock');
like(told('gongkai list 2>&1; true'), qr/现在是 root：请以 sudo -u gongkai_staff 执行/, 'who is the wrong user hears who would be the right one');

# --- reload ---

my $digest = told("curl -sS https://$site$pdf | sha256sum");
# The parent is one of the processes.
my $workers = 'echo $(($(wc -l </sys/fs/cgroup/system.slice/gongkai.service/cgroup.procs) - 1))';
my $journal = 'journalctl -u gongkai -o cat --no-pager';
my $usual = told($workers);
my $more = $usual + 1;
does('settings are read anew', "echo 'workers = $more' >>/etc/gongkai/gongkai.conf; systemctl reload gongkai");
# A reload is tried in a process of its own, which would be counted.
told_at_last($journal, qr/reloaded: $more workers/, 'the log tells');
told_at_last($workers, qr/^$more$/, 'one worker more');
like(told('sudo -u gongkai_staff gongkai config'), qr{^# /etc/gongkai/gongkai\.conf:\d+\nworkers = $more$}m, 'the tool has the same settings');
does('a faulty file', "echo 'workers = many' >>/etc/gongkai/gongkai.conf; systemctl reload gongkai");
told_at_last($journal, qr/workers 为 'many'，应为 0 到 256 的整数.*reload failed/s, 'is told in the log');
is(told($workers), $more, 'and changes nothing');
does('it is mended', "sed -i '/^workers/d' /etc/gongkai/gongkai.conf; systemctl reload gongkai");
told_at_last($journal, qr/reload failed.*reloaded: $usual workers/s, 'the log tells');
told_at_last($workers, qr/^$usual$/, 'as many as before');
unlike(told($journal), qr/does not end/, 'those of before ended by themselves');
does('nothing is in the cache', 'sudo -u www-data gongkai purge --all; sleep 2');
is(told("curl -sS https://$site$pdf | sha256sum"), $digest, 'the same report is the same PDF');

# --- back up and restore ---

my ($dump, $restore) = blocks('Backup');
does('a backup', $dump);
does('a second cluster', 'pg_createcluster 15 second --port 5433 --start');
does('is filled from it', "export PGCLUSTER=15/second\n$restore");
my $revisions = q{sudo -u postgres psql -At -d %s -c "SELECT report_id, number, sha256, encode(sha256(convert_to(document::text, 'UTF8')), 'hex') FROM gongkai.revision ORDER BY 1, 2"};
my $here = told(sprintf $revisions, 'gongkai');
is(told('export PGCLUSTER=15/second; ' . sprintf $revisions, 'gongkai'), $here, 'every revision is there');
my @lines = split /\n/, $here;
cmp_ok(@lines, '>=', scalar @{ $reports->{items} }, scalar(@lines) . ' revisions');
is(join(' ', grep { my @f = split /\|/; $f[2] ne $f[3] } @lines), '', 'each has the bytes that its digest says');

# The bytes that the server answers with, from one database and from the other; what was
# withdrawn is a problem, which has the name of its request.
sub answers {
    my ($port, $database, @paths) = @_;
    my $script = join "\n", map {
        "echo '# $_'; sudo -u gongkai_public env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET REQUEST_URI=$_ SCRIPT_NAME= PATH_INFO=$_"
            . " QUERY_STRING= SERVER_PROTOCOL=HTTP/1.1 gongkai.fcgi --set 'database=dbname=$database user=gongkai_public port=$port'"
            . " </dev/null | sed '1,/^\\r*\$/d; s/\"request_id\":\"[^\"]*\"//' | sha256sum"
    } @paths;
    return told($script);
}
my @addresses = map { my @f = split /\|/; "/api/v1/reports/$f[0]/revisions/$f[1]" } @lines;
my $first = answers(5432, 'gongkai', @addresses);
unlike($first, qr/e3b0c44298fc1c149afbf4c8996fb924/, 'every revision answers');
is(answers(5433, 'gongkai', @addresses), $first, 'with the same bytes from the restored database');

# --- upgrade the oldest schema, with what it had in it ---

does('a database of the first version', <<'END');
export PGCLUSTER=15/second
sudo -u postgres createdb --encoding=UTF8 --template=template0 old
sudo -u postgres psql -q -d old -f /usr/share/gongkai/roles.sql
for step in /srv/old/00*.sql; do
	sudo -u gongkai_owner psql -q -v ON_ERROR_STOP=1 -1 -d old -c "SET search_path = ''" -f $step
done
sudo -u postgres psql -q -v ON_ERROR_STOP=1 -1 -d old -f /srv/old/schema-005.sql
END
my $old = told('export PGCLUSTER=15/second; ' . sprintf $revisions, 'old');
is(scalar(split /\n/, $old), 4, 'it has four revisions');
does('is migrated', q{sudo -u gongkai_owner gongkai --set 'owner_database=dbname=old user=gongkai_owner port=5433' migrate});
is(told('export PGCLUSTER=15/second; ' . sprintf $revisions, 'old'), $old, 'its revisions are as they were');
my @old = map { my @f = split /\|/; "/api/v1/reports/$f[0]/revisions/$f[1]" } split /\n/, $old;
my %sent = answers(5433, 'old', @old) =~ /^# (\S+)\n([0-9a-f]{64})/mg;
is_deeply(\%sent, { map { my @f = split /\|/; ("/api/v1/reports/$f[0]/revisions/$f[1]" => $f[2]) } split /\n/, $old },
    'each answers with the bytes that its digest says');
my $staff = q{--set 'staff_database=dbname=old user=gongkai_staff port=5433'};
my $old_id = 't2-2024-640221-001-2024-05';
my $submit_old = "sudo -u gongkai_staff gongkai $staff submit --by 经办 $old_id";
my $approve_old = "sudo -u gongkai_staff gongkai $staff approve --by 审核 $old_id";
my $publish_old = "sudo -u gongkai_staff gongkai $staff publish $old_id";
does('its draft is submitted', $submit_old);
my ($finding) = told("$approve_old 2>&1") =~ /（(PERSON-\d+-\w+)）/;
ok($finding, 'the name in its draft holds it up');
does('that is explained', "sudo -u gongkai_staff gongkai $staff explain --by 经办 $finding --reason 姓名已经隐去一部分");
does('submitted again', $submit_old);
does('approved', $approve_old);
like(does('its draft can be published', $publish_old), qr/第 1 次修订/, 'for the first time');
like(told(q{sudo -u gongkai_public env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET REQUEST_URI=/api/v1/reports SCRIPT_NAME= PATH_INFO=/api/v1/reports QUERY_STRING= SERVER_PROTOCOL=HTTP/1.1 gongkai.fcgi --set 'database=dbname=old user=gongkai_public port=5433' </dev/null}),
    qr/t2-2024-640221-001-2024-05/, 'and stands in the list beside the old ones');

# --- upgrade ---

my ($upgrade) = blocks('Upgrade');
does('a newer package', <<'END');
dpkg-deb -R gongkai_*.deb newer
sed -i 's/^Version: .*/&+newer/' newer/DEBIAN/control
rm gongkai_*.deb
dpkg-deb --root-owner-group -b newer gongkai_newer.deb
rm -r newer
END
my %process = map { $_ => told("systemctl show -P MainPID $_") } qw(gongkai gongkai-desk gongkai-guard gongkai-purge);
my $run = $machine->run("touch run; (while [ -e run ]; do curl -s -o /dev/null -w '%{http_code}\\n' https://$site/readyz; done >codes) & sleep 1\n$upgrade\nsleep 5; rm run; wait");
is($run->{status}, 0, 'upgraded as the chapter says') or diag($run->{out});
is(told('sort -u codes'), '200', 'no request fails meanwhile');
cmp_ok(told('grep -c . codes'), '>', 20, 'of many');
like(told('dpkg-query -W -f "\${Version}" gongkai'), qr/\+newer$/, 'the newer one is there');
isnt(told("systemctl show -P MainPID $_"), $process{$_}, "and $_ is of it") for sort keys %process;
is(told("curl -sS https://$site$pdf | sha256sum"), $digest, 'still the same PDF');
is(told(sprintf $revisions, 'gongkai'), $here, 'still the same revisions');

# --- remove and purge ---

does('removed', 'sudo apt-get remove gongkai');
is(told('ls /run/gongkai/gongkai.sock /usr/bin/gongkai /lib/systemd/system/gongkai.service 2>/dev/null'), '', 'the program is gone');
is(told("ls -d /etc/gongkai/gongkai.conf /etc/nginx/sites-enabled/gongkai | wc -l"), 2, 'settings and site stay');
does('nginx goes on', 'nginx -t && systemctl reload nginx');
does('purged', 'sudo apt-get purge gongkai');
does('nginx still goes on', 'nginx -t && systemctl reload nginx');
is(told(q{find / -xdev -name '*gongkai*' -not -path '/proc/*' -not -path '/root/*' -not -path '/srv/*' -not -path '/var/lib/apt/*' -not -path '/var/cache/apt/*' | sort}),
    join("\n", qw(/etc/nginx/tls/gongkai-desk.crt /etc/nginx/tls/gongkai-desk.key
        /etc/nginx/tls/gongkai.crt /etc/nginx/tls/gongkai.key /var/log/nginx/gongkai-desk.log /var/log/nginx/gongkai.log)),
    'what is left is the administrator\'s');
is(told('getent passwd gongkai_public gongkai_staff gongkai_desk gongkai_owner | wc -l'), 4, 'the users stay');
is(told(sprintf $revisions, 'gongkai'), $here, 'and so does the database');
$machine->stop;
system_ok('rm', '-rf', $root);

# --- the bundle ---

make_path($root);
system_ok('tar', '-C', $root, '-xf', "$state/root.tar");
system_ok('rm', '-rf', glob("$root/etc/apt/sources.list*"));
system_ok('cp', '-r', $bundle, "$root/srv/bundle");
my ($damaged) = glob "$root/srv/bundle/packages/fonts-lxgw-wenkai_*.deb";
system_ok('cp', $damaged, "$state/whole.deb");
open my $file, '+<:raw', $damaged or die;
seek $file, 1_000_000, 0;
print $file "\0\1\2";
close $file;
$machine = Gongkai::Machine->new($root);
$run = $machine->run('/srv/bundle/install');
isnt($run->{status}, 0, 'a damaged bundle is refused');
like($run->{out}, qr/fonts-lxgw-wenkai.*FAILED/, 'and the file is named');
isnt($machine->run('dpkg-query -W gongkai')->{status}, 0, 'nothing was installed');
system_ok('cp', "$state/whole.deb", $damaged);
spurt("$root/srv/bundle/packages/stranger.deb", 'x');
like($machine->run('/srv/bundle/install')->{out}, qr/stranger\.deb is not in SHA256SUMS/, 'a file that the manifest lacks is refused');
unlink "$root/srv/bundle/packages/stranger.deb", "$state/whole.deb";
does('the bundle is installed', '/srv/bundle/install');
is(told("systemctl is-active $_"), 'active', "$_ runs") for qw(gongkai.socket gongkai.service nginx postgresql);
# The licence is Debian's file, `copyright`.
my @led_to = grep { $_ ne 'LICENSE' } map { slurp($_) =~ /\]\(([^)#:]+)\)/g } qw(README.md README.zh-CN.md);
does('the manual is there, and what it leads to', "cd /usr/share/doc/gongkai-doc && ls @led_to");
$machine->stop;
system_ok('rm', '-rf', $root);
done_testing;
