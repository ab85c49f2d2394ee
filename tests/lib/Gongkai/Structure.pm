package Gongkai::Structure;

# The logical structure of a PDF, read by qpdf and poppler, and what PDF/A-1
# level A (ISO 19005-1, 6.8) asks of it beyond level B.

use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use Exporter qw(import);
use JSON::PP;
use MIME::Base64;
use Gongkai::PDF qw(without_space);

our @EXPORT = qw(structure_faults structure_lines trace_lines);

my $reference = qr/^\d+ \d+ R$/;

# What each element may hold; an element that is not named here holds no others.
my %holds = (
    Document  => qr/^(?:Part|H[1-6]|P|Table|TOC|NonStruct)$/,
    Part      => qr/^(?:H[1-6]|P|Table|TOC|NonStruct)$/,
    Table     => qr/^(?:TR|NonStruct)$/,
    NonStruct => qr/^(?:TR|H[1-6]|P|Table)$/,
    TR        => qr/^(?:TH|TD)$/,
    TOC       => qr/^TOCI$/,
);

# All objects of a PDF by reference, and its trailer.
sub read_objects {
    my ($pdf) = @_;
    my $json = decode_json(scalar qx(qpdf --json=2 --json-key=qpdf --json-stream-data=inline --decode-level=generalized '$pdf'));
    my $entries = $json->{qpdf}[1];
    my %file = (trailer => $entries->{trailer}{value});
    for my $key (keys %$entries) {
        my ($number) = $key =~ /^obj:(.*)/ or next;
        my $stream = $entries->{$key}{stream};
        $file{$number} = $stream ? $stream->{dict} : $entries->{$key}{value};
        $file{data}{$number} = decode_base64($stream->{data}) if $stream;
    }
    return \%file;
}

sub value { my ($file, $value) = @_; return defined $value && $value =~ $reference ? $file->{$value} : $value }

sub list { my ($value) = @_; return !defined $value ? () : ref $value eq 'ARRAY' ? @$value : ($value) }

# Limits of ISO 19005-1, 6.1.12.
sub check_limits {
    my ($value, $at, $faults) = @_;
    if (ref $value eq 'ARRAY') {
        push @$faults, "$at: an array of " . @$value if @$value > 8191;
        check_limits($_, $at, $faults) for @$value;
    } elsif (ref $value eq 'HASH') {
        push @$faults, "$at: a dictionary of " . keys %$value if keys %$value > 4095;
        check_limits($value->{$_}, "$at$_", $faults) for keys %$value;
    } elsif (defined $value) {
        push @$faults, "$at: a name of " . length $value if $value =~ m{^/} && length $value > 128;
        push @$faults, "$at: the number $value" if $value =~ /^-?\d+$/ && abs $value > 2147483647;
    }
}

# The pairs of a number tree.
sub number_tree {
    my ($file, $node) = @_;
    $node = value($file, $node);
    return ((map { number_tree($file, $_) } list(value($file, $node->{'/Kids'}))), list(value($file, $node->{'/Nums'})));
}

sub pages {
    my ($file, $node) = @_;
    my $dict = $file->{$node};
    return $dict->{'/Type'} eq '/Page' ? $node : map { pages($file, $_) } list($dict->{'/Kids'});
}

my $token = qr{
    \G\s*(?: (<<|>>|\[|\]) | (<[0-9A-Fa-f\s]*>) | (\((?:[^()\\]|\\.)*\)) | (/[^\s()<>\[\]/]*) | ([^\s()<>\[\]/]+) )
}xs;

