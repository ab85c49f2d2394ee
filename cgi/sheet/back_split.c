/* A text in which several values of the document stand, taken apart. */
#include <string.h>
#include <wchar.h>

#include "doc/typed.h"
#include "sheet/back_internal.h"
#include "template/filter.h"
#include "template/place_input.h"

/* Steps of the search for where a value ends. */
#define SEARCH_MAX 20000

/* How well a text is taken apart: less is better, from the first member on. */
struct split_rank {
	unsigned torn;    /* values that end where nothing shows it */
	unsigned missing; /* values that are empty */
	unsigned skipped; /* lines that are not begun */
	unsigned late;    /* the empty ones, the first counting more than the later ones */
};

struct split {
	struct back *back;
	const struct plan_cell *cell;
	const char *values[BACK_PARTS_MAX]; /* as far as they are found */
	bool is_none[BACK_PARTS_MAX];       /* which of them say nothing */
	bool is_changed[BACK_PARTS_MAX];    /* which of them are not as they were */
	const struct plan_part *skipped; /* a line of the template that the text does not begin */
	unsigned steps;
	unsigned solutions;
	/* The best solution of all, and of those that change one value; how many are as good. */
	const char *best[BACK_PARTS_MAX];
	const char *single[BACK_PARTS_MAX];
	struct split_rank best_rank;
	struct split_rank single_rank;
	unsigned best_count;
	unsigned single_count;
};

static bool
is_open(const struct plan_part *part)
{
	return place_input_is_open(&part->place);
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " \n")] == '\0';
}

/* Of either width. */
static bool
is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool
is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What may stand between the digits of a number, or between two numbers of a range. */
static bool
is_joint(uint32_t c)
{
	return c < 0x10000 && c != 0 && wcschr(L".,/-~，．－～–—至", (wchar_t)c) != NULL;
}

/* Does the text end with a number that stands for itself? That of m3 does not. */
static bool
ends_in_number(const char *text)
{
	bool is_number = false;
	bool is_name = false;
	uint32_t c;

	for (size_t length; (length = text_utf8_next(text, &c)) > 0; text += length) {
		if (!is_digit(c))
			is_name = is_letter(c);
		is_number = is_digit(c) && !is_name;
	}
	return is_number;
}

static bool
goes_on_with_number(const char *text)
{
	uint32_t c;
	size_t length = text_utf8_next(text, &c);

	if (length > 0 && is_joint(c))
		length = text_utf8_next(text + length, &c);
	return length > 0 && is_digit(c);
}

static bool
is_choice(const struct plan_part *part)
{
	struct shape shape;

	return place_shape(&part->place, &shape) && shape.field == NULL &&
	       schema_choices(shape.schema) != NULL;
}

/* Does the text begin with words that belong to the value? */
static bool
has_prefix(const struct plan_part *part, const char *text)
{
	for (size_t i = 0; i < part->place.piece->filter_count; i++) {
		const char *words = filter_prefix(part->place.piece->filters[i]);

		if (words != NULL && typed_says(text, words) > 0)
			return true;
	}
	return false;
}

static bool
has_suffix(struct arena *arena, const struct plan_part *part, const char *text)
{
	for (size_t i = 0; i < part->place.piece->filter_count; i++) {
		const char *words = filter_suffix(part->place.piece->filters[i]);

		if (words != NULL && *words != '\0' && typed_before(arena, text, words) != NULL)
			return true;
	}
	return false;
}

/* Does nothing show that the one value ends and the other begins here? */
static bool
is_torn(struct arena *arena, const struct plan_part *left, const char *left_text,
        const struct plan_part *right, const char *right_text)
{
	if (is_choice(left) || has_suffix(arena, left, left_text) || has_prefix(right, right_text))
		return false;
	return !ends_in_number(left_text) || goes_on_with_number(right_text);
}

