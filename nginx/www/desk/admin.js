// For administrators: accounts, the trail of what was done, and parameters of the rules.
"use strict";

import { call, getAll, getJson, keepFile, postJson } from "./api.js";
import { ask, button, field, fill, h, moment, named, say, sheet, takeOut } from "./dom.js";
import { ROLES, may, who } from "./session.js";
import { ACTIONS, REFUSALS, RESULTS } from "./words.js";

/* Accounts. */

const grantsOf = (user) => user.grants.map((grant) => `${ROLES[grant.role] ?? grant.role} ${grant.department || "全部"}`).join("、") || "没有权限";

export async function usersPage(place) {
	const users = await getAll("/users", Infinity, "after");
	const again = () => usersPage(place);
	fill(place, h("h1", {}, "用户"), h("div", { class: "actions" }, button("新建用户", () => edit(null, again), { class: "primary" })),
		sheet("用户", ["登录名", "姓名", "部门", "权限", "最近登录", "状态", "操作"], users.map((user) => h("tr", { "data-key": user.name },
			h("th", { scope: "row" }, user.name), h("td", {}, user.person), h("td", {}, user.department || "全部"), h("td", {}, grantsOf(user)), h("td", { class: "at" }, moment(user.seen_at)),
			h("td", {}, user.disabled ? "已停用" : user.must_change ? "还没有换初始密码" : user.totp ? "用验证器" : "正常"),
			h("td", {}, h("div", { class: "row" }, button("修改", () => edit(user, again), { "aria-label": `修改：${user.name}` }),
				// One's own are changed in 我的账号, by who knows the password.
				user.name !== who().account && button("重置密码", () => reset(user, again), { "aria-label": `重置密码：${user.name}` }),
				user.name !== who().account && user.totp && button("去掉验证器", () => endCodes(user, again), { "aria-label": `去掉验证器：${user.name}` })))))));
}

// Which departments: nobody gets the whole country by leaving the field empty, or blanks in it.
const ALL = "全部";

export function reachInput(value, attributes = {}) {
	const input = h("input", { list: "departments", maxlength: 64, required: true, pattern: ".*\\S.*", title: "部门代码，或它的开头，或者“全部”", value: value === "" ? ALL : value ?? "", ...attributes });
	input.read = () => (input.value.trim() === ALL ? "" : input.value.trim());
	return input;
}

// The grants of an account, one a line.
function grantFields(grants) {
	const lines = h("div");
	const all = () => [...lines.querySelectorAll(".grant")]; // what is refused stands between them
	const number = () => all().forEach((one, i) => { one.querySelector("input").dataset.at = `/grants/${i}/department`; });
	function add(grant) {
		const role = h("select", { "aria-label": "角色" }, Object.entries(ROLES).map(([value, text]) => h("option", { value, selected: value === grant.role }, text)));
		const department = reachInput(grant.department, { "aria-label": "部门代码" });
		const line = h("div", { class: "row grant" }, role, department, button("去掉", () => { takeOut(line); number(); }));
		line.read = () => ({ role: role.value, department: department.read() });
		lines.append(line);
		number();
	}
	grants.forEach(add);
	return {
		body: h("fieldset", {}, h("legend", {}, "权限"), h("p", { class: "hint" }, "部门代码，或它的开头：写 4306 就是 4306 开头的所有部门；所有地区的所有部门写“全部”。"), lines,
			button("加一项", () => add({ role: "editor" }))),
		read: () => all().map((line) => line.read()),
	};
}

// What is given that is not so already: nobody's change takes back what another has changed beside it.
const spelt = (value) => JSON.stringify(Array.isArray(value) ? value.map(({ role, department }) => `${role}:${department}`).sort() : value);
const changedOf = (user, given) => Object.fromEntries(Object.entries(given).filter(([name, value]) => spelt(value) !== spelt(user[name])));

async function edit(user, again) {
	const name = h("input", { required: true, pattern: "[a-z0-9][a-z0-9._@\\-]{0,63}", maxlength: 64, autocapitalize: "none", value: user?.name ?? "", disabled: Boolean(user), "data-at": "/name" });
	const person = h("input", { required: true, maxlength: 100, value: user?.person ?? "", "data-at": "/person" });
	const department = h("input", { list: "departments", maxlength: 40, value: user?.department ?? "", "data-at": "/department" });
	const departments = await getAll("/departments", 1000, "after");
	const grants = grantFields(user?.grants ?? [{ role: "editor" }]);
	const isDisabled = h("input", { type: "checkbox", checked: user?.disabled });
	const done = await ask({
		title: user ? `修改 ${user.name}` : "新建用户",
		confirm: "保存",
		body: h("div", {}, field("登录名", name, "小写字母、数字、. _ @ -，以字母或数字开头"), field("姓名", person), field("所属部门的代码", department, "由谁管这个账号：它的管理员。不写，只由全部部门的管理员管。"), grants.body,
			h("datalist", { id: "departments" }, departments.map((one) => h("option", { value: one.code }, one.name))),
			user && h("p", {}, h("label", {}, isDisabled, " 停用"))),
		read: () => ({ person: person.value.trim(), department: department.value.trim(), grants: grants.read(), ...(user ? { disabled: isDisabled.checked } : {}) }),
		act: (given) => (user ? call("PATCH", `/users/${encodeURIComponent(user.name)}`, { json: changedOf(user, given) })
			: postJson("/users", { name: name.value, ...given })),
	});
	if (done && user) {
		say("已保存。");
	} else if (done) {
		await tellPassword(done);
	}
	if (done) {
		await again();
	}
}

