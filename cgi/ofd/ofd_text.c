#include "ofd/ofd_text.h"

/* How far a pen may stray from where the layout has it, before it is set right. */
#define STRAY_MAX 4
/* Room about the glyphs for what readers do to their edges, in micrometres. */
#define MARGIN 100
/* The sine of 45 degrees, in millionths. */
#define SINE_45 707107

/* How all glyphs of a run are drawn. */
struct look {
	const char *colour; /* an element, or NULL for black */
	const char *turn;   /* what CTM begins with, or NULL for none */
	ofd_um at[2];       /* and ends with */
};

/* What a glyph says; nothing, where those before it say all. */
static const uint32_t *
says(const struct text_run *run, size_t i, unsigned *count)
{
	size_t first = i;
	size_t end = i + 1;
	unsigned all;
	unsigned index;

	if (run->places == NULL)
		return canvas_says(run, i, count);
	while (first > 0 && run->places[first].characters == 0)
		first--;
	while (end < run->count && run->places[end].characters == 0)
		end++;
	all = run->places[first].characters;
	index = (unsigned)(i - first);
	if (index >= all)
		*count = 0;
	else
		*count = i + 1 < end ? 1 : all - index;
	return run->places[first].text + index;
}

static void
place_glyphs(struct ofd_text *text, const struct text_run *run)
{
	int64_t x = run->is_turned ? 0 : run->x_mpt;
	int64_t y = run->is_turned ? 0 : run->baseline_mpt;
	int64_t pen = x * 1000;

	while (text->capacity <= run->count)
		text->spots = arena_grow(text->arena, text->spots, text->capacity, &text->capacity,
		                         sizeof *text->spots);
	for (size_t i = 0; i < run->count; i++) {
		text->spots[i] = (struct ofd_spot){ ofd_xml_um_exact(pen), ofd_xml_um(y) };
		pen += (int64_t)run->glyphs[i].advance * run->size_mpt +
		       (int64_t)run->spacing_mpt * 1000;
		if (run->places != NULL)
			text->spots[i] = (struct ofd_spot){ ofd_xml_um(x + run->places[i].x_mpt),
				                            ofd_xml_um(y + run->places[i].y_mpt) };
	}
}

/* Is the glyph one for one character that every reader counts as one? */
static bool
is_simple(const struct text_run *run, size_t i)
{
	unsigned count;
	const uint32_t *scalars = says(run, i, &count);

	return count == 1 && *scalars <= 0xffff;
}

/* Where the glyphs end that can be in one object with the one at `first`. */
static size_t
piece_end(const struct ofd_text *text, const struct text_run *run, size_t first)
{
	unsigned font = ofd_font_glyph(text->fonts, run->face, run->glyphs[first].gid).font;
	size_t end = first + 1;

	while (is_simple(run, first) && end < run->count && is_simple(run, end) &&
	       ofd_font_glyph(text->fonts, run->face, run->glyphs[end].gid).font == font)
		end++;
	return end;
}

static ofd_um
smaller(ofd_um a, ofd_um b)
{
	return a < b ? a : b;
}

static ofd_um
larger(ofd_um a, ofd_um b)
{
	return a > b ? a : b;
}

/*
 * The box about glyphs [first, end). Readers cut off what is outside; where glyphs
 * are turned it is the page.
 */
static void
find_box(const struct ofd_text *text, const struct text_run *run, const struct look *look,
         size_t first, size_t end, ofd_um box[4])
{
	ofd_um size = ofd_xml_um(run->size_mpt);
	struct ofd_spot low = text->spots[first];
	struct ofd_spot high = low;

	for (size_t i = first; i < end; i++) {
		const struct ofd_spot *spot = &text->spots[i];
		struct ofd_reach reach = ofd_font_reach(text->fonts, run->face, run->glyphs[i].gid);

		low.x = smaller(low.x, spot->x - size * reach.left / 1000);
		low.y = smaller(low.y, spot->y - size * reach.above / 1000);
		high.x = larger(high.x, spot->x + size * reach.right / 1000);
		high.y = larger(high.y, spot->y + size * reach.below / 1000);
	}
	box[0] = low.x - MARGIN;
	box[1] = low.y - MARGIN;
	box[2] = high.x + MARGIN - box[0];
	box[3] = high.y + MARGIN - box[1];
	for (int i = 0; look->turn != NULL && i < 4; i++)
		box[i] = text->page[i];
}

