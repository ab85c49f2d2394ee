/* Text as the source of a manual page: for groff's man macros, in UTF-8. */
#ifndef MANUAL_ROFF_H
#define MANUAL_ROFF_H

/* `title` such as "GONGKAI 1"; lines may break between Han characters. */
void roff_begin(const char *title);

void roff_section(const char *name);
void roff_subsection(const char *name);

/* The one line that whatis(1) finds. */
void roff_name(const char *name, const char *summary);

/* A paragraph; what stands between backticks is bold. */
void roff_paragraph(const char *text);

/* A term, and what the next roff_explain() says beside it. */
void roff_term(const char *name, const char *value);

/* Text on the lines after a term. */
void roff_explain(const char *text);

/* A line of its own, not filled, its first word bold. */
void roff_call(const char *program, const char *arguments);

#endif
