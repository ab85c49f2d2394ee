#include "site/site_reuse.h"

#include "html/html_out.h"
#include "site/site_frame.h"

/* Code to be copied. Without the setting `site` nobody here knows what stands before an address. */
static void
add_snippet(struct text *out, const char *words, const char *address, const char *title, int height,
            const char *site)
{
	struct text snippet = text_make(out->arena);

	text_add_str(&snippet, "<iframe");
	html_out_attribute(&snippet, "src",
	                   arena_printf(out->arena, "%s%s", site == NULL ? "" : site, address));
	html_out_attribute(&snippet, "title", title);
	text_add_fmt(&snippet, " width=\"100%%\" height=\"%d\"></iframe>", height);
	text_add_fmt(out,
	             "<p>%s，不需要脚本%s：</p>\n<pre class=\"snippet\" tabindex=\"0\" role=\"region\" "
	             "aria-label=\"转载用的代码\"><code>",
	             words, site == NULL ? "（在 src 的地址前写上本站的网址）" : "");
	site_frame_text(out, snippet.data);
	text_add_str(out, "</code></pre>\n");
}

void
site_reuse_lists(struct text *out, const char *name, const char *code, const char *page,
                 const char *site)
{
	static const struct {
		const char *words;
		const char *list;
		const char *more;
	} lists[] = {
		{ "公开内容", "reports", "" },
		{ "项目支出", "project-expenditures", "&amp;group_by=year" },
	};

	text_add_str(out, "<section class=\"reuse\">\n<h2>数据和转载</h2>\n<ul class=\"links\">\n");
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		text_add_fmt(out,
		             "<li>%s：<a href=\"/api/v1/%s.xlsx?%s=%s%s\">Excel</a> "
		             "<a href=\"/api/v1/%s.csv?%s=%s%s\">CSV</a></li>\n",
		             lists[i].words, lists[i].list, name, code, lists[i].more,
		             lists[i].list, name, code, lists[i].more);
	text_add_fmt(out, "<li>订阅：<a href=\"%s/atom.xml\">Atom</a></li>\n</ul>\n", page);
	add_snippet(out, "把最新公开的目录放进其他网站",
	            arena_printf(out->arena, "/embed?%s=%s", name, code), "预算绩效信息公开", 400,
	            site);
	text_add_str(out, "</section>\n");
}

void
site_reuse_document(struct text *out, const char *address, const char *title, const char *site)
{
	text_add_str(out, "<section class=\"reuse\">\n<h2>转载</h2>\n");
	add_snippet(out, "把这份内容放进其他网站",
	            arena_printf(out->arena, "/api/v1%s.html", address), title, 800, site);
	text_add_str(out, "</section>\n");
}
