#include "desk/desk_difference.h"

#include <string.h>

#include "db/work.h"
#include "page/difference.h"

const struct param desk_difference_params[] = {
	{ .name = "from", .kind = PARAM_INT, .min = 1, .max = 99999999 },
	{ .name = "to", .kind = PARAM_INT, .min = 1, .max = 99999999 },
	{ 0 },
};

/* When something was published is nothing that a draft could say. */
static void
add_patch(struct arena *arena, struct text *out, const struct difference *difference)
{
	struct json_difference *told = arena_array(arena, difference->told_count + 1, sizeof *told);

	for (size_t i = 0; i < difference->told_count; i++)
		told[i] = *difference->told[i].what;
	json_diff_patch(out, told, difference->told_count);
}

static struct report
edition(const struct work_difference *compared, const char *document)
{
	return (struct report){ .document = document,
		                .document_length = strlen(document),
		                .form = compared->form };
}

enum err
desk_difference(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *to = param_value(&call->page.params, "to");
	struct text out = text_make(cx->arena);
	struct work_difference compared;
	struct difference difference;
	struct report before;
	struct report after;

	TRY(work_difference(cx, call->db, call->names[0], param_value(&call->page.params, "from"),
	                    to, &compared));
	before = edition(&compared, compared.before);
	after = edition(&compared, compared.after);
	TRY(difference_make(cx, &call->desk->page, &before, &after, &difference));
	text_add_str(&out, "{\"id\":");
	text_add_json(&out, call->names[0]);
	text_add_fmt(&out, ",\"from\":%s,\"to\":%s,", compared.number, to == NULL ? "null" : to);
	difference_add(&out, &difference);
	text_add_str(&out, ",\"patch\":");
	add_patch(cx->arena, &out, &difference);
	text_add_str(&out, "}\n");
	desk_json(cx, 200, out.data, response);
	return ERR_OK;
}
