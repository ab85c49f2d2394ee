// What the modules of the desk compute: blocks of cells, and the work of two people on one
// document. Run in a browser, where they run.
//
//   node modules.mjs URL     prints TAP
"use strict";

import { done, is, launch, ok, open } from "./lib.mjs";

const [url] = process.argv.slice(2);
const browser = await launch();
const tab = await open(browser);
await tab.goto(`${url}/`);

const block = (text) => tab.evaluate(async (given) => (await import("/table.js")).readBlock(given), text);
is(await block("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]], "a block as Excel copies it");
is(await block("\"x\ty\"\t\"1\n2\"\n"), [["x\ty", "1\n2"]], "a tab and a line end in quotation marks");
is(await block("\"say \"\"yes\"\"\"\t5\""), [["say \"yes\"", "5\""]], "quotation marks within");
is(await block("\"开头没有结尾\t2"), [["\"开头没有结尾", "2"]], "a quotation mark that is a sign");
is(await block("\t\n1\t"), [["", ""], ["1", ""]], "empty cells");
is(await block("12"), [["12"]], "one cell");

const merge = (...given) => tab.evaluate(async (all) => (await import("/merge.js")).merge(...all), given);
const rows = (...names) => names.map((name) => (typeof name === "string" ? { name, v: "1" } : name));
is(await merge({ a: "1", b: "1" }, { a: "2", b: "1" }, { a: "1", b: "3" }), { document: { a: "2", b: "3" }, conflicts: [] }, "two cells of two people");
is(await merge({ a: "1" }, { a: "2" }, { a: "3" }), { document: { a: "3" }, conflicts: [{ place: "/a", mine: "2", theirs: "3" }] }, "one cell: nobody is overwritten, and it is said");
is(await merge({ a: "1" }, { a: "2" }, { a: "2" }), { document: { a: "2" }, conflicts: [] }, "the same in one cell");
is(await merge({ a: "1" }, {}, { a: "1", b: "2" }), { document: { b: "2" }, conflicts: [] }, "what one emptied stays empty");
is(await merge({}, { l: [{}, {}, { v: "3" }] }, { l: [{ v: "1" }] }), { document: { l: [{ v: "1" }, {}, { v: "3" }] }, conflicts: [] },
	"items that are known by their place stay there");
is(await merge({ l: [{ v: "1" }] }, { l: [{ v: "1" }, {}, { v: "3" }] }, { l: [{ v: "1" }, { v: "2" }] }),
	{ document: { l: [{ v: "1" }, { v: "2" }, { v: "3" }] }, conflicts: [] }, "  also beside those of before");
is((await merge({}, { l: [{}, { v: "3" }] }, { l: [{}, { v: "4" }] })).conflicts, [{ place: "/l/1/v", mine: "3", theirs: "4" }], "  and one place is one cell");
is(await merge({ l: rows("甲", "乙") }, { l: rows("甲", "新", "乙") }, { l: rows("甲", { name: "乙", v: "9" }) }),
	{ document: { l: rows("甲", "新", { name: "乙", v: "9" }) }, conflicts: [] }, "one adds a row, the other fills in the next");
is(await merge({ l: rows("甲", "乙", "丙") }, { l: rows("甲", "丙") }, { l: rows("甲", "乙", "丙", "丁") }),
	{ document: { l: rows("甲", "丙", "丁") }, conflicts: [] }, "one takes a row out, the other adds one");
is((await merge({ l: rows("甲", "乙") }, { l: rows("甲") }, { l: rows("甲", { name: "乙", v: "9" }) })).document,
	{ l: rows("甲", { name: "乙", v: "9" }) }, "a row that one took out and the other filled in stays");
is((await merge({ l: rows("甲", "乙", "丙") }, { l: rows("甲", { name: "乙", v: "9" }, "丙") }, { l: rows("新", "甲", "丙") })).conflicts,
	[{ place: "/l/2", mine: { name: "乙", v: "9" } }], "a row that the other took out is told with where it would stand");
is(await merge({ l: rows("甲", "乙") }, { l: rows("甲", "乙", "新") }, { l: rows("甲") }), { document: { l: rows("甲", "新") }, conflicts: [] },
	"a row that one adds behind the one that the other takes out stays");
is(await merge({ l: rows("甲", "乙", "丙") }, { l: rows({ name: "甲", v: "9" }, "乙", "丙") }, { l: rows("丙", "乙", "甲") }),
	{ document: { l: rows("丙", "乙", { name: "甲", v: "9" }) }, conflicts: [] }, "what is filled in goes along with its row when the other moves that");
is(await merge({ l: rows("甲", "乙", "丙") }, { l: rows("丙", "甲", "乙") }, { l: rows("甲", { name: "乙", v: "9" }, "丙", "丁") }),
	{ document: { l: rows("丙", "丁", "甲", { name: "乙", v: "9" }) }, conflicts: [] }, "a row that one has moved stays there");
is(await merge({ l: rows("甲") }, { l: [...rows("甲"), { name: "新", t: { text: "≥1次" } }] }, { l: [...rows("甲"), { name: "新", t: { text: "≥1次", value: "1" } }] }),
	{ document: { l: [...rows("甲"), { name: "新", t: { text: "≥1次", value: "1" } }] }, conflicts: [] }, "what both add is there once");
is(await merge({ l: rows("甲") }, { l: rows("甲", { name: "新", v: "2" }) }, { l: rows("甲", { name: "新", v: "3" }) }),
	{ document: { l: rows("甲", { name: "新", v: "3" }) }, conflicts: [{ place: "/l/1/v", mine: "2", theirs: "3" }] }, "  and what differs in it is told");
is((await merge({ l: [] }, { l: [{ kind: "其他", v: "2" }] }, { l: [{ kind: "其他", v: "3" }] })).document.l.length, 2, "  but rows of a kind are not one");
const inUnit = (...given) => tab.evaluate(async (all) => (await import("/amount.js")).inUnit(...all), given);
is(await inUnit("12345678.90", "f.executed|wan:2:group"), "1,234.56789 万元", "an amount is told in the unit of its cell, to the last digit");
is(await inUnit("-5.00", "f.executed|wan:2"), "-0.0005 万元", "  also a small one");
is(await inUnit("0.00", "f.executed|wan:2"), "0 万元", "  also none");
is(await inUnit("12345678.90", "f.executed|yuan:trim:group"), "12345678.90", "  in a form of 元 it is as it stands");
is(await inUnit("约五万", "f.executed|wan:2"), "约五万", "  and so is what is none");
const withhold = (...given) => tab.evaluate(async (all) => (await import("/merge.js")).withhold(...all), given);
is(await withhold({ a: "1", l: rows("甲") }, { a: "2", l: [...rows("甲"), { v: "9" }, ...rows("丙")] }, ["/l/1/name"]), { a: "2", l: rows("甲", "丙") },
	"a row that lacks its name waits, and all else is saved");
is(await withhold({ l: rows("甲", "乙") }, { l: [...rows("甲"), { v: "9" }] }, ["/l/1/name"]), { l: [...rows("甲"), { v: "9", name: "乙" }] },
	"  of one whose name was taken away the name waits");
is(await withhold({ a: "1", b: "1" }, { a: "x", b: "2" }, ["/a"]), { a: "1", b: "2" }, "  a cell that is refused is as it was");
is(await withhold({ a: "1" }, { a: "2", b: { c: [{}] } }, ["/b/c/0/name"]), { a: "2" }, "  what is new around it waits with it");
is(await withhold({ a: "1" }, { a: "2" }, [""]), { a: "1" }, "  where the whole is refused nothing is saved");
is((await merge({ l: rows("甲", "乙") }, { l: rows("甲", "我的", "乙") }, { l: rows("甲", "别人的", "乙") })).document.l.map((row) => row.name).sort(),
	["乙", "别人的", "我的", "甲"].sort(), "both add a row: both are there");

const route = (document, changes, ...places) => tab.evaluate(async ([given, all, from]) => {
	const to = (await import("/change.js")).route(given, all);
	return from.map((place) => to(place) ?? null);
}, [document, changes, places]);
const list = { l: rows("甲", "乙", "丙"), m: [] };
is(await route(list, [["insert", "/l", 1, {}]], "/l/0/v", "/l/1/v", "/l", "/m/-/v"), ["/l/0/v", "/l/2/v", "/l", "/m/-/v"], "places below a row that comes go down");
is(await route(list, [["remove", "/l", 1], ["insert", "/l", 0, {}, {}]], "/l/0/v", "/l/1/v", "/l/2/v"), ["/l/2/v", null, "/l/3/v"], "those of a row that goes are gone, one change after the other");
is(await route(list, [["move", "/l", [0], 3]], "/l/0/v", "/l/1/v", "/l/2/v"), ["/l/2/v", "/l/0/v", "/l/1/v"], "and a row that is moved takes its own along");
is(await route(list, [["become", { l: rows("新", "丙", { name: "甲", v: "9" }) }]], "/l/2/v", "/l/1/v", "/n"), ["/l/1/v", null, "/n"], "in a document of somebody else a row is known by what it says");

// A cell is on its way to the server while somebody else saves another one, or the same.
const meanwhile = (...given) => tab.evaluate(async ([before, document, mine]) => {
	const { Work } = await import("/work.js");
	const seen = { shown: [], conflicts: [] };
	const { Keeper } = await import("/keep.js");
	const work = new Work(new Keeper("nobody", "nothing"), {
		document: (shown) => { seen.shown.push(shown); }, conflict: (list) => { seen.conflicts = list; }, state: () => {},
	});
	work.save = () => {};
	Object.assign(work, { base: mine, mine });
	work.change(document, before);
	await work.forget();
	return { mine: work.mine, ...seen };
}, given);
is(await meanwhile({ a: "1", b: "1" }, { a: "2", b: "1" }, { a: "1", b: "1" }), { mine: { a: "2", b: "1" }, shown: [], conflicts: [] }, "nobody else was there: it is what was typed");
is(await meanwhile({ a: "1", b: "1" }, { a: "2", b: "1" }, { a: "1", b: "3" }), { mine: { a: "2", b: "3" }, shown: [{ a: "2", b: "3" }], conflicts: [] },
	"what somebody else saved in another cell while one was typed in stays");
is(await meanwhile({ a: "1" }, { a: "2" }, { a: "3" }), { mine: { a: "3" }, shown: [{ a: "3" }], conflicts: [{ place: "/a", mine: "2", theirs: "3" }] },
	"and in the same cell it is told");

// What the patch makes of one document is the other one, whatever they are.
const wrong = await tab.evaluate(async () => {
	const { diff, equal, patched } = await import("/merge.js");
	let seed = 7;
	const random = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
	const make = (depth) => {
		const kind = depth > 3 ? 2 : random(4);
		if (kind === 0) {
			return Object.fromEntries(Array.from({ length: random(4) }, () => [["a", "b/c", "~d", "name"][random(4)], make(depth + 1)]));
		}
		return kind === 1 ? Array.from({ length: random(5) }, () => make(depth + 1)) : String(random(4));
	};
	for (let i = 0; i < 3000; i += 1) {
		const a = { x: make(0) };
		const b = { x: make(0) };
		if (!equal(patched(a, diff(a, b)), b)) {
			return JSON.stringify([a, b, diff(a, b)]);
		}
	}
	return "";
});
is(wrong, "", "3,000 pairs of documents: the patch makes the other one");

// Rows come, go, move and are filled in on both sides: nothing is lost, doubled or put elsewhere.
const lost = await tab.evaluate(async () => {
	const { merge, equal } = await import("/merge.js");
	let seed = 5;
	const random = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
	const changed = (list, who) => {
		// Who does both in one place types a row over.
		const adds = random(2) === 0;
		const now = list.filter(() => adds || random(5) > 0).map((row) => (random(3) === 0 ? { ...row, [random(2) === 0 ? "v" : who]: `${who}${random(2)}` } : row));
		for (let i = adds ? random(3) : 0; i > 0; i -= 1) {
			now.splice(random(now.length + 1), 0, { name: `${who}${i}`, v: "" });
		}
		return random(4) > 0 || now.length === 0 ? now : [...now.slice(1), now[0]];
	};
	const row = (list, name) => list.find((one) => one.name === name);
	for (let i = 0; i < 3000; i += 1) {
		const base = Array.from({ length: random(6) }, (_, k) => ({ name: `甲${k}`, v: String(random(2)) }));
		const [mine, theirs] = [changed(base, "mine"), changed(base, "theirs")];
		const { document, conflicts } = merge(base, mine, theirs);
		const wrong = [...new Set([...base, ...mine, ...theirs].map(({ name }) => name))].filter((name) => {
			const [was, own, other, now] = [base, mine, theirs, document].map((list) => row(list, name));
			if (document.filter((one) => one.name === name).length > 1) {
				return true;
			}
			if (!was) {
				return !equal(now, own ?? other);
			}
			if (!own || !other) {
				return now ? own || equal(other, was) : own && !equal(own, was) && !conflicts.some((one) => equal(one.mine, own));
			}
			return !now || ["v", "mine", "theirs"].some((cell) => now[cell] !== (other[cell] === was[cell] ? own[cell] : other[cell]));
		});
		if (wrong.length > 0) {
			return JSON.stringify([base, mine, theirs, document, conflicts, wrong]);
		}
	}
	return "";
});
is(lost, "", "3,000 lists on which two work: all that was done is there");

// What the public will not see is struck in what is reviewed, in how many elements it may stand.
is(await tab.evaluate(async () => {
	const { Paper } = await import("/paper.js");
	const paper = new Paper(document.body.appendChild(document.createElement("div")));
	paper.paper.innerHTML = `<p>找<b>张</b><span data-place="/texts/goal">建<u>国</u>，138001</span>38000；213800138000</p><p>国</p><p data-place="/contact/name">何<b>某</b></p>`;
	paper.strike(["张建国", "13800138000"]);
	return paper.paper.innerHTML.replaceAll(` class="absent" title="不公开"`, "");
}), `<p>找<b><s>张</s></b><span data-place="/texts/goal"><s>建</s><u><s>国</s></u>，<s>138001</s></span><s>38000</s>；213800138000</p><p>国</p><p data-place="/contact/name"><s>何</s><b><s>某</s></b></p>`,
"a name in several elements is struck, a number in a longer one is not");
ok(tab.faults.length === 0, "nothing fails", tab.faults.join("; "));
await browser.close();
done();
