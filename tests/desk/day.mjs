// A day at the desk, from a change to the publication and back: editor, reviewer (on a
// phone), publisher; what goes wrong on the way; and how many steps each task takes.
//
//   node day.mjs DESK PUBLIC PASSWORD REPORT [PICTURES]     prints TAP
"use strict";

import { axeFinds, done, eventually, is, launch, ok, open } from "./lib.mjs";
import { login } from "./people.mjs";

const [desk, site, password, id, pictures] = process.argv.slice(2);
const browser = await launch();
const tabs = {};

async function person(name, options) {
	const tab = await open(browser, options);
	await login(tab, desk, name, password);
	tabs[name] = tab;
	return tab;
}

// Go to a page as an address does.
async function visit(tab, hash) {
	await tab.evaluate((to) => { location.hash = to; }, `#/${hash}`);
}

const cell = (tab, place) => tab.locator(`[data-place="${place}"]`).first();
const saved = (tab) => tab.locator(".saved", { hasText: /^已保存$/ }).waitFor();
const api = (tab, path) => tab.evaluate(async (at) => (await fetch(`/api/v1/staff${at}`)).json(), path);

// Wait until the draft on the server is so.
const has = (tab, isSo) => eventually(async () => isSo(await api(tab, `/drafts/${id}`)), isSo);

async function picture(tab, name) {
	if (pictures) {
		await tab.screenshot({ path: `${pictures}/${name}.png` });
	}
}

// Count what somebody presses and clicks.
function count(tab) {
	let steps = 0;
	return {
		press: async (key) => { steps += 1; await tab.keyboard.press(key); },
		type: async (text) => { steps += 1; await tab.keyboard.type(text); },
		click: async (locator) => { steps += 1; await locator.click(); },
		get steps() { return steps; },
	};
}

/* The editor. */

const editor = await person("editor-522700");
await editor.locator("h1", { hasText: "开始" }).waitFor();
await editor.locator("table").first().waitFor();
await axeFinds(editor, "start");
await picture(editor, "start");
await visit(editor, "all");
await editor.locator("tbody tr").first().waitFor();
await axeFinds(editor, "all drafts");
await visit(editor, `form/${id}`);
await editor.locator("[role=textbox]").first().waitFor();
await saved(editor);
await axeFinds(editor, "a form");

await cell(editor, "/indicators/0/children/0/children/0/score").focus();
const patched = editor.waitForRequest((request) => request.method() === "PATCH");
await editor.keyboard.type("50");
await editor.keyboard.press("Tab");
is((await patched).headers().prefer, "respond-async", "a cell is saved without waiting for the rules");
await editor.locator(".side .tag.error").first().waitFor();
ok(true, "a score above its weight is found while one works");
await saved(editor);
await editor.locator(".side h2", { hasText: "正在核对" }).waitFor({ state: "detached" });
ok(await editor.locator(".side h2", { hasText: /检查结果 \d+ 条/ }).isVisible(), "and then all findings are those of now");
await picture(editor, "form");
await axeFinds(editor, "a form with findings");
const lead = editor.locator(".side li", { has: editor.locator(".tag.error") }).first().locator("button").first();
await lead.click();
ok(await editor.evaluate(() => document.querySelector(".host").shadowRoot.activeElement?.getAttribute("role") === "textbox"), "and leads to a cell");
await cell(editor, "/indicators/0/children/0/children/0/score").focus();
await editor.keyboard.type("5");
await editor.keyboard.press("Tab");
await saved(editor);
await editor.locator(".side .tag.error").first().waitFor({ state: "detached" });
ok(true, "corrected, the error is gone");

await cell(editor, "/indicators/0/children/0/children/0/actual/text").focus();
await editor.keyboard.type("10次");
await editor.keyboard.press("Enter");
await saved(editor);
is((await api(editor, `/drafts/${id}`)).indicators[0].children[0].children[0].actual.text, "10次", "what was typed is on the server");

