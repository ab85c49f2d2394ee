// What people do without thinking: press twice, paste what they have, leave and come back. Nothing
// of it is lost, done twice or done to something else.
//
//   node walk.mjs DESK PASSWORD     prints TAP
"use strict";

import { done, is, launch, ok, open } from "./lib.mjs";
import { login } from "./people.mjs";

const [desk, password] = process.argv.slice(2);
const browser = await launch();

async function person(name) {
	const tab = await open(browser);
	await login(tab, desk, name, password);
	return tab;
}
const clerk = await person("editor-522700");
const visit = (tab, hash) => tab.evaluate((to) => { location.hash = to; }, `#/${hash}`);
const api = (tab, path) => tab.evaluate(async (at) => (await fetch(`/api/v1/staff${at}`)).json(), path);
const cell = (tab, place) => tab.locator(`[data-place="${place}"]`).first();
const saved = (tab) => tab.locator(".saved", { hasText: /^已保存$/ }).waitFor();

async function type(place, text) {
	await cell(clerk, place).focus();
	await clerk.keyboard.type(text);
	await clerk.keyboard.press("Tab");
	await saved(clerk);
}

async function paste(place, kinds) {
	await cell(clerk, place).focus();
	await clerk.evaluate((given) => {
		const data = new DataTransfer();
		Object.entries(given).forEach(([kind, text]) => data.setData(kind, text));
		document.querySelector(".host").shadowRoot.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
	}, kinds);
	await saved(clerk);
}

async function press(name) {
	await clerk.locator(".bar button", { hasText: name }).click();
	await saved(clerk);
}

// What is read is so, soon.
async function becomes(read, expected, name) {
	let got = await read();
	for (let left = 100; left > 0 && JSON.stringify(got) !== JSON.stringify(expected); left -= 1) {
		await new Promise((resolve) => { setTimeout(resolve, 100); });
		got = await read();
	}
	is(got, expected, name);
}

/* A new form of a kind that nobody has, with columns and groups. */

await clerk.locator("button", { hasText: "新建一份材料" }).dblclick();
await clerk.locator("dialog").first().waitFor();
is(await clerk.locator("dialog").count(), 1, "who presses a button twice is asked once");
const asked = (label) => clerk.locator("dialog .field", { hasText: label }).locator("input");
await clerk.locator("dialog select").first().selectOption("D1");
ok(await asked("项目代码").isHidden(), "a form of a department is not asked for a project");
await clerk.locator("dialog select").first().selectOption("M1");
await clerk.locator("dialog button", { hasText: /^新建$/ }).click();
await clerk.locator("dialog .error", { hasText: "请写明项目代码" }).waitFor();
await asked("项目代码").fill("522700-197-2027-01");
await asked("项目名称").fill("水利“甲”𠮷😀");
await clerk.locator("dialog button", { hasText: /^新建$/ }).click();
await cell(clerk, "/lists/counties/-/name").waitFor();
const id = `m1-${new Date().getFullYear()}-522700-197-2027-01`;
const lists = async () => (await api(clerk, `/drafts/${id}`)).lists;
is((await api(clerk, `/drafts/${id}`)).project.name, "水利“甲”𠮷😀", "a name with quotation marks and signs beyond the plane");
await paste("/lists/counties/-/name", { "text/plain": "甲县\t乙县\t丙县\n" });
await cell(clerk, "/lists/counties/2/name").waitFor();
await becomes(async () => (await lists()).counties.map((one) => one.name), ["甲县", "乙县", "丙县"], "a row that is pasted adds columns");
await paste("/lists/targets/-/first", { "text/plain": "产出\t数量\t渠道\t9\t1\t2\t3\n产出\t质量\t合格率\t8\t4\t5\t6\n效益\t社会\t人口\t7\t7\t8\t9\t多余\n" });
await cell(clerk, "/lists/targets/2/name").waitFor();
await becomes(async () => (await lists()).targets.map((one) => [one.first, one.second, one.name, one.total, ...(one.children ?? []).map((part) => part.value)]),
	[["产出", "数量", "渠道", "9", "1", "2", "3"], ["产出", "质量", "合格率", "8", "4", "5", "6"], ["效益", "社会", "人口", "7", "7", "8", "9"]],
	"a block adds rows below one that is none yet, each in its group");
