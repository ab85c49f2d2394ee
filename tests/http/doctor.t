# `gongkai doctor` on a running system: all is well, and then each fault, really made,
# is told with its cure.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP;
use POSIX qw(strftime);
use Test::More;
use Gongkai::Cluster qw(allow_replication standby_of lose);
use Gongkai::Stack qw(eventually);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my $dir = $stack->{dir};

sub certificate {
    my ($name, $days) = @_;
    system("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -days $days -keyout $dir/key.pem -out $dir/$name.crt >/dev/null 2>&1") == 0 or die;
    return "$dir/$name.crt";
}

sub security {
    my ($name, $days) = @_;
    open my $file, '>', "$dir/$name.txt" or die;
    print $file "Contact: mailto:nobody\@gongkai.example\nExpires: " . strftime('%Y-%m-%dT%H:%M:%SZ', gmtime(time + $days * 86400)) . "\n";
    close $file;
    chmod 0644, "$dir/$name.txt";
    return "$dir/$name.txt";
}

# nginx's settings in another folder: where root looks, nginx gives the folders that they name to its own user.
sub nginx {
    my ($name, $change) = @_;
    my $to = "$dir/$name";
    system('sh', '-c', 'mkdir -p $1/run $1/log && cp -r $0/nginx $1/ && rm -rf $1/nginx/cache/* && sed "s|$0|$1|g; $2" $0/nginx/nginx.conf >$1/nginx/nginx.conf', $dir, $to, $change) == 0 or die;
    return "$to/nginx/nginx.conf";
}

my @well = ('--nginx', nginx('sound', ''), '--url', $stack->{url}, '--certificate', certificate('good', 365), '--security', security('good', 300));

sub doctor {
    my ($set, @arguments) = @_;
    my ($status, $said) = $stack->gongkai(@$set, 'doctor', @well, @arguments);
    return ($status, decode_utf8($said));
}

# A fault: what is said of it, and that it is the only one.
sub finds {
    my ($name, $expected, $set, @arguments) = @_;
    my ($status, $said) = doctor($set || [], @arguments);
    is($status, 1, $name);
    like($said, qr/^✗ $expected\n    \S/m, '  is told, with a cure');
    # What follows from it is that the service is not ready.
    is(() = $said =~ /^✗ (?!服务|nginx：\S+ 的回答是 503)/mg, 1, '  alone') or diag($said);
}

# The services beside the server, whom their sessions show.
sub serves {
    my ($at, $service, @command) = @_;
    @command ? $at->start_program($service, @command) : $at->start($service);
    return eventually(sub { $at->value("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gongkai $service'") });
}

ok(serves($stack, 'purge'), 'purge runs');
finds('no guard', 'gongkai guard：这个数据库上没有它的会话');
ok(serves($stack, 'guard'), 'guard runs');
$stack->stop('purge');
finds('no purge', 'gongkai purge：这个数据库上没有它的会话');
ok(serves($stack, 'purge'), 'purge runs again');

my ($status, $said) = doctor([]);
is($status, 0, 'a system that is well') or diag($said);
like($said, qr/^✓ $_/m, "  $_") for qr/程序：gongkai \d/, qr/模板和字体：14 个模板，\d+ 个字面/, qr/字集：GB 18030-2022 齐全\n/,
    qr/程序库：HarfBuzz \d/, qr/数据库：按设置 staff_database，以 gongkai_staff 的身份看\n/, qr/nginx 的设置：nginx -t 没有发现问题\n/, qr/公众角色读不到的：读不到草稿\n/,
    qr/工作人员的权限：各项操作都有\n/, qr/公众角色要读的：都能读\n/, qr/公众角色的写权限：没有\n/, qr/公众角色能建立的：没有\n/, qr/公众角色能占用的：没有\n/,
    qr/角色的特权：没有\n/, qr/公众角色的限制：齐全\n/, qr/数据库结构：(\d+)，本程序需要 \g1\n/, qr/PostgreSQL：15\./, qr/时钟：数据库比本机快 -?\d 秒/,
    qr/复制：主库，连着 0 个备机/, qr/已公开的表式：E1 有模板，已登记/, qr/排版：最近公开的一份，\d{4,} 字节/,
    qr/套接字：\S+，属于 \S+，权限 0660/, qr{服务：/readyz 的回答是 200}, qr{nginx：\S+/readyz 的回答是 200}, qr/日志：.*还空 \d+ MB/,
    qr/证书：\S+ 还有 36[45] 天/, qr/security\.txt：\S+ 还有 (?:299|300) 天/;