function tellPassword({ name, password }) {
	return ask({ title: `${name} 的初始密码`, confirm: "记下了", isNews: true, body: h("div", {}, h("p", {}, h("code", { class: "secret" }, password)), h("p", {}, "只显示这一次，请告诉本人。第一次登录时必须更换。")) });
}

async function reset(user, again) {
	const made = await ask({
		title: `重置 ${user.name} 的密码`, body: h("p", {}, "他现在的登录全部结束，要用新的初始密码登录。"), confirm: "重置", danger: true,
		act: () => postJson(`/users/${encodeURIComponent(user.name)}/password`),
	});
	if (made) {
		await tellPassword(made);
		await again();
	}
}

async function endCodes(user, again) {
	if (await ask({
		title: `去掉 ${user.name} 的验证器`, body: h("p", {}, "手机丢了的时候用。以后只凭密码登录，直到他重新设置。"), confirm: "去掉", danger: true,
		act: () => call("DELETE", `/users/${encodeURIComponent(user.name)}/totp`),
	})) {
		say("验证器已去掉。");
		await again();
	}
}

/* The tokens of all accounts that one looks after. */

function stateOf(token, disabled) {
	if (token.ended_at) {
		return "已作废";
	}
	if (new Date(token.expires_at) < new Date()) {
		return "已到期";
	}
	return disabled.has(token.account) ? "账号已停用" : "有效";
}

export async function tokensPage(place) {
	const [items, users] = await Promise.all([getAll("/tokens", Infinity, "before"), getAll("/users", Infinity, "after")]);
	const disabled = new Set(users.filter((user) => user.disabled).map((user) => user.name));
	const again = () => tokensPage(place);
	const line = (token) => h("tr", { "data-key": token.number }, h("th", { scope: "row" }, token.account), h("td", {}, token.label),
		h("td", {}, token.roles.map((role) => ROLES[role] ?? role).join("、")), h("td", {}, token.department || "账号的全部"),
		[token.created_at, token.seen_at, token.expires_at].map((at) => h("td", { class: "at" }, moment(at))), h("td", {}, stateOf(token, disabled)),
		// One of a disabled account would live again with it.
		h("td", {}, !["已作废", "已到期"].includes(stateOf(token, disabled))
			&& button("作废", () => endToken(token, again), { "aria-label": `作废：${token.account} ${token.label}` })));
	fill(place, h("h1", {}, "程序的令牌"), h("p", {}, "别的系统凭令牌、以账号的名义调用接口。新的令牌由本人在“我的账号”里建；不再用的、来历不明的，在这里作废。"),
		sheet("令牌", ["登录名", "给谁用", "能做什么", "部门", "新建", "最近用过", "到期", "状态", "操作"],
			items.length === 0 ? h("tr", {}, h("td", { colspan: 9 }, "还没有令牌。")) : items.map(line)));
}

export async function endToken(token, again) {
	if (await ask({
		title: `作废“${token.label}”`, body: h("p", {}, `用它的程序马上就不能再以 ${token.account} 的名义调用接口。不能恢复，只能另建。`), confirm: "作废", danger: true,
		act: () => call("DELETE", `/tokens/${token.number}`),
	})) {
		say("已作废。");
		await again();
	}
}

/* The trail. */

// What succeeded has the number of its answer, what was refused a word.
function resultOf(result) {
	const isDone = result in RESULTS || /^[23]/.test(result);
	const word = RESULTS[result] ?? REFUSALS[result];
	return [h("span", { class: isDone ? null : "error" }, word ?? (isDone ? "成功" : "拒绝")), word ? "" : ` ${result}`];
}

