# A database of the schema of 012, with data in it, is migrated: drafts get the
# names that were published for them, lists their names of now, and searches find
# what was found only raw before. In a database of its own.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use Digest::SHA qw(sha256_hex);
use Encode qw(encode_utf8);
use File::Basename qw(basename);
use Test::More;
use Gongkai::Tool qw(folder);

my $database = "gongkai_upgrade_$$";
my @psql = qw(psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1);

sub run_sql {
    my ($user, $name, $script) = @_;
    my $path = folder() . '/script.sql';
    open my $file, '>', $path or die "$path: $!";
    print $file $script;
    close $file;
    open my $pipe, '-|', @psql, "--username=$user", "--file=$path", $name or die;
    my $answer = do { local $/; <$pipe> };
    close $pipe or die "psql failed: $script";
    chomp $answer;
    return $answer;
}

sub slurp {
    my ($path) = @_;
    open my $file, '<', $path or die "$path: $!";
    local $/;
    return scalar <$file>;
}

run_sql('postgres', 'postgres', "CREATE DATABASE $database");
END {
    my $status = $?;
    system(@psql, '--username=postgres', 'postgres', '-c', "DROP DATABASE IF EXISTS $database (FORCE)");
    $? = $status;
}
run_sql('postgres', $database, slurp('sql/roles.sql'));
for my $path (glob 'sql/schema/*.sql') {
    my $name = basename($path);
    next if $name gt '012_z';
    my $text = slurp($path);
    my $number = $name =~ s/_.*//r + 0;
    run_sql('gongkai_owner', $database,
        "$text;\nINSERT INTO gongkai.migration VALUES ($number, '$name', '" . sha256_hex(encode_utf8($text)) . "');");
}
run_sql('gongkai_owner', $database, slurp('tests/db/functions_012.psql'));

# Department 1 and its project were published under old names and renamed by an
# import of another document; a project went to department 2 after it was published;
# of a third report nothing was published.
sub document {
    my ($id, $department, $name, $project, $goal) = @_;
    return qq({"id":"$id","form":"E1","title":"表","year":2023,"region":{"code":"650000","name":"旧区"},)
        . qq("department":{"code":"$department","name":"$name"},"project":{"code":"$project","name":"旧<b>项</b>目"},"filled_on":"2024-02-03",)
        . qq("texts":{"goal":"$goal"},"published":{"revision":1,"at":"2024-03-01T08:00:00+08:00"}});
}
my $first = document('e1-2023-p1', '650000-1', '旧局', 'p1', '<p>修<b>渠</b>引水</p>');
my $second = document('e1-2023-p2', '650000-1', '旧局', 'p2', '植树');
my $rows = join '', map {
    my ($number, $id, $document) = @$_;
    "INSERT INTO gongkai.revision (report_id, number, document, sha256, title, template, template_digest, published_at, published_by)
        VALUES ('$id', 1, '$document', '" . sha256_hex(encode_utf8($document)) . "', '表', 'E1', 'd', '2024-03-01T00:00:00Z', 'x');
    INSERT INTO gongkai.change (number, kind, report_id, revision, at, made_by, form, year, department_code, department_name)
        VALUES ($number, 'publication', '$id', 1, '2024-03-01T00:00:00Z', 'x', 'E1', 2023, '650000-1', '旧局');
    INSERT INTO gongkai.publication (report_id, revision, form, year, region_code, region_name, department_code,
            department_name, project_code, project_name, title, published_at, change, has_base_data)
        VALUES ('$id', 1, 'E1', 2023, '650000', '旧区', '650000-1', '旧局', right('$id', 2), '旧<b>项</b>目', '表', '2024-03-01T00:00:00Z', $number, false);
    INSERT INTO gongkai.published_text VALUES ($number, 3, 1, 2023, 'E1', '650000', '650000-1', '<p>修<b>渠</b>引水</p>');\n";
} [1, 'e1-2023-p1', $first], [2, 'e1-2023-p2', $second];
run_sql('gongkai_owner', $database, <<"END");
INSERT INTO gongkai.region VALUES ('650000', '新区');
INSERT INTO gongkai.department VALUES ('650000-1', '650000', '新局'), ('650000-2', '650000', '二局');
INSERT INTO gongkai.project VALUES ('p1', '650000-1', '新项目'), ('p2', '650000-2', '新项目');
INSERT INTO gongkai.report (form, year, department_code, project_code, title, filled_on)
    VALUES ('E1', 2023, '650000-1', 'p1', '表', '2024-02-03'), ('E1', 2023, '650000-2', 'p2', '表', NULL), ('T1', 2024, '650000-1', NULL, '表', NULL);
