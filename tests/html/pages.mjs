// Looks at pages in a real browser: accessible by axe-core, with no script, nothing
// that the policy of the site forbids, no sideways scrolling of the page in the
// hand, and the texts of the document, which a parser of its own reads.
//
//   node pages.mjs FILE     prints TAP
//
// FILE is JSON: a list of { name, url, texts }, where texts (one for each paragraph,
// in order) may be absent.
"use strict";

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const pages = JSON.parse(readFileSync(process.argv[2], "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCREENS = {
	"on a desk": { viewport: { width: 1280, height: 900 } },
	"in the hand, by night": { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
};

let count = 0;

function ok(condition, name, detail = []) {
	count += 1;
	console.log(`${condition ? "ok" : "not ok"} ${count} - ${name}`);
	for (const line of condition ? [] : detail) {
		console.log(`# ${line}`.replaceAll("\n", " "));
	}
}

// The texts of the article, one for each paragraph.
function read() {
	const texts = [];
	const blocks = "p, h1, h2, h3, h4, h5, h6, td, th, br, div, section, .v > div > span";
	let open = "";
	function close() {
		if (open.trim() !== "") {
			texts.push(open);
		}
		open = "";
	}
	function walk(node) {
		if (node.nodeType === Node.TEXT_NODE) {
			open += node.data;
			return;
		}
		if (node.matches(".aside, .hint, caption")) {
			return;
		}
		if (node.matches(blocks)) {
			close();
		}
		node.childNodes.forEach(walk);
		if (node.matches(blocks)) {
			close();
		}
	}
	document.querySelectorAll("article").forEach(walk);
	close();
	return texts;
}

// What makes the page scroll sideways, and the tables that do so inside their frames.
function overflow() {
	const root = document.documentElement;
	return {
		page: root.scrollWidth - root.clientWidth,
		silent: [...document.querySelectorAll(".frame")].filter((frame) => frame.scrollWidth > frame.clientWidth + 1
			&& (frame.tabIndex !== 0 || !frame.getAttribute("aria-label")
				|| getComputedStyle(frame.querySelector(".hint")).display === "none")).length,
		lying: [...document.querySelectorAll(".hint")].filter((hint) => getComputedStyle(hint).display !== "none"
			&& hint.parentElement.scrollWidth <= hint.parentElement.clientWidth).length,
	};
}

// Numbers with their units, and words of titles, that are torn although they have room.
function torn() {
	const range = document.createRange();
	function isTorn(node, room) {
		range.selectNodeContents(node);
		const lines = [...range.getClientRects()].filter((line) => line.width > 0);
		return new Set(lines.map((line) => Math.round(line.bottom))).size > 1
			&& lines.reduce((sum, line) => sum + line.width, 0) < room - 1;
	}
	function room(element) {
		const style = getComputedStyle(element);
		return element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
	}
	const numbers = [...document.querySelectorAll("span.k")];
	const titles = [...document.querySelectorAll("h1.k, h2.k, p.k")];
	const words = titles.flatMap((title) => [...title.childNodes].filter((node) => /^\p{Script=Han}+$/u.test(node.data)));
	return {
		count: numbers.length + words.length,
		torn: [...numbers.filter((number) => isTorn(number, room(number.closest("td, th, p, h1, h2, h3, h4, h5, h6")))),
			...words.filter((word) => isTorn(word, room(word.parentElement)))].map((node) => node.textContent),
	};
}

async function look(context, page, screen) {
	const tab = await context.newPage();
	const forbidden = [];
	tab.on("console", (message) => {
		if (message.type() === "error") {
			forbidden.push(message.text());
		}
	});
	const answer = await tab.goto(page.url);
	ok(answer.ok() && /^text\/html; charset=utf-8$/.test(answer.headers()["content-type"]), `${page.name}, ${screen}`);
	const widths = await tab.evaluate(overflow);
	ok(widths.page <= 0, "  the page does not scroll sideways", [`by ${widths.page}`]);
	ok(widths.silent === 0 && widths.lying === 0, "  tables that do can be reached and say so, the others do not",
		[JSON.stringify(widths)]);
	const whole = await tab.evaluate(torn);
	ok(whole.count > 0 && whole.torn.length === 0, `  none of its ${whole.count} numbers and words is torn`, whole.torn);
	const scripts = await tab.evaluate(() => [...document.scripts].map((script) => script.type));
	ok(scripts.length === 1 && scripts[0] === "application/ld+json", "  has data and no script");
	if (page.texts !== undefined) {
		const texts = await tab.evaluate(read);
		const other = texts.findIndex((text, i) => text !== page.texts[i]);
		ok(other < 0 && texts.length === page.texts.length, `  says its ${page.texts.length} texts`,
			[`${other}: ${texts[other]} instead of ${page.texts[other]}`]);
	}
	ok(forbidden.length === 0, "  nothing is forbidden or missing", forbidden);
	await tab.evaluate(axe);
	const found = await tab.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
	ok(found.passes.length > 10 && found.violations.length === 0, "  axe finds no fault",
		found.violations.map((fault) => `${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`));
	await tab.close();
}

// By DevTools, and not by an element that the policy of the page would refuse.
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [screen, options] of Object.entries(SCREENS)) {
	const context = await browser.newContext(options);
	for (const page of pages) {
		await look(context, page, screen);
	}
	await context.close();
}
await browser.close();
console.log(`1..${count}`);