ok(/1 格.*没有粘贴/.test(await clerk.textContent("#said")), "and what has no place is told");

const rest = async () => { const now = await lists(); return [now.counties.map((one) => one.name), ...now.targets.map((one) => one.children.map((part) => part.value ?? ""))]; };
await cell(clerk, "/lists/counties/1/central").focus();
await press("删一行");
await becomes(rest, [["甲县", "丙县"], ["1", "3"], ["4", "6"], ["7", "9"]], "the column that one is in goes, with what stands in it");
await press("撤销");
await becomes(rest, [["甲县", "乙县", "丙县"], ["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]], "and comes back");
await cell(clerk, "/lists/counties/0/central").focus();
await press("下移");
await becomes(rest, [["乙县", "甲县", "丙县"], ["2", "1", "3"], ["5", "4", "6"], ["8", "7", "9"]], "or moves");
await cell(clerk, "/lists/targets/0/name").focus();
await press("删一行");
await becomes(async () => (await lists()).targets.map((one) => one.name), ["合格率", "人口"], "a row of a group goes alone");

/* Where colours are the reader's own, one sees what may be typed, and where one is. */

await clerk.emulateMedia({ forcedColors: "active" });
await cell(clerk, "/texts/goal").focus();
const outline = (place) => cell(clerk, place).evaluate((one) => getComputedStyle(one).outline.replace(/^rgb\S* \S* \S* /, "").split(" ").slice(-2).join(" "));
is([await outline("/texts/goal"), await outline("/title")], ["solid 3px", "dotted 1px"], "without colours of ours, cells have lines");
await clerk.emulateMedia({ forcedColors: "none" });

/* Texts out of an office program, and line ends. */

await paste("/texts/goal", { "text/plain": "一。\n二。\n三。" });
await becomes(async () => (await api(clerk, `/drafts/${id}`)).texts?.goal, "一。\n二。\n三。", "lines that are pasted into a text are all there");
await cell(clerk, "/project/supervising_department").focus();
await clerk.keyboard.type("水利局");
await clerk.keyboard.press("Alt+Enter");
await clerk.keyboard.type("甲");
await clerk.keyboard.press("Tab");
await clerk.locator(".saved", { hasText: "已保存" }).waitFor();
await becomes(async () => (await api(clerk, `/drafts/${id}`)).project.supervising_department, "水利局\n甲", "a line end that is typed is one");

/* Leaving, and thinking again. */

await clerk.route(`**/drafts/${id}`, (route) => (route.request().method() === "PATCH" ? route.abort() : route.fallback()));
await cell(clerk, "/lists/counties/0/local").focus();
await clerk.keyboard.type("5");
await clerk.keyboard.press("Tab");
await clerk.locator(".saved.error").waitFor();
await visit(clerk, "all");
await clerk.locator("dialog button", { hasText: "取消" }).click();
is(await clerk.evaluate(() => location.hash), `#/form/${id}`, "who stays is where he was");
await clerk.locator("#nav a", { hasText: "材料" }).click();
await clerk.locator("dialog", { hasText: "还没有保存" }).waitFor();
ok(true, "and is asked again");
await clerk.locator("dialog button", { hasText: "取消" }).click();
await clerk.unroute(`**/drafts/${id}`);
await type("/lists/counties/0/local", "6");

await clerk.locator("button", { hasText: "提交审核" }).click();
await clerk.locator("dialog").waitFor();
await visit(clerk, "all");
await clerk.locator("h1", { hasText: "材料" }).waitFor();
is(await clerk.locator("dialog").count(), 0, "what a page asked goes with it");
await clerk.goBack();
await saved(clerk);

/* Handed in once; remarks outlive a closed window; the reason of who gives it back is seen. */

await clerk.locator("button", { hasText: "提交审核" }).dblclick();
await clerk.locator("dialog button", { hasText: /^提交$/ }).dblclick();
await clerk.locator("h1", { hasText: "开始" }).waitFor();
is(await clerk.locator("dialog").count(), 0, "it is handed in once");
const reviewer = await person("reviewer-522700");
await visit(reviewer, `review/${id}`);
await cell(reviewer, "/lists/counties/0/local").click();
await reviewer.locator("dialog textarea").fill("请核对");
await reviewer.locator("dialog button", { hasText: "写上" }).click();
await reviewer.locator("button", { hasText: "对整份材料写意见" }).click();
await reviewer.locator("dialog textarea").fill("缺附件");
await reviewer.locator("dialog button", { hasText: "写上" }).click();
await reviewer.locator(".side h2", { hasText: "我的意见 2 条" }).waitFor();
await reviewer.reload();
await reviewer.locator(".side h2", { hasText: "我的意见 2 条" }).waitFor();
ok(true, "remarks are there after a reload");
await reviewer.locator(".bar button", { hasText: "退回" }).click();
await reviewer.locator("dialog textarea").fill("金额请全部重新核对");
await reviewer.locator("dialog button", { hasText: "退回" }).click();
await reviewer.locator("h1", { hasText: "开始" }).waitFor();
await visit(clerk, `form/${id}`);
await clerk.locator(".returned", { hasText: "reviewer-522700" }).waitFor();
ok((await clerk.textContent(".returned")).includes("金额请全部重新核对"), "why it comes back stands above the form");
is(await clerk.locator(".side section", { hasText: "审核意见" }).locator("li button:first-child").allTextContents(), ["县（市、区）“乙县”的地方资金", "整份材料"], "each remark is named by its place");
await clerk.locator("button", { hasText: "提交审核" }).click();
await clerk.locator("dialog button", { hasText: /^提交$/ }).click();
await clerk.locator("h1", { hasText: "开始" }).waitFor();
await visit(reviewer, `review/${id}`);
await reviewer.locator(".bar button", { hasText: "通过" }).click();
is(await reviewer.locator(".side h2", { hasText: "我的意见 0 条" }).count(), 1, "what was sent is sent");
await reviewer.locator("dialog button", { hasText: "通过" }).click();
await reviewer.locator("h1", { hasText: "开始" }).waitFor();

/* Where it is public is told as long as it is. */

const publisher = await person("publisher-522700");
await visit(publisher, `publish/${id}`);
await publisher.locator("button", { hasText: /^公开$/ }).click();
await publisher.locator("dialog button", { hasText: "公开" }).click();
await publisher.locator("dialog", { hasText: "已公开" }).waitFor();
const code = await publisher.locator("dialog code").nth(1).textContent();
await publisher.locator("dialog button", { hasText: /^好$/ }).click();
await publisher.locator(".facts", { hasText: code }).waitFor();
ok((await publisher.textContent(".facts")).includes(`/reports/${id}`), "link and code are there afterwards");
ok((await publisher.textContent(".facts")).includes(`/v/${code}`), "and where the code is asked of");

/* A paragraph that begins further in is typed within the page. */

const writer = await person("editor-430602");
await visit(writer, "form/r1-2023-430602-106");
await cell(writer, "/chapters/1/body").click();
await writer.locator(".host textarea").waitFor();
ok(await writer.evaluate(() => {
	const control = document.querySelector(".host").shadowRoot.querySelector("textarea");
	return control.getBoundingClientRect().right <= control.closest("p, div").getBoundingClientRect().right + 1;
}), "a long text that is typed does not stick out of its page");
await writer.context().grantPermissions(["clipboard-read", "clipboard-write"]);
await writer.evaluate(() => navigator.clipboard.writeText("其一\t购置\n其二\t维修"));
const before = await writer.evaluate(() => document.querySelector(".host").shadowRoot.activeElement.value);
await writer.keyboard.press("Control+Home");
await writer.keyboard.press("Control+v");
is(await writer.evaluate(() => document.querySelector(".host").shadowRoot.activeElement.value), `其一\t购置\n其二\t维修${before}`,
	"what is pasted into it, of a table as well, goes where the cursor is");

/* A password is changed once. */

const other = await open(browser);
await login(other, desk, "editor2-522700", password);
await visit(other, "self");
const answers = [];
other.on("response", (answer) => answer.url().endsWith("/password") && answers.push(answer.status()));
for (const [i, text] of [password, "Xin=Mi=Ma=2027", "Xin=Mi=Ma=2027"].entries()) {
	await other.locator("main form input").nth(i).fill(text);
}
await other.locator("button", { hasText: "更换密码" }).dblclick();
await other.locator("#said", { hasText: "密码已更换" }).waitFor();
is(answers, [200], "who presses twice has not tried a wrong password");

for (const tab of [clerk, reviewer, publisher, writer, other]) {
	is(tab.faults, [], "nothing failed or was forbidden");
}
await browser.close();
done();
