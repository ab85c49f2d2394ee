// When budgets and final accounts were approved: from then on runs the time in which they are
// to be published (预算法 art. 14).
"use strict";

import { reachInput } from "./admin.js";
import { call, getAll, getJson } from "./api.js";
import { button, field, fill, h, say, sheet } from "./dom.js";

const ACCOUNTS = { budget: "预算", final: "决算" };

export async function approvalsPage(place) {
	const [{ items }, departments] = await Promise.all([getJson("/approvals"), getAll("/departments", 1000, "after")]);
	const names = new Map(departments.map((one) => [one.code, one.name]));
	const again = () => approvalsPage(place);
	const department = reachInput();
	const year = h("input", { type: "number", min: 2000, max: 2100, required: true, value: new Date().getFullYear() });
	const account = h("select", {}, Object.entries(ACCOUNTS).map(([value, text]) => h("option", { value }, text)));
	// With a last day, a year is done after four digits.
	const day = h("input", { type: "date", required: true, min: "2000-01-01", max: "2100-12-31" });
	const form = h("form", {
		class: "filter",
		onsubmit: async (event) => {
			event.preventDefault();
			await put({ department: department.read(), year: Number(year.value), account: account.value, approved_on: day.value }, again);
		},
	}, field("部门代码，或它的开头", department), h("datalist", { id: "departments" }, departments.map((one) => h("option", { value: one.code }, one.name))),
	field("年度", year), field("批复的是", account), field("批复日期", day), h("button", { class: "primary" }, "保存"));
	fill(place, h("h1", {}, "批复日期"),
		h("p", {}, "预算、决算批复后二十日内要公开（预算法第十四条）。写上批复日期，“开始”里就有各部门公开的期限和剩下的天数。部门代码写 4306，就是 4306 开头的所有部门；所有地区的所有部门写“全部”；越具体的越优先。"), form,
		sheet("批复日期", ["部门", "年度", "批复的是", "批复日期", "最迟公开", "操作"],
			items.length === 0 ? h("tr", {}, h("td", { colspan: 6 }, "还没有登记。")) : items.map((item) => h("tr", {}, h("th", { scope: "row" }, names.get(item.department) ?? (item.department || "全部")),
				h("td", {}, String(item.year)), h("td", {}, ACCOUNTS[item.account]), h("td", { class: "at" }, item.approved_on), h("td", { class: "at" }, item.due_on),
				h("td", {}, button("去掉", () => put({ department: item.department, year: item.year, account: item.account, approved_on: null }, again), {
					"aria-label": `去掉：${item.department || "全部"} ${item.year} ${ACCOUNTS[item.account]}`,
				}))))));
}

async function put(approval, again) {
	try {
		await call("PUT", "/approvals", { json: [approval] });
		say("已保存。");
		await again();
	} catch (problem) {
		say(problem.errors[0]?.message ?? problem.message, "error");
	}
}