/* A session that ends, and a window that is closed, lose nothing. */

await editor.context().clearCookies();
await cell(editor, "/indicators/0/children/0/children/0/actual/text").focus();
await editor.keyboard.type("11次");
await editor.keyboard.press("Tab");
await editor.locator("dialog", { hasText: "请重新登录" }).waitFor();
await axeFinds(editor, "logging in again");
await editor.locator("dialog button", { hasText: "以后再说" }).click();
await new Promise((resolve) => { setTimeout(resolve, 3500); });
is(await editor.locator("dialog").count(), 0, "who puts it off is not asked again");
ok(/内容保存在本机.*重新登录/.test(await editor.locator(".saved").textContent()), "and is told where what he types is, and where to log in", await editor.locator(".saved").textContent());
await editor.locator("header button", { hasText: "重新登录" }).click();
await editor.locator("dialog input[name=password]").fill(password);
await editor.keyboard.press("Enter");
await editor.locator("dialog").waitFor({ state: "detached" });
await saved(editor);
is((await api(editor, `/drafts/${id}`)).indicators[0].children[0].children[0].actual.text, "11次", "an ended session: logged in again, it is saved");

await editor.context().setOffline(true);
await cell(editor, "/indicators/0/children/0/children/0/actual/text").focus();
await editor.keyboard.type("12次");
await editor.keyboard.press("Tab");
await editor.locator(".saved.error").waitFor();
await axeFinds(editor, "without a network");
const context = editor.context();
await editor.close({ runBeforeUnload: false });
await context.setOffline(false);
const again = await context.newPage();
again.faults = [];
await again.goto(`${desk}/#/form/${id}`);
await again.locator("[role=textbox]").first().waitFor();
await has(again, (now) => now.indicators[0].children[0].children[0].actual.text === "12次");
is((await api(again, `/drafts/${id}`)).indicators[0].children[0].children[0].actual.text, "12次", "a closed window without a network: it comes back and is saved");

// Lose the answer to the next question of this kind that has come to the server.
async function loseAnswer(tab, method) {
	let isLost = false;
	await tab.route(`**/drafts/${id}`, async (route) => {
		if (isLost || route.request().method() !== method) {
			await route.fallback();
			return;
		}
		isLost = true;
		await route.fetch();
		await route.abort();
	});
}

await loseAnswer(again, "PATCH");
await cell(again, "/indicators/0/children/0/children/0/actual/text").focus();
await again.keyboard.type("13次");
await again.keyboard.press("Tab");
await again.locator(".saved.error").waitFor();
await cell(again, "/indicators/0/children/0/children/0/actual/text").focus();
await again.keyboard.type("12次");
await again.keyboard.press("Tab");
await has(again, (now) => now.indicators[0].children[0].children[0].actual.text === "12次");
await saved(again);
is((await api(again, `/drafts/${id}`)).indicators[0].children[0].children[0].actual.text, "12次", "an answer that is lost: what is typed then is not somebody else's conflict");

/* Two at one form. */

