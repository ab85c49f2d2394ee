// A clerk's tasks, each in as few steps as it takes: a new form by keyboard alone, last
// year's renewed by workbook, and everything downloaded in one file.
//
//   node tasks.mjs DESK PASSWORD FOLDER     prints TAP; FOLDER is for files
"use strict";

import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { axeFinds, done, is, launch, ok, open, until } from "./lib.mjs";
import { login } from "./people.mjs";

const [desk, password, folder] = process.argv.slice(2);
const browser = await launch();
const tab = await open(browser);
await login(tab, desk, "editor-522700", password);
const saved = () => tab.locator(".saved", { hasText: /^已保存$/ }).waitFor();
const api = (path) => tab.evaluate(async (at) => (await fetch(`/api/v1/staff${at}`)).json(), path);

let steps = 0;
async function press(key, times = 1) {
	for (let i = 0; i < times; i += 1) {
		steps += 1;
		await tab.keyboard.press(key);
	}
}
async function type(text) {
	steps += 1;
	await tab.keyboard.type(text);
}
async function click(locator) {
	steps += 1;
	await locator.click();
}
const focusIs = (text) => tab.evaluate(() => document.activeElement?.textContent).then((got) => got === text);

// Tab until something is reached, as who sees the page does.
async function tabTo(reached) {
	for (let i = 0; i < 80; i += 1) {
		if (await reached()) {
			return true;
		}
		await press("Tab");
	}
	return false;
}

/* A new form, by keyboard alone. */

await tab.locator("button", { hasText: "新建一份材料" }).waitFor();
// The page is whole only then; steps before would be counted or not, as it happens.
await until(tab, () => document.activeElement.id === "main");
ok(await tabTo(() => focusIs("新建一份材料")), "the button for a new one is reached by Tab");
await press("Enter");
await tab.locator("dialog").waitFor();
await axeFinds(tab, "a new form");
await tab.keyboard.press("Tab");
await tab.locator("dialog select").first().focus();
await type("E1");
await press("Tab", 2);
await press("Control+a");
await type("2025");
await press("Tab");
await type("522700-197-2024-01");
await press("Enter");
await tab.locator("[role=textbox]").first().waitFor();
const id = decodeURIComponent((await tab.evaluate(() => location.hash)).split("/").at(-1));
is(id.startsWith("e1-2025-522700-197"), true, `it is ${id}`);
await axeFinds(tab, "a form that is new");
const cells = await tab.evaluate(() => [...document.querySelector(".host").shadowRoot.querySelectorAll("[data-place^='/funds'][role=textbox]")].length);
ok(cells > 0, `it has ${cells} cells of funds`);
const total = tab.locator("[data-place='/funds/0/annual_budget']").first();
await tab.evaluate(() => document.querySelector(".host").shadowRoot.querySelector("[role=textbox]").focus());
await tabTo(() => tab.evaluate(() => document.querySelector(".host").shadowRoot.activeElement?.dataset.place === "/funds/0/annual_budget"));
await type("200000");
await press("Tab");
await type("198000");
await press("Tab");
await saved();
is([(await api(`/drafts/${id}`)).funds[0].annual_budget, (await api(`/drafts/${id}`)).funds[0].executed], ["200000.00", "198000.00"], "filled in by keyboard, it is on the server");
await total.waitFor();
console.log(`# steps, a new form with two amounts, all by keyboard: ${steps}`);

/* Last year's, by workbook. */

steps = 0;
const coming = tab.waitForEvent("download");
await click(tab.locator("button", { hasText: "下载表格填写" }));
const file = `${folder}/form.xlsx`;
await (await coming).saveAs(file);
execFileSync("/usr/bin/python3", ["-c", `
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
done = 0
for sheet in book:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == 198000:
                cell.value = 199000
                done += 1
assert done == 1, done
book.save(sys.argv[1])
`, file]);
// Work at the desk goes on while the workbook is out.
await tab.locator("[data-place='/project/implementing_unit']").first().focus();
await tab.keyboard.type("社会工作科");
await tab.keyboard.press("Tab");
await saved();
await click(tab.locator("button", { hasText: "读回表格" }));
await tab.setInputFiles("dialog input[type=file]", file);
steps += 1;
await click(tab.locator("dialog button", { hasText: "读回" }));
await tab.locator("#said", { hasText: "已读回" }).waitFor();
is((await api(`/drafts/${id}`)).funds[0].executed, "199000.00", "a workbook that was filled in is read back");
is(await tab.locator("[data-place='/funds/0/executed']").first().textContent(), "199,000", "and seen on the form");
is((await api(`/drafts/${id}`)).project.implementing_unit, "社会工作科", "what was done meanwhile stays");
console.log(`# steps, renewed by workbook, beside the filling in: ${steps}`);

