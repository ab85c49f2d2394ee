#include "page/verify_page.h"

#include <string.h>

#include "db/code.h"
#include "html/html_out.h"
#include "text/short_code.h"

#define TYPE "text/html; charset=utf-8"

static void
add_head(struct text *out)
{
	html_out_begin(out, "核对公开文件", NULL);
	html_out_meta(out, "robots", "noindex");
	text_add_str(out, "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n"
	                  "<link rel=\"stylesheet\" href=\"/verify.css\">\n"
	                  "<script src=\"/verify.js\" defer></script>\n</head>\n<body>\n"
	                  "<header><nav aria-label=\"本站\"><a href=\"/\">公开目录</a></nav>\n"
	                  "<h1>核对公开文件</h1></header>\n<main>\n");
}

static const char foot[] = "</main>\n</body>\n</html>\n";

static const char *const forms[] = {
	"<form action=\"/v\" method=\"get\">\n<label for=\"code\">验证码</label>\n"
	"<input id=\"code\" name=\"code\" maxlength=\"60\" autocomplete=\"off\" "
	"autocapitalize=\"characters\" spellcheck=\"false\" required "
	"placeholder=\"XXXX-XXXX-XXXX-XXXX\" aria-describedby=\"hint\" value=\"",
	"\">\n<button>核对</button>\n<p id=\"hint\" class=\"hint\">印在文件上，十六个字母和数字；"
	"大小写、空格和短横都不要紧。</p>\n</form>\n"
};

static void
add_form(struct text *out, const char *typed)
{
	text_add_str(out, forms[0]);
	html_out_escape(out, typed);
	text_add_str(out, forms[1]);
}

/* Who holds a mistyped code is helped, and told nothing that a right one would not tell. */
static void
refuse(struct ctx *cx, const char *typed, bool is_code, struct response *response)
{
	struct text out = text_make(cx->arena);

	add_head(&out);
	text_add_str(&out, "<section class=\"state none\"><h2>没有这个验证码</h2>\n<p>");
	text_add_str(&out,
	             is_code ? "写法是对的，但本站没有公开过带这个验证码的文件。请看文件上的网址是不是本站。"
	                     : "与验证码的写法不符，多半是某一位看错或漏了：请对照文件再输入一次。");
	text_add_str(&out, "</p></section>\n");
	add_form(&out, typed);
	text_add_str(&out, foot);
	response->status = 404;
	response_body(response, TYPE, out.data, out.length);
	response_header(response, "Cache-Control", "no-store");
}

static void
add_state(struct text *out, const struct code *code)
{
	const char *path = "/api/v1/reports/";

	if (strcmp(code->state, "current") == 0) {
		text_add_str(out, "<section class=\"state good\"><h2>公开有效</h2>\n"
		                  "<p>本站公开了这份文件，这是它现行的版本。</p></section>\n");
		return;
	}
	if (strcmp(code->state, "withdrawn") == 0) {
		text_add_fmt(out,
		             "<section class=\"state bad\"><h2>已经撤回</h2>\n<p>这份文件曾经公开，"
		             "已于%s撤回。理由：",
		             code->withdrawn == NULL ? "" : code->withdrawn);
		html_out_escape(out, code->reason == NULL ? "" : code->reason);
		text_add_str(out, "</p>\n");
	} else {
		text_add_str(out,
		             "<section class=\"state old\"><h2>已被更正</h2>\n<p>本站公开过这份文件，"
		             "但它不是现行的版本。</p>\n");
	}
	if (code->other != NULL)
		text_add_fmt(out, "<p><a href=\"%s%s\">现行的版本：第 %s 次修订</a></p>\n", path,
		             code->report_id, code->other);
	text_add_str(out, "</section>\n");
}

static void
add_fact(struct text *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_add_fmt(out, "<dt>%s</dt><dd>", name);
	html_out_escape(out, value);
	text_add_str(out, "</dd>\n");
}

static void
add_facts(struct ctx *cx, struct text *out, const struct code *code, const char *printed)
{
	text_add_str(out, "<dl>\n");
	add_fact(out, "内容", code->title);
	add_fact(out, "部门", code->department);
	add_fact(out, "年度", code->year);
	add_fact(out, "公开时间",
	         arena_printf(cx->arena, "%s%s（第 %s 次修订）", code->published,
	                      code->is_backdated ? "（补录）" : "", code->revision));
	add_fact(out, "更正理由", code->correction_reason);
	add_fact(out, "编号", code->report_id);
	add_fact(out, "验证码", printed);
	text_add_str(out, "</dl>\n");
}