const other = await person("editor2-522700");
const begun = other.locator("li", { has: other.locator(`a[href="#/form/${id}"]`) }).locator("small");
await begun.waitFor();
ok(/已公开，正在更正/.test(await begun.textContent()), "what is public is told to be so while it is being corrected", await begun.textContent());
await visit(other, `form/${id}`);
await other.locator("[role=textbox]").first().waitFor();
await cell(other, "/indicators/0/children/0/children/1/actual/text").focus();
await cell(again, "/indicators/0/children/0/children/0/remark").focus();
await again.keyboard.type("甲的备注");
await cell(other, "/indicators/0/children/0/children/1/actual/text").focus();
await other.keyboard.type("36次");
await Promise.all([again.keyboard.press("Tab"), other.keyboard.press("Tab")]);
await has(again, (now) => now.indicators[0].children[0].children[0].remark === "甲的备注" && now.indicators[0].children[0].children[1].actual.text === "36次");
await Promise.all([saved(again), saved(other)]);
const both = (await api(again, `/drafts/${id}`)).indicators[0].children[0].children;
is([both[0].remark, both[1].actual.text], ["甲的备注", "36次"], "two people in two cells: both are there");
await other.context().setOffline(true);
await cell(other, "/indicators/0/children/0/children/0/remark").focus();
await other.keyboard.type("丁的备注");
await other.keyboard.press("Tab");
await other.locator(".saved.error").waitFor();
await cell(again, "/indicators/0/children/0/children/0/remark").focus();
await again.keyboard.type("丙的备注");
await again.keyboard.press("Tab");
await has(again, (now) => now.indicators[0].children[0].children[0].remark === "丙的备注");
await saved(again);
await loseAnswer(other, "GET");
await other.context().setOffline(false);
await other.locator(".side", { hasText: "别人同时改了" }).waitFor();
await saved(other);
ok(await other.locator(".side", { hasText: "丁的备注" }).count() > 0, "two people in one cell: the one that came later is not lost");
is((await api(other, `/drafts/${id}`)).indicators[0].children[0].children[0].remark, "丙的备注", "and has overwritten nobody");
await axeFinds(other, "a conflict");
await other.locator(".side button", { hasText: "用我的" }).first().click();
await has(other, (now) => now.indicators[0].children[0].children[0].remark === "丁的备注");
is((await api(other, `/drafts/${id}`)).indicators[0].children[0].children[0].remark, "丁的备注", "and mine is taken when I say so");

/* Personal data: hidden in public, and to be seen by whoever publishes. */

await cell(again, "/texts/goal").focus();
await again.keyboard.press("End");
await again.keyboard.type("联系人张建国，13800138000。");
await again.keyboard.press("Tab");
await saved(again);
const named = again.locator(".side li", { hasText: "张建国" });
await named.locator("button", { hasText: "隐去" }).click();
await again.locator("dialog input").waitFor();
await axeFinds(again, "hiding a name");
await again.locator("dialog button", { hasText: "隐去" }).click();
await again.locator(".side section", { hasText: "公开时隐去 1 处" }).waitFor();
await again.locator(".side li", { hasText: "13800138000" }).locator("button", { hasText: "隐去" }).click();
await again.locator("dialog button", { hasText: "隐去" }).click();
await again.locator(".side section", { hasText: "公开时隐去 2 处" }).waitFor();
await axeFinds(again, "what is hidden");
await again.locator("button", { hasText: "恢复显示" }).last().click();
await again.locator("dialog input").fill("是单位对外的电话");
await axeFinds(again, "showing it again");
await again.locator("dialog button", { hasText: "恢复显示" }).click();
await again.locator(".side section", { hasText: "公开时隐去 1 处" }).waitFor();
const shown = await again.locator(".side .plain li").textContent();
const isName = shown.includes("张建国");
ok(isName || shown.includes("13800138000"), "what was hidden is shown again, the other stays hidden");
await again.locator(".side li", { hasText: isName ? "13800138000" : "张建国" }).locator("button", { hasText: "隐去" }).click();
await again.locator("dialog button", { hasText: "隐去" }).click();
await again.locator(".side section", { hasText: "公开时隐去 2 处" }).waitFor();
const faceOf = (edition) => again.evaluate(async (at) => (await fetch(at)).text(), `/api/v1/staff/drafts/${id}.html?edition=${edition}`);
ok((await faceOf("internal")).replaceAll(/<[^>]*>/g, "").includes("联系人张建国，13800138000"), "the draft has the name and the number");
ok((await faceOf("public")).includes("联系人***，***********"), "what will be public has asterisks");

await cell(again, "/indicators/0/children/0/children/2/deviation").focus();
await again.keyboard.press("Delete");
await again.keyboard.press("Tab");
await has(again, (now) => now.indicators[0].children[0].children[2].deviation === "");

/* For review, back, and again. */

