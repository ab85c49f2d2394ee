// Filling in forms on the screen, by keyboard and by block, on the real server: any form,
// from its template alone.
//
//   node form.mjs URL ACCOUNT PASSWORD FILE...     prints TAP; each FILE is a document
"use strict";

import { readFileSync } from "node:fs";
import { axeFinds, done, is, launch, ok, open, until } from "./lib.mjs";
import { login } from "./people.mjs";

const [url, account, password, ...files] = process.argv.slice(2);
const documents = Object.fromEntries(files.map((file) => [file.replace(/.*\/|\.json$/g, ""), JSON.parse(readFileSync(file, "utf8"))]));
const browser = await launch();
const tab = await open(browser);
await login(tab, url, account, password);

// Put a form onto the page, in the place of whatever is there.
async function show(document, kept = null) {
	await tab.evaluate(async ([given, key]) => {
		const { Form } = await import("/form.js");
		const { askForm } = await import("/edit.js");
		const { Keeper } = await import("/keep.js");
		const keeper = key && new Keeper("nobody", key);
		await keeper?.open();
		const host = window.document.createElement("div");
		window.document.getElementById("main").replaceChildren(host);
		window.form = new Form(host, { document: given, ask: askForm, kept: keeper, onfail: (problem) => { window.failed = problem; } });
		await window.form.start();
	}, [document, kept]);
	await tab.locator("[role=textbox]").first().waitFor();
}

const settle = () => tab.evaluate(() => window.form.settled());
const value = (place) => tab.evaluate((at) => at.split("/").slice(1).reduce((here, step) => here?.[step], window.form.document), place);
const cell = (place) => tab.locator(`[data-place="${place}"]`).first();
const focused = () => tab.evaluate(() => window.form.root.activeElement?.closest("[data-place]")?.dataset.place);
const type = (text) => tab.keyboard.type(text);
const press = (key) => tab.keyboard.press(key);

async function paste(...given) {
	await tab.evaluate(([text, html = ""]) => {
		const data = new DataTransfer();
		data.setData("text/plain", text);
		data.setData("text/html", html);
		window.form.root.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
	}, given);
	await settle();
}

await show(documents.E1);
await cell("/funds/0/annual_budget").focus();
await type("1,300,000.5");
await press("Tab");
await settle();
is(await value("/funds/0/annual_budget"), "1300000.50", "what is typed replaces what stood there, as an exact amount");
is(await cell("/funds/0/annual_budget").textContent(), "1,300,000.5", "and is shown as on paper");
is(await focused(), "/funds/0/executed", "Tab leads to the next cell");
await type("约一百万");
await press("Enter");
await settle();
is(await value("/funds/0/executed"), "1196876.30", "what is no amount is not taken");
is(await cell("/funds/0/executed").textContent(), "约一百万", "but stays to be seen");
is(await cell("/funds/0/executed").getAttribute("aria-invalid"), "true", "as invalid");
ok(/应为数/.test(await cell("/funds/0/executed").getAttribute("title")), "with what was expected");
is(await focused(), "/funds/1/executed", "Enter leads down");
await press("ArrowUp");
await type("1234.5");
await press("Escape");
await press("Tab");
await settle();
is(await value("/funds/0/executed"), "1196876.30", "Escape takes it back");
await cell("/funds/0/executed").focus();
await type("12");
await tab.evaluate(() => { window.form.setNotes([]); });
await type("99999.99");
is(await cell("/funds/0/executed").textContent(), "1299999.99", "who corrects it is not disturbed by findings that come");
await press("Tab");
await settle();
is(await value("/funds/0/executed"), "1299999.99", "and is corrected");
is(await cell("/funds/0/executed").getAttribute("aria-invalid"), null, "nothing is invalid then");