static struct split_rank
rank_of(const struct split *split)
{
	const struct plan_part *left = NULL;
	const char *left_text = "";
	struct split_rank rank = { .skipped = split->skipped != NULL };
	unsigned i = 0;

	for (const struct plan_part *part = split->cell->parts; part != NULL; part = part->next) {
		const char *text;

		if (!is_open(part)) {
			if (*part->text != '\0' && part != split->skipped)
				left = NULL;
			continue;
		}
		rank.late = 2 * rank.late + split->is_none[i];
		rank.missing += split->is_none[i];
		text = split->values[i++];
		if (*text == '\0')
			continue;
		rank.torn += left != NULL &&
		             is_torn(split->back->arena, left, left_text, part, text);
		left = part;
		left_text = text;
	}
	return rank;
}

static int
compare(struct split_rank a, struct split_rank b)
{
	if (a.torn != b.torn)
		return a.torn < b.torn ? -1 : 1;
	if (a.missing != b.missing)
		return a.missing < b.missing ? -1 : 1;
	if (a.skipped != b.skipped)
		return a.skipped < b.skipped ? -1 : 1;
	return a.late < b.late ? -1 : a.late > b.late;
}

static void
keep(const struct split *split, struct split_rank rank, const char **best,
     struct split_rank *best_rank, unsigned *count)
{
	int order = *count == 0 ? -1 : compare(rank, *best_rank);

	if (order > 0)
		return;
	*count = order == 0 ? *count + 1 : 1;
	*best_rank = rank;
	memcpy(best, split->values, sizeof split->values);
}

static void
keep_solution(struct split *split)
{
	struct split_rank rank = rank_of(split);
	unsigned changes = 0;
	unsigned i = 0;

	for (const struct plan_part *part = split->cell->parts; part != NULL; part = part->next)
		if (is_open(part))
			changes += split->is_changed[i++];
	split->solutions++;
	keep(split, rank, split->best, &split->best_rank, &split->best_count);
	if (changes == 1)
		keep(split, rank, split->single, &split->single_rank, &split->single_count);
}

static void part_from(struct split *split, const struct plan_part *part, unsigned count,
                      const char *text);

/* What is written in the template; a line that nobody begins says nothing. */
static void
fixed_from(struct split *split, const struct plan_part *part, unsigned count, const char *text)
{
	size_t said = typed_says(text, part->text);

	if (said > 0 || *part->text == '\0') {
		part_from(split, part->next, count, text + said);
	} else if (split->skipped == NULL && is_blank(part->text)) {
		split->skipped = part;
		part_from(split, part->next, count, text);
		split->skipped = NULL;
	}
}

static void
part_from(struct split *split, const struct plan_part *part, unsigned count, const char *text)
{
	const char *value;
	const char *expected;
	uint32_t c;

	if (part == NULL) {
		if (*text == '\0')
			keep_solution(split);
		return;
	}
	if (!is_open(part)) {
		fixed_from(split, part, count, text);
		return;
	}
	if (count == BACK_PARTS_MAX)
		return;
	for (size_t length = part->next == NULL ? strlen(text) : 0; split->steps < SEARCH_MAX;) {
		size_t more = text_utf8_next(text + length, &c);
		bool is_end = part->next == NULL || is_open(part->next) ||
		              is_blank(part->next->text) ||
		              typed_says(text + length, part->next->text) > 0;

		split->steps++;
		split->values[count] = is_end ? arena_strndup(split->back->arena, text, length) : "";
		if (is_end && back_value(split->back, &part->place, NULL, split->values[count],
		                         &value, &expected)) {
			split->is_none[count] = value == NULL || *value == '\0';
			split->is_changed[count] = strcmp(split->values[count], part->text) != 0;
			part_from(split, part->next, count + 1, text + length);
		}
		if (more == 0)
			break;
		length += more;
	}
}

bool
back_split(struct back *back, const struct plan_cell *cell, bool is_new, const char *text,
           const char *texts[BACK_PARTS_MAX])
{
	struct split split = { .back = back, .cell = cell };
	bool is_single = false;

	part_from(&split, cell->parts, 0, text);
	is_single = !is_new && *cell->text != '\0' && split.solutions > 1 && split.single_count == 1;
	memcpy(texts, is_single ? split.single : split.best, sizeof split.best);
	return split.solutions == 1 || is_single ||
	       (split.best_count == 1 && split.best_rank.torn == 0);
}