await again.reload();
await again.locator("[role=textbox]").first().waitFor();
await saved(again);
await again.locator("button", { hasText: "提交审核" }).click();
await again.locator("dialog textarea").first().fill("完成值核实后更正");
await axeFinds(again, "submitting");
await again.locator("dialog button", { hasText: "提交" }).click();
await again.locator("h1", { hasText: "开始" }).waitFor();

const phone = await person("reviewer-522700", { viewport: { width: 390, height: 844 }, hasTouch: true });
await phone.locator("a", { hasText: "定额公用经费" }).first().click();
await phone.locator("[role=status]", { hasText: "处不同" }).waitFor();
await phone.locator(".side section", { hasText: "公开时隐去 2 处" }).waitFor();
ok(await phone.locator("button", { hasText: "恢复显示" }).count() === 0, "a reviewer sees what is hidden, and changes nothing of it");
is(await phone.evaluate(() => [...new Set([...document.querySelector(".host").shadowRoot.querySelectorAll(".changed")].map((one) => one.dataset.place))].sort()),
	["/indicators/0/children/0/children/0/actual/text", "/indicators/0/children/0/children/0/remark", "/indicators/0/children/0/children/1/actual/text",
		"/indicators/0/children/0/children/2/deviation", "/texts/goal"],
	"what changed since the last publication is marked, also a cell that was emptied");
is(await phone.locator(".host s.absent").allTextContents().then((all) => all.sort()), ["13800138000", "何某", "张建国"], "what the public will not see is struck: masks, and who filled the form in");
await phone.locator(".side section", { hasText: "与第 1 次公开的内容不同" }).locator("p", { hasText: "原为 9次，现为 12次" }).waitFor();
ok((await phone.locator(".side section", { hasText: "与第 1 次公开的内容不同" }).textContent()).includes("联系人***，***********"), "beside what will be public, with its masks");
await axeFinds(phone, "review on a phone");
if (pictures) {
	await phone.setViewportSize({ width: 1280, height: 900 });
	await picture(phone, "review");
	await phone.setViewportSize({ width: 390, height: 844 });
}
await cell(phone, "/indicators/0/children/0/children/0/actual/text").click();
await phone.locator("dialog textarea").fill("请附次数的依据");
await phone.locator("dialog button", { hasText: "写上" }).click();
await phone.locator("button", { hasText: "退回" }).click();
await phone.locator("dialog button", { hasText: "退回" }).click();
await phone.locator("h1", { hasText: "开始" }).waitFor();

await again.reload();
await again.locator("section", { hasText: "退给我修改" }).locator("a").first().click();
await again.locator(".side", { hasText: "请附次数的依据" }).waitFor();
ok(true, "the reviewer's comment stands beside the form");
const returned = count(again);
await returned.click(again.locator(".side li", { hasText: "请附次数的依据" }).locator("button").first());
await returned.type("12次（见台账）");
await returned.press("Tab");
await saved(again);
await returned.click(again.locator("button", { hasText: "改好了" }));
await returned.click(again.locator("button", { hasText: "提交审核" }));
// The dialog comes when the last cell is saved.
await again.locator("dialog textarea").first().waitFor();
is(await again.locator("dialog textarea").first().inputValue(), "完成值核实后更正", "the reason of the correction is there still");
await returned.click(again.locator("dialog button", { hasText: "提交" }));
await again.locator("h1", { hasText: "开始" }).waitFor();
console.log(`# steps, returned and corrected: ${returned.steps}`);

await phone.reload();
const approval = count(phone);
await approval.click(phone.locator("a", { hasText: "定额公用经费" }).first());
await phone.locator("button", { hasText: "通过" }).waitFor();
await approval.click(phone.locator("button", { hasText: "通过" }));
await axeFinds(phone, "approving");
await approval.click(phone.locator("dialog button", { hasText: "通过" }));
await phone.locator("h1", { hasText: "开始" }).waitFor();

/* Public. */