static void
begin_object(const struct ofd_text *text, const struct look *look, const ofd_um box[4])
{
	text_add_number(text->out, ++*text->last_id);
	ofd_xml_add(text->out, "\" Boundary=\"");
	ofd_xml_lengths(text->out, box, 4);
	if (look->turn == NULL)
		return;
	ofd_xml_add(text->out, "\" CTM=\"");
	text_add_str(text->out, look->turn);
	ofd_xml_lengths(text->out, look->at, 2);
}

/* The glyphs [first, end) for `characters` characters. */
static void
add_glyphs(const struct ofd_text *text, const struct text_run *run, size_t first, size_t end,
           size_t characters)
{
	struct text *out = text->out;

	ofd_xml_add(out, "<ofd:CGTransform CodePosition=\"0\" CodeCount=\"");
	text_add_number(out, characters);
	ofd_xml_add(out, "\" GlyphCount=\"");
	text_add_number(out, end - first);
	ofd_xml_add(out, "\"><ofd:Glyphs>");
	for (size_t i = first; i < end; i++) {
		if (i > first)
			ofd_xml_add(out, " ");
		text_add_number(out, ofd_font_glyph(text->fonts, run->face, run->glyphs[i].gid).gid);
	}
	ofd_xml_add(out, "</ofd:Glyphs></ofd:CGTransform>");
}

/* Steps of a pen, of which equal ones are told together: `g 3 3.704`. */
struct steps {
	struct text *out;
	ofd_um step;
	size_t count;
	bool is_begun;
};

static void
flush_steps(struct steps *steps)
{
	if (steps->count == 0)
		return;
	if (steps->is_begun)
		ofd_xml_add(steps->out, " ");
	steps->is_begun = true;
	if (steps->count > 2) {
		ofd_xml_add(steps->out, "g ");
		text_add_number(steps->out, steps->count);
		ofd_xml_add(steps->out, " ");
		steps->count = 1;
	}
	text_add_thousandths(steps->out, steps->step);
	if (steps->count == 2) {
		ofd_xml_add(steps->out, " ");
		text_add_thousandths(steps->out, steps->step);
	}
	steps->count = 0;
}

static void
add_step(struct steps *steps, ofd_um step)
{
	if (step != steps->step)
		flush_steps(steps);
	steps->step = step;
	steps->count++;
}

/* Steps from spot to spot along one axis; the same step again as long as that is good enough. */
static void
add_steps(const struct ofd_text *text, const char *name, const ofd_um *first, size_t count)
{
	const size_t stride = sizeof *text->spots / sizeof *first;
	struct steps steps = { .out = text->out };
	ofd_um pen = *first;
	ofd_um last = 0;

	text_add_str(text->out, name);
	for (size_t i = 1; i < count; i++) {
		ofd_um exact = first[i * stride];
		ofd_um stray = pen + last - exact;

		if (i == 1 || stray > STRAY_MAX || stray < -STRAY_MAX)
			last = exact - pen;
		add_step(&steps, last);
		pen += last;
	}
	flush_steps(&steps);
}

static bool
is_level(const struct ofd_text *text, size_t first, size_t end)
{
	for (size_t i = first + 1; i < end; i++)
		if (text->spots[i].y != text->spots[first].y)
			return false;
	return true;
}