await press("Control+z");
await settle();
is(await value("/funds/0/executed"), "1196876.30", "undone");
await press("Control+y");
await settle();
is(await value("/funds/0/executed"), "1299999.99", "and done again");
await cell("/funds/1/executed").focus();
for (const text of ["1", "2", "3"]) {
	await type(text);
	await press("Tab");
	await settle();
}
await tab.evaluate(() => Promise.all([1, 2, 3].map(() => window.form.undo())));
is(await value("/funds"), documents.E1.funds.map((line, i) => (i === 0 ? { ...line, annual_budget: "1300000.50", executed: "1299999.99" } : line)), "who presses it three times at once takes back three works");

const first = "/indicators/0/children/0/children";
const before = (await value(first)).length;
await cell(`${first}/0/name`).focus();
await press("Alt+Shift+Enter");
await settle();
is((await value(first)).length, before + 1, "a row is added below");
is(await focused(), `${first}/1/name`, "and one is in it");
await type("新增指标");
await press("Tab");
await type("≥3个");
await press("Tab");
await settle();
is(await value(`${first}/1`), { name: "新增指标", target: { text: "≥3个" } }, "and fills it in");
await cell(`${first}/1/name`).focus();
await press("Alt+ArrowUp");
await settle();
is((await value(first))[0].name, "新增指标", "it moves up");
is(await focused(), `${first}/0/name`, "and one is in it still");
await tab.evaluate(() => window.form.rows.remove());
await settle();
is((await value(first)).map((row) => row.name).includes("新增指标"), false, "and is taken out");
await tab.evaluate(() => window.form.undo());
await settle();
is((await value(first))[0].name, "新增指标", "which is undone, too");

await cell(`${first}/0/name`).focus();
await paste("甲\t≥1个\t1个\t5\t5\n乙\t\"两\n行\"\t2个\t6\t6.5\n");
is((await value(first))[0].name, "甲", "a block is pasted");
is((await value(first))[1].target.text, "两\n行", "with a line end in a cell");
is((await value(first))[1].score, "6.5", "to its last cell");
const last = (await value("/indicators")).length - 1;
const tail = `/indicators/${last}/children/0/children`;
await cell(`${tail}/0/name`).focus();
await paste("一\n二\n三");
is((await value(tail)).map((row) => row.name), ["一", "二", "三"], "a block longer than the table adds rows");
await tab.evaluate(() => window.form.undo());
await settle();
is((await value(tail)).map((row) => row.name).includes("三"), false, "and is undone in one step");

// Rows of groups that have none.
await show(documents.T2);
await cell("/indicators/0/children/1/children/-/name").focus();
await paste("合格率\t≥95%\n节水\t≥10%\n");
const rowsOf = async () => (await value("/indicators")).flatMap((group) => group.children ?? []).map((group) => (group.children ?? []).length);
is(await rowsOf(), [2, 1, 1, 1], "a block fills in the first row of each of two groups");
await tab.evaluate(() => window.form.undo());
await settle();
is(await rowsOf(), [2, 0, 0, 1], "which is one work");

// As Excel copies merged cells: a text and nothing in the cells that it reaches over.
await show(documents.E1);
const groups = await value("/indicators");
const shape = groups.map((group) => group.children.map((child) => child.children.length));
const lines = groups.flatMap((group, i) => group.children.flatMap((child, j) => child.children.map((_, k) => [i, j, k])));
await cell("/indicators/0/name").focus();
await paste(lines.map(([i, j, k]) => [j + k === 0 ? `甲${i}` : "", k === 0 ? `乙${i}${j}` : "", `丙${i}${j}${k}`, "", "≥１，２３４．５０次"].join("\t")).join("\r\n"),
	`<table>${lines.map(([i, j, k]) => `<tr>${j + k === 0 ? `<td rowspan=${shape[i].reduce((a, b) => a + b)}>甲${i}</td>` : ""}${k === 0 ? `<td rowspan=${shape[i][j]}>乙${i}${j}</td>` : ""}<td colspan=2>丙${i}${j}${k}</td><td>≥１，２３４．５０次</td></tr>`).join("")}</table>`);
