// A document on its form, to be read: with what differs from another one marked.
"use strict";

import { call } from "./api.js";
import { brief, h } from "./dom.js";
import { changes } from "./merge.js";
import { within } from "./pointer.js";

// The texts of an element, those beside each other in one cell or paragraph together: words may
// begin in one and end in the next.
function textsIn(element) {
	const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	const runs = new Map();
	while (walker.nextNode()) {
		const text = walker.currentNode;
		const around = text.parentElement.closest("td, th, p, li, div");
		runs.set(around, [...(runs.get(around) ?? []), text]);
	}
	return [...runs.values()];
}

// As gongkai.mask_pattern() has it: a number is masked where it stands alone, and not inside a
// longer one.
function maskPattern(words) {
	const escaped = words.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
	return `${/^[0-9A-Za-z]/.test(words) ? "(?<![0-9A-Za-z.-])" : ""}${escaped}${/[0-9A-Za-z]$/.test(words) ? "(?![0-9A-Za-z-]|\\.[0-9A-Za-z])" : ""}`;
}

// Strike what of a text lies within ranges of the run that it begins at `start` of.
function strikeWithin(text, start, ranges) {
	const { data } = text;
	const own = ranges.map(([from, to]) => [Math.max(from - start, 0), Math.min(to - start, data.length)]).filter(([from, to]) => from < to);
	if (own.length > 0) {
		const ends = [0, ...own.flat(), data.length];
		text.replaceWith(...ends.slice(1).map((end, i) => [data.slice(ends[i], end), i % 2 === 1])
			.map(([part, isAbsent]) => (isAbsent ? h("s", { class: "absent", title: "不公开" }, part) : part)));
	}
}

// A number as the filters of its binding print it, with its unit, but to the last digit: what the form
// rounds away is a difference, too.
export function inUnit(text, binding) {
	const [, unit] = binding.match(/\|(wan|yuan|percent)\b/) ?? [];
	const [, sign, digits, point = ""] = text.match(/^(-?)(\d+)(?:\.(\d+))?$/) ?? [];
	if (!unit || digits === undefined) {
		return text;
	}
	const places = unit === "wan" ? 4 : 0;
	const long = digits.padStart(places + 1, "0");
	const whole = long.slice(0, long.length - places).replaceAll(/\B(?=(\d{3})+$)/g, ",");
	const rest = `${long.slice(long.length - places)}${point}`.replace(/0+$/, "");
	return `${sign}${whole}${rest && `.${rest}`}${{ wan: " 万元", yuan: " 元", percent: "%" }[unit]}`;
}

export class Paper {
	constructor(host) {
		this.root = host.attachShadow({ mode: "open" });
		this.paper = document.createElement("div");
		this.paper.className = "paper draft read";
		this.root.append(this.paper);
	}

	async show(doc) {
		const answer = await (await call("POST", "/form", { json: { document: doc } })).json();
		const page = new DOMParser().parseFromString(answer.html, "text/html");
		const article = page.querySelector("article");
		for (const cell of article.querySelectorAll("[data-place]")) {
			cell.dataset.name = cell.getAttribute("aria-label") ?? "";
			for (const name of ["role", "tabindex", "aria-label", "aria-checked"]) {
				cell.removeAttribute(name);
			}
		}
		this.root.querySelectorAll("link").forEach((link) => link.remove());
		for (const sheet of [answer.style, "form.css"]) {
			const link = document.createElement("link");
			Object.assign(link, { rel: "stylesheet", href: new URL(sheet, import.meta.url).href });
			this.root.insertBefore(link, this.paper);
		}
		this.paper.replaceChildren(article);
		this.document = doc;
	}

	cells() {
		return [...this.paper.querySelectorAll("[data-place]")];
	}

	find(place) {
		const all = this.cells();
		return all.find((cell) => cell.dataset.place === place) ?? all.find((cell) => within(cell.dataset.place, place));
	}

	go(place) {
		const cell = this.find(place);
		this.paper.querySelector(".chosen")?.classList.remove("chosen");
		cell?.classList.add("chosen");
		cell?.scrollIntoView({ block: "center" });
		return Boolean(cell);
	}

	// Mark what is other in `now`, which this is or will be, than in `before`; what those places
	// are, and what they said, as the form says it: [{ place, name, before, after, isGone }]. A row that
	// has gone has the place where it was.
	compare(before, now = this.document) {
		const patch = before ? changes(before, now).filter((step) => !/^\/(published|contact|id|year)(\/|$)/.test(step.path)) : [];
		const isGone = (step) => step.op === "remove" && /\/\d+$/.test(step.path);
		const there = patch.filter((step) => !isGone(step));
		for (const cell of this.cells()) {
			cell.classList.toggle("changed", there.some((step) => within(cell.dataset.place, step.path)));
		}
		return [
			...there.map(({ path, was, value }) => ({
				place: path, name: this.nameOf(path), before: this.said(path, was), after: this.said(path, value), isGone: value === undefined,
			})),
			...patch.filter(isGone).map(({ path, was }) => ({ place: path, name: this.nameOf(path.replace(/\/\d+$/, "")), before: brief(was), after: brief(), isGone: true })),
		];
	}

	// A value in the unit of its cell.
	said(place, value) {
		const cell = this.cells().find((one) => one.dataset.place === place);
		return inUnit(brief(value), cell?.dataset.binding ?? "");
	}

	// The cells of which something is remarked.
	note(places) {
		for (const cell of this.cells()) {
			cell.classList.toggle("noted", places.includes(cell.dataset.place));
		}
	}

	// Explanations are printed below the form, in no cell that has a name.
	nameOf(place) {
		return within(place, "/explanations") ? "公开的说明" : (place && this.find(place)?.dataset.name) ?? "";
	}

	// Strike what the public will not see, as the pages of a draft do: contacts, and words that
	// are masked.
	strike(words) {
		const masked = new RegExp(words.toSorted((a, b) => b.length - a.length).map(maskPattern).join("|") || "(?!)", "g");
		for (const texts of textsIn(this.paper)) {
			const whole = texts.map((text) => text.data).join("");
			const ranges = [...whole.matchAll(masked)].map(({ index, 0: said }) => [index, index + said.length]);
			let start = 0;
			for (const text of texts) {
				const end = start + text.data.length;
				const isContact = within(text.parentElement.closest("[data-place]")?.dataset.place ?? "", "/contact");
				strikeWithin(text, start, isContact ? [[start, end]] : ranges);
				start = end;
			}
		}
	}

	mark(notes) {
		for (const cell of this.cells()) {
			cell.classList.remove("error", "warning", "note");
			const own = notes.filter((note) => note.place === cell.dataset.place);
			if (own.length > 0) {
				cell.classList.add(own[0].level);
				cell.title = own.map((note) => note.message).join("\n");
			}
		}
	}

	// Call with the cell that somebody chooses.
	onchoose(act) {
		this.paper.addEventListener("click", (event) => {
			const cell = event.target.closest("[data-place]");
			if (cell) {
				act(cell.dataset.place, cell.dataset.name);
			}
		});
	}
}