const publisher = await person("publisher-522700");
await publisher.locator("section", { hasText: "等我公开" }).waitFor();
await approval.click(publisher.locator("a", { hasText: "定额公用经费" }).first());
await publisher.locator("button", { hasText: /^公开$/ }).waitFor();
is(await publisher.locator("section", { hasText: "隐去 2 处" }).locator("li strong").allTextContents().then((all) => all.sort()), ["13800138000", "张建国"], "what is hidden stands there");
ok((await publisher.locator("iframe").getAttribute("src")).endsWith(".pdf?edition=public"), "and the page that will be public");
await axeFinds(publisher, "publication");
await picture(publisher, "publish");
await approval.click(publisher.locator("button", { hasText: /^公开$/ }));
await approval.click(publisher.locator("dialog button", { hasText: "公开" }));
await publisher.locator("dialog", { hasText: "已公开" }).waitFor();
await axeFinds(publisher, "published");
console.log(`# steps, approved and published: ${approval.steps}`);
const published = await (await fetch(`${site}/api/v1/reports/${id}`)).json();
is(published.published.revision, 2, "the second revision is public");
is(published.indicators[0].children[0].children[0].actual.text, "12次（见台账）", "with what was typed");
ok(!("contact" in published), "and without the contact");
ok(published.texts.goal.endsWith("联系人***，***********。"), "and with asterisks for who is named");

/* And not any more. */

await publisher.locator("dialog button", { hasText: /^好$/ }).click();
await publisher.locator("button", { hasText: "撤回公开" }).click();
await publisher.locator("dialog textarea").fill("数据有误，核对后重新公开");
await axeFinds(publisher, "withdrawing");
await publisher.locator("dialog button", { hasText: /^撤回$/ }).click();
await publisher.locator("h1", { hasText: "开始" }).waitFor();
await publisher.locator("#said", { hasText: "已撤回" }).waitFor();
const gone = await fetch(`${site}/api/v1/reports/${id}/revisions/2`);
is(gone.status, 410, "what is withdrawn is no longer public");

/* A reason, which is public, too. */

await visit(again, `form/${id}`);
await again.locator(".side .tag.warning").first().waitFor();
const warnings = await again.locator(".side .tag.warning").count();
await again.locator(".side button", { hasText: "说明理由" }).first().click();
await again.locator("dialog textarea").fill("年中追加，文件另附");
await again.locator("dialog input[type=checkbox]").check();
await axeFinds(again, "a reason");
await again.locator("dialog button", { hasText: "保存说明" }).click();
await again.locator(".side .tag", { hasText: "已说明" }).first().waitFor();
is(await again.locator(".side .tag", { hasText: "提醒" }).count(), warnings - 1, "a finding is explained beside the form");
await again.locator(".side li", { hasText: "说明（公开）：年中追加，文件另附" }).waitFor();
ok((await faceOf("public")).includes("年中追加，文件另附"), "and its reason will be below the form");
const said = again.locator(".side li", { hasText: "年中追加，文件另附" });
ok(/(clerk|editor)\S* \d{4}-\d\d-\d\d \d\d:\d\d/.test(await said.textContent()), "with who gave it, and when", await said.textContent());
await said.locator("button", { hasText: "改说明" }).click();
is([await again.locator("dialog textarea").inputValue(), await again.locator("dialog input[type=checkbox]").first().isChecked()], ["年中追加，文件另附", true], "who says it otherwise begins with what was said");
await again.locator("dialog textarea").fill("年中追加，见批文");
await again.locator("dialog button", { hasText: "保存说明" }).click();
await again.locator(".side li", { hasText: "说明（公开）：年中追加，见批文" }).waitFor();
ok((await faceOf("public")).includes("年中追加，见批文"), "and that stands below the form instead");

