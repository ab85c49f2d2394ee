package Gongkai::FastCGI;

# A request to a FastCGI socket without nginx, so that what a worker says is seen as it is.
#
#   my $answer = request($socket_path, '/api/v1/reports', HTTP_IF_NONE_MATCH => '"x"');

use strict;
use warnings;
use Exporter qw(import);
use IO::Socket::UNIX;

our @EXPORT_OK = qw(request);

sub record { my ($type, $content) = @_; return pack('CCnnCx', 1, $type, 1, length $content, 0) . $content }
sub pair { my ($name, $value) = @_; return pack('NN', map { $_ | 0x80000000 } length $name, length $value) . $name . $value }

# The answer's bytes if it has its end, else undef. Dies when it hangs. `body` is no
# variable, but what is sent.
sub request {
    my ($path, $uri, %variable) = @_;
    my $body = delete $variable{body} // '';
    $variable{CONTENT_LENGTH} = length $body if length $body;
    my $socket = IO::Socket::UNIX->new(Peer => $path) or return undef;
    %variable = (REQUEST_METHOD => 'GET', REQUEST_URI => $uri, REQUEST_ID => '0123456789abcdef' x 2, %variable);
    local $SIG{PIPE} = 'IGNORE';
    syswrite $socket, record(1, pack 'nCx5', 1, 1) . record(4, join '', map { pair($_, $variable{$_}) } sort keys %variable)
        . record(4, '') . join('', map { record(5, $_) } $body =~ /.{1,32768}/gs) . record(5, '');
    my ($bytes, $answer, $has_end) = ('', '', 0);
    local $SIG{ALRM} = sub { die "hangs\n" };
    alarm 15;
    1 while sysread $socket, $bytes, 65536, length $bytes;
    alarm 0;
    while (length $bytes >= 8) {
        my ($type, $length, $padding) = (unpack 'CCnnC', $bytes)[1, 3, 4];
        last if length $bytes < 8 + $length + $padding;
        $answer .= substr $bytes, 8, $length if $type == 6;
        $has_end = 1 if $type == 3;
        substr $bytes, 0, 8 + $length + $padding, '';
    }
    return $has_end ? $answer : undef;
}

1;
