#include "text/markup_math.h"

#include <string.h>

#include "text/characters.h"
#include "text/mark.h"

#define NESTING_MAX 20

static const struct {
	const char *name;
	const char *text;
} symbols[] = {
	{ "geq", "≥" },        { "ge", "≥" },        { "geqslant", "≥" },   { "leq", "≤" },
	{ "le", "≤" },         { "leqslant", "≤" },  { "gt", ">" },         { "lt", "<" },
	{ "neq", "≠" },        { "ne", "≠" },        { "times", "×" },      { "div", "÷" },
	{ "pm", "±" },         { "mp", "∓" },        { "cdot", "·" },       { "cdots", "…" },
	{ "ldots", "…" },      { "dots", "…" },      { "sim", "～" },       { "approx", "≈" },
	{ "equiv", "≡" },      { "to", "→" },        { "rightarrow", "→" }, { "leftarrow", "←" },
	{ "uparrow", "↑" },    { "downarrow", "↓" }, { "Rightarrow", "⇒" }, { "infty", "∞" },
	{ "sum", "∑" },        { "prod", "∏" },      { "circ", "°" },       { "degree", "°" },
	{ "prime", "′" },      { "percent", "%" },   { "permil", "‰" },     { "in", "∈" },
	{ "cup", "∪" },        { "cap", "∩" },       { "because", "∵" },    { "therefore", "∴" },
	{ "angle", "∠" },      { "triangle", "△" },  { "Delta", "Δ" },      { "alpha", "α" },
	{ "beta", "β" },       { "gamma", "γ" },     { "delta", "δ" },      { "epsilon", "ε" },
	{ "varepsilon", "ε" }, { "theta", "θ" },     { "lambda", "λ" },     { "mu", "μ" },
	{ "pi", "π" },         { "rho", "ρ" },       { "sigma", "σ" },      { "phi", "φ" },
	{ "omega", "ω" },      { "Sigma", "Σ" },     { "Omega", "Ω" },      { "star", "★" },
	{ "bigstar", "★" },    { "ast", "*" },       { "bullet", "•" },     { "checkmark", "√" },
	{ "square", "□" },     { "mid", "|" },       { "max", "max" },      { "min", "min" },
	{ "log", "log" },      { "ln", "ln" },       { "lim", "lim" },      { "quad", " " },
	{ "qquad", "  " },     { "left", "" },       { "right", "" },       { "displaystyle", "" },
	{ "limits", "" },      { "big", "" },        { "Big", "" },
};

/* Commands whose argument is printed as it is. */
static const char *const wrappers[] = { "text",         "mathrm",     "mathbf",   "mathit",
	                                "mathsf",       "mbox",       "textbf",   "textit",
	                                "textrm",       "bm",         "rm",       "bf",
	                                "operatorname", "boldsymbol", "overline", "boxed" };

struct math {
	struct ctx *cx;
	const char *text; /* all of it, for messages */
	const char *s;
	const char *end;
	unsigned depth;
	bool keeps_blanks; /* in \text{} */
	bool is_script;    /* within what is raised or lowered */
};

static enum err decode_run(struct math *math, struct text *out);
static enum err decode_command(struct math *math, struct text *out);

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *
find_symbol(const char *name)
{
	for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++)
		if (strcmp(symbols[i].name, name) == 0)
			return symbols[i].text;
	return NULL;
}

static bool
is_wrapper(const char *name)
{
	for (size_t i = 0; i < sizeof wrappers / sizeof wrappers[0]; i++)
		if (strcmp(wrappers[i], name) == 0)
			return true;
	return false;
}

static bool
is_fraction(const char *name)
{
	return strcmp(name, "frac") == 0 || strcmp(name, "dfrac") == 0 || strcmp(name, "tfrac") == 0;
}

static void
skip_blanks(struct math *math)
{
	while (math->s < math->end && strchr(" \t\r\n", *math->s) != NULL)
		math->s++;
}

/* The bytes of the character at the cursor. */
static size_t
char_length(const struct math *math)
{
	uint32_t c;

	return text_utf8_next(math->s, &c);
}

/* An argument: a group in braces, a command, or one character. */
static enum err
decode_argument(struct math *math, const char **out)
{
	struct text text = text_make(math->cx->arena);

	skip_blanks(math);
	if (math->s < math->end && *math->s == '{') {
		math->s++;
		TRY(decode_run(math, &text));
		if (math->s < math->end)
			math->s++;
	} else if (math->s < math->end && *math->s == '\\') {
		TRY(decode_command(math, &text));
	} else if (math->s < math->end) {
		size_t length = char_length(math);

		text_add(&text, math->s, length);
		math->s += length;
	}
	*out = text.data;
	return ERR_OK;
}

