// What waits for whoever is there, and how far all is.
"use strict";

import { getAll, getJson, onceKey, postJson } from "./api.js";
import { deadline, titleOf } from "./draft.js";
import { ask, button, field, fill, h, moment, say } from "./dom.js";
import { allKept } from "./keep.js";
import { may, who } from "./session.js";
import { STATES } from "./words.js";

const THIS_YEAR = new Date().getFullYear();

export async function startPage(place) {
	const [drafts, unsaved] = await Promise.all([getAll("/drafts", 2000), allKept(who().account).catch(() => [])]);
	const year = Number(sessionStorage.getItem("year")) || Math.max(...drafts.map((draft) => draft.year), 2000);
	const overview = h("section");
	const waiting = tasks(drafts, unsaved).filter(Boolean);
	fill(place, h("h1", {}, "开始"), waiting.length > 0 ? h("div", { class: "tasks" }, waiting) : h("p", {}, "现在没有等您处理的材料。"),
		may("editor") && h("div", { class: "actions" }, button("新建一份材料", () => create(drafts), { class: "primary" })),
		overview);
	const years = new Set([year, ...drafts.map((draft) => draft.year), ...Array.from({ length: 8 }, (_, i) => THIS_YEAR + 1 - i)]);
	await showOverview(overview, year, [...years].sort((a, b) => b - a));
}

function tasks(drafts, unsaved) {
	const of = (state, role) => drafts.filter((draft) => draft.state === state && may(role, draft.department.code))
		.sort((a, b) => (a.days_left ?? Infinity) - (b.days_left ?? Infinity));
	const mine = of("draft", "editor");
	return [
		unsaved.length > 0 && list("还没有传到服务器", unsaved.map((record) => ({
			id: record.id, title: titleOf(drafts.find((draft) => draft.id === record.id) ?? record.mine), small: `${moment(record.at)} 在本机填写`,
		})), "form"),
		list("退给我修改", mine.filter((draft) => draft.returned).map(line), "form"),
		list("等我填报", mine.filter((draft) => !draft.returned).map(line), "form"),
		list("等我审核", of("in_review", "reviewer").map(line), "review"),
		list("等我公开", of("approved", "publisher").map(line), "publish"),
	];
}

function line(draft) {
	const { errors = 0, warnings = 0 } = draft.findings ?? {};
	return {
		id: draft.id,
		title: titleOf(draft),
		small: [draft.department.name, errors > 0 && `${errors} 条错误`, warnings > 0 && `${warnings} 条提醒`,
			draft.due_on && deadline(draft), draft.edited_at && `${moment(draft.edited_at)} ${draft.edited_by ?? ""}`].filter(Boolean).join(" · "),
	};
}

const SHOWN = 8;

function list(title, items, path) {
	if (items.length === 0) {
		return null;
	}
	const rest = h("ul", { hidden: true }, items.slice(SHOWN).map((item) => entry(item, path)));
	return h("section", {}, h("h2", {}, `${title}（${items.length}）`),
		h("ul", {}, items.slice(0, SHOWN).map((item) => entry(item, path))), rest,
		items.length > SHOWN && button("全部列出", (event) => { rest.hidden = false; event.target.remove(); }));
}

function entry(item, path) {
	return h("li", {}, h("a", { href: `#/${path}/${encodeURIComponent(item.id)}` }, item.title), h("small", {}, item.small));
}

async function showOverview(place, year, years) {
	const { items } = await getJson(`/overview?${new URLSearchParams({ year })}`);
	const choose = h("select", {
		onchange: () => { sessionStorage.setItem("year", choose.value); showOverview(place, Number(choose.value), years); },
	}, years.map((one) => h("option", { value: one, selected: one === year }, String(one))));
	const hasDue = items.some((item) => item.due_on);
	fill(place, h("h2", {}, "各部门进度"), h("div", { class: "filter" }, field("年度", choose)),
		items.length === 0 ? h("p", { class: "soft" }, `${year} 年度还没有材料。`)
			: h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "各部门进度" }, h("table", {}, h("caption", {}, "各部门进度"),
				h("thead", {}, h("tr", {}, ["部门", "表式", ...Object.values(STATES), "有错误", "尚缺", ...(hasDue ? ["公开期限"] : [])].map((name, i) =>
					h("th", { scope: "col", class: i > 1 && name !== "公开期限" ? "n" : null }, name)))),
				h("tbody", {}, items.map((item) => h("tr", {}, h("th", { scope: "row" }, item.department.name), h("td", {}, item.form),
					[...Object.keys(STATES), "faulty", "missing"].map((name) => h("td", { class: "n" }, item[name] ? String(item[name]) : "–")),
					hasDue && h("td", {}, dueOf(item))))))));
}

// Nothing is owed where all is public.
function dueOf(item) {
	if (!item.due_on) {
		return "–";
	}
	if (item.missing === 0 && item.published === item.reports) {
		return `${item.due_on}，已全部公开`;
	}
	return h("span", { class: item.days_left < 0 ? "error" : null }, deadline(item));
}

// A new draft: its form, and whose it is; its contents are those of the year before, without
// what is filled in anew, or of the nearest other form of that kind.
async function create(drafts) {
	const { items: templates } = await getJson("/templates");
	const departments = [...new Map(drafts.map((draft) => [draft.department.code, draft.department])).values()];
	const form = h("select", { required: true }, templates.map((one) => h("option", { value: one.form ?? one.id }, `${one.form ?? one.id} ${one.name}`)));
	const department = h("select", { required: true }, departments.filter((one) => may("editor", one.code)).map((one) => h("option", { value: one.code }, one.name)));
	const year = h("input", { type: "number", min: 2000, max: 2100, value: THIS_YEAR, required: true });
	const project = h("input", { list: "projects", maxlength: 64 });
	const known = h("datalist", { id: "projects" });
	const offer = () => fill(known, ...[...new Map(drafts.filter((one) => one.project && one.department.code === department.value)
		.map((one) => [one.project.code, one.project.name]))].map(([code, name]) => h("option", { value: code }, name)));
	department.addEventListener("change", offer);
	offer();
	const given = await ask({
		title: "新建一份材料",
		confirm: "新建",
		body: h("div", {}, field("表式", form), field("部门", department), field("年度", year),
			field("项目代码", project, "没有项目的表不填；去年的项目可以从列表里选。"), known),
		read: () => ({ form: form.value, department: department.value, year: Number(year.value), ...(project.value ? { project: project.value } : {}) }),
	});
	if (!given) {
		return;
	}
	const { form: kind, ...owner } = given;
	const blank = await getJson(`/templates/${kind}/blank?${new URLSearchParams(owner)}`);
	const made = await postJson("/drafts", blank, { headers: onceKey() });
	say("已新建。");
	location.hash = `#/form/${encodeURIComponent(made.id)}`;
}
