# The cheap commands, each call of which fails once; ./dev torture does it with all commands
# and pages.
use strict;
use warnings;
use Test::More;
use Gongkai::Tool qw(folder slurp);
use Gongkai::Torture;

my $folder = folder();
my $torture = Gongkai::Torture->new($folder);
my $gongkai = ($ENV{GONGKAI_BUILD} || 'build') . '/gongkai';
my $out = "$folder/written";
my @trace = qw(--set templates=templates render --trace --fixed-glyphs --template templates/T1.xml --data tests/fixture/T1.json -o);
my @workbook = qw(--set templates=templates --set fonts=fonts/manifest.json render --as xlsx --template templates/T1.xml --data tests/fixture/T1.json -o);
my @commands = (
    { name => 'settings', argv => ['--set', 'database=host=/x password=y', 'config'] },
    { name => 'help', argv => ['--help', 'publish'] },
    { name => 'trace', argv => [@trace, $out], most => 12 },
    # Its library does not look whether its files could be written.
    { name => 'workbook', argv => [@workbook, $out], only => qr/^(?:write|lseek|read|openat)$/, most => 10 },
);

my ($command, $whole);
sub run_once {
    my (%case) = @_;
    unlink glob "$out*";
    return $torture->run(argv => [$gongkai, @{ $command->{argv} }], %case);
}

# Returns what is wrong, each with its place.
sub faults {
    my ($what, $calls, %case) = @_;
    my @faults;
    for my $at (Gongkai::Torture::some($command->{most} // 0, @$calls)) {
        my $run = run_once(%case, at => $at);
        my $fault = $run->{failed} ? Gongkai::Torture::fault($whole, $run) : 'did not fail';
        my @files = glob "$out*";
        $fault ||= "left @files" if $run->{status} && grep { !$case{signal} || $_ ne $out || slurp($_) ne $whole->{file} } @files;
        $fault ||= 'no file' if !$run->{status} && $whole->{file} && !(-e $out && slurp($out) eq $whole->{file});
        push @faults, "$what $at: $fault ($run->{err})" if $fault;
    }
    return @faults;
}

for (@commands) {
    $command = $_;
    $whole = run_once(kind => 'allocation');
    $whole->{file} = -e $out ? slurp($out) : '';
    is($whole->{status}, 0, "$command->{name}: undisturbed") or diag($whole->{err});
    # Else what is to fail would be another call, or none.
    is(run_once(kind => 'allocation')->{count}, $whole->{count}, '  it allocates as often each time');
    my %known;
    my $only = $command->{only} // qr/./;
    my @places = grep { !$known{ $whole->{sites}[$_ - 1] }++ } 1 .. @{ $whole->{sites} };
    cmp_ok(scalar @places, '>', 2, '  it allocates');
    is(join("\n", faults('allocation', \@places, kind => 'allocation')), '', '  each allocation fails') if 'allocation' =~ $only;
    my $trace = run_once(call => 'all')->{trace};
    my %calls = $torture->calls_after_start($gongkai, $trace);
    ok(@{ $calls{write} // [] } > 0, '  it writes');
    $calls{$_} = [$torture->new_ways($trace, $_, $_, @{ $calls{$_} })] for keys %calls;
    is(join("\n", map { faults($_, $calls{$_}, call => $_) } sort grep { $_ =~ $only } keys %calls), '', '  each system call fails');
    my @writing = grep { $calls{$_} } qw(write fsync linkat rename close);
    is(join("\n", map { faults("SIGTERM in $_", $calls{$_}, call => $_, signal => 'SIGTERM') } @writing), '', '  it is interrupted in each')
        if 'trace' eq $command->{name};
}

# On a file system where a file has a name from its beginning.
for my $signal (qw(INT TERM HUP)) {
    unlink glob "$out*";
    my $status = $torture->run(argv => ['strace', '-o', "$folder/strace", '-e', 'trace=access,faccessat,faccessat2,fsync',
        '-e', 'inject=access,faccessat,faccessat2:error=ENOENT', '-e', "inject=fsync:signal=SIG$signal", $gongkai, @trace, $out], kind => 'nothing');
    like(slurp("$folder/strace"), qr/^--- SIG$signal /m, "SIG$signal when a file has a name before it is whole");
    like($status->{err}, qr/收到 SIG$signal，已中断：/, '  is answered with a last word');
    is_deeply([glob "$out*"], [], '  and the file is gone');
}
# A key is whole under its name, or not there and may be made again.
for my $call (qw(openat write fsync linkat)) {
    my $made = $torture->run(argv => ['strace', '-o', "$folder/strace", $call eq 'openat' ? ('-P', $folder) : (), '-e', "trace=$call",
        '-e', "inject=$call:signal=SIGTERM:when=1", $gongkai, 'key', '--new', "$folder/key.pem"], kind => 'nothing');
    like($made->{err}, qr/已中断：/, "a key, interrupted in $call");
    like(-e "$folder/key.pem" ? slurp("$folder/key.pem") : '', qr/\A\z|-----END PRIVATE KEY-----\n\z/, '  is whole or not there');
    unlink "$folder/key.pem";
}
# nohup and the shell's jobs in the background.
my $ignoring = $torture->run(kind => 'nothing', argv => ['sh', '-c', 'trap "" INT; exec "$@"', 'sh', 'strace', '-o', "$folder/strace",
    '-e', 'trace=fsync', '-e', 'inject=fsync:signal=SIGINT', $gongkai, @trace, $out]);
is($ignoring->{status}, 0, 'a signal that is ignored stays so') or diag($ignoring->{err});

# The test itself: what a command must not do is seen.
my %good = (status => 0, out => 'a', err => '', live => 3);
my %seen = (
    'a signal' => { status => 11 }, 'a hang' => { status => 'hangs' }, 'silence' => { status => 256 }, 'no reason' => { status => 256, err => 'gongkai: database: ' }, 'a short output' => { out => '' },
    'a block that is left' => { live => 4, ended => 1 }, 'a loader that gave up' => { status => 127 << 8, err => 'cannot load' },
);
isnt(Gongkai::Torture::fault(\%good, { %good, %{ $seen{$_} } }), '', "$_ is a fault") for sort keys %seen;
is(Gongkai::Torture::fault(\%good, { %good, status => 256, err => 'gongkai: no memory' }), '', 'a reason in words is none');
is(Gongkai::Torture::fault(\%good, { %good, status => 256, is_mute => 1 }), '', 'whose words cannot be written may be silent');
my $two = "7 poll(1 <unfinished ...>\n8 poll(2)\n > b\n7 <... poll resumed>) = 1\n > a\n > main\n7 read(3)\n > c\n7 poll(4)\n > d\n";
is_deeply([Gongkai::Torture::ways($two, 'poll')], [[" > a\n > main\n", " > d\n"], [" > b\n"]], 'each process has its calls, each call its way');
is(Gongkai::Torture::counts($two)->{poll}, 2, '  and the one with most tells how many');
is_deeply([Gongkai::Torture::ends_of_loops([[qw(a b a b b)], [qw(a c c)]], 1 .. 5)], [1, 2, 3, 5], 'of a loop the first and the last, in each process');
done_testing;
