#include "command/finding.h"

#include <string.h>

#include "command/wording.h"
#include "db/staff.h"
#include "doc/document_schema.h"
#include "template/place.h"
#include "template/template.h"
#include "template/unit.h"

struct finding_draft {
	struct finding_draft *next;
	const char *id;
	const struct json *document; /* NULL: there is none */
	struct unit_places *units;   /* where its form prints 万元; NULL: nobody has asked */
};

enum err
finding_open(struct ctx *cx, const struct renderer *renderer, struct connection *db,
             struct finding_reader *out)
{
	*out = (struct finding_reader){ .db = db, .renderer = renderer };
	return document_schema_load(cx, &out->schema);
}

void
finding_know(struct ctx *cx, struct finding_reader *reader, const char *id,
             const struct json *document)
{
	struct finding_draft *draft = arena_array(cx->arena, 1, sizeof *draft);

	*draft = (struct finding_draft){ .next = reader->drafts, .id = id, .document = document };
	reader->drafts = draft;
}

void
finding_forget(struct finding_reader *reader)
{
	reader->drafts = NULL;
}

const char *
finding_severity(const char *severity)
{
	if (strcmp(severity, "error") == 0)
		return "错误";
	return strcmp(severity, "warning") == 0 ? "提醒" : "提示";
}

/* A draft, read once. */
static enum err
find_draft(struct ctx *cx, struct finding_reader *reader, const char *id, struct finding_draft **out)
{
	struct ctx inner = ctx_make(cx->arena);
	struct finding_draft *draft = reader->drafts;
	const char *text;
	enum err status;

	while (draft != NULL && strcmp(draft->id, id) != 0)
		draft = draft->next;
	*out = draft;
	if (draft != NULL)
		return ERR_OK;
	finding_know(cx, reader, id, NULL);
	*out = reader->drafts;
	status = staff_draft(&inner, reader->db, id, "public", &text);
	if (status == ERR_OK)
		return json_parse(cx, id, text, strlen(text), &reader->drafts->document);
	return status == ERR_NOT_FOUND ? ERR_OK : err_set(cx, status, "%s", inner.reason);
}

static enum err
read_draft(struct ctx *cx, struct finding_reader *reader, const char *id,
           const struct json **document)
{
	struct finding_draft *draft = NULL;

	TRY(find_draft(cx, reader, id, &draft));
	*document = draft->document;
	return ERR_OK;
}

const char *
finding_words(struct arena *arena, const struct finding_reader *reader, const struct json *document,
              const char *pointer)
{
	const char *form = json_string(json_member(document, "form"));
	const struct template *template = form == NULL ? NULL
	                                               : renderer_template(reader->renderer, form);
	struct shape_world world = template_world(template, reader->schema);

	return place_words_at(arena, &world, document, pointer);
}

/* A cell is a pointer in the report, or in another one: ID#POINTER. */
static enum err
cell_words(struct ctx *cx, struct finding_reader *reader, const char *id, const struct json *value,
           const char **words)
{
	const char *cell = json_string(value);
	const char *mark = cell == NULL || *cell == '/' ? NULL : strchr(cell, '#');
	const struct json *document = NULL;
	const char *told;

	if (mark != NULL) {
		id = arena_printf(cx->arena, "%.*s", (int)(mark - cell), cell);
		cell = mark + 1;
	}
	TRY(read_draft(cx, reader, id, &document));
	told = cell == NULL || document == NULL ? cell
	                                        : finding_words(cx->arena, reader, document, cell);
	if (told == NULL || *told == '\0')
		told = "全文";
	*words = mark == NULL ? told : arena_printf(cx->arena, "%s 的%s", id, told);
	return ERR_OK;
}

static enum err
read_cells(struct ctx *cx, const struct audit_finding *finding, const struct json **cells)
{
	return json_parse(cx, finding->name, finding->cells, strlen(finding->cells), cells);
}

enum err
finding_place(struct ctx *cx, struct finding_reader *reader, const struct audit_finding *finding,
              const char **place)
{
	const struct json *cells = NULL;

	TRY(read_cells(cx, finding, &cells));
	return cell_words(cx, reader, finding->report_id, json_first(cells), place);
}

/* So many other cells are told; what there are more is counted. */
#define OTHERS_TOLD 3

/* The other cells that it is about. */
static enum err
tell_others(struct ctx *cx, struct finding_reader *reader, const struct audit_finding *finding,
            struct text *out)
{
	const struct json *cells = NULL;
	const char *words = "";
	size_t count = 0;

	TRY(read_cells(cx, finding, &cells));
	for (const struct json *cell = json_next(json_first(cells)); cell != NULL;
	     cell = json_next(cell), count++) {
		if (count >= OTHERS_TOLD)
			continue;
		TRY(cell_words(cx, reader, finding->report_id, cell, &words));
		text_add_fmt(out, "%s%s", count == 0 ? "    另见：" : "；", words);
	}
	if (count > OTHERS_TOLD)
		text_add_fmt(out, " 等 %zu 处", count);
	text_add_str(out, count == 0 ? "" : "\n");
	return ERR_OK;
}

