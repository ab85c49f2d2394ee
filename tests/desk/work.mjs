// One person's work on one draft: in two windows at once, by keyboard beside findings that come,
// and when the draft becomes another one behind a dialog.
//
//   node work.mjs DESK PASSWORD REPORT     prints TAP; the draft is a copy of the report
"use strict";

import { done, eventually, is, launch, ok, open, until } from "./lib.mjs";
import { login } from "./people.mjs";

const [desk, password, model] = process.argv.slice(2);
const browser = await launch();
const first = await open(browser);
await login(first, desk, "editor-522700", password);
const context = first.context();
const tabs = [first];

const cell = (tab, place) => tab.locator(`[data-place="${place}"]`).first();
const has = (tab, name, text) => cell(tab, `${leaf}/${name}`).filter({ hasText: text }).waitFor();
const saved = (tab) => tab.locator(".saved", { hasText: /^已保存$/ }).waitFor();
const api = (path) => first.evaluate(async (at) => (await fetch(`/api/v1/staff${at}`)).json(), path);
const { id: _, published: __, ...document } = await api(`/drafts/${model}`);
const id = await first.evaluate(async (given) => {
	const { postJson, onceKey } = await import("/api.js");
	return (await postJson("/drafts", given, { headers: onceKey() })).id;
}, { ...document, year: 2033 });
const leaf = "/indicators/0/children/0/children/0";
const onServer = async () => (await api(`/drafts/${id}`)).indicators[0].children[0].children[0];

async function another() {
	const tab = await context.newPage();
	tab.faults = [];
	tab.on("pageerror", (error) => tab.faults.push(error.message));
	tabs.push(tab);
	await tab.goto(`${desk}/#/form/${id}`);
	await tab.locator("[role=textbox]").first().waitFor();
	return tab;
}

async function type(tab, place, text) {
	await cell(tab, place).focus();
	await tab.keyboard.type(text);
	await tab.keyboard.press("Tab");
}

// A window that no longer gets through to what saves.
const cutOff = async (tab, what) => {
	await tab.route(what, (route) => (route.request().method() === "GET" ? route.fallback() : route.abort()));
};

/* Two windows of one account on one draft. */

const unsent = await another();
const undrawn = await another();
const other = await another();
await Promise.all([unsent, undrawn, other].map(saved));
await cutOff(unsent, `**/drafts/${id}`);
await cutOff(undrawn, "**/form");
await type(unsent, `${leaf}/remark`, "甲窗口填的");
await type(undrawn, `${leaf}/deviation`, "乙窗口填的");
await Promise.all([unsent, undrawn].map((tab) => tab.locator(".saved.error").waitFor()));
await type(other, `${leaf}/actual/text`, "8次");
await saved(other);
is((await onServer()).actual.text, "8次", "a window saves beside others that cannot");
const fresh = await another();
await fresh.locator("#said", { hasText: "另一个窗口" }).waitFor();
is(await cell(fresh, `${leaf}/remark`).textContent(), "", "what an open window keeps is left to it, and it is said");
await Promise.all([fresh, other, unsent, undrawn].map((tab) => tab.close({ runBeforeUnload: false })));
await first.reload();
const waiting = first.locator("section", { hasText: "还没有传到服务器（1）" });
await waiting.locator("li").first().waitFor();
ok(await waiting.locator("li").count() === 1, "what two closed windows keep of one draft is told once");
const heir = await another();
await heir.locator("#said", { hasText: "已经恢复" }).waitFor();
await until(heir, () => !JSON.stringify(localStorage).includes("窗口填的"));
await saved(heir);
const { remark, deviation, actual } = await onServer();
is([remark, deviation, actual.text], ["甲窗口填的", "乙窗口填的", "8次"], "what closed windows kept comes back, of each of them");
await Promise.all([["remark", "甲窗口填的"], ["deviation", "乙窗口填的"], ["actual/text", "8次"]].map(([name, text]) => has(heir, name, text)));
ok(true, "on the form as well");
await first.reload();
await first.locator("h1", { hasText: "开始" }).waitFor();
is(await first.locator("section", { hasText: "还没有传到服务器" }).count(), 0, "and once it is saved nothing is kept");