unlike($said, qr/^[✗！]/m, '  and nothing else');

# The libraries, as their packages tell.
my ($libraries) = $said =~ /^✓ 程序库：(.*)$/m;
my %package = (HarfBuzz => 'libharfbuzz0b', FriBidi => 'libfribidi0', libunistring => 'libunistring2', libharu => 'libhpdf-2.3.0',
    zlib => 'zlib1g', libxlsxwriter => 'libxlsxwriter4', libzip => 'libzip4', libqrencode => 'libqrencode4', GMP => 'libgmp10',
    cJSON => 'libcjson1', ICU => 'libicu72', libpq => 'libpq5', OpenSSL => 'libssl3');
for my $name (sort keys %package) {
    my ($version) = qx(dpkg-query -W -f '\${Version}' $package{$name}) =~ /^(?:\d+:)?([\d.]+)/;
    $version =~ s/\.$//;
    like($libraries, qr/(?:^|、)$name \Q$version\E(?:\.0)?(?:、|$)/, "  $name is $version");
}

($status, $said) = doctor([], '--json');
my $findings = JSON::PP->new->decode($said);
is($status, 0, 'as JSON');
is(scalar(grep { $_->{state} eq 'good' && $_->{what} && $_->{found} } @$findings), scalar @$findings, '  the same');

# The guard would put the role's settings back.
$stack->signal('guard', 'STOP');
for my $case (
    ['a grant that is gone', 'REVOKE SELECT ON gongkai.publication FROM gongkai_public', 'GRANT SELECT ON gongkai.publication TO gongkai_public', '公众角色要读的：publication'],
    ['a draft that can be read', 'GRANT SELECT (title) ON gongkai.report TO gongkai_public', 'REVOKE SELECT (title) ON gongkai.report FROM gongkai_public', '公众角色读不到的：report'],
    ['a table that can be written', 'GRANT UPDATE ON gongkai.change TO gongkai_public', 'REVOKE UPDATE ON gongkai.change FROM gongkai_public', '公众角色的写权限：change'],
    ['a table that the desk can write', 'GRANT INSERT ON gongkai.report TO gongkai_desk', 'REVOKE INSERT ON gongkai.report FROM gongkai_desk', '工作台和缓存角色的写权限：report'],
    ['a column that the cache can write', 'GRANT UPDATE (title) ON gongkai.report TO gongkai_cache', 'REVOKE UPDATE (title) ON gongkai.report FROM gongkai_cache', '工作台和缓存角色的写权限：report'],
    ['a table that staff cannot read', 'REVOKE SELECT ON gongkai.draft_author FROM gongkai_staff', 'GRANT SELECT ON gongkai.draft_author TO gongkai_staff',
        '工作人员的权限：\w+：permission denied for table draft_author'],
    ['a desk with power', 'ALTER ROLE gongkai_desk BYPASSRLS', 'ALTER ROLE gongkai_desk NOBYPASSRLS', '角色的特权：gongkai_desk'],
    ['temporary tables', 'GRANT TEMP ON DATABASE gongkai TO PUBLIC', 'REVOKE TEMP ON DATABASE gongkai FROM PUBLIC', '公众角色能建立的：TEMPORARY'],
    ['a lock for everybody', 'GRANT EXECUTE ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO PUBLIC',
        'REVOKE EXECUTE ON FUNCTION pg_catalog.pg_advisory_lock(bigint) FROM PUBLIC', '公众角色能占用的：pg_advisory_lock'],
    ['a role with power', 'ALTER ROLE gongkai_staff CREATEROLE', 'ALTER ROLE gongkai_staff NOCREATEROLE', '角色的特权：gongkai_staff'],
    ['a limit that is gone', 'ALTER ROLE gongkai_public RESET statement_timeout', q{ALTER ROLE gongkai_public SET statement_timeout = '2s'}, '公众角色的限制：statement_timeout=2s'],
    ['a setting that nobody needs', 'ALTER ROLE gongkai_public SET local_preload_libraries = nosuch', 'ALTER ROLE gongkai_public RESET local_preload_libraries',
        '公众角色的限制：多出 local_preload_libraries=nosuch'],
) {
    my ($name, $break, $mend, $expected) = @$case;
    $stack->value($break);
    finds($name, $expected);
    $stack->value($mend);
}
$stack->signal('guard', 'CONT');