# The marked pieces of a page: what MCID has which tag. All that is drawn must be marked.
sub page_pieces {
    my ($content, $at, $faults) = @_;
    my (@operands, @open, %pieces);
    while ($content =~ /$token/gc) {
        my $word = $5;
        if (!defined $word || $word =~ /^[-+.\d]/) {
            push @operands, $1 // $2 // $3 // $4 // $word;
            next;
        }
        if ($word eq 'BDC' || $word eq 'BMC') {
            my ($mark) = "@operands" =~ m{/MCID (\d+)};
            my ($tag) = $operands[0] =~ m{^/(.*)};
            push @$faults, "$at: $tag inside of @open" if @open && !("@operands" =~ m{/ActualText} && !defined $mark);
            push @$faults, "$at: $tag is neither artifact nor element" if !@open && $tag ne 'Artifact' && !defined $mark;
            push @$faults, "$at: two pieces are $mark" if defined $mark && exists $pieces{$mark};
            $pieces{$mark} = $tag if defined $mark;
            push @open, $tag;
        } elsif ($word eq 'EMC') {
            push @$faults, "$at: EMC without a beginning" if !@open;
            pop @open;
        } elsif ($word =~ /^(?:Tj|TJ|'|"|[sS]|[fFbB]\*?|sh|Do|BI)$/ && !@open) {
            push @$faults, "$at: $word draws what is not marked";
        }
        @operands = ();
    }
    push @$faults, "$at: @open is left open" if @open;
    push @$faults, "$at: not a content stream from " . pos($content) // 0 if $content !~ /\G\s*$/;
    return \%pieces;
}

# Walk the elements; note which pieces they claim.
sub check_element {
    my ($file, $number, $parent, $claimed, $faults) = @_;
    my $element = $file->{$number};
    my ($type) = $element->{'/S'} =~ m{^/(.*)};
    push @$faults, "$number: its parent is $element->{'/P'}, not $parent" if $element->{'/P'} ne $parent;
    push @$faults, "$number: seen twice" if $claimed->{elements}{$number}++;
    my $scope = join ' ', map { value($file, $_)->{'/Scope'} // () } list($element->{'/A'});
    push @$faults, "$number: a TH without scope" if $type eq 'TH' && $scope !~ m{^/(?:Row|Column|Both)$};
    for my $kid (list($element->{'/K'})) {
        if ($kid =~ $reference) {
            my ($kind) = $file->{$kid}{'/S'} =~ m{^/(.*)};
            push @$faults, "$number: $type holds $kind" if !$holds{$type} || $kind !~ $holds{$type};
            check_element($file, $kid, $number, $claimed, $faults);
        } else {
            my ($page, $mark) = ref $kid ? @$kid{qw(/Pg /MCID)} : ($element->{'/Pg'}, $kid);
            $claimed->{"$page $mark"} = [$number, $type];
        }
    }
}

# Every piece of every page has one element, which says so, and each has what it says.
sub check_pieces {
    my ($file, $root, $claimed, $faults) = @_;
    my %parents = number_tree($file, $root->{'/ParentTree'});
    my %unseen = %$claimed;
    delete $unseen{elements};
    for my $page (pages($file, $file->{root}{'/Pages'})) {
        my $dict = $file->{$page};
        my $pieces = page_pieces($file->{data}{ $dict->{'/Contents'} }, "page $page", $faults);
        my @elements = list(value($file, $parents{ $dict->{'/StructParents'} // -1 }));
        push @$faults, "$page: is not in the tree of parents" if !exists $parents{ $dict->{'/StructParents'} // -1 };
        push @$faults, "$page: /Tabs is not in PDF 1.4" if exists $dict->{'/Tabs'};
        push @$faults, "$page: " . keys(%$pieces) . ' pieces, ' . @elements . ' parents' if keys %$pieces != @elements;
        for my $mark (keys %$pieces) {
            my $claim = delete $unseen{"$page $mark"} or push @$faults, "$page: no element has piece $mark";
            next if !$claim;
            push @$faults, "$page: piece $mark has parent $elements[$mark]" if $elements[$mark] ne $claim->[0];
            push @$faults, "$page: piece $mark is $pieces->{$mark}, not $claim->[1]" if $pieces->{$mark} ne $claim->[1];
        }
    }
    push @$faults, "there is no piece $_" for sort keys %unseen;
}

sub check_fonts {
    my ($file, $faults) = @_;
    for my $number (grep { $_ =~ $reference && ref $file->{$_} eq 'HASH' } sort keys %$file) {
        my $dict = $file->{$number};
        push @$faults, "$number: a font without ToUnicode" if ($dict->{'/Subtype'} // '') eq '/Type0' && !$dict->{'/ToUnicode'};
        next if ($dict->{'/Type'} // '') ne '/FontDescriptor';
        push @$faults, "$number: a font that is not embedded" if !$dict->{'/FontFile2'} && !$dict->{'/FontFile3'};
        push @$faults, "$number: a subset without CIDSet" if !$dict->{'/CIDSet'};
    }
}

# What contradicts level A, one line each.
sub structure_faults {
    my ($pdf) = @_;
    my $file = read_objects($pdf);
    my (@faults, %claimed);
    $file->{root} = value($file, $file->{trailer}{'/Root'});
    my $catalog = $file->{root};
    check_limits($file->{$_}, $_, \@faults) for grep { $_ =~ $reference } keys %$file;
    push @faults, 'it is not marked' if !$catalog->{'/MarkInfo'}{'/Marked'};
    push @faults, 'its language is not zh-CN' if ($catalog->{'/Lang'} // '') ne 'u:zh-CN';
    my $xmp = $file->{data}{ $catalog->{'/Metadata'} };
    push @faults, 'it does not claim level A'
        if $xmp !~ m{<pdfaid:part>1</pdfaid:part>\s*<pdfaid:conformance>A</pdfaid:conformance>};
    my $root = $file->{ $catalog->{'/StructTreeRoot'} };
    my ($document, @more) = list($root->{'/K'});
    push @faults, 'it has not one document' if @more || $file->{$document}{'/S'} ne '/Document';
    check_element($file, $document, $catalog->{'/StructTreeRoot'}, \%claimed, \@faults);
    check_pieces($file, $root, \%claimed, \@faults);
    check_fonts($file, \@faults);
    return @faults;
}

# The structure with its texts as poppler finds it: an element a line, a row in one line.
# "TH2x1 …" spans two columns; → is the scope of a row, ↓ of a column. White space is left out.
sub structure_lines {
    my ($pdf) = @_;
    my %arrow = (Row => '→', Column => '↓', Both => '→↓');
    my (@lines, %cell);
    my $put = sub {
        return if !%cell;
        my $span = ($cell{ColSpan} // 1) . 'x' . ($cell{RowSpan} // 1);
        my $said = join '', $cell{type}, $span eq '1x1' ? '' : $span, $arrow{ $cell{Scope} // '' } // '';
        $said .= " $cell{text}" if length $cell{text};
        if ($cell{type} =~ /^T[HD]$/) { $lines[-1] .= " | $said" } else { push @lines, $said }
        %cell = ();
    };
    for my $line (split /\n/, decode_utf8(qx(pdfinfo -struct-text '$pdf' 2>&1))) {
        if ($line =~ m{^\s+/(\w+) (?:/)?(\w+)}) { $cell{$1} = $2 }
        elsif ($line =~ /^\s+"(.*)"$/) { $cell{text} .= without_space($1) }
        elsif ($line =~ /^\s*(\w+)(?: \((?:block|inline)\))?:?$/) { $put->(); %cell = (type => $1, text => '') }
        else { $put->(); push @lines, "?? $line" }
    }
    $put->();
    return map { without_space($_) } @lines;
}

# The same as the typesetter tells it, from a trace.
sub trace_lines {
    my ($trace) = @_;
    my ($tree) = $trace =~ /^(Document\n.*)/ms or return;
    return map { without_space($_) } split /\n/, $tree;
}

1;
