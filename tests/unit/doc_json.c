/*
 * What json.h lets through to cJSON and what it refuses: above all what cJSON
 * would take (trailing garbage, duplicate names, broken UTF-8, [01], \u0000).
 */
#include "doc/json.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "doc/json_scan.h"
#include "tests/unit/tap.h"

/* A text and a part of the reason why it is refused, or NULL when it is JSON. */
struct sample {
	const char *text;
	const char *reason;
};

static const struct sample samples[] = {
	{ "{}", NULL },
	{ " \t\r\n[ ] \n", NULL },
	{ "\"中\"", NULL },
	{ "null", NULL },
	{ "[true,false,null,0,-0,12,-1,0.5,1e2,1E+2,1.5e-2,1.0]", NULL },
	{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u4e2d\\u00E9\\uD872\\uDF3B\"", NULL },
	{ "\"\\\\u0000\"", NULL },
	{ "\" \x7f ~\"", NULL },
	{ "{\"a\":{\"a\":1},\"A\":2,\"b\":[{\"a\":1},{\"a\":1}]}", NULL },
	/* Trailing garbage. */
	{ "{} x", "这里不应有这个字符" },
	{ "{} t", "多余" },
	{ "{}{}", "多余" },
	{ "[1]]", "多余" },
	{ "1 2", "多余" },
	{ "{},", "多余" },
	{ "1-2", "多余" },
	/* Duplicate names, however they are written and wherever they stand. */
	{ "{\"a\":1,\"a\":1}", "“a”出现了两次" },
	{ "{\"b\":1,\"a\":2,\"c\":3,\"\\u0061\":4}", "“a”出现了两次" },
	{ "[[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]]", "“a”出现了两次" },
	{ "{\"\":1,\"\":2}", "“”出现了两次" },
	/* UTF-8: a bad byte, overlong, surrogates, too high, cut short. */
	{ "\"\xff\"", "UTF-8" },
	{ "\"\xc0\xaf\"", "UTF-8" },
	{ "\"\xe0\x80\xaf\"", "UTF-8" },
	{ "\"\xed\xa0\x80\xed\xb0\x80\"", "UTF-8" },
	{ "\"\xf4\x90\x80\x80\"", "UTF-8" },
	{ "\"\xe4\xb8\"", "UTF-8" },
	{ "{\"\xff\":1}", "UTF-8" },
	{ "\xfe\xff", "UTF-8" },
	/* Escapes: surrogates that are no pair, no hexadecimal digits, NUL, no escape. */
	{ "\"\\ud83d\"", "不是 JSON" },
	{ "\"\\ude00\"", "不是 JSON" },
	{ "\"\\ud83d\\u0041\"", "不是 JSON" },
	{ "\"\\ud83dx\"", "不是 JSON" },
	{ "\"\\ude00\\ud83d\"", "不是 JSON" },
	{ "\"a\\u0000b\"", "\\u0000" },
	{ "{\"a\\u0000b\":1}", "\\u0000" },
	{ "\"\\\\\\u0000\"", "\\u0000" },
	{ "\"a\\uZZZZb\"", "十六进制" },
	{ "\"a\\u12G4b\"", "十六进制" },
	{ "\"a\\u+123\"", "十六进制" },
	{ "\"a\\u 123\"", "十六进制" },
	{ "\"\\ud83d\\uZZZZ\"", "十六进制" },
	{ "\"\\u12\"", "十六进制" },
	{ "\"\\u", "十六进制" },
	{ "\"\\x41\"", "不是 JSON" },
	{ "\"\\'\"", "不是 JSON" },
	/* Control characters, and white space that cJSON would skip. */
	{ "\"a\nb\"", "控制字符" },
	{ "\"a\tb\"", "控制字符" },
	{ "[1,\v2]", "不应有" },
	{ "[1,\f2]", "不应有" },
	{ "\x01{}", "不应有" },
	{ "[1,\xc2\xa0"
	  "2]",
	  "不应有" },
	{ "\xef\xbb\xbf{}", "BOM" },
	{ "\xef\xbb\xbf", "BOM" },
	/* Numbers. */
	{ "[01]", "以 0 开头" },
	{ "[-01]", "以 0 开头" },
	{ "[00]", "以 0 开头" },
	{ "[1.]", "小数点后没有数字" },
	{ "[1.e5]", "小数点后没有数字" },
	{ "[.5]", "不应有" },
	{ "[+1]", "不应有" },
	{ "[-]", "负号后没有数字" },
	{ "[--1]", "负号后没有数字" },
	{ "[1e]", "指数没有数字" },
	{ "[1e+]", "指数没有数字" },
	{ "[0x10]", "不应有" },
	{ "[1.5.2]", "不应有" },
	{ "[NaN]", "不应有" },
	{ "[Infinity]", "不应有" },
	{ "[-Infinity]", "负号后没有数字" },
	{ "[１]", "不应有" },
	/* Grammar. */
	{ "", "不是 JSON" },
	{ " \n", "不是 JSON" },
	{ "nul", "不是 JSON" },
	{ "True", "不应有" },
	{ "[1,]", "不是 JSON" },
	{ "[,1]", "不是 JSON" },
	{ "[1 2]", "不是 JSON" },
	{ "[1", "不是 JSON" },
	{ "[1}", "不是 JSON" },
	{ "]", "不是 JSON" },
	{ "{\"a\":1,}", "不是 JSON" },
	{ "{\"a\"}", "不是 JSON" },
	{ "{\"a\" 1}", "不是 JSON" },
	{ "{\"a\":}", "不是 JSON" },
	{ "{a:1}", "不是 JSON" },
	{ "{'a':1}", "不应有" },
	{ "{1:2}", "不是 JSON" },
	{ "\"abc", "没有结束" },
	{ "\"abc\\", "没有结束" },
	{ "\"abc\\\"", "没有结束" },
	{ "/* x */ {}", "不应有" },
	{ "// x\n{}", "不应有" },
};

