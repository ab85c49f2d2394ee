# The form on the screen: every form of tests/fixture, and some that no province has, filled in
# by keyboard and by blocks.
use strict;
use warnings;
use Test::More;
use Gongkai::Browser qw(run_script);
use Gongkai::Stack;

# Forms with two sets of indicators, and with groups: templates of tests/fixture/capability, under
# names of their own.
my %form = ('indicator-sets' => 'Y1', 'grouping' => 'Y2', 'fourth-levels' => 'Y3');
my $stack = Gongkai::Stack->new;
my $templates = "$stack->{dir}/templates";
my @documents = grep { !/SET|M1-7/ } glob 'tests/fixture/[A-Z]*.json';
system('cp', '-r', 'templates', $templates) == 0 or die "cp failed\n";
for my $name (sort keys %form) {
    for my $kind (qw(xml json)) {
        open my $from, '<', "tests/fixture/capability/$name.$kind" or die;
        my $text = do { local $/; <$from> };
        $text =~ s/(id=|"form": ?)"X1"/$1"$form{$name}"/ or die "$name.$kind";
        my $path = $kind eq 'xml' ? "$templates/$form{$name}.xml" : "$stack->{dir}/$form{$name}.json";
        open my $to, '>', $path or die;
        print $to $text;
        close $to or die;
    }
    push @documents, "$stack->{dir}/$form{$name}.json";
}
system('chmod', '-R', 'a+rX', $templates) == 0 or die "chmod failed\n";
system('sed', '-i', "s|^templates = .*|templates = $templates|", "$stack->{dir}/gongkai.conf") == 0 or die "sed failed\n";
$stack->start_desk;
run_script('modules.mjs', $stack->{desk});
run_script('form.mjs', $stack->{desk}, 'editor-522700', 'Gongkai=Desk=2025', @documents);
done_testing();
