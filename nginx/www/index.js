// The public list: reads /api/v1/reports and shows it, page by page. The filter
// is the address's query, so that a selection can be linked and the browser's
// back button works.
"use strict";

const API = "/api/v1/reports";
const FILTERS = ["year", "department", "form"];
const PAGE_SIZE = 50;
const TIMEOUT_MS = 15000;

// The choices of the filter come from the newest reports: this many requests at most.
const CHOICE_REQUESTS = 5;

const filter = document.getElementById("filter");
const clear = filter.querySelector("button");
const statusLine = document.getElementById("status");
const list = document.getElementById("list");
const more = document.getElementById("more");
const entry = document.getElementById("entry");

let cursor = null;
let shown = 0;
let latest = 0; // number of the newest request; answers to older ones are dropped

// A title is 表名：项目名（年度）; reports about a whole department have no project.
function formName(report) {
	return report.title.split("：")[0].replace(/（\d{4}年度）$/, "");
}

function selection() {
	const given = new URLSearchParams(location.search);
	const selected = new URLSearchParams();
	for (const name of FILTERS) {
		if (given.get(name)) {
			selected.set(name, given.get(name));
		}
	}
	return selected;
}

async function fetchPage(params) {
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
	const answer = await fetch(`${API}?${params}`, { signal: abort.signal }).finally(() => clearTimeout(timer));
	if (!answer.ok) {
		const problem = await answer.json().catch(() => ({}));
		throw new Error([problem.title, problem.detail].filter(Boolean).join("：") || `错误 ${answer.status}`);
	}
	return answer.json();
}

function say(text) {
	statusLine.className = "";
	statusLine.textContent = text;
}

function sayError(error, again) {
	const away = error.name === "TypeError" || error.name === "AbortError";
	const retry = document.createElement("button");
	retry.type = "button";
	retry.textContent = "重试";
	retry.addEventListener("click", again);
	statusLine.className = "error";
	statusLine.textContent = away ? "暂时无法连接服务器，请检查网络后重试。" : `目录读取失败。${error.message}`;
	statusLine.append(retry);
}

function show(report) {
	const item = entry.content.cloneNode(true);
	const title = item.querySelector("h2 a");
	const pdf = item.querySelector(".pdf");
	const json = item.querySelector(".json");

	item.querySelector(".year").textContent = `${report.year} 年度`;
	title.textContent = report.project ? report.project.name : report.title;
	title.href = report.links.pdf;
	item.querySelector(".department").textContent = report.department.name;
	item.querySelector(".form").textContent = formName(report);
	pdf.href = report.links.pdf;
	pdf.setAttribute("aria-label", `${report.title}，PDF 文件`);
	json.href = report.links.self;
	json.setAttribute("aria-label", `${report.title}，JSON 数据`);
	list.append(item);
	shown += 1;
}

function summary() {
	if (shown === 0) {
		return String(selection()) === "" ? "目前还没有公开的内容。" : "没有符合条件的内容，请放宽筛选条件。";
	}
	return cursor === null ? `共 ${shown} 份` : `已显示 ${shown} 份，还有更多`;
}

async function load(from) {
	const number = ++latest;
	const params = selection();
	clear.hidden = String(params) === "";
	params.set("limit", PAGE_SIZE);
	if (from !== null) {
		params.set("cursor", from);
	}
	list.setAttribute("aria-busy", "true");
	more.hidden = true;
	say("正在读取目录……");
	try {
		const page = await fetchPage(params);
		if (number !== latest) {
			return;
		}
		if (from === null) {
			list.textContent = "";
			shown = 0;
		}
		page.items.forEach(show);
		cursor = page.next;
		more.hidden = cursor === null;
		say(summary());
	} catch (error) {
		if (number === latest) {
			sayError(error, () => load(from));
		}
	} finally {
		if (number === latest) {
			list.setAttribute("aria-busy", "false");
		}
	}
}

function addChoices(name, choices) {
	const select = filter.elements[name];
	const wanted = selection().get(name);
	for (const [value, label] of choices) {
		select.add(new Option(label, value));
	}
	if (wanted && !choices.has(wanted)) {
		select.add(new Option(wanted, wanted));
	}
	select.value = wanted || "";
}

async function loadChoices() {
	const years = new Map();
	const departments = new Map();
	const forms = new Map();
	let next = null;
	try {
		for (let i = 0; i < CHOICE_REQUESTS; i++) {
			const params = new URLSearchParams({ limit: 200 });
			if (next !== null) {
				params.set("cursor", next);
			}
			const page = await fetchPage(params);
			for (const report of page.items) {
				years.set(String(report.year), `${report.year} 年度`);
				departments.set(report.department.code, report.department.name);
				forms.set(report.form, `${formName(report)}（${report.form}）`);
			}
			next = page.next;
			if (next === null) {
				break;
			}
		}
	} catch {
		// The list itself says what is wrong.
	}
	addChoices("year", new Map([...years].sort().reverse()));
	addChoices("department", new Map([...departments].sort()));
	addChoices("form", new Map([...forms].sort()));
}

function showSelection() {
	const selected = selection();
	for (const name of FILTERS) {
		filter.elements[name].value = selected.get(name) || "";
	}
}

function choose() {
	const params = new URLSearchParams();
	for (const name of FILTERS) {
		if (filter.elements[name].value) {
			params.set(name, filter.elements[name].value);
		}
	}
	history.pushState(null, "", `${location.pathname}?${params}`.replace(/\?$/, ""));
	load(null);
}

filter.addEventListener("change", choose);
filter.addEventListener("submit", (event) => event.preventDefault());
filter.addEventListener("reset", () => setTimeout(choose));
more.querySelector("button").addEventListener("click", () => load(cursor));
addEventListener("popstate", () => {
	showSelection();
	load(null);
});

load(null);
loadChoices();
