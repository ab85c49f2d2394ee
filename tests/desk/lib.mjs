// TAP, and a browser with people in it.
"use strict";

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const COLOURS = ["color-contrast", "link-in-text-block"];

let count = 0;

export function ok(condition, name, detail = "") {
	count += 1;
	console.log(`${condition ? "ok" : "not ok"} ${count} - ${name}`);
	if (!condition) {
		console.log(`# ${typeof detail === "string" ? detail : JSON.stringify(detail)}`.replaceAll("\n", " ").slice(0, 2000));
	}
	return Boolean(condition);
}

export function is(got, expected, name) {
	return ok(JSON.stringify(got) === JSON.stringify(expected), name, { got, expected });
}

export function done() {
	console.log(`1..${count}`);
}

export const launch = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

// Until something is so, at most two minutes: as long as the slowest machine may take.
export async function eventually(isSo, what = isSo) {
	for (let left = 1200; !await isSo(); left -= 1) {
		if (left === 0) {
			throw new Error(`it was never so: ${what}`);
		}
		await new Promise((resolve) => { setTimeout(resolve, 100); });
	}
}

// The same in a page. The library's own way evaluates strings when it is not so at once, and the
// desk forbids that.
export const until = (tab, isSo) => eventually(() => tab.evaluate(isSo), isSo);

// A window of somebody, in which nothing may fail that the page does not expect.
export async function open(browser, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "zh-CN", acceptDownloads: true, ...options });
	context.setDefaultTimeout(120_000);
	const tab = await context.newPage();
	tab.faults = [];
	tab.on("pageerror", (error) => tab.faults.push(error.message));
	tab.on("console", (message) => message.type() === "error" && /Content Security Policy|TypeError|ReferenceError/.test(message.text())
		&& tab.faults.push(message.text()));
	return tab;
}

// What axe finds by these rules or tags. What it does itself with styles is no fault of the page.
async function violations(tab, runOnly) {
	const { length } = tab.faults;
	const found = await tab.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"] }), runOnly);
	tab.faults.length = length;
	return found.violations.map((fault) => `${fault.id}: ${fault.nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`).join(" | ")}`).join("; ");
}

// By day with all rules, in the dark with those of colours.
export async function axeFinds(tab, name) {
	const { length } = tab.faults;
	// What a bar that stays covers by chance is no fault.
	await tab.evaluate(() => window.scrollTo(0, 0));
	await tab.evaluate(axe);
	tab.faults.length = length;
	const light = await violations(tab, TAGS);
	ok(light === "", `${name}: axe finds no fault`, light);
	await tab.emulateMedia({ colorScheme: "dark" });
	const dark = await violations(tab, COLOURS);
	ok(dark === "", `${name}: nor in the dark`, dark);
	await tab.emulateMedia({ colorScheme: "light" });
	const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	ok(wide <= 0, `${name}: it does not scroll sideways`, `by ${wide}`);
}
