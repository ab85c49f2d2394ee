// Holds the running API against the OpenAPI document that it serves, with JSON
// Schema for every answer, by a validator that is not ours. Walks every link from
// /api/v1 on, then asks for every error. clients.mjs looks at the document itself.
//
//   node contract.mjs BASE-URL SITE-URL WITHDRAWN     prints TAP
//
// BASE-URL is where the API is asked, as often as it takes; SITE-URL has the
// pages; WITHDRAWN is the identifier of a report that was withdrawn.
"use strict";

import { createHash } from "node:crypto";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [BASE, SITE, WITHDRAWN] = process.argv.slice(2);
const API = "/api/v1";
const DESCRIPTION = `${BASE}${API}/openapi.json`;

let count = 0;

function ok(condition, name, detail = []) {
	count += 1;
	console.log(`${condition ? "ok" : "not ok"} ${count} - ${name}`);
	for (const line of condition ? [] : detail) {
		console.log(`# ${line}`);
	}
}

const description = await (await fetch(DESCRIPTION)).json();
const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, validateFormats: true });
addFormats(ajv);
ajv.addSchema(description, DESCRIPTION);

// --- what belongs to an answer ---

function pointer(...names) {
	return `#/${names.map((name) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
}

function resolve(node) {
	if (node?.$ref === undefined) {
		return node;
	}
	return node.$ref.slice(2).split("/").reduce((at, name) => at[name.replaceAll("~1", "/")], description);
}

const validators = new Map();

function validate(ref, value) {
	if (!validators.has(ref)) {
		validators.set(ref, ajv.compile({ $ref: `${DESCRIPTION}${ref}` }));
	}
	const check = validators.get(ref);
	return check(value) ? [] : check.errors.map((e) => `${e.instancePath || "/"} ${e.message} ${JSON.stringify(e.params)}`);
}

// A pattern for each path; braces stand for what has no slash and no point.
const patterns = Object.keys(description.paths).map((path) => ({
	path,
	pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/.]+")}$`),
}));

function operationPath(address) {
	const { pathname } = new URL(address, BASE);
	return patterns.find(({ path }) => path === pathname)?.path ?? patterns.find(({ pattern }) => pattern.test(pathname))?.path;
}

function headerFaults(response, headers) {
	const faults = [];
	for (const [name, reference] of Object.entries(response.headers ?? {})) {
		const value = headers.get(name);
		const declared = resolve(reference);
		if (value === null) {
			if (declared.required) {
				faults.push(`the header ${name} is missing`);
			}
			continue;
		}
		const schema = declared.schema;
		const typed = schema.type === "integer" ? Number(value) : value;
		const check = ajv.compile(schema);
		if (!check(typed)) {
			faults.push(`${name}: ${value}: ${ajv.errorsText(check.errors)}`);
		}
	}
	return faults;
}

function bodyFaults(path, status, response, reference, type, bytes) {
	if (response.content === undefined) {
		return bytes.length === 0 ? [] : ["a body that is not described"];
	}
	if (response.content[type] === undefined) {
		return [`the type ${type} is not described`];
	}
	if (!type.endsWith("json")) {
		return bytes.length > 0 ? [] : ["no body"];
	}
	const at = reference.$ref ?? pointer("paths", path, "get", "responses", status);
	const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	return validate(`${at}/content/${encodeURIComponent(type.replaceAll("/", "~1"))}/schema`, value);
}

function digestFaults(headers, bytes) {
	const digest = headers.get("repr-digest");
	if (digest === null || headers.get("content-range") !== null) {
		return [];
	}
	const right = `sha-256=:${createHash("sha256").update(bytes).digest("base64")}:`;
	return digest === right ? [] : [`Repr-Digest is ${digest}, should be ${right}`];
}

// One request; what is wrong with its answer, by the description.
async function ask(address, options = {}, expected = 200) {
	const path = options.path ?? operationPath(address);
	const answer = await fetch(new URL(address, BASE), {
		redirect: "manual",
		...options,
		headers: { "Accept-Encoding": "identity", ...options.headers },
	});
	const bytes = new Uint8Array(await answer.arrayBuffer());
	const faults = answer.status === expected ? [] : [`status ${answer.status}, expected ${expected}: ${new TextDecoder().decode(bytes).slice(0, 300)}`];
	const responses = description.paths[path]?.get.responses;
	const status = String(answer.status);
	const reference = responses?.[status] ?? responses?.default;
	if (reference === undefined) {
		return { answer, bytes, faults: [...faults, `${status} of ${path} is not described`] };
	}
	const response = resolve(reference);
	const type = (answer.headers.get("content-type") ?? "").split(";")[0];
	const key = responses[status] === undefined ? "default" : status;
	faults.push(...headerFaults(response, answer.headers), ...digestFaults(answer.headers, bytes));
	if (options.method !== "HEAD" && options.method !== "OPTIONS") {
		faults.push(...bodyFaults(path, key, response, reference, type, bytes));
	}
	return { answer, bytes, faults, type };
}

// --- walking ---

