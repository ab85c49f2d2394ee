// Any selection of drafts, in one file.
"use strict";

import { call, getAll, keepFile } from "./api.js";
import { button, field, fill, h, named, say, sheet } from "./dom.js";
import { correction, titleOf } from "./draft.js";
import { may } from "./session.js";
import { STATES } from "./words.js";

const FACES = { pdf: "一个 PDF", ofd: "一个 OFD", zip: "Excel 表格的压缩包" };

// What the set is called, on its file, too: by the department and the year, where they are one.
function setTitle(drafts) {
	const [department, ...others] = new Set(drafts.map((one) => one.department.name));
	const [year, ...years] = new Set(drafts.map((one) => one.year));
	return `${others.length === 0 ? department : ""}${years.length === 0 ? `${year}年度` : ""}预算绩效信息`;
}

export async function downloadPage(place) {
	let drafts = await getAll("/drafts", 2000);
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
	const names = [h("th", { scope: "col" }, all), "名称", "部门", "年度", "表式", "状态"];
	const shown = () => drafts.filter((one) => (!department.value || one.department.code === department.value) && (!year.value || String(one.year) === year.value)
		&& (!form.value || one.form === form.value) && (!state.value || one.state === state.value));
	const tell = () => {
		const hidden = chosen.size - shown().filter((one) => chosen.has(one.id)).length;
		count.textContent = `已选 ${chosen.size} 份${hidden > 0 ? `，其中 ${hidden} 份不在下面列出的里面` : ""}`;
		all.checked = shown().length > 0 && shown().every((one) => chosen.has(one.id));
	};
	function list() {
		fill(body, shown().length === 0 && h("tr", {}, h("td", { colspan: 6 }, "没有这样的材料。")), ...shown().map((one) => {
			const box = h("input", { type: "checkbox", "aria-label": titleOf(one), checked: chosen.has(one.id), onchange: () => { chosen[box.checked ? "add" : "delete"](one.id); tell(); } });
			return named(names, h("tr", {}, h("td", { class: "box" }, box), h("td", {}, h("a", { href: `#/${may("editor", one.department.code) ? "form" : "review"}/${one.id}` }, titleOf(one))), h("td", {}, one.department.name), h("td", {}, String(one.year)), h("td", {}, one.form), h("td", {}, h("span", { class: `tag ${one.state}` }, STATES[one.state]), correction(one) && h("small", {}, ` ${correction(one)}`))));
		}));
		tell();
	}
	// What was chosen may be there no more, or no more for whoever is here.
	async function dropGone(problem) {
		drafts = await getAll("/drafts", 2000);
		const gone = [...chosen].filter((id) => !drafts.some((one) => one.id === id));
		gone.forEach((id) => chosen.delete(id));
		list();
		return gone.length === 0 ? problem.message : `选出的材料里有 ${gone.length} 份已经删除，或者您不能再看，已从选择中去掉。请看过再点“下载”。`;
	}
	const go = button("下载", async () => {
		if (chosen.size === 0) {
			say("还没有选材料。", "error");
			return;
		}
		go.disabled = true;
		say("正在装订…", "lasting");
		try {
			const picked = drafts.filter((one) => chosen.has(one.id));
			await keepFile(await call("POST", "/sets", { json: { ids: picked.map((one) => one.id), face: face.value, title: setTitle(picked) }, isLong: true }), `材料.${face.value}`);
			say("已下载。");
		} catch (problem) {
			say(`没有下载：${problem.status === 404 ? await dropGone(problem) : problem.message}`, "error");
		} finally {
			go.disabled = false;
		}
	}, { class: "primary" });
	fill(place, h("h1", {}, "材料"), h("p", {}, "点名称打开一份；选出几份装订下载。没有公开的，PDF 和 OFD 的每一页都有您的姓名和时间的水印，表格的页眉里也有。"),
		h("div", { class: "filter" }, field("部门", department), field("年度", year), field("表式", form), field("状态", state)),
		h("div", { class: "filter" }, field("装订成", face), go, count),
		sheet("材料", names, body));
	list();
}
