#include "site/site_frame.h"

#include <string.h>

#include "html/html_break.h"
#include "html/html_out.h"
#include "html/html_style_hash.h"

#define NAME "预算绩效信息公开"

struct place {
	const char *address;
	const char *chinese;
	const char *english;
};

static const struct place places[] = {
	{ "/search", "公开目录", "Catalogue" },
	{ "/departments", "部门", "Departments" },
	{ "/amendments", "更正与撤回", "Corrections" },
	{ "/v", "核对文件", "Verify" },
	{ "/api.html", "数据接口", "API" },
};

void
site_frame_text(struct text *out, const char *s)
{
	if (s != NULL)
		html_out_escape(out, s);
}

void
site_frame_link(struct text *out, const char *address, const char *text)
{
	text_add_str(out, "<a");
	html_out_attribute(out, "href", address);
	text_add_str(out, ">");
	site_frame_text(out, text);
	text_add_str(out, "</a>");
}

void
site_frame_title(struct text *out, const char *address, const char *title)
{
	text_add_str(out, address == NULL ? "<span class=\"title\"" : "<a class=\"title\"");
	html_out_attribute(out, "href", address);
	text_add_str(out, ">");
	html_break_title(out, title);
	text_add_str(out, address == NULL ? "</span>" : "</a>");
}

static void
add_property(struct text *out, const char *name, const char *content)
{
	if (content == NULL)
		return;
	text_add_fmt(out, "<meta property=\"%s\"", name);
	html_out_attribute(out, "content", content);
	text_add_str(out, ">\n");
}

/* Open Graph and the canonical address, which want the whole address. */
static void
add_graph(struct text *out, const struct site_frame *frame)
{
	if (frame->path == NULL)
		return;
	add_property(out, "og:site_name", NAME);
	add_property(out, "og:locale", "zh_CN");
	add_property(out, "og:type", frame->type == NULL ? "website" : frame->type);
	add_property(out, "og:title", frame->title == NULL ? NAME : frame->title);
	add_property(out, "og:description", frame->description);
	if (frame->site != NULL) {
		const char *address = arena_printf(out->arena, "%s%s", frame->site, frame->path);

		add_property(out, "og:url", address);
		text_add_str(out, "<link rel=\"canonical\"");
		html_out_attribute(out, "href", address);
		text_add_str(out, ">\n");
	}
}

static void
add_head(struct text *out, const struct site_frame *frame)
{
	html_out_begin(out, frame->title == NULL ? NAME : frame->title,
	               frame->title == NULL ? NULL : NAME);
	html_out_meta(out, "description", frame->description);
	html_out_meta(out, "robots", frame->is_hidden ? "noindex" : NULL);
	add_graph(out, frame);
	text_add_str(out, "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n");
	if (frame->has_document)
		text_add_str(out, "<link rel=\"stylesheet\" href=\"/document-" HTML_STYLE_HASH
		                  ".css\">\n");
	text_add_str(out, "<link rel=\"stylesheet\" href=\"/site-" SITE_STYLE_HASH ".css\">\n");
	if (frame->feed != NULL) {
		text_add_str(out,
		             "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"最新公开\"");
		html_out_attribute(out, "href", frame->feed);
		text_add_str(out, ">\n");
	}
	text_add_str(out, frame->metadata == NULL ? "" : frame->metadata);
	if (!frame->is_bare)
		text_add_str(out, "<script src=\"/site.js\" defer></script>\n");
	text_add_str(out, "</head>\n");
}

static void
add_bar(struct text *out, const struct site_frame *frame)
{
	text_add_str(out,
	             "<a class=\"skip\" href=\"#main\">跳到正文 <span lang=\"en\">Skip to content</span></a>\n"
	             "<header class=\"bar\">\n<p class=\"name\"><a href=\"/\">" NAME
	             " <span lang=\"en\">Budget performance disclosures</span></a></p>\n"
	             "<nav aria-label=\"本站\"><ul>\n");
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		bool is_here = frame->current != NULL &&
		               strcmp(frame->current, places[i].address) == 0;

		text_add_fmt(out, "<li><a href=\"%s\"%s>%s <span lang=\"en\">%s</span></a></li>\n",
		             places[i].address, is_here ? " aria-current=\"page\"" : "",
		             places[i].chinese, places[i].english);
	}
	text_add_str(out,
	             "</ul></nav>\n<p class=\"large\"><label><input id=\"large\" type=\"checkbox\"> "
	             "大字高对比 <span lang=\"en\">Large text</span></label></p>\n"
	             "</header>\n");
}

void
site_frame_open(struct text *out, const struct site_frame *frame)
{
	add_head(out, frame);
	text_add_fmt(out, "<body class=\"site%s\">\n", frame->is_bare ? " bare" : "");
	if (!frame->is_bare)
		add_bar(out, frame);
	text_add_str(out, "<main id=\"main\" tabindex=\"-1\">\n");
}

static void
add_foot(struct text *out, const struct site_frame *frame)
{
	text_add_fmt(out,
	             "<footer class=\"foot\">\n<p>数据中金额以元为单位。供程序读取："
	             "<a href=\"/api.html\">数据接口说明</a>、<a href=\"/api/v1\">入口</a>、"
	             "<a href=\"/atom.xml\">最新公开（Atom）</a>%s。</p>\n"
	             "<p lang=\"en\">Amounts are in yuan. For programs: "
	             "<a href=\"/api.html\">the API</a>%s.</p>\n</footer>\n",
	             frame->has_bulk ? "、<a href=\"/bulk/\">按地区和年度打包的全部内容</a>" : "",
	             frame->has_bulk ? ", <a href=\"/bulk/\">all of it in packages</a>" : "");
}

void
site_frame_close(struct text *out, const struct site_frame *frame)
{
	text_add_str(out, "</main>\n");
	if (!frame->is_bare)
		add_foot(out, frame);
	text_add_str(out, "</body>\n</html>\n");
}

void
site_frame_trail(struct text *out, const char *const *pairs)
{
	text_add_str(out,
	             "<nav class=\"trail\" aria-label=\"位置\"><ol>\n<li><a href=\"/\">首页</a></li>\n");
	for (; *pairs != NULL; pairs += 2) {
		text_add_str(out, "<li>");
		site_frame_link(out, pairs[0], pairs[1]);
		text_add_str(out, "</li>\n");
	}
	text_add_str(out, "</ol></nav>\n");
}
