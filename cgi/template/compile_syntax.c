/* The XML of a template's file, and its faults in Chinese. */
#include <libxml/parser.h>
#include <string.h>

#include "template/compile_internal.h"

/* The faults that people make; `%1`, `%2` and `%n` are what libxml2 tells of each. */
static const struct {
	int code;
	const char *what;
} faults[] = {
	{ XML_ERR_DOCUMENT_EMPTY, "这里应有元素 <form>" },
	{ XML_ERR_DOCUMENT_END, "</form> 之后还有多余的内容" },
	{ XML_ERR_TAG_NAME_MISMATCH, "第 %n 行的 <%1> 没有结束，就有了 </%2>" },
	{ XML_ERR_TAG_NOT_FINISHED, "第 %n 行的 <%1> 没有结束" },
	{ XML_ERR_UNDECLARED_ENTITY, "没有实体 &%1;，请直接写出文字；& 写作 &amp;" },
	{ XML_WAR_UNDECLARED_ENTITY, "没有实体 &%1;，请直接写出文字；& 写作 &amp;" },
	{ XML_ERR_NAME_REQUIRED, "这里应有名字；文字里的 < 写作 &lt;，& 写作 &amp;" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING, "& 应写作 &amp;" },
	{ XML_ERR_LT_IN_ATTRIBUTE, "属性的值里 < 应写作 &lt;" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, "属性“%1”写了两次，请删去一个" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED, "属性的值应放在引号里" },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED, "属性的值缺少右引号" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "属性“%1”没有值，应写作 %1=\"…\"" },
	{ XML_ERR_SPACE_REQUIRED, "属性之间应有空格" },
	{ XML_ERR_GT_REQUIRED, "标记缺少 >" },
	{ XML_ERR_LTSLASH_REQUIRED, "缺少结束标记 </…>" },
	{ XML_ERR_COMMENT_NOT_FINISHED, "注释没有结束，缺少 -->" },
	{ XML_ERR_HYPHEN_IN_COMMENT, "注释里不能有 --" },
	{ XML_ERR_INVALID_CHAR, "有 XML 不许的控制字符" },
	{ XML_ERR_UNKNOWN_ENCODING, "encoding 应为 UTF-8" },
	{ XML_ERR_UNSUPPORTED_ENCODING, "encoding 应为 UTF-8" },
	{ XML_ERR_INTERNAL_ERROR, "嵌套太深" },
	{ XML_NS_ERR_UNDEFINED_NAMESPACE, "“%2”前面的前缀“%1”没有声明，请删去前缀" },
};

static void
add_placeholder(struct text *out, char which, const xmlError *error)
{
	if (which == 'n')
		text_add_fmt(out, "%d", error->int1);
	else
		text_add_str(out, which == '1' ? (error->str1 == NULL ? "" : error->str1)
		                               : (error->str2 == NULL ? "" : error->str2));
}

/* What to say of an error: libxml2's own words where there is nothing better. */
static const char *
describe(struct arena *arena, const xmlError *error)
{
	const char *message = error->message == NULL ? "" : error->message;
	struct text out = text_make(arena);
	const char *what = NULL;

	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
		if (faults[i].code == error->code)
			what = faults[i].what;
	if (what == NULL) {
		text_add(&out, message, text_utf8_check(message, strcspn(message, "\n")));
		return out.data;
	}
	for (; *what != '\0'; what++) {
		if (*what == '%')
			add_placeholder(&out, *++what, error);
		else
			text_add(&out, what, 1);
	}
	return arena_printf(arena, "%.*s", (int)text_utf8_check(out.data, strnlen(out.data, 500)),
	                    out.data);
}

/* libxml2 tells of each syntax error; all of them become faults. */
static void
syntax_error(void *user, xmlErrorPtr error)
{
	struct compiler *compiler = user;
	struct arena *arena = compiler->cx->arena;

	err_add_fault(compiler->cx, arena_printf(arena, "%s:%d", compiler->path, error->line),
	              "不合 XML 语法：%s", describe(arena, error));
}

static void
free_document(void *document)
{
	xmlFreeDoc(document);
}

/* Is the file UTF-8? If not, the fault is told with its line. */
static bool
check_utf8(struct compiler *compiler, const struct text *file)
{
	size_t offset = text_utf8_check(file->data, file->length);
	unsigned line = 1;

	if (offset == file->length)
		return true;
	for (size_t i = 0; i < offset; i++)
		line += file->data[i] == '\n';
	err_add_fault(compiler->cx, arena_printf(compiler->cx->arena, "%s:%u", compiler->path, line),
	              "不是 UTF-8，请把文件另存为 UTF-8");
	return false;
}

xmlDocPtr
compile_parse(struct compiler *compiler, const struct text *file)
{
	xmlDocPtr document;

	if (!check_utf8(compiler, file))
		return NULL;
	xmlSetStructuredErrorFunc(compiler, syntax_error);
	document = xmlReadMemory(file->data, (int)file->length, compiler->path, NULL,
	                         XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (document != NULL)
		arena_defer(compiler->cx->arena, free_document, document);
	return document;
}