function linksOf(value, found = []) {
	if (Array.isArray(value)) {
		value.forEach((item) => linksOf(item, found));
	} else if (value !== null && typeof value === "object") {
		for (const [name, member] of Object.entries(value)) {
			if (name === "links" && member !== null && typeof member === "object") {
				found.push(...Object.values(member));
			} else {
				linksOf(member, found);
			}
		}
	}
	return found;
}

function linkHeader(answer) {
	return [...(answer.headers.get("link") ?? "").matchAll(/<([^>]*)>/g)].map((match) => match[1]);
}

// Beginnings that no link leads to, and pages short enough that there are several.
const BEGINNINGS = [
	API,
	`${API}/search?q=${encodeURIComponent("保障")}&limit=2`,
	`${API}/project-expenditures?group_by=department,year&limit=2`,
	`${API}/project-expenditures?group_by=grade`,
	`${API}/project-expenditures?group_by=region,form`,
	`${API}/reports?limit=7&count=exact`,
	`${API}/departments?limit=1&count=exact`,
	`${API}/departments?year=2024&form=E1&published=false`,
	`${API}/overall-expenditures?limit=1&count=exact`,
	`${API}/projects?limit=5&count=exact`,
	`${API}/indicators?limit=50&result=met`,
	`${API}/indicators?limit=50&q=${encodeURIComponent("满意度")}`,
	`${API}/changes?limit=5`,
	`${API}/reports.csv?bom=true`,
	"/healthz",
	"/readyz",
];

async function walk() {
	const seen = new Set(BEGINNINGS);
	const queue = [...BEGINNINGS];
	const faults = new Map();
	let pages = 0;
	while (queue.length > 0) {
		const address = queue.shift();
		const path = operationPath(address);
		if (path === undefined) {
			const answer = await fetch(new URL(address, SITE));
			ok(answer.status === 200, `${address}, which is outside of the API, answers`);
			continue;
		}
		const { answer, bytes, faults: wrong, type } = await ask(address);
		const known = faults.get(path) ?? [];
		faults.set(path, known);
		known.push(...wrong.map((fault) => `${address}: ${fault}`));
		pages += 1;
		const links = type === "application/json" && !path.endsWith("schema.json") && !path.endsWith("openapi.json")
			? linksOf(JSON.parse(new TextDecoder().decode(bytes))) : [];
		for (const link of [...links, ...linkHeader(answer)]) {
			if (!seen.has(link)) {
				seen.add(link);
				queue.push(link);
			}
		}
	}
	for (const [path, wrong] of [...faults].sort()) {
		ok(wrong.length === 0, `${path}: every answer is as described`, wrong.slice(0, 10));
	}
	const missed = Object.keys(description.paths).filter((path) => !faults.has(path));
	ok(missed.length === 0, "every address of the description is reached by links", missed);
	console.log(`# ${pages} answers, every one validated`);
	return seen;
}

// --- errors and conditions ---

async function checkErrors(seen) {
	const addresses = new Map();
	for (const address of seen) {
		const path = operationPath(address);
		if (path !== undefined && path.startsWith(API) && !addresses.has(path)) {
			addresses.set(path, address);
		}
	}
	for (const [path, address] of addresses) {
		const bare = address.split("?")[0];
		const faults = [];
		const check = async (name, target, options, status) => {
			const { faults: wrong } = await ask(target, { path, ...options }, status);
			faults.push(...wrong.map((fault) => `${name}: ${fault}`));
		};
		const etag = (await ask(address)).answer.headers.get("etag");
		await check("unknown parameter", `${bare}?nonsense=1`, {}, 400);
		await check("in English", `${bare}?nonsense=1`, { headers: { "Accept-Language": "en" } }, 400);
		await check("wrong method", bare, { method: "DELETE" }, 405);
		await check("no such format", bare, { headers: { Accept: "image/png" } }, 406);
		await check("If-None-Match", address, { headers: { "If-None-Match": etag } }, 304);
		await check("If-Match", address, { headers: { "If-Match": '"other"' } }, 412);
		await check("too long", `${bare}?cursor=${"a".repeat(9000)}`, {}, 414);
		if (path.includes("{")) {
			const name = bare.replace(/[^/]+(\/revisions.*|\/\d{4}(\.pdf)?)?$/, "none");
			await check("not there", name, {}, 404);
		}
		ok(faults.length === 0, `${path}: errors are as described`, faults);
	}
}

async function checkWithdrawn() {
	for (const address of ["", ".pdf", "/revisions/1", "/revisions/1.pdf"]) {
		const { faults } = await ask(`${API}/reports/${WITHDRAWN}${address}`, {}, 410);
		ok(faults.length === 0, `410 for a withdrawn ${address || "report"}`, faults);
	}
	const { faults } = await ask(`${API}/reports/${WITHDRAWN}/revisions`);
	ok(faults.length === 0, "its revisions are still listed", faults);
}

const seen = await walk();
await checkErrors(seen);
await checkWithdrawn();
console.log(`1..${count}`);
