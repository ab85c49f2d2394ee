// Editors at work: each types into a cell, as its page does asks for the form with it, saves the
// cell and asks for the findings until they are those of what was saved, thinks, and types into
// the next. A page tells where one is as often as nginx/www/desk/edit.js does, and asks for
// findings as nginx/www/desk/work.js does.
//
//   editors.mjs URL PEOPLE SECONDS PACE-S
//
// Prints what was saved and how long that took, from the question to the last byte of the
// answer, and how old what was saved was when its findings were there; the first fifth of the time is warming up and not counted. The exit status is 1
// when a save failed.
import { readFileSync } from "node:fs";
import { request, Agent } from "node:http";

const PRESENCE_MS = 15000;
const FINDINGS_MS = 1000;
const FINDINGS_MAX_MS = 10000;
const [url, file, seconds, pace] = process.argv.slice(2);
const people = JSON.parse(readFileSync(file));
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const begin = performance.now();
const warm = begin + Number(seconds) * 200;
const end = begin + Number(seconds) * 1000;
const took = { save: [], form: [], findings: [], presence: [], "(age)": [] };
const failures = new Map();
let lost = 0;

// The same numbers each time (xorshift).
let state = 88172645;
function random() {
	state ^= state << 13;
	state ^= state >>> 17;
	state ^= state << 5;
	return (state >>> 0) / 2 ** 32;
}

const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

function ask(person, method, path, json, headers = {}) {
	const body = json && JSON.stringify(json);
	const at = performance.now();
	return new Promise((done, fail) => {
		const asked = request(`${url}/api/v1/staff${path}`, {
			method, agent,
			headers: {
				Cookie: `gongkai-desk=${person.secret}`, Origin: url,
				...(person.token && { "X-Gongkai-Token": person.token }),
				...(body && { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }),
				...headers,
			},
		}, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("error", fail);
			answer.on("end", () => done({
				status: answer.statusCode, etag: answer.headers.etag,
				text: Buffer.concat(parts).toString(), at, ms: performance.now() - at,
			}));
		});
		asked.on("error", fail);
		asked.end(body);
	});
}

function count(what, answer, ...expected) {
	if (answer.at >= warm) {
		took[what].push(answer.ms);
	}
	if (expected.includes(answer.status)) {
		return true;
	}
	if (what === "save" && answer.status === 412) {
		lost++;
	} else {
		const words = `${what}: ${answer.status} ${answer.text.slice(0, 200)}`;
		failures.set(words, (failures.get(words) ?? 0) + 1);
	}
	return false;
}

// Cells that people fill in: amounts, and texts of several words.
const TEXTS = new Set(["goal", "completion", "conclusion", "body", "explanation", "remark", "note", "thrift_measures"]);
function cells(value, pointer = "", name = "") {
	if (typeof value === "string") {
		return /^\d+\.\d\d$/.test(value) || TEXTS.has(name) || pointer.startsWith("/texts/") ? [[pointer, value]] : [];
	}
	return value && typeof value === "object"
		? Object.entries(value).flatMap(([key, inner]) => cells(inner, `${pointer}/${key}`, key)) : [];
}

// Numbers of a form that are computed may come out otherwise; what was typed is another each time.
function typed(old, number) {
	return /^\d+\.\d\d$/.test(old) ? `${1000 + number}.${10 + Math.floor(random() * 90)}` : `${old.replace(/（第\d+稿）$/, "")}（第${number}稿）`;
}

function put(document, pointer, value) {
	const copy = structuredClone(document);
	const path = pointer.slice(1).split("/");
	let place = copy;
	for (const name of path.slice(0, -1)) {
		place = place[name];
	}
	place[path.at(-1)] = value;
	return copy;
}

async function open(person, id) {
	const answer = await ask(person, "GET", `/drafts/${id}`);
	if (answer.status !== 200) {
		throw new Error(`${id}: ${answer.status} ${answer.text}`);
	}
	return { id, etag: answer.etag, document: JSON.parse(answer.text) };
}

// Until there are those of what was saved last.
async function watch(person, draft, saved) {
	let wait = FINDINGS_MS;
	person.watching = true;
	for (let answer = { status: 202 }; answer.status === 202 && performance.now() < end; wait = Math.min(wait * 1.5, FINDINGS_MAX_MS)) {
		await sleep(wait);
		answer = await ask(person, "GET", `/drafts/${draft}/findings`, undefined, { Prefer: "respond-async" });
		count("findings", answer, 200, 202);
		if (answer.status === 200 && saved >= warm) {
			took["(age)"].push(answer.at + answer.ms - saved);
		}
	}
	person.watching = false;
}

async function type(person, draft, number) {
	const all = cells(draft.document);
	const [pointer, old] = all[Math.floor(random() * all.length)];
	const value = typed(old, number);
	count("form", await ask(person, "POST", "/form", { document: put(draft.document, pointer, value), edits: [] }), 200);
	const answer = await ask(person, "PATCH", `/drafts/${draft.id}`, [{ op: "replace", path: pointer, value }],
		{ "Content-Type": "application/json-patch+json", "If-Match": draft.etag, Prefer: "respond-async" });
	if (!count("save", answer, 200)) {
		return open(person, draft.id);
	}
	if (!person.watching) {
		watch(person, draft.id, answer.at + answer.ms);
	}
	return { id: draft.id, etag: answer.etag, document: JSON.parse(answer.text).document };
}

async function work(person) {
	let told = performance.now() + random() * PRESENCE_MS;
	let draft = null;
	await sleep(random() * pace * 1000);
	person.token = JSON.parse((await ask(person, "GET", "/session")).text).token;
	for (let number = 1; performance.now() < end; number++) {
		// Some twenty cells of one form, then the next form.
		if (!draft || number % 20 === 0) {
			draft = await open(person, person.drafts[Math.floor(number / 20) % person.drafts.length]);
		}
		if (performance.now() >= told) {
			told += PRESENCE_MS;
			count("presence", await ask(person, "POST", `/drafts/${draft.id}/presence`, { pointer: "/title" }), 200);
		}
		draft = await type(person, draft, number);
		await sleep((0.5 + random()) * pace * 1000);
	}
}

function line(what, list) {
	const sorted = list.toSorted((a, b) => a - b);
	const at = (part) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN).toFixed(1);
	console.log(`${what.padEnd(10)} ${String(sorted.length).padStart(8)} ${at(0.5).padStart(10)} ${at(0.95).padStart(8)} ${at(0.99).padStart(8)} ${at(1).padStart(8)}`);
}

await Promise.all(people.map(work));
console.log(`${"".padEnd(10)} ${"number".padStart(8)} ${"median, ms".padStart(10)} ${"95%".padStart(8)} ${"99%".padStart(8)} ${"longest".padStart(8)}`);
for (const [what, list] of Object.entries(took)) {
	line(what, list);
}
const failed = [...failures.values()].reduce((sum, one) => sum + one, 0);
console.log(`\n${people.length} editors, ${(took.save.length / (Number(seconds) * 0.8)).toFixed(1)} saves a second; failed: ${failed}; 412: ${lost}`);
for (const [words, times] of failures) {
	console.log(`  ${times} x ${words}`);
}
process.exit(failed > 0 ? 1 : 0);
