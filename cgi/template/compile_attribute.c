/* Attributes of a template's elements: what all that compiles them reads. */
#include <stdlib.h>

#include "template/compile_internal.h"

void
compile_fault(struct compiler *compiler, const xmlNode *node, const char *attribute,
              const char *what)
{
	struct arena *arena = compiler->cx->arena;
	const char *place = arena_printf(arena, "%s:%ld", compiler->path, xmlGetLineNo(node));

	if (attribute == NULL)
		err_add_fault(compiler->cx, place, "<%s>：%s", node->name, what);
	else
		err_add_fault(compiler->cx, place, "<%s %s>：%s", node->name, attribute, what);
}

const char *
compile_attribute(struct compiler *compiler, xmlNodePtr node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	const char *copy = value == NULL ? NULL
	                                 : arena_strdup(compiler->out->arena, (const char *)value);

	xmlFree(value);
	return copy;
}

const char *
compile_required(struct compiler *compiler, xmlNodePtr node, const char *name)
{
	const char *value = compile_attribute(compiler, node, name);

	return value == NULL ? "" : value;
}

/* A context for one attempt: its memory is the template's, its error becomes a fault. */
struct ctx
compile_attempt(struct compiler *compiler)
{
	return ctx_make(compiler->out->arena);
}

void
compile_length(struct compiler *compiler, xmlNodePtr source, const char *name, int *out)
{
	const char *value = compile_attribute(compiler, source, name);
	struct ctx attempt = compile_attempt(compiler);

	if (value != NULL && style_length(&attempt, value, out) != ERR_OK)
		compile_fault(compiler, source, name, attempt.reason);
}

unsigned
compile_count(struct compiler *compiler, xmlNodePtr source, const char *name, unsigned fallback,
              unsigned max)
{
	const char *value = compile_attribute(compiler, source, name);
	char *end;
	unsigned long number;

	if (value == NULL)
		return fallback;
	number = strtoul(value, &end, 10);
	if (*value < '0' || *value > '9' || *end != '\0' || number > max) {
		compile_fault(compiler, source, name,
		              arena_printf(compiler->cx->arena, "是“%s”，应为不大于 %u 的整数",
		                           value, max));
		return fallback;
	}
	return (unsigned)number;
}

static void
compile_condition(struct compiler *compiler, xmlNodePtr source, const char *name,
                  const struct bind_condition **out)
{
	const char *value = compile_attribute(compiler, source, name);
	struct ctx attempt = compile_attempt(compiler);

	if (value != NULL && bind_compile_condition(&attempt, &compiler->names, value, out) != ERR_OK)
		compile_fault(compiler, source, name, attempt.reason);
}

void
compile_shown(struct compiler *compiler, xmlNodePtr source, struct shown *out)
{
	compile_condition(compiler, source, "when", &out->when);
	compile_condition(compiler, source, "unless", &out->unless);
}

struct piece *
compile_bindings(struct compiler *compiler, xmlNodePtr node, const char *attribute, const char *text)
{
	struct ctx attempt = compile_attempt(compiler);
	struct piece *pieces;

	if (bind_compile_text(&attempt, &compiler->names, text, &pieces) != ERR_OK) {
		compile_fault(compiler, node, attribute, attempt.reason);
		return NULL;
	}
	for (struct piece *piece = pieces; piece != NULL; piece = piece->next)
		piece->line = (unsigned)xmlGetLineNo(node);
	return pieces;
}

struct piece *
compile_pieces(struct compiler *compiler, xmlNodePtr source, const char *name)
{
	const char *value = compile_attribute(compiler, source, name);

	return value == NULL ? NULL : compile_bindings(compiler, source, name, value);
}
