package Gongkai::Audit;

# The cases of the rules of 勾稽 (tests/audit/rule/ID.json), run in one session of the
# database that PGDATABASE names; all is taken back.
#
#   my $audit = Gongkai::Audit->new;
#   my @faults = $audit->faults('FUND-05', $audit->cases('FUND-05'));
#
# A case is {"documents": [DOCUMENT, ...], "findings": [...]}; a document is one in full,
# or {"base": "e1", "patch": [JSON Patch...]} of tests/audit/base/e1.json. A case that
# says so itself has one document. {"parameters": {NAME: VALUE}} holds in it for the nation,
# and {"published": [DOCUMENT, ...]} are public beside what the drafts say; {"template": XML}
# is in force then.

use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use IPC::Open2;
use JSON::PP;
use Gongkai::Tool qw(read_json);

my $json = JSON::PP->new->utf8->canonical->allow_nonref;

sub new {
    my ($class) = @_;
    my $self = bless { base => {} }, $class;
    $self->{pid} = open2($self->{out}, $self->{in},
        'exec psql --no-psqlrc --quiet --no-align --tuples-only --set=VERBOSITY=terse 2>&1');
    $self->{in}->autoflush;
    # As the roles of gongkai have it.
    $self->ask("SET client_min_messages = warning; SET jit = off; SET search_path = ''; BEGIN;");
    return $self;
}

# Run a script; returns what it printed, as bytes, errors among it.
sub ask {
    my ($self, $script) = @_;
    print { $self->{in} } "$script\n\\echo .\n";
    my $answer = '';
    my $out = $self->{out};
    while (defined(my $line = <$out>)) {
        last if $line eq ".\n";
        $answer .= $line;
    }
    return $answer;
}

# A string constant, whatever is in it.
sub quoted {
    my ($value) = @_;
    $value =~ s/'/''/g;
    return "'$value'";
}

# The rules of the database, by their names.
sub rules {
    my ($self) = @_;
    return split /\n/, $self->ask('SELECT id FROM gongkai.audit_rule ORDER BY id;');
}

sub cases {
    my ($self, $rule) = @_;
    my $file = "tests/audit/rule/$rule.json";
    return -e $file ? read_json($file) : undef;
}

