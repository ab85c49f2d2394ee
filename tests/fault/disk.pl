# The cache's disk is full, read-only, another's or gone: the reader gets the answer
# all the same, and it is kept again when the disk is well.
use strict;
use warnings;
use Gongkai::Fault;
use Gongkai::Stack qw(eventually);

# Mounts of one's own, which end with this program.
if (!$ENV{GONGKAI_OWN_MOUNTS}) {
    die "only root can mount\n" if $> != 0;
    $ENV{GONGKAI_OWN_MOUNTS} = 1;
    exec 'unshare', '--mount', $^X, '-Itests/lib', $0 or die "unshare: $!\n";
}

my $stack = Gongkai::Stack->new;
my $cache = "$stack->{dir}/nginx/cache";
my @paths = map { @{ $_->{links} }{qw(self pdf)} } $stack->reports;
push @paths, '/api/v1/openapi.json', '/api/v1/reports.csv', '/api/v1/indicators?limit=200';
my %whole = map { $_ => $stack->get($_, base => $stack->{uncached})->{content} } @paths;

sub run { system(@_) == 0 or die "@_ failed\n" }

sub fill {
    open my $file, '>', "$cache/filler" or die "$cache/filler: $!\n";
    binmode $file;
    1 while syswrite $file, "\0" x 4096;
    close $file;
}

# How many answers are not the ones they should be.
sub wrong {
    return scalar grep { my $answer = $stack->get($_); $answer->{status} != 200 || $answer->{content} ne $whole{$_} } @_;
}

# How many of the last answers came from the cache.
sub hits {
    my ($of) = @_;
    open my $pipe, '-|', 'tail', '-n', $of, "$stack->{dir}/log/access.log" or die "tail: $!\n";
    return scalar grep { /cache=(?:HIT|STALE|UPDATING|REVALIDATED)/ } <$pipe>;
}

my @faults = (
    [full        => 'size=512k,mode=777'],
    ['read-only' => 'ro,mode=777'],
    ["another's" => 'uid=0,mode=755'],
    [gone        => undef],
);
my ($asked, $wrong, @said) = (0, 0);
wrong(@paths);
run('mkdir', '-p', map { "$cache.was/$_" } 'documents', 'lists');
run('chown', '-R', '--reference', $cache, "$cache.was");
for my $fault (@faults) {
    my ($name, $options) = @$fault;
    if ($options) {
        # With the folders that nginx has made there before.
        run('mount', '-t', 'tmpfs', '-o', $options =~ s/^ro,//r, 'tmpfs', $cache);
        run('cp', '-a', map({ "$cache.was/$_" } 'documents', 'lists'), $cache);
        run('mount', '-o', 'remount,ro', $cache) if $options =~ /^ro/;
        # The test's nginx begins without root's rights, so it must get as far as the folders.
        if ($options =~ /uid/) {
            run('chown', '-R', 'root', map { "$cache/$_" } 'documents', 'lists');
            run('chmod', '700', map { "$cache/$_" } 'documents', 'lists');
        }
        fill() if $name eq 'full';
    } else {
        rename $cache, "$cache.gone" or die "rename: $!\n";
    }
    # What was open stays so for a second.
    sleep 2;
    my $bad = wrong(@paths, @paths);
    # A cache that is not there when nginx begins is made by it.
    if ($options) {
        $stack->stop('nginx');
        $stack->start('nginx');
        eventually(sub { $stack->get('/icon.svg')->{status} == 200 }) or die "nginx does not start: $name\n";
        $bad += wrong(@paths);
    }
    $asked += @paths * ($options ? 3 : 2);
    $wrong += $bad;
    push @said, "$name $bad";
    if ($options) {
        run('umount', $cache);
    } else {
        # nginx has made another.
        run('rm', '-rf', $cache);
        rename "$cache.gone", $cache or die "rename: $!\n";
    }
}
wrong(@paths);
wrong(@paths);
my $hits = hits(scalar @paths);
tell("the cache's disk full, read-only, another's, gone",
    sprintf('%d of %d not the answer (%s); well again, %d of %d are kept', $wrong, $asked, join(', ', @said), $hits, scalar @paths),
    $wrong == 0 && $hits == @paths);
