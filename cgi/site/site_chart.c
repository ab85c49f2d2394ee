#include "site/site_chart.h"

#include "site/site_frame.h"
#include "site/site_value.h"

/* In units of the drawing: a bar has a line for its words above it. No wider than a telephone: words shrink with it. */
#define WIDTH 360
#define STEP 44
#define BAR_TOP 22
#define BAR_HEIGHT 14

static int64_t
longest(const struct site_chart_bar *bars, size_t count)
{
	int64_t most = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t whole = site_value_whole(bars[i].amount);

		most = whole > most ? whole : most;
	}
	return most;
}

static void
add_bar(struct text *out, const struct site_chart_bar *bar, size_t place, int64_t most)
{
	size_t top = place * STEP;
	int64_t width = most == 0 ? 0 : site_value_whole(bar->amount) * WIDTH / most;

	text_add_fmt(out, "<text x=\"0\" y=\"%zu\">", top + BAR_TOP - 6);
	site_frame_text(out, bar->label);
	text_add_fmt(out, "</text><text class=\"amount\" x=\"%d\" y=\"%zu\">", WIDTH,
	             top + BAR_TOP - 6);
	if (bar->amount == NULL)
		text_add_str(out, "没有填报");
	else
		text_add_fmt(out, "%s 万元", site_value_wan(out->arena, bar->amount));
	text_add_fmt(out,
	             "</text><rect class=\"%s\" x=\"0\" y=\"%zu\" width=\"%lld\" height=\"%d\"/>\n",
	             bar->is_second ? "second" : "first", top + BAR_TOP, (long long)width,
	             BAR_HEIGHT);
}

void
site_chart_bars(struct text *out, const char *title, const struct site_chart_bar *bars, size_t count)
{
	int64_t most = longest(bars, count);

	if (most == 0)
		return;
	text_add_fmt(out, "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %zu\" aria-label=\"",
	             WIDTH, count * STEP);
	site_frame_text(out, title);
	text_add_str(out, "\">\n");
	for (size_t i = 0; i < count; i++)
		add_bar(out, &bars[i], i, most);
	text_add_str(out, "</svg>\n");
}
