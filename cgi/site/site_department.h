/*
 * The pages of a department, of one of its years, and of a project: answers of the API as
 * tables and charts.
 */
#ifndef SITE_SITE_DEPARTMENT_H
#define SITE_SITE_DEPARTMENT_H

#include "base/text.h"
#include "doc/json.h"

/* What the page of a department is made of; each an answer of the API. */
struct site_department {
	const struct json *department; /* /departments/{code} */
	const struct json *totals;     /* /totals?department= */
	const struct json *years;      /* /overall-expenditures?department= */
	const struct json *projects;   /* /projects?department= */
	const struct json *latest;     /* /latest?department= */
	const char *site;              /* what stands before addresses, or NULL */
};

void site_department_write(struct text *out, const struct site_department *page);

/* All its projects in parts: /departments/{code} and /projects?department=, at that address. */
void site_department_projects(struct text *out, const struct json *department,
                              const struct json *projects, const char *address);

/* One year: /overall-expenditures/{department}/{year}. */
void site_department_year(struct text *out, const struct json *overall);

/* A project over its years: /projects/{code}. */
void site_department_project(struct text *out, const struct json *project);

#endif