is(await value("/indicators").then((all) => all.map((group) => [group.name, group.children.map((child) => [child.name, child.children.map((leaf) => [leaf.name, leaf.target.text])])])),
	groups.map((group, i) => [`甲${i}`, group.children.map((child, j) => [`乙${i}${j}`, child.children.map((_, k) => [`丙${i}${j}${k}`, "≥１，２３４．５０次"])])]),
	"merged cells of Excel go where they belong, in all groups");
await cell("/funds/0/annual_budget").focus();
await paste("１，２３４，５６７．８９\t 1,000.50 \n\t（无）\n");
is([await value("/funds/0/annual_budget"), await value("/funds/0/executed"), await value("/funds/1/annual_budget")], ["1234567.89", "1000.50", undefined], "full-width digits and commas are amounts, an empty cell empties one");
is(await cell("/funds/1/executed").getAttribute("aria-invalid"), "true", "and what is none is marked, beside those that are taken");
await tab.evaluate(() => window.form.undo());
await settle();
is(await value("/funds"), documents.E1.funds, "the block is undone");

await cell("/texts/goal").focus();
await press("End");
await type("，补一句");
await press("Tab");
await settle();
ok((await value("/texts/goal")).endsWith("，补一句"), "a long text is typed in a field in its place");
ok(tab.faults.length === 0, "nothing so far was forbidden", tab.faults.join("; "));
await axeFinds(tab, "a form");

// A list that the document lacks, or that is empty, has one row to type in, which makes it.
const { indicators: _, ...without } = documents.E1;
await show({ ...without, funds: [] });
is([await value("/funds"), await value("/indicators")], [[], undefined], "lists without items are looked at");
const unborn = tab.locator("[data-place='/indicators/-/children/-/children/-/name']").first();
await unborn.focus();
await type("第一个指标");
await press("Tab");
await type("≥1个");
await press("Tab");
await cell("/funds/-/annual_budget").focus();
await type("12");
await press("Tab");
await settle();
is(await value("/indicators"), [{ children: [{ children: [{ name: "第一个指标", target: { text: "≥1个" } }] }] }], "what is typed in the first row of lists within lists is there");
is(await value("/funds"), [{ kind: "other", depth: 0, annual_budget: "12.00" }], "and in that of an empty one, as a line that can be saved");

// Two sets of indicators in one list: a row that is added says of which it is.
const rowOf = (name) => tab.locator("[role=textbox]", { hasText: new RegExp(`^${name}$`) }).first();
const shapeOf = (all) => all.map((one) => [one.set, one.name]);
await show(documents.Y1);
const sets = shapeOf(await value("/indicators"));
const middle = sets.findLastIndex(([set]) => set === "中期");
const firstLevel = () => tab.evaluate(() => { window.level = window.form.rows.around().find((turn) => turn.list === "/indicators"); return window.level; });
await cell(`/indicators/${middle}/children/0/children/0/name`).focus();
ok((await firstLevel())?.item?.set === "中期", "a first-level row knows its set", await firstLevel());
await tab.evaluate(() => window.form.rows.add(window.level));
await settle();
is(shapeOf(await value("/indicators")), sets.toSpliced(middle + 1, 0, ["中期", undefined]), "one is added to the set of the row above");
await cell(`/indicators/${middle + 1}/name`).focus();
await type("新的一级");
await press("Tab");
await settle();
is((await value(`/indicators/${middle + 1}`)).name, "新的一级", "and filled in");
await cell(`/indicators/${middle + 1}/name`).focus();
await firstLevel();
await tab.evaluate(() => window.form.rows.move(1, window.level));
await settle();
is((await value(`/indicators/${middle + 1}`)).name, "新的一级", "the last of a set does not move into the other one");
for (let i = middle + 1; i >= 0; i -= 1) {
	await cell(`/indicators/${i}/children/0/children/0/name`).focus();
	await firstLevel();
	await tab.evaluate(() => window.form.rows.remove(window.level));
	await settle();
}
is(shapeOf(await value("/indicators")), [["中期", undefined], ...sets.slice(middle + 1)], "the last one of a set is emptied, and stays its own");
await show({ ...documents.Y1, indicators: documents.Y1.indicators.filter((one) => one.set !== "中期") });
await tab.locator("[data-place='/indicators/-/children/-/children/-/name']").first().focus();
await type("头一个");
await press("Tab");
await settle();
is((await value("/indicators")).at(-1), { set: "中期", children: [{ children: [{ name: "头一个" }] }] }, "the first row of a set that has none is of that set, too");

