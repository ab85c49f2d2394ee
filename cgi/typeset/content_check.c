/* The proof that all text of a form stands on its pages. */
#include <stdint.h>
#include <stdlib.h>

#include "typeset/content_internal.h"
#include "typeset/line.h"

/* How many characters were found on the pages, and left out with reason. */
struct tally {
	struct ctx *cx;
	size_t given;
	size_t found;
	const struct paragraph **carried; /* by elements, in the order of their addresses */
	size_t carried_count;
	size_t carried_capacity;
};

/* The next character of an element's text, which its paragraph and span then are of; 0 at the end. */
static size_t
peek(struct leaf *leaf, uint32_t *scalar)
{
	size_t length = 0;

	while (leaf->at != leaf->end && (length = text_utf8_next(leaf->next, scalar)) == 0) {
		if (leaf->span == NULL || leaf->span->next == NULL) {
			content_begin(leaf, leaf->at->next);
		} else {
			leaf->span = leaf->span->next;
			leaf->next = leaf->span->text;
		}
	}
	if (length > 0 && *scalar == '\t')
		*scalar = ' ';
	return length;
}

static const char *
place_of(const struct span *span)
{
	return span == NULL ? "/" : place_pointer(&span->place);
}

static enum err
lost(struct ctx *cx, const struct span *span, uint32_t scalar)
{
	const char *place = place_of(span);
	struct text character = text_make(cx->arena);

	text_add_char(&character, scalar);
	return err_set_field(cx, ERR_INTERNAL, place, "%s：排版丢失或打乱了文字，从 %s（U+%04X）起",
	                     place, character.data, (unsigned)scalar);
}

/* Leave out characters up to the wanted one (0: the end). False when one may not be left out. */
static bool
skip_to(struct tally *tally, struct leaf *leaf, uint32_t wanted, bool may_skip_spaces,
        uint32_t *scalar)
{
	size_t length;

	while ((length = peek(leaf, scalar)) > 0 && *scalar != wanted) {
		if (!line_is_ignorable(*scalar) && !(may_skip_spaces && line_is_space(*scalar)))
			return false;
		leaf->next += length;
		tally->found++;
	}
	if (length == 0)
		return wanted == 0;
	leaf->next += length;
	tally->found++;
	return true;
}

/* Look for the next character that a page shows. */
static enum err
find_character(struct tally *tally, struct leaf *leaf, uint32_t wanted, bool *may_skip_spaces)
{
	uint32_t scalar = 0;

	if (skip_to(tally, leaf, wanted, *may_skip_spaces, &scalar)) {
		*may_skip_spaces = *may_skip_spaces && line_is_space(wanted);
		return ERR_OK;
	}
	if (leaf->at == leaf->end)
		return err_set_field(tally->cx, ERR_INTERNAL, place_of(leaf->first->spans),
		                     "%s：排版重复了文字", place_of(leaf->first->spans));
	return lost(tally->cx, leaf->span, scalar);
}

/* A line's end is the end of a run: the next run may begin behind spaces, and with others. */
static enum err
find_run(struct tally *tally, const struct text_run *run)
{
	struct leaf *leaf = (struct leaf *)run->structure;
	bool may_skip_spaces = true;

	for (size_t i = 0; i < run->count; i++) {
		unsigned count;
		const uint32_t *scalars = canvas_says(run, i, &count);

		for (unsigned c = 0; c < count; c++)
			TRY(find_character(tally, leaf, scalars[c], &may_skip_spaces));
	}
	return ERR_OK;
}

static enum err
check_ends(struct tally *tally, struct structure *element)
{
	struct leaf *leaf = (struct leaf *)element;
	uint32_t scalar = 0;

	if (content_is_leaf(element) && !skip_to(tally, leaf, 0, true, &scalar))
		return lost(tally->cx, leaf->span, scalar);
	for (struct structure *child = element->children; child != NULL; child = child->next)
		TRY(check_ends(tally, child));
	return ERR_OK;
}

static enum err
count_characters(void *user, const struct paragraph *paragraph)
{
	struct tally *tally = user;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		for (const char *s = span->text; *s != '\0'; s++)
			tally->given += ((unsigned char)*s & 0xc0) != 0x80 ? 1 : 0;
	return ERR_OK;
}

/* Gather the paragraphs that the elements carry. */
static void
gather(struct tally *tally, const struct structure *element)
{
	const struct leaf *leaf = (const struct leaf *)element;

	if (content_is_leaf(element))
		for (const struct paragraph *p = leaf->first; p != leaf->end; p = p->next) {
			tally->carried = arena_grow(tally->cx->arena, tally->carried,
			                            tally->carried_count, &tally->carried_capacity,
			                            sizeof *tally->carried);
			tally->carried[tally->carried_count++] = p;
		}
	for (const struct structure *child = element->children; child != NULL; child = child->next)
		gather(tally, child);
}

static int
by_address(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t) * (const struct paragraph *const *)a;
	uintptr_t right = (uintptr_t) * (const struct paragraph *const *)b;

	return left < right ? -1 : left > right ? 1 : 0;
}

static bool
is_carried(const struct tally *tally, const struct paragraph *paragraph)
{
	return tally->carried_count > 0 && bsearch(&paragraph, tally->carried, tally->carried_count,
	                                           sizeof *tally->carried, by_address) != NULL;
}

/* A paragraph without an element has nothing that shows. */
static enum err
check_bare(void *user, const struct paragraph *paragraph)
{
	struct tally *tally = user;
	uint32_t scalar;
	size_t length;

	if (is_carried(tally, paragraph))
		return ERR_OK;
	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		for (const char *s = span->text; (length = text_utf8_next(s, &scalar)) > 0;
		     s += length) {
			if (!line_is_space(scalar) && scalar != '\t' && !line_is_ignorable(scalar))
				return lost(tally->cx, span, scalar);
			tally->found++;
		}
	return ERR_OK;
}

enum err
content_check(struct ctx *cx, const struct form *form, const struct layout *layout)
{
	struct tally tally = { .cx = cx };

	TRY(box_visit(form, count_characters, &tally));
	for (const struct page *page = layout->pages; page != NULL; page = page->next)
		for (const struct text_run *run = page->runs; run != NULL; run = run->next)
			if (run->structure != NULL)
				TRY(find_run(&tally, run));
	if (tally.found != tally.given) {
		TRY(check_ends(&tally, layout->structure));
		gather(&tally, layout->structure);
		if (tally.carried_count > 0)
			qsort(tally.carried, tally.carried_count, sizeof *tally.carried, by_address);
		TRY(box_visit(form, check_bare, &tally));
	}
	if (tally.found != tally.given)
		return err_set(cx, ERR_INTERNAL, "排版应有 %zu 个字，只找到 %zu 个", tally.given,
		               tally.found);
	return ERR_OK;
}
