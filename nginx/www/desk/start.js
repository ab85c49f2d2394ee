// What waits for whoever is there, and how far all is.
"use strict";

import { apply } from "./change.js";
import { call, getAll, getJson, keepFile } from "./api.js";
import { create } from "./create.js";
import { correction, deadline, titleOf } from "./draft.js";
import { ask, button, field, fill, h, moment, sheet, takeOut } from "./dom.js";
import { askForm } from "./edit.js";
import { allKept, forget } from "./keep.js";
import { may, who } from "./session.js";
import { STATES } from "./words.js";

const THIS_YEAR = new Date().getFullYear();

export async function startPage(place) {
	const [drafts, kept, { items: templates }] = await Promise.all([getAll("/drafts", 2000), allKept(who().account).catch(() => []), getJson("/templates")]);
	const names = new Map(templates.map((one) => [one.form, one.name]));
	const lost = await findLost(kept, drafts);
	const year = Number(sessionStorage.getItem("year")) || (drafts.length > 0 ? Math.max(...drafts.map((draft) => draft.year)) : THIS_YEAR);
	const overview = h("section");
	const waiting = [lostList(lost, place), ...tasks(drafts, kept.filter((record) => !lost.includes(record)))].filter(Boolean);
	fill(place, h("h1", {}, "开始"), waiting.length > 0 ? h("div", { class: "tasks" }, waiting) : h("p", {}, "现在没有等您处理的材料。"),
		may("editor") && h("div", { class: "actions" }, button("新建一份材料", () => create(drafts, templates), { class: "primary" })),
		overview);
	const years = new Set([year, ...drafts.map((draft) => draft.year), ...Array.from({ length: 8 }, (_, i) => THIS_YEAR + 1 - i)]);
	await showOverview(overview, year, [...years].sort((a, b) => b - a), names);
}

// What was kept here of drafts that are there no more, or no more for whoever is here.
async function findLost(kept, drafts) {
	const known = new Set(drafts.map((draft) => draft.id));
	const isLost = await Promise.all(kept.map((record) => !known.has(record.id)
		&& call("GET", `/drafts/${encodeURIComponent(record.id)}`).then(() => false, (problem) => problem.status === 404)));
	return kept.filter((_, i) => isLost[i]);
}

// A kept document with the texts that were still to be put into it.
async function wholeOf({ mine, jobs = [] }) {
	let document = mine;
	for (const { steps, edits = [] } of jobs) {
		({ document } = await askForm({ document: apply(document, steps), edits }));
	}
	return document;
}

function lostList(lost, place) {
	const drop = async (record) => {
		if (await ask({
			title: "丢掉本机的内容", danger: true, confirm: "丢掉",
			body: h("p", {}, `${moment(record.at)} 填写的“${titleOf(record.mine)}”只在这台电脑上，丢掉就没有了。`),
			act: () => forget(record).then(() => true),
		})) {
			await startPage(place);
		}
	};
	return lost.length > 0 && h("section", {}, h("h2", {}, `草稿已经不在（${lost.length}）`),
		h("p", {}, "草稿删除了，或者您不能再看；在这台电脑上填的内容还在。"),
		h("ul", {}, lost.map((record) => h("li", { "data-key": record.name ?? record.key }, titleOf(record.mine), h("small", {}, `${moment(record.at)} 在本机填写`), h("div", { class: "row" },
			button("存成文件", async () => keepFile(new Response(JSON.stringify(await wholeOf(record))), `${record.id}.json`), { "aria-label": `存成文件：${titleOf(record.mine)}` }),
			button("丢掉", () => drop(record), { "aria-label": `丢掉：${titleOf(record.mine)}` }))))));
}

function tasks(drafts, unsaved) {
	const of = (state, role) => drafts.filter((draft) => draft.state === state && may(role, draft.department.code))
		.sort((a, b) => (a.days_left ?? Infinity) - (b.days_left ?? Infinity));
	const mine = of("draft", "editor");
	return [
		unsaved.length > 0 && list("还没有传到服务器", [...new Map(unsaved.map((record) => [record.id, record])).values()].map((record) => ({
			id: record.id, title: titleOf(drafts.find((draft) => draft.id === record.id) ?? record.mine), small: `${moment(record.at)} 在本机填写`,
		})), "form"),
		list("退给我修改", mine.filter((draft) => draft.returned).map(line), "form"),
		list("等我填报", mine.filter((draft) => !draft.returned).map(line), "form"),
		list("等我审核", of("in_review", "reviewer").filter((draft) => !draft.own).map(line), "review"),
		list("等我公开", of("approved", "publisher").map(line), "publish"),
		list("我改过或提交的，等别人审核", drafts.filter((draft) => draft.state === "in_review" && draft.own).map(line), "review"),
	];
}

function line(draft) {
	const { errors = 0, warnings = 0 } = draft.findings ?? {};
	return {
		id: draft.id,
		title: titleOf(draft),
		small: [draft.department.name, errors > 0 && `${errors} 条错误`, warnings > 0 && `${warnings} 条提醒`,
			correction(draft), draft.due_on && deadline(draft), lastStep(draft)].filter(Boolean).join(" · "),
	};
}

// Who did last what its state says.
function lastStep(draft) {
	if (draft.state === "in_review") {
		return `${draft.submitted_by_name} ${moment(draft.since)} 提交`;
	}
	if (draft.state === "approved") {
		return `${draft.approved_by_name} ${moment(draft.since)} 审核通过`;
	}
	return draft.edited_at && `${moment(draft.edited_at)} ${draft.edited_by_name ?? ""}`;
}

const SHOWN = 8;

function list(title, items, path) {
	if (items.length === 0) {
		return null;
	}
	const rest = h("ul", { hidden: true }, items.slice(SHOWN).map((item) => entry(item, path)));
	return h("section", {}, h("h2", {}, `${title}（${items.length}）`),
		h("ul", {}, items.slice(0, SHOWN).map((item) => entry(item, path))), rest,
		items.length > SHOWN && button("全部列出", (event) => { rest.hidden = false; takeOut(event.target); }));
}

function entry(item, path) {
	return h("li", {}, h("a", { href: `#/${path}/${encodeURIComponent(item.id)}` }, item.title), h("small", {}, item.small));
}

async function showOverview(place, year, years, names) {
	const { items } = await getJson(`/overview?${new URLSearchParams({ year })}`);
	const choose = h("select", {
		onchange: () => { sessionStorage.setItem("year", choose.value); showOverview(place, Number(choose.value), years, names); },
	}, years.map((one) => h("option", { value: one, selected: one === year }, String(one))));
	const hasDue = items.some((item) => item.due_on);
	fill(place, h("h2", {}, "各部门进度"), h("div", { class: "filter" }, field("年度", choose)),
		items.length === 0 ? h("p", { class: "soft" }, `${year} 年度还没有材料。`)
			: sheet("各部门进度", ["部门", "表式", ...Object.values(STATES), "更正中", "有错误", "尚缺", ...(hasDue ? ["公开期限"] : [])],
				items.map((item) => h("tr", {}, h("th", { scope: "row" }, item.department.name), h("td", {}, [item.form, names.get(item.form)].filter(Boolean).join(" ")),
					[...Object.keys(STATES), "correcting", "faulty", "missing"].map((name) => h("td", { class: item[name] ? "n" : "n nil" }, item[name] ? String(item[name]) : "–")),
					hasDue && h("td", {}, dueOf(item))))));
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