// What a group has alike is one cell for all its items.
await show(documents.Y2);
await rowOf("教育局").focus();
await type("教体局");
await press("Tab");
await settle();
is((await value("/lists/rows")).map((row) => row.unit), ["教体局", "教体局", "水务局"], "a group's name is that of all its items");
await press("Control+z");
await settle();
is((await value("/lists/rows")).map((row) => row.unit), ["教育局", "教育局", "水务局"], "and undone for all of them");
await cell("/lists/rows/1/name").focus();
await press("Alt+Shift+Enter");
await settle();
is(await value("/lists/rows/2"), { unit: "教育局" }, "a row that is added is of its group");
const group = () => tab.evaluate(() => { window.level = window.form.rows.around().find((turn) => turn.group); return window.level?.words; });
is(await group(), "整组“教育局”", "a group is called by what its items have alike");
await tab.evaluate(() => window.form.rows.add(window.level));
await settle();
is((await value("/lists/rows")).map((row) => row.unit), ["教育局", "教育局", "教育局", undefined, "水务局"], "a group is added behind it");
await press("Control+z");
await settle();
await tab.evaluate(() => window.form.goTo(window.form.find("/lists/rows/2/name")));
await group();
await tab.evaluate(() => window.form.rows.move(1, window.level));
await settle();
is((await value("/lists/rows")).map((row) => [row.unit, row.name]), [["水务局", "丙"], ["教育局", "甲"], ["教育局", "乙"], ["教育局", undefined]],
	"a group is moved whole below the next one");
is(await focused(), "/lists/rows/3/name", "with the cell that one is in");
is(await tab.evaluate(() => window.form.rows.move(1, window.form.rows.around().find((turn) => turn.group))), false, "the last one goes no further");
await group();
await tab.evaluate(() => window.form.rows.move(-1, window.level));
await settle();
is((await value("/lists/rows")).map((row) => row.unit), ["教育局", "教育局", "教育局", "水务局"], "and back above it");
await group();
await tab.evaluate(() => window.form.rows.remove(window.level));
await settle();
is((await value("/lists/rows")).map((row) => row.unit), ["水务局"], "and one is taken out whole");
// Items of a group that stand apart come together where the group goes.
await show({ ...documents.Y2, lists: { rows: ["甲", "乙", "丙", "乙"].map((unit, i) => ({ unit, name: `第${i}` })) } });
await cell("/lists/rows/0/name").focus();
await group();
await tab.evaluate(() => window.form.rows.move(1, window.level));
await settle();
is((await value("/lists/rows")).map((row) => row.name), ["第1", "第0", "第2", "第3"], "a group moves below one whose items stand apart");
await cell("/lists/rows/0/name").focus();
await group();
await tab.evaluate(() => window.form.rows.move(1, window.level));
await settle();
is((await value("/lists/rows")).map((row) => row.name), ["第0", "第1", "第3", "第2"], "which come together when it moves itself");
await show({ ...documents.Y2, lists: {} });
await tab.locator("[data-place='/lists/rows/-/name']").first().focus();
await type("第一项");
await press("Tab");
await settle();
is(await value("/lists/rows"), [{ name: "第一项" }], "the first row of a list in groups makes it");

// Cells that are one because they say the same.
await show(documents.M1);
const targets = await value("/lists/targets");
await rowOf("数量指标").focus();
await type("数目指标");
await press("Tab");
await settle();
is((await value("/lists/targets")).map((row) => row.second), targets.map((row) => (row.second === "数量指标" ? "数目指标" : row.second)), "what is typed in them is said by all of them");

