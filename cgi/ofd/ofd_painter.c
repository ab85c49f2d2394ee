#include "ofd/ofd_painter.h"

static struct ofd_painter *
painter_of(struct canvas *canvas)
{
	return (struct ofd_painter *)canvas;
}

static void
begin_layer(struct ofd_painter *painter, const char *type)
{
	text_add_str(&painter->content, "<ofd:Layer");
	ofd_xml_attribute(&painter->content, "Type", type);
	ofd_xml_number(&painter->content, "ID", ++painter->last_id);
	text_add_str(&painter->content, ">\n");
}

static enum err
begin_page(struct canvas *base, const struct page *page)
{
	struct ofd_painter *painter = painter_of(base);
	struct text *out = &painter->content;
	ofd_um *box = painter->text.page;

	TRY(ctx_in_time(painter->cx));
	box[2] = ofd_xml_um(page->width_mpt);
	box[3] = ofd_xml_um(page->height_mpt);
	text_clear(out);
	ofd_xml_begin(out, "Page");
	text_add_str(out, "><ofd:Area><ofd:PhysicalBox>");
	ofd_xml_lengths(out, box, 4);
	text_add_str(out, "</ofd:PhysicalBox></ofd:Area>\n<ofd:Content>");
	if (page->watermark != NULL) {
		begin_layer(painter, "Background");
		for (const struct text_run *run = page->watermark; run != NULL; run = run->next)
			ofd_text_write_watermark(&painter->text, run);
		text_add_str(out, "</ofd:Layer>\n");
	}
	begin_layer(painter, "Body");
	return ERR_OK;
}

static void
close_path(struct ofd_painter *painter)
{
	if (painter->rule_width_mpt != 0)
		text_add_str(&painter->content, "</ofd:AbbreviatedData></ofd:PathObject>\n");
	painter->rule_width_mpt = 0;
}

static void
add_end(struct text *out, const char *command, int x_mpt, int y_mpt)
{
	const ofd_um point[2] = { ofd_xml_um(x_mpt), ofd_xml_um(y_mpt) };

	text_add_str(out, command);
	ofd_xml_lengths(out, point, 2);
}

/*
 * Rules of the same width are one path with the page as its box. They end half a
 * width beyond their ends, which is what not all readers know square caps to do.
 */
static enum err
draw_rule(struct canvas *base, const struct rule *rule)
{
	struct ofd_painter *painter = painter_of(base);
	struct text *out = &painter->content;
	int half_mpt = rule->width_mpt / 2;
	bool is_level = rule->y0_mpt == rule->y1_mpt;
	int along_mpt = is_level ? half_mpt : 0;
	int down_mpt = is_level ? 0 : half_mpt;

	if (rule->width_mpt != painter->rule_width_mpt) {
		close_path(painter);
		painter->rule_width_mpt = rule->width_mpt;
		ofd_xml_add(out, "<ofd:PathObject ID=\"");
		text_add_number(out, ++painter->last_id);
		ofd_xml_add(out, "\" Boundary=\"");
		ofd_xml_lengths(out, painter->text.page, 4);
		ofd_xml_add(out, "\" LineWidth=\"");
		text_add_thousandths(out, ofd_xml_um(rule->width_mpt));
		ofd_xml_add(out, "\"><ofd:AbbreviatedData>");
	} else {
		text_add_str(out, " ");
	}
	add_end(out, "M ", rule->x0_mpt - along_mpt, rule->y0_mpt - down_mpt);
	add_end(out, " L ", rule->x1_mpt + along_mpt, rule->y1_mpt + down_mpt);
	return ERR_OK;
}

static enum err
draw_text(struct canvas *base, const struct text_run *run)
{
	struct ofd_painter *painter = painter_of(base);

	close_path(painter);
	ofd_text_write(&painter->text, run);
	return ERR_OK;
}

static enum err
end_page(struct canvas *base)
{
	struct ofd_painter *painter = painter_of(base);
	struct text *list = &painter->list;
	const char *place = arena_printf(painter->cx->arena, "Pages/Page_%zu/Content.xml",
	                                 painter->page_count++);

	close_path(painter);
	text_add_str(&painter->content, "</ofd:Layer></ofd:Content></ofd:Page>\n");
	painter->ids[painter->index++] = ++painter->last_id;
	text_add_str(list, "<ofd:Page");
	ofd_xml_number(list, "ID", painter->last_id);
	ofd_xml_attribute(list, "BaseLoc", place);
	text_add_str(list, "/>\n");
	return ofd_package_add(painter->package, arena_printf(painter->cx->arena, "Doc_0/%s", place),
	                       painter->content.data, painter->content.length);
}

struct ofd_painter *
ofd_painter_new(struct ctx *cx, struct ofd_package *package)
{
	static const struct canvas_ops ops = { begin_page, draw_rule, draw_text, end_page };
	struct ofd_painter *painter = arena_alloc(cx->arena, sizeof *painter);

	*painter = (struct ofd_painter){ .canvas = { &ops },
		                         .cx = cx,
		                         .package = package,
		                         .content = text_make(cx->arena),
		                         .list = text_make(cx->arena) };
	painter->text = (struct ofd_text){ .arena = cx->arena,
		                           .out = &painter->content,
		                           .last_id = &painter->last_id };
	return painter;
}
