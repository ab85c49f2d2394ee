// A document on its form, to be read: with what differs from another one marked.
"use strict";

import { call } from "./api.js";
import { h } from "./dom.js";
import { changes } from "./merge.js";
import { within } from "./pointer.js";

function textsIn(element) {
	const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	const texts = [];
	while (walker.nextNode()) {
		texts.push(walker.currentNode);
	}
	return texts;
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
	// are: [{ place, name, before, after }], undefined for nothing. A row that has gone
	// has the place where it was.
	compare(before, now = this.document) {
		const patch = before ? changes(before, now).filter((step) => !/^\/(published|contact|id|year)(\/|$)/.test(step.path)) : [];
		const isGone = (step) => step.op === "remove" && /\/\d+$/.test(step.path);
		const there = patch.filter((step) => !isGone(step));
		for (const cell of this.cells()) {
			cell.classList.toggle("changed", there.some((step) => within(cell.dataset.place, step.path)));
		}
		return [
			...there.map(({ path, was, value }) => ({ place: path, name: this.nameOf(path), before: was, after: value })),
			...patch.filter(isGone).map(({ path, was }) => ({ place: path, name: this.nameOf(path.replace(/\/\d+$/, "")), before: was })),
		];
	}

	nameOf(place) {
		return this.find(place)?.dataset.name ?? "";
	}

	// Strike what the public will not see, as the pages of a draft do: contacts, and words that
	// are masked.
	strike(words) {
		const known = words.toSorted((a, b) => b.length - a.length).map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
		const masked = known.length > 0 ? new RegExp(`(${known.join("|")})`) : null;
		for (const text of textsIn(this.paper)) {
			const isContact = within(text.parentElement.closest("[data-place]")?.dataset.place ?? "", "/contact");
			const parts = isContact ? ["", text.data, ""] : masked ? text.data.split(masked) : [text.data];
			if (parts.length > 1) {
				text.replaceWith(...parts.map((part, i) => (i % 2 === 1 ? h("s", { class: "absent", title: "不公开" }, part) : part)));
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