/* Of more than one term, so that it needs parentheses beside an operator. */
static bool
is_compound(const char *s)
{
	return strpbrk(s, "+-/*= ") != NULL || strstr(s, "×") != NULL || strstr(s, "÷") != NULL ||
	       strstr(s, "·") != NULL;
}

static void
add_term(struct text *out, const char *s)
{
	text_add_fmt(out, is_compound(s) ? "(%s)" : "%s", s);
}

static enum err
decode_fraction(struct math *math, struct text *out)
{
	const char *above;
	const char *below;

	TRY(decode_argument(math, &above));
	TRY(decode_argument(math, &below));
	add_term(out, above);
	text_add_str(out, "/");
	add_term(out, below);
	return ERR_OK;
}

static enum err
decode_root(struct math *math, struct text *out)
{
	const char *of;

	TRY(decode_argument(math, &of));
	text_add_fmt(out, strlen(of) > 1 ? "√(%s)" : "√%s", of);
	return ERR_OK;
}

static enum err
decode_wrapper(struct math *math, struct text *out)
{
	bool outer = math->keeps_blanks;
	const char *content;

	math->keeps_blanks = true;
	TRY(decode_argument(math, &content));
	math->keeps_blanks = outer;
	text_add_str(out, content);
	return ERR_OK;
}

/*
 * `^{2}` and `_{2}`. Within another there is no place for it: it is written behind
 * its sign, since a^(b^c) is not a^(bc).
 */
static enum err
decode_script(struct math *math, struct text *out)
{
	bool is_raised = *math->s++ == '^';
	bool is_inner = math->is_script;
	const char *script;

	math->is_script = true;
	TRY(decode_argument(math, &script));
	math->is_script = is_inner;
	if (strcmp(script, "°") == 0 || strcmp(script, "′") == 0) {
		text_add_str(out, script);
	} else if (is_inner) {
		text_add_fmt(out, "%s(%s)", is_raised ? "^" : "_", script);
	} else {
		text_add_char(out, is_raised ? MARK_RAISE : MARK_LOWER);
		text_add_str(out, script);
		text_add_char(out, MARK_LEVEL);
	}
	return ERR_OK;
}

/* A backslash and the character that it escapes. */
static void
decode_escape(struct math *math, struct text *out)
{
	size_t length = char_length(math);

	if (*math->s == ' ' || *math->s == '\\')
		text_add_str(out, " ");
	else if (strchr(",;:!()[]", *math->s) == NULL)
		text_add(out, math->s, length);
	math->s += length;
}

static const char *
read_name(struct math *math)
{
	const char *start = math->s;

	while (math->s < math->end && is_letter(*math->s))
		math->s++;
	return arena_strndup(math->cx->arena, start, (size_t)(math->s - start));
}

/* The cursor stands behind the name of the command and its backslash. */
static enum err
refuse_command(struct math *math, const char *name)
{
	size_t length = (size_t)(math->s - math->text) - strlen(name) - 1;
	const char *before = arena_strndup(math->cx->arena, math->text, length);

	return err_set(math->cx, ERR_INPUT, "“%s”之后的公式命令“\\%.40s”不认识，请改写成文字或符号",
	               characters_tail(math->cx->arena, before), name);
}

static enum err
decode_command(struct math *math, struct text *out)
{
	const char *symbol;
	const char *name;

	math->s++;
	if (math->s == math->end)
		return ERR_OK;
	if (!is_letter(*math->s)) {
		decode_escape(math, out);
		return ERR_OK;
	}
	name = read_name(math);
	if (is_fraction(name))
		return decode_fraction(math, out);
	if (strcmp(name, "sqrt") == 0)
		return decode_root(math, out);
	if (is_wrapper(name))
		return decode_wrapper(math, out);
	symbol = find_symbol(name);
	if (symbol == NULL)
		return refuse_command(math, name);
	text_add_str(out, symbol);
	return ERR_OK;
}

/* Decode to the end of the formula or of the group in braces. */
static enum err
decode_run(struct math *math, struct text *out)
{
	if (++math->depth > NESTING_MAX)
		return err_set(math->cx, ERR_INPUT, "公式里的括号多于 %d 层", NESTING_MAX);
	while (math->s < math->end && *math->s != '}') {
		size_t length = char_length(math);

		if (*math->s == '\\') {
			TRY(decode_command(math, out));
		} else if (*math->s == '^' || *math->s == '_') {
			TRY(decode_script(math, out));
		} else if (*math->s == '{') {
			math->s++;
			TRY(decode_run(math, out));
			math->s += math->s < math->end;
		} else {
			if (math->keeps_blanks || strchr(" \t\r\n", *math->s) == NULL)
				text_add(out, math->s, length);
			math->s += length;
		}
	}
	math->depth--;
	return ERR_OK;
}

