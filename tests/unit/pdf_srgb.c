#include "pdf/srgb.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "tests/unit/tap.h"

static uint32_t
word(size_t at)
{
	return (uint32_t)srgb_profile[at] << 24 | (uint32_t)srgb_profile[at + 1] << 16 |
	       (uint32_t)srgb_profile[at + 2] << 8 | srgb_profile[at + 3];
}

/* Where the data of a tag is; 0 if there is none. */
static size_t
tag(const char *name)
{
	for (size_t i = 0; i < word(128); i++)
		if (memcmp(&srgb_profile[132 + 12 * i], name, 4) == 0)
			return word(132 + 12 * i + 4);
	return 0;
}

static int
is_near(double a, double b, double distance)
{
	return fabs(a - b) <= distance;
}

static void
check_colors(void)
{
	/* IEC 61966-2-1, adapted to D50 by the Bradford transform. */
	static const struct {
		const char *name;
		double xyz[3];
	} colors[] = {
		{ "rXYZ", { 0.4360747, 0.2225045, 0.0139322 } },
		{ "gXYZ", { 0.3850649, 0.7168786, 0.0971045 } },
		{ "bXYZ", { 0.1430804, 0.0606169, 0.7141733 } },
		{ "wtpt", { 0.9505, 1.0, 1.0891 } },
	};

	for (size_t i = 0; i < sizeof colors / sizeof colors[0]; i++) {
		size_t at = tag(colors[i].name);

		ok(at != 0 && memcmp(&srgb_profile[at], "XYZ ", 4) == 0, "%s", colors[i].name);
		for (size_t j = 0; j < 3; j++)
			ok(is_near(word(at + 8 + 4 * j) / 65536.0, colors[i].xyz[j], 0.0002),
			   "  its %c", "XYZ"[j]);
	}
}

static double
transfer(double x)
{
	return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

static void
check_curve(void)
{
	size_t at = tag("rTRC");
	size_t count = word(at + 8);
	int is_right = 1;

	ok(memcmp(&srgb_profile[at], "curv", 4) == 0 && count == 64, "a curve of 64 points");
	ok(tag("gTRC") == at && tag("bTRC") == at, "for all three");
	for (size_t i = 0; i < count; i++) {
		double y = (srgb_profile[at + 12 + 2 * i] << 8 | srgb_profile[at + 13 + 2 * i]) /
		           65535.0;

		is_right = is_right && is_near(y, transfer((double)i / 63), 0.00001);
	}
	ok(is_right, "is the transfer function");
}

int
main(void)
{
	is_int(word(0), SRGB_SIZE, "its size");
	is_int(word(8), 0x02100000, "version 2.1");
	ok(memcmp(&srgb_profile[12], "mntrRGB XYZ ", 12) == 0, "a display of red, green and blue");
	ok(memcmp(&srgb_profile[36], "acsp", 4) == 0, "a profile");
	is_int(word(128), 9, "with the tags that one must have");
	for (size_t i = 0; i < word(128); i++)
		ok(word(136 + 12 * i) + word(140 + 12 * i) <= SRGB_SIZE, "  all within");
	ok(tag("desc") != 0 && tag("cprt") != 0, "name and copyright");
	check_colors();
	check_curve();
	return done_testing();
}