/* What the server reads out of a text is no work of others: it is undone with the text. */

// The last rows of the form: a block that is longer adds some.
const rowsOf = (report) => report.indicators.at(-1).children.at(-1).children;
const group = `/indicators/${document.indicators.length - 1}/children/${document.indicators.at(-1).children.length - 1}/children`;
const names = async () => rowsOf(await api(`/drafts/${id}`)).map((row) => row.name);
const old = await names();
const press = async (key, isSo) => {
	await heir.keyboard.press(key);
	await eventually(async () => isSo(await names()));
	await saved(heir);
};
const paste = (block) => heir.evaluate((text) => {
	const data = new DataTransfer();
	data.setData("text/plain", text);
	document.querySelector(".host").shadowRoot.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
}, block);
await cell(heir, `${group}/${old.length - 1}/name`).focus();
await paste("甲\t≥1个\n乙\t≥2个\n");
await eventually(async () => (await names()).includes("乙"));
await saved(heir);
is(rowsOf(await api(`/drafts/${id}`)).at(-1).target, { text: "≥2个", operator: "≥", value: "2", unit: "个" }, "the server reads what a target says");
await cell(heir, `${group}/${old.length}/target/text`).focus();
await heir.keyboard.type("≥30只");
await heir.keyboard.press("Tab");
await saved(heir);
is(rowsOf(await api(`/drafts/${id}`)).at(-1).target, { text: "≥30只", operator: "≥", value: "30", unit: "只" }, "and what it says when it is another");
await cell(heir, `${group}/0/name`).focus();
await heir.keyboard.press("Control+z");
await saved(heir);
await press("Control+z", (now) => !now.includes("乙"));
is(await names(), old, "a block is undone when that has come");
await press("Control+y", (now) => now.includes("乙"));
is(await names(), [...old.slice(0, -1), "甲", "乙"], "and done again, once");
await press("Control+z", (now) => !now.includes("乙"));
await cell(heir, `${group}/${old.length - 1}/name`).focus();
await paste("丙\t≥1个\t1个\t五分\n");
await eventually(async () => (await names()).includes("丙"));
await heir.locator(".saved.error", { hasText: "1 格没有填对" }).waitFor();
ok(true, "what is no value is not said to be saved when all else is");
await type(heir, `${group}/${old.length - 1}/weight`, "5");
await saved(heir);
await press("Control+z", () => true);
await press("Control+z", (now) => !now.includes("丙"));

/* A row that has no name yet waits, and all else is saved. */

await cell(heir, `${group}/${old.length - 1}/name`).focus();
await heir.keyboard.press("Alt+Shift+Enter");
await cell(heir, `${group}/${old.length}/name`).waitFor();
await type(heir, `${leaf}/deviation`, "下面加的一行还没有名称");
await eventually(async () => (await onServer()).deviation === "下面加的一行还没有名称");
is(await names(), old, "what is typed beside a row without a name is saved, and the row waits");
await heir.locator(".side li p", { hasText: "“名称”还没有填" }).waitFor();
await heir.locator(".saved.error", { hasText: "有 1 处还不能保存" }).waitFor();
ok(await cell(heir, `${group}/${old.length}/name`).getAttribute("aria-invalid") === "true", "its cell says what lacks");
await heir.locator("button", { hasText: "提交审核" }).click();
await heir.locator("#said", { hasText: "还有内容没有保存到服务器" }).waitFor();
ok(true, "and so nobody submits the draft");
await type(heir, `${group}/${old.length}/name`, "补上的名称");
await saved(heir);
is(await names(), [...old, "补上的名称"], "with its name it is saved");
await cell(heir, `${group}/${old.length}/name`).focus();
await heir.locator("button", { hasText: "删一行" }).click();
await eventually(async () => !(await names()).includes("补上的名称"));
await saved(heir);

/* A browser that has no room left, and one whose storage was spoilt. */

