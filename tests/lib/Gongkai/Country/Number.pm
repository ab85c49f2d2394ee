package Gongkai::Country::Number;

# Numbers that hang on names: the same on every machine, in any order of asking.
# And how amounts are written. Money is whole fen here, points and rates are whole
# hundredths; nothing is a float.

use strict;
use warnings;
use utf8;
use integer;
use Digest::SHA qw(sha512);
use Exporter qw(import);

our @EXPORT = qw(begin pick one two ratio yuan wan short);

my ($stream, $turn, @numbers);

# From here on pick() gives the numbers that belong to these names.
sub begin {
    ($stream, $turn) = ("@_", 0);
    @numbers = ();
    return;
}

# The next number, from 0 to n - 1.
sub pick {
    @numbers = unpack 'N16', sha512($stream . ' ' . $turn++) if !@numbers;
    return (shift @numbers) % $_[0];
}

sub one { return $_[ pick(scalar @_) ] }

# Two different ones.
sub two {
    my $at = pick(scalar @_);
    return @_[$at, ($at + 1 + pick($#_)) % @_];
}

# Half away from zero, as PostgreSQL rounds; for what is not negative.
sub ratio {
    my ($part, $whole, $scale) = @_;
    return ($part * $scale + $whole / 2) / $whole;
}

# Fen as yuan, hundredths as a rate.
sub yuan {
    my $text = sprintf '%03d', $_[0];
    substr $text, -2, 0, '.';
    return $text;
}

# Fen in hundredths of ten thousand yuan.
sub wan { return ($_[0] + 5000) / 10_000 }

# Hundredths without zeros at the end. Points are few and asked for all the time.
my @short;
sub short {
    my ($hundredths) = @_;
    return $short[$hundredths] if $hundredths < @short && defined $short[$hundredths];
    my $text = yuan($hundredths) =~ s/\.?0+\z//r;
    $short[$hundredths] = $text if $hundredths <= 10_000;
    return $text;
}

1;