export async function trailPage(place) {
	const account = h("input", { maxlength: 64 });
	const target = h("input", { maxlength: 100 });
	const [since, until] = [1, 2].map(() => h("input", { type: "date", min: "2000-01-01", max: "2100-12-31" }));
	const body = h("tbody");
	const names = ["时间", "登录名", "地址", "做了什么", "对象", "结果", "说明"];
	const more = button("更早的", () => load());
	// What an action is called, where the description of the API says so.
	const { paths } = await getJson("/openapi.json");
	const words = Object.fromEntries(Object.entries(paths).flatMap(([path, item]) => Object.entries(item).map(([method, one]) =>
		[`${method.toUpperCase()} ${path.replace("/api/v1/staff", "")}`, one.summary])));
	const action = (name) => [ACTIONS[name] ?? words[name], h("code", {}, name)].filter(Boolean).flatMap((one) => [one, " "]);
	let before = null;
	let asked = {}; // what the entries that are shown were asked by
	let turn = 0;
	async function load(isNew = false) {
		if (isNew) {
			asked = Object.fromEntries(Object.entries({ account: account.value.trim(), target: target.value.trim(), since: since.value, until: until.value }).filter(([, value]) => value));
		}
		const mine = turn += 1;
		const page = await getJson(`/audit?${new URLSearchParams({ limit: 100, ...asked, ...(isNew ? {} : { before }) })}`);
		// What was asked for later is shown, whatever comes first.
		if (mine !== turn) {
			return;
		}
		const rows = page.items.map((item) => named(names, h("tr", {}, h("td", { class: "at" }, moment(item.at, "medium")), h("td", {}, item.account ?? ""), h("td", {}, item.address ?? ""),
			h("td", {}, action(item.action)), h("td", {}, item.target ?? ""), h("td", { class: "at" }, resultOf(item.result)), h("td", {}, item.detail ?? ""))));
		if (isNew) {
			fill(body, rows.length === 0 ? h("tr", {}, h("td", { colspan: 7 }, "没有这样的记录。")) : rows);
		} else {
			body.append(...rows);
		}
		before = page.next;
		more.hidden = !before;
	}
	const filter = h("form", { class: "filter", onsubmit(event) { event.preventDefault(); load(true); } },
		field("登录名", account), field("对象", target), field("从", since), field("到", until), h("button", { class: "primary" }, "查询"), button("导出", () => exportTrail(asked)));
	fill(place, h("h1", {}, "审计"), h("p", {}, "谁、从哪里、做了什么、结果怎样。只能增加，不能改；每一条都连着前一条的摘要。"), filter,
		sheet("审计记录", names, body), h("div", { class: "actions" }, more));
	await load(true);
}

// All that is shown and what is older, as a file for a spreadsheet: part after part, of which each
// but the first goes without its names.
async function exportTrail(asked) {
	let text = "";
	let path = `/audit.csv?${new URLSearchParams({ bom: true, ...asked })}`;
	for (let isFirst = true; path; isFirst = false) {
		const answer = await call("GET", path, { isLong: true });
		const part = await answer.text();
		text += isFirst ? part : part.slice(part.indexOf("\r\n") + 2);
		path = /<([^>]+)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
	}
	await keepFile(new Response(`\ufeff${text}`), "审计记录.csv");
	say("已导出。");
}

/* Parameters: numbers, words, and what is written as JSON. */

const written = (value) => (typeof value === "string" ? value : JSON.stringify(value));

// A word is as it was typed; numbers may have come in full width.
function read(text, usual) {
	if (typeof usual === "string") {
		return text.trim();
	}
	try {
		return JSON.parse(typeof usual === "number" ? text.normalize("NFKC") : text) ?? text;
	} catch {
		return text;
	}
}

export async function parametersPage(place) {
	const { items: all } = await getJson("/parameters");
	const national = new Map(all.filter((item) => item.region === "").map((item) => [item.name, item]));
	const items = all.map((item) => ({ ...item, says: national.get(item.name)?.says ?? item.name, usual: national.get(item.name)?.value }));
	const rows = items.map((item) => {
		const isMine = may("administrator", item.region);
		const given = item.region === "" || !isMine ? h("code", {}, written(item.value))
			: h("input", { "aria-label": `${item.says}（${item.region}）`, value: written(item.value) });
		return h("tr", {}, h("th", { scope: "row" }, item.says), h("td", {}, item.region || "全国"), h("td", {}, given),
			h("td", {}, h("div", { class: "row" }, item.region === "" ? button("另设一个地区的", () => add(item, place), { "aria-label": `另设一个地区的：${item.says}` })
				: isMine && [button("保存", () => change(item, given.value, place), { "aria-label": `保存：${item.says}（${item.region}）` }),
					button("去掉", () => change(item, null, place), { "aria-label": `去掉：${item.says}（${item.region}）` })])));
	});
	fill(place, h("h1", {}, "检查的参数"), h("p", {}, "全国的是默认值，不能改；一个地区可以另设。"), sheet("参数", ["参数", "地区", "值", "操作"], rows));
}

function save({ name, region: where, usual }, value) {
	return call("PUT", "/parameters", { json: [{ name, region: where, value: value === null ? null : read(value, usual) }] });
}

async function change(item, value, place) {
	try {
		await save(item, value);
	} catch (problem) {
		say(problem.errors[0]?.message ?? problem.message, "error");
		return;
	}
	say("已保存。");
	await parametersPage(place);
}

async function add(item, place) {
	const where = h("input", { required: true, maxlength: 6, pattern: "[0-9]{1,6}", "data-at": "/0/region" });
	const value = h("input", { required: true, value: written(item.value), "data-at": "/0/value" });
	if (await ask({
		title: item.says, confirm: "保存", body: h("div", {}, field("地区代码", where, "行政区划代码的前 1 至 6 位，如 4306；按部门所在的地区用，越具体的越优先。"), field("值", value)),
		act: () => save({ name: item.name, region: where.value, usual: item.usual }, value.value),
	})) {
		say("已保存。");
		await parametersPage(place);
	}
}
