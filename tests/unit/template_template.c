/* Folders of templates. */
#include "template/template.h"

#include <sys/stat.h>

#include "tests/unit/forms.h"
#include "tests/unit/tap.h"

#define NAMED(id) "<form id=\"" id "\" name=\"表" id "\" version=\"1\" title=\"t\">\n<page/>\n"

static char folder[] = "/tmp/gongkai-templates-XXXXXX";

static const char *
path_of(struct arena *arena, const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static void
put(struct arena *arena, const char *name, const char *content)
{
	forms_write(path_of(arena, name), content, strlen(content));
}

/* The templates of the tree are without fault. */
static void
check_tree(struct ctx *cx, const struct schema *schema)
{
	struct template_set *set = NULL;
	const struct template *template;
	struct text file;

	if (!ok(template_set_load(cx, TREE "/templates", schema, &set) == ERR_OK, "templates/"))
		return;
	is_int((long long)template_count(set), forms_count(TREE "/templates/*.xml"), "all of them");
	for (size_t i = 0; i < template_count(set); i++) {
		template = template_at(set, i);
		ok(template_find(set, template_id(template)) == template, "%s",
		   template_id(template));
	}
	ok(template_at(set, template_count(set)) == NULL, "no other");
	ok(template_find(set, "e1") == NULL && template_find(set, "") == NULL, "no other");
	template = template_find(set, "T2");
	is_str(template_id(template), "T2", "its identifier");
	is_str(template_name(template), "部门项目支出预算绩效目标表", "its name");
	is_int(text_read_file(cx, TREE "/templates/T2.xml", 1000000, &file), ERR_OK, "its file");
	is_str(template_digest(template), text_sha256(cx->arena, file.data, file.length),
	       "its digest is that of the file");
	ok(template_fields(template_find(set, "E1")) == NULL, "E1 declares no fields");
	is_str(template_fields(template)->name, "project_period", "T2 declares fields");
	is_str(template_fields(template)->type, "text", "with a type");
	is_str(template_fields(template)->label, "项目期限", "and a label");
	ok(template_is_of_project(template), "T2 is about a project");
	ok(template_is_of_project(template_find(set, "M1")), "M1, too");
	ok(!template_is_of_project(template_find(set, "D1")), "D1 is not");
	ok(!template_is_of_project(template_find(set, "L1")),
	   "nor L1, whose loop calls its items so");
	template_set_free(set);
	template_set_free(NULL);
}

static void
check_good(struct ctx *cx, const struct schema *schema)
{
	struct arena *arena = cx->arena;
	struct template_set *set = NULL;

	put(arena, "b.xml", NAMED("B") "<p/></form>");
	put(arena, "a.xml", NAMED("A") "<p/></form>");
	put(arena, ".hidden.xml", "no template");
	put(arena, "a.xml~", "no template");
	put(arena, "README.md", "no template");
	is_int(template_set_load(cx, folder, schema, &set), ERR_OK, "a folder with other files");
	is_int((long long)template_count(set), 2, "has two templates");
	is_str(template_id(template_at(set, 0)), "A", "in order of their files");
	template_set_free(set);
	is_int(template_load_file(cx, folder, path_of(arena, "b.xml"), schema, &set), ERR_OK,
	       "one file");
	is_int((long long)template_count(set), 1, "is a set of one");
	ok(template_find(set, "B") != NULL, "with that form");
	template_set_free(set);
}

/* All faults of all files, in order of the files. */
static void
check_faults(struct ctx *cx, const struct schema *schema)
{
	static const struct {
		const char *place;
		const char *what;
	} faults[] = {
		{ "b.xml:3", "<p>：{titel}" },
		{ "b.xml:4", "<p size>：是“9”" },
		{ "c.xml", "表式 A 已有模板，请改 id 或删去一个文件" },
		{ "d.xml:3", "<x> 不能放在 <form> 里" },
		{ "e.xml", "模板第 5 行：这一行的单元格多于 1 列" },
		{ "f.xml:4", "不合 XML 语法" },
		{ "g.xml", "大于 4194304 字节" },
		{ "h.xml", "" },
	};
	struct arena *arena = cx->arena;
	struct template_set *set = NULL;
	const struct fault *fault;
	char *large = arena_alloc(arena, 4 * 1024 * 1024 + 2);

	memset(large, ' ', 4 * 1024 * 1024 + 1);
	put(arena, "b.xml", NAMED("B") "<p>{titel}</p>\n<p size=\"9\"/></form>");
	put(arena, "c.xml", NAMED("A") "<p/></form>");
	put(arena, "d.xml", NAMED("D") "<x/></form>");
	put(arena, "e.xml",
	    NAMED("E") "<table columns=\"1\">\n\n<row><cell/><cell/></row></table></form>");
	put(arena, "f.xml", NAMED("F") "<p>\n</form>");
	put(arena, "g.xml", large);
	put(arena, "h.xml", "");
	is_int(template_set_load(cx, folder, schema, &set), ERR_INPUT, "a folder with faults");
	fault = cx->faults;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		const char *place = path_of(arena, faults[i].place);

		while (i == 6 && fault != NULL && strstr(fault->place, "f.xml") != NULL)
			fault = fault->next;
		if (!ok(fault != NULL && strcmp(fault->place, place) == 0 &&
		                strstr(fault->what, faults[i].what) != NULL,
		        "%s: %s", faults[i].place, faults[i].what))
			printf("# %s: %s\n", fault == NULL ? "-" : fault->place,
			       fault == NULL ? "-" : fault->what);
		fault = fault == NULL ? NULL : fault->next;
	}
	is_str(cx->reason, arena_printf(arena, "模板有 %zu 处错误", cx->fault_count), "counted");
}