// Items that lack beside others: what is typed belongs to the one that it was typed beside.
await show({ ...documents.M1, lists: { ...documents.M1.lists, targets: [{ first: "产出指标", name: "井" }] } });
await cell("/lists/targets/0/children/2/value").focus();
await type("丙的");
await cell("/lists/targets/0/children/0/value").focus();
await type("甲的");
await press("Tab");
await settle();
is(await value("/lists/targets/0/children"), [{ value: "甲的" }, {}, { value: "丙的" }], "the first and the third of three, in whichever order");

// Somebody else's work comes in while one is in its cell: it is seen; what was typed is not taken
// over it, but told.
await show(documents.E1);
await tab.evaluate(() => { window.form.onovertaken = (edit) => { window.overtaken = edit; }; });
const others = (sum) => tab.evaluate((annual) => {
	const { document } = window.form;
	return window.form.replace({ ...document, funds: document.funds.map((line, i) => (i === 0 ? { ...line, annual_budget: annual } : line)) });
}, sum);
await cell("/funds/0/annual_budget").focus();
await others("300000.00");
is(await cell("/funds/0/annual_budget").textContent(), "300,000", "what somebody else saved is seen by who is in the cell");
await settle();
await press("Tab");
await settle();
is(await value("/funds/0/annual_budget"), "300000.00", "and stays when the cell is left");
await cell("/funds/0/annual_budget").focus();
await type("5");
await others("400000.00");
is(await cell("/funds/0/annual_budget").textContent(), "5", "who has typed keeps what was typed");
await press("Tab");
await settle();
is(await value("/funds/0/annual_budget"), "400000.00", "but overwrites nobody");
is(await tab.evaluate(() => window.overtaken), { place: "/funds/0/annual_budget", binding: await cell("/funds/0/annual_budget").getAttribute("data-binding"), text: "5" }, "and is told");
is(await cell("/funds/0/annual_budget").textContent(), "400,000", "what stands there is seen");

// What is computed follows at once.
await show(documents.E3);
const total = tab.locator("[data-binding^='sum(indicators.children.score)|points']");
const score = tab.locator("[data-binding='second.score|points']").first();
const was = Number(await total.textContent());
const old = Number(await score.textContent());
await score.focus();
await type(String(old + 1.25));
const begin = Date.now();
await press("Tab");
await settle();
ok(Date.now() - begin < 2000, `what is computed follows (${Date.now() - begin} ms)`);
is(Number(await total.textContent()), was + 1.25, "exactly");
await tab.locator("[role=checkbox]").first().focus();
await press("Space");
await settle();
is(await value("/extra/project_attribute"), "新增项目", "a box is ticked by the space bar");
is(await tab.locator("[role=checkbox]").nth(1).getAttribute("aria-checked"), "false", "and the other one is not");

// What is typed goes into the row in which it is typed, whatever waits or comes from others.
const three = structuredClone(documents.E1);
three.indicators[0].children[0].children.push({ name: "巡查次数" });
await show(three);
const namesOf = async () => (await value(first)).map((row) => row.name);
const [top, second, third] = await namesOf();
await tab.context().setOffline(true);
await cell(`${first}/0/name`).focus();
await press("Alt+Shift+Enter");
await rowOf(third).focus();
await press("Alt+ArrowUp");
await press("Alt+ArrowUp");
await rowOf(second).focus();
await type("没有网络时填的");
await press("Tab");
await tab.context().setOffline(false);
// What was asked without a network is asked again after three seconds.
await until(tab, () => !window.form.isBusy);
await settle();
is(await namesOf(), [third, top, undefined, "没有网络时填的"], "what was typed while a row was still to be added and another to be moved is in its row");
await press("Control+z");
await press("Control+z");
await settle();
const takeOut = (...gone) => tab.evaluate(([at, indices]) => {
	const { document } = window.form;
	const lists = structuredClone(document);
	const list = at.split("/").slice(1).reduce((here, step) => here[step], lists);
	indices.forEach((index) => list.splice(index, 1));
	return window.form.replace(lists);
}, [first, gone]);
await show(three);
await tab.evaluate(() => { window.form.onovertaken = (edit) => { window.overtaken = edit; }; });
await rowOf(third).focus();
await type("正在填");
await takeOut(0);
is(await focused(), `${first}/1/name`, "where somebody else takes out a row above, one stays in one's own");
await press("Tab");
await settle();
is(await namesOf(), [second, "正在填"], "and fills that in");
await cell(`${first}/1/name`).focus();
await type("填了一半");
await takeOut(1);
await settle();
is([await namesOf(), await tab.evaluate(() => [window.overtaken.text, window.overtaken.place])], [[second], ["填了一半", null]], "where it is one's own row, what was typed is told");
await cell(`${first}/0/name`).focus();
await type("自己的");
await press("Tab");
await settle();
await others("500000.00");
await press("Control+z");
await settle();
is([await namesOf(), await value("/funds/0/annual_budget")], [[second], "500000.00"], "undone is what was done here, not what others did since");

