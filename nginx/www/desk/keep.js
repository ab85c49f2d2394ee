// What was typed and is not on the server yet, in the browser's own database: it outlives a
// closed window, a lost network and an ended session. Each report has one record, of one
// account: { key, account, id, etag, base, mine, at }.
"use strict";

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

async function run(mode, work) {
	const store = (await open()).transaction("work", mode).objectStore("work");
	const request = work(store);
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}

const key = (account, id) => `${account} ${id}`;

export function keep(account, id, record) {
	return run("readwrite", (store) => store.put({ key: key(account, id), account, id, at: new Date().toISOString(), ...record }));
}

export function kept(account, id) {
	return run("readonly", (store) => store.get(key(account, id)));
}

export function forget(account, id) {
	return run("readwrite", (store) => store.delete(key(account, id)));
}

export async function allKept(account) {
	return (await run("readonly", (store) => store.getAll())).filter((record) => record.account === account);
}