static enum err
parse(struct ctx *cx, const char *text, const struct json **out)
{
	*cx = ctx_make(cx->arena);
	return json_parse(cx, "file.json", text, strlen(text), out);
}

static void
check_samples(struct arena *arena)
{
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const struct json *json;
		enum err status = parse(&cx, samples[i].text, &json);

		bool as_expected = samples[i].reason == NULL
		                           ? status == ERR_OK
		                           : status == ERR_INPUT &&
		                                     strstr(cx.reason, samples[i].reason) != NULL;

		if (!ok(as_expected, "case %zu: %s", i,
		        samples[i].reason == NULL ? "JSON" : samples[i].reason))
			printf("# reason: %s\n", status == ERR_OK ? "none" : cx.reason);
	}
}

/* Where a fault is, counted in lines. */
static void
check_lines(struct ctx *cx)
{
	static const struct sample faults[] = {
		{ "{\n\"a\": 1,\n\"b\": 01\n}", "file.json:3：" },
		{ "{\n\"a\": \"\xff\"\n}", "file.json:2：" },
		{ "{\n\"a\": 1\n\"b\": 2\n}", "file.json:3：" },
		{ "{\n}\n\n}", "file.json:4：" },
		{ "x", "file.json:1：" },
	};
	const struct json *json;

	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		bool refused = parse(cx, faults[i].text, &json) == ERR_INPUT;

		ok(refused && strncmp(cx->reason, faults[i].reason, strlen(faults[i].reason)) == 0,
		   "%s %s", faults[i].reason, refused ? cx->reason : "not refused");
	}
	is_int(json_scan_line("a\nb\nc", 0), 1, "offset 0 is line 1");
	is_int(json_scan_line("a\nb\nc", 2), 2, "behind a line feed is line 2");
	is_int(json_scan_line("a\nb\nc", 5), 3, "the end");
}

/* NUL in the text ends nothing. */
static void
check_nul(struct ctx *cx)
{
	static const char *const texts[] = { "{}\0", "{}\0{}", "[1,\0 2]", "\"a\0b\"" };
	static const size_t lengths[] = { 3, 5, 7, 5 };
	const struct json *json;

	for (size_t i = 0; i < 4; i++) {
		*cx = ctx_make(cx->arena);
		is_int(json_parse(cx, "x", texts[i], lengths[i], &json), ERR_INPUT,
		       "NUL is refused");
	}
}