await again.locator(".side li", { hasText: "年中追加，见批文" }).locator("button", { hasText: "改说明" }).click();
await again.locator("dialog label", { hasText: "收回这条说明" }).click();
await axeFinds(again, "a reason that is taken back");
await again.locator("dialog button", { hasText: "保存说明" }).click();
await again.locator(".side .tag", { hasText: "已说明" }).first().waitFor({ state: "detached" });
is(await again.locator(".side .tag", { hasText: "提醒" }).count(), warnings, "or takes it back");
ok(!(await faceOf("public")).includes("见批文"), "and nothing of it will be public");
await again.locator(".side button", { hasText: "说明理由" }).first().click();
await again.locator("dialog textarea").fill("年中追加，见批文");
await again.locator("dialog input[type=checkbox]").check();
await again.locator("dialog button", { hasText: "保存说明" }).click();
await again.locator(".side .tag", { hasText: "已说明" }).first().waitFor();

/* A reader: all is to be seen, with the page beside, and nothing is changed. */

const reader = await person("reader-522700");
await reader.locator("table").first().waitFor();
await axeFinds(reader, "start, of a reader");
ok(await reader.locator("button", { hasText: "新建" }).count() === 0, "a reader makes nothing new");
await visit(reader, `form/${id}`);
await reader.locator(".host [data-place]").first().waitFor();
is(await reader.evaluate(() => location.hash), `#/review/${id}`, "the form to fill in is the form to read, for a reader");
ok(await reader.locator("[role=textbox]").count() === 0, "without cells to type in");
is(await reader.locator(".bar button").allTextContents(), [], "nor steps to take");
await reader.locator("label", { hasText: "看 PDF 页面" }).click();
await reader.locator("iframe").first().waitFor();
await axeFinds(reader, "review with the page");
await reader.locator(".side button").first().click();
await reader.locator(".host [data-place].chosen").first().waitFor();
ok(await reader.locator("iframe").first().isHidden(), "a finding leads back to the form");
await visit(reader, "import");
await reader.locator(".error", { hasText: "填报" }).waitFor();
ok(true, "a page that is not a reader's says whose it is");

/* A draft that nobody needs. */

await visit(again, "");
await again.locator("h1", { hasText: "开始" }).waitFor();
const made = await again.evaluate(async () => {
	const { getJson, postJson, onceKey } = await import("/api.js");
	const blank = await getJson("/templates/E1/blank?department=522700-197&year=2031&project=522700-197-2024-01");
	return (await postJson("/drafts", blank, { headers: onceKey() })).id;
});
await visit(again, `form/${made}`);
await saved(again);
await again.locator("button", { hasText: "删除草稿" }).click();
await axeFinds(again, "deleting a draft");
await again.locator("dialog button", { hasText: "取消" }).click();
ok((await api(again, `/drafts/${made}`)).form === "E1", "who thinks again deletes nothing");
await again.locator("button", { hasText: "删除草稿" }).click();
await again.locator("dialog textarea").fill("建错了年度");
await again.locator("dialog button", { hasText: /^删除$/ }).click();
await again.locator("#said", { hasText: "已删除" }).waitFor();
await again.locator("h1", { hasText: "开始" }).waitFor();
is((await api(again, `/drafts/${made}`)).status, 404, "a draft is deleted, with the reason");

/* Who filled in does not approve: nothing waits for her, and the page says why. */