// What others did has come and is not drawn yet: who passes through the cell leaves it as it
// is, and who types there is told.
await show(three);
await tab.evaluate(([list]) => {
	const { form } = window;
	const { ask } = form;
	const held = new Promise((go) => { window.letGo = go; });
	form.ask = async (...given) => {
		await held;
		return ask(...given);
	};
	form.onovertaken = (edit) => { window.overtaken = edit; };
	const document = structuredClone(form.document);
	list.split("/").slice(1).reduce((here, step) => here[step], document)[0].name = "别人改的";
	document.funds[0].annual_budget = "600000.00";
	form.replace(document);
}, [first]);
await rowOf(top).focus();
await press("Tab");
await cell("/funds/0/annual_budget").focus();
await type("555");
await tab.evaluate(() => window.letGo());
await until(tab, () => window.form.document.funds[0].annual_budget === "600000.00");
await press("Tab");
await settle();
is([(await namesOf())[0], await value("/funds/0/annual_budget"), await tab.evaluate(() => window.overtaken.text)],
	["别人改的", "600000.00", "555"], "what others did and is not drawn yet is not overwritten");

// Without a network: nothing is lost, not even in a window that is closed.
await show(documents.E1, "test");
await tab.context().setOffline(true);
await cell("/funds/0/annual_budget").focus();
await type("777");
await press("Tab");
await type("776");
await cell("/funds/1/annual_budget").focus();
await type("775");
await until(tab, () => window.failed?.status === 0);
is(await tab.evaluate(() => window.failed?.status), 0, "no network is said");
is(await cell("/funds/0/annual_budget").textContent(), "777", "what was typed stands there");
await until(tab, () => JSON.stringify(localStorage).includes("775"));
await tab.context().setOffline(false);
await tab.reload();
await tab.locator("h1", { hasText: "开始" }).waitFor();
await show(documents.E1, "test");
await settle();
is([await value("/funds/0/annual_budget"), await value("/funds/0/executed"), await value("/funds/1/annual_budget")], ["777.00", "776.00", "775.00"],
	"and comes back in another window, also what was still being typed");

// Every form: each cell can be reached, has a name, and takes what it shows.
for (const [name, document] of Object.entries(documents)) {
	await show(document);
	const entries = await tab.evaluate(() => window.form.entries().map((entry) => [entry.getAttribute("aria-label"), entry.tabIndex]));
	ok(entries.length > 0 && entries.every(([label, index]) => label && index === 0), `${name}: ${entries.length} cells with names`);
	const text = tab.locator("[role=textbox]:not([data-type=date])").nth(1);
	await text.focus();
	await type("改");
	await press("Escape");
	await press("Tab");
	await settle();
	is(await tab.evaluate(() => JSON.stringify(window.form.document)), JSON.stringify(document), `${name}: what is looked at only does not change`);
}

ok(tab.faults.length === 0, "nothing fails or is forbidden", tab.faults.join("; "));
await browser.close();
done();
