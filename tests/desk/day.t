# A day at the desk: from a change over review and publication back, and the tasks of a clerk.
use strict;
use warnings;
use File::Path qw(make_path);
use Test::More;
use Gongkai::Browser qw(run_script);
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(desk => 1);
my $password = 'Gongkai=Desk=2025';
$stack->script('stack_person', $stack->{dir}, "owner_database=host=$stack->{dir}/run dbname=gongkai user=gongkai_owner",
    'editor2-522700', 'editor:522700-197,reader:522700-197');
$stack->script('stack_person', $stack->{dir}, "owner_database=host=$stack->{dir}/run dbname=gongkai user=gongkai_owner",
    @$_) for ['both-522700', 'editor:522700-197,reviewer:522700-197'], ['reviewer2-522700', 'reviewer:522700-197'];
$stack->value("UPDATE gongkai.account SET person = '何菲' WHERE name IN ('both-522700', 'reviewer2-522700')");
my $files = "$stack->{dir}/files";
make_path($files);
# GONGKAI_PICTURES: where the pictures of the help go, which are kept in nginx/www/desk/help.
run_script('day.mjs', $stack->{desk}, $stack->{url}, $password, 'e1-2024-522700-197-2024-01', $ENV{GONGKAI_PICTURES} // ());
run_script('tasks.mjs', $stack->{desk}, $password, $files);
run_script('import.mjs', $stack->{desk}, $password, 'e1-2024-522700-197-2024-02', $files);
run_script('work.mjs', $stack->{desk}, $password, 'e1-2024-522700-197-2024-02');
run_script('walk.mjs', $stack->{desk}, $password);
done_testing();