sub base {
    my ($self, $name) = @_;
    return $json->decode($self->{base}{$name} //= $json->encode(read_json("tests/audit/base/$name.json")));
}

# RFC 6902, the operations of it that make one document of another.
sub patched {
    my ($document, $patch) = @_;
    for my $step (@$patch) {
        my @way = map { s/~1/\//gr =~ s/~0/~/gr } split m{/}, $step->{path}, -1;
        shift @way;
        my $last = pop @way;
        my $place = $document;
        for my $name (@way) {
            $place = ref $place eq 'ARRAY' ? $place->[$name] : $place->{$name};
            die "there is no $step->{path}\n" if !ref $place;
        }
        my $value = ref $step->{value} ? $json->decode($json->encode($step->{value})) : $step->{value};
        if (ref $place eq 'HASH') {
            die "there is no $step->{path}\n" if $step->{op} ne 'add' && !exists $place->{$last};
            if ($step->{op} eq 'remove') { delete $place->{$last} } else { $place->{$last} = $value }
        } else {
            my $at = $last eq '-' ? @$place : $last;
            die "there is no $step->{path}\n" if $at > $#$place + ($step->{op} eq 'add');
            splice @$place, $at, $step->{op} eq 'add' ? 0 : 1, $step->{op} eq 'remove' ? () : $value;
        }
    }
    return $document;
}

sub documents {
    my ($self, $case) = @_;
    return $self->whole($case->{documents} ? @{ $case->{documents} } : $case);
}

sub whole {
    my ($self, @documents) = @_;
    return map { exists $_->{base} ? patched($self->base($_->{base}), $_->{patch} // []) : $_ } @documents;
}

# A document as a public revision, whatever is found in it.
sub published {
    my ($self, $document) = @_;
    my $template = quoted(qq(<form id="$document->{form}" title="-"/>));
    return 'SELECT gongkai.import_document(' . quoted($json->encode($document)) . "::jsonb) AS i \\g /dev/null
        SELECT gongkai.register_template($template) \\g /dev/null
        INSERT INTO gongkai.revision (report_id, number, document, sha256, title, template, template_digest, published_at, published_by)
        SELECT r.id, 1, f.frozen, encode(sha256(convert_to(f.frozen, 'UTF8')), 'hex'), '-', r.form,
            encode(sha256(convert_to($template, 'UTF8')), 'hex'), '2025-03-01T09:00:00+08', session_user
        FROM gongkai.report AS r
        CROSS JOIN LATERAL (
            SELECT gongkai.frozen_document(gongkai.document(r.id, 'public'), 1, '2025-03-01T09:00:00+08') AS frozen) AS f
        WHERE (r.form, r.year, r.department_code) = (" . join(', ', map { quoted($_) } @$document{qw(form year)}, $document->{department}{code}) . ") AND r.project_code IS NULL;
        SELECT gongkai.list_revision(v.report_id, v.number) FROM gongkai.revision AS v
        WHERE NOT EXISTS (SELECT FROM gongkai.publication AS p WHERE p.report_id = v.report_id) AND v.withdrawn_at IS NULL \\g /dev/null";
}

# Import the documents of a case, whose ids psql then has as :reports, and prepare them.
# Ends with leave(). Returns the error as a text, or ''.
sub bring {
    my ($self, $case) = @_;
    my @documents = eval { map { $json->encode($_) } $self->documents($case) };
    my @published = map { $self->published($_) } $self->whole(@{ $case->{published} // [] });
    return $@ if $@;
    my $parameters = $case->{parameters} // {};
    return $self->ask(join "\n",
        'SAVEPOINT checking;',
        (map { 'SELECT gongkai.define_parameter(' . quoted($_) . ', ' . quoted($json->encode($parameters->{$_}))
            . ", '-') \\g /dev/null" } sort keys %$parameters),
        (map { 'SELECT gongkai.register_template(' . quoted(encode_utf8($_)) . ') \g /dev/null' } $case->{template} // ()),
        @published,
        'SELECT array_agg(i.report_id) AS reports FROM (VALUES ' . join(', ', map { '(' . quoted($_) . '::jsonb)' } @documents)
            . ') AS d (document) CROSS JOIN LATERAL gongkai.import_document(d.document) AS i \gset',
        "SELECT gongkai.prepare_audit(:'reports', :'reports', :'reports') \\g /dev/null");
}

sub leave {
    my ($self) = @_;
    $self->ask('ROLLBACK TO SAVEPOINT checking; RELEASE SAVEPOINT checking;');
    return;
}

# What one rule, or all of them, find in the documents of a case: an array, or the error as a text.
sub found {
    my ($self, $rule, $case) = @_;
    my $rules = defined $rule ? 'ARRAY[' . quoted($rule) . ']' : 'NULL';
    my $answer = $self->bring($case) || $self->ask(join "\n",
        "SELECT gongkai.audit(:'reports', $rules) \\g /dev/null",
        "SELECT coalesce(json_agg(json_build_object("
            . "'report', f.report_id, 'rule', f.rule, 'cells', f.cells, 'figures', f.figures)"
            . " ORDER BY f.report_id, f.rule, f.cells), '[]') FROM gongkai.finding AS f"
            . " WHERE f.report_id = ANY (:'reports') AND f.rule = ANY (coalesce($rules, ARRAY[f.rule]));");
    $self->leave;
    return $answer =~ /^\[/ ? $json->decode($answer) : $answer;
}

# A finding as a line, of what is told of it in the expectation.
sub line {
    my ($finding, $like) = @_;
    return $json->encode({ map { $_ => $finding->{$_} } grep { exists $like->{$_} } qw(report cells figures) });
}

sub fault {
    my ($self, $rule, $case) = @_;
    my $found = $self->found($rule, $case);
    return $found if !ref $found;
    my $expected = $case->{findings} // [];
    my $like = $expected->[0] // { report => 1, cells => 1, figures => 1 };
    my @expected = sort map { line($_, $like) } @$expected;
    my @found = sort map { line($_, $like) } @$found;
    return "@expected" eq "@found" ? '' : "found [@found], expected [@expected]";
}

# What is wrong, one text for each case that fails.
sub faults {
    my ($self, $rule, $cases) = @_;
    my @faults;
    for my $kind (qw(violating complying)) {
        my $number = 0;
        for my $case (@{ $cases->{$kind} // [] }) {
            my $fault = $kind eq 'violating' && !@{ $case->{findings} // [] }
                ? 'says no findings' : $self->fault($rule, $case);
            push @faults, "$kind $number: $fault" if $fault;
            $number++;
        }
    }
    return @faults;
}

1;