INSERT INTO gongkai.report_text VALUES ('e1-2023-p1', 'goal', '<p>修<b>渠</b>引水</p>');
$rows
INSERT INTO gongkai.published_department VALUES ('650000-1', '新局', '650000', '新区', NULL, '{2023}', 2, 2);
END

my $conninfo = "host=$ENV{PGHOST} dbname=$database";
my $migrate = "$ENV{GONGKAI_BUILD}/gongkai --set 'owner_database=$conninfo user=gongkai_owner' --set templates=templates migrate 2>&1";
my $said = qx($migrate);
is($?, 0, 'gongkai migrate') or diag($said);

is(
    run_sql('gongkai_staff', $database, "SELECT id, region_name, department_code, department_name, coalesce(project_name, '-') FROM gongkai.report ORDER BY id"),
    "e1-2023-p1|旧区|650000-1|旧局|旧<b>项</b>目\ne1-2023-p2|新区|650000-2|二局|新项目\nt1-2024-650000-1|新区|650000-1|新局|-",
    'a draft has the names that were published for it, else those of the tables');
is(
    run_sql('gongkai_staff', $database, 'SELECT d.report_id, d.state, p.revision FROM gongkai.draft AS d LEFT JOIN gongkai.publication AS p USING (report_id) ORDER BY 1'),
    "e1-2023-p1|published|1\ne1-2023-p2|draft|1\nt1-2024-650000-1|draft|",
    'what nobody changed is published, the rest are drafts');
is(
    run_sql('gongkai_staff', $database, 'SELECT report_id, kind, to_state, change FROM gongkai.transition ORDER BY 1'),
    "e1-2023-p1|publish|published|1\ne1-2023-p2|publish|published|2",
    'the publications are steps of their lives');
is(
    run_sql('gongkai_staff', $database, 'SELECT code, name FROM gongkai.department ORDER BY code'),
    "650000-1|新局\n650000-2|二局", 'what a department is called now the newest draft tells');
is(
    run_sql('gongkai_public', $database, 'SELECT code, name, region_name, change FROM gongkai.published_department'),
    '650000-1|旧局|旧区|2', 'and for the public the newest that is published');
is(run_sql('gongkai_public', $database, 'SELECT filled_on FROM gongkai.publication ORDER BY change'), "2024-02-03\n2024-02-03",
    'with the date of filling in');
is(run_sql('gongkai_public', $database, 'SELECT name FROM gongkai.published_project ORDER BY code'), "旧项目\n旧项目",
    'names are read in lists, not their markup');
for (['修渠引水', 'e1-2023-p1'], ['修渠', 'e1-2023-p1'], ['p2', 'e1-2023-p2'], ['span', '']) {
    my ($words, $id) = @$_;
    my $answer = run_sql('gongkai_public', $database, "SELECT gongkai.search('$words', NULL, NULL, NULL, NULL, 5, NULL)");
    is(join(' ', $answer =~ /"id":"([^"]+)"/g), $id, "search for $words");
}
is(
    run_sql('gongkai_owner', $database,
        "SELECT string_agg(c.relname || ' ' || a.attstattarget, ',' ORDER BY c.relname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relname ~ '^published_indicator_terms\$'"),
    'published_indicator_terms 0', 'the indexes are there, and collect no statistics');
$said = qx($migrate);
is($?, 0, 'again') or diag($said);

# As if the database had always been of this version.
my $functions = q{SELECT p.oid::regprocedure, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)
    FROM pg_proc AS p WHERE p.pronamespace = 'gongkai'::regnamespace ORDER BY p.oid::regprocedure::text COLLATE "C"};
is(run_sql('postgres', $database, $functions), run_sql('postgres', $ENV{PGDATABASE} // 'gongkai', $functions), 'the functions are those of a new database');
done_testing;