system('cp', '-r', 'templates', $dir) == 0 or die;
my $other = ['--set', "templates=$dir/templates"];
system('sed', '-i', 's/footer="[^"]*"/footer="- {page} -"/', "$dir/templates/G2.xml") == 0 or die;
finds('a template that was changed', '已公开的表式：G2 的模板与登记的不同', $other);
unlink "$dir/templates/G2.xml" or die;
finds('a template that is missing', qr/已公开的表式：G2 在 \S+ 里没有模板/, $other);
open my $file, '>', "$dir/templates/G2.xml" or die;
print $file '<form id="G2"/>';
close $file;
finds('a template that is wrong', qr/模板和字体：\S*G2\.xml:1：.*/, $other);
finds('fonts that are missing', qr/模板和字体：.*none\.json.*/, ['--set', "fonts=$dir/none.json"]);
finds('a key of the log that is missing', qr{日志的密钥 log_key：.*/none\.pem.*}, ['--set', "log_key=$dir/none.pem"]);
is(($stack->gongkai('key', '--new', '--sm2', "$dir/run/sm2.pem"))[0], 0, 'a key');
finds('  in the place of another', qr{日志的密钥 log_key：\S+/sm2\.pem，SM2}, ['--set', "log_key=$dir/run/sm2.pem"]);
($status, $said) = doctor(['--set', "log_key_sm2=$dir/run/sm2.pem"]);
is($status, 0, '  and in its own');
like($said, qr{^✓ 日志的密钥 log_key_sm2：\S+/sm2\.pem，SM2$}m, '  is told') or diag($said);
chmod 0640, "$dir/run/sm2.pem" or die;
finds('  that others may read', qr{日志的密钥 log_key_sm2：\S+/sm2\.pem，权限 0640}, ['--set', "log_key_sm2=$dir/run/sm2.pem"]);
($status, $said) = doctor(['--set', "cache=$dir/no-cache"]);
like($said, qr{^！ 缓存：\S+/no-cache/documents：.*\n    .*fastcgi_cache_path}m, 'another folder of the cache') or diag($said);
finds('a certificate that ends soon', qr/证书：\S+ 还有 [34] 天/, undef, '--certificate', certificate('soon', 4));
finds('no certificate', qr/证书：\S+ 不是 PEM 证书/, undef, '--certificate', security('none', 1));
finds('security.txt that has expired', qr/security\.txt：\S+ 已过期 [12] 天/, undef, '--security', security('old', -2));
chmod 0640, security('closed', 300);
finds('security.txt that nginx cannot read', qr/security\.txt：\S+，权限 0640/, undef, '--security', "$dir/closed.txt");
mkdir "$dir/bulk";
chmod 0755, "$dir/bulk";
($status, $said) = doctor(['--set', "bulk=$dir/bulk"]);
like($said, qr/^！ 数据包：\S+index\.json：.*\n    .* gongkai bulk/m, 'packages that nobody has made') or diag($said);
open my $list, '>', "$dir/bulk/index.json" or die;
chmod 0600, $list;
finds('packages that nginx cannot read', qr/数据包：\S+index\.json，权限 0600/, ['--set', "bulk=$dir/bulk"]);
chmod 0644, $list;
like((doctor(['--set', "bulk=$dir/bulk"]))[1], qr/^✓ 数据包：/m, '  that it can read');
($status, $said) = doctor([], '--security', "$dir/nothing");
is($status, 0, 'a file that is not there');
like($said, qr/^！ security\.txt：.*\n    \S/m, '  is told as not seen');
chmod 0666, "$dir/run/gongkai.sock";
finds('a socket for everybody', qr/套接字：\S+，属于 \S+，权限 0666/);
chmod 0660, "$dir/run/gongkai.sock";

finds('a database of the workers that is away', qr/公众数据库：按设置 database 连不上/, ['--set', "database=host=$dir/nowhere dbname=gongkai"]);
finds('a string that nothing can read', qr/公众数据库：按设置 database 连不上/, ['--set', 'database=garbage']);