static void
add_links(struct text *out, const struct code *code)
{
	if (strcmp(code->state, "withdrawn") == 0)
		return;
	text_add_str(out, "<p class=\"links\">");
	for (const struct face *face = face_list; face->name != NULL; face++)
		if (face_shows(face, FACE_DOCUMENT))
			text_add_fmt(out, "<a href=\"/api/v1/reports/%s/revisions/%s%s\">%s</a>\n",
			             code->report_id, code->revision,
			             face->fixed == NULL ? face->suffix : face->fixed, face->label);
	text_add_str(out, "</p>\n");
}

static void
add_digest(struct text *out, const char *name, const char *sha256)
{
	if (sha256 != NULL)
		text_add_fmt(out, "<dt>%s</dt><dd><code data-digest=\"%s\">%s</code></dd>\n", name,
		             name, sha256);
}

/* Without a script there are the digests, and what to compare them with. */
static void
add_check(struct text *out, const struct code *code)
{
	text_add_str(out,
	             "<section><h2>核对手中的文件</h2>\n"
	             "<div id=\"drop\" hidden><p><label>选择文件，或者把它拖到这里"
	             "<input type=\"file\"></label></p><p id=\"verdict\" role=\"status\"></p>"
	             "<p class=\"hint\">文件只在您的设备上计算，不会上传。</p></div>\n"
	             "<p>公开的文件，每一份的 SHA-256 摘要应与下面的一致；改动一个字节，摘要就不同。"
	             "在 Windows 上可用 <code>certutil -hashfile 文件 SHA256</code>，在 Linux "
	             "上可用 <code>sha256sum 文件</code> 计算。</p>\n<dl>\n");
	add_digest(out, "PDF", code->pdf_sha256);
	add_digest(out, "OFD", code->ofd_sha256);
	add_digest(out, "Excel", code->xlsx_sha256);
	add_digest(out, "JSON", code->document_sha256);
	text_add_fmt(out,
	             "</dl>\n<p>它是公开日志的第 %s 条，<a "
	             "href=\"/api/v1/log/proof/%s/%s\">证明</a>在此；日志只增不改，"
	             "任何人都可以核对。</p></section>\n",
	             code->number, code->report_id, code->revision);
}

static enum err
answer_code(struct ctx *cx, const struct page_call *call, const char *printed,
            struct response *response)
{
	struct text out = text_make(cx->arena);
	struct code code;

	TRY(code_find(cx, call->page->db, printed, &code));
	add_head(&out);
	add_state(&out, &code);
	add_facts(cx, &out, &code, printed);
	add_links(&out, &code);
	add_check(&out, &code);
	add_form(&out, "");
	text_add_str(&out, foot);
	page_cache(cx, text_sha256(cx->arena, out.data, out.length), response);
	page_body(cx, TYPE, out.data, out.length, NULL, response);
	return ERR_OK;
}

static void
ask(struct ctx *cx, struct response *response)
{
	struct text out = text_make(cx->arena);

	add_head(&out);
	text_add_str(&out,
	             "<p>公开的文件上印有验证码和二维码。输入验证码，可以看到它是不是本站公开的、"
	             "现在是否有效。</p>\n");
	add_form(&out, "");
	text_add_str(&out, foot);
	page_cache(cx, text_sha256(cx->arena, out.data, out.length), response);
	page_body(cx, TYPE, out.data, out.length, NULL, response);
}

enum err
verify_page_answer(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *typed = call->names[0] != NULL ? call->names[0]
	                                           : param_value(&call->params, "code");
	char printed[SHORT_CODE_SIZE];
	enum err status;

	if (typed == NULL || typed[0] == '\0') {
		ask(cx, response);
		return ERR_OK;
	}
	if (!short_code_read(typed, printed)) {
		refuse(cx, typed, false, response);
		return ERR_OK;
	}
	status = answer_code(cx, call, printed, response);
	if (status != ERR_NOT_FOUND)
		return status;
	ctx_clear(cx);
	refuse(cx, printed, true, response);
	return ERR_OK;
}