await heir.evaluate(([account, report]) => {
	localStorage.setItem(`gongkai-typed ${account} ${report} spoilt`, "{");
	for (let size = 2 ** 23; size >= 1; size /= 2) {
		try {
			localStorage.setItem(`full ${size}`, "x".repeat(size));
		} catch {
			// Half of it may have room.
		}
	}
}, ["editor-522700", id]);
const full = await another();
await type(full, `${leaf}/deviation`, "没有地方时填的");
await full.locator("#said", { hasText: "存不下" }).waitFor();
await eventually(async () => (await onServer()).deviation === "没有地方时填的");
await saved(full);
ok(true, "who types where nothing can be kept is told, and what is typed is saved");
await full.close();
await heir.evaluate(() => localStorage.clear());

/* Who goes through the findings by keyboard while others come. */

const checked = () => heir.locator(".side h2", { hasText: "正在核对" }).waitFor({ state: "detached" });
const findings = heir.locator(".side li:has(.tag.error)");
// What has the focus: its words, and the message of its finding.
const here = () => heir.evaluate(() => [document.activeElement.textContent, document.activeElement.closest("li")?.querySelector("p")?.textContent]);

// Save, and let the findings of that come when one is somewhere in the list.
async function whileIn(place, text, go) {
	let letGo;
	const held = new Promise((resolve) => { letGo = resolve; });
	await heir.route("**/findings", async (route) => { await held; await route.fallback(); });
	await type(heir, place, text);
	await saved(heir);
	await go();
	letGo();
	await checked();
	await heir.unroute("**/findings");
}

await type(heir, `${leaf}/score`, "50");
await findings.first().waitFor();
await saved(heir);
await checked();
const count = await findings.count();
let before;
await whileIn("/indicators/0/children/0/children/1/score", "60", async () => {
	await findings.last().locator("button").first().focus();
	await heir.keyboard.press("Tab");
	before = await here();
});
ok(before[0] === "说明理由" && await findings.count() > count, "findings come while one is in their list", before);
is(await here(), before, "one stays where one was");
await heir.keyboard.press("Enter");
is(await heir.locator("dialog p").first().textContent(), before[1], "and goes on from there");
await heir.keyboard.press("Escape");
await heir.locator("dialog").waitFor({ state: "detached" });
is(await here(), before, "also out of the dialog");
await whileIn(`${leaf}/score`, "5", async () => {
	await findings.first().locator("button").first().focus();
	before = await here();
});
ok(!(await findings.locator("p").allTextContents()).includes(before[1]), "the finding that one is at goes", before);
ok(await heir.evaluate(() => document.activeElement.matches(".side button")), "what has come to its place has the focus");

/* The draft becomes another one between two questions of the page, and behind its dialog. */

// Somebody saves by the API, and the rules are asked.
const change = (name, text) => first.evaluate(async ([at, path, value]) => {
	const { call } = await import("/api.js");
	const { headers } = await call("GET", at);
	await call("PATCH", at, { body: JSON.stringify([{ op: "add", path, value }]), type: "application/json-patch+json", headers: { "If-Match": headers.get("ETag") } });
}, [`/drafts/${id}`, `${leaf}/${name}`, text]);

await heir.close();
let isChanged = false;
await context.route(`**/drafts/${id}`, async (route) => {
	if (isChanged || route.request().method() !== "GET") {
		await route.fallback();
		return;
	}
	isChanged = true;
	const answer = await route.fetch();
	await change("remark", "读的时候改的");
	await route.fulfill({ response: answer });
});
const late = await another();
await saved(late);
await has(late, "remark", "读的时候改的");
ok(true, "what changes while a page asks is seen on it");
await late.locator("button", { hasText: "提交审核" }).click();
const yes = late.locator("dialog button", { hasText: "提交" });
await yes.waitFor();
await change("remark", "对话框后面改的");
await yes.click();
await late.locator("dialog .error", { hasText: "刚刚变了" }).waitFor();
await has(late, "remark", "对话框后面改的");
ok(true, "what changes behind a dialog is told in it, and seen");
await yes.click();
await late.locator("h1", { hasText: "开始" }).waitFor();
is((await api(`/drafts?${new URLSearchParams({ q: id })}`)).items.map((one) => one.state), ["in_review"], "and is submitted then");

for (const tab of tabs) {
	ok(tab.faults.length === 0, "nothing failed or was forbidden", tab.faults.join("; "));
}
await browser.close();
done();
