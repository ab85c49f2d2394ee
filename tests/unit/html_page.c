/*
 * Random boxes with texts that want to be markup: another parser reads the same
 * texts in the same order, and each place of each table has one cell.
 */
#include "html/html_internal.h"
#include "html/html_style.h"
#include "tests/unit/dom.h"
#include "tests/unit/form_trial.h"
#include "tests/unit/random.h"

static unsigned hostile;
static unsigned tables;

static unsigned
below(unsigned limit)
{
	return random_below(limit);
}

static const char *const texts[] = {
	"<script>alert(1)</script>",
	"</td></table>",
	"&lt;b&gt;",
	"\" onload=\"x",
	"<!-- ",
	"]]>",
	"&#60;",
	"<",
	">",
	"&",
	"'",
	"</article>",
	"<br>",
	"  两  格  ",
	"\\u003c",
};

/* Some texts get one of them behind. */
static enum err
spoil(void *user, const struct paragraph *paragraph)
{
	struct arena *arena = user;

	for (struct span *span = paragraph->spans; span != NULL; span = span->next) {
		span->looks = below(4) == 0 ? below(16) & (below(2) == 0 ? ~4U : ~8U) : 0;
		if (below(4) > 0)
			continue;
		hostile++;
		span->text = arena_printf(arena, "%s%s", span->text,
		                          texts[below(sizeof texts / sizeof texts[0])]);
	}
	return ERR_OK;
}

/* Does the style sheet have each least width that a frame asks for? */
static bool
has_styles(struct arena *arena, const char *html)
{
	static const char *const kinds[] = { "n n", "m m" };

	for (size_t i = 0; i < 2; i++)
		for (const char *s = html; (s = strstr(s, kinds[i])) != NULL; s++) {
			unsigned ems = (unsigned)atoi(s + 3);

			if (ems > 0 &&
			    strstr(html_style, arena_printf(arena, ".%c%u>table{min-width:%uem}",
			                                    *s, ems, ems)) == NULL)
				return false;
		}
	return true;
}

static const char *
run(struct arena *arena, bool is_alone)
{
	struct trial *trial = arena_alloc(arena, sizeof *trial);
	struct ctx cx = ctx_make(arena);
	struct text out = text_make(arena);
	struct html_page page = { .cx = &cx, .out = &out };
	struct dom dom;

	trial->arena = arena;
	make_form(trial);
	trial->form->title = "<标题>";
	if (box_visit(trial->form, spoil, arena) != ERR_OK)
		return "no visit";
	page.form = trial->form;
	html_page_article(&page, 0, NULL);
	dom = dom_article(arena, out.data);
	for (const char *s = out.data; (s = strstr(s, "<table")) != NULL; s++)
		tables++;
	if (is_alone)
		printf("# %s\n# %s\n", out.data, dom.texts.data);
	if (dom.fault != NULL)
		return dom.fault;
	if (!has_styles(arena, out.data))
		return "a width that the style sheet does not know";
	return strcmp(dom.texts.data, dom_texts_of(arena, trial->form)) == 0 ? NULL : "other texts";
}

int
main(int argc, char **argv)
{
	(void)run_trial;
	random_run(argc, argv, 1000, run, "1000 random forms say the same");
	ok(hostile > 2000, "with %u hostile texts", hostile);
	ok(tables > 1000, "in %u tables among others", tables);
	return done_testing();
}