static void
check_nothing(struct ctx *cx, const struct schema *schema)
{
	struct arena *arena = cx->arena;
	struct template_set *set = NULL;

	is_int(template_load_file(cx, folder, path_of(arena, "none.xml"), schema, &set), ERR_INPUT,
	       "no such file");
	ok(cx->faults != NULL && strstr(cx->faults->what, "没有这个文件") != NULL, "is told");
	*cx = ctx_make(arena);
	unlink(path_of(arena, "template.rng"));
	is_int(template_set_load(cx, folder, schema, &set), ERR_INPUT, "no vocabulary");
	is_str(cx->reason,
	       arena_printf(arena,
	                    "%s/template.rng：读不出模板的语法；它和模板放在一起，请从 gongkai 自带的模板文件夹复制",
	                    folder),
	       "is told by name");
	*cx = ctx_make(arena);
	is_int(template_load_file(cx, folder, path_of(arena, "a.xml"), schema, &set), ERR_INPUT,
	       "for one file as well");
	*cx = ctx_make(arena);
	is_int(template_set_load(cx, path_of(arena, "none"), schema, &set), ERR_INPUT, "no folder");
	ok(strstr(cx->reason, path_of(arena, "none")) != NULL, "is told by name");
}

int
main(void)
{
	static const char *const names[] = { "a.xml",       "b.xml",  "c.xml",    "d.xml",
		                             "e.xml",       "f.xml",  "g.xml",    "h.xml",
		                             ".hidden.xml", "a.xml~", "README.md" };
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct schema *schema;
	struct text rng;

	if (mkdtemp(folder) == NULL || document_schema_load(&cx, &schema) != ERR_OK ||
	    text_read_file(&cx, TREE "/templates/template.rng", 1000000, &rng) != ERR_OK)
		return 1;
	put(arena, "template.rng", rng.data);
	check_tree(&cx, schema);
	check_good(&cx, schema);
	check_faults(&cx, schema);
	cx = ctx_make(arena);
	check_nothing(&cx, schema);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(path_of(arena, names[i]));
	rmdir(folder);
	arena_free(arena);
	return done_testing();
}
