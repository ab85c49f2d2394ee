// The page of a short code in a real browser: accessible, in the hand too, and it hashes a
// file without sending it.
//
//   node verify.mjs URL GOOD-FILE BAD-FILE     prints TAP
"use strict";

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [url, good, bad] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCREENS = {
	"on a desk": { viewport: { width: 1280, height: 900 } },
	"in the hand, by night": { viewport: { width: 360, height: 740 }, colorScheme: "dark" },
};

let count = 0;
function ok(condition, name, detail = "") {
	count += 1;
	console.log(`${condition ? "ok" : "not ok"} ${count} - ${name}`);
	if (!condition) {
		console.log(`# ${detail}`.replaceAll("\n", " "));
	}
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [screen, options] of Object.entries(SCREENS)) {
	const context = await browser.newContext(options);
	const tab = await context.newPage();
	const forbidden = [];
	const asked = [];
	tab.on("console", (message) => message.type() === "error" && forbidden.push(message.text()));
	await tab.goto(url);
	await tab.evaluate(axe);
	const found = await tab.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
	ok(found.violations.length === 0, `${screen}: axe finds no fault`,
		found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html)}`).join("; "));
	const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	ok(wide <= 0, `${screen}: it does not scroll sideways`, `by ${wide}`);
	tab.on("request", (request) => asked.push(request.url()));
	for (const [file, text] of [[good, /与公开的 PDF 完全一致/], [bad, /与公开的文件不同/]]) {
		await tab.setInputFiles("input[type=file]", file);
		await tab.locator("#verdict", { hasText: file.split("/").pop() }).waitFor();
		const verdict = await tab.textContent("#verdict");
		ok(text.test(verdict), `${screen}: ${text}`, verdict);
	}
	ok(asked.length === 0 && forbidden.length === 0, `${screen}: nothing was sent, and nothing is forbidden`,
		[...asked, ...forbidden].join(" "));
	await context.close();
}
// And without a script.
const context = await browser.newContext({ javaScriptEnabled: false });
const tab = await context.newPage();
await tab.goto(url);
ok(await tab.isVisible("text=SHA-256") && await tab.isHidden("#drop"), "without a script, the digests are there");
await tab.fill("#code", "1");
await tab.click("button");
ok(/没有这个验证码/.test(await tab.textContent("main")), "and a code can be asked for");
await browser.close();
console.log(`1..${count}`);
