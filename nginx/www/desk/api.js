// What the pages ask of the server. Where the session is over, somebody logs in again in a
// window above the page, and the question is asked once more: nothing on the page is lost.
"use strict";

const BASE = "/api/v1/staff";
const TIMEOUT_MS = 60000;
const LONG_TIMEOUT_MS = 600000; // a file over a slow line, and a set being bound

let token = null;
let renew = null; // asks somebody to log in again; gives true when that is done

export function setToken(value) {
	token = value;
}

export function onExpiry(ask) {
	renew = ask;
}

// What the server says of these is for programs, or nothing.
const WORDS = { 0: "暂时连接不上服务器", 412: "这份材料刚刚变了：别人改过，或者有检查结果的说明失效了。请先看过再决定。" };

// What went wrong. `status` is 0 when no server answered.
export class Problem extends Error {
	constructor(status, problem = {}, etag = null) {
		super(WORDS[status] ?? (problem.detail || problem.title || `错误 ${status}`));
		Object.assign(this, { status, title: problem.title ?? "", errors: problem.errors ?? [], etag });
	}
}

// One question. Options: json or body with type, headers, quiet (no window for logging in),
// isLong (a file goes up, or many come down).
export async function call(method, path, { json, body, type, headers = {}, quiet = false, isLong = false } = {}) {
	const answer = await send(method, path, {
		body: json === undefined ? body : JSON.stringify(json),
		headers: {
			"Accept-Language": "zh-CN",
			...(json === undefined && !type ? {} : { "Content-Type": type ?? "application/json" }),
			...(token && method !== "GET" ? { "X-Gongkai-Token": token } : {}),
			...headers,
		},
	}, isLong ? LONG_TIMEOUT_MS : TIMEOUT_MS);
	if (answer.ok) {
		return answer;
	}
	const problem = await answer.json().catch(() => ({}));
	if (answer.status === 401 && !quiet && renew && await renew()) {
		return call(method, path, { json, body, type, headers, quiet: true, isLong });
	}
	throw new Problem(answer.status, problem, answer.headers.get("ETag"));
}

async function send(method, path, options, timeout) {
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), timeout);
	try {
		const answer = await fetch(path.startsWith("/api/") ? path : BASE + path, { method, signal: abort.signal, cache: "no-store", ...options });
		// An answer that breaks off is none.
		answer.json = () => Response.prototype.json.call(answer).catch(() => { throw new Problem(0); });
		return answer;
	} catch {
		throw new Problem(0);
	} finally {
		clearTimeout(timer);
	}
}

export async function getJson(path, options) {
	return (await call("GET", path, options)).json();
}

export async function postJson(path, json, options = {}) {
	const answer = await call("POST", path, { json, ...options });
	return answer.status === 204 ? null : answer.json();
}

// All items of a list, page after page; `by` is the parameter that takes what is next.
export async function getAll(path, limit = 1000, by = "cursor") {
	const items = [];
	let after = null;
	do {
		const page = await getJson(`${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ limit: 200, ...(after ? { [by]: after } : {}) })}`);
		items.push(...page.items);
		after = page.next;
	} while (after && items.length < limit);
	return items;
}

export function address(path) {
	return BASE + path;
}

// A key under which a request that creates something is done once, however often it is sent.
export function onceKey() {
	return { "Idempotency-Key": crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
}

// Let the browser keep an answer as a file.
export async function keepFile(answer, fallback) {
	const name = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get("Content-Disposition") ?? "");
	const link = document.createElement("a");
	link.href = URL.createObjectURL(await answer.blob());
	link.download = name ? decodeURIComponent(name[1]) : fallback;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