static void
add_code(const struct ofd_text *text, const struct text_run *run, size_t first, size_t end,
         const ofd_um origin[2])
{
	const struct ofd_spot *spot = &text->spots[first];
	struct text *out = text->out;

	ofd_xml_add(out, "<ofd:TextCode X=\"");
	text_add_thousandths(out, spot->x - origin[0]);
	ofd_xml_add(out, "\" Y=\"");
	text_add_thousandths(out, spot->y - origin[1]);
	if (end - first > 1)
		add_steps(text, "\" DeltaX=\"", &spot->x, end - first);
	if (!is_level(text, first, end))
		add_steps(text, "\" DeltaY=\"", &spot->y, end - first);
	ofd_xml_add(out, "\">");
	for (size_t i = first; i < end; i++) {
		unsigned count;
		const uint32_t *scalars = says(run, i, &count);

		for (unsigned c = 0; c < count; c++)
			ofd_xml_char(out, scalars[c]);
	}
	ofd_xml_add(out, "</ofd:TextCode>");
}

static void
write_piece(const struct ofd_text *text, const struct text_run *run, const struct look *look,
            size_t first, size_t end)
{
	struct text *out = text->out;
	unsigned characters = 1;
	ofd_um box[4];

	says(run, first, &characters);
	find_box(text, run, look, first, end, box);
	ofd_xml_add(out, "<ofd:TextObject ID=\"");
	begin_object(text, look, box);
	ofd_xml_add(out, "\" Font=\"");
	text_add_number(out, ofd_font_glyph(text->fonts, run->face, run->glyphs[first].gid).font);
	ofd_xml_add(out, "\" Size=\"");
	text_add_thousandths(out, ofd_xml_um(run->size_mpt));
	ofd_xml_add(out, "\">");
	if (look->colour != NULL)
		text_add_str(out, look->colour);
	add_glyphs(text, run, first, end, end - first > 1 ? end - first : characters);
	add_code(text, run, first, end, box);
	ofd_xml_add(out, "</ofd:TextObject>\n");
}

/* A glyph that says nothing. Text is black unless it says otherwise, but paths are filled with nothing. */
static void
write_outline(const struct ofd_text *text, const struct text_run *run, const struct look *look,
              size_t i)
{
	ofd_um box[4];

	find_box(text, run, look, i, i + 1, box);
	ofd_xml_add(text->out, "<ofd:PathObject ID=\"");
	begin_object(text, look, box);
	text_add_str(text->out, "\" Stroke=\"false\" Fill=\"true\">");
	text_add_str(text->out,
	             look->colour != NULL ? look->colour : "<ofd:FillColor Value=\"0 0 0\"/>");
	text_add_str(text->out, "<ofd:AbbreviatedData>");
	ofd_font_outline(text->fonts, run->face, run->glyphs[i].gid, run->size_mpt,
	                 (struct ofd_spot){ text->spots[i].x - box[0], text->spots[i].y - box[1] },
	                 text->out);
	text_add_str(text->out, "</ofd:AbbreviatedData></ofd:PathObject>\n");
}

static void
write_run(struct ofd_text *text, const struct text_run *run, const struct look *look)
{
	place_glyphs(text, run);
	for (size_t i = 0, end; i < run->count; i = end) {
		unsigned count;

		says(run, i, &count);
		end = i + 1;
		if (count == 0) {
			write_outline(text, run, look, i);
			continue;
		}
		end = piece_end(text, run, i);
		write_piece(text, run, look, i, end);
	}
}

void
ofd_text_write(struct ofd_text *text, const struct text_run *run)
{
	struct look look = { 0 };

	if (run->is_turned)
		look = (struct look){ .turn = "0 1 -1 0 ",
			              .at = { ofd_xml_um(run->x_mpt),
			                      ofd_xml_um(run->baseline_mpt) } };
	write_run(text, run, &look);
}

void
ofd_text_write_watermark(struct ofd_text *text, const struct text_run *run)
{
	int64_t x = text->page[2] / 2;
	int64_t y = text->page[3] / 2;
	struct look look = {
		.colour = "<ofd:FillColor Value=\"224 224 224\"/>",
		.turn = "0.707107 -0.707107 0.707107 0.707107 ",
		.at = { (ofd_um)(x - SINE_45 * (x + y) / 1000000),
		        (ofd_um)(y + SINE_45 * (x - y) / 1000000) },
	};

	write_run(text, run, &look);
}
