/* `gongkai doctor`: look at everything that the service needs, and say what is wrong and what helps. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "command/doctor_internal.h"
#include "command/fonts_internal.h"
#include "command/option.h"

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
	            "缺的字体请安装；模板改好以后用 gongkai check-template 检查", "%s%s%s",
	            fault == NULL ? inner.reason : fault->place, fault == NULL ? "" : "：",
	            fault == NULL ? "" : fault->what);
}

static const char *const role_names[] = { "宋", "黑", "楷", "仿宋" };

static bool
tell_set(struct doctor *doctor, const struct listing *listing, const struct charset *set)
{
	for (unsigned choice = 0; choice < FONT_CHOICE_COUNT; choice++) {
		struct gaps gaps = fonts_gaps(listing, set, choice);

		if (gaps.count == 0)
			continue;
		doctor_tell(doctor, DOCTOR_BAD, "字集",
		            "请安装缺少的字体，或者改正设置 fonts；gongkai fonts --gaps 列出所缺的字",
		            "%s：%s%s缺 %zu 字，如 U+%04X", set->name, role_names[choice / 2],
		            choice % 2 != 0 ? "（加粗）" : "", gaps.count,
		            (unsigned)gaps.characters[0]);
		return false;
	}
	return true;
}

/* What GB 18030-2022 demands; of the sets beyond it no font has all. */
static void
tell_gaps(struct doctor *doctor)
{
	struct ctx inner = ctx_make(doctor->line->cx->arena);
	struct listing listing = { .arena = inner.arena };
	bool is_whole = true;

	if (doctor->renderer == NULL)
		return;
	if (charset_list(&inner, &listing.sets, &listing.set_count) != ERR_OK ||
	    font_load(&inner, doctor->line->config.fonts, false, &listing.fonts) != ERR_OK) {
		doctor_tell(doctor, DOCTOR_UNSEEN, "字集", "请执行 gongkai fonts", "%s",
		            inner.reason);
		return;
	}
	for (size_t i = 0; i < listing.set_count; i++)
		if (text_starts_with(listing.sets[i].id, "gb18030"))
			is_whole = tell_set(doctor, &listing, &listing.sets[i]) && is_whole;
	font_free(listing.fonts);
	if (is_whole)
		doctor_tell(doctor, DOCTOR_GOOD, "字集", NULL, "GB 18030-2022 齐全");
}

static bool
is_address(const char *url)
{
	const char *host = strstr(url, "://");

	return (text_starts_with(url, "http://") || text_starts_with(url, "https://")) &&
	       host[3] != '\0' && host[3] != '/' && strpbrk(url, " \t\n\"<>") == NULL;
}

static enum err
read_arguments(struct doctor *doctor, int argc, char **argv)
{
	struct command_line *line = doctor->line;
	const struct option options[] = {
		{ "--json", NULL, &doctor->is_json },
		{ "--url", &doctor->url, NULL },
		{ "--nginx", &doctor->nginx, NULL },
		{ "--certificate", &doctor->certificate, NULL },
		{ "--security", &doctor->security, NULL },
		{ NULL, NULL, NULL },
	};

	TRY(option_none(line, options, argc, argv));
	if (doctor->url != NULL && !is_address(doctor->url))
		return command_misuse(line,
		                      "--url 是“%s”，应为网址，如 https://gongkai.example.gov.cn",
		                      doctor->url);
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
	doctor_libraries(&doctor);
	load_renderer(&doctor);
	tell_gaps(&doctor);
	doctor_database(&doctor);
	doctor_socket(&doctor);
	doctor_machine(&doctor);
	doctor_nginx(&doctor);
	renderer_free(doctor.renderer);
	if (doctor.is_json)
		printf("[%s]\n", doctor.json.data);
	/* The findings come before their number, wherever the two go. */
	fflush(stdout);
	if (doctor.bad == 0)
		return ERR_OK;
	return err_set(line->cx, ERR_CONFLICT, "%zu 处有问题", doctor.bad);
}
