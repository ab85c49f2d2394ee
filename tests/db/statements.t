# Every statement of sql/query prepares, and its role may run it. EXPLAIN checks
# the privileges without running anything.
use strict;
use warnings;
use Test::More;

for my $path (glob 'sql/query/*.sql') {
    my ($name) = $path =~ m{(\w+)\.sql$};
    open my $file, '<', $path or die "$path: $!";
    my $text = do { local $/; <$file> };
    close $file;
    my ($roles) = $text =~ /^-- role: ([\w, ]+)$/m;
    my ($most) = sort { $b <=> $a } 0, $text =~ /\$(\d+)/g;
    my $arguments = $most ? '(' . join(', ', ('NULL') x $most) . ')' : '';
    for my $role (split /, /, $roles) {
        my $script = "BEGIN; SET LOCAL search_path = ''; SET LOCAL ROLE gongkai_$role;\n"
            . "PREPARE tested AS $text;\n"
            # LOCK and the like cannot be explained.
            . ($text =~ /^(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/m ? "EXPLAIN EXECUTE tested$arguments;\n" : '')
            . "ROLLBACK;\n";
        open my $psql, '|-', 'psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 >/dev/null' or die;
        print $psql $script;
        close $psql;
        is($?, 0, "$name prepares for gongkai_$role");
    }
}
done_testing;