my $in = "host=$dir/run dbname=gongkai";
finds('a role for the workers that may too much', qr/公众数据库：设置 database 的用户是 gongkai_staff，它能读的比公众多/, ['--set', "database=$in user=gongkai_staff"]);
finds('another role for staff', qr/数据库：按设置 staff_database，以 gongkai_owner 的身份看/, ['--set', "staff_database=$in user=gongkai_owner"]);
finds('a database of staff that is away', qr/数据库：连不上：.*；PostgreSQL 没有运行，或者不在这里：.*/, ['--set', "staff_database=host=$dir/nowhere dbname=gongkai"]);
finds('one on another machine', qr/数据库：连不上：.*；请核对设置中的 host 和 port，在那台机器上.*/, ['--set', 'staff_database=host=127.0.0.1 port=1 dbname=gongkai']);
# No user of this machine, as whom root would come.
my @stranger = ('--set', "staff_database=$in user=stranger");
($status, $said) = doctor(\@stranger);
is($status, 0, 'the owner, whom the database of staff does not let in') or diag($said);
like($said, qr/^✓ 数据库：按设置 owner_database，以 gongkai_owner 的身份看$/m, '  sees as owner, and says so');
($status, $said) = doctor([@stranger, '--set', "owner_database=$in user=stranger"]);
is($status, 0, 'somebody whom the database does not let in');
like($said, qr/^！ 数据库：它在运行，但没有让我们进入：.*\n    请以 root、gongkai_staff/m, '  is told who sees more');
my $me = getpwuid $>;
finds('roles that are not there', qr/数据库：没有让我们进入：数据库：.*"\Q$me\E".*/,
    [map { ('--set', "${_}_database=$in user=$me") } qw(staff owner)]);
$stack->value('CREATE DATABASE bare');
finds('a database without a schema', qr/数据库结构：数据库：语句 \w+ 与库里的结构不合，请由数据库的所有者执行 gongkai migrate：.*/,
    [map { ('--set', "${_}_database=host=$dir/run dbname=bare user=gongkai_$_") } qw(staff owner)]);

finds('settings that nginx does not understand', qr/nginx 的设置：unknown directive "no_such".*nginx\.conf:\d+/, undef, '--nginx', nginx('broken', 's/pcre_jit on/no_such 1/'));
finds('what nginx warns of', qr{nginx 的设置：duplicate MIME type "text/html" in \S+nginx\.conf:\d+}, undef, '--nginx',
    nginx('warned', 's|http {|http { gzip_types text/html;|'));
finds('a certificate that nginx does not find', qr{nginx 的设置：cannot load certificate "\S+/none\.crt".*}, undef, '--nginx',
    nginx('bare', "s|listen 127.0.0.1:.*;|listen 127.0.0.1:1 ssl; ssl_certificate $dir/none.crt; ssl_certificate_key $dir/none.key;|"));
# A machine that starts no more processes is none without nginx or curl.
$said = decode_utf8(qx(strace -f -o $dir/strace -e trace=clone,clone3 -e inject=clone,clone3:error=EAGAIN $ENV{GONGKAI_BUILD}/gongkai -c $dir/gongkai.conf doctor @well 2>&1));
is($? >> 8, 1, 'no more processes');
like($said, qr/^✗ nginx 的设置：系统的资源暂时不够/m, '  is told, not that there is no nginx');
$said = decode_utf8(qx(env --ignore-signal=CHLD $ENV{GONGKAI_BUILD}/gongkai -c $dir/gongkai.conf doctor @well 2>&1));
is($? >> 8, 0, 'started by who ignores the ends of processes') or diag($said);
for my $wrong ('gongkai.example', 'ftp://gongkai.example', 'https://', 'https://gongkai.example b', '') {
    ($status, $said) = doctor([], '--url', $wrong);
    is($status, 2, "no address: '$wrong'");
    like($said, qr/--url 是“\Q$wrong\E”，应为网址/, '  is told');
}
finds('an address where nobody is', qr{nginx：\S+/readyz 的回答是 curl: \(7\) .*}, undef, '--url', 'http://127.0.0.1:1');
finds('an address that does not speak TLS', qr{nginx：\S+/readyz 的回答是 curl: \(35\) (?=.*\n    请看证书).*}, undef, '--url', $stack->{url} =~ s/^http/https/r);
finds('an address that curl does not read', qr{nginx：\S+/readyz 的回答是 curl: \(3\) .*}, undef, '--url', "$stack->{url}\[");

# Fonts without the one that has the rarest characters.
open my $manifest, '<:raw', 'fonts/manifest.json' or die;
my $fonts = decode_json(join '', <$manifest>);
@$_ = grep { $_ ne 'hanazono-b' } @$_ for map { @$_{qw(regular bold)} } values %{ $fonts->{roles} };
open my $fewer, '>', "$dir/fewer.json" or die;
print $fewer encode_json($fonts);
close $fewer;
($status, $said) = doctor(['--set', "fonts=$dir/fewer.json"]);
is($status, 1, 'fonts that lack characters');
like($said, qr/^✗ 字集：GB 18030-2022 级别 3 汉字：宋缺 \d+ 字，如 U\+2[0-9A-F]{4}\n    请安装缺少的字体/m, '  are told') or diag($said);