enum err
finding_sentence(struct ctx *cx, struct finding_reader *reader, const struct audit_finding *finding,
                 const char **sentence)
{
	const struct template *template;
	struct finding_draft *draft = NULL;
	const struct json *figures;
	const char *form;

	*sentence = finding->sentence;
	if (strstr(finding->sentence, "元") == NULL)
		return ERR_OK;
	TRY(find_draft(cx, reader, finding->report_id, &draft));
	form = json_string(json_member(draft->document, "form"));
	template = form == NULL ? NULL : renderer_template(reader->renderer, form);
	if (template == NULL)
		return ERR_OK;
	if (draft->units == NULL) {
		draft->units = arena_alloc(cx->arena, sizeof *draft->units);
		unit_find(cx, template, draft->document, draft->units);
	}
	if (draft->units->count == 0)
		return ERR_OK;
	TRY(json_parse(cx, finding->name, finding->figures, strlen(finding->figures), &figures));
	*sentence = wording_in_wan(cx->arena, finding->wording, figures);
	return ERR_OK;
}

static enum err
tell_one(struct ctx *cx, struct finding_reader *reader, const struct audit_finding *finding,
         struct text *out)
{
	const char *place = "";
	const char *sentence = "";

	TRY(finding_place(cx, reader, finding, &place));
	TRY(finding_sentence(cx, reader, finding, &sentence));
	text_add_fmt(out, "  %s %s：%s\n    %s\n", finding_severity(finding->severity),
	             finding->name, place, sentence);
	TRY(tell_others(cx, reader, finding, out));
	text_add_fmt(out, "    依据：%s\n    办法：%s\n", finding->source, finding->cure);
	if (finding->reason != NULL)
		text_add_fmt(out, "    说明：%s（%s，%s%s）\n", finding->reason,
		             finding->explained_by, finding->explained_at,
		             finding->is_public ? "，随文公开" : "");
	return ERR_OK;
}

static enum err
title_of(struct ctx *cx, struct finding_reader *reader, const char *id, const char **title)
{
	const struct json *document = NULL;

	TRY(read_draft(cx, reader, id, &document));
	*title = json_string(json_member(document, "title"));
	if (*title == NULL)
		*title = "";
	return ERR_OK;
}

enum err
finding_tell(struct ctx *cx, struct finding_reader *reader, const struct audit_finding *findings,
             size_t count, struct text *out)
{
	const char *title;

	TRY(title_of(cx, reader, findings[0].report_id, &title));
	text_add_fmt(out, "%s %s\n", findings[0].report_id, title);
	for (size_t i = 0; i < count; i++)
		TRY(tell_one(cx, reader, &findings[i], out));
	return ERR_OK;
}

static void
add_member(struct text *out, const char *name, const char *value)
{
	text_add_fmt(out, ",\"%s\":", name);
	text_add_json(out, value);
}

static enum err
add_one(struct ctx *cx, struct finding_reader *reader, const struct audit_finding *finding,
        struct text *out)
{
	const char *place = "";
	const char *sentence = "";

	TRY(finding_place(cx, reader, finding, &place));
	TRY(finding_sentence(cx, reader, finding, &sentence));
	text_add_str(out, "{\"finding\":");
	text_add_json(out, finding->name);
	add_member(out, "rule", finding->rule);
	add_member(out, "severity", finding->severity);
	text_add_fmt(out, ",\"cells\":%s", finding->cells);
	add_member(out, "place", place);
	text_add_fmt(out, ",\"figures\":%s", finding->figures);
	add_member(out, "sentence", sentence);
	add_member(out, "source", finding->source);
	add_member(out, "cure", finding->cure);
	if (finding->reason != NULL) {
		text_add_str(out, ",\"explanation\":{\"reason\":");
		text_add_json(out, finding->reason);
		add_member(out, "by", finding->explained_by);
		add_member(out, "at", finding->explained_at);
		text_add_fmt(out, ",\"public\":%s}", finding->is_public ? "true" : "false");
	}
	text_add_str(out, "}");
	return ERR_OK;
}

enum err
finding_list_json(struct ctx *cx, struct finding_reader *reader,
                  const struct audit_finding *findings, size_t count, struct text *out)
{
	text_add_str(out, "[");
	for (size_t i = 0; i < count; i++) {
		text_add_str(out, i > 0 ? ",\n  " : "\n  ");
		TRY(add_one(cx, reader, &findings[i], out));
	}
	text_add_str(out, "\n]");
	return ERR_OK;
}

enum err
finding_json(struct ctx *cx, struct finding_reader *reader, const struct audit_finding *findings,
             size_t count, struct text *out)
{
	const char *title;

	TRY(title_of(cx, reader, findings[0].report_id, &title));
	text_add_str(out, "{\"report\":");
	text_add_json(out, findings[0].report_id);
	add_member(out, "title", title);
	text_add_str(out, ",\"findings\":");
	TRY(finding_list_json(cx, reader, findings, count, out));
	text_add_str(out, "}");
	return ERR_OK;
}
