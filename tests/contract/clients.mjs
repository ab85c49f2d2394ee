// Typed clients of the API, made by two generators that have nothing in common
// from a saved copy of the description, compiled strictly, and sent for a walk.
//
//   node clients.mjs BASE-URL     prints TAP
"use strict";

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createClient } from "@hey-api/openapi-ts";
import { createConfig, lint } from "@redocly/openapi-core";
import openapiTS, { astToString } from "openapi-typescript";

const [BASE] = process.argv.slice(2);
const FOLDER = new URL("generated/", import.meta.url);
const SAVED = new URL("openapi.json", FOLDER);
const require = createRequire(import.meta.url);

let count = 0;

function ok(condition, name, detail = []) {
	count += 1;
	console.log(`${condition ? "ok" : "not ok"} ${count} - ${name}`);
	for (const line of condition ? [] : detail) {
		console.log(`# ${line}`);
	}
}

async function save() {
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER);
	const answer = await fetch(`${BASE}/api/v1/openapi.json`);
	writeFileSync(SAVED, Buffer.from(await answer.arrayBuffer()));
}

// Every rule that is recommended, and what is only a warning there as an error.
async function checkSaved() {
	const problems = await lint({ ref: SAVED.pathname, config: await createConfig({ extends: ["recommended-strict"] }) });
	ok(problems.length === 0, "the linter finds no fault with the saved description",
		problems.map((p) => `${p.severity} ${p.ruleId} ${p.location?.[0]?.pointer ?? ""}: ${p.message}`));
}

async function generate() {
	writeFileSync(new URL("fetch.ts", FOLDER), astToString(await openapiTS(SAVED)));
	await createClient({
		input: SAVED.pathname,
		output: new URL("hey", FOLDER).pathname,
		plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
		logs: { level: "silent" },
	});
}

function compile() {
	try {
		execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "."],
			{ cwd: new URL(".", import.meta.url), encoding: "utf8" });
		return [];
	} catch (error) {
		return error.stdout.split("\n").slice(0, 20);
	}
}

// A cast, or a type that means any, would hide what the description does not say.
function casts(name) {
	const text = readFileSync(new URL(`${name}.ts`, import.meta.url), "utf8").replace(/\/\/.*|"[^"]*"|`[^`]*`/g, "");
	return text.match(/\bas\b|\bany\b|\bunknown\b|@ts-\w+|\w![.;,)]/g) ?? [];
}

await save();
await checkSaved();
await generate();
const errors = compile();
// The compiler has held everything up, longer than nginx keeps a connection: time to notice.
await new Promise((resume) => setTimeout(resume, 100));
ok(errors.length === 0, "the clients and their walks compile with --strict", errors);
for (const name of errors.length === 0 ? ["walk_fetch", "walk_hey"] : []) {
	ok(casts(name).length === 0, `${name}: without casts`, casts(name));
	await require(`./built/${name}.js`).walk(BASE, (condition, what) => ok(condition, `${name}: ${what}`));
}
console.log(`1..${count}`);
