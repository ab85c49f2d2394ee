/* What people type, and what binary numbers have at their end. Expected values are counted by hand. */
#include "doc/typed.h"

#include "tests/unit/tap.h"

static const struct {
	const char *typed;
	const char *number; /* NULL: none */
	bool is_percent;
} numbers[] = {
	{ "12", "12", false },
	{ " 0.642 ", "0.642", false },
	{ "１２３", "123", false },
	{ "－１，２３４．５", "-1234.5", false },
	{ "1,234.5", "1234.5", false },
	{ "1,234,567", "1234567", false },
	{ "98.44%", "98.44", true },
	{ "９８％", "98", true },
	{ "+7", "7", false },
	{ "007", "7", false },
	{ "-0.00", "0.00", false },
	{ "−5", "-5", false },
	{ "\xe3\x80\x80"
	  "3\xc2\xa0",
	  "3", false },
	{ "\xef\xbb\xbf"
	  "3,000.5\xe2\x80\x8b",
	  "3000.5", false },
	{ "3\xe2\x80\x8b"
	  "4",
	  NULL, false },
	{ "12,34", NULL, false },
	{ "1234,567", NULL, false },
	{ "1,234,56", NULL, false },
	{ "1.", NULL, false },
	{ ".5", NULL, false },
	{ "1 2", NULL, false },
	{ "12元", NULL, false },
	{ "1e3", NULL, false },
	{ "一", NULL, false },
	{ "", NULL, false },
	{ "-", NULL, false },
};

static const struct {
	const char *typed;
	const char *yuan; /* NULL: none */
	const char *wan;
} amounts[] = {
	{ "¥200,000.00", "200000.00", NULL },
	{ "￥200,000.00", "200000.00", NULL },
	{ "¥ 7", "7", NULL },
	{ "-¥7.50", "-7.50", NULL },
	{ "¥-7.50", "-7.50", NULL },
	{ "20万元", "200000", "20" },
	{ "20 万元", "200000", "20" },
	{ "２０万元", "200000", "20" },
	{ "20.123456万元", "201234.56", "20.123456" },
	{ "¥1,234.5万元", "12345000", "1234.5" },
	{ "20万", "200000", "20" },
	{ "1.2亿元", "120000000", "12000" },
	{ "200000.01元", "200000.01", "20.000001" },
	{ "-3元", "-3", "-0.0003" },
	{ "200000", NULL, NULL },
	{ "20千元", NULL, NULL },
	{ "约20万元", NULL, NULL },
	{ "20万元左右", NULL, NULL },
	{ "10-20万元", NULL, NULL },
	{ "20万万元", NULL, NULL },
	{ "5%元", NULL, NULL },
	{ "$200", NULL, NULL },
	{ "-¥-7", NULL, NULL },
	{ "¥¥7", NULL, NULL },
	{ "万元", NULL, NULL },
	{ "¥", NULL, NULL },
};

static const struct {
	const char *typed;
	const char *date;
} dates[] = {
	{ "2025-02-11", "2025-02-11" },
	{ "2025-2-1", "2025-02-01" },
	{ "2025/2/11", "2025-02-11" },
	{ "2025.02.11", "2025-02-11" },
	{ "20250211", "2025-02-11" },
	{ "2025年2月11日", "2025-02-11" },
	{ "２０２５年２月１１日", "2025-02-11" },
	{ "2024-02-29", "2024-02-29" },
	{ "2025-02-29", NULL },
	{ "25-2-11", NULL },
	{ "2025年2月", NULL },
	{ "2025-2/11", NULL },
	{ "11.2.2025", NULL },
	{ "2025年2月11日晚", NULL },
};

/* What files of Excel, WPS and LibreOffice hold; the last one a program shows. */
static const struct {
	const char *binary;
	const char *number;
} binaries[] = {
	{ "196876.30000000002", "196876.3" },
	{ "0.98439999999999994", "0.9844" },
	{ "9.8000000000000007", "9.8" },
	{ "-2.2999999999999998", "-2.3" },
	{ "1.0000000000000001E-2", "0.01" },
	{ "6.4200000000000004E-5", "0.0000642" },
	{ "1.5E3", "1500" },
	{ "123456789012345678", "123456789012346000" },
	{ "200000", "200000" },
	{ "0", "0" },
	{ "-0", "0" },
	{ "33.333333333333336", "33.3333333333333" },
	{ "", NULL },
	{ "1E999", NULL },
	{ "nan", NULL },
	{ "0x10", NULL },
	{ "1E", NULL },
};

/* Days of the sheet: 45699 is 2025-02-11, 60 is the 1900-02-29 of Excel, which was none. */
static const struct {
	long number;
	const char *day;
} days[] = {
	{ 45699, "2025-02-11" }, { 25569, "1970-01-01" }, { 61, "1900-03-01" },
	{ 45351, "2024-02-29" }, { 45352, "2024-03-01" }, { 73050, "2099-12-31" },
};

int
main(void)
{
	struct arena *arena = arena_new();
	bool is_percent;

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		is_str(typed_number(arena, numbers[i].typed, &is_percent), numbers[i].number,
		       numbers[i].typed);
		if (numbers[i].number != NULL)
			ok(is_percent == numbers[i].is_percent, "  a percentage or not");
	}
	for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
		is_str(typed_money(arena, amounts[i].typed, 0), amounts[i].yuan, amounts[i].typed);
		is_str(typed_money(arena, amounts[i].typed, 4), amounts[i].wan, "  in 万元");
	}
	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
		is_str(typed_date(arena, dates[i].typed), dates[i].date, dates[i].typed);
	for (size_t i = 0; i < sizeof binaries / sizeof binaries[0]; i++)
		is_str(typed_binary(arena, binaries[i].binary), binaries[i].number,
		       binaries[i].binary);
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		is_str(typed_day(arena, days[i].number), days[i].day, days[i].day);
		is_int(typed_day_number(days[i].day), days[i].number, "  and back");
	}
	ok(typed_day(arena, 60) == NULL && typed_day(arena, -1) == NULL,
	   "what programs disagree on is no day");
	ok(typed_day(arena, 2958465) != NULL && typed_day(arena, 2958466) == NULL,
	   "the last day is 9999-12-31");
	is_str(typed_shift(arena, "0.642", 4), "6420", "万元 in 元");
	is_str(typed_shift(arena, "6420.00", -4), "0.642000", "元 in 万元");
	is_str(typed_round(arena, "0.125", 2), "0.13", "rounded half-up");
	is_int(typed_digits("0.00120300"), 4, "zeros at both ends do not count");
	is_int(typed_digits("-1000200.50"), 8, "but those within do");
	is_int(typed_places("12.340"), 3, "places");
	is_int((long long)typed_says("填报日期:1", "填报日期："), 13,
	       "words whose colon has half the width");
	is_int((long long)typed_says("填报", "填报日期："), 0, "half of the words");
	is_str(typed_before(arena, "甲：：", ":"), "甲：", "what stands before them");
	is_str(typed_before(arena, "甲", ""), "甲", "no words");
	ok(typed_before(arena, "甲：乙", "：") == NULL, "words that stand elsewhere");
	is_str(typed_trim(arena, " \n甲 乙\t"), "甲 乙", "white space at both ends");
	arena_free(arena);
	return done_testing();
}
