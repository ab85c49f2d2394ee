// What was typed and is not on the server yet, in the browser: it outlives a closed window, a
// lost network and an ended session. Of each report that somebody fills in each window keeps its
// own: the document (in the browser's database, once it is one), and the texts that are not in a
// document yet (in its storage, which is written to while a window closes). No window touches what
// another one keeps that is open; what a closed one has left is the next one's.
"use strict";

import { equal } from "./merge.js";
import { drop, names, read, write } from "./shelf.js";

// How long to wait for a window that may be closing.
const PATIENCE_MS = 500;
const TYPED = "gongkai-typed";

let database = null;

function open() {
	database ??= new Promise((resolve, reject) => {
		const request = indexedDB.open("gongkai-desk", 1);
		request.onupgradeneeded = () => request.result.createObjectStore("work", { keyPath: "key" });
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
	return database;
}

// `work` asks for things, all or none of which are done; the answer to the last.
async function run(mode, work) {
	const transaction = (await open()).transaction("work", mode);
	const request = work(transaction.objectStore("work"));
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve(request?.result);
		transaction.onabort = () => reject(transaction.error);
	});
}

// The documents that an account's windows keep: [{ key, account, id, window, base, mine, sent, at }],
// `sent` where one is on its way to the server.
async function works(account) {
	return (await run("readonly", (store) => store.getAll())).filter((record) => record.account === account);
}

const byAge = (a, b) => ((a.at ?? "") < (b.at ?? "") ? -1 : 1);

// Their texts: [{ name, id, window, document, jobs, refused, at }], as form.js has them.
function texts(account) {
	const prefix = `${TYPED} ${account} `;
	return names(prefix).map((name) => {
		const [id, window] = name.slice(prefix.length).split(" ");
		return { name, id, window, ...read(name) };
	});
}

// All that an account has left on this machine, from the oldest, `mine` the document in which it is,
// or to which texts belong.
export async function allKept(account) {
	const unsaved = (await works(account).catch(() => [])).filter(({ sent, base, mine }) => sent || !equal(base, mine));
	return [...texts(account).map((record) => ({ account, mine: record.document, ...record })), ...unsaved].sort(byAge);
}

// One of that is thrown away.
export async function forget({ name, key }) {
	if (name) {
		drop(name);
	} else {
		await run("readwrite", (store) => store.delete(key));
	}
}

export class Keeper {
	constructor(account, id) {
		this.window = Math.random().toString(36).slice(2);
		Object.assign(this, { account, id, works: [], texts: [] });
		this.key = `${account} ${id} ${this.window}`;
		this.over = new Promise((resolve) => { this.close = resolve; });
	}

	// Take over what closed windows have left: gives their documents, from the oldest; `texts` has
	// their texts, and isElsewhere tells that an open one has some, too.
	async open() {
		await this.hold(this.window);
		const of = (all) => all.filter(({ id }) => id === this.id);
		const left = of([...texts(this.account), ...await works(this.account).catch(() => [])]);
		const windows = [...new Set(left.map(({ window }) => window))];
		const isHeld = await Promise.all(windows.map((window) => this.hold(window)));
		const isMine = ({ window }) => isHeld[windows.indexOf(window)];
		// What a window that was closing meanwhile has written.
		this.texts = of(texts(this.account)).filter(isMine).sort(byAge);
		this.works = of(await works(this.account).catch(() => [])).filter(isMine);
		this.isElsewhere = isHeld.includes(false);
		return this.works.sort(byAge);
	}

	// Until close() a window is this one's; false where another one has it. It is let go with its
	// window, however that ends. Where there are no locks what others keep is taken as well: it is
	// in two windows then, and lost in none.
	hold(window) {
		if (!navigator.locks) {
			return true;
		}
		const name = `gongkai-desk ${this.account} ${this.id} ${window}`;
		return new Promise((resolve) => {
			navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
				resolve(true);
				return this.over;
			}).catch(() => resolve(false));
		});
	}

	// What was taken over is in this document now, or nothing of it is left to save: null.
	async take(record) {
		await run("readwrite", (store) => {
			if (record) {
				store.put(this.dressed(record));
			}
			this.works.forEach(({ key }) => store.delete(key));
		}).catch(() => {});
	}

	dressed(record) {
		const { key, account, id, window } = this;
		return { key, account, id, window, at: new Date().toISOString(), ...record };
	}

	keep(record) {
		return run("readwrite", (store) => store.put(this.dressed(record)));
	}

	forget() {
		return run("readwrite", (store) => store.delete(this.key));
	}

	// Of what was typed: { document, jobs, refused }, or null.
	keepTexts(record) {
		const name = `${TYPED} ${this.key}`;
		if (record) {
			write(name, { at: new Date().toISOString(), ...record });
		} else {
			drop(name);
		}
	}

	// Taken over ones are in those of this window now.
	dropTexts({ name }) {
		drop(name);
	}
}
