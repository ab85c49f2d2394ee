// Any selection of drafts, in one file.
"use strict";

import { call, getAll, keepFile } from "./api.js";
import { button, field, fill, h, say } from "./dom.js";
import { correction, titleOf } from "./draft.js";
import { may } from "./session.js";
import { STATES } from "./words.js";

const FACES = { pdf: "一个 PDF", ofd: "一个 OFD", zip: "Excel 表格的压缩包" };

export async function downloadPage(place) {
	const drafts = await getAll("/drafts", 2000);
	const chosen = new Set();
	const options = (name, values) => h("select", { name, onchange: () => list() }, h("option", { value: "" }, "全部"), values.map(([value, text]) => h("option", { value }, text)));
	const unique = (read) => [...new Map(drafts.map(read)).entries()].sort();
	const department = options("department", unique((one) => [one.department.code, one.department.name]));
	const year = options("year", unique((one) => [String(one.year), String(one.year)]).reverse());
	const form = options("form", unique((one) => [one.form, one.form]));
	const state = options("state", Object.entries(STATES));
	const face = h("select", {}, Object.entries(FACES).map(([value, text]) => h("option", { value }, text)));
	const body = h("tbody");
	const count = h("p", { role: "status" });
	const all = h("input", { type: "checkbox", "aria-label": "全选", onchange: () => { shown().forEach((one) => (all.checked ? chosen.add(one.id) : chosen.delete(one.id))); list(); } });
	const shown = () => drafts.filter((one) => (!department.value || one.department.code === department.value) && (!year.value || String(one.year) === year.value)
		&& (!form.value || one.form === form.value) && (!state.value || one.state === state.value));
	const tell = () => {
		count.textContent = `已选 ${chosen.size} 份`;
		all.checked = shown().length > 0 && shown().every((one) => chosen.has(one.id));
	};
	function list() {
		fill(body, ...shown().map((one) => {
			const box = h("input", { type: "checkbox", "aria-label": titleOf(one), checked: chosen.has(one.id), onchange: () => { chosen[box.checked ? "add" : "delete"](one.id); tell(); } });
			return h("tr", {}, h("td", {}, box), h("td", {}, h("a", { href: `#/${may("editor", one.department.code) ? "form" : "review"}/${one.id}` }, titleOf(one))), h("td", {}, one.department.name), h("td", {}, String(one.year)), h("td", {}, one.form), h("td", {}, h("span", { class: `tag ${one.state}` }, STATES[one.state]), correction(one) && h("small", {}, ` ${correction(one)}`)));
		}));
		tell();
	}
	const go = button("下载", async () => {
		if (chosen.size === 0) {
			say("还没有选材料。", "error");
			return;
		}
		go.disabled = true;
		say("正在装订…");
		try {
			const ids = drafts.filter((one) => chosen.has(one.id)).map((one) => one.id);
			await keepFile(await call("POST", "/sets", { json: { ids, face: face.value, title: "预算绩效信息" }, isLong: true }), `材料.${face.value}`);
			say("已下载。");
		} finally {
			go.disabled = false;
		}
	}, { class: "primary" });
	fill(place, h("h1", {}, "材料"), h("p", {}, "点名称打开一份；选出几份装订下载。草稿每一页都带有您的姓名和时间的水印。"),
		h("div", { class: "filter" }, field("部门", department), field("年度", year), field("表式", form), field("状态", state)),
		h("div", { class: "filter" }, field("装订成", face), go, count),
		h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "材料" }, h("table", {}, h("caption", {}, "材料"), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, all),
			["名称", "部门", "年度", "表式", "状态"].map((name) => h("th", { scope: "col" }, name)))), body)));
	list();
}
