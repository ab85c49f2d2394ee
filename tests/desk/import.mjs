// Many documents at once, out of an archive: what is wrong in one stops all, with what and
// where; what is right comes in; and it may be stopped.
//
//   node import.mjs DESK PASSWORD REPORT FOLDER     prints TAP; FOLDER is for files
"use strict";

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { axeFinds, done, is, launch, ok, open } from "./lib.mjs";
import { login } from "./people.mjs";

const [desk, password, id, folder] = process.argv.slice(2);
const browser = await launch();
const tab = await open(browser);
await login(tab, desk, "editor-522700", password);
const api = (path) => tab.evaluate(async (at) => (await fetch(`/api/v1/staff${at}`)).json(), path);
const { id: _, published: __, ...document } = await api(`/drafts/${id}`);

function archive(name, files) {
	writeFileSync(`${folder}/files.json`, JSON.stringify(files));
	execFileSync("/usr/bin/python3", ["-c", `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as archive:
    for name, document in json.load(open(sys.argv[1])).items():
        archive.writestr(name, json.dumps(document))
`, `${folder}/files.json`, `${folder}/${name}`]);
	return `${folder}/${name}`;
}

async function send(file) {
	await tab.locator("#nav a", { hasText: "导入" }).click();
	await tab.locator("h1", { hasText: "批量导入" }).waitFor();
	await tab.setInputFiles("input[type=file]", file);
	await tab.locator("button", { hasText: "上传并检查" }).click();
}

await tab.locator("#nav a", { hasText: "导入" }).click();
await tab.locator("p", { hasText: "还没有导入过" }).waitFor();
await axeFinds(tab, "import, for the first time");
await send(archive("坏.zip", { "甲.json": { ...document, year: 2041 }, "乙.json": { ...document, year: "二〇四二" } }));
await tab.locator("h1 .tag", { hasText: "一份也没有导入" }).waitFor();
is(await tab.locator("tbody tr").first().locator("th").textContent(), "乙.json", "what is wrong comes first");
ok(/\/year.*整数/.test(await tab.locator("tbody tr").first().textContent()), "with the place and what was expected");
await axeFinds(tab, "an import that failed");
is((await api("/drafts?year=2041")).items.length, 0, "nothing of it has come in");
await send(archive("好.zip", { "甲.json": { ...document, year: 2041 }, "乙.json": { ...document, year: 2042 } }));
await tab.locator("h1 .tag", { hasText: "已全部导入" }).waitFor();
is(await tab.locator("tbody tr .tag").allTextContents(), ["已导入", "已导入"], "with a result for each file");
await tab.locator("tbody a").first().click();
await tab.locator("[role=textbox]").first().waitFor();
ok(true, "and a way to what came in");

const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`${i}.json`, { ...document, year: 2050 + i }]));
await send(archive("多.zip", many));
await tab.locator("button", { hasText: "取消导入" }).click();
await tab.locator("h1 .tag", { hasText: "已取消" }).waitFor();
is((await api("/drafts?year=2169")).items.length, 0, "what is stopped has done nothing");
await axeFinds(tab, "an import that was stopped");
await tab.locator("a", { hasText: "← 批量导入" }).click();
await tab.locator(".plain li").nth(2).waitFor();
is(await tab.locator(".plain .tag").allTextContents(), ["已取消", "已全部导入", "一份也没有导入"], "all of one's imports, the newest first");
await axeFinds(tab, "imports");
writeFileSync(`${folder}/text.zip`, "no archive");
await send(`${folder}/text.zip`);
await tab.locator("#said.error", { hasText: "没有上传" }).waitFor();
ok(true, "what is no archive is refused, in words");
writeFileSync(`${folder}/empty.zip`, "");
await send(`${folder}/empty.zip`);
await tab.locator("#said.error", { hasText: "这个文件是空的" }).waitFor();
ok(true, "and so is what is empty");
ok(tab.faults.length === 0, "nothing failed or was forbidden", tab.faults.join("; "));
await browser.close();
done();