const change = (tab, at, patch) => tab.evaluate(async ([path, json]) => {
	const { call } = await import("/api.js");
	const etag = (await call("GET", path)).headers.get("ETag");
	return (await call("PATCH", path, { json, type: "application/json-patch+json", headers: { "If-Match": etag } })).headers.get("ETag");
}, [`/drafts/${at}`, patch]);
const doubled = await person("both-522700");
await doubled.locator("h1", { hasText: "开始" }).waitFor();
const handed = await change(doubled, id, [{ op: "add", path: "/indicators/0/children/0/children/1/remark", value: "见台账" }]);
await doubled.evaluate(async ([at, match]) => {
	const { postJson } = await import("/api.js");
	await postJson(`/drafts/${at}/submit`, { correction_reason: "补充备注" }, { headers: { "If-Match": match } });
}, [id, handed]);
await doubled.reload();
await doubled.locator("section", { hasText: "我改过或提交的，等别人审核（1）" }).waitFor();
is(await doubled.locator("section", { hasText: "等我审核" }).count(), 0, "what somebody handed in does not wait for the same person");
await axeFinds(doubled, "start, with what waits for others");
await doubled.locator("a", { hasText: "定额公用经费" }).first().click();
await doubled.locator("p", { hasText: "要由另一人审核通过" }).waitFor();
is(await doubled.locator(".bar button", { hasText: /^通过$/ }).count(), 0, "nor can it be approved by her");
await doubled.locator(".side", { hasText: "何菲（both-522700）" }).waitFor();
ok(true, "of two with one name the account is told, too");

/* Two reviewers: who saw it waiting takes nothing back that the other has decided. */

await visit(phone, `review/${id}`);
await phone.locator("button", { hasText: "退回" }).click();
await phone.locator("dialog textarea").fill("再核对");
const second = await open(browser);
await login(second, desk, "reviewer2-522700", password);
await visit(second, `review/${id}`);
await second.locator(".host [data-place]").first().waitFor();
await second.locator(".side li", { hasText: "公开的说明" }).filter({ hasText: "现为 年中追加，见批文" }).waitFor();
ok(true, "among what differs, an explanation is called so");
await cell(second, "/indicators/0/children/0/children/1/remark").click();
await second.locator("dialog textarea").fill("台账齐全");
await second.locator("dialog button", { hasText: "写上" }).click();
await cell(second, "/indicators/0/children/0/children/1/remark").and(second.locator(".noted")).waitFor();
ok(true, "the cell of a remark is marked");
await second.locator("button", { hasText: /^通过$/ }).click();
await second.locator("dialog button", { hasText: /^通过$/ }).click();
await second.locator("#said", { hasText: "已通过" }).waitFor();
await phone.locator("dialog button", { hasText: /^退回$/ }).click();
await phone.locator("#said", { hasText: "审核通过 · 何菲（reviewer2-522700）" }).waitFor();
is((await api(phone, `/drafts?q=${id}`)).items[0].state, "approved", "what was approved meanwhile is not returned unseen; who did it is said");

/* Amounts as the form has them. */

const accountant = await person("editor-430602");
await change(accountant, "d1-2023-430602-106", [{ op: "replace", path: "/base_data/1/rows/0/values/budget", value: "12345678.90" }]);
await visit(accountant, "review/d1-2023-430602-106");
await accountant.locator(".side p", { hasText: "原为 1 万元，现为 1,234.56789 万元" }).waitFor();
ok(true, "a form in 万元 is compared in 万元, to the last digit");
await accountant.locator("label", { hasText: "并排看" }).click();
await accountant.locator("h2", { hasText: "第 1 次公开的内容" }).first().waitFor();
await axeFinds(accountant, "two beside each other");
ok(await accountant.evaluate(() => {
	const cells = [...document.querySelector(".host").shadowRoot.querySelectorAll(".changed.error")];
	return cells.length > 0 && cells.every((one) => getComputedStyle(one).boxShadow.includes("rgb(193, 68, 60)"));
}), "an error that changed looks like an error");

/* Wrong roads. */

const nobody = await person("nobody");
await nobody.locator("h1", { hasText: "还没有权限" }).waitFor();
await axeFinds(nobody, "an account without rights");

await visit(phone, "form/d1-2023-430602-106");
await phone.locator(".error", { hasText: "不能查看" }).waitFor();
ok(true, "another department's draft is not there");
ok(await phone.locator("#nav a", { hasText: "用户" }).count() === 0, "who is no administrator has no such page");

for (const tab of [...Object.values(tabs).filter((one) => one !== editor), again]) {
	ok(tab.faults.length === 0, "nothing failed or was forbidden", tab.faults.join("; "));
}
await browser.close();
done();
