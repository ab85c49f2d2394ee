// A new draft: its form, and whose it is; its contents are those of the year before, without
// what is filled in anew, or the rows of the nearest other form of that kind.
"use strict";

import { getAll, getJson, onceKey, postJson, Problem } from "./api.js";
import { ask, field, fill, h, say } from "./dom.js";
import { may } from "./session.js";

const THIS_YEAR = new Date().getFullYear();

// Fields that are asked for in some cases only.
function part(legend, ...fields) {
	const element = h("fieldset", {}, h("legend", {}, legend), fields);
	element.show = (isShown) => { element.hidden = element.disabled = !isShown; };
	return element;
}

const text = (attributes = {}) => h("input", { required: true, maxlength: 200, ...attributes });

// A department that has no draft yet.
function newDepartment() {
	const [code, name, region, regionName] = [text({ maxlength: 64 }), text(), text({ maxlength: 12, inputmode: "numeric", pattern: "[0-9]{2,12}" }), text()];
	const element = part("还没有材料的部门", field("部门代码", code), field("部门名称", name), field("地区代码", region, "行政区划代码，如 522700"), field("地区名称", regionName));
	element.code = () => code.value.trim();
	element.read = () => ({ department: { code: code.value.trim(), name: name.value.trim() }, region: { code: region.value, name: regionName.value.trim() } });
	return element;
}

// The project of a form: one of those that there are, or a new one, which is asked for its name.
function projectFields(projects) {
	const code = h("input", { list: "projects", maxlength: 64 });
	const known = h("datalist", { id: "projects" });
	const name = text();
	const element = part("新项目", field("项目名称", name));
	const body = h("div", {}, field("项目代码", code, "去年的项目可以从列表里选；新的项目写它的代码。"), known, element);
	const tell = () => element.show(!body.hidden && code.value.trim() !== "" && !projects.has(code.value.trim()));
	code.addEventListener("input", tell);
	return {
		body,
		ask(isAsked) {
			body.hidden = !isAsked;
			tell();
		},
		offer: (department) => fill(known, [...projects].filter(([, one]) => one.department === department).map(([value, one]) => h("option", { value }, one.name))),
		code: () => (body.hidden ? "" : code.value.trim()),
		name: () => name.value.trim(),
	};
}

// Rows in which nothing stands are on the form all the same, to be typed in.
function withoutBlanks(value) {
	if (Array.isArray(value)) {
		return value.map(withoutBlanks).filter((item) => typeof item !== "object" || Object.keys(item).length > 0);
	}
	return typeof value !== "object" || value === null ? value
		: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutBlanks(one)]));
}

const CODE = /^[A-Za-z0-9-]*$/;

// A code that is none, in words.
function faultOfCode(department, project) {
	return (!CODE.test(department) && "部门代码只能有半角的字母、数字和连字符，如 522700-197")
		|| (!CODE.test(project) && "项目代码只能有半角的字母、数字和连字符，如 522700-197-2026-01") || null;
}

// What is there already is not begun again.
function refuse(problem) {
	throw problem.status === 409 ? new Problem(409, { detail: "这张表这一年已经有一份了，没有再建。请在“材料”里打开它接着填。" }) : problem;
}

// What the server knows of department and project stands; else it is what was typed.
async function make(kind, owner, { department, region, project }) {
	const blank = await getJson(`/templates/${kind}/blank?${new URLSearchParams(owner)}`);
	return postJson("/drafts", {
		...withoutBlanks(blank),
		...(blank.department.name ? {} : { department, region }),
		...(blank.project && !blank.project.name ? { project: { ...blank.project, name: project } } : {}),
	}, { headers: onceKey() }).catch(refuse);
}

export async function create(drafts, templates) {
	const departments = (await getAll("/departments", 1000, "after")).filter((one) => may("editor", one.code));
	const projects = projectFields(new Map(drafts.filter((one) => one.project).map((one) => [one.project.code, { name: one.project.name, department: one.department.code }])));
	const form = h("select", {
		required: true,
		onchange: () => projects.ask(templates.find((one) => one.form === form.value)?.project),
	}, templates.map((one) => h("option", { value: one.form }, `${one.form} ${one.name}`)));
	const year = h("input", { type: "number", min: 2000, max: 2100, value: THIS_YEAR, required: true });
	const other = newDepartment();
	const department = h("select", {
		onchange: () => { other.show(department.value === ""); projects.offer(department.value); },
	}, departments.map((one) => h("option", { value: one.code }, one.name)), h("option", { value: "" }, "另一个部门…"));
	[form, department].forEach((control) => control.dispatchEvent(new Event("change")));
	const made = await ask({
		title: "新建一份材料",
		confirm: "新建",
		body: h("div", {}, field("表式", form), field("部门", department), other, field("年度", year), projects.body),
		check: () => faultOfCode(department.value || other.code(), projects.code()),
		act: () => make(form.value, {
			department: department.value || other.code(), year: year.value, ...(projects.code() ? { project: projects.code() } : {}),
		}, { ...other.read(), project: projects.name() }),
	});
	if (made) {
		say("已新建。");
		location.hash = `#/form/${encodeURIComponent(made.id)}`;
	}
}