static const char *
repeat(struct arena *arena, const char *first, const char *s, size_t count, const char *last)
{
	struct text text = text_make(arena);

	text_add_str(&text, first);
	for (size_t i = 0; i < count; i++)
		text_add_str(&text, s);
	text_add_str(&text, last);
	return text.data;
}

/* An object of so many members, the last of which has the name of the first if wanted. */
static const char *
members(struct arena *arena, int count, bool duplicate)
{
	struct text text = text_make(arena);

	for (int i = 0; i < count; i++)
		text_add_fmt(&text, "%c\"m%d\":%d", i == 0 ? '{' : ',',
		             duplicate && i == count - 1 ? 0 : i, i);
	text_add_str(&text, "}");
	return text.data;
}

static void
check_limits(struct ctx *cx)
{
	struct arena *arena = cx->arena;
	const struct json *json;

	is_int(parse(cx, repeat(arena, "", "[", 64, repeat(arena, "", "]", 64, "")), &json), ERR_OK,
	       "64 levels");
	is_int(parse(cx, repeat(arena, "", "[", 65, repeat(arena, "", "]", 65, "")), &json),
	       ERR_INPUT, "65 are refused");
	is_str(cx->reason, "file.json:1：嵌套太深", "with the reason");
	is_int(parse(cx, repeat(arena, "", "{\"a\":", 65, repeat(arena, "1", "}", 65, "")), &json),
	       ERR_INPUT, "objects as well");
	is_int(parse(cx, repeat(arena, "", "[", 1000000, ""), &json), ERR_INPUT,
	       "a million as well");
	is_int(parse(cx, repeat(arena, "[", "[],", 1000, "[]]"), &json), ERR_OK,
	       "levels that end do not count");
	is_int(parse(cx, members(arena, 1000, false), &json), ERR_OK, "1000 members");
	is_int((long long)json_count(json), 1000, "are counted");
	is_int(parse(cx, members(arena, 1000, true), &json), ERR_INPUT, "two of 1000 are alike");
	is_int(parse(cx, members(arena, 1001, false), &json), ERR_INPUT, "1001 members");
	is_str(cx->reason, "file.json：一个对象的成员多于 1000 个", "are too many");
}

/* The whole text, however it is divided. */
static void
check_size(struct ctx *cx)
{
	struct arena *arena = cx->arena;
	const struct json *json;

	/* An array of so many lists with one word each: 159,999 commas and brackets in all. */
	is_int(parse(cx, repeat(arena, "[", "[1],", 79999, "1]"), &json), ERR_OK, "160,000 values");
	is_int((long long)json_size(json), 160000, "are counted");
	is_int(parse(cx, repeat(arena, "[", "[1],", 80000, "1]"), &json), ERR_INPUT, "two more");
	is_str(cx->reason, "file.json：多于 160000 个值，太大，请分成几份", "are too many");
	is_int(parse(cx, repeat(arena, "\"", "0123456789", 1024 * 1024 - 1, "\""), &json), ERR_OK,
	       "a text of almost 10 MiB");
	is_int(parse(cx, repeat(arena, "\"", "0123456789", 1024 * 1024, "\""), &json), ERR_INPUT,
	       "one of more");
	is_str(cx->reason, "file.json：多于 10 MiB，太大，请分成几份", "is too long");
}

