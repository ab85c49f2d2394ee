/*
 * What stands below every form: the department's explanations of what 勾稽 found, when it
 * publishes them. No template has to say so, and none can leave them out.
 */
#include "template/compile_internal.h"

static const char explanations[] =
	"<form>"
	"<space height=\"4mm\" when=\"explanations\"/>"
	"<h1 when=\"explanations\" size=\"%d.%03dpt\" leading=\"%d.%03d\" first-indent=\"%d.%03d\">"
	"有关差异的说明</h1>"
	"<each of=\"explanations\" as=\"explanation\">"
	"<p align=\"left\">{number(explanation)}. {explanation.place|suffix:：}"
	"{explanation.finding}。<br/>说明：{explanation.reason}</p>"
	"</each>"
	"</form>";

/* The end of the form: on its last section's pages, where that is always there. */
static struct node **
end_of(struct template *out)
{
	struct node **end = &out->body;

	while (*end != NULL && (*end)->next != NULL)
		end = &(*end)->next;
	if (*end != NULL && (*end)->kind == NODE_SECTION && (*end)->shown.when == NULL &&
	    (*end)->shown.unless == NULL)
		end = &(*end)->children;
	while (*end != NULL)
		end = &(*end)->next;
	return end;
}

void
compile_explanations(struct compiler *compiler)
{
	/* Headings are those of reports (三号): above the small words of a form one would fill a page. */
	struct style style = compile_style_of(compiler, "p");
	struct text source = text_make(compiler->cx->arena);
	xmlDocPtr document;

	text_add_fmt(&source, explanations, style.size_mpt / 1000, style.size_mpt % 1000,
	             style.leading / 1000, style.leading % 1000, style.first_indent / 1000,
	             style.first_indent % 1000);
	document = compile_parse(compiler, &source);
	*end_of(compiler->out) = compile_children(compiler, xmlDocGetRootElement(document));
}
