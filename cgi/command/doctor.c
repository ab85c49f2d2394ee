/* `gongkai doctor`: look at everything that the service needs, and say what is wrong and what helps. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "command/doctor_internal.h"

static const struct {
	const char *mark;
	const char *name;
} states[] = {
	[DOCTOR_GOOD] = { "✓", "good" },
	[DOCTOR_BAD] = { "✗", "bad" },
	[DOCTOR_UNSEEN] = { "！", "unseen" },
};

static void
add_json(struct doctor *doctor, enum doctor_state state, const char *what, const char *found,
         const char *cure)
{
	struct text *json = &doctor->json;

	text_add_fmt(json, "%s{\"state\":\"%s\",\"what\":", json->length == 0 ? "" : ",\n",
	             states[state].name);
	text_add_json(json, what);
	text_add_str(json, ",\"found\":");
	text_add_json(json, found);
	if (cure != NULL) {
		text_add_str(json, ",\"cure\":");
		text_add_json(json, cure);
	}
	text_add_str(json, "}");
}

void
doctor_tell(struct doctor *doctor, enum doctor_state state, const char *what, const char *cure,
            const char *fmt, ...)
{
	char found[1000];
	va_list args;

	va_start(args, fmt);
	vsnprintf(found, sizeof found, fmt, args);
	va_end(args);
	found[text_utf8_check(found, strlen(found))] = '\0';
	if (state == DOCTOR_GOOD)
		cure = NULL;
	doctor->bad += state == DOCTOR_BAD;
	if (doctor->is_json) {
		add_json(doctor, state, what, found, cure);
		return;
	}
	printf("%s %s：%s\n", states[state].mark, what, found);
	if (cure != NULL)
		printf("    %s\n", cure);
}

/* The templates and the fonts, as the server would load them. */
static void
load_renderer(struct doctor *doctor)
{
	const struct config *config = &doctor->line->config;
	struct ctx inner = ctx_make(doctor->line->cx->arena);
	const struct fault *fault;

	if (renderer_load(&inner, config->templates, config->fonts, false, &doctor->renderer) ==
	    ERR_OK) {
		doctor_tell(doctor, DOCTOR_GOOD, "模板和字体", NULL, "%zu 个模板，%zu 个字面",
		            renderer_template_count(doctor->renderer),
		            renderer_face_count(doctor->renderer));
		return;
	}
	fault = inner.faults;
	doctor_tell(doctor, DOCTOR_BAD, "模板和字体",
	            "模板用 gongkai check-template 检查，字体用 gongkai fonts 检查", "%s%s%s",
	            fault == NULL ? inner.reason : fault->place, fault == NULL ? "" : "：",
	            fault == NULL ? "" : fault->what);
}

static enum err
read_arguments(struct doctor *doctor, int argc, char **argv)
{
	struct command_line *line = doctor->line;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			doctor->is_json = true;
		else if (strcmp(argv[i], "--url") == 0)
			TRY(command_value(line, argc, argv, &i, &doctor->url));
		else if (strcmp(argv[i], "--certificate") == 0)
			TRY(command_value(line, argc, argv, &i, &doctor->certificate));
		else if (strcmp(argv[i], "--security") == 0)
			TRY(command_value(line, argc, argv, &i, &doctor->security));
		else
			return command_misuse(line, "doctor 没有参数 %s", argv[i]);
	}
	return ERR_OK;
}

enum err
doctor_run(struct command_line *line, int argc, char **argv)
{
	struct doctor doctor = { .line = line,
		                 .certificate = "/etc/nginx/tls/gongkai.crt",
		                 .security = "/etc/gongkai/security.txt",
		                 .json = text_make(line->cx->arena) };

	TRY(read_arguments(&doctor, argc, argv));
	doctor_tell(&doctor, DOCTOR_GOOD, "程序", NULL, "gongkai %s", PACKAGE_VERSION);
	load_renderer(&doctor);
	doctor_database(&doctor);
	doctor_machine(&doctor);
	renderer_free(doctor.renderer);
	if (doctor.is_json)
		printf("[%s]\n", doctor.json.data);
	if (doctor.bad == 0)
		return ERR_OK;
	return err_set(line->cx, ERR_CONFLICT, "%zu 处有问题", doctor.bad);
}
