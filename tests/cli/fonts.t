# `gongkai fonts`: what it tells of roles, faces and characters, and which fonts are
# refused.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use JSON::PP;
use Test::More;
use Gongkai::Font;
use Gongkai::PDF;
use Gongkai::Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $folder = folder();
my $wenkai = '/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf';

# The table of 2013 as it is shipped, held against the facts of the standard.
my $list = decode_utf8(slurp('fonts/tgh8105.txt'));
my $table = join '', grep { !/^#/ } split /\n/, $list;
my %seen = map { $_ => 1 } split //, $table;
is(length $table, 8105, '通用规范汉字表 has 8,105 characters');
is(scalar(keys %seen), 8105, 'each once');
my %levels = reverse $list =~ /^# level (\d)\n([^#]+)/mg;
is_deeply({ map { $levels{$_} => length s/\n//gr } keys %levels }, { 1 => 3500, 2 => 3000, 3 => 1605 }, 'in three levels');
is(scalar(grep { ord > 0xffff } keys %seen), 196, '196 of them outside the BMP');
is(join('', map { substr $table, $_ - 1, 1 } 1, 3500, 3501, 6500, 6501, 8105), '一矗乂齉亍蠼',
    'the first and the last of each level');
ok($seen{$_}, "has $_") for "\x{2cb3b}", "\x{2b5af}", qw(㑇 鿍 鿎 鿏 镕 喆 堃 淼 昇 髭);
ok(!$seen{$_}, "has no $_") for qw(國 後 鍾 硷 磺 囍);

# The listing for people.
my $run = gongkai('fonts');
is($run->{status}, 0, 'gongkai fonts') or diag($run->{err});
is($run->{err}, '', '  without a fault');
like($run->{out}, qr/\Q$_\E/, "  says '$_'")
    for '仿宋（fangsong）加粗：noto-serif-sc-bold → noto-serif-bold → noto-naskh-arabic-bold', '→ hanazono-a → hanazono-b → wenkai-bold →', 'NotoSerifCJK-Regular.ttc，第 2 面',
    'LXGWWenKai-Regular，TrueType', 'NotoSansCJKsc-Bold，CFF，65535 个字形', '软件包 fonts-hanazono',
    'fsType 0x0000：可以嵌入', '通用规范汉字表（tgh）8105 字：齐全', 'GB 18030-2022 级别 3 汉字（gb18030）87887 字：齐全';
like($run->{out}, qr/缺 622 字：U\+2EBF0 \x{2ebf0}、(?:U\S+ .、){3}U\+2EBF4 \x{2ebf4} ……\n/, '  and the first gaps');
$run = gongkai('fonts', '--gaps');
like($run->{out}, qr/缺 622 字：U\+2EBF0 \x{2ebf0} 至 U\+2EE5D \x{2ee5d}\n/, '--gaps shows all');
unlike($run->{out}, qr/……/, '  and leaves nothing out');

# For programs. The sizes of the sets are those of the standards.
$run = gongkai('fonts', '--json');
is($run->{status}, 0, '--json');
my $told = eval { JSON::PP->new->decode($run->{out}) };
is($@, '', '  is JSON');
my %sets = map { $_->{id} => $_ } @{ $told->{sets} };
my %sizes = (
    gb2312 => 6763, gbk => 21003, 'tgh-1' => 3500, 'tgh-2' => 3000, 'tgh-3' => 1605, tgh => 8105,
    gb18030 => 87887, 'gb18030-radicals' => 228, uro => 20992, 'ext-a' => 6592, 'ext-b' => 42720,
    'ext-c' => 4154, 'ext-d' => 222, 'ext-e' => 5762, 'ext-f' => 7473, 'ext-g' => 4939, 'ext-h' => 4192,
    'ext-i' => 622, compat => 472, 'compat-supplement' => 542,
    # 728 characters of zone 1 of the two-byte codes and 166 of zone 5; the scripts are those
    # of Unicode 11 without what is invisible: a block's characters, counted on its chart.
    'gb18030-symbols' => 728 + 166, 'gb18030-arabic' => 16 + 225 + 114 + 45 + 5 + 135,
    'gb18030-tibetan' => 72 + 36 + 39 + 36 + 15 + 2, 'gb18030-mongolian' => 11 + 10 + 89 + 43 + 13,
    'gb18030-hangul' => 95 + 153 + 51 + 42 + 11172, 'gb18030-yi' => 1165 + 55, 'gb18030-tai-le' => 30 + 5,
    'gb18030-new-tai-lue' => 44 + 26 + 11 + 2, 'gb18030-tai-tham' => 63 + 29 + 11 + 10 + 14,
    'gb18030-lisu' => 48, 'gb18030-miao' => 69 + 47 + 17,
);
is_deeply({ map { $_ => $sets{$_}{characters} } keys %sets }, \%sizes, '  the sets are as large as they should be');
for my $set (grep { !/^ext-[ghi]$/ } sort keys %sizes) {
    is_deeply([map { $_->{missing} } @{ $sets{$set}{roles} }], [(0) x 8], "  $set is whole in every role and weight");
}
is_deeply($sets{'ext-i'}{roles}[0],
    { role => 'song', weight => 'regular', missing => 622, gaps => [['U+2EBF0', 'U+2EE5D']] }, '  gaps are ranges');
is(scalar(@{ $told->{faces} }), 35, '  35 faces');
my %face = %{ $told->{faces}[4] };
is_deeply([@face{qw(name file format postscript_name fs_type)}, "$face{preload}"],
    ['wenkai', $wenkai, 'TrueType', 'LXGWWenKai-Regular', 0, '1'], '  with what is known of them');
my %maxp = font_tables($wenkai);
is($face{glyphs}, unpack('n', substr $maxp{maxp}, 4, 2), '  and their glyphs');
is_deeply([@{ $told->{roles}{kai}{bold} }[0 .. 3]], [qw(wenkai-bold noto-serif-sc-bold noto-serif-bold noto-naskh-arabic-bold)],
    '  and the chains');

# Without WenKai behind the fonts of rare characters the five characters of Unicode 11 are lost.
my $manifest = read_json('fonts/manifest.json');
$manifest->{roles}{song}{$_} = [grep { !/^wenkai/ } @{ $manifest->{roles}{song}{$_} }] for qw(regular bold);
$run = fonts_of($manifest);
like($run->{out}, qr/87887 字\n    宋 宋（加粗） 缺 5 字：U\+9FEB 鿫、U\+9FEC 鿬、U\+9FED 鿭、U\+9FEE 鿮、U\+9FEF 鿯\n/,
    'gaps are told for the roles that have them');

is(gongkai_bare('fonts', '--colour')->{status}, 2, 'an option that is none');
$run = gongkai_bare('--set', "fonts=$folder/none.json", 'fonts');
is($run->{status}, 1, 'a manifest that is not there');
like($run->{err}, qr/none\.json/, '  is named');

# Fonts that cannot be used. The outlines are not looked at, so that a short piece will do.
my %whole = font_tables($wenkai);
my %small = (map { $_ => $whole{$_} } 'cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post');
$small{glyf} = $small{loca} = "\0\0\0\0";

sub without { my %tables = %small; delete @tables{@_}; return font_bytes(%tables) }
sub with { return font_bytes(%small, @_) }
sub permitting { return with('OS/2' => substr($small{'OS/2'}, 0, 8) . pack('n', $_[0]) . substr $small{'OS/2'}, 10) }

my @refused = (
    ['restricted', permitting(0x0002), 'fsType 是 0x0002', '许可受限', '不得嵌入', '换一种字体'],
    ['no subsetting', permitting(0x0100), 'fsType 是 0x0100', '不许取子集'],
    ['editable without subsetting', permitting(0x0108), 'fsType 是 0x0108', '不许取子集'],
    ['bitmaps only', permitting(0x0204), 'fsType 是 0x0204', '只许嵌入点阵'],
    ['no font', "GIF89a\0\0", '不是 OpenType 或 TrueType 字体'],
    ['an empty file', '', '不是 OpenType 或 TrueType 字体'],
    ['WOFF', 'wOFF' . "\0" x 60, '不是 OpenType 或 TrueType 字体'],
    ['no characters', without('cmap'), '“cmap”', '损坏'],
    ['no head', without('head'), '“head”'],
    ['no widths', without('hmtx'), '“hmtx”'],
    ['no header of widths', without('hhea'), '“hhea”'],
    ['no number of glyphs', without('maxp'), '“maxp”'],
    ['no outlines', without('glyf'), '没有轮廓'],
    ['no places of outlines', without('loca'), '没有轮廓'],
    ['bitmaps', font_bytes(%small{qw(cmap head hhea hmtx maxp)}, EBDT => 'x', EBLC => 'x'), '只有点阵', '有轮廓'],
    ['a variable font', with(fvar => 'x'), '可变字体', '单一字重'],
    ['a variable CFF', font_bytes(%small{qw(cmap head hhea hmtx maxp)}, CFF2 => 'x'), '可变字体'],
    ['a damaged CFF', font_bytes(%small{qw(cmap head hhea hmtx maxp)}, 'CFF ' => 'x' x 40), '表 CFF', '损坏'],
);
for my $refused (@refused) {
    my ($name, $bytes, @says) = @$refused;
    spurt("$folder/some.ttf", $bytes);
    my $run = fonts_of(with_face(file => 'some.ttf'));
    is($run->{status}, 1, "$name is refused");
    like($run->{err}, qr{^\Q$folder\E/manifest\.json: /faces/35：.*\Q$folder\E/some\.ttf}m, '  with manifest, place and file');
    like($run->{err}, qr/\Q$_\E/, "  says '$_'") for @says;
    is($run->{out}, '', '  and nothing is listed');
}

# What may be embedded; of several permissions the least restrictive holds.
my %allowed = (0x0000 => '可以嵌入', 0x0004 => '限阅读和打印', 0x0008 => '允许编辑', 0x000c => '允许编辑', 0x0006 => '限阅读和打印');
for my $permission (sort keys %allowed) {
    spurt("$folder/some.ttf", permitting($permission));
    my $run = fonts_of(with_face(file => 'some.ttf'));
    is($run->{status}, 0, sprintf 'fsType 0x%04x is allowed', $permission) or diag($run->{err});
    like($run->{out}, qr/some\.ttf.*\n.*\n.*fsType 0x\w+：.*$allowed{$permission}/, '  and told');
}
spurt("$folder/some.ttf", without('OS/2'));
$run = fonts_of(with_face(file => 'some.ttf'));
is($run->{status}, 0, 'a font that says nothing is allowed');
like($run->{out}, qr/fsType：字体没有说明/, '  and told');

# Manifests with other faults.
my %faults = (
    'a face beyond the collection' => [with_face(index => 5, file => '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc'),
        '/faces/35', '有 5 个字面', '从 0 数起'],
    'a negative face'  => [with_face(index => -1), '/faces/35', 'index'],
    'a name twice'     => [with_face(name => 'wenkai'), '/faces/35', 'name'],
    'a file that is not there' => [with_face(file => 'no.ttf', package => 'fonts-no'), '/faces/35', '请安装软件包 fonts-no'],
);
for my $name (sort keys %faults) {
    my ($manifest, @says) = @{ $faults{$name} };
    $run = fonts_of($manifest);
    is($run->{status}, 1, $name);
    like($run->{err}, qr/\Q$_\E/, "  says '$_'") for @says;
}

# The worked example of the manual, with another file in the place of the agency's.
my ($example) = slurp('fonts/README.md') =~ /<!-- example -->\n```json\n(.*?)```/s;
my $addition = JSON::PP->new->utf8->decode($example);
$manifest = read_json('fonts/manifest.json');
push @{ $manifest->{faces} }, @{ $addition->{faces} };
for my $role (keys %{ $addition->{roles} }) {
    $manifest->{roles}{$role}{$_} = $addition->{roles}{$role}{$_} for keys %{ $addition->{roles}{$role} };
}
for my $face (@{ $addition->{faces} }) {
    unlike($face->{file}, qr{/}, "$face->{file} stands beside the manifest");
    my $name = $face->{name} =~ s/\W//gr;
    spurt("$folder/$face->{file}", font_bytes(%whole, name => renamed($name)));
}
$run = fonts_of($manifest);
is($run->{status}, 0, 'the worked example') or diag($run->{err});
like($run->{out}, qr/仿宋（fangsong）常规：$addition->{roles}{fangsong}{regular}[0] → noto-serif-sc/, '  its font is first');
my $document = write_text('text.json', 'COVERAGE', '甲县𠀁');
$run = gongkai('--set', "fonts=$folder/manifest.json", 'render', '--template', 'tests/fixture/coverage.xml', '--data',
    $document, '-o', "$folder/example.pdf");
is($run->{status}, 0, '  and is printed with') or diag($run->{err});
my $fonts = join ' ', pdf_is_sound("$folder/example.pdf");
for my $face (@{ $addition->{faces} }) {
    my $name = $face->{name} =~ s/\W//gr;
    like($fonts, qr/\+$name\b/, "  $face->{name} is in the PDF");
}
like((pdf_says("$folder/example.pdf"))[0], qr/^(?:甲县𠀁){8}$/, '  what it lacks comes from the rest of the chain');
done_testing;

# The project's manifest with one more face, which no role uses.
sub with_face {
    my $manifest = read_json('fonts/manifest.json');
    push @{ $manifest->{faces} }, { name => 'some', file => $wenkai, index => 0, @_ };
    return $manifest;
}

# List the fonts of a manifest that stands in the test's folder.
sub fonts_of {
    write_json('manifest.json', $_[0]);
    return gongkai_bare('--set', "fonts=$folder/manifest.json", 'fonts');
}

# A `name` table with a PostScript name.
sub renamed {
    my ($name) = @_;
    my $wide = join '', map { pack 'n', ord } split //, $name;
    return pack('n6', 0, 1, 18, 3, 1, 0x409) . pack('n3', 6, length $wide, 0) . $wide;
}