/* Is what stands between two `$` a formula? Of money it is not: $100 和 $200. */
static bool
is_formula(const char *s, const char *end)
{
	bool is_ascii = true;

	if (s == end || *s == ' ' || end[-1] == ' ' || (end[1] >= '0' && end[1] <= '9'))
		return false;
	for (; s < end; s++) {
		if (strchr("\\^_{", *s) != NULL)
			return true;
		is_ascii &= (unsigned char)*s < 0x80;
	}
	return is_ascii;
}

/* A text in which formulas are looked for. */
struct search {
	struct ctx *cx;
	const char *text;
	const char *s;
	const char *end;
	const char *dollar; /* where the last search for a `$` ended, or NULL */
	bool is_last[2];    /* no `\)`, no `\]` comes any more */
	struct text out;
};

/* A whole formula; a brace too many is no text. */
static enum err
decode_formula(struct search *search, const char *s, const char *end)
{
	struct math math = { .cx = search->cx, .text = search->text, .s = s, .end = end };

	while (math.s < end) {
		TRY(decode_run(&math, &search->out));
		math.s += math.s < end;
	}
	return ERR_OK;
}

/*
 * The first `$` at or behind `start` that no backslash escapes, or the end of the
 * line. The last answer holds for all starts before it: no text is searched twice.
 */
static const char *
find_dollar(struct search *search, const char *start)
{
	const char *end = search->dollar;

	if (end != NULL && end >= start)
		return end;
	end = start + strcspn(start, "$\n");
	while (*end == '$' && end > start && end[-1] == '\\')
		end += 1 + strcspn(end + 1, "$\n");
	return search->dollar = end;
}

/* A `$`: the formula that it begins, or itself. */
static enum err
decode_dollar(struct search *search)
{
	size_t width = search->s[1] == '$' ? 2 : 1;
	const char *start = search->s + width;
	const char *end = find_dollar(search, start);

	if (*end != '$' || (width == 2 && end[1] != '$') || !is_formula(start, end)) {
		text_add(&search->out, search->s, width);
		search->s = start;
		return ERR_OK;
	}
	search->s = end + width;
	return decode_formula(search, start, end);
}

/* Is this a command that stands outside of a formula, and no part of a path of files? */
static bool
is_known_command(const char *s, const char *text)
{
	size_t length = 1;
	char name[20] = "";

	if (s > text && (is_letter(s[-1]) || strchr(":\\/", s[-1]) != NULL))
		return false;
	while (length < sizeof name && is_letter(s[length]))
		length++;
	if (length == 1)
		return s[1] != '\0' && strchr("%$#&_", s[1]) != NULL;
	if (length == sizeof name)
		return false;
	memcpy(name, s + 1, length - 1);
	if (is_fraction(name) || is_wrapper(name) || strcmp(name, "sqrt") == 0)
		return s[length] == '{';
	return find_symbol(name) != NULL;
}

/* The end of a formula in `\(…\)` or `\[…\]`, or NULL when none begins here. */
static const char *
find_close(struct search *search)
{
	bool is_square = search->s[1] == '[';
	const char *close = NULL;

	if ((search->s[1] == '(' || is_square) && !search->is_last[is_square]) {
		close = strstr(search->s + 2, is_square ? "\\]" : "\\)");
		search->is_last[is_square] = close == NULL;
	}
	return close;
}

/* A backslash: a formula, a command, or itself. */
static enum err
decode_backslash(struct search *search)
{
	struct math math = {
		.cx = search->cx, .text = search->text, .s = search->s, .end = search->end
	};
	const char *close = find_close(search);

	if (close != NULL) {
		const char *start = search->s + 2;

		search->s = close + 2;
		return decode_formula(search, start, close);
	}
	if (is_known_command(search->s, search->text)) {
		TRY(decode_command(&math, &search->out));
		search->s = math.s;
	} else {
		text_add(&search->out, search->s++, 1);
	}
	return ERR_OK;
}

enum err
markup_math(struct ctx *cx, const char *text, const char **out)
{
	struct search search = { .cx = cx,
		                 .text = text,
		                 .s = text,
		                 .end = text + strlen(text),
		                 .out = text_make(cx->arena) };

	while (*search.s != '\0') {
		size_t length = strcspn(search.s, "$\\");

		text_add(&search.out, search.s, length);
		search.s += length;
		if (*search.s == '$')
			TRY(decode_dollar(&search));
		else if (*search.s == '\\')
			TRY(decode_backslash(&search));
	}
	*out = search.out.data;
	return ERR_OK;
}
