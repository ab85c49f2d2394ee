// Looks at the pages of the site in a real browser, with and without scripts: accessible by
// axe-core, nothing forbidden or missing, no sideways scrolling in the hand, everything by
// keyboard, and the way back.
//
//   node site.mjs FILE     prints TAP
//
// FILE is JSON: a list of { name, url }, the first the start page.
"use strict";

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const pages = JSON.parse(readFileSync(process.argv[2], "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const DESK = { viewport: { width: 1280, height: 900 } };
const HAND = { viewport: { width: 390, height: 844 }, colorScheme: "dark" };

let count = 0;

function ok(condition, name, detail = []) {
	count += 1;
	console.log(`${condition ? "ok" : "not ok"} ${count} - ${name}`);
	for (const line of condition ? [] : detail) {
		console.log(`# ${line}`.replaceAll("\n", " "));
	}
}

async function look(context, page, screen) {
	const tab = await context.newPage();
	const wrong = [];
	tab.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
	tab.on("pageerror", (error) => wrong.push(String(error)));
	const answer = await tab.goto(page.url);
	ok(answer.status() === 200, `${page.name}, ${screen}`);
	const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	ok(wide <= 0, "  does not scroll sideways", [`by ${wide}`]);
	ok(wrong.length === 0, "  nothing is forbidden or missing", wrong);
	await tab.evaluate(axe);
	const found = await tab.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
	ok(found.passes.length > 10 && found.violations.length === 0, "  axe finds no fault",
		found.violations.map((fault) => `${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`));
	await tab.close();
}

// What a reader does with the keyboard alone, and without any script.
async function read(context) {
	const tab = await context.newPage();
	const titles = [];
	await tab.goto(pages[0].url);
	titles.push(await tab.title());
	await tab.keyboard.press("Tab");
	ok(await tab.evaluate(() => document.activeElement.className) === "skip", "the first key leads past the bar");
	await tab.keyboard.press("Enter");
	ok(await tab.evaluate(() => document.activeElement.id) === "main", "  to the text");
	for (let i = 0; i < 20 && await tab.evaluate(() => document.activeElement.name) !== "q"; i++) {
		await tab.keyboard.press("Tab");
	}
	await tab.keyboard.type("保障");
	await tab.keyboard.press("Tab");
	const requests = [];
	tab.on("request", (request) => requests.push(request.url()));
	for (let i = 0; i < 3; i++) {
		await tab.keyboard.press("ArrowDown");
	}
	ok(requests.length === 0, "a held arrow key asks for nothing", requests);
	await tab.keyboard.press("Home");
	await tab.keyboard.press("Shift+Tab");
	await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
	titles.push(await tab.title());
	ok(titles[1].startsWith("“保障”"), "the title says what was looked for", titles);
	ok(await tab.locator("mark").count() > 0, "  and the words are marked");
	await Promise.all([tab.waitForNavigation(), tab.locator(".reports h3 a").first().press("Enter")]);
	ok(await tab.locator("article").count() === 1, "a found report shows its form");
	await tab.goBack();
	ok(await tab.title() === titles[1] && await tab.locator("input[name=q]").inputValue() === "保障",
		"the way back has what was found, and what was looked for");
	await tab.goBack();
	ok(await tab.title() === titles[0], "  and then the start page");
	await tab.goForward();
	ok(await tab.title() === titles[1], "forward, too");
	await tab.close();
}

async function enlarge(context, isKept) {
	const tab = await context.newPage();
	const size = () => tab.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
	await tab.goto(pages[0].url);
	const usual = await size();
	await tab.check("#large");
	ok(await size() > usual * 1.3, "large text");
	await tab.goto(pages[1].url);
	ok((await size() > usual) === isKept, `  ${isKept ? "stays on other pages" : "is of the page, without a script"}`);
	await tab.close();
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [screen, options] of [["on a desk", DESK], ["in the hand, by night", HAND]]) {
	const context = await browser.newContext(options);
	for (const page of pages) {
		await look(context, page, screen);
	}
	await context.close();
}
for (const javaScriptEnabled of [true, false]) {
	const context = await browser.newContext({ ...DESK, javaScriptEnabled });
	ok(true, javaScriptEnabled ? "with scripts" : "without scripts");
	await read(context);
	await enlarge(context, javaScriptEnabled);
	await context.close();
}
const context = await browser.newContext(DESK);
const tab = await context.newPage();
await tab.goto(pages[0].url);
await tab.emulateMedia({ media: "print" });
ok(!await tab.locator(".bar nav").isVisible() && await tab.locator(".reports").isVisible(), "on paper there is what it says, and no bar");
await tab.goto(pages.find((page) => page.name.startsWith("/departments/")).url);
ok(await tab.locator(".reuse").count() === 1 && !await tab.locator(".reuse").isVisible(), "  nor code for other sites");
await tab.goto(pages.find((page) => page.name.startsWith("/search?form=T1")).url);
await tab.goto(new URL(await tab.locator('a[href^="/reports/t1-"]').first().getAttribute("href"), tab.url()).href);
const sizes = [...(await tab.pdf({ preferCSSPageSize: true })).toString("latin1").matchAll(/\/MediaBox \[0 0 (\d+) (\d+)\]/gu)];
ok(sizes.length > 0 && sizes.every(([, width, height]) => Number(width) > Number(height)), "  and all pages of a wide form are wide",
	sizes.map(([size]) => size));
const lost = await tab.goto(`${pages[0].url}nothing`);
ok(lost.status() === 404 && /^text\/html/.test(lost.headers()["content-type"]) && await tab.locator("main h1").count() === 1,
	"what is not there is told as a page");
await browser.close();
console.log(`1..${count}`);
