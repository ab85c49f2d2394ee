// Reads OFD files with another reader, in a real browser: what it draws is the page
// that the PDF has, and what it says is what the PDF says.
//
//   node pages.mjs FILE [FOLDER]     prints TAP, and keeps pictures in FOLDER
//
// FILE is JSON: a list of { name, file, texts, pictures }: the file, what each of its
// pages says without white space, and what it looks like (a PNG of 101.6 dots an inch:
// 4 dots a millimetre), unless ofd.js cannot know, which shapes no letters.
//
// ofd.js takes fonts from the machine, by their names. It gets those of the file here,
// so that the browser, which takes no font that is not whole, has looked at them too.
"use strict";

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const SCALE = 4;
// Squares of 3 mm, of which the mean gray is compared, from 0 to 255. The same page
// drawn by two programs was seen to differ by 29 at most; where a character is missing,
// by 61 in the middle of many.
const SQUARE = 12;
const DIFFERENCE_MAX = 35;

const files = JSON.parse(readFileSync(process.argv[2], "utf8"));
const folder = process.argv[3];
const require = createRequire(import.meta.url);
let count = 0;

function ok(condition, name, detail = []) {
	count += 1;
	console.log(`${condition ? "ok" : "not ok"} ${count} - ${name}`);
	for (const line of condition ? [] : detail) {
		console.log(`# ${line}`.replaceAll("\n", " "));
	}
}

// In the browser: draw a file, and tell what its pages say.
async function draw({ base64, scale }) {
	const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;
	const [file] = await new Promise((success, fail) => window.ofd.parseOfdDocument({ ofd: bytes, success, fail }));
	const zip = await window.JSZip.loadAsync(bytes);
	const parse = async (name) => new DOMParser().parseFromString(await zip.file(name).async("string"), "application/xml");
	const resources = await parse("Doc_0/PublicRes.xml");
	document.fonts.clear();
	for (const font of resources.getElementsByTagName("ofd:Font")) {
		const id = `font${font.getAttribute("ID")}`;
		const face = new FontFace(id, await zip.file(`Doc_0/Res/${font.textContent.trim()}`).async("arraybuffer"));
		document.fonts.add(await face.load());
		file.fontResObj[font.getAttribute("ID")] = id;
	}
	window.ofd.setPageScale(scale);
	document.body.replaceChildren(...window.ofd.renderOfdByScale(file));
	// It takes characters beyond U+FFFF for two. The first has the place of both.
	for (const half of document.querySelectorAll("text")) {
		if (/^[\ud800-\udbff]$/.test(half.textContent)) {
			half.textContent += half.nextElementSibling.textContent;
			half.nextElementSibling.remove();
		}
	}
	await document.fonts.ready;
	const list = (all) => [all].flat().filter((each) => each);
	return file.pages.map((page) => list(Object.values(page)[0].json["ofd:Content"]["ofd:Layer"])
		.flatMap((layer) => list(layer["ofd:TextObject"]))
		.flatMap((object) => list(object["ofd:TextCode"]))
		.map((code) => new DOMParser().parseFromString(code["#text"], "text/html").body.textContent)
		.join(""));
}

// In the browser: the largest difference of two pictures, and where.
async function compare({ pictures, square }) {
	async function grays(base64) {
		const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
		const canvas = new OffscreenCanvas(image.width, image.height);
		const context = canvas.getContext("2d");
		context.drawImage(image, 0, 0);
		return { width: image.width, height: image.height, data: context.getImageData(0, 0, image.width, image.height).data };
	}
	const [one, other] = await Promise.all(pictures.map(grays));
	function mean(picture, x0, y0) {
		let sum = 0;
		for (let y = y0; y < y0 + square; y += 1) {
			for (let x = x0; x < x0 + square; x += 1) {
				sum += picture.data[4 * (y * picture.width + x)];
			}
		}
		return sum / square / square;
	}
	let most = { difference: 0, x: 0, y: 0 };
	for (let y = 0; y + square <= Math.min(one.height, other.height); y += square / 2) {
		for (let x = 0; x + square <= Math.min(one.width, other.width); x += square / 2) {
			const difference = Math.abs(mean(one, x, y) - mean(other, x, y));
			if (difference > most.difference) {
				most = { difference, x, y };
			}
		}
	}
	return { ...most, sizes: [one.width - other.width, one.height - other.height] };
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--font-render-hinting=none"] });
const tab = await (await browser.newContext({ viewport: { width: 1300, height: 1300 } })).newPage();
await tab.setContent("<!doctype html><style>body { margin: 0 } body > div { margin: 0 !important }</style>");
for (const script of ["ofd.js/lib/ofd.umd.min.js", "jszip/dist/jszip.min.js"]) {
	await tab.addScriptTag({ path: require.resolve(script) });
}

async function differ(...pictures) {
	return tab.evaluate(compare, { pictures: pictures.map((picture) => picture.toString("base64")), square: SQUARE });
}

let largest = 0;
for (const file of files) {
	const texts = await tab.evaluate(draw, { base64: readFileSync(file.file, "base64"), scale: SCALE });
	ok(texts.length === file.texts.length, `${file.name}: ${file.texts.length} pages`);
	for (const [i, text] of texts.entries()) {
		const said = text.replace(/\s/gu, "");
		ok(said === file.texts[i] && said !== "", `  page ${i + 1} says the same`, [said, file.texts[i]]);
		if (file.pictures === undefined) {
			continue;
		}
		const path = folder === undefined ? {} : { path: `${folder}/${file.name}-${i + 1}.png` };
		const picture = await tab.locator("body > div").nth(i).screenshot(path);
		const found = await differ(picture, readFileSync(file.pictures[i]));
		largest = Math.max(largest, found.difference);
		ok(found.difference <= DIFFERENCE_MAX && found.sizes.every((size) => Math.abs(size) <= 1), "  and looks the same",
			[`by ${found.difference} at ${found.x / SCALE} mm, ${found.y / SCALE} mm; sizes differ by ${found.sizes}`]);
		if (folder !== undefined) {
			console.log(`# ${file.name}-${i + 1}: ${found.difference} at ${found.x}, ${found.y}`);
		}
	}
}
// A look at how it looks at them: without its largest character a page is another.
const whole = await tab.locator("body > div").first().screenshot();
await tab.evaluate(() => {
	const characters = [...document.querySelectorAll("body > div:first-child text:not([transform])")];
	const size = (text) => (/\p{L}/u.test(text.textContent) ? Number.parseFloat(text.style.fontSize) : 0);
	characters.reduce((one, other) => (size(other) > size(one) ? other : one)).remove();
});
const lost = await differ(whole, await tab.locator("body > div").first().screenshot());
ok(lost.difference > DIFFERENCE_MAX, "a character that is missing is seen", [`${lost.difference}`]);
await browser.close();
console.log(`# the largest difference is ${largest}`);
console.log(`1..${count}`);