/* Numbers that no double or int can keep are never taken for another integer. */
static void
check_numbers(struct ctx *cx)
{
	static const struct {
		const char *text;
		enum json_type type;
		long value;
	} numbers[] = {
		{ "0", JSON_INTEGER, 0 },
		{ "-0", JSON_INTEGER, 0 },
		{ "2024", JSON_INTEGER, 2024 },
		{ "1.0", JSON_INTEGER, 1 },
		{ "2147483647", JSON_INTEGER, 2147483647 },
		{ "-2147483648", JSON_INTEGER, -2147483647 - 1 },
		{ "2147483648", JSON_NUMBER, -7 },
		{ "-2147483649", JSON_NUMBER, -7 },
		{ "1234567890123460", JSON_NUMBER, -7 },
		{ "18446744073709551616", JSON_NUMBER, -7 },
		{ "0.5", JSON_NUMBER, -7 },
		{ "1e400", JSON_NUMBER, -7 },
		{ "-1e400", JSON_NUMBER, -7 },
	};
	const struct json *json;

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		if (!ok(parse(cx, numbers[i].text, &json) == ERR_OK, "%s", numbers[i].text))
			continue;
		is_str(json_type_name(json_type(json)), json_type_name(numbers[i].type),
		       "  its type");
		is_int(json_integer(json, -7), numbers[i].value, "  its value");
	}
	ok(parse(cx, repeat(cx->arena, "", "1", 100, ""), &json) != ERR_OK ||
	           json_type(json) == JSON_NUMBER,
	   "a hundred digits are not cut");
}

static void
check_strings(struct ctx *cx)
{
	const struct json *json;

	if (parse(cx, "\"a\\n\\u4e2d\\uD872\\uDF3B𬬻\\\\u0041\\/\"", &json) == ERR_OK)
		is_str(json_string(json), "a\n中𬬻𬬻\\u0041/", "escapes, U+2CB3B among them");
	is_str(json_string(NULL), NULL, "no value has no string");
	is_int(json_integer(NULL, 5), 5, "and no integer");
	ok(json_member(NULL, "a") == NULL && json_first(NULL) == NULL && json_count(NULL) == 0,
	   "no value has no members");
}

static void
check_tree(struct ctx *cx)
{
	static const char *const names[] = { "null",   "boolean", "integer", "number",
		                             "string", "array",   "object" };
	const struct json *json;
	const struct json *list;
	int at = 0;

	if (parse(cx,
	          "{\"Name\":1,\"name\":\"x\",\"list\":[null,true,2,2.5,\"s\",[],{}],\"no\":false}",
	          &json) != ERR_OK)
		return;
	is_str(json_string(json_member(json, "name")), "x", "names are found with their case");
	is_int(json_integer(json_member(json, "Name"), 0), 1, "each its own");
	ok(json_member(json, "NAME") == NULL, "and not without it");
	is_str(json_name(json_first(json)), "Name", "members keep their order");
	is_int((long long)json_count(json), 4, "four members");
	list = json_member(json, "list");
	json_each(item, list)
	{
		is_str(json_type_name(json_type(item)), names[at], names[at]);
		at++;
	}
	is_int(at, 7, "seven elements");
	ok(json_string(json_first(list)) == NULL, "null is no string");
	ok(json_is_true(json_next(json_first(list))), "true is true");
	ok(!json_is_true(json_member(json, "no")), "false is not");
	ok(json_member(list, "name") == NULL, "a list has no members");
	ok(json_first(json_member(json, "name")) == NULL, "a string has no elements");
}

/* Broken texts of every kind that end where the memory ends: nothing may read on. */
static void
check_end_of_memory(struct ctx *cx)
{
	static const char *const texts[] = { "{\"1\":1,", "[1,", "{\"a\":", "{\"a\"",
		                             "\"a\\u12",  "-",   "1.",      "tru",
		                             "\"\\",      "[",   "{",       "" };
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *memory = mmap(NULL, page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
	                    0);
	const struct json *json;

	if (memory == MAP_FAILED || mprotect(memory + page, page, PROT_NONE) != 0)
		abort();
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		size_t length = strlen(texts[i]);
		char *data = memory + page - length;

		memcpy(data, texts[i], length);
		*cx = ctx_make(cx->arena);
		is_int(json_parse(cx, "x", data, length, &json), ERR_INPUT, "a text cut short");
	}
	munmap(memory, page * 2);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	check_samples(arena);
	check_lines(&cx);
	check_nul(&cx);
	check_limits(&cx);
	check_size(&cx);
	check_numbers(&cx);
	check_strings(&cx);
	check_tree(&cx);
	check_end_of_memory(&cx);
	arena_free(arena);
	return done_testing();
}