# A library that is older than the one that the program was built with.
open my $old, '>', "$dir/old.c" or die;
print $old qq(int hb_version_atleast(unsigned a, unsigned b, unsigned c) { (void)a, (void)b, (void)c; return 0; }\nconst char *hb_version_string(void) { return "1.0.0"; }\n);
close $old;
system('gcc', '-shared', '-fPIC', '-o', "$dir/old.so", "$dir/old.c") == 0 or die;
{
    local $ENV{LD_PRELOAD} = "$dir/old.so";
    finds('an old library', qr/程序库：HarfBuzz 1\.0\.0（编译时是 \d+\.\d+\.\d+）、FriBidi .*/);
}

# An archive that takes nothing, which needs a start of PostgreSQL to be one.
$stack->value($_) for 'ALTER SYSTEM SET archive_mode = on', q{ALTER SYSTEM SET archive_command = 'false'};
$stack->stop('postgres');
$stack->start('postgres');
$stack->script('wait_for', 30, 'stack_postgres_ready', $dir);
ok(eventually(sub { $stack->value(q{SELECT count(DISTINCT application_name) FROM pg_stat_activity WHERE application_name ~ '^gongkai (guard|purge)'}) == 2 }),
    'PostgreSQL starts again');
like((doctor([]))[1], qr/^✓ 归档：还没有存过$/m, 'an archive that has nothing to do yet');
$stack->value('SELECT pg_switch_wal()');
ok(eventually(sub { $stack->value('SELECT failed_count FROM pg_stat_archiver') > 0 }), 'an archive that takes nothing');
finds('  is a fault', qr/归档：[0-9A-F]{24} 存不进去，最近一次在 2\d{3}-.*/);
$stack->value(q{ALTER SYSTEM SET archive_command = 'true'});
$stack->value('SELECT pg_reload_conf()');
ok(eventually(sub { $stack->value('SELECT archived_count FROM pg_stat_archiver') > 0 }), '  until it takes them');
like((doctor([]))[1], qr/^✓ 归档：最近一次在 2\d{3}-/m, '  which is told');

# A standby that stands still, and one that has lost its primary.
allow_replication($stack);
my $standby = standby_of($stack, 'standby');
$standby->script('wait_for', 30, 'stack_postgres_ready', $standby->{dir});
ok(serves($standby, 'guard', "$dir/bin/gongkai", '--set', "owner_database=host=$standby->{dir}/run dbname=gongkai user=gongkai_owner", 'guard'),
    'a standby with a guard of its own');
my @there = ('--set', "staff_database=host=$standby->{dir}/run dbname=gongkai user=gongkai_staff");
($status, $said) = doctor(\@there);
like($said, qr/^✓ 复制：备机，收到的都已重放(?:，最后的事务在 \d+ 秒之前)?$/m, 'a standby that is well') or diag($said);
$standby->value('SELECT pg_wal_replay_pause()');
finds('a standby that is paused', qr/复制：备机，.*，重放已暂停/, \@there);
$stack->value(q{SELECT pg_logical_emit_message(false, 'x', repeat('x', 1000000)) FROM generate_series(1, 18)});
ok(eventually(sub { (doctor(\@there))[1] =~ /^✗ 复制：备机，还有 1[89]\d{6} 字节没有重放/m }), '  is behind');
$standby->value('SELECT pg_wal_replay_resume()');
ok(eventually(sub { (doctor(\@there))[1] =~ /^✓ 复制：备机，收到的都已重放/m }), '  and catches up');

$stack->stop('nginx');
finds('nginx away', qr/nginx：\S+ 的回答是 curl: \(7\) .*/);
$stack->stop('server');
($status, $said) = doctor([]);
is($status, 1, 'the server away');
like($said, qr/^✗ 套接字：\S+gongkai\.sock：.*\n    请执行 systemctl/m, '  is told') or diag($said);
$stack->stop('postgres');
ok(eventually(sub { (doctor(\@there))[1] =~ /^✗ 复制：备机，.*，没有连着主库$/m }), 'a standby alone');
($status, $said) = doctor([]);
is($status, 1, 'the database away');
like($said, qr/^✗ 数据库：连不上：.*\n    请检查 PostgreSQL/m, '  is told');
like($said, qr/^✓ 日志/m, '  and the rest is looked at');
$stack->stop_all;
done_testing;