execFileSync("/usr/bin/python3", ["-c", `
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
for sheet in book:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == 199000:
                cell.value = "十九万"
book.save(sys.argv[1])
`, file]);
await tab.locator("button", { hasText: "读回表格" }).click();
await tab.setInputFiles("dialog input[type=file]", file);
await tab.locator("dialog button", { hasText: "读回" }).click();
await tab.locator("dialog", { hasText: "草稿没有变" }).waitFor();
ok(/十九万/.test(await tab.locator("dialog").textContent()), "what is wrong in a workbook is said with its cell");
await axeFinds(tab, "a workbook that is refused");
await tab.locator("dialog button").first().click();

/* The first form of its kind in a department, and a project that nobody knows yet. */

async function begin(form) {
	await tab.evaluate(() => { location.hash = "#/"; });
	await tab.locator("button", { hasText: "新建一份材料" }).click();
	await tab.locator("dialog select").first().selectOption(form);
}
const entered = () => tab.locator("dialog").waitFor({ state: "detached" }).then(() => tab.locator(".form [role=textbox]").first().waitFor());
await begin("D1");
await tab.locator("dialog button", { hasText: /^新建$/ }).click();
await entered();
await tab.locator(".host [data-place]", { hasText: "三公经费" }).first().waitFor();
ok(true, "a form that the department never had has the rows of what is public");
await begin("E1");
await tab.locator("dialog button", { hasText: /^新建$/ }).click();
await tab.locator("dialog .error", { hasText: "请写明项目代码" }).waitFor();
const asked = (label) => tab.locator("dialog .field", { hasText: label }).locator("input");
await asked("项目代码").fill("522700-197-2026-09");
await asked("项目名称").fill("公文交换经费");
await axeFinds(tab, "a new project");
await tab.locator("dialog button", { hasText: /^新建$/ }).click();
await entered();
await tab.locator("h1", { hasText: "公文交换经费" }).waitFor();
ok(true, "what is missing is said where it is asked, and a project comes with its name");
await tab.locator("[data-place$='/children/-/name']").first().focus();
await tab.keyboard.type("交换次数");
await tab.keyboard.press("Tab");
await saved();
is((await api(`/drafts/e1-${new Date().getFullYear()}-522700-197-2026-09`)).indicators[0].children[0], { name: "数量指标", children: [{ name: "交换次数" }] }, "its rows are there to type in");
await tab.locator("[data-place$='/children/-/name']").first().focus();
await tab.evaluate(() => {
	const data = new DataTransfer();
	data.setData("text/plain", "完好率\n准确率\n");
	document.querySelector(".host").shadowRoot.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
});
await tab.locator("[data-place='/indicators/0/children/2/children/0/name']").first().waitFor();
await saved();
is((await api(`/drafts/e1-${new Date().getFullYear()}-522700-197-2026-09`)).indicators[0].children.map((group) => group.children?.map((row) => row.name)), [["交换次数"], ["完好率"], ["准确率"], undefined], "and to paste a block in");

/* All in one file. */

steps = 0;
await click(tab.locator("#nav a", { hasText: "材料" }));
await tab.locator("tbody tr").first().waitFor();
await click(tab.locator("thead input[type=checkbox]"));
const bound = tab.waitForEvent("download");
await click(tab.locator("button", { hasText: /^下载$/ }));
await (await bound).saveAs(`${folder}/all.pdf`);
ok(readFileSync(`${folder}/all.pdf`).subarray(0, 5).toString() === "%PDF-" && statSync(`${folder}/all.pdf`).size > 20000, "all drafts in one PDF");
console.log(`# steps, all drafts downloaded bound: ${steps}`);
is((await bound).suggestedFilename(), "中共黔南州委社会工作部预算绩效信息.pdf", "its name says whose they are");
await tab.locator("select[name=year]").selectOption("2024");
ok(/^已选 (\d+) 份，其中 [1-9]\d* 份不在下面/.test(await tab.locator("main p[role=status]").textContent()), "what is chosen and not listed is told");
await tab.locator("select[name=year]").selectOption("");
await tab.evaluate(async (at) => {
	const { call } = await import("/api.js");
	const etag = (await call("GET", at)).headers.get("ETag");
	await call("DELETE", at, { json: { reason: "重复" }, headers: { "If-Match": etag } });
}, `/drafts/e1-${new Date().getFullYear()}-522700-197-2026-09`);
await tab.locator("button", { hasText: /^下载$/ }).click();
await tab.locator("#said.error", { hasText: "有 1 份已经删除" }).waitFor();
is(await tab.locator("tbody tr", { hasText: "公文交换经费" }).count(), 0, "what somebody has deleted meanwhile is told and goes from the list");
const rest = tab.waitForEvent("download");
await tab.locator("button", { hasText: /^下载$/ }).click();
await rest;
ok(true, "and all else comes");

ok(tab.faults.length === 0, "nothing failed or was forbidden", tab.faults.join("; "));
await browser.close();
done();
