// The public list: reads /api/v1/reports, or /api/v1/search where there are words
// to look for, and shows it, page by page. The filter is the address's query, so
// that a selection can be linked and the browser's back button works.
"use strict";

const LIST = "/api/v1/reports";
const SEARCH = "/api/v1/search";
const FILTERS = ["q", "year", "department", "form"];
const PAGE_SIZE = 50;
const TIMEOUT_MS = 15000;

// The choices of the filter come from the newest reports: this many requests at most.
const CHOICE_REQUESTS = 5;

const filter = document.getElementById("filter");
const clear = filter.querySelector("button[type=reset]");
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
		const value = (given.get(name) || "").trim();
		if (value) {
			selected.set(name, value);
		}
	}
	return selected;
}

async function fetchPage(params) {
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
	const answer = await fetch(`${params.has("q") ? SEARCH : LIST}?${params}`, {
		signal: abort.signal,
		// What went wrong is told in the language of the page.
		headers: { "Accept-Language": "zh-CN" },
	}).finally(() => clearTimeout(timer));
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

// The words around what was found. `marks` are a start and a length by turns, in
// characters, not in UTF-16 units.
function showContext(place, found) {
	const characters = [...found.context];
	let end = 0;
	for (let i = 0; i < found.marks.length; i += 2) {
		const start = found.marks[i];
		const mark = document.createElement("mark");
		mark.textContent = characters.slice(start, start + found.marks[i + 1]).join("");
		place.append(characters.slice(end, start).join(""), mark);
		end = start + found.marks[i + 1];
	}
	place.append(characters.slice(end).join(""));
	place.hidden = false;
}

// A report of the list, or one that a search has found.
function show(report) {
	const item = entry.content.cloneNode(true);
	const self = report.links.self || report.links.report;
	const title = item.querySelector("h2 a");
	const pdf = item.querySelector(".pdf");
	const json = item.querySelector(".json");

	item.querySelector(".year").textContent = `${report.year} 年度`;
	title.textContent = report.project ? report.project.name : report.title;
	title.href = `${self}.html`;
	item.querySelector(".department").textContent = report.department.name;
	item.querySelector(".form").textContent = formName(report);
	pdf.href = `${self}.pdf`;
	pdf.setAttribute("aria-label", `${report.title}，PDF 文件`);
	json.href = `${self}.json`;
	json.setAttribute("aria-label", `${report.title}，JSON 数据`);
	if (report.context) {
		showContext(item.querySelector(".context"), report);
	}
	list.append(item);
	shown += 1;
}

function summary() {
	if (shown === 0) {
		return String(selection()) === "" ? "目前还没有公开的内容。" : "没有符合条件的内容，请换一个词，或放宽筛选条件。";
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
		const value = filter.elements[name].value.trim();
		if (value) {
			params.set(name, value);
		}
	}
	// Words that are sent have changed as well: once is enough.
	if (String(params) === String(selection())) {
		return;
	}
	history.pushState(null, "", `${location.pathname}?${params}`.replace(/\?$/, ""));
	load(null);
}

filter.addEventListener("change", choose);
filter.addEventListener("submit", (event) => {
	event.preventDefault();
	choose();
});
filter.addEventListener("reset", () => setTimeout(choose));
more.querySelector("button").addEventListener("click", () => load(cursor));
addEventListener("popstate", () => {
	showSelection();
	load(null);
});

// The other pages link to the field of the search.
function goToSearch() {
	if (location.hash === "#q") {
		filter.elements.q.focus();
	}
}

addEventListener("hashchange", goToSearch);
goToSearch();

filter.elements.q.value = selection().get("q") || "";
load(null);
loadChoices();
