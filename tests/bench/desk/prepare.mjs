// The editors of the bench and their drafts: people, sessions and grants as SQL, documents as
// files. Each editor has a department with three reports, which are of the sample data but
// for the codes.
//
//   prepare.mjs EDITORS SAMPLES DIR     writes DIR/people.sql, DIR/people.json, DIR/*.json
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const DRAFTS = 3;
const REGION = { code: "522700", name: "黔南布依族苗族自治州" };

const [editors, samples, dir] = process.argv.slice(2);
// A form without rows has nothing to be typed into.
const documents = readdirSync(samples).filter((name) => name.endsWith(".json")).sort()
	.map((name) => JSON.parse(readFileSync(`${samples}/${name}`)))
	.filter((document) => document.texts || document.chapters || document.indicators || document.base_data);
const people = [];
const rows = [];

for (let i = 0; i < Number(editors); i++) {
	const department = { code: `${REGION.code}-9${String(i).padStart(3, "0")}`, name: `第${i}单位` };
	const person = { account: `bench${i}`, secret: createHash("sha256").update(`bench ${i}`).digest("base64url"), drafts: [] };
	for (let k = 0; k < DRAFTS; k++) {
		const document = structuredClone(documents[(i * DRAFTS + k) % documents.length]);
		const project = document.project && { ...document.project, code: `${department.code}-${k}` };
		const year = document.year - (project ? 0 : k);
		const id = `${document.form}-${year}-${(project ?? department).code}`.toLowerCase();
		writeFileSync(`${dir}/${id}.json`, JSON.stringify({ ...document, year, region: REGION, department, ...(project && { project }) }));
		person.drafts.push(id);
	}
	people.push(person);
	const hash = createHash("sha256").update(person.secret).digest("hex");
	rows.push(`INSERT INTO gongkai.account (name, person, department) VALUES ('${person.account}', '编辑${i}', '${department.code}');
INSERT INTO gongkai.account_grant VALUES ('${person.account}', 'editor', '${department.code}');
INSERT INTO gongkai.session (hash, account, state, means, address, idle, expires_at)
VALUES ('${hash}', '${person.account}', 'open', 'password', '127.0.0.1', '1 hour', now() + interval '12 hours');`);
}
writeFileSync(`${dir}/people.sql`, `BEGIN;\n${rows.join("\n")}\nCOMMIT;\n`);
writeFileSync(`${dir}/people.json`, JSON.stringify(people));
